//! Records: one JSON object a line.

use super::Pile;
use firsthand::{Declared, Page, Skipped};
use serde_json::Value;

pub(super) fn read(locator: &str, bytes: &[u8], pile: &mut Pile) {
    for (n, line) in bytes.split(|b| *b == b'\n').enumerate() {
        if line.trim_ascii().is_empty() {
            continue;
        }
        match record(locator, n + 1, line) {
            Ok(page) => pile.pages.push(page),
            Err(reason) => {
                let locator = format!("{locator}:{}", n + 1);
                pile.skipped.push(Skipped { locator, reason });
            }
        }
    }
}

fn record(locator: &str, line_number: usize, line: &[u8]) -> Result<Page, String> {
    let value: Value = serde_json::from_slice(line).map_err(|e| e.to_string())?;
    let field = |names: &[&str]| {
        names.iter().find_map(|n| match value.get(n)? {
            Value::String(s) => Some(s.clone()),
            Value::Number(n) => Some(n.to_string()),
            _ => None,
        })
    };
    let content = field(&["text", "body", "maintext", "content", "article"])
        .ok_or("the record has no text")?;
    let record = field(&["id"]);
    Ok(Page {
        locator: match record {
            Some(_) => locator.to_owned(),
            None => format!("{locator}:{line_number}"),
        },
        record,
        sha256: super::sha256(line),
        content,
        declared: Declared {
            url: field(&["url", "link"]),
            title: field(&["title", "headline"]),
            outlet: field(&["source", "source_domain", "outlet"]),
            authors: field(&["author", "authors"]).into_iter().collect(),
            language: field(&["lang", "language"]),
            published: field(&["date", "published", "date_publish", "datePublished"]),
            ..Declared::default()
        },
        ..Page::default()
    })
}
