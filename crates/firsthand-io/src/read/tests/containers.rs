//! Parquet, archives and feeds: what they hold becomes pages, and damage costs only its record.

use super::*;
use firsthand::Interval;

/// The pile of one file with these bytes, its places without their folder.
fn pile(name: &str, bytes: &[u8]) -> Pile {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    fs::write(&file, bytes).unwrap();
    let root = format!("{}/", folder.path().display());
    let mut pile = read(&[file]);
    for locator in pile.pages.iter_mut().map(|p| &mut p.locator) {
        *locator = locator.replace(&root, "");
    }
    for locator in pile.skipped.iter_mut().map(|s| &mut s.locator) {
        *locator = locator.replace(&root, "");
    }
    pile
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// Written by pyarrow 26: strings as large ones, views and a dictionary, a list, times in
/// nanoseconds, two rows a group, the text of the third row null.
#[cfg(feature = "parquet")]
const KINDS: &[u8] = include_bytes!("kinds.parquet");

/// Written by pyarrow 26: a text in bytes of which one is Latin-1, days, authors as objects.
#[cfg(feature = "parquet")]
const BYTES: &[u8] = include_bytes!("bytes.parquet");

#[cfg(feature = "parquet")]
#[test]
fn strings_of_every_kind_and_times_are_read_from_parquet() {
    let kinds = pile("kinds.parquet", KINDS);
    let records: Vec<_> = kinds.pages.iter().map(|p| p.record.as_deref()).collect();
    assert_eq!(records, ["11", "12", "14", "15"].map(Some));
    let page = &kinds.pages[0];
    assert_eq!(page.content, "Words of row 1, said the mayor.");
    let declared = &page.declared;
    assert_eq!(declared.title.as_deref(), Some("A"));
    assert_eq!(declared.outlet.as_deref(), Some("Post"));
    assert_eq!(declared.authors, ["Ann", "Bo"]);
    assert_eq!(declared.language.as_deref(), Some("en"));
    assert_eq!(declared.published.as_deref(), Some("2031-05-08T10:00:00Z"));
    assert_eq!(kinds.pages[1].declared.authors, [""; 0]);
    let [skipped] = &kinds.skipped[..] else {
        panic!("{:?}", kinds.skipped)
    };
    assert_eq!(skipped.locator, "kinds.parquet#row 3");

    let bytes = pile("bytes", &gzip(BYTES));
    let contents: Vec<_> = bytes.pages.iter().map(|p| p.content.as_str()).collect();
    assert_eq!(contents, ["Plain bytes.", "café déjà vu, naïve"]);
    assert_eq!(bytes.pages[1].locator, "bytes#row 2");
    let declared = &bytes.pages[0].declared;
    assert_eq!(declared.published.as_deref(), Some("2031-05-08"));
    assert_eq!(declared.authors, ["Ann"]);
}

/// Written by pyarrow 26.
#[cfg(feature = "parquet")]
#[test]
fn columns_packed_with_brotli_are_read_from_parquet() {
    let pile = pile("brotli.parquet", include_bytes!("brotli.parquet"));
    let contents: Vec<_> = pile.pages.iter().map(|p| p.content.as_str()).collect();
    let mill = "The mill burned, said the mayor. ".repeat(8);
    assert_eq!(contents, [mill.as_str(), "Nobody was hurt."]);
}

#[cfg(feature = "parquet")]
#[test]
fn damaged_parquet_is_named_and_never_a_panic() {
    let none = pile("none.parquet", include_bytes!("none.parquet"));
    assert!(none.skipped[0].reason.contains("there are a)"));
    let cut = pile("cut.parquet", &KINDS[..KINDS.len() / 2]);
    assert!(cut.skipped[0].reason.contains("damaged"));
    // Noise in one byte after another: whatever is left of the rows is read or named.
    for at in (0..KINDS.len()).step_by(7) {
        let mut bytes = KINDS.to_vec();
        bytes[at] = bytes[at].wrapping_mul(31).wrapping_add(101);
        let pile = pile("noise.parquet", &bytes);
        assert!(!pile.is_empty(), "byte {at}");
    }
}

/// A record of an archive.
fn warc(fields: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\n{fields}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// An answer that a crawler got on 8 May 2031.
fn response(path: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let fields = format!(
        "WARC-Type: response\r\nWARC-Record-ID: <urn:{path}>\r\nWARC-Date: 2031-05-08T23:30:00Z\r\n\
         WARC-Target-URI: http://post.example/{path}\r\nContent-Type: application/http"
    );
    let block = [format!("HTTP/1.1 {head}\r\n\r\n").as_bytes(), body].concat();
    warc(&fields, &block)
}

const HTML: &[u8] =
    b"<html><body><p>The old bridge is open again, the mayor said on Monday.</p></body></html>";
const SHOWN: &str = "The old bridge is open again, the mayor said on Monday.";
const OK: &str = "200 OK\r\nContent-Type: text/html; charset=windows-1251";

#[test]
fn answers_that_are_pages_are_read_from_an_archive() {
    let chunked = |body: &[u8]| {
        let (a, b) = body.split_at(10);
        let length = b.len();
        [
            b"a;x=1\r\n",
            a,
            format!("\r\n{length:x}\r\n").as_bytes(),
            b,
            b"\r\n0\r\n\r\n",
        ]
        .concat()
    };
    let records = [
        warc("WARC-Type: warcinfo", b"software: none"),
        response("a", OK, HTML),
        warc("WARC-Type: request", b"GET /a HTTP/1.1\r\n\r\n"),
        response("b", &format!("{OK}\r\nContent-Encoding: gzip"), &gzip(HTML)),
        response(
            "c",
            &format!("{OK}\r\nTransfer-Encoding: chunked"),
            &chunked(HTML),
        ),
        response(
            "d",
            &format!("{OK}\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip"),
            HTML,
        ),
        response(
            "e",
            OK,
            b"<p>\xCF\xF0\xE8\xE2\xE5\xF2, \xEC\xE8\xF0, \xF1\xEA\xE0\xE7\xE0\xEB \xEE\xED.</p>",
        ),
        response("f", "404 Not Found\r\nContent-Type: text/html", HTML),
        response("g", "200 OK\r\nContent-Type: image/png", b"\x89PNG"),
        response(
            "robots.txt",
            "200 OK\r\nContent-Type: text/plain",
            b"Disallow: /",
        ),
        response("h", "200 OK\r\nContent-Type: text/plain", b"Plain words."),
        warc("WARC-Type: revisit", b"HTTP/1.1 304 Not Modified\r\n\r\n"),
        warc(
            "WARC-Type: conversion\r\nContent-Type: text/plain",
            b"Converted words.",
        ),
    ];
    let contents = [
        SHOWN,
        SHOWN,
        SHOWN,
        SHOWN,
        "Привет, мир, сказал он.",
        "Plain words.",
        "Converted words.",
    ];
    let plain = records.concat();
    let packed: Vec<u8> = records.iter().flat_map(|r| gzip(r)).collect();
    for (name, bytes) in [
        ("a.warc", &plain),
        ("a.warc.gz", &packed),
        ("whole", &gzip(&plain)),
    ] {
        let pile = pile(name, bytes);
        let got: Vec<_> = pile.pages.iter().map(|p| p.content.trim()).collect();
        assert_eq!(got, contents, "{name}");
        assert_eq!(pile.skipped, []);
        let notes = pile.end.notes.join("\n");
        assert!(
            notes.contains("6 records")
                && notes.contains("1 revisit")
                && notes.contains("1 status-404"),
            "{notes}"
        );
        let page = &pile.pages[0];
        let offset = match name {
            "a.warc" => records[0].len(),
            "a.warc.gz" => gzip(&records[0]).len(),
            _ => 0,
        };
        assert!(
            page.locator.starts_with(&format!("{name}@{offset}")),
            "{}",
            page.locator
        );
        assert_eq!(page.record.as_deref(), Some("<urn:a>"));
        assert_eq!(page.declared.url.as_deref(), Some("http://post.example/a"));
        assert_eq!(page.captured, Interval::day(jiff::civil::date(2031, 5, 8)));
        assert_eq!(page.sha256, sha256(HTML));
    }
}

#[test]
fn an_archive_that_lies_loses_only_the_lie() {
    let lie = |length: &str| {
        let true_one = String::from_utf8(response("lie", OK, HTML)).unwrap();
        let (head, block) = true_one.split_once("Content-Length: ").unwrap();
        let (_, block) = block.split_once("\r\n").unwrap();
        format!("{head}Content-Length: {length}\r\n{block}").into_bytes()
    };
    let good = |path: &str| response(path, OK, HTML);
    let bomb = gzip(&vec![b' '; PAGE_BYTES_MAX + 1]);
    let records = [
        good("1"),
        lie("20"),
        good("2"),
        lie("1500"),
        good("3"),
        lie("-7"),
        good("4"),
        b"garbage\r\nmore\r\n".to_vec(),
        good("5"),
        response("bomb", &format!("{OK}\r\nContent-Encoding: gzip"), &bomb),
        response(
            "broken",
            &format!("{OK}\r\nContent-Encoding: gzip"),
            b"\x1F\x8B\x08nope",
        ),
        good("6"),
        lie("99999999999"),
    ];
    let packed: Vec<u8> = records.iter().flat_map(|r| gzip(r)).collect();
    for (name, bytes) in [("a.warc", records.concat()), ("a.warc.gz", packed)] {
        let pile = pile(name, &bytes);
        let read: Vec<_> = pile
            .pages
            .iter()
            .filter_map(|p| p.record.as_deref())
            .collect();
        let good: Vec<_> = (1..=6).map(|n| format!("<urn:{n}>")).collect();
        assert_eq!(read, good, "{name}: {:?}", pile.skipped);
        assert!(pile.skipped.len() >= 6, "{name}: {:?}", pile.skipped);
        for word in ["as long as it says", "larger than", "gzip and damaged"] {
            assert!(
                pile.skipped.iter().any(|s| s.reason.contains(word)),
                "{name}: {word}"
            );
        }
    }
    let mut cut = gzip(&good("1"));
    cut.extend_from_slice(&gzip(&good("2"))[..60]);
    let pile = pile("cut.warc.gz", &cut);
    assert_eq!((pile.pages.len(), pile.skipped.len()), (1, 1));
}

const RSS: &str = r#"<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Harbour Times</title><link>http://times.example/</link><language>en</language>
<image><title>Logo</title></image>
<!-- <item><title>Not one</title></item> -->
<item><title>Bridge &amp;amp; ferry</title><link>http://times.example/1</link><guid>id-1</guid>
<pubDate>Thu, 08 May 2031 10:00:00 GMT</pubDate><dc:creator><![CDATA[Ann Bo]]></dc:creator>
<description>Only the lead.</description>
<content:encoded><![CDATA[<p>The bridge is open, </item> the mayor said.</p><p>So is the ferry.</p>]]></content:encoded></item>
<item><title>Nothing to read</title></item>
<item/>
<item><description>A plain lead: 5 &lt; 6, &b; and caf@.</description><source url="x"><title>Other</title></source></item>
</channel></rss>"#;

const ATOM: &str = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title type="text">Mail</title>
<entry><title>Eins</title><link rel="self" href="http://mail.example/self"/>
<link href="http://mail.example/1?a=1&amp;b=2"/><id>tag:1</id><updated>2031-05-09T10:00:00Z</updated>
<author><name>Cy</name><uri>http://c.example</uri></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Die Fähre fährt wieder, sagte sie.</p></div></content></entry>
<entry><title>Zwei</title><summary type="html">&lt;p&gt;Kurz &lt;b&gt;gesagt&lt;/b&gt;.&lt;/p&gt;</summary></entry>
<entry><title>Cut"#;

#[test]
fn each_entry_of_a_feed_is_a_page() {
    let latin: Vec<u8> = RSS
        .bytes()
        .map(|b| if b == b'@' { 0xE9 } else { b })
        .collect();
    let rss = pile("a.xml", &latin);
    let page = &rss.pages[0];
    assert!(
        page.content.contains("The bridge is open,"),
        "{}",
        page.content
    );
    assert!(page.content.contains("So is the ferry."));
    assert!(!page.content.contains("<p>"));
    assert_eq!(page.record.as_deref(), Some("id-1"));
    let declared = &page.declared;
    assert_eq!(declared.title.as_deref(), Some("Bridge & ferry"));
    assert_eq!(declared.url.as_deref(), Some("http://times.example/1"));
    assert_eq!(declared.outlet.as_deref(), Some("Harbour Times"));
    assert_eq!(
        declared.published.as_deref(),
        Some("Thu, 08 May 2031 10:00:00 GMT")
    );
    assert_eq!(declared.authors, ["Ann Bo"]);
    assert_eq!(rss.pages[1].content, "A plain lead: 5 < 6, &b; and café.");
    assert_eq!(rss.pages[1].declared.title, None);
    let places: Vec<_> = rss.skipped.iter().map(|s| s.locator.as_str()).collect();
    assert_eq!(places, ["a.xml#entry 2"]);

    let atom = pile("b.atom", ATOM.as_bytes());
    let contents: Vec<_> = atom.pages.iter().map(|p| p.content.trim()).collect();
    assert_eq!(
        contents,
        ["Die Fähre fährt wieder, sagte sie.", "Kurz gesagt."]
    );
    let declared = &atom.pages[0].declared;
    assert_eq!(
        declared.url.as_deref(),
        Some("http://mail.example/1?a=1&b=2")
    );
    assert_eq!(declared.language.as_deref(), Some("de"));
    assert_eq!(declared.authors, ["Cy"]);
    assert!(atom.skipped[0].reason.contains("ends within this entry"));
}

#[test]
fn markup_that_is_never_closed_is_read_in_linear_time() {
    let open = |tag: &str| tag.repeat(2_000_000 / tag.len());
    let many: String = (0..200_000).map(|n| format!("<t{n}>")).collect();
    let feeds = [
        format!("<rss><channel>{}", open("<title>")),
        format!("<rss><item>{}</item>", open("<title>")),
        format!("<rss><item>{many}</item>"),
        format!("<rss><item>{}</item>", open("<![CDATA[")),
        format!("<rss><item>{}</item>", open("<item>")),
        open("<rss><item>&a;"),
    ];
    for feed in feeds {
        assert!(!pile("a.rss", feed.as_bytes()).is_empty());
    }
}
