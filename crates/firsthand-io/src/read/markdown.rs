//! Markdown: the text without its marks of markup, headings and pictures' captions told apart, and what
//! the lines at its head (`title: …` between `---`) declare.

use super::columns::{Column, Columns};
use super::record::Record;
use super::{EMPTY, Place, decode, html, sniff};
use firsthand::{Mark, Page, SegmentKind, Skipped, Span};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Reads one file of Markdown.
pub(super) fn page(place: Place, bytes: &[u8], columns: &Columns) -> Result<Page, Skipped> {
    let locator = place.to_string();
    let skipped = |reason: String| Skipped {
        locator: locator.clone(),
        reason,
    };
    let markup = decode::decode(bytes, None);
    if sniff::is_binary(&markup) {
        return Err(skipped(sniff::BINARY.into()));
    }
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut sheet = Sheet::default();
    for event in Parser::new_ext(&markup, options) {
        sheet.event(event);
    }
    sheet.content.truncate(sheet.content.trim_end().len());
    if sheet.content.is_empty() {
        return Err(skipped(EMPTY.into()));
    }
    let mut record = front_matter(&sheet.declared, columns);
    record.put((Column::Text, 0), vec![sheet.content]);
    if let Some(title) = sheet.title {
        record.put((Column::Title, usize::MAX), vec![title]);
    }
    let page = record.page(place, super::sha256(bytes), columns);
    let mut page = page.map_err(skipped)?;
    page.marks = sheet.marks;
    Ok(page)
}

/// The lines `key: value`, as far as the keys are names of columns; lists stand in brackets.
fn front_matter(lines: &str, columns: &Columns) -> Record {
    let mut record = Record::default();
    for line in lines.lines() {
        let Some((key, value)) = line.split_once(':') else {
            continue;
        };
        let found = columns.find(key);
        let Some(column) = found.filter(|c| !matches!(c.0, Column::Text | Column::Html)) else {
            continue;
        };
        let bare = |v: &str| v.trim().trim_matches(['"', '\'']).trim().to_owned();
        let value = value.trim();
        let list = value.strip_prefix('[').and_then(|v| v.strip_suffix(']'));
        let values = match list {
            Some(list) => list.split(',').map(bare).collect(),
            None => vec![bare(value)],
        };
        record.put(column, values);
    }
    record
}

/// What has been read so far.
#[derive(Default)]
struct Sheet {
    content: String,
    marks: Vec<Mark>,
    title: Option<String>,
    declared: String,
    /// HTML within, which is read as such when it ends.
    html: String,
    /// Where the heading or the caption began.
    from: usize,
    /// How much of the content is known to be white space at its head.
    blank: usize,
    in_list: usize,
    in_declared: bool,
    in_html: bool,
}

impl Sheet {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) if self.in_declared => self.declared.push_str(&text),
            Event::Text(text) | Event::Html(text) if self.in_html => self.html.push_str(&text),
            Event::Text(text) | Event::Code(text) => self.content.push_str(&text),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.content.push_str(&text),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => {
                self.part("\n")
            }
            Event::SoftBreak => self.content.push(' '),
            Event::HardBreak => self.part("\n"),
            Event::Rule => self.part("\n\n"),
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::MetadataBlock(_) => self.in_declared = true,
            Tag::HtmlBlock => self.in_html = true,
            Tag::List(_) => {
                self.part(if self.in_list == 0 { "\n\n" } else { "\n" });
                self.in_list += 1;
            }
            Tag::Item | Tag::TableRow | Tag::TableHead | Tag::TableCell | Tag::Image { .. } => {
                self.part("\n");
            }
            Tag::Paragraph if self.in_list > 0 => self.part("\n"),
            Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::Table(_)
            | Tag::FootnoteDefinition(_) => self.part("\n\n"),
            _ => {}
        }
        if matches!(tag, Tag::Heading { .. } | Tag::Image { .. }) {
            self.from = self.content.len();
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::MetadataBlock(_) => self.in_declared = false,
            TagEnd::HtmlBlock => {
                self.in_html = false;
                self.part("\n\n");
                let html = std::mem::take(&mut self.html);
                self.content.push_str(&html::text(&html));
                self.part("\n\n");
            }
            TagEnd::List(_) => {
                self.in_list = self.in_list.saturating_sub(1);
                self.part(if self.in_list == 0 { "\n\n" } else { "\n" });
            }
            TagEnd::Image => {
                self.mark(SegmentKind::Caption);
                self.part("\n");
            }
            TagEnd::Heading(level) => {
                let first = level == HeadingLevel::H1 && self.title.is_none() && self.is_head();
                self.mark(if first {
                    SegmentKind::Headline
                } else {
                    SegmentKind::Subhead
                });
                if first {
                    let title = self.content[self.from..].trim();
                    self.title = Some(title.to_owned()).filter(|t| !t.is_empty());
                }
                self.part("\n\n");
            }
            TagEnd::Paragraph if self.in_list == 0 => self.part("\n\n"),
            TagEnd::BlockQuote(_) | TagEnd::CodeBlock | TagEnd::Table => self.part("\n\n"),
            _ => {}
        }
    }

    /// Whether nothing stands before `from`.
    fn is_head(&mut self) -> bool {
        let unknown = &self.content[self.blank..self.from];
        self.blank += unknown.len() - unknown.trim_start().len();
        self.blank == self.from
    }

    /// Gives a kind to what was read since `from`.
    fn mark(&mut self, kind: SegmentKind) {
        let span = Span::new(self.from, self.content.len()).trim(&self.content);
        if !span.is_empty() {
            self.marks.push(Mark { span, kind });
        }
    }

    /// Ends the line, or the paragraph, unless it has ended.
    fn part(&mut self, gap: &str) {
        if self.content.is_empty() {
            return;
        }
        let last = self.content.bytes().rev().take(gap.len());
        let breaks = last.take_while(|b| *b == b'\n').count();
        for _ in breaks..gap.len() {
            self.content.push('\n');
        }
    }
}
