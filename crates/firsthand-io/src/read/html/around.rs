//! What stands around a line, beyond its neighbours: how much of the article's prose comes before it
//! and after it, how near the next of it is, and how full of links the elements are that hold it?

use super::outline::{ElementIx, Outline};

/// The surroundings of every line and element of a page.
#[derive(Default)]
pub(super) struct Around {
    /// Words of the main element's prose before each line, and in all.
    before: Vec<f32>,
    total: f32,
    /// Lines from the last line of that prose to each line, and from it to the next such line.
    since: Vec<Option<usize>>,
    until: Vec<Option<usize>>,
    /// Characters in each element with all that is in it, and those in links.
    chars: Vec<u32>,
    linked: Vec<u32>,
}

impl Around {
    /// `prose` gives the words of a line that count as prose of the main element, else 0.
    pub(super) fn new(outline: &Outline, prose: impl Fn(usize) -> f32) -> Self {
        let n = outline.elements.len();
        let mut out = Around {
            chars: vec![0; n],
            linked: vec![0; n],
            ..Around::default()
        };
        let mut last = None;
        for (i, line) in outline.lines.iter().enumerate() {
            let words = prose(i);
            out.since.push(last.map(|l| i - l));
            if words > 0.0 {
                last = Some(i);
            }
            out.before.push(out.total);
            out.total += words;
            out.chars[line.block] += line.chars;
            out.linked[line.block] += line.linked;
        }
        // Parents stand before their children, so that one pass from behind sums the subtrees.
        for e in (1..n).rev() {
            let parent = outline.elements[e].parent;
            out.chars[parent] += out.chars[e];
            out.linked[parent] += out.linked[e];
        }
        out.until = vec![None; outline.lines.len()];
        let mut next: Option<usize> = None;
        for i in (0..outline.lines.len()).rev() {
            out.until[i] = next.map(|n| n - i);
            if prose(i) > 0.0 {
                next = Some(i);
            }
        }
        out
    }

    /// How many lines above `line` the last one of the main prose is.
    pub(super) fn since(&self, line: usize) -> &'static str {
        gap(self.since[line])
    }

    /// How many lines below `line` the next one of the main prose is.
    pub(super) fn until(&self, line: usize) -> &'static str {
        gap(self.until[line])
    }

    /// How much of the main prose stands before `line`.
    pub(super) fn before(&self, line: usize) -> &'static str {
        amount(self.before[line], self.total)
    }

    /// How much of the main prose stands after `line`, `own` words of which are its own.
    pub(super) fn after(&self, line: usize, own: f32) -> &'static str {
        amount(self.total - self.before[line] - own, self.total)
    }

    /// The share of characters in links of all that `element` holds.
    pub(super) fn linked(&self, element: ElementIx) -> &'static str {
        match self.linked[element] as f32 / self.chars[element].max(1) as f32 {
            x if x <= 0.0 => "none",
            x if x < 0.1 => "few",
            x if x < 0.3 => "some",
            x if x < 0.6 => "many",
            _ => "all",
        }
    }
}

fn gap(lines: Option<usize>) -> &'static str {
    match lines {
        None => "none",
        Some(0..=1) => "1",
        Some(2) => "2",
        Some(3..=4) => "3",
        Some(5..=9) => "5",
        Some(_) => "10",
    }
}

fn amount(words: f32, total: f32) -> &'static str {
    match words {
        w if w <= 0.0 => "none",
        w if w < 0.1 * total => "little",
        w if w < 0.5 * total => "some",
        _ => "much",
    }
}
