//! Lines with kinds, and the segments that they make: the one place where tiling is kept.

use super::{Segment, SegmentKind};
use crate::{Mark, Span, words};

/// A line, or a part of one, with what it is taken for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Line {
    /// Edge white space excluded, never empty.
    pub(super) span: Span,
    /// What it is.
    pub(super) kind: SegmentKind,
    /// Whether the markup gave the kind, so that wording has no say.
    pub(super) marked: bool,
    /// Whether a blank line or the start of the page stands before it.
    pub(super) apart: bool,
}

/// The lines of `content`, cut where a mark begins or ends; what no mark covers is body.
pub(super) fn lines(content: &str, marks: &[Mark]) -> Vec<Line> {
    let mut out = Vec::new();
    let mut at = 0;
    for mark in usable(content, marks) {
        push(content, Span::new(at, mark.span.start()), None, &mut out);
        push(content, mark.span, Some(mark.kind), &mut out);
        at = mark.span.end();
    }
    push(content, Span::new(at, content.len()), None, &mut out);
    out
}

/// Adds the lines of `span`. Wording may still judge what the markup calls body.
fn push(content: &str, span: Span, kind: Option<SegmentKind>, out: &mut Vec<Line>) {
    for line in words::lines(content, span) {
        let before = out.last().map_or(0, |l| l.span.end());
        let breaks = content[before..line.start()].matches('\n').count();
        out.push(Line {
            span: line,
            kind: kind.unwrap_or(SegmentKind::Body),
            marked: kind.is_some_and(|k| k != SegmentKind::Body),
            apart: out.is_empty() || breaks > 1,
        });
    }
}

/// The lines that segments are made of.
pub(super) fn lines_of(content: &str, segments: &[Segment]) -> Vec<Line> {
    let mut out = Vec::new();
    for s in segments {
        push(content, s.span, Some(s.kind), &mut out);
    }
    out
}

/// The marks in order, without overlap, on character boundaries and inside the content: a reader's
/// slip must not break the tiling.
fn usable(content: &str, marks: &[Mark]) -> Vec<Mark> {
    let mut marks = marks.to_vec();
    marks.sort_by_key(|m| (m.span, m.kind));
    let mut at = 0;
    marks.retain_mut(|m| {
        let start = m.span.start().max(at);
        let end = m.span.end().min(content.len());
        let fits = start < end && content.is_char_boundary(start) && content.is_char_boundary(end);
        if fits {
            m.span = Span::new(start, end);
            at = end;
        }
        fits
    });
    marks
}

/// Segments that cover `content`: each line with the white space after it, neighbours of one kind
/// joined. Headlines stay apart, for a page may show its title and another's.
pub(super) fn tile(content: &str, lines: &[Line]) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::new();
    for line in lines {
        if let Some(last) = out.last_mut() {
            last.span = Span::new(last.span.start(), line.span.start());
            if last.kind == line.kind && joins(line.kind) {
                continue;
            }
        }
        let start = out.last().map_or(0, |s| s.span.end());
        out.push(Segment {
            kind: line.kind,
            span: Span::new(start, line.span.end()),
        });
    }
    match out.last_mut() {
        Some(last) => last.span = Span::new(last.span.start(), content.len()),
        None if !content.is_empty() => out.push(Segment {
            kind: SegmentKind::Body,
            span: Span::new(0, content.len()),
        }),
        None => {}
    }
    out
}

/// Whether two lines of this kind in a row are one segment.
fn joins(kind: SegmentKind) -> bool {
    !matches!(kind, SegmentKind::Headline | SegmentKind::Subhead)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Panics unless `segments` tile `content` as the contract says.
    pub(crate) fn check_tiling(content: &str, segments: &[Segment]) {
        let mut at = 0;
        for s in segments {
            assert_eq!(s.span.start(), at, "segments touch");
            assert!(!s.span.is_empty(), "no segment is empty");
            let text = s.span.of(content);
            let clean = at == 0 || !text.starts_with(char::is_whitespace);
            assert!(clean, "white space belongs to the segment before it");
            at = s.span.end();
        }
        assert_eq!(at, content.len(), "segments reach the end");
    }

    proptest! {
        #[test]
        fn any_marks_on_any_text_tile(
            content in "([a-zé“ \n]|\u{3000}){0,80}",
            marks in proptest::collection::vec((0usize..100, 0usize..30, 0u8..3), 0..6),
        ) {
            let marks: Vec<_> = marks.into_iter().map(|(start, len, kind)| Mark {
                span: Span::new(start, start + len),
                kind: [SegmentKind::Body, SegmentKind::Caption, SegmentKind::Headline][kind as usize],
            }).collect();
            check_tiling(&content, &tile(&content, &lines(&content, &marks)));
        }
    }

    #[test]
    fn marks_keep_their_kind_and_gaps_are_body() {
        let content = "Bridge opens\n\nThe bridge opened.\n\nPicture: the bridge\n";
        let marks = [
            Mark {
                span: Span::new(0, 12),
                kind: SegmentKind::Headline,
            },
            Mark {
                span: Span::new(34, 53),
                kind: SegmentKind::Caption,
            },
        ];
        let got = tile(content, &lines(content, &marks));
        let kinds: Vec<_> = got
            .iter()
            .map(|s| (s.kind, s.span.of(content).trim()))
            .collect();
        assert_eq!(
            kinds,
            [
                (SegmentKind::Headline, "Bridge opens"),
                (SegmentKind::Body, "The bridge opened."),
                (SegmentKind::Caption, "Picture: the bridge"),
            ]
        );
    }
}
