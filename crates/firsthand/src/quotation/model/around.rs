//! Whose words does one cue attribute, and which?
//!
//! The second chain reads the paragraph once for each cue: every feature tells on which side of the
//! cue a word stands and what lies between them.

use super::roles::Sheet;
use super::sequence::Shape;
use super::table::{Sink, and};

/// Labels: nothing, the cue, and source and content in four places each: begun, continued, ended,
/// alone.
pub(crate) const LABELS: usize = 10;
pub(crate) const THE_CUE: u8 = 1;
pub(crate) const SOURCE: u8 = 2;
pub(crate) const CONTENT: u8 = 6;

/// How many units around the cue are read.
pub(crate) const REACH: usize = 150;

/// And how many cues before and behind it: more stand in no text that anybody wrote.
const CUES: u32 = 16;

/// How many sentences before and behind that of the cue are read.
const SENTENCES: usize = 3;

/// The sequences of these labels.
pub(crate) const SHAPE: Shape = Shape {
    labels: LABELS,
    allowed,
    begins,
    ends,
};

/// Whether a label may follow another: what is begun is continued or ended, what is ended is not.
pub(crate) fn allowed(from: usize, to: usize) -> bool {
    let open = |l: usize| l >= 2 && (l - 2) % 4 < 2;
    let needs = |l: usize| l >= 2 && matches!((l - 2) % 4, 1 | 2);
    let kind = |l: usize| l.saturating_sub(2) / 4 + usize::from(l >= 2);
    if open(from) || needs(to) {
        return open(from) && needs(to) && kind(from) == kind(to);
    }
    true
}

pub(crate) fn begins(label: usize) -> bool {
    label < 2 || matches!((label - 2) % 4, 0 | 3)
}

pub(crate) fn ends(label: usize) -> bool {
    label < 2 || matches!((label - 2) % 4, 2 | 3)
}

/// Forbids the label of the cue outside of it, and every other inside.
pub(crate) fn clamp(scores: &mut [i32], inside: bool) {
    for (l, s) in scores.iter_mut().enumerate().take(LABELS) {
        if (l == usize::from(THE_CUE)) != inside {
            *s += super::sequence::NEVER;
        }
    }
}

/// What stands up to each unit of a paragraph: commas, verbs, marks of quotation, cues, sentences.
pub(crate) type Counts = Vec<[u32; 5]>;

/// Counts a paragraph once for all of its cues.
pub(crate) fn counts(sheet: &Sheet, roles: &[u8]) -> Counts {
    let mut out = Vec::with_capacity(sheet.units.len() + 1);
    let mut now = [0; 5];
    out.push(now);
    let comma = super::units::hash(",");
    for (i, u) in sheet.units.iter().enumerate() {
        let add = |n: &mut u32, b: bool| *n += u32::from(b);
        add(&mut now[0], u.low == comma);
        add(&mut now[1], sheet.verb(i));
        add(&mut now[2], !u.word && matches!(u.quote, 1 | 3 | 5 | 7));
        add(&mut now[3], roles[i] == super::roles::CUE);
        add(&mut now[4], sheet.edges[i] & 1 != 0);
        out.push(now);
    }
    out
}

/// Where a unit stands to a cue.
pub(crate) struct Place {
    /// Before it 1, in it 2, behind it 3.
    pub(crate) side: u32,
    /// How far from it, coarsely.
    distance: u32,
    /// What stands between: commas, verbs, marks of quotation, cues, ends of sentences.
    obstacles: u32,
}

impl Place {
    fn commas(&self) -> u32 {
        self.obstacles % 4
    }

    fn marks(&self) -> u32 {
        self.obstacles / 12 % 3
    }

    fn cues(&self) -> u32 {
        self.obstacles / 36 % 3
    }

    fn sentences(&self) -> u32 {
        self.obstacles / 108
    }

    /// The side, and whether commas, cues, ends of sentences stand between.
    fn way(&self) -> u32 {
        let [commas, cues, sentences] =
            [self.commas(), self.cues(), self.sentences()].map(|n| n.min(1));
        and(self.side, and(commas, and(cues, sentences)))
    }
}

/// A cue in its paragraph.
pub(crate) struct Around<'a> {
    sheet: &'a Sheet,
    /// What the first chain says of each unit of the paragraph.
    roles: &'a [u8],
    counts: &'a [[u32; 5]],
    cue: (usize, usize),
    /// The units that are read.
    pub(crate) window: (usize, usize),
    /// What the rules make of each unit of the window for this very cue: 0 nothing, 1 source, 2 cue,
    /// 3 content; 4 everywhere where they do not know it.
    rules: Vec<u8>,
    /// The first word, the verb with its class, tag and function, and the last word of the cue.
    first: u32,
    head: u32,
    class: u32,
    tags: u32,
    last: u32,
}

impl<'a> Around<'a> {
    pub(crate) fn new(
        sheet: &'a Sheet,
        roles: &'a [u8],
        counts: &'a [[u32; 5]],
        cue: (usize, usize),
    ) -> Self {
        let head = (cue.0..cue.1).rev().find(|i| sheet.verb(*i));
        let head = head.unwrap_or(cue.1 - 1);
        // Where a whole article is one line, the sentences around stand for the paragraph.
        let sentence = sheet.sentences.partition_point(|s| s.1 <= cue.0);
        let first = sheet.sentences.get(sentence.saturating_sub(SENTENCES));
        let last = sheet.sentences.get(sentence + SENTENCES);
        let from = first.map_or(0, |s| s.0).max(cue.0.saturating_sub(REACH));
        let to = last.map_or(sheet.units.len(), |s| s.1);
        let cues = |at: usize| counts[at][3];
        let from = from.max(counts.partition_point(|c| c[3] + CUES < cues(cue.0)));
        let to = to.min(counts.partition_point(|c| c[3] <= cues(cue.1) + CUES) - 1);
        let window = (from.min(cue.0), to.min(cue.1 + REACH).max(cue.1));
        Around {
            roles,
            counts,
            cue,
            window,
            rules: sheet.known_for(cue, window),
            first: sheet.view(cue.0).low,
            head: sheet.view(head).low,
            class: sheet.units[head].class,
            tags: and(sheet.view(head).tag, sheet.view(head).function),
            last: sheet.view(cue.1 - 1).low,
            sheet,
        }
    }

    /// Side, distance and what is between, coarsely.
    pub(crate) fn place(&self, i: usize) -> Place {
        let (side, near, far, distance) = if i < self.cue.0 {
            (1, i + 1, self.cue.0, self.cue.0 - i)
        } else if i < self.cue.1 {
            return Place {
                side: 2,
                distance: 0,
                obstacles: 0,
            };
        } else {
            (3, self.cue.1, i, i + 1 - self.cue.1)
        };
        let between = |k: usize| self.counts[far.max(near)][k].saturating_sub(self.counts[near][k]);
        let sentences = self.counts[i + 1][4].abs_diff(self.counts[self.cue.0 + 1][4]);
        let obstacles = between(0).min(3)
            + 4 * between(1).min(2)
            + 12 * between(2).min(2)
            + 36 * between(3).min(2)
            + 108 * sentences.min(2);
        let distance = match distance {
            0..=4 => distance as u32,
            5..=6 => 5,
            7..=9 => 6,
            10..=14 => 7,
            15..=24 => 8,
            _ => 9,
        };
        Place {
            side,
            distance,
            obstacles,
        }
    }

    fn rule(&self, i: usize, by: isize) -> u32 {
        let at = i.checked_add_signed(by);
        let at = at.and_then(|i| self.rules.get(i.checked_sub(self.window.0)?));
        u32::from(at.copied().unwrap_or(9))
    }

    fn role(&self, i: usize, by: isize) -> u32 {
        let at = i.checked_add_signed(by).and_then(|i| self.roles.get(i));
        u32::from(at.copied().unwrap_or(9))
    }

    /// What is the same for many cues: the way to the cue and, where they say one thing of the unit
    /// and of both its neighbours, the rules; none where they do not.
    pub(crate) fn key(&self, i: usize, place: &Place) -> Option<u32> {
        let r = self.rule(i, 0);
        let alike = r == self.rule(i, 1) && r == self.rule(i, -1);
        alike.then(|| {
            place.side
                + 4 * (place.commas().min(1)
                    + 2 * (place.cues().min(1) + 2 * (place.sentences().min(1) + 2 * r)))
        })
    }

    /// What tells what unit `i` of the paragraph is to the cue.
    pub(crate) fn features(&self, i: usize, mut take: impl FnMut(u32)) {
        let place = self.place(i);
        self.of_cue(i, &place, &mut take);
        self.of_way(i, &place, take);
    }

    /// Those of the features that hold for this cue alone, or for this very place.
    #[inline]
    pub(crate) fn of_cue(&self, i: usize, place: &Place, take: impl FnMut(u32)) {
        let mut sink = Sink {
            template: 300,
            take,
        };
        let s = self.sheet;
        let Place {
            side,
            distance,
            obstacles,
        } = *place;
        let commas = place.commas();
        let marks = place.marks();
        let near = and(side, distance);
        let way = place.way();
        let [_, b, o, n, _] = s.near(i);
        let (w0, t0, t1, c1, f0) = (o.low, o.tag, n.tag, b.tag, o.function);
        let (r0, a0) = (self.rule(i, 0), self.role(i, 0));
        let quotes = and(b.quote, and(o.quote, n.quote));
        sink.two(side, distance);
        sink.two(side, obstacles);
        sink.three(side, t0, distance);
        sink.behind(318);
        sink.three(side, and(self.head, t0), distance);
        sink.three(side, and(self.head, w0), near);
        sink.three(way, self.head, f0);
        sink.three(way, self.head, quotes);
        sink.three(near, and(self.class, t0), self.tags);
        sink.three(near, and(self.tags, f0), t0);
        sink.three(near, self.last, t0);
        sink.three(near, self.first, t0);
        sink.behind(334);
        sink.three(near, a0, r0);
        sink.behind(336);
        sink.three(side, and(a0, self.last), r0);
        sink.three(way, and(marks, quotes), r0);
        sink.three(side, and(marks, quotes), place.sentences());
        sink.behind(343);
        sink.three(side, and(self.class, commas), and(c1, t0));
        sink.three(side, and(self.class, commas), and(w0, t1));
        sink.three(near, s.units[i].shape, t0);
    }

    /// Those that hold for every cue with the same [`Around::key`].
    #[inline]
    pub(crate) fn of_way(&self, i: usize, place: &Place, take: impl FnMut(u32)) {
        let mut sink = Sink {
            template: 303,
            take,
        };
        let s = self.sheet;
        let side = place.side;
        let way = place.way();
        let [c, b, o, n, m] = s.near(i);
        let (w0, w1, b1) = (o.low, n.low, b.low);
        let (t0, t1, c1) = (o.tag, n.tag, b.tag);
        let (f0, f1, g1) = (o.function, n.function, b.function);
        let (r0, r1, q1) = (self.rule(i, 0), self.rule(i, 1), self.rule(i, -1));
        let (a0, a1, z1) = (self.role(i, 0), self.role(i, 1), self.role(i, -1));
        let quotes = and(b.quote, and(o.quote, n.quote));
        sink.three(side, w0, 0);
        sink.three(side, w1, 1);
        sink.three(side, b1, 2);
        sink.three(way, t0, t1);
        sink.three(way, c1, t0);
        sink.three(side, and(c1, t0), t1);
        sink.three(side, and(c.tag, c1), t0);
        sink.three(side, and(t0, t1), m.tag);
        sink.three(way, w0, w1);
        sink.three(way, b1, w0);
        sink.three(way, c1, w0);
        sink.three(way, t0, w1);
        sink.three(side, f0, and(f1, g1));
        sink.three(way, f0, t0);
        sink.three(way, and(f0, f1), m.function);
        sink.behind(326);
        sink.three(side, r0, and(r1, q1));
        sink.three(way, r0, and(r1, t1));
        sink.three(way, r0, and(q1, c1));
        sink.three(side, and(r0, r1), w1);
        sink.three(side, and(r0, q1), b1);
        sink.three(side, a0, and(a1, z1));
        sink.three(way, a0, and(a1, t1));
        sink.three(way, a0, and(z1, c1));
        sink.behind(335);
        sink.three(and(a0, and(a1, z1)), and(r0, r1), q1);
        sink.behind(339);
        sink.three(way, quotes, and(a0, a1));
        let (before, after) = s.verbs[i];
        sink.three(way, before, c1);
        sink.three(way, after, t1);
        sink.three(way, and(t0, t1), after);
        sink.behind(346);
        sink.three(side, u32::from(s.edges[i]), and(o.quote, r0));
    }
}
