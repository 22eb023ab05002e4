//! PolNeAR's attributions (Newell, Margolin and Ruths 2018): its files read, and ours scored on them.
//!
//! Spans count as the words that they cover, so that marks at the edges do not matter.

use firsthand::{Page, Quotation, Span, article};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

/// An annotated attribution: each part is a list of spans in bytes, empty where it has none.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// Who.
    pub source: Vec<Span>,
    /// By which words it is attributed.
    pub cue: Vec<Span>,
    /// What.
    pub content: Vec<Span>,
}

/// An annotated article.
#[derive(Clone, Debug)]
pub struct Document {
    /// The name of its file.
    pub name: String,
    /// Its text as the article stage read it.
    pub article: firsthand::Article,
    /// Its attributions.
    pub gold: Vec<Gold>,
}

/// Reads a split (`text/` and `attributions/`). Where several people annotated an article the first
/// in order of names counts.
pub fn read(split: &Path) -> io::Result<Vec<Document>> {
    let list = |folder: &str| -> io::Result<Vec<String>> {
        let entries = std::fs::read_dir(split.join(folder))?;
        let mut names = Vec::new();
        for entry in entries {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    };
    let texts = list("text")?;
    let mut found = BTreeMap::<String, String>::new();
    for file in list("attributions")? {
        let stem = |x: &str| x.strip_suffix(".txt").unwrap_or(x).to_owned();
        let text = texts.iter().filter(|x| file.starts_with(&stem(x)));
        if let Some(text) = text.max_by_key(|x| x.len()) {
            found.entry(text.clone()).or_insert(file);
        }
    }
    let mut out = Vec::new();
    for (name, file) in found {
        let content = std::fs::read_to_string(split.join("text").join(&name))?;
        let brat = std::fs::read_to_string(split.join("attributions").join(file))?;
        let gold = attributions(&content, &brat);
        let page = Page {
            locator: name.clone(),
            content,
            ..Page::default()
        };
        out.extend(article::read(vec![page]).pop().map(|article| Document {
            name,
            article,
            gold,
        }));
    }
    Ok(out)
}

/// The attributions of a file in brat's standoff format, whose offsets are code points.
fn attributions(content: &str, brat: &str) -> Vec<Gold> {
    let bytes: Vec<usize> = content
        .char_indices()
        .map(|(i, _)| i)
        .chain([content.len()])
        .collect();
    let span = |part: &str| -> Option<Span> {
        let (a, b) = part.split_once(' ')?;
        let (a, b) = (a.parse::<usize>().ok()?, b.parse::<usize>().ok()?);
        (a < b).then_some(Span::new(*bytes.get(a)?, *bytes.get(b)?))
    };
    let mut spans = BTreeMap::<&str, (&str, Vec<Span>)>::new();
    let mut out = Vec::new();
    for line in brat.lines() {
        let mut columns = line.split('\t');
        let (Some(id), Some(what)) = (columns.next(), columns.next()) else {
            continue;
        };
        if id.starts_with('T') {
            let Some((kind, places)) = what.split_once(' ') else {
                continue;
            };
            spans.insert(id, (kind, places.split(';').filter_map(span).collect()));
        }
    }
    for line in brat.lines().filter(|l| l.starts_with('E')) {
        let mut gold = Gold::default();
        let ids = line.split('\t').nth(1).unwrap_or_default();
        for id in ids.split(' ').filter_map(|x| x.split_once(':')) {
            let Some((kind, places)) = spans.get(id.1) else {
                continue;
            };
            match *kind {
                "Source" => gold.source.extend(places),
                "Cue" => gold.cue.extend(places),
                "Content" => gold.content.extend(places),
                _ => {}
            }
        }
        if !gold.cue.is_empty() {
            out.push(gold);
        }
    }
    out
}

/// Right, wrong and missed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Found and annotated.
    pub right: usize,
    /// Found only.
    pub wrong: usize,
    /// Annotated only.
    pub missed: usize,
}

impl Count {
    fn add<T: Ord>(&mut self, gold: &BTreeSet<T>, found: &BTreeSet<T>) {
        let right = gold.intersection(found).count();
        self.right += right;
        self.wrong += found.len() - right;
        self.missed += gold.len() - right;
    }

    /// Precision, recall and their harmonic mean.
    fn prf(&self) -> [f64; 3] {
        let share = |a: usize, b: usize| if b == 0 { 0.0 } else { a as f64 / b as f64 };
        [
            share(self.right, self.right + self.wrong),
            share(self.right, self.right + self.missed),
            share(2 * self.right, 2 * self.right + self.wrong + self.missed),
        ]
    }
}

/// Exact spans of source, cue and content, and words of content.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    /// Sources, cues and contents whose words are exactly those of an annotated one.
    pub exact: [Count; 3],
    /// Words that are in an annotated content.
    pub words: Count,
    /// Direct quotations of four words and more, wholly in marks in the text: how many are annotated
    /// with a source, how many of these we have as a quotation, on how many of these our mention of
    /// the speaker shares a word with the annotated one.
    pub direct: [usize; 3],
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut line = |name: &str, count: &Count| {
            let [p, r, f1] = count.prf();
            write!(f, "{name} P {p:.4} R {r:.4} F1 {f1:.4}; ")
        };
        for (name, count) in ["source", "cue", "content"].iter().zip(&self.exact) {
            line(name, count)?;
        }
        line("content words", &self.words)?;
        let [all, found, right] = self.direct;
        write!(f, "direct {all}, found {found}, speaker right on {right}")
    }
}

/// Fewest words of a direct quotation that is asked for its speaker: shorter ones are often terms.
const DIRECT_WORDS_MIN: usize = 4;

impl Score {
    /// Adds the quotations of an article.
    pub fn add(&mut self, document: &Document, quotations: &[Quotation]) {
        let text = document.article.content();
        let words = words(text);
        let cover = |spans: &[Span]| -> BTreeSet<usize> {
            let mut out = BTreeSet::new();
            for s in spans {
                let from = words.partition_point(|w| w.end() <= s.start());
                let to = words.partition_point(|w| w.start() < s.end());
                out.extend(from..to);
            }
            out
        };
        let sets = |list: Vec<Vec<Span>>| -> BTreeSet<BTreeSet<usize>> {
            let sets = list.iter().map(|s| cover(s));
            sets.filter(|s| !s.is_empty()).collect()
        };
        let gold = |part: fn(&Gold) -> &Vec<Span>| {
            sets(document.gold.iter().map(|g| part(g).clone()).collect())
        };
        let mention = |q: &Quotation| q.speaker.as_ref().and_then(|s| s.mention);
        let found = [
            sets(
                quotations
                    .iter()
                    .filter_map(|q| mention(q).map(|m| vec![m]))
                    .collect(),
            ),
            sets(
                quotations
                    .iter()
                    .filter_map(|q| q.cue.map(|c| vec![c]))
                    .collect(),
            ),
            sets(quotations.iter().map(|q| q.content.clone()).collect()),
        ];
        let gold = [gold(|g| &g.source), gold(|g| &g.cue), gold(|g| &g.content)];
        for k in 0..3 {
            self.exact[k].add(&gold[k], &found[k]);
        }
        let all = |sets: &BTreeSet<BTreeSet<usize>>| -> BTreeSet<usize> {
            sets.iter().flatten().copied().collect()
        };
        self.words.add(&all(&gold[2]), &all(&found[2]));
        for g in &document.gold {
            let content = cover(&g.content);
            let source = cover(&g.source);
            if source.is_empty() || content.len() < DIRECT_WORDS_MIN || !in_marks(text, &g.content)
            {
                continue;
            }
            self.direct[0] += 1;
            let ours = quotations
                .iter()
                .map(|q| (cover(&q.content).intersection(&content).count(), q))
                .filter(|(n, _)| 2 * n > content.len())
                .max_by_key(|(n, _)| *n);
            let Some((_, q)) = ours else { continue };
            self.direct[1] += 1;
            let said = mention(q).map(|m| cover(&[m])).unwrap_or_default();
            self.direct[2] += usize::from(!said.is_disjoint(&source));
        }
    }
}

/// Whether every span begins with an opening quotation mark and ends with a closing one.
fn in_marks(text: &str, spans: &[Span]) -> bool {
    const MARKS: [char; 5] = ['"', '“', '”', '‘', '’'];
    spans.iter().all(|s| {
        let inner = s.of(text).trim().trim_end_matches(['.', ',']);
        inner.starts_with(MARKS) && inner.ends_with(MARKS)
    })
}

/// Runs of letters, digits and underscores.
fn words(text: &str) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for (i, c) in text.char_indices() {
        if !(c.is_alphanumeric() || c == '_') {
            continue;
        }
        let end = i + c.len_utf8();
        match out.last_mut() {
            Some(w) if w.end() == i => *w = Span::new(w.start(), end),
            _ => out.push(Span::new(i, end)),
        }
    }
    out
}
