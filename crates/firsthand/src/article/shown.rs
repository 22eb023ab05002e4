//! Which day does the page show its readers as that of publication?
//!
//! Pages show many days: that of the visit at the head, those of other articles beside the text. So lines of date and
//! author are ranked by where they stand to the headline and the text. The ranks were chosen on trafilatura's pages.

use super::dates::{Scan, When};
use super::dating::{has_digit, is_collectors};
use super::{Dating, How, Segment, SegmentKind};
use crate::{Interval, Span, words};

/// The date of the byline or dateline that stands nearest to the headline; of an update line only that it was not later.
pub(super) fn byline(
    content: &str,
    segments: &[Segment],
    language: Option<&str>,
) -> Option<(Rank, Dating)> {
    let place = Place::of(segments);
    let mut found: Vec<_> = segments
        .iter()
        .filter(|s| {
            s.kind == SegmentKind::Byline
                || (s.kind == SegmentKind::Dateline && !is_collectors(content, **s))
        })
        .flat_map(|s| words::lines(content, s.span))
        .filter(|l| has_digit(l.of(content)))
        .filter_map(|l| Some((place.rank(l), of_line(content, l, language)?)))
        .collect();
    // A month says less than a day; of two lines that stand alike the first speaks. What was changed bounds only.
    let bounds = |d: &Dating| d.when.earliest.is_none();
    let vague = |d: &Dating| d.when.exact().is_none();
    found.sort_by_key(|(rank, d)| (bounds(d), rank.place, vague(d), rank.bytes));
    found.into_iter().next()
}

/// What one line of date and author says: the first day in it that is none of a change, else that it was not later.
fn of_line(content: &str, line: Span, language: Option<&str>) -> Option<Dating> {
    let found = Scan::of(content, line, language).short_years().found();
    let (mut updated, mut machine) = (None, None);
    let mut from = line.start();
    for f in found {
        let When::Days(days) = f.when else { continue };
        let before = content[from..f.span.start()].to_lowercase();
        from = f.span.end();
        let dating = |when| Dating {
            when,
            evidence: vec![f.span],
            how: How::Byline,
        };
        // "2024-05-08T10:11:12": what a style hides from readers, often the time of the last change.
        let clock = content[f.span.end()..line.end()].strip_prefix('T');
        if clock.is_some_and(|c| c.starts_with(|c: char| c.is_ascii_digit())) {
            machine.get_or_insert(dating(days));
        } else if has(&before, &CHANGED) {
            updated.get_or_insert(dating(Interval {
                earliest: None,
                latest: days.latest,
            }));
        } else if !has(&before, &OF_ELSE) {
            return Some(dating(days));
        }
    }
    machine.or(updated)
}

fn has(before: &str, words: &[&str]) -> bool {
    words.iter().any(|w| before.contains(w))
}

/// Where headline and text of a page begin.
struct Place {
    headline: Option<usize>,
    text: usize,
}

impl Place {
    fn of(segments: &[Segment]) -> Self {
        let first = |kind| {
            segments
                .iter()
                .find(|s| s.kind == kind)
                .map(|s| s.span.start())
        };
        let headline = first(SegmentKind::Headline);
        let below = |s: &&Segment| {
            s.kind == SegmentKind::Body && headline.is_none_or(|h| s.span.start() > h)
        };
        let text = segments.iter().find(below).map_or(0, |s| s.span.start());
        Place { headline, text }
    }

    fn rank(&self, line: Span) -> Rank {
        let at = line.start();
        let (place, bytes) = match self.headline {
            Some(h) if at >= h && at < self.text => (Spot::Between, at - h),
            Some(h) if at < h && h - at <= ABOVE_HEADLINE_BYTES_MAX => (Spot::Above, h - at),
            Some(h) if at < h => (Spot::Head, h - at),
            // Where no headline shows, what stands right above the text.
            None if at < self.text => (Spot::Above, self.text - at),
            _ => (Spot::Below, at),
        };
        Rank { place, bytes }
    }
}

/// Where a line of date and author stands, the likeliest place first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Spot {
    /// Between headline and text.
    Between,
    /// Right above the headline.
    Above,
    /// Beside or below the text.
    Below,
    /// At the head of the page.
    Head,
}

/// How near a line of date and author stands to where one belongs: less is nearer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Rank {
    place: Spot,
    bytes: usize,
}

impl Rank {
    /// Whether it is right below the headline.
    pub(super) fn is_beside_headline(self) -> bool {
        self.place == Spot::Between && self.bytes <= BESIDE_HEADLINE_BYTES_MAX
    }
}

/// A date that stands further below the headline may be of something else.
const BESIDE_HEADLINE_BYTES_MAX: usize = 400;

/// A date that stands further above the headline is that of the day on which the page was shown, as often as not.
const ABOVE_HEADLINE_BYTES_MAX: usize = 300;

/// The day that opens the text: "(8 May 2024) The mill …", "8 May 2024. The mill …", "Press release of 8 May 2024 | …".
pub(super) fn lead(content: &str, segments: &[Segment], language: Option<&str>) -> Option<Dating> {
    let headline = segments.iter().find(|s| s.kind == SegmentKind::Headline);
    let from = headline.map_or(0, |h| h.span.start());
    let text = segments
        .iter()
        .filter(|s| s.kind == SegmentKind::Body && s.span.start() >= from);
    let mut lines = text.flat_map(|s| words::lines(content, s.span));
    let line = lines
        .find(|l| l.of(content).trim().len() >= LEAD_BYTES_MIN)?
        .trim(content);
    let head = &line.of(content)[..line.of(content).floor_char_boundary(LEAD_BYTES_MAX)];
    let scanned = Span::new(line.start(), line.start() + head.len());
    let found = Scan::of(content, scanned, language).found();
    let day = found.iter().find_map(|f| match f.when {
        When::Days(days) if days.exact().is_some() => Some((f.span, days)),
        _ => None,
    })?;
    let before = content[line.start()..day.0.start()].trim().to_lowercase();
    let opens = before.trim_matches(['(', '[']).is_empty()
        || LEAD_WORDS.iter().any(|w| before.starts_with(w)) && before.len() <= LEAD_WORDS_BYTES_MAX;
    let rest = content[day.0.end()..line.end()].trim_start();
    let parted = rest.starts_with([
        ')', ']', '.', '|', ':', '–', '—', '-', '/', '„', '“', '"', '«',
    ]);
    (opens && parted).then(|| Dating {
        when: day.1,
        evidence: vec![day.0],
        how: How::Byline,
    })
}

/// Bytes of the first line that is taken for the opening of the text, at least.
const LEAD_BYTES_MIN: usize = 60;

/// Bytes at the head of a text within which a day that opens it stands, and of the words before it.
const LEAD_BYTES_MAX: usize = 80;
const LEAD_WORDS_BYTES_MAX: usize = 40;

/// What may stand before the day that opens a text.
const LEAD_WORDS: [&str; 8] = [
    "pressemitteilung",
    "presseinformation",
    "medienmitteilung",
    "press release",
    "news release",
    "communiqué",
    "comunicado",
    "persbericht",
];

/// Beginnings of words before the day of a change.
const CHANGED: [&str; 16] = [
    "updat",
    "modif",
    "edited",
    "aktualis",
    "mis à jour",
    "mise à jour",
    "actualiz",
    "atualiz",
    "aggiorn",
    "bijgewerkt",
    "обновл",
    "оновл",
    "geändert",
    "änderung",
    "changed",
    "oppdatert",
];

/// Beginnings of words before a day that is of something else: a reader's account, a deadline.
const OF_ELSE: [&str; 8] = [
    "registr",
    "joined",
    "member since",
    "mitglied seit",
    "deadline",
    "expires",
    "valid until",
    "gültig bis",
];

#[cfg(test)]
mod tests {
    use crate::{Declared, Mark, Page, SegmentKind::*, Span, article};
    use jiff::civil::{Date, date};

    const TEXT: &str = "The council of Marrowby voted on the new bridge after a long debate, and the mayor said \
                        that the works would begin before the frost.";

    /// The day of a page with these lines, of which those of small letters at the head are menus.
    fn day(lines: &[(&str, crate::SegmentKind)], declared: Option<&str>) -> Option<Date> {
        let (mut content, mut marks) = (String::new(), Vec::new());
        for (line, kind) in lines {
            let from = content.len();
            content.push_str(line);
            marks.push(Mark {
                span: Span::new(from, content.len()),
                kind: *kind,
            });
            content.push_str("\n\n");
        }
        let page = Page {
            content,
            marks,
            declared: Declared {
                title: Some("Bridge to be built".into()),
                published: declared.map(str::to_owned),
                ..Declared::default()
            },
            ..Page::default()
        };
        let read = article::read(vec![page]).remove(0);
        read.published.and_then(|p| p.when.exact())
    }

    #[test]
    fn the_line_below_the_headline_goes_before_others() {
        let lines = |by: &'static str| {
            [
                ("Thursday, 9 November 2034", Byline),
                ("Home", Navigation),
                ("Bridge to be built", Headline),
                (by, Navigation),
                (TEXT, Body),
                ("Mill burns down 3 November 2034", Related),
            ]
        };
        let eighth = Some(date(2034, 11, 8));
        for by in [
            "8 November 2034 admin News 0",
            "anna.p — 8. November 2034",
            "November 8, 2034 at 08:45 AM | categories: Bridges, Rivers | View Comments",
            "dpa am 08.11.2034",
            "Updated: 9 November 2034, first published: 8 November 2034",
        ] {
            assert_eq!(day(&lines(by), None), eighth, "{by}");
            assert_eq!(day(&lines(by), Some("2033-02-01")), eighth, "{by}");
        }
        let none = [
            ("Bridge to be built", Headline),
            (TEXT, Body),
            ("Mill burns 3 November 2034", Related),
        ];
        assert_eq!(day(&none, None), None);
        let deadline = [
            ("Bridge to be built", Headline),
            ("Deadline: 3 November 2034", Dateline),
            (TEXT, Body),
        ];
        assert_eq!(day(&deadline, None), None);
    }

    #[test]
    fn a_day_may_open_the_text_or_follow_its_label() {
        let opened = |opening: &str| {
            let text = format!("{opening}{TEXT}");
            day(&[("Bridge to be built", Headline), (&text, Body)], None)
        };
        let eighth = Some(date(2034, 11, 8));
        assert_eq!(opened("(8 November 2034) "), eighth);
        assert_eq!(
            opened("Press release of 8 November 2034 | Marrowby – "),
            eighth
        );
        assert_eq!(opened("On 8 November 2034 the rain came. "), None);
        let labelled = [
            ("Bridge to be built", Headline),
            (TEXT, Body),
            ("Mise en ligne", Caption),
            ("8 novembre 2034", Caption),
        ];
        assert_eq!(day(&labelled, None), eighth);
    }
}
