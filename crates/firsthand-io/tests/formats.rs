//! The example pile says the same in whatever form it comes.

use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A page of the example: its name, its content as stored, and whether that is HTML.
type Stored = (String, String, bool);

fn example() -> (PathBuf, Vec<Stored>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/pile");
    let pages = fs::read_dir(&folder).expect("the example").map(|entry| {
        let path = entry.expect("a page").path();
        let name = path.file_name().expect("a name").display().to_string();
        let is_html = name.ends_with(".html");
        (name, fs::read_to_string(&path).expect("text"), is_html)
    });
    let mut pages: Vec<_> = pages.collect();
    pages.sort();
    (folder, pages)
}

/// What firsthand finds in these paths, without what tells where the pages stood.
fn findings(path: &Path) -> Value {
    let pile = firsthand_io::read(&[path.to_owned()]);
    assert_eq!(pile.skipped, [], "{}", path.display());
    let report = firsthand::pipeline::run(pile.pages, pile.skipped);
    let mut bytes = Vec::new();
    firsthand_io::json::write(&report, &mut bytes).expect("JSON is written");
    let mut report: Value = serde_json::from_slice(&bytes).expect("JSON");
    for article in report["articles"].as_array_mut().expect("articles") {
        let article = article.as_object_mut().expect("an article");
        for place in ["locator", "record", "sha256"] {
            article.remove(place);
        }
    }
    report
}

/// The part of the findings that rests on the pages alone: what a file is called may also tell who
/// published it.
fn of_pages(report: &Value) -> Value {
    let mut articles = report["articles"].clone();
    for article in articles.as_array_mut().expect("articles") {
        let article = article.as_object_mut().expect("an article");
        article.remove("own_reporting");
    }
    json!([
        articles,
        report["texts"],
        report["reuse"],
        report["quotations"]
    ])
}

fn records(pages: &[Stored]) -> Vec<Value> {
    let records = pages.iter().map(|(name, content, is_html)| {
        let column = if *is_html { "html" } else { "text" };
        json!({"id": name, column: content})
    });
    records.collect()
}

fn lines(pages: &[Stored]) -> Vec<u8> {
    let lines = records(pages).into_iter().map(|r| format!("{r}\n"));
    lines.collect::<String>().into_bytes()
}

fn csv(pages: &[Stored]) -> Vec<u8> {
    let mut out = "id,text,html\n".to_owned();
    for (name, content, is_html) in pages {
        let quoted = format!("\"{}\"", content.replace('"', "\"\""));
        out += &match is_html {
            true => format!("{name},,{quoted}\n"),
            false => format!("{name},{quoted},\n"),
        };
    }
    out.into_bytes()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).expect("packed");
    packed.finish().expect("packed")
}

fn warc((_, content, is_html): &Stored) -> Vec<u8> {
    let kind = if *is_html { "html" } else { "plain" };
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/{kind}\r\n\r\n");
    let length = head.len() + content.len();
    let record = format!("WARC/1.1\r\nWARC-Type: response\r\nContent-Length: {length}\r\n\r\n");
    format!("{record}{head}{content}\r\n\r\n").into_bytes()
}

#[cfg(feature = "parquet")]
fn parquet(pages: &[Stored]) -> Vec<u8> {
    use parquet::data_type::{ByteArray, ByteArrayType};
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;
    let schema = "message pile { optional binary id (UTF8); optional binary text (UTF8); \
                  optional binary html (UTF8); }";
    let schema = parse_message_type(schema).expect("a schema").into();
    let mut out = Vec::new();
    let mut writer =
        SerializedFileWriter::new(&mut out, schema, Default::default()).expect("a writer");
    for group in pages.chunks(7) {
        let mut rows = writer.next_row_group().expect("a group");
        for column in 0..3 {
            let values = group.iter().map(|(name, content, is_html)| match column {
                0 => Some(name),
                _ => (*is_html == (column == 2)).then_some(content),
            });
            let values: Vec<_> = values.collect();
            let levels: Vec<i16> = values.iter().map(|v| i16::from(v.is_some())).collect();
            let values: Vec<ByteArray> =
                values.iter().flatten().map(|v| v.as_str().into()).collect();
            let mut to = rows.next_column().expect("a column").expect("a column");
            to.typed::<ByteArrayType>()
                .write_batch(&values, Some(&levels), None)
                .expect("values are written");
            to.close().expect("a column");
        }
        rows.close().expect("a group");
    }
    writer.close().expect("a file");
    out
}

#[test]
fn the_example_says_the_same_in_every_form() {
    let (folder, pages) = example();
    assert!(pages.len() > 20);
    let of_folder = findings(&folder);
    let temporary = tempfile::tempdir().expect("a folder");
    let file = |name: &str, bytes: &[u8]| {
        let file = temporary.path().join(name);
        fs::write(&file, bytes).expect("written");
        findings(&file)
    };
    let lines = lines(&pages);
    let expected = file("pile.jsonl", &lines);
    assert!(of_pages(&expected) == of_pages(&of_folder), "records");
    let compare = |name: &str, bytes: &[u8]| {
        assert!(file(name, bytes) == expected, "{name} says something else");
    };
    compare("pile.jsonl.gz", &gzip(&lines));
    compare(
        "pile.zst",
        &zstd::encode_all(&lines[..], 0).expect("packed"),
    );
    let list = json!({"status": "ok", "articles": records(&pages)});
    compare("pile.json", list.to_string().as_bytes());
    compare("pretty.json", format!("{list:#}").as_bytes());
    compare("pile.csv", &csv(&pages));
    #[cfg(feature = "parquet")]
    compare("pile.parquet", &parquet(&pages));

    // An archive each, so that the pages keep the order of their names.
    let archives = temporary.path().join("archives");
    fs::create_dir(&archives).expect("a folder");
    for page in &pages {
        let file = archives.join(format!("{}.warc.gz", page.0));
        fs::write(file, gzip(&warc(page))).expect("written");
    }
    let archives = findings(&archives);
    assert!(of_pages(&archives) == of_pages(&of_folder), "archives");
}
