//! Small files that unpack to much: each is named, and what came before the bound is kept.

use firsthand_io::read::{Pile, read};
use std::io::Write;

/// What is read of a file with these bytes.
fn pile(name: &str, bytes: &[u8]) -> Pile {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("written");
    read(&[path])
}

fn is_bomb(pile: &Pile) -> bool {
    let last = pile.skipped.last().map(|s| s.reason.as_str());
    last.is_some_and(|r| r.contains("it unpacks to more than 250 times its size"))
}

#[test]
fn small_records_are_bounded_by_their_number() {
    let gzip = |record: &str| {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        for _ in 0..80 {
            packed
                .write_all(record.repeat(1_000).as_bytes())
                .expect("packed");
        }
        packed.finish().expect("packed")
    };
    for (name, record) in [
        ("a.jsonl.gz", "{\"text\":\"x\"}\n"),
        ("b.jsonl.gz", "{}\n"),
        ("c.csv.gz", "text\n"),
    ] {
        let pile = pile(name, &gzip(record));
        assert!(is_bomb(&pile), "{name}");
        // A piece that was unpacked is read to its end.
        let records = pile.pages.len() + pile.skipped.len();
        assert!((16_384..40_000).contains(&records), "{name}: {records}");
    }
}

#[cfg(feature = "parquet")]
mod parquet {
    use super::{is_bomb, pile};
    use parquet::basic::{Compression, Encoding};
    use parquet::data_type::{ByteArray, ByteArrayType};
    use parquet::file::properties::{WriterProperties, WriterPropertiesBuilder};
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    /// A row of a list of authors, and so many with one text.
    struct Table<'t> {
        text: Option<&'t str>,
        rows: usize,
        author: Option<&'t str>,
        authors: usize,
    }

    const ONE: Table = Table {
        text: Some("The ferry stopped."),
        rows: 1,
        author: Some("Mira Calder"),
        authors: 1,
    };

    impl Table<'_> {
        fn file(&self, properties: WriterPropertiesBuilder) -> Vec<u8> {
            let schema = "message pile { optional binary text (UTF8); \
                optional group authors (LIST) { repeated group list { optional binary element (UTF8); } } }";
            let schema = parse_message_type(schema).expect("a schema").into();
            let mut out = Vec::new();
            let properties: WriterProperties = properties.build();
            let mut writer =
                SerializedFileWriter::new(&mut out, schema, properties.into()).expect("a writer");
            let mut rows = writer.next_row_group().expect("a group");
            let mut column = |values: &[ByteArray], defined: &[i16], repeated: Option<&[i16]>| {
                let mut to = rows.next_column().expect("a column").expect("a column");
                to.typed::<ByteArrayType>()
                    .write_batch(values, Some(defined), repeated)
                    .expect("values are written");
                to.close().expect("a column");
            };
            let text = vec![ByteArray::from(self.text.unwrap_or_default()); self.rows];
            let some = self.text.is_some();
            column(
                if some { &text } else { &[] },
                &vec![i16::from(some); self.rows],
                None,
            );
            let author = vec![ByteArray::from(self.author.unwrap_or_default()); self.authors];
            let some = self.author.is_some();
            let mut defined = vec![if some { 3 } else { 2 }; self.authors];
            let mut repeated = vec![1; self.authors];
            // The other rows have no list.
            repeated[0] = 0;
            defined.resize(self.authors + self.rows - 1, 0);
            repeated.resize(self.authors + self.rows - 1, 0);
            column(if some { &author } else { &[] }, &defined, Some(&repeated));
            rows.close().expect("a group");
            writer.close().expect("a file");
            out
        }
    }

    #[test]
    fn rows_and_values_are_bounded_by_their_number() {
        let file = ONE.file(WriterProperties::builder());
        assert_eq!(
            pile("one.parquet", &file).pages[0].declared.authors,
            ["Mira Calder"]
        );
        let rows = Table {
            rows: 20_000,
            ..ONE
        };
        let nulls = Table {
            text: None,
            rows: 2_000_000,
            ..ONE
        };
        let nobodies = Table {
            author: None,
            authors: 2_000_000,
            ..ONE
        };
        let long = "Calder ".repeat(10_000);
        let names = Table {
            author: Some(&long),
            authors: 2_000,
            ..ONE
        };
        for (what, table, pages) in [
            ("rows", rows, 16_384),
            ("nulls", nulls, 0),
            ("nobodies", nobodies, 0),
            ("names", names, 0),
        ] {
            let file = table.file(WriterProperties::builder());
            let pile = pile(what, &file);
            assert!(is_bomb(&pile), "{what}: {:?}", pile.skipped);
            assert_eq!(pile.pages.len(), pages, "{what}");
        }
    }

    #[test]
    fn pages_are_bounded_however_they_are_packed() {
        let long = "The ferry stopped. ".repeat(4 << 20);
        for by in [
            Compression::GZIP(Default::default()),
            Compression::BROTLI(Default::default()),
            Compression::ZSTD(Default::default()),
            Compression::LZ4,
        ] {
            let table = Table {
                text: Some(&long),
                ..ONE
            };
            let plain = WriterProperties::builder().set_dictionary_enabled(false);
            let file = table.file(plain.set_compression(by));
            assert!(is_bomb(&pile("long.parquet", &file)), "{by:?}");
        }
    }

    #[test]
    fn lists_whose_values_go_on_from_each_other_are_bounded() {
        let long = "Calder ".repeat(10_000);
        let delta = |authors| {
            let table = Table {
                author: Some(&long),
                authors,
                ..ONE
            };
            let plain = WriterProperties::builder().set_dictionary_enabled(false);
            pile(
                "delta.parquet",
                &table.file(plain.set_encoding(Encoding::DELTA_BYTE_ARRAY)),
            )
        };
        assert_eq!(delta(2).pages.len(), 1);
        let of_many = delta(2_000);
        assert!(
            of_many.skipped[0].reason.contains("DELTA_BYTE_ARRAY"),
            "{of_many:?}"
        );
    }
}
