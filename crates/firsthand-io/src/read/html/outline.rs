//! A page as lines of text, each with the elements around it. What would a reader see, line by
//! line, and what does the markup say about each line?
//!
//! This is no tree builder of the HTML standard: it keeps a stack of open elements and closes
//! what a browser would close (a cell at the next cell, a paragraph at the next block), which is
//! all that text and its lines depend on. It takes linear time and no recursion, whatever the input.

mod attribute;
mod close;
mod head;
mod tag;

pub(super) use tag::Tag;

use super::hints::Hints;
use super::token::{Attributes, Token, Tokens, decoded};
use attribute::Attribute;
use firsthand::Span;
use rustc_hash::FxHashMap;
use tag::Display;

/// Elements that are open at once; deeper ones are read as if they stood beside each other.
/// Browsers stop at the same number.
const DEPTH_MAX: usize = 512;

/// Index into [`Outline::elements`].
pub(super) type ElementIx = usize;

/// A page as lines.
#[derive(Default, Debug)]
pub(super) struct Outline {
    /// The visible text: one line a block or line break, a blank line between paragraphs.
    pub(super) content: String,
    /// The lines of `content` that are not blank.
    pub(super) lines: Vec<Line>,
    /// The elements around the lines, parents first; the first is the page.
    pub(super) elements: Vec<Element>,
    /// Bytes of text in elements that the page hides by its own markup.
    pub(super) hidden_bytes: usize,
    /// What stands in the head, and metadata wherever it stands.
    pub(super) head: Head,
}

/// A line of the content.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Its text, edge white space excluded.
    pub(super) span: Span,
    /// The innermost block around its beginning.
    pub(super) block: ElementIx,
    /// What the names of inline elements around its beginning say.
    pub(super) inline: Hints,
    /// Characters that are not white space; of them in links, bold and italic.
    pub(super) chars: u32,
    pub(super) linked: u32,
    pub(super) bold: u32,
    pub(super) italic: u32,
    /// Whether a line break alone parts it from the line before, in one block.
    pub(super) after_break: bool,
    /// Whether a picture stands between it and the line before.
    pub(super) after_image: bool,
    /// Whether it begins with a link.
    pub(super) link_first: bool,
    /// Whether it stands in a `time` element.
    pub(super) time: bool,
    /// The kind that the annotation of a gold page gives it (calibration alone).
    #[cfg(test)]
    pub(super) gold: [u32; 6],
}

/// An element that the text stands in.
#[derive(Clone, Debug)]
pub(super) struct Element {
    pub(super) parent: ElementIx,
    pub(super) tag: Tag,
    /// What its own names say.
    pub(super) hints: Hints,
    /// Hints of its own and of all around it.
    pub(super) around: Hints,
    pub(super) depth: u16,
}

/// Metadata as declared by markup outside of the text.
#[derive(Default, Debug)]
pub(super) struct Head {
    pub(super) title: Option<String>,
    pub(super) language: Option<String>,
    pub(super) canonical: Option<String>,
    /// Lower-case name or property, and content.
    pub(super) meta: Vec<(String, String)>,
    /// The JSON-LD scripts.
    pub(super) json_ld: Vec<String>,
    /// What elements hold that are called the author, as shown.
    pub(super) bylines: Vec<String>,
    /// `datetime` of `time` elements, marked true where it is called the date of publication.
    pub(super) times: Vec<(String, bool)>,
}

/// How two lines are parted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Gap {
    None,
    Space,
    Break,
    Block,
    Paragraph,
}

/// An element of the stack.
struct Open {
    tag: Tag,
    element: ElementIx,
    hints: Hints,
    hidden: bool,
    /// Whether it is a link.
    link: bool,
    /// Where the content stood when it began, if it is called the author.
    author: Option<usize>,
    #[cfg(test)]
    gold: Option<usize>,
}

/// Reads `markup`. With `all`, what the page hides by its own markup is read too.
pub(super) fn read(markup: &str, all: bool) -> Outline {
    let mut reader = Reader::new(all);
    for token in Tokens::new(markup) {
        reader.token(token);
    }
    reader.flush();
    reader.out
}

struct Reader {
    out: Outline,
    all: bool,
    stack: Vec<Open>,
    /// How many of each tag are open, and how many were opened beyond the depth.
    open: FxHashMap<Tag, u32>,
    beyond: FxHashMap<Tag, u32>,
    /// The line that is being read, and what parts it from the line before.
    line: Option<Line>,
    gap: Gap,
    image: bool,
    /// Whether the last thing that was read was the end of a link.
    link_ended: bool,
    /// Depth of links, bold and italic.
    links: u32,
    bold: u32,
    italic: u32,
    /// The raw element that was opened, and whether it is JSON-LD.
    raw: Tag,
    json_ld: bool,
}

impl Reader {
    fn new(all: bool) -> Self {
        let page = Element {
            parent: 0,
            tag: Tag::Html,
            hints: Hints::default(),
            around: Hints::default(),
            depth: 0,
        };
        Reader {
            out: Outline {
                elements: vec![page],
                ..Outline::default()
            },
            all,
            stack: Vec::new(),
            open: FxHashMap::default(),
            beyond: FxHashMap::default(),
            line: None,
            gap: Gap::None,
            image: false,
            link_ended: false,
            links: 0,
            bold: 0,
            italic: 0,
            raw: Tag::Other,
            json_ld: false,
        }
    }

    fn token(&mut self, token: Token<'_>) {
        match token {
            // A title that never ends, ends at the next tag.
            Token::Text(text) if self.raw == Tag::Title => self.raw_text(text),
            Token::Text(text) => self.text(&decoded(text, false)),
            Token::Raw(text) => self.raw_text(text),
            Token::Open(name, attributes) => self.start(Tag::of(name), attributes),
            Token::Close(name) => self.end(Tag::of(name)),
        }
    }

    fn raw_text(&mut self, text: &str) {
        match std::mem::replace(&mut self.raw, Tag::Other) {
            Tag::Title if self.out.head.title.is_none() && self.count(Tag::Svg) == 0 => {
                let title = decoded(text, false);
                let title: Vec<_> = title.split_whitespace().collect();
                self.out.head.title = Some(title.join(" ")).filter(|t| !t.is_empty());
            }
            Tag::Script if self.json_ld => self.out.head.json_ld.push(text.to_owned()),
            Tag::Textarea => self.text(&decoded(text, false)),
            Tag::Xmp => self.text(text),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag, attributes: Attributes<'_>) {
        self.raw = tag;
        match tag {
            Tag::Html | Tag::Body => return self.page(tag, attributes),
            Tag::Head => return,
            Tag::Meta => return self.meta(attributes),
            Tag::Link => return self.link(attributes),
            Tag::Br => return self.part(Gap::Break),
            Tag::Hr => return self.part(Gap::Paragraph),
            Tag::Img => {
                self.image = true;
                return self.part(Gap::Space);
            }
            Tag::Script => {
                self.json_ld = attributes.iter().any(|(n, v)| {
                    n.eq_ignore_ascii_case("type")
                        && v.trim()
                            .to_ascii_lowercase()
                            .starts_with("application/ld+json")
                });
            }
            _ => {}
        }
        // What never shows is not opened, so that nothing hides the page when it never ends.
        let closed = tag.display() == Display::None && attributes.close_themselves();
        if matches!(tag.display(), Display::Void | Display::Raw) || closed {
            return;
        }
        self.close_implied(tag);
        match tag.display() {
            Display::Block => self.part(Gap::Block),
            Display::Paragraph => self.part(Gap::Paragraph),
            _ => {}
        }
        if tag == Tag::A && self.link_ended && self.gap == Gap::None {
            self.gap = Gap::Space;
        }
        self.push(tag, attributes);
    }

    fn push(&mut self, tag: Tag, attributes: Attributes<'_>) {
        if self.stack.len() >= DEPTH_MAX {
            *self.beyond.entry(tag).or_default() += 1;
            return;
        }
        let seen = Attribute::read(tag, attributes);
        if let Some(time) = seen.time {
            self.out.head.times.push(time);
        }
        if let Some(meta) = seen.meta {
            self.out.head.meta.push(meta);
        }
        let (parent, hidden) = match self.stack.last() {
            Some(open) => (open.element, open.hidden),
            None => (0, false),
        };
        let mut element = parent;
        if tag.is_block() {
            let around = &self.out.elements[parent];
            let next = Element {
                parent,
                tag,
                hints: seen.hints,
                around: around.around | seen.hints,
                depth: around.depth + 1,
            };
            element = self.out.elements.len();
            self.out.elements.push(next);
        }
        let hidden = hidden || tag.display() == Display::None || (seen.hidden && !self.all);
        self.links += u32::from(tag == Tag::A && seen.href);
        self.bold += u32::from(matches!(tag, Tag::B | Tag::Strong));
        self.italic += u32::from(matches!(tag, Tag::I | Tag::Em));
        *self.open.entry(tag).or_default() += 1;
        self.stack.push(Open {
            tag,
            link: tag == Tag::A && seen.href,
            author: (seen.author && !hidden).then_some(self.out.content.len()),
            element,
            hints: if tag.is_block() {
                Hints::default()
            } else {
                seen.hints
            },
            hidden,
            #[cfg(test)]
            gold: seen.gold,
        });
    }

    /// Parts what comes from what was.
    fn part(&mut self, gap: Gap) {
        // A second line break in a row makes a paragraph.
        let twice = gap == Gap::Break && self.gap == Gap::Break;
        self.gap = self.gap.max(if twice { Gap::Paragraph } else { gap });
    }

    fn text(&mut self, text: &str) {
        let top = self.stack.last();
        if top.is_some_and(|o| o.hidden) {
            let counts = top.is_some_and(|o| o.tag.display() != Display::None);
            self.out.hidden_bytes += if counts { text.trim().len() } else { 0 };
            return;
        }
        let verse = self.count(Tag::Pre) > 0 || self.count(Tag::Xmp) > 0;
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let space = is_space(first);
            let end = rest.find(|c| is_space(c) != space).unwrap_or(rest.len());
            let (run, after) = rest.split_at(end);
            rest = after;
            if !space {
                self.word(run);
            } else if verse {
                self.part(verse_gap(run));
            } else {
                self.part(Gap::Space);
            }
        }
    }

    /// Adds a run without white space to the line, or begins a line with it.
    fn word(&mut self, run: &str) {
        let visible = run.chars().filter(|c| !is_invisible(*c));
        let chars = visible.clone().count() as u32;
        if chars == 0 {
            return;
        }
        self.link_ended = false;
        if self.gap >= Gap::Break || self.line.is_none() {
            self.begin_line();
        } else if self.gap == Gap::Space {
            self.out.content.push(' ');
        }
        self.gap = Gap::None;
        self.out.content.extend(visible);
        let end = self.out.content.len();
        let (links, bold, italic) = (self.links > 0, self.bold > 0, self.italic > 0);
        #[cfg(test)]
        let gold = self.stack.iter().rev().find_map(|o| o.gold);
        if let Some(line) = &mut self.line {
            line.span = Span::new(line.span.start(), end);
            line.chars += chars;
            line.linked += if links { chars } else { 0 };
            line.bold += if bold { chars } else { 0 };
            line.italic += if italic { chars } else { 0 };
            #[cfg(test)]
            {
                line.gold[gold.unwrap_or(0)] += chars;
            }
        }
    }

    fn begin_line(&mut self) {
        let after_break = self.gap == Gap::Break;
        let paragraph = self.gap == Gap::Paragraph;
        self.flush();
        if !self.out.content.is_empty() {
            let gap = if paragraph { "\n\n" } else { "\n" };
            self.out.content.push_str(gap);
        }
        let at = self.out.content.len();
        let block = self.stack.last().map_or(0, |o| o.element);
        let inline = self.stack.iter().rev();
        let inline = inline.take_while(|o| !o.tag.is_block());
        self.line = Some(Line {
            span: Span::new(at, at),
            block,
            inline: inline.fold(Hints::default(), |h, o| h | o.hints),
            chars: 0,
            linked: 0,
            bold: 0,
            italic: 0,
            after_break,
            after_image: std::mem::take(&mut self.image),
            link_first: self.links > 0,
            time: self.count(Tag::Time) > 0,
            #[cfg(test)]
            gold: [0; 6],
        });
    }

    fn flush(&mut self) {
        self.out.lines.extend(self.line.take());
    }
}

/// White space of the markup and no-break spaces, which old pages use to move text about.
fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// Characters that nobody sees and that would part a word: soft hyphens and zero-width spaces.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}') || (c.is_control() && !c.is_whitespace())
}

/// How white space parts preformatted text: a blank line or an indent makes a paragraph; a single
/// break is where a wire wrapped its line.
fn verse_gap(run: &str) -> Gap {
    let breaks = run.bytes().filter(|b| *b == b'\n').count();
    let indent = run.rsplit('\n').next().map_or(0, str::len);
    match breaks {
        0 => Gap::Space,
        1 if indent < 2 => Gap::Space,
        1 => Gap::Break,
        _ => Gap::Paragraph,
    }
}
