//! `firsthand dedup` as a user meets it.

use crate::common::{command, fed, firsthand, stdout};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use tempfile::TempDir;

/// An invented article of its own for every number.
fn article(n: u64) -> String {
    let words = (0..120u64).map(|i| {
        let x = (n * 1_000_003 + i).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
        format!("word{x}")
    });
    words.collect::<Vec<_>>().join(" ")
}

fn line(id: &str, date: &str, text: &str) -> String {
    // The order of the fields and the odd spaces have to survive.
    format!(
        "{{\"id\":{},  \"date\":\"{date}\",\"source\":\"{} News\",\"text\": {}, \"more\":[1,2]}}",
        serde_json::to_string(id).expect("text"),
        &id[..1],
        serde_json::to_string(text).expect("text")
    )
}

/// Two articles, a copy of the first within furniture, and a line that is no record.
fn corpus() -> (TempDir, Vec<String>) {
    let lines = vec![
        line("first", "2031-05-01", &article(1)),
        line("second", "2031-05-02", &article(2)),
        line(
            "page",
            "2031-05-03",
            &format!("Home | News\n{}\nComments\n{}", article(1), article(3)),
        ),
        "no record".to_owned(),
    ];
    let folder = TempDir::new().expect("a temporary folder");
    fs::write(folder.path().join("in.jsonl"), lines.join("\r\n")).expect("a file is written");
    (folder, lines)
}

#[test]
fn kept_lines_are_unchanged_and_what_is_unread_is_named() {
    let (folder, lines) = corpus();
    let output = firsthand(&["dedup", "in.jsonl", "-o", "out.jsonl"], folder.path());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("in.jsonl:4: not a JSON record"), "{said}");
    assert!(said.contains("3 records, 2 kept, 1 dropped"), "{said}");
    let kept = fs::read_to_string(folder.path().join("out.jsonl")).expect("it is written");
    assert_eq!(kept, format!("{}\n{}\n", lines[1], lines[2]));
    let earliest = ["dedup", "in.jsonl", "--keep", "earliest"];
    let kept = firsthand(&earliest, folder.path()).stdout;
    let kept = String::from_utf8(kept).expect("text");
    assert_eq!(kept, format!("{}\n{}\n", lines[0], lines[1]));
}

#[test]
fn a_preferred_outlet_is_kept_before_others() {
    let record = |outlet: &str, host: &str, more: &str| {
        let text = article(1) + more;
        format!(r#"{{"source":"{outlet}","url":"https://www.{host}/a","text":"{text}"}}"#)
    };
    let lines = [
        record("Harbour Post", "post.example", ""),
        record("Bay News", "bay.example", " with a few words more"),
        record("Wire", "wire.example", " with more"),
    ];
    let folder = TempDir::new().expect("a temporary folder");
    let rows = |lines: &[String]| lines.iter().map(|l| l.clone() + "\n").collect::<String>();
    fs::write(folder.path().join("in.jsonl"), rows(&lines)).expect("a file is written");
    let as_html =
        r#"<html><head><meta property="og:site_name" content="Wire"></head><body><article><p>"#;
    let page = format!(
        "{as_html}{} with more than all</p></article></body></html>",
        article(1)
    );
    fs::write(folder.path().join("page.html"), page).expect("a file is written");
    let kept = |args: &[&str]| {
        let args = [&["dedup", "in.jsonl"], args].concat();
        String::from_utf8(firsthand(&args, folder.path()).stdout).expect("text")
    };
    assert_eq!(kept(&[]), rows(&lines[1..2]));
    assert_eq!(kept(&["--prefer", "harbour post"]), rows(&lines[..1]));
    assert_eq!(
        kept(&["--prefer", "wire.example", "--prefer", "Harbour Post"]),
        rows(&lines[2..])
    );
    let best = ["--prefer", "Harbour Post", "--keep", "best"];
    assert_eq!(kept(&best), rows(&lines[..1]));
    assert!(kept(&["page.html", "--prefer", "Wire"]).contains("page.html"));
}

#[test]
fn the_table_says_what_became_of_every_record() {
    let (folder, _) = corpus();
    let args = ["dedup", "in.jsonl", "--table", "-o", "out.csv"];
    firsthand(&args, folder.path());
    let table = fs::read_to_string(folder.path().join("out.csv")).expect("it is written");
    let rows: Vec<Vec<&str>> = table.lines().map(|l| l.split(',').collect()).collect();
    let names = [
        "id",
        "cluster_id",
        "keep",
        "reason",
        "kept_id",
        "containment",
    ];
    assert_eq!(rows[0], names);
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[1][2..5], ["false", "contained", "page"]);
    assert_eq!(rows[2][2..5], ["true", "alone", "second"]);
    assert_eq!(rows[3][2..5], ["true", "first", "page"]);
    assert_eq!(rows[1][1], rows[3][1]);
}

#[test]
fn other_forms_the_standard_input_and_other_orders_keep_the_same() {
    let (folder, lines) = corpus();
    let mut turned = lines[..3].to_vec();
    turned.reverse();
    let kept = fed(
        &["dedup", "-", "-o", "-"],
        folder.path(),
        &turned.join("\n"),
    );
    assert_eq!(stdout(&kept), format!("{}\n{}\n", lines[2], lines[1]));
    for (name, n) in [("a.txt", 1), ("b.txt", 2), ("c.txt", 1)] {
        fs::write(folder.path().join(name), article(n)).expect("a file is written");
    }
    let output = firsthand(
        &["dedup", "a.txt", "b.txt", "c.txt", "-o", "out.csv"],
        folder.path(),
    );
    assert_eq!(output.status.code(), Some(0));
    let kept = fs::read_to_string(folder.path().join("out.csv")).expect("it is written");
    assert_eq!(kept.lines().count(), 3, "{kept}");
    assert!(kept.starts_with("id,url,title,date,source,authors,language,text\n"));
}

#[test]
fn what_cannot_be_done_is_said() {
    let (folder, _) = corpus();
    for args in [
        &["dedup", "in.jsonl", "-o", "out.txt"][..],
        &["dedup", "in.jsonl", "--memory", "1K"],
        &["dedup", "in.jsonl", "--query"],
        &["dedup", "in.jsonl", "--index", "in.jsonl"],
        &["dedup", "in.jsonl", "--threshold", "0"],
        &["dedup", "in.jsonl", "--map", "text=story"],
    ] {
        let output = firsthand(args, folder.path());
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty());
    }
    assert!(!folder.path().join("out.txt").exists());
}

/// A corpus of `n` articles, every fourth of them there a second time within furniture, and one line
/// that is none.
fn large_corpus(n: u64) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    let mut lines = Vec::new();
    for i in 0..n {
        lines.push(line(&format!("a{i}"), "2031-05-01", &article(i)));
        if i % 4 == 0 {
            let page = format!("Home\n{}\nComments {}", article(i), article(n + i));
            lines.push(line(&format!("b{i}"), "2031-05-02", &page));
        }
    }
    // No copy stands beside its original.
    let middle = lines.len() / 2;
    lines.rotate_left(middle);
    lines.insert(3, "no record".to_owned());
    fs::write(folder.path().join("in.jsonl"), lines.join("\n")).expect("a file is written");
    folder
}

fn written(folder: &Path, name: &str) -> Vec<u8> {
    fs::read(folder.join(name)).expect("it is written")
}

/// What stands in a folder but the input.
fn leftovers(folder: &Path) -> usize {
    fs::read_dir(folder).expect("a folder").count() - 1
}

#[test]
fn what_does_not_fit_into_memory_comes_out_the_same() {
    let folder = large_corpus(4000);
    let run = |more: &[&str]| {
        let args = [&["dedup", "in.jsonl"], more].concat();
        let output = firsthand(&args, folder.path());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("5000 records, 4000 kept"), "{said}");
        output.stdout
    };
    let kept = run(&[]);
    assert_eq!(run(&["--memory", "1M"]), kept);
    assert_eq!(run(&["--memory", "1M", "--jobs", "1"]), kept);
    assert_eq!(run(&["--memory", "1M", "-o", "out.jsonl"]), b"");
    assert!(written(folder.path(), "out.jsonl") == kept);
    let short = run(&["--prefer", "a News"]);
    assert!(short != kept);
    assert_eq!(run(&["--prefer", "a News", "--memory", "1M"]), short);
    let table = run(&["--table"]);
    assert_eq!(run(&["--table", "--memory", "1M"]), table);
    assert_eq!(leftovers(folder.path()), 1);
}

#[cfg(unix)]
#[test]
fn a_run_that_was_killed_is_gone_on_with() {
    use std::os::unix::process::ExitStatusExt;
    let folder = large_corpus(16_000);
    let args = ["dedup", "in.jsonl", "-o", "out.jsonl", "--memory", "1M"];
    let kill = || {
        let mut child = command(&args, folder.path())
            .stderr(Stdio::null())
            .spawn()
            .expect("the command starts");
        let list = folder.path().join(".out.jsonl.firsthand-scratch/list.json");
        while !list.exists() && child.try_wait().expect("it runs").is_none() {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        child.kill().expect("it is there");
        assert_eq!(child.wait().expect("it ends").signal(), Some(9));
        assert!(list.exists() && !folder.path().join("out.jsonl").exists());
    };
    kill();
    let output = firsthand(&args, folder.path());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("going on after"), "{said}");
    assert!(said.contains("in.jsonl:4: not a JSON record"), "{said}");
    let resumed = written(folder.path(), "out.jsonl");
    assert!(!folder.path().join(".out.jsonl.firsthand-scratch").exists());
    // An input that has changed meanwhile is begun anew.
    fs::remove_file(folder.path().join("out.jsonl")).expect("it is there");
    kill();
    let mut input = fs::read_to_string(folder.path().join("in.jsonl")).expect("text");
    let at = input.find("Comments").expect("a page that is kept");
    input.replace_range(at..at + 8, "comments");
    fs::write(folder.path().join("in.jsonl"), &input).expect("a file is written");
    let said = firsthand(&args, folder.path()).stderr;
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(!said.contains("going on after"), "{said}");
    let anew = written(folder.path(), "out.jsonl");
    // Compared so that a failure does not print 20 MB.
    let whole = firsthand(&["dedup", "in.jsonl"], folder.path()).stdout;
    assert!(whole == anew && anew.len() == resumed.len() && anew != resumed);
    fs::write(
        folder.path().join("in.jsonl"),
        input.replacen("comments", "Comments", 1),
    )
    .expect("a file is written");
    let whole = firsthand(&["dedup", "in.jsonl"], folder.path()).stdout;
    assert!(whole == resumed);
}

/// Lines of JSON.
fn answers(bytes: &[u8]) -> Vec<serde_json::Value> {
    let lines = bytes.split(|b| *b == b'\n').filter(|l| !l.is_empty());
    let answers = lines.map(|l| serde_json::from_slice(l).expect("JSON"));
    answers.collect()
}

#[test]
fn an_index_knows_what_was_kept_before() {
    let folder = large_corpus(1000);
    let path = folder.path();
    let input = fs::read_to_string(path.join("in.jsonl")).expect("text");
    let lines: Vec<&str> = input.lines().collect();
    // More parts than an index has segments, so that it is merged on the way.
    let (mut kept, parts) = (0, 12);
    for (i, part) in lines.chunks(lines.len().div_ceil(parts)).enumerate() {
        fs::write(path.join("part.jsonl"), part.join("\n")).expect("a file is written");
        let args = [
            "dedup",
            "--index",
            "all.idx",
            "part.jsonl",
            "-o",
            "new.jsonl",
        ];
        let memory: &[&str] = if i % 2 == 0 { &[] } else { &["--memory", "1M"] };
        firsthand(&[&args[..], memory].concat(), path);
        kept += String::from_utf8_lossy(&written(path, "new.jsonl"))
            .lines()
            .count();
    }
    // Where an article came before the page with it, both are kept: the page has more than it.
    assert!((1000..=1250).contains(&kept), "{kept}");
    let again = [
        "dedup", "--index", "all.idx", "in.jsonl", "-o", "new.csv", "--table",
    ];
    let said = firsthand(&again, path).stderr;
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(said.contains("1250 records, 0 kept"), "{said}");
    let before = written(path, "all.idx");
    let asked = [
        line("copy", "2031-06-01", &format!("Menu\n{}\nMore", article(7))),
        line("new", "2031-06-01", &article(999_999)),
        "no record".to_owned(),
    ];
    fs::write(path.join("asked.jsonl"), asked.join("\n")).expect("a file is written");
    let ask = ["dedup", "--index", "all.idx", "--query", "asked.jsonl"];
    let answers = answers(&firsthand(&ask, path).stdout);
    assert_eq!(answers[0]["copy_of"], "a7");
    assert_eq!(answers[0]["reason"], "contained");
    assert!(answers[0]["containment"].as_f64().is_some_and(|c| c > 0.95));
    assert_eq!(answers[1]["new"], true);
    assert!(answers[2]["unread"].is_string());
    assert_eq!(written(path, "all.idx"), before);
}

#[test]
fn a_question_is_answered_before_the_next_one() {
    use std::io::{BufRead, BufReader};
    let (folder, lines) = corpus();
    firsthand(
        &["dedup", "--index", "i.idx", "in.jsonl", "-o", "k.jsonl"],
        folder.path(),
    );
    let mut child = command(
        &["dedup", "--index", "i.idx", "--query", "-"],
        folder.path(),
    )
    .stdin(Stdio::piped())
    .stdout(Stdio::piped())
    .stderr(Stdio::null())
    .spawn()
    .expect("the command starts");
    let mut ask = child.stdin.take().expect("a pipe");
    let mut said = BufReader::new(child.stdout.take().expect("a pipe"));
    for (line, copy_of) in [(&lines[0], "page"), (&lines[1], "second")] {
        writeln!(ask, "{line}").expect("it reads");
        let mut answer = String::new();
        said.read_line(&mut answer).expect("it answers");
        assert_eq!(answers(answer.as_bytes())[0]["copy_of"], copy_of);
    }
    drop(ask);
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn a_parquet_file_goes_out_and_comes_back() {
    let (folder, _) = corpus();
    firsthand(&["dedup", "in.jsonl", "-o", "out.parquet"], folder.path());
    firsthand(&["dedup", "out.parquet", "-o", "again.csv"], folder.path());
    firsthand(&["dedup", "in.jsonl", "-o", "direct.csv"], folder.path());
    let direct = written(folder.path(), "direct.csv");
    assert_eq!(written(folder.path(), "again.csv"), direct);
    assert!(direct.len() > 1000);
    let table = ["dedup", "in.jsonl", "--table", "-o", "table.parquet"];
    firsthand(&table, folder.path());
    assert!(written(folder.path(), "table.parquet").starts_with(b"PAR1"));
}

#[test]
fn pages_are_compared_by_what_the_newsroom_wrote() {
    let folder = TempDir::new().expect("a temporary folder");
    let sentences = |seed: u64| {
        let sentence = |s: u64| {
            let words = (0..14).map(|w| {
                ["the", "quay", "rose", "north", "ferry", "crew"]
                    [(s * 7 + w * w + seed) as usize % 6]
            });
            format!(
                "On {} {} {}.",
                article(seed * 40 + s)
                    .replace("word", "pier")
                    .split(' ')
                    .take(6)
                    .collect::<Vec<_>>()
                    .join(" "),
                words.collect::<Vec<_>>().join(" "),
                seed
            )
        };
        (0..16).map(sentence).collect::<Vec<_>>()
    };
    let page = |body: u64, around: u64| {
        let paragraphs: String = sentences(body)
            .chunks(4)
            .map(|p| format!("<p>{}</p>", p.join(" ")))
            .collect();
        let links: String = article(around)
            .split(' ')
            .map(|w| format!("<li><a href='/{w}'>More on {w} and {w}</a></li>"))
            .collect();
        format!(
            "<html><head><title>Story {body}</title></head><body><nav><ul>{links}</ul></nav><article><h1>Story {body}</h1>{paragraphs}</article><footer><ul>{links}</ul></footer></body></html>"
        )
    };
    for (name, html) in [
        ("a.html", page(1, 501)),
        ("b.html", page(1, 502)),
        ("c.html", page(2, 501)),
    ] {
        fs::write(folder.path().join(name), html).expect("a file is written");
    }
    let output = firsthand(&["dedup", ".", "--table", "-o", "-"], folder.path());
    let verdicts = answers(&output.stdout);
    let kept: Vec<&str> = verdicts
        .iter()
        .filter_map(|v| v["kept_id"].as_str())
        .collect();
    assert_eq!(kept.len(), 3);
    assert_eq!(kept[0], kept[1], "{verdicts:?}");
    assert_eq!(kept[2], "./c.html", "{verdicts:?}");
    let written = firsthand(&["dedup", "."], folder.path()).stdout;
    assert!(!String::from_utf8_lossy(&written).contains("More on"));
}
