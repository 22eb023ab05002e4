//! Articles as Markdown: the headline, who and when, subheads, paragraphs.

use super::kind;
use crate::screen::{block, line};
use firsthand::{Article, SegmentKind};
use std::io::{self, Write};

/// Writes an article, behind a rule where it is not the first. With `keep_furniture` the rest of the page follows as a
/// list, each line after its kind.
pub(super) fn write(
    article: &Article,
    first: bool,
    keep_furniture: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    if !first {
        writeln!(out, "\n---\n")?;
    }
    head(article, out)?;
    text(article, out)?;
    match keep_furniture {
        true => furniture(article, out),
        false => Ok(()),
    }
}

/// The headline, and a line of what is known of author, outlet, day and address.
fn head(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    if let Some(title) = &article.title {
        writeln!(out, "# {}\n", escaped(&line(title)))?;
    }
    let day = article.published.as_ref().and_then(|p| p.when.exact());
    let outlet = article.outlet.as_ref().map(|o| escaped(&line(&o.name)));
    let authors = article.authors.iter().map(|a| escaped(&line(a)));
    let url = article.page.declared.url.as_ref();
    let known: Vec<_> = authors
        .chain(outlet)
        .chain(day.map(|d| d.to_string()))
        .chain(url.map(|u| format!("<{}>", line(u).replace(['<', '>', ' '], ""))))
        .collect();
    if !known.is_empty() {
        writeln!(out, "*{}*\n", known.join(" · "))?;
    }
    Ok(())
}

/// Subheads and paragraphs, a paragraph for each line.
fn text(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    let mut first = true;
    for segment in &article.segments {
        let mark = match segment.kind {
            SegmentKind::Subhead => "## ",
            SegmentKind::Body => "",
            _ => continue,
        };
        let text = block(segment.span.of(article.content()));
        for l in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
            if !first {
                writeln!(out)?;
            }
            first = false;
            writeln!(out, "{mark}{}", escaped(l))?;
        }
    }
    Ok(())
}

fn furniture(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n## Left out\n")?;
    for segment in &article.segments {
        if matches!(segment.kind, SegmentKind::Body | SegmentKind::Subhead) {
            continue;
        }
        let text = block(segment.span.of(article.content()));
        for l in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
            writeln!(out, "- {}: {}", kind(segment.kind), escaped(l))?;
        }
    }
    Ok(())
}

/// `text` with the signs escaped that Markdown would read as its own.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in text.char_indices() {
        let heads = at == 0 && matches!(c, '#' | '-' | '+' | '=' | '~' | '|');
        let counts = digits > 0 && at == digits && matches!(c, '.' | ')');
        if heads || counts || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use firsthand::{Mark, Page, Span};

    #[test]
    fn a_page_becomes_headings_and_paragraphs_and_its_signs_stay_signs() {
        let content = "Home\n\nWater rose by 3 * 4 metres on Monday, said the mayor of Lower Marrow.\n\nWhat now\n\n1. May brings more of it.";
        let kinds = [
            SegmentKind::Navigation,
            SegmentKind::Body,
            SegmentKind::Subhead,
            SegmentKind::Body,
        ];
        let mut at = 0;
        let marks = content.split("\n\n").zip(kinds).map(|(l, kind)| {
            let start = at;
            at += l.len() + 2;
            Mark {
                span: Span::new(start, start + l.len()),
                kind,
            }
        });
        let mut page = Page {
            marks: marks.collect(),
            content: content.into(),
            ..Page::default()
        };
        page.declared.title = Some("Water #1".into());
        page.declared.authors = vec!["Ines Calder".into()];
        let mut out = Vec::new();
        write(&firsthand::article::one(page), true, true, &mut out).expect("memory holds it");
        let expected = "# Water #1\n\n*Ines Calder*\n\nWater rose by 3 \\* 4 metres on Monday, said the mayor of Lower Marrow.\n\n\
                        ## What now\n\n1\\. May brings more of it.\n\n## Left out\n\n- navigation: Home\n";
        assert_eq!(String::from_utf8(out).expect("UTF-8"), expected);
    }
}
