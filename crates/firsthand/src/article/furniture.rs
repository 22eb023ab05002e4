//! Which lines of the page are the article, and what are the others?
//!
//! The page alone is looked at: the wording of a line (`data/furniture.txt`) and the layout around
//! it. Boilerplate removal from the densities and lengths of neighbouring blocks is the idea of
//! Kohlschütter, Fankhauser and Nejdl (2010, "Boilerplate Detection using Shallow Text Features");
//! here there is no training, a line must show wording or a place on the page before it is taken
//! from the body, and what shows neither stays body.

mod form;

pub(super) use form::{ends_sentence, is_headline, is_paragraph};

use super::SegmentKind::{self, *};
use super::lexicon::{LINE_WORDS_MAX, Role, View};
use super::prefix;
use super::segments::Line;
use super::{dates, heading};
use form::{believable, by_form, is_readers_name, is_reply, says_published};
use rustc_hash::FxHashSet;

/// Fewest words of body before a heading of readers' comments is believed; the same words stand
/// on the share bar above many articles.
const BODY_BEFORE_THREAD_WORDS_MIN: usize = 30;

/// Fewest lines like "Reply" that show a thread without a heading.
const MARKS_MIN: usize = 2;

/// Fewest headlines in a row after the last paragraph that are links to other articles: one alone
/// may be a last line that was cut off.
const TAIL_HEADLINES_MIN: usize = 2;

/// Letters that two forms of one word share at least ("missile", "missiles").
const STEM_LETTERS: usize = 5;

/// Fewest longer words that a blurb takes up of its headline and that the article has not used: one
/// alone ("years") stands in the article's next paragraph often enough.
const BLURB_STEMS_MIN: usize = 2;

/// Longest line, in words, that is taken for furniture because furniture stands on both its sides
/// ("12 April" between two links).
const ISLAND_WORDS_MAX: usize = 4;

/// How far a line of date and author that no markup names may be from the headline, in lines: above it, below it, and
/// below it where no text stands between. Judged, after reading what was missed on trafilatura's pages.
const DATE_ABOVE_HEADLINE_LINES: usize = 2;
const DATE_BELOW_HEADLINE_LINES: usize = 3;
const DATE_ABOVE_TEXT_LINES: usize = 8;

/// Longest line that is the label of the date in the line below it ("Published on"), in bytes.
const LABEL_BYTES_MAX: usize = 24;

/// The lines of one page.
pub(super) struct Sheet<'a> {
    pub(super) content: &'a str,
    pub(super) lines: Vec<Line>,
    pub(super) views: Vec<View<'a>>,
    /// What the wording of each line says.
    roles: Vec<Option<Role>>,
    /// Whether a pattern fills the line, so that it heads what follows.
    heads: Vec<bool>,
}

/// Gives every line its kind, cuts what stands before the lead, and returns the lines with the
/// headline that the text shows, if any.
pub(super) fn label(
    content: &str,
    title: Option<&str>,
    lines: Vec<Line>,
    marked: bool,
    language: Option<&str>,
) -> (Vec<Line>, Option<String>) {
    let lines = cut_prefixes(content, lines, language);
    let mut sheet = Sheet::of(content, lines);
    sheet.wording(language);
    let headline = heading::find(&mut sheet, title);
    sheet.threads();
    sheet.blocks();
    if !marked {
        sheet.tail();
    }
    heading::repeated(&mut sheet, title.or(headline.as_deref()));
    if !marked {
        sheet.islands();
    }
    heading::subheads(&mut sheet, marked);
    if marked {
        sheet.date_lines(language);
    }
    (sheet.lines, headline)
}

/// Cuts collectors' dates from the first line, and a dateline from the first paragraphs.
fn cut_prefixes(content: &str, lines: Vec<Line>, language: Option<&str>) -> Vec<Line> {
    let mut out = Vec::with_capacity(lines.len() + 2);
    let mut paragraphs = 0;
    for (i, mut line) in lines.into_iter().enumerate() {
        if !line.marked && i == 0 {
            let n = prefix::collector(line.span.of(content));
            cut(content, &mut line, n, &mut out);
        }
        if !line.marked && paragraphs < 2 {
            let view = View::of(content, line.span);
            if is_paragraph(&view) {
                paragraphs += 1;
                for _ in 0..2 {
                    let n = prefix::dateline(content, line.span, language);
                    cut(content, &mut line, n, &mut out);
                }
            }
        }
        if !line.span.is_empty() {
            out.push(line);
        }
    }
    out
}

/// Cuts `n` bytes from the start of `line` as a dateline of its own.
fn cut(content: &str, line: &mut Line, n: Option<usize>, out: &mut Vec<Line>) {
    let Some(n) = n else { return };
    let at = line.span.start() + n;
    let head = crate::Span::new(line.span.start(), at).trim(content);
    out.push(Line {
        span: head,
        kind: Dateline,
        ..*line
    });
    line.span = crate::Span::new(at, line.span.end()).trim(content);
    line.apart = false;
}

impl<'a> Sheet<'a> {
    fn of(content: &'a str, lines: Vec<Line>) -> Self {
        let views: Vec<_> = lines.iter().map(|l| View::of(content, l.span)).collect();
        let n = lines.len();
        Sheet {
            content,
            lines,
            views,
            roles: vec![None; n],
            heads: vec![false; n],
        }
    }

    /// Whether line `i` is still taken for body, and the markup did not say so.
    pub(super) fn is_open(&self, i: usize) -> bool {
        self.lines[i].kind == Body && !self.lines[i].marked
    }

    /// The lines that are paragraphs of body, first and last; `None` where there is none.
    pub(super) fn paragraphs(&self) -> Option<(usize, usize)> {
        let is = |i: &usize| self.lines[*i].kind == Body && is_paragraph(&self.views[*i]);
        let first = (0..self.lines.len()).find(is)?;
        let last = (0..self.lines.len()).rev().find(is)?;
        Some((first, last))
    }

    /// Labels lines by their wording.
    fn wording(&mut self, language: Option<&str>) {
        for i in 0..self.lines.len() {
            if !self.is_open(i) {
                continue;
            }
            let view = &self.views[i];
            if let Some(m) = view.furniture() {
                self.roles[i] = Some(m.role);
                self.heads[i] = m.whole;
                if let Role::Kind(kind) = m.role
                    && believable(kind, view)
                {
                    self.lines[i].kind = kind;
                }
            }
            let view = &self.views[i];
            if self.is_open(i) {
                if let Some(kind) = by_form(view) {
                    self.lines[i].kind = kind;
                } else if !view.more
                    && dates::is_date_line(self.content, self.lines[i].span, language)
                {
                    self.lines[i].kind = Byline;
                }
            }
        }
        self.inner_navigation();
    }

    /// A section's name between two paragraphs is a subhead.
    fn inner_navigation(&mut self) {
        let Some((first, last)) = self.paragraphs() else {
            return;
        };
        for i in first..last {
            let line = &mut self.lines[i];
            if line.kind == Navigation && !line.marked {
                line.kind = Body;
            }
        }
    }

    /// Labels readers' comments: all that follows their heading, where an article stands before
    /// it; or lines between "Reply" and "Reply".
    fn threads(&mut self) {
        let mut words = 0;
        let mut from = None;
        for i in 0..self.lines.len() {
            let none = self.views[i].words.iter().any(|w| w == "0");
            if self.roles[i] == Some(Role::Thread) {
                if !self.lines[i].marked {
                    self.lines[i].kind = Comment;
                }
                if words >= BODY_BEFORE_THREAD_WORDS_MIN && !none {
                    from = Some(i);
                    break;
                }
            }
            if self.lines[i].kind == Body && is_paragraph(&self.views[i]) {
                words += self.views[i].words.len();
            }
        }
        let marks: Vec<_> = (0..self.lines.len())
            .filter(|i| self.roles[*i] == Some(Role::Mark))
            .collect();
        let first = self.paragraphs().map_or(0, |p| p.0);
        if marks.len() >= MARKS_MIN && marks[0] > first {
            from = Some(from.map_or(marks[0], |f| f.min(marks[0])));
        }
        let named = |i: &usize| {
            (is_reply(self.views[*i].text) || is_readers_name(self.views[*i].text)) && *i > first
        };
        let replies: Vec<_> = (0..self.lines.len()).filter(named).collect();
        if replies.len() >= MARKS_MIN {
            for i in replies {
                self.set(i, Comment);
            }
        }
        for i in from.unwrap_or(self.lines.len())..self.lines.len() {
            self.set(i, Comment);
        }
    }

    /// Labels a line that is still body.
    pub(super) fn set(&mut self, i: usize, kind: SegmentKind) {
        if self.is_open(i) {
            self.lines[i].kind = kind;
        }
    }

    /// Labels what stands under the heading of a block of teasers or links, up to where the article
    /// goes on.
    fn blocks(&mut self) {
        for i in 0..self.lines.len() {
            let kind = self.lines[i].kind;
            if matches!(kind, Teaser | Related) && self.heads[i] && !self.lines[i].marked {
                self.block(i, kind);
            }
        }
    }

    /// Labels the block that line `head` heads. A block is headlines, each with at most one blurb:
    /// a paragraph that takes up words of its headline, or, where the headline stands twice and so must
    /// be a card with text, that shares no word with the article.
    fn block(&mut self, head: usize, kind: SegmentKind) {
        let known = self.stems(0..head.saturating_sub(1), |_| true);
        let mut titles: FxHashSet<String> = FxHashSet::default();
        let twice = head > 0
            && (self.views.get(head + 1)).is_some_and(|v| v.words == self.views[head - 1].words);
        let mut fresh = false;
        let mut i = head + 1;
        while i < self.lines.len() && self.is_open(i) {
            if is_headline(&self.views[i]) {
                titles.extend(stems(&self.views[i], |_| true));
                fresh = true;
            } else if fresh && self.is_blurb(i, &titles, &known, twice) {
                fresh = false;
            } else {
                break;
            }
            self.lines[i].kind = kind;
            i += 1;
        }
        // The headline above the heading, where it stands again under it or leans on it.
        if head > 0 && self.is_open(head - 1) && is_headline(&self.views[head - 1]) {
            let again = (head + 1..i).any(|k| self.views[k].words == self.views[head - 1].words);
            if again || (!self.lines[head].apart && self.lines[head - 1].apart) {
                self.lines[head - 1].kind = kind;
            }
        }
    }

    /// Whether the paragraph `i` belongs to the headlines above it rather than to the article.
    fn is_blurb(
        &self,
        i: usize,
        titles: &FxHashSet<String>,
        known: &FxHashSet<String>,
        twice: bool,
    ) -> bool {
        let view = &self.views[i];
        if view.more || view.words.len() > LINE_WORDS_MAX {
            return false;
        }
        let quoted = view.text.starts_with(['"', '“', '«', '„', '\'', '‘']);
        let fresh: FxHashSet<String> = stems(view, |_| true)
            .filter(|s| titles.contains(s) && !known.contains(s))
            .collect();
        let least = if twice { 1 } else { BLURB_STEMS_MIN };
        let takes_up = !quoted && fresh.len() >= least;
        let shares = |s: &String| known.contains(s) && !titles.contains(s);
        takes_up || (twice && !stems(view, |_| true).any(|s| shares(&s)))
    }

    /// The stems of some lines.
    fn stems(
        &self,
        lines: std::ops::Range<usize>,
        of: impl Fn(&str) -> bool + Copy,
    ) -> FxHashSet<String> {
        self.views[lines]
            .iter()
            .flat_map(|v| stems(v, of))
            .collect()
    }

    /// Labels short lines without a stop that stand between two lines of furniture: dates, numbers
    /// and section names in a list of links, buttons of a form.
    fn islands(&mut self) {
        use SegmentKind::{Headline, Subhead};
        let text = |l: &Line| matches!(l.kind, Body | Headline | Subhead | Dateline);
        for i in 1..self.lines.len() {
            let view = &self.views[i];
            let short = !view.more && view.words.len() <= ISLAND_WORDS_MAX;
            if !short || ends_sentence(view.text) || !self.is_open(i) || text(&self.lines[i - 1]) {
                continue;
            }
            let run = (i + 1..self.lines.len()).find(|k| {
                let v = &self.views[*k];
                !self.is_open(*k) || v.more || v.words.len() > ISLAND_WORDS_MAX
            });
            if run.is_none_or(|k| !text(&self.lines[k])) {
                self.lines[i].kind = self.lines[i - 1].kind;
            }
        }
    }

    /// Labels lines of date and author that the markup does not name as such: right beside the headline, at the head of
    /// the text, or where they say themselves that they are of publication.
    fn date_lines(&mut self, language: Option<&str>) {
        use SegmentKind::{Headline, Subhead};
        let Some(head) = self.lines.iter().position(|l| l.kind == Headline) else {
            return;
        };
        let first = self.paragraphs().map_or(head, |p| p.0);
        let below =
            head..=(head + DATE_BELOW_HEADLINE_LINES).max(first.min(head + DATE_ABOVE_TEXT_LINES));
        for i in 0..self.lines.len() {
            let line = self.lines[i];
            let beside = below.contains(&i) || (i < head && i + DATE_ABOVE_HEADLINE_LINES >= head);
            let outside = matches!(line.kind, Navigation | Prompt | Caption | Related);
            let label = i.checked_sub(1).map(|k| self.views[k].text);
            let labelled = label.is_some_and(|l| l.len() <= LABEL_BYTES_MAX && says_published(l));
            let says = outside && (labelled || says_published(self.views[i].text));
            let may = says || beside && (outside || matches!(line.kind, Subhead | Body));
            if !may || is_paragraph(&self.views[i]) {
                continue;
            }
            let loose = outside && line.kind != Related && i > head && i < first.max(head);
            if dates::is_date_line(self.content, line.span, language)
                || (loose && dates::is_loose_date_line(self.content, line.span, language))
            {
                self.lines[i].kind = Byline;
            }
        }
    }

    /// Labels headlines after the last paragraph: links to other articles.
    fn tail(&mut self) {
        let Some((_, last)) = self.paragraphs() else {
            return;
        };
        let open: Vec<_> = (last + 1..self.lines.len())
            .filter(|i| self.is_open(*i))
            .collect();
        let listed = self.views[last].text.ends_with(':');
        let titles: Vec<_> = open
            .iter()
            .copied()
            .filter(|i| is_headline(&self.views[*i]))
            .collect();
        if titles.len() < TAIL_HEADLINES_MIN || listed || titles.len() * 2 < open.len() {
            return;
        }
        for i in titles {
            self.lines[i].kind = Related;
        }
    }
}

/// The beginnings of the longer words of a line, those whose written form `of` accepts.
fn stems<'v>(view: &'v View, of: impl Fn(&str) -> bool + 'v) -> impl Iterator<Item = String> + 'v {
    let long = move |w: &&String| w.chars().count() >= STEM_LETTERS && of(w);
    view.words
        .iter()
        .filter(long)
        .map(|w| w.chars().take(STEM_LETTERS).collect())
}
