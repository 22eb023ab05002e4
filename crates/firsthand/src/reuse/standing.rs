//! Where does an article stand among its sources, as far as it says: which wires it credits,
//! whose page it is, when it is from?

use crate::address::{self, host, unwrapped};
use crate::time::Interval;
use crate::{Article, CreditKind};
use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::{LazyLock, OnceLock};

/// What the direction of reuse is read off from, of one article.
#[derive(Clone, Debug, Default)]
pub(super) struct Standing {
    /// Host of the address, without "www." and port, and out of the wrapper of a web archive.
    pub(super) host: String,
    /// Spellings, squashed, by which another article may name this outlet.
    names: Vec<String>,
    /// The wires that it credits, ascending indices of the list.
    pub(super) wires: Vec<usize>,
    /// The wire whose own page it is.
    pub(super) wire_page: Option<usize>,
    /// Whether a state body published it itself: its releases are documents that others copy.
    pub(super) issuer: bool,
    /// When it was published.
    pub(super) when: Interval,
    /// When the page was taken.
    captured: Interval,
    /// The longest number in the path of its address.
    number: Option<u64>,
    /// What the addresses of all its versions have in common.
    page: Option<String>,
    /// What stands on the page, squashed once for all that it is compared with.
    words: OnceLock<String>,
}

impl Standing {
    pub(super) fn of(article: &Article) -> Standing {
        let url = article
            .page
            .declared
            .url
            .as_deref()
            .map(|url| unwrapped(url).0);
        let host = url.map(host).unwrap_or_default();
        let outlet = article.outlet.as_ref().map(|o| o.name.as_str());
        let declared = article.page.declared.outlet.as_deref();
        Standing {
            names: names(&host, outlet.into_iter().chain(declared)),
            wires: credited(article),
            wire_page: WIRES.of_host(&host),
            issuer: is_issuer(&host, url.unwrap_or_default()),
            when: when(article),
            captured: article.captured,
            number: url.and_then(number),
            page: url.and_then(address::page),
            words: OnceLock::new(),
            host,
        }
    }

    /// What the addresses of all versions of its page have in common.
    pub(super) fn page(&self) -> Option<&str> {
        self.page.as_deref()
    }

    /// Whether both are versions of one page.
    pub(super) fn is_version_of(&self, other: &Standing) -> bool {
        self.page.is_some() && self.page == other.page
    }

    /// Whether it was taken before a version of the same page.
    pub(super) fn taken_before(&self, other: &Standing) -> bool {
        let taken = self.captured.latest.zip(other.captured.earliest);
        self.is_version_of(other) && taken.is_some_and(|(this, other)| this < other)
    }

    /// Whether both are pages of one outlet.
    pub(super) fn same_outlet(&self, other: &Standing) -> bool {
        let host = !self.host.is_empty() && self.host == other.host;
        host || self.names.first().is_some_and(|n| other.names.contains(n))
    }

    /// Whether the page, which stands where `other` says, names this outlet.
    pub(super) fn is_named_by(&self, page: &Article, other: &Standing) -> bool {
        let words = other.words.get_or_init(|| squash(page.content()));
        self.names.iter().any(|name| spelled(words, name))
    }

    /// Whether the outlet numbers its pages and this one came before the other: numbers of the
    /// same length in addresses of one host.
    pub(super) fn numbered_before(&self, other: &Standing) -> bool {
        match (self.number, other.number) {
            (Some(x), Some(y)) => x < y && x.to_string().len() == y.to_string().len(),
            _ => false,
        }
    }
}

/// A number of fewer digits in an address may be a day or a section.
const PAGE_NUMBER_DIGITS: usize = 6;

fn number(url: &str) -> Option<u64> {
    let path = url.splitn(4, '/').nth(3)?;
    path.split(|c: char| !c.is_ascii_digit())
        .filter(|n| (PAGE_NUMBER_DIGITS..=18).contains(&n.len()))
        .max_by_key(|n| n.len())
        .filter(|n| !is_date(n))
        .and_then(|n| n.parse().ok())
}

/// Whether eight digits are a day ("20150121").
fn is_date(digits: &str) -> bool {
    digits.len() == 8
        && (digits.starts_with("19") || digits.starts_with("20"))
        && matches!(digits[4..6].parse(), Ok(1..=12u8))
}

/// The spellings of an outlet: its names, the name in its host, and a broadcaster's call sign.
fn names<'a>(host: &str, given: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut out: Vec<String> = given
        .filter(|n| !n.contains('.'))
        .map(|n| squash(n).replace(' ', ""))
        .collect();
    if let Some(label) = host_label(host) {
        out.extend(call_sign(label));
        out.push(label.to_string());
    }
    out.retain(|n| n.chars().count() >= NAME_CHARS);
    out
}

/// A shorter name is a word that means many things.
const NAME_CHARS: usize = 4;

/// The label of a host that names the publisher: "example" of "news.example.co.uk".
fn host_label(host: &str) -> Option<&str> {
    let labels: Vec<&str> = host.split('.').collect();
    let registry = match labels.as_slice() {
        [.., second, top] if top.len() == 2 && second.len() <= 3 => 2,
        _ => 1,
    };
    labels.len().checked_sub(registry + 1).map(|i| labels[i])
}

/// "wxyz" of "wxyz12" or "wxyzactionnews5": four letters from K or W on name a station in North
/// America.
fn call_sign(label: &str) -> Option<String> {
    let sign = label.get(..4)?;
    let rest = label.get(4..)?;
    let station = sign.starts_with(['k', 'w']) && sign.bytes().all(|b| b.is_ascii_lowercase());
    let tail = rest.trim_end_matches(|c: char| c.is_ascii_digit());
    let tailed = matches!(tail, "" | "tv" | "fm" | "radio" | "news" | "am" | "dt");
    (station && !rest.is_empty() && tailed).then(|| sign.to_string())
}

/// Whether the page has `name` as one or more whole words in a row.
fn spelled(page: &str, name: &str) -> bool {
    let mut words: Vec<&str> = Vec::with_capacity(NAME_WORDS);
    for word in page.split(' ') {
        if words.len() == NAME_WORDS {
            words.remove(0);
        }
        words.push(word);
        let mut rest = name;
        for word in words.iter().rev() {
            match rest.strip_suffix(word) {
                Some("") => return true,
                Some(shorter) if !word.is_empty() => rest = shorter,
                _ => break,
            }
        }
    }
    false
}

/// Names of outlets have up to so many words.
const NAME_WORDS: usize = 5;

/// Lower-case letters and digits, runs of anything else as one space.
fn squash(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’') && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

/// Hosts of states and addresses of press releases.
fn is_issuer(host: &str, url: &str) -> bool {
    let state = host
        .split('.')
        .rev()
        .take(2)
        .any(|l| matches!(l, "gov" | "mil" | "gouv" | "gob"));
    let release = [
        "/press-release",
        "/pressrelease",
        "/news-release",
        "/nr-",
        "/pressreleases/",
    ];
    state || release.iter().any(|r| url.contains(r))
}

/// The day it was published: from the article stage, else as declared.
fn when(article: &Article) -> Interval {
    if let Some(dating) = &article.published {
        return dating.when;
    }
    let declared = article.page.declared.published.as_deref();
    declared
        .and_then(|d| d.get(..10)?.parse().ok())
        .map_or_else(Interval::default, Interval::day)
}

/// The wires that an article credits: in its credits, its metadata or its text.
fn credited(article: &Article) -> Vec<usize> {
    let mut out = WIRES.in_text(article.content());
    for credit in article
        .credits
        .iter()
        .filter(|c| c.kind == CreditKind::Agency)
    {
        out.extend(WIRES.in_text(&credit.name));
    }
    for from in &article.page.declared.syndicated_from {
        out.extend(WIRES.in_text(from));
        out.extend(WIRES.of_host(&host(from)));
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The list of wires.
struct Wires {
    names: AhoCorasick,
    wire_of_name: Vec<usize>,
    hosts: Vec<(&'static str, usize)>,
}

impl Wires {
    /// Wires that are named as whole words, in the list's spelling.
    fn in_text(&self, text: &str) -> Vec<usize> {
        self.names
            .find_iter(text)
            .filter(|m| {
                let before = text[..m.start()].chars().next_back();
                let after = text[m.end()..].chars().next();
                !before.is_some_and(char::is_alphanumeric)
                    && !after.is_some_and(char::is_alphanumeric)
            })
            .map(|m| self.wire_of_name[m.pattern().as_usize()])
            .collect()
    }

    fn of_host(&self, host: &str) -> Option<usize> {
        let hit = self.hosts.iter().find(|(h, _)| *h == host);
        hit.map(|(_, wire)| *wire)
    }
}

static WIRES: LazyLock<Wires> = LazyLock::new(|| {
    let lines = include_str!("../../data/wires.txt").lines();
    let lines = lines.filter(|l| !l.is_empty() && !l.starts_with('#'));
    let (mut names, mut wire_of_name, mut hosts) = (Vec::new(), Vec::new(), Vec::new());
    for (wire, line) in lines.enumerate() {
        for name in line.split('|') {
            if name.contains('.') {
                hosts.push((name, wire));
            } else {
                names.push(name);
                wire_of_name.push(wire);
            }
        }
    }
    let names = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(&names)
        .expect("the list of wires is small and fixed");
    Wires {
        names,
        wire_of_name,
        hosts,
    }
});
