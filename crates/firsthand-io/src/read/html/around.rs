//! What stands around a line, beyond its neighbours: how much of the article's prose comes before it
//! and after it, and how full of links the elements are that hold it?

use super::outline::{ElementIx, Outline};

/// The surroundings of every line and element of a page.
#[derive(Default)]
pub(super) struct Around {
    /// Words of the main element's prose before each line, and in all.
    before: Vec<f32>,
    total: f32,
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
        for (i, line) in outline.lines.iter().enumerate() {
            out.before.push(out.total);
            out.total += prose(i);
            out.chars[line.block] += line.chars;
            out.linked[line.block] += line.linked;
        }
        // Parents stand before their children, so that one pass from behind sums the subtrees.
        for e in (1..n).rev() {
            let parent = outline.elements[e].parent;
            out.chars[parent] += out.chars[e];
            out.linked[parent] += out.linked[e];
        }
        out
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

fn amount(words: f32, total: f32) -> &'static str {
    match words {
        w if w <= 0.0 => "none",
        w if w < 0.1 * total => "little",
        w if w < 0.5 * total => "some",
        _ => "much",
    }
}
