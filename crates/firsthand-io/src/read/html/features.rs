//! What can be said of each line, as a short list of plain facts that the scorecard gives points for.
//!
//! The facts are those of Kohlschütter, Fankhauser and Nejdl, "Boilerplate Detection using Shallow
//! Text Features" (2010): words in a block, link density, and the same of its neighbours. Added are
//! sentence ends, the names of elements, wording, and where the line stands to the headline and to
//! the element that holds most prose (as in the Readability family of tools).

mod word;

use super::around::Around;
use super::hints::Hints;
use super::outline::{Line, Outline, Tag};
use super::said::Said;
use super::wording::{self, Wording};
use word::{AROUND, HINTS, bucket, look_word, share, tag_word};

/// Most words of a line that can only be the author's, judged: more may be a sentence that begins so.
const BYLINE_WORDS_MAX: u32 = 8;

/// A line of at least so many words is prose, whatever it ends in.
const PROSE_WORDS: u32 = 20;

/// A line of at least so many words is prose when it ends as a sentence does.
const PROSE_WORDS_ENDED: u32 = 8;

/// Above this share of linked characters a line is a link, not prose.
const PROSE_LINKED_MAX: f32 = 0.4;

/// Share of the words of prose around a line that its parent gives on to the parent's parent.
const HEIR_SHARE: f32 = 0.5;

/// Share of the page's prose that an element must hold for its unfriendly names to say nothing.
const WRAPPER_SHARE: f32 = 0.6;

/// Words of prose that stand above the readers' words at least: a link to them at the head of the page opens nothing.
const ABOVE_COMMENTS_WORDS: u32 = 30;

/// What a line looks like by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Look {
    Prose,
    Sentence,
    Short,
    Linked,
    Edge,
}

/// Everything about the lines of a page that facts are made from.
pub(super) struct Page<'a> {
    pub(super) outline: &'a Outline,
    pub(super) looks: Vec<Look>,
    pub(super) words: Vec<u32>,
    pub(super) wordings: Vec<Wording>,
    /// The line of the headline.
    pub(super) title: Option<usize>,
    /// How many steps up from each element the main element is.
    to_main: Vec<Option<u32>>,
    /// Words of prose right in each element and in its children's lines.
    near_prose: Vec<f32>,
    /// Of each element: what its own names say, what those around it say, and the elements around
    /// it as bits of [`AROUND`].
    own: Vec<Hints>,
    far: Vec<Hints>,
    around: Vec<u16>,
    /// The first line of the readers' words.
    pub(super) comments: Option<usize>,
    repeated: Vec<bool>,
    /// What the page declares elsewhere, and what stands around each line.
    said: &'a Said,
    place: Around,
}

impl<'a> Page<'a> {
    pub(super) fn new(outline: &'a Outline, said: &'a Said, title: Option<usize>) -> Self {
        let lines = &outline.lines;
        let text = |l: &Line| l.span.of(&outline.content);
        let words: Vec<_> = lines.iter().map(|l| wording::words(text(l))).collect();
        let wordings: Vec<_> = lines.iter().map(|l| Wording::of(text(l))).collect();
        let looks: Vec<_> = (0..lines.len())
            .map(|i| look(&lines[i], words[i], wordings[i]))
            .collect();
        let mut page = Page {
            outline,
            looks,
            words,
            wordings,
            title,
            to_main: Vec::new(),
            near_prose: vec![0.0; outline.elements.len()],
            own: Vec::new(),
            far: Vec::new(),
            around: Vec::new(),
            comments: None,
            repeated: repeated(outline),
            said,
            place: Around::default(),
        };
        page.weigh();
        page.place = Around::new(outline, |i| page.main_prose(i));
        page.comments = page.find_comments();
        page
    }

    /// Gives every element the prose close under it, and finds the one with most.
    fn weigh(&mut self) {
        let elements = &self.outline.elements;
        let mut under = vec![0.0f32; elements.len()];
        let mut score = vec![0.0f32; elements.len()];
        for (i, line) in self.outline.lines.iter().enumerate() {
            if self.looks[i] != Look::Prose {
                continue;
            }
            let words = self.words[i] as f32;
            let parent = elements[line.block].parent;
            under[line.block] += words;
            self.near_prose[line.block] += words;
            self.near_prose[parent] += words;
            if elements[line.block].around.any(Hints::COMMENT) {
                continue;
            }
            score[line.block] += words;
            score[parent] += words;
            score[elements[parent].parent] += words * HEIR_SHARE;
        }
        // Parents stand before their children, so that one pass from behind sums the subtrees.
        for e in (1..elements.len()).rev() {
            under[elements[e].parent] += under[e];
        }
        let best =
            (0..elements.len()).max_by(|a, b| score[*a].total_cmp(&score[*b]).then(b.cmp(a)));
        let main = best.unwrap_or(0);
        for (e, element) in elements.iter().enumerate() {
            let above = self.to_main.get(element.parent).copied().flatten();
            self.to_main.push(if e == main {
                Some(0)
            } else {
                above.map(|n| n + 1)
            });
        }
        self.surround(&under);
    }

    /// Hands hints and elements down from parents to children. An element that holds most of the
    /// page's prose (`under` it) is a wrapper, whose unfriendly names say nothing.
    fn surround(&mut self, under: &[f32]) {
        for (e, element) in self.outline.elements.iter().enumerate() {
            let wraps = under[e] > under[0] * WRAPPER_SHARE;
            let own = match wraps {
                true => element.hints.without(UNFRIENDLY),
                false => element.hints,
            };
            let bit = AROUND.iter().position(|(tag, _)| *tag == element.tag);
            let bit = bit.map_or(0, |at| 1 << at);
            let parent = element.parent;
            self.own.push(own);
            self.far
                .push(self.far.get(parent).map_or(own, |f| *f | own));
            let around = self.around.get(parent).map_or(bit, |a| *a | bit);
            self.around.push(around);
        }
    }

    /// The first line below the headline and below some prose that opens the readers' words.
    fn find_comments(&self) -> Option<usize> {
        let from = self.title.map_or(0, |t| t + 1);
        let mut words = 0;
        for i in from..self.looks.len() {
            if words >= ABOVE_COMMENTS_WORDS && self.wordings[i].opens_comments {
                return Some(i);
            }
            let prose = self.looks[i] == Look::Prose;
            words += if prose { self.words[i] } else { 0 };
        }
        None
    }

    /// Words of a line that is prose of the main element, else 0.
    fn main_prose(&self, line: usize) -> f32 {
        let prose = self.looks[line] == Look::Prose && self.steps_to_main(line).is_some();
        if prose { self.words[line] as f32 } else { 0.0 }
    }

    /// Hints of the block of a line, its parent and grandparent, and inline elements.
    pub(super) fn near(&self, line: usize) -> Hints {
        let l = &self.outline.lines[line];
        let mut hints = l.inline;
        let mut e = l.block;
        for _ in 0..3 {
            hints = hints | self.own[e];
            e = self.outline.elements[e].parent;
        }
        hints
    }

    /// The text of a line.
    pub(super) fn text(&self, line: usize) -> &'a str {
        self.outline.lines[line].span.of(&self.outline.content)
    }

    /// Hints of everything around a line.
    pub(super) fn far(&self, line: usize) -> Hints {
        self.far[self.outline.lines[line].block]
    }

    /// Whether `tag`, one of [`AROUND`], is around a line.
    pub(super) fn within(&self, line: usize, tag: Tag) -> bool {
        let bit = AROUND.iter().position(|(t, _)| *t == tag);
        bit.is_some_and(|at| self.around[self.outline.lines[line].block] & (1 << at) != 0)
    }

    fn look_at(&self, line: Option<usize>) -> Look {
        line.and_then(|l| self.looks.get(l))
            .copied()
            .unwrap_or(Look::Edge)
    }

    /// The share of linked characters of a line.
    pub(super) fn linked(&self, line: usize) -> f32 {
        let l = &self.outline.lines[line];
        l.linked as f32 / l.chars.max(1) as f32
    }

    /// How many steps up from a line's block the main element is.
    fn steps_to_main(&self, line: usize) -> Option<u32> {
        self.to_main[self.outline.lines[line].block]
    }

    /// Calls `fact` with the name of everything that holds for `line`.
    pub(super) fn facts(&self, line: usize, fact: &mut dyn FnMut(&str, &str)) {
        let l = &self.outline.lines[line];
        let w = self.wordings[line];
        let look = look_word(self.looks[line]);
        fact("bias", "");
        fact("words", bucket(self.words[line]));
        fact("look", look);
        fact(
            "linked",
            match self.linked(line) {
                x if x <= 0.0 => "none",
                x if x < 0.1 => "few",
                x if x < 0.34 => "some",
                x if x < 0.8 => "many",
                _ => "all",
            },
        );
        fact("end", w.end);
        fact("start", w.start);
        if w.sentences > 1 {
            fact("sentences", "more")
        }
        if w.commas > 0 {
            fact("comma", "")
        }
        if w.capitals {
            fact("capitals", "")
        }
        if !w.cue.is_empty() {
            fact("cue", w.cue)
        }
        if w.date {
            fact("date", bucket(self.words[line]))
        }
        if l.bold * 10 > l.chars * 9 {
            fact("bold", "")
        }
        if l.italic * 10 > l.chars * 9 {
            fact("italic", "")
        }
        if l.after_break {
            fact("after", "break")
        }
        if l.after_image {
            fact("after", "image")
        }
        if l.time {
            fact("time", "")
        }
        if self.repeated[line] {
            fact("repeated", "")
        }
        if l.link_first && self.looks[line] != Look::Linked {
            fact("link_first", "")
        }
        self.said.facts(l.span.of(&self.outline.content), fact);
        self.facts_of_elements(line, look, fact);
        self.facts_of_place(line, look, fact);
        let parent = self.outline.elements[l.block].parent;
        fact("before_it", self.place.before(line));
        fact("after_it", self.place.after(line, self.main_prose(line)));
        fact("parent_linked", self.place.linked(parent));
        let above = self.outline.elements[parent].parent;
        fact("above_linked", self.place.linked(above));
        let (since, until) = (self.place.since(line), self.place.until(line));
        fact("since", since);
        fact("until", until);
        if self.is_byline(line) {
            fact("never", "byline")
        }
        for kind in w.credit.kinds() {
            fact(kind, bucket(self.words[line]))
        }
    }

    /// What wording says by where it stands to the headline: a day or a name right below it is its line of author and
    /// day, and later one like any other. Which pairs was chosen on folds of sites that the card was not fitted on.
    fn facts_beside_title(&self, line: usize, title: &str, fact: &mut dyn FnMut(&str, &str)) {
        let w = self.wordings[line];
        if !w.cue.is_empty() {
            fact("cue", &format!("{}+{title}", w.cue))
        }
        if w.date {
            let words = bucket(self.words[line]);
            fact("date", &format!("{words}+{title}"))
        }
    }

    /// Whether the line can only be that of the author: it begins as one, is short, and stands right below the headline.
    pub(super) fn is_byline(&self, line: usize) -> bool {
        self.wordings[line].cue == "byline"
            && self.words[line] <= BYLINE_WORDS_MAX
            && self.title_word(line) == "right_after"
    }

    /// Where the line stands to the headline.
    fn title_word(&self, line: usize) -> &'static str {
        match self.title {
            None => "unknown",
            Some(t) if line < t => "before",
            Some(t) if line == t => "it",
            Some(t) if line <= t + 4 => "right_after",
            Some(t) if line <= t + 40 => "after",
            Some(_) => "long_after",
        }
    }

    fn facts_of_elements(&self, line: usize, look: &str, fact: &mut dyn FnMut(&str, &str)) {
        let l = &self.outline.lines[line];
        fact("tag", tag_word(self.outline.elements[l.block].tag));
        let around = self.around[l.block];
        for (at, (_, word)) in AROUND.iter().enumerate() {
            if around & (1 << at) != 0 {
                fact("in", word)
            }
        }
        let (near, far) = (self.near(line), self.far(line));
        for (hint, word) in HINTS {
            if near.any(*hint) {
                fact("near", word)
            }
            if far.any(*hint) {
                fact("far", word);
                fact(look, word)
            }
        }
    }

    fn facts_of_place(&self, line: usize, look: &str, fact: &mut dyn FnMut(&str, &str)) {
        let lines = &self.outline.lines;
        let block = |i: usize| lines[i].block;
        let (before, after) = (
            line.checked_sub(1),
            Some(line + 1).filter(|i| *i < lines.len()),
        );
        fact("before", look_word(self.look_at(before)));
        fact("next", look_word(self.look_at(after)));
        fact("before2", look_word(self.look_at(line.checked_sub(2))));
        fact("next2", look_word(self.look_at(Some(line + 2))));
        if before.is_some_and(|b| block(b) == block(line)) {
            fact("same_block", "before")
        }
        if after.is_some_and(|a| block(a) == block(line)) {
            fact("same_block", "next")
        }
        let parent = self.outline.elements[block(line)].parent;
        fact("prose_in_block", share(self.near_prose[block(line)]));
        fact("prose_in_parent", share(self.near_prose[parent]));
        let main = match self.steps_to_main(line) {
            None => "out",
            Some(0) => "right_in",
            Some(1) => "child",
            Some(2) => "grandchild",
            Some(_) => "deep",
        };
        fact("main", main);
        fact(look, main);
        let title = self.title_word(line);
        fact("title", title);
        if title == "before" {
            fact("before_title", look)
        }
        self.facts_beside_title(line, title, fact);
        if self.comments.is_some_and(|c| line >= c) {
            fact("comments", look)
        }
    }
}

/// Names that make a line less likely to be of the article.
const UNFRIENDLY: Hints = Hints::of_unfriendly();

fn look(line: &Line, words: u32, w: Wording) -> Look {
    let linked = line.linked as f32 / line.chars.max(1) as f32;
    let ended = w.end == "sentence" || w.end == "quote";
    match () {
        () if linked > PROSE_LINKED_MAX => Look::Linked,
        () if words >= PROSE_WORDS || (words >= PROSE_WORDS_ENDED && ended) => Look::Prose,
        () if ended => Look::Sentence,
        () => Look::Short,
    }
}

/// Which lines stand on the page more than once.
fn repeated(outline: &Outline) -> Vec<bool> {
    let mut seen = rustc_hash::FxHashMap::<&str, u32>::default();
    let texts: Vec<_> = outline
        .lines
        .iter()
        .map(|l| l.span.of(&outline.content))
        .collect();
    for text in &texts {
        *seen.entry(text).or_default() += 1;
    }
    texts.iter().map(|t| seen[t] > 1).collect()
}
