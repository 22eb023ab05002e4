//! From labels to attributions.

use super::super::attribution::{Attribution, Piece, sentence_of};
use super::super::lexicon::SAY;
use super::super::text::Paragraph;
use super::roles::{Known, Range, Sheet};
use super::tagger::NAME;
use super::{NEAR_CUES, Read, around};

/// Makes an attribution of every cue of a paragraph that has words.
pub(super) fn paragraph(
    p: usize,
    paragraph: &Paragraph,
    sheet: &Sheet,
    cues: &[Read],
    out: &mut Vec<Attribution>,
) {
    for (n, read) in cues.iter().enumerate() {
        let mut content = runs(read, around::CONTENT);
        if content.is_empty() {
            continue;
        }
        let overlaps = |k: &&Known| meet(k.cue, read.cue);
        let known = sheet.known.iter().find(overlaps);
        // Marks are hard evidence: what the rules find wholly in them is part of it, and nothing is cut
        // within them.
        let in_marks = |r: &Range| sheet.units[r.0..r.1].iter().all(|u| u.quote != 0);
        let read_whole: Vec<Range> = content.iter().map(|r| whole(sheet, *r)).collect();
        let has = |c: &Range| read_whole.iter().any(|r| r.0 <= c.0 && c.1 <= r.1);
        let holds = |k: &&Known| match k.content.iter().all(in_marks) {
            true => k.content.iter().all(has),
            false => content == read_whole,
        };
        content = match known.filter(|k| !holds(k)) {
            Some(k) => k.content.clone(),
            None => read_whole,
        };
        content.retain(|r| !(in_marks(r) && is_anothers(sheet, cues, n, *r)));
        if content.is_empty() {
            continue;
        }
        // The nearest run is the source, should there be two.
        let distance = |r: &Range| match r.1 <= read.cue.0 {
            true => read.cue.0 - r.1,
            false => r.0.saturating_sub(read.cue.1),
        };
        let source = runs(read, around::SOURCE)
            .into_iter()
            .min_by_key(|r| (distance(r), r.0))
            .or_else(|| {
                let marked = content.iter().all(in_marks);
                known.filter(|_| marked).and_then(|k| k.source)
            });
        let tokens =
            |r: Range| -> Range { (sheet.units[r.0].token, sheet.units[r.1 - 1].token + 1) };
        let span = |r: Range| sheet.units[r.0].span.join(sheet.units[r.1 - 1].span);
        let cue = tokens(read.cue);
        // "Details: the bridge is shut": only a name speaks without a word that says so.
        let wordless = paragraph.tokens[cue.0..cue.1].iter().all(|t| !t.word);
        let named = |r: Range| sheet.tags[r.0..r.1].contains(&NAME);
        if wordless && !source.is_some_and(named) {
            continue;
        }
        let pieces: Vec<Piece> = content
            .iter()
            .map(|r| Piece {
                paragraph: p,
                range: tokens(*r),
            })
            .collect();
        let marked = pieces
            .iter()
            .any(|x| paragraph.tokens[x.range.0].quote.is_some());
        let says = paragraph.tokens[cue.0..cue.1].iter().any(|t| t.is(SAY));
        out.push(Attribution {
            paragraph: p,
            sentence: sentence_of(paragraph, cue.0),
            cue: Some(cue),
            cue_span: Some(span(read.cue)),
            source: source.map(tokens),
            source_span: source.map(span),
            pieces,
            holds: says || marked,
            within: None,
        });
    }
}

/// Whether marks that cue `n` attributes are another's: of one that stands in their sentence where this one does not,
/// else of the one that the rules give them to.
fn is_anothers(sheet: &Sheet, cues: &[Read], n: usize, marks: Range) -> bool {
    let cue = cues[n].cue;
    let beside = |o: Range| {
        let mut sentences = sheet.sentences.iter();
        sentences.any(|s| meet(*s, o) && meet(*s, marks))
    };
    let near = n.saturating_sub(NEAR_CUES)..cues.len().min(n + NEAR_CUES + 1);
    let others = near.filter(|o| *o != n).map(|o| &cues[o]);
    let mut others = others.filter(|o| o.attributes(marks) && beside(o.cue));
    let rules = sheet.known.iter().filter(|k| !meet(k.cue, cue));
    let mut rules = rules.filter(|k| k.content.iter().any(|c| meet(*c, marks)));
    match beside(cue) {
        true => rules.any(|k| others.clone().any(|o| meet(o.cue, k.cue))),
        false => others.next().is_some() || rules.next().is_some(),
    }
}

fn meet(a: Range, b: Range) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// The run with the whole of the words in marks that it begins or ends within.
fn whole(sheet: &Sheet, run: Range) -> Range {
    let units = &sheet.units;
    let inside = |i: usize| matches!(units[i].quote, 2 | 6);
    let (mut from, mut to) = run;
    if inside(from) {
        let word = (0..from)
            .rev()
            .take_while(|i| inside(*i))
            .find(|i| units[*i].word);
        if word.is_some() {
            while from > 0 && inside(from) {
                from -= 1;
            }
        }
    }
    if inside(to - 1) {
        let word = (to..units.len())
            .take_while(|i| inside(*i))
            .find(|i| units[*i].word);
        if word.is_some() {
            while to < units.len() && inside(to - 1) {
                to += 1;
            }
        }
    }
    (from, to)
}

/// Puts speech that stands within other speech there ("Norda reported that Calder said …"), and
/// drops what only names a carrier ("As reported by Norda, Calder said …"): that is the road's. All
/// are of one paragraph.
pub(super) fn nest(paragraphs: &[Paragraph], out: &mut Vec<Attribution>) {
    let before = out.clone();
    let inside = |inner: &Attribution, outer: &Attribution| {
        inner.cue.is_some_and(|c| {
            let within = |x: &Piece| x.range.0 <= c.0 && c.1 <= x.range.1;
            outer.cue != inner.cue && outer.pieces.iter().any(within)
        })
    };
    let near = |i: usize| {
        let from = i.saturating_sub(NEAR_CUES);
        &before[from..before.len().min(i + NEAR_CUES)]
    };
    for (i, x) in out.iter_mut().enumerate() {
        let outer = near(i).iter().find(|o| inside(x, o));
        x.within = outer.and_then(|o| o.source);
    }
    let mut i = 0;
    out.retain(|x| {
        i += 1;
        let tokens = &paragraphs[x.paragraph].tokens;
        let carries = x.cue.is_some_and(|c| {
            let upto = tokens.len().min(c.1 + 1);
            tokens[c.0..upto].iter().any(|t| &*t.low == "by")
        });
        !(carries && near(i - 1).iter().any(|y| inside(y, x)))
    });
}

/// Adds what the rules know better: words in marks that the model gave to nobody, and speech within
/// speech, which the training data never annotate.
pub(super) fn keep(paragraphs: &[Paragraph], rules: &[Attribution], out: &mut Vec<Attribution>) {
    // What the model took, by paragraph and token.
    let mut said: Vec<Vec<bool>> = paragraphs
        .iter()
        .map(|p| vec![false; p.tokens.len()])
        .collect();
    let mut cued = said.clone();
    for a in out.iter() {
        for piece in &a.pieces {
            said[piece.paragraph][piece.range.0..piece.range.1].fill(true);
        }
        for r in a.cue.iter().chain(&a.source) {
            cued[a.paragraph][r.0..r.1].fill(true);
        }
    }
    for rule in rules {
        let any = |taken: &[Vec<bool>], p: usize, r: Range| taken[p][r.0..r.1].contains(&true);
        let cue = rule.cue.map(|c| (rule.paragraph, c));
        if cue.is_some_and(|(p, c)| any(&cued, p, c)) {
            continue;
        }
        let marked = rule.pieces.iter().any(|x| {
            let tokens = &paragraphs[x.paragraph].tokens;
            tokens[x.range.0..x.range.1]
                .iter()
                .any(|t| t.quote.is_some())
        });
        let free =
            |x: &Piece| !any(&said, x.paragraph, x.range) && !any(&cued, x.paragraph, x.range);
        let untouched = rule.pieces.iter().all(free);
        if rule.within.is_some() || marked && untouched {
            out.push(rule.clone());
        }
    }
}

/// The runs of one role, in units of the paragraph.
fn runs(read: &Read, role: u8) -> Vec<Range> {
    let mut out: Vec<Range> = Vec::new();
    for (k, label) in read.labels.iter().enumerate() {
        let Some(place) = label.checked_sub(role).filter(|p| *p < 4) else {
            continue;
        };
        let i = read.from + k;
        match out.last_mut() {
            Some(last) if matches!(place, 1 | 2) => last.1 = i + 1,
            _ => out.push((i, i + 1)),
        }
    }
    out
}
