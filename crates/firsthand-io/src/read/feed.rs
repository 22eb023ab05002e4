//! RSS and Atom: the entries of a feed, each a page with the text that the feed carries of it.
//!
//! A feed is cut at the tags of its entries, one at a time, and an entry is read by the few elements
//! that matter here. There is no parser of XML in it: no entity is declared or expanded, so that no
//! feed grows in reading, and an entry that is no XML costs only itself.

mod elements;

use super::batch::{Batch, Found, Within};
use super::{EMPTY, File, PAGE_BYTES_MAX, decode, io_reason, too_large};
use elements::{Elements, Tag, attribute, unescape, unescaped};
use encoding_rs::Encoding;
use firsthand::Declared;
use std::io::{BufRead, Read};

/// Bytes before the first entry in which the feed says what it is.
const HEAD_BYTES_MAX: usize = 1 << 20;

/// Reads every entry of a feed.
pub(super) fn read(file: &File, mut stream: impl BufRead, batch: &mut Batch) {
    let mut cutter = Cutter::default();
    let mut head = None;
    let mut number = 1;
    loop {
        let place = file.at(format!("#entry {number}"));
        match cutter.next(&mut stream) {
            Err(e) => return batch.skip(place, io_reason(&e)),
            Ok(Cut::End) if number == 1 && cutter.head.trim_ascii().is_empty() => {
                return batch.skip(file.whole(), EMPTY);
            }
            Ok(Cut::End) if number == 1 => {
                return batch.skip(file.whole(), "there is no entry of a feed in it");
            }
            Ok(Cut::End) => return,
            Ok(Cut::TooLong) => batch.skip(place, too_large()),
            Ok(Cut::Off) => batch.skip(place, "the file ends within this entry"),
            Ok(Cut::Entry) => {
                let head = head.get_or_insert_with(|| Head::of(&cutter.head));
                batch.push(place, head.entry(&cutter.entry));
            }
        }
        number += 1;
    }
}

/// Where the entries of a feed lead.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Listed {
    /// The title of the feed.
    pub title: Option<String>,
    /// The entries that lead to a page, in the order of the feed.
    pub links: Vec<Link>,
    /// Why entries are not among them, one sentence a kind.
    pub problems: Vec<String>,
}

/// An entry of a feed that leads to a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// Where it leads, as written.
    pub url: String,
    /// What changes when the page does: when it was published and changed, and its title.
    pub stamp: String,
}

/// Where the entries of a feed lead, at most `max` of them. It reads anything and says what is wrong with it.
///
/// ```
/// let feed = b"<rss><channel><title>Post</title><item><link>/fire</link></item></channel></rss>";
/// let listed = firsthand_io::read::feed_links(feed, 100);
/// assert_eq!(listed.links[0].url, "/fire");
/// ```
pub fn feed_links(bytes: &[u8], max: usize) -> Listed {
    let (mut cutter, mut stream) = (Cutter::default(), bytes);
    let (mut head, mut listed) = (None, Listed::default());
    let (mut entries, mut bare) = (0, 0);
    loop {
        // Reading from memory cannot fail.
        match cutter.next(&mut stream).unwrap_or(Cut::End) {
            Cut::End => break,
            Cut::TooLong => listed.problems.push(too_large()),
            Cut::Off => {
                listed.problems.push("it ends within an entry".into());
                break;
            }
            Cut::Entry => {
                entries += 1;
                if listed.links.len() >= max {
                    continue;
                }
                let head = head.get_or_insert_with(|| Head::of(&cutter.head));
                let entry = head.parsed(&cutter.entry);
                // An id that is an address is where the entry stands.
                let url = entry.url.or(entry.id.filter(|id| id.contains("://")));
                let stamp = [entry.published, entry.updated, entry.title];
                let stamp: Vec<String> = stamp.into_iter().flatten().collect();
                match url {
                    Some(url) => listed.links.push(Link {
                        url,
                        stamp: stamp.join("\n"),
                    }),
                    None => bare += 1,
                }
            }
        }
    }
    if entries == 0 {
        listed
            .problems
            .push("there is no entry of a feed in it".into());
    }
    if bare > 0 {
        listed
            .problems
            .push(format!("{bare} of its entries lead to no page"));
    }
    if entries > max + bare {
        let problem = format!("it has {entries} entries; the first {max} are looked at");
        listed.problems.push(problem);
    }
    listed.title = head.and_then(|h| h.title);
    listed
}

/// The addresses of the feeds that an OPML file lists, each once.
///
/// ```
/// let list = br#"<opml><body><outline text="Post" xmlUrl="https://post.example/feed?a=1&amp;b=2"/></body></opml>"#;
/// assert_eq!(firsthand_io::read::opml_feeds(list), ["https://post.example/feed?a=1&b=2"]);
/// ```
pub fn opml_feeds(bytes: &[u8]) -> Vec<String> {
    let text = decode::decode(bytes, None);
    let mut elements = Elements::of(&text);
    let mut feeds = Vec::new();
    while let Some(tag) = elements.next() {
        let feed = attribute(tag.whole, "xmlUrl").filter(|_| tag.name == "outline");
        feeds.extend(feed.filter(|f| !feeds.contains(f)));
    }
    feeds
}

/// Cuts a feed into what stands before its entries, and its entries.
#[derive(Default)]
struct Cutter {
    head: Vec<u8>,
    entry: Vec<u8>,
}

/// What cutting came to.
enum Cut {
    Entry,
    TooLong,
    /// The file ends within the entry.
    Off,
    End,
}

/// Tags of an entry, in RSS and in Atom.
const ENTRY_TAGS: [&str; 2] = ["item", "entry"];

impl Cutter {
    /// Goes on to the end of the next entry, tag by tag.
    fn next(&mut self, stream: &mut impl BufRead) -> std::io::Result<Cut> {
        self.entry.clear();
        let (mut open, mut is_too_long) = (None, false);
        let mut piece = Vec::new();
        // What ends the section that the reading is in, whose tags are none.
        let mut until: Option<&[u8]> = None;
        loop {
            piece.clear();
            let limit = PAGE_BYTES_MAX as u64;
            stream.by_ref().take(limit).read_until(b'>', &mut piece)?;
            if piece.is_empty() {
                return Ok(if open.is_some() { Cut::Off } else { Cut::End });
            }
            let tag = match until {
                Some(end) => {
                    if piece.ends_with(end) {
                        until = None;
                    }
                    &[]
                }
                None => {
                    until = section(&piece);
                    let at = memchr::memrchr(b'<', &piece).filter(|_| until.is_none());
                    at.map_or(&[][..], |at| &piece[at..])
                }
            };
            if open.is_none() {
                open = ENTRY_TAGS.into_iter().find(|t| opens(tag, t));
                match open {
                    Some(_) if tag.ends_with(b"/>") => open = None,
                    Some(_) => self.entry.extend_from_slice(tag),
                    None if self.head.len() < HEAD_BYTES_MAX => self.head.extend_from_slice(&piece),
                    None => {}
                }
                continue;
            }
            is_too_long |= self.entry.len() + piece.len() > PAGE_BYTES_MAX;
            if !is_too_long {
                self.entry.extend_from_slice(&piece);
            }
            if open.is_some_and(|name| closes(tag, name)) {
                return Ok(if is_too_long {
                    Cut::TooLong
                } else {
                    Cut::Entry
                });
            }
        }
    }
}

/// The end of the section of character data, or of the comment, that begins in `piece` and goes on
/// behind it.
fn section(piece: &[u8]) -> Option<&'static [u8]> {
    let first = SECTIONS.iter().filter_map(|(begin, end)| {
        let at = memchr::memmem::find(piece, begin.as_bytes())?;
        Some((at, at + begin.len(), end.as_bytes()))
    });
    let (_, within, end) = first.min()?;
    (!piece[within..].ends_with(end)).then_some(end)
}

/// Character data and comments, in which nothing is a tag.
const SECTIONS: [(&str, &str); 2] = [("<![CDATA[", "]]>"), ("<!--", "-->")];

/// Whether `tag` opens the element `name`.
fn opens(tag: &[u8], name: &str) -> bool {
    let rest = tag
        .strip_prefix(b"<")
        .and_then(|t| t.strip_prefix(name.as_bytes()));
    rest.is_some_and(|r| {
        r.first()
            .is_some_and(|b| b.is_ascii_whitespace() || b">/".contains(b))
    })
}

fn closes(tag: &[u8], name: &str) -> bool {
    tag.strip_prefix(b"</").is_some_and(|t| {
        t.strip_prefix(name.as_bytes())
            .is_some_and(|r| r.trim_ascii() == b">")
    })
}

/// What a feed says of all of its entries.
struct Head {
    label: Option<&'static Encoding>,
    title: Option<String>,
    language: Option<String>,
}

impl Head {
    fn of(bytes: &[u8]) -> Self {
        let start = &bytes[..bytes.len().min(200)];
        let declared = String::from_utf8_lossy(start);
        let declared = declared.split("?>").next().unwrap_or_default();
        let label = declared.split_once("encoding=").and_then(|(_, rest)| {
            let rest = rest.trim_start_matches(['"', '\'']);
            Encoding::for_label(rest.split(['"', '\'']).next()?.as_bytes())
        });
        let text = decode::decode(bytes, label);
        let mut head = Head {
            label,
            title: None,
            language: None,
        };
        // The elements of the feed stand within its root, in RSS within "channel" too.
        let mut elements = Elements::of(&text);
        while let Some(tag) = elements.next() {
            match tag.name {
                "title" if head.title.is_none() => head.title = line(elements.inner(&tag)),
                "language" | "dc:language" if head.language.is_none() => {
                    head.language = line(elements.inner(&tag));
                }
                "feed" | "rss" => head.language = attribute(tag.whole, "xml:lang"),
                _ => {}
            }
        }
        head
    }

    /// What an entry says.
    fn parsed(&self, bytes: &[u8]) -> Entry {
        let text = decode::decode(bytes, self.label);
        let inner = text.find('>').map_or("", |at| &text[at + 1..]);
        let mut entry = Entry::default();
        let mut elements = Elements::of(inner);
        while let Some(tag) = elements.next() {
            entry.take(&tag, elements.inner(&tag));
        }
        entry
    }

    /// The page that an entry is.
    fn entry(&self, bytes: &[u8]) -> Found {
        let entry = self.parsed(bytes);
        let Some(body) = entry
            .body
            .into_iter()
            .flatten()
            .find(|b| !b.trim().is_empty())
        else {
            return Found::Nothing(match entry.title {
                Some(title) => format!("the entry \"{}\" has no text", shorten(&title)),
                None => "the entry has no text".into(),
            });
        };
        let is_html = is_markup(&body);
        Found::Within(Box::new(Within {
            is_html,
            bytes: body.into_bytes(),
            label: None,
            record: entry.id,
            declared: Declared {
                url: entry.url,
                title: entry.title,
                outlet: self.title.clone(),
                authors: entry.authors,
                language: self.language.clone(),
                published: entry.published.or(entry.updated),
                ..Declared::default()
            },
            ..Within::default()
        }))
    }
}

/// Characters of a title in a reason.
const TITLE_CHARS_MAX: usize = 80;

fn shorten(title: &str) -> String {
    title.chars().take(TITLE_CHARS_MAX).collect()
}

/// What an entry says.
#[derive(Default)]
struct Entry {
    /// The text, the fullest kind first.
    body: [Option<String>; 3],
    id: Option<String>,
    url: Option<String>,
    title: Option<String>,
    published: Option<String>,
    updated: Option<String>,
    authors: Vec<String>,
}

impl Entry {
    /// Takes the element with this tag and content.
    fn take(&mut self, tag: &Tag, inner: &str) {
        let body = || match attribute(tag.whole, "type").as_deref() {
            // Markup of its own, within the entry.
            Some("xhtml") => Some(inner.to_owned()),
            _ => Some(unescaped(inner)),
        };
        match tag.name {
            "content:encoded" => self.body[0] = body(),
            "content" | "fulltext" => self.body[1] = body(),
            "description" | "summary" => self.body[2] = body(),
            "guid" | "id" => self.id = line(inner),
            "title" => self.title = line(inner),
            "link" => {
                let rel = attribute(tag.whole, "rel");
                if self.url.is_none() && rel.is_none_or(|r| r == "alternate") {
                    self.url = line(inner).or_else(|| attribute(tag.whole, "href"));
                }
            }
            "pubDate" | "published" | "dc:date" | "issued" => self.published = line(inner),
            "updated" | "modified" => self.updated = line(inner),
            "dc:creator" => self.authors.extend(line(inner)),
            "author" => {
                let mut within = Elements::of(inner);
                let mut name = None;
                while let Some(tag) = within.next() {
                    if tag.name == "name" {
                        name = line(within.inner(&tag));
                    }
                }
                self.authors.extend(name.or_else(|| line(inner)));
            }
            _ => {}
        }
    }
}

/// Longest reference to a character by its name that is looked for, as "&thetasym;".
const ENTITY_BYTES_MAX: usize = 10;

/// Whether a text is HTML and not plain.
fn is_markup(text: &str) -> bool {
    let has = |mark: &str| text.contains(mark);
    let entity = |at: usize| {
        let name = text.as_bytes()[at + 1..].iter().take(ENTITY_BYTES_MAX);
        let name = name.take_while(|b| b.is_ascii_alphanumeric() || **b == b'#');
        text.as_bytes().get(at + 1 + name.count()) == Some(&b';')
    };
    let entities = || memchr::memchr_iter(b'&', text.as_bytes()).any(entity);
    has("</") || has("/>") || has("<p>") || has("<br>") || entities()
}

/// A text in one line.
fn line(inner: &str) -> Option<String> {
    // Titles are often escaped twice: as HTML, and that as XML.
    let text = unescaped(inner);
    let text = unescape(&text);
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}
