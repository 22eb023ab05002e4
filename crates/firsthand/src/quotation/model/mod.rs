//! A trained reader of attributions beside the rules.
//!
//! Words get their part of speech ([`tagger`]). A net ([`net`]) then tells what each word is, which gives the cues
//! ([`roles`]), and reads the words around each cue again for its source and its content ([`around`]), in the line of
//! Pareti (*Attribution: A Computational Approach*, 2015) and Newell, Cowan and others. What the rules found is evidence
//! for both, so that the model learns where to trust them.
//!
//! The weights are a value: the library reads no file. Without them the rules stand alone.

mod around;
mod assemble;
mod kernel;
pub mod learn;
mod net;
mod roles;
mod sequence;
mod table;
mod tagger;
#[cfg(test)]
mod tests;
mod units;

use super::attribution::Attribution;
use super::text::Paragraph;
use around::Around;
use net::{Narrow, Net};
use roles::{Known, Sheet};
use sequence::{Steps, Sums};
use std::cell::OnceCell;
use table::Table;
use units::Unit;

/// Weights of the model: the file that `just train` writes.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    tags: Table<{ tagger::LANES }>,
    net: Net,
}

/// How a file of weights begins.
const MAGIC: &[u8; 8] = b"FHQUOTE2";

impl Model {
    /// Reads a file of weights; none where it is no such file, or one of another version.
    pub fn from_bytes(bytes: &[u8]) -> Option<Model> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        Some(Model {
            tags: table(&mut rest)?,
            net: Net::from_bytes(rest)?,
        })
    }

    /// The attributions that the model reads in an article's paragraphs; `rules` are those that the
    /// rules found.
    pub(super) fn attributions(
        &self,
        content: &str,
        paragraphs: &[Paragraph],
        rules: &[Attribution],
    ) -> Vec<Attribution> {
        let mut out = Vec::new();
        let sheets = sheets(&self.tags, content, paragraphs, rules);
        let mut work = Narrow::default();
        self.net.read(&sheets, |p, known| {
            let cues = self.cues(&sheets[p], known, &mut work);
            let mut here = Vec::new();
            assemble::paragraph(p, &paragraphs[p], &sheets[p], &cues, &mut here);
            assemble::nest(paragraphs, &mut here);
            out.append(&mut here);
        });
        assemble::keep(paragraphs, rules, &mut out);
        out
    }

    /// Every cue with the labels of the units of its window.
    fn cues(&self, sheet: &Sheet, known: &net::Known, work: &mut Narrow) -> Vec<Read> {
        let cues = self.cues_at(sheet, known);
        if cues.is_empty() {
            return Vec::new();
        }
        let near = known.near(work);
        let evidence = Evidence::new(&self.net.role_steps, sheet, known);
        let mut reads: Vec<Read> = (0..cues.len())
            .map(|k| {
                let around = Around::new(sheet, &cues, k);
                let mut scores = near.around(&around, work);
                let (from, cue) = (around.window.0, around.cue);
                for (i, row) in (from..).zip(&mut scores) {
                    around::clamp(row, (cue.0..cue.1).contains(&i));
                }
                Read {
                    cue,
                    from,
                    labels: self.places(&scores),
                    scores,
                    evidence: OnceCell::new(),
                }
            })
            .collect();
        reads.retain(|r| r.source().is_some() || evidence.of(r) >= SOURCELESS);
        let mut k = 0;
        while k < reads.len() {
            let near = k.saturating_sub(NEAR_CUES)..reads.len().min(k + NEAR_CUES + 1);
            let mut others = near.filter(|o| *o != k);
            match others.all(|outer| self.part(sheet, &evidence, &mut reads, (outer, k))) {
                true => k += 1,
                false => drop(reads.remove(k)),
            }
        }
        reads
    }

    /// Ends the words of an outer cue before an inner one that stands in them, and tells whether the inner is a cue
    /// at all. The training data have no attribution within another: either the words of the outer end, or the inner
    /// is no cue, whichever costs the scores less. Both stand where the inner has a source of its own there.
    fn part(
        &self,
        sheet: &Sheet,
        evidence: &Evidence<'_>,
        reads: &mut [Read],
        (outer, inner): (usize, usize),
    ) -> bool {
        let cue = reads[inner].cue;
        let source = reads[inner].source();
        let own =
            |i: usize| sheet.tags[i] != tagger::PRONOUN && reads[outer].attributes((i, i + 1));
        if !reads[outer].attributes(cue) || source.is_some_and(own) {
            return true;
        }
        let steps = &self.net.place_steps;
        let Read {
            from,
            scores,
            labels,
            ..
        } = &reads[outer];
        let all = steps.worth(&around::SHAPE, scores, labels);
        let mut scores = scores.clone();
        for (_, row) in (*from..)
            .zip(&mut scores)
            .filter(|(i, _)| (cue.0..cue.1).contains(i))
        {
            let content = usize::from(around::CONTENT)..around::LABELS;
            row[content].iter_mut().for_each(|s| *s += sequence::NEVER);
        }
        let labels = self.places(&scores);
        let lost = all - steps.worth(&around::SHAPE, &scores, &labels);
        let ends = i64::from(lost) <= evidence.of(&reads[inner]);
        if ends {
            reads[outer].labels = labels;
        }
        ends
    }

    /// The best labels around a cue.
    fn places(&self, scores: &[sequence::Row]) -> Vec<u8> {
        let steps = &self.net.place_steps;
        steps.best(&around::SHAPE, scores)
    }

    /// Where the cues of a paragraph are: runs of their labels within a sentence.
    fn cues_at(&self, sheet: &Sheet, known: &net::Known) -> Vec<roles::Range> {
        let mut out = Vec::new();
        for &(from, to) in &sheet.sentences {
            let scores = &known.scores[from..to];
            let labels = self.net.role_steps.best(&roles::SHAPE, scores);
            for (i, label) in (from..).zip(labels) {
                match out.last_mut() {
                    _ if label == roles::CUE => out.push((i, i + 1)),
                    Some((_, to)) if label == roles::CUE + 1 => *to = i + 1,
                    _ => {}
                }
            }
        }
        out
    }
}

/// How many cues on either side may be nested in one another; bounds the search in long paragraphs.
const NEAR_CUES: usize = 8;

/// What a cue without a source must be worth to be one: as much as makes it e times as likely as not. Nobody says what
/// it attributes, and less than half of those that the scores prefer are cues.
const SOURCELESS: i64 = net::SCORE as i64;

/// By how much the best roles of a sentence are worth more than those in which a cue is none.
struct Evidence<'a> {
    steps: &'a Steps<{ net::ROLE_SUMS }>,
    sheet: &'a Sheet,
    scores: &'a [sequence::Row],
    /// Of each sentence.
    sums: Vec<OnceCell<Sums<'a>>>,
}

impl<'a> Evidence<'a> {
    fn new(steps: &'a Steps<{ net::ROLE_SUMS }>, sheet: &'a Sheet, known: &net::Known<'a>) -> Self {
        Evidence {
            steps,
            sheet,
            scores: known.scores,
            sums: sheet.sentences.iter().map(|_| OnceCell::new()).collect(),
        }
    }

    fn of(&self, read: &Read) -> i64 {
        *read.evidence.get_or_init(|| {
            let (begin, end) = read.cue;
            let at = self.sheet.sentences.partition_point(|s| s.1 <= begin);
            let Some(&(from, to)) = self.sheet.sentences.get(at) else {
                return 0;
            };
            let sums = || Sums::of(self.steps, &roles::SHAPE, &self.scores[from..to]);
            let sums = self.sums[at].get_or_init(sums);
            let cue = usize::from(roles::CUE)..usize::from(roles::CONTENT);
            sums.best() - sums.without(begin - from..end.min(to) - from, cue)
        })
    }
}

/// Every paragraph with its tags and what the rules say of it.
fn sheets(
    tags: &Table<{ tagger::LANES }>,
    content: &str,
    paragraphs: &[Paragraph],
    rules: &[Attribution],
) -> Vec<Sheet> {
    let mut sheets: Vec<Sheet> = paragraphs.iter().map(|p| sheet(content, p)).collect();
    for a in rules {
        evidence(&mut sheets, a);
    }
    for s in &mut sheets {
        s.tags = tagger::tag(tags, &s.units);
        s.finish();
    }
    sheets
}

/// A cue and what the units from `from` on are to it.
struct Read {
    cue: roles::Range,
    from: usize,
    labels: Vec<u8>,
    /// What each label of each unit scores.
    scores: Vec<sequence::Row>,
    /// See [`Evidence`]; told when it is first asked for.
    evidence: OnceCell<i64>,
}

impl Read {
    /// Whether any of these units is content of the cue.
    fn attributes(&self, units: roles::Range) -> bool {
        let mut here = (units.0.max(self.from)..units.1).map(|i| self.labels.get(i - self.from));
        here.any(|label| label.is_some_and(|l| *l >= around::CONTENT))
    }

    /// The first unit of its source.
    fn source(&self) -> Option<usize> {
        let source = around::SOURCE..around::CONTENT;
        let at = self.labels.iter().position(|l| source.contains(l))?;
        Some(self.from + at)
    }
}

/// Most bits of a table: more is no file of ours.
const BITS_MAX: u32 = 22;

fn bits(rest: &mut &[u8]) -> Option<u32> {
    let (bits, after) = rest.split_first()?;
    *rest = after;
    Some(u32::from(*bits)).filter(|b| (1..=BITS_MAX).contains(b))
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(taken)
}

fn table(rest: &mut &[u8]) -> Option<Table<{ tagger::LANES }>> {
    let bits = bits(rest)?;
    let weights = take(rest, tagger::LANES << bits)?;
    Table::new(bits, &weights.iter().map(|b| *b as i8).collect::<Vec<_>>())
}

/// A paragraph without tags.
fn sheet(content: &str, paragraph: &Paragraph) -> Sheet {
    let units = units::units(content, paragraph);
    let at = |token: usize| units.partition_point(|u| u.token < token);
    Sheet {
        rules: vec![0; units.len()],
        sentences: paragraph
            .sentences
            .iter()
            .map(|s| (at(s.0), at(s.1)))
            .collect(),
        headline: paragraph.headline,
        units,
        ..Sheet::default()
    }
}

/// Writes an attribution of the rules on the sheets that it touches.
fn evidence(sheets: &mut [Sheet], a: &Attribution) {
    if a.within.is_some() {
        return;
    }
    let range = |s: &[Sheet], p: usize, r: (usize, usize)| {
        let at = |token: usize| s[p].units.partition_point(|u: &Unit| u.token < token);
        (at(r.0), at(r.1))
    };
    let mut content = Vec::new();
    for piece in &a.pieces {
        let r = range(sheets, piece.paragraph, piece.range);
        fill(&mut sheets[piece.paragraph].rules, r, roles::CONTENT);
        if piece.paragraph == a.paragraph {
            content.push(r);
        }
    }
    let source = a.source.map(|s| range(sheets, a.paragraph, s));
    let rules = &mut sheets[a.paragraph].rules;
    source.iter().for_each(|r| fill(rules, *r, roles::SOURCE));
    if let Some(cue) = a.cue.map(|c| range(sheets, a.paragraph, c)) {
        fill(&mut sheets[a.paragraph].rules, cue, roles::CUE);
        sheets[a.paragraph].known.push(Known {
            cue,
            source,
            content,
        });
    }
}

fn fill(rules: &mut [u8], range: (usize, usize), role: u8) {
    for (k, r) in rules[range.0..range.1].iter_mut().enumerate() {
        *r = role + u8::from(k > 0);
    }
}
