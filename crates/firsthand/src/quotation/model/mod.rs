//! A trained reader of attributions beside the rules.
//!
//! Words get their part of speech and their function in the clause ([`tagger`]); a first chain finds
//! the cues ([`roles`]), a second one reads the paragraph for each of them and finds its source and
//! its words ([`around`]), in the line of Pareti (*Attribution: A Computational Approach*, 2015) and
//! Newell, Cowan and others. What the rules found is evidence for both, so that the model learns
//! where to trust them.
//!
//! The weights are a value: the library reads no file. Without them the rules stand alone.

mod around;
mod assemble;
pub mod learn;
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
use roles::{Known, Sheet};
use sequence::{Chain, Row, WIDE};
use table::{BUCKET, Seen, Sieve, Table};
use units::Unit;

/// Weights of the model: the file that `just train` writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    pub(crate) tags: Table<{ tagger::LANES }>,
    pub(crate) functions: Table<{ tagger::LANES }>,
    pub(crate) roles: Chain<ROLE_LANES>,
    pub(crate) around: Chain<PLACE_LANES>,
    /// Added to the score of the beginning of a cue: how much rather one too many than one too few.
    pub(crate) lean: i32,
}

/// How a file of weights begins.
const MAGIC: &[u8; 8] = b"FHQUOTE1";

impl Model {
    /// Reads a file of weights; none where it is no such file, or one of another version.
    pub fn from_bytes(bytes: &[u8]) -> Option<Model> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let model = Model {
            tags: table(&mut rest)?,
            functions: table(&mut rest)?,
            roles: chain(&mut rest, roles::LABELS)?,
            around: chain(&mut rest, around::LABELS)?,
            lean: number(&mut rest)?,
        };
        rest.is_empty().then_some(model)
    }

    /// The file of weights.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        for t in [&self.tags, &self.functions] {
            out.push(t.bits() as u8);
            out.extend(t.weights().map(|w| w as u8));
        }
        write(&self.roles, &mut out);
        write(&self.around, &mut out);
        out.extend(self.lean.to_le_bytes());
        out
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
        let sheets = self.sheets(content, paragraphs, rules);
        for (p, sheet) in sheets.iter().enumerate() {
            let cues = self.cues(sheet);
            let mut here = Vec::new();
            assemble::paragraph(p, &paragraphs[p], sheet, &cues, &mut here);
            assemble::nest(paragraphs, &mut here);
            out.append(&mut here);
        }
        assemble::keep(paragraphs, rules, &mut out);
        out
    }

    /// Every paragraph with its tags and what the rules say of it.
    fn sheets(&self, content: &str, paragraphs: &[Paragraph], rules: &[Attribution]) -> Vec<Sheet> {
        let mut sheets: Vec<Sheet> = paragraphs.iter().map(|p| sheet(content, p)).collect();
        for a in rules {
            evidence(&mut sheets, a);
        }
        for s in &mut sheets {
            s.found = tagger::tag(&self.tags, &self.functions, &s.units);
            s.finish();
        }
        sheets
    }

    /// The role of each unit, by the first chain.
    fn roles(&self, sheet: &Sheet) -> Vec<u8> {
        let mut out = Vec::with_capacity(sheet.units.len());
        let mut seen = Seen::new();
        for &sentence in &sheet.sentences {
            let mut scores = Vec::with_capacity(sentence.1 - sentence.0);
            for i in sentence.0..sentence.1 {
                roles::features(sheet, sentence, i, |f| seen.push(f));
                let mut row = [0; WIDE];
                add(&mut row, &self.roles.table.sums(&mut seen));
                row[usize::from(roles::CUE)] += self.lean;
                scores.push(row);
            }
            out.extend(self.roles.best::<ROLE_LANES>(&roles::SHAPE, &scores));
        }
        out
    }

    /// Every cue with the labels of the second chain for the units of its window.
    fn cues(&self, sheet: &Sheet) -> Vec<Read> {
        let roles = self.roles(sheet);
        let counts = around::counts(sheet, &roles);
        let mut kept = vec![[Kept::default(); 2]; sheet.units.len()];
        let mut out = Vec::new();
        let mut i = 0;
        while i < roles.len() {
            if roles[i] != roles::CUE {
                i += 1;
                continue;
            }
            let mut to = i + 1;
            while to < roles.len() && roles[to] == roles::CUE + 1 {
                to += 1;
            }
            let around = Around::new(sheet, &roles, &counts, (i, to));
            out.push(self.around(&around, (i, to), &mut kept));
            i = to;
        }
        out
    }

    /// Reads the window around one cue. What it has in common with the last cue is `kept`.
    fn around(&self, around: &Around, cue: roles::Range, kept: &mut [[Kept; 2]]) -> Read {
        let (from, upto) = around.window;
        let table = &self.around.table;
        let mut scores = Vec::with_capacity(upto - from);
        let mut seen = Seen::new();
        for (i, kept) in (from..upto).zip(&mut kept[from..upto]) {
            let place = around.place(i);
            around.of_cue(i, &place, |f| seen.push(f));
            let mut row = [0; WIDE];
            add(&mut row, &table.sums(&mut seen));
            let key = around.key(i, &place);
            let kept = &mut kept[usize::from(place.side == 3)];
            if key.is_none_or(|key| key != kept.key) {
                around.of_way(i, &place, |f| seen.push(f));
                kept.sums = table.sums(&mut seen);
                kept.key = key.unwrap_or(0);
            }
            add(&mut row, &kept.sums);
            around::clamp(&mut row, (cue.0..cue.1).contains(&i));
            scores.push(row);
        }
        let labels = self.around.best::<PLACE_SUMS>(&around::SHAPE, &scores);
        Read { cue, from, labels }
    }
}

/// Lanes of the tables of the two chains, which have 7 and 10 labels.
const ROLE_LANES: usize = roles::LABELS.next_power_of_two();
const PLACE_LANES: usize = around::LABELS.next_power_of_two();

/// How many sums of labels the second chain makes at once: as many as it has labels, rounded up to what
/// a register holds.
const PLACE_SUMS: usize = around::LABELS.next_multiple_of(4);

fn add(row: &mut Row, sums: &[i16]) {
    for (r, s) in row.iter_mut().zip(sums) {
        *r += i32::from(*s);
    }
}

/// What the features of a unit add up to that do not tell one cue from another, as far as their key
/// is the same; the key is never 0.
#[derive(Clone, Copy, Default)]
struct Kept {
    key: u32,
    sums: [i16; PLACE_LANES],
}

/// A cue and what the units from `from` on are to it.
struct Read {
    cue: roles::Range,
    from: usize,
    labels: Vec<u8>,
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

fn weights(rest: &mut &[u8], length: usize) -> Option<Vec<i8>> {
    Some(take(rest, length)?.iter().map(|b| *b as i8).collect())
}

fn table(rest: &mut &[u8]) -> Option<Table<{ tagger::LANES }>> {
    let bits = bits(rest)?;
    Table::new(bits, &weights(rest, tagger::LANES << bits)?)
}

/// What [`chain`] reads.
fn write<const LANES: usize>(chain: &Chain<LANES>, out: &mut Vec<u8>) {
    out.push(chain.table.bits as u8);
    out.extend(chain.table.checks());
    out.extend(chain.table.weights().map(|w| w as u8));
    out.extend(chain.steps.iter().flat_map(|s| s.to_le_bytes()));
}

fn number(rest: &mut &[u8]) -> Option<i32> {
    let (bytes, after) = rest.split_first_chunk::<4>()?;
    *rest = after;
    Some(i32::from_le_bytes(*bytes))
}

fn chain<const LANES: usize>(rest: &mut &[u8], labels: usize) -> Option<Chain<LANES>> {
    let bits = bits(rest)?;
    let rows = BUCKET << bits;
    let checks = take(rest, rows)?;
    let table = Sieve::new(bits, labels, checks, &weights(rest, rows * labels)?)?;
    let steps = take(rest, 4 * labels * labels)?
        .chunks_exact(4)
        .map(|b| i32::from_le_bytes([b[0], b[1], b[2], b[3]]))
        .collect();
    Some(Chain { table, steps })
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
