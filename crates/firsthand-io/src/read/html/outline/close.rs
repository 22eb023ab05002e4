//! Which elements does a tag close? What a browser would: a cell ends at the next cell, a paragraph at
//! the next block, an end tag that ends nothing is passed over.

use super::tag::Display;
use super::{Gap, Open, Reader, Tag};

/// Names of authors that are kept of one page, and bytes of the longest: a list of every post's author is none.
const BYLINES_MAX: usize = 24;
const BYLINE_BYTES_MAX: usize = 120;

impl Reader {
    pub(super) fn count(&self, tag: Tag) -> u32 {
        self.open.get(&tag).copied().unwrap_or(0)
    }

    /// Closes what a start tag of `tag` ends.
    pub(super) fn close_implied(&mut self, tag: Tag) {
        if tag.is_block() && tag != Tag::Table {
            self.close_within(&[Tag::P], &[Tag::Button]);
        }
        match tag {
            Tag::Li => self.close_within(&[Tag::Li], &[Tag::Ul, Tag::Ol, Tag::Menu, Tag::Dir]),
            Tag::Dt | Tag::Dd => self.close_within(&[Tag::Dt, Tag::Dd], &[Tag::Dl]),
            Tag::Option | Tag::Optgroup => self.close_within(&[Tag::Option], &[Tag::Select]),
            Tag::A => self.close_within(&[Tag::A], &[]),
            Tag::Td | Tag::Th => self.close_cells(&[Tag::Td, Tag::Th]),
            Tag::Tr => self.close_cells(&[Tag::Td, Tag::Th, Tag::Tr]),
            Tag::Tbody | Tag::Thead | Tag::Tfoot => self.close_cells(&[
                Tag::Td,
                Tag::Th,
                Tag::Tr,
                Tag::Tbody,
                Tag::Thead,
                Tag::Tfoot,
                Tag::Caption,
            ]),
            _ if tag.heading().is_some() && self.in_heading() => self.pop(),
            _ => {}
        }
    }

    pub(super) fn in_heading(&self) -> bool {
        self.stack.last().is_some_and(|o| o.tag.heading().is_some())
    }

    /// Closes up to the innermost of `tags`, unless a bound or one of `stops` is further in.
    pub(super) fn close_within(&mut self, tags: &[Tag], stops: &[Tag]) {
        if tags.iter().all(|t| self.count(*t) == 0) {
            return;
        }
        let reach = self
            .stack
            .iter()
            .rposition(|o| tags.contains(&o.tag) || stops.contains(&o.tag) || o.tag.bounds());
        if let Some(at) = reach.filter(|at| tags.contains(&self.stack[*at].tag)) {
            self.pop_to(at);
        }
    }

    /// Closes the outermost of `tags` that is within the innermost table.
    pub(super) fn close_cells(&mut self, tags: &[Tag]) {
        if tags.iter().all(|t| self.count(*t) == 0) {
            return;
        }
        let table = self.stack.iter().rposition(|o| o.tag == Tag::Table);
        let from = table.map_or(0, |t| t + 1);
        if let Some(at) = self.stack[from..]
            .iter()
            .position(|o| tags.contains(&o.tag))
        {
            self.pop_to(from + at);
        }
    }

    pub(super) fn end(&mut self, tag: Tag) {
        match tag {
            Tag::Br => return self.part(Gap::Break),
            Tag::P if self.count(Tag::P) == 0 => return self.part(Gap::Paragraph),
            Tag::Html | Tag::Body | Tag::Head => return self.part(Gap::Block),
            _ => {}
        }
        if tag.is_block() {
            self.part(Gap::Block);
        }
        if let Some(n) = self.beyond.get_mut(&tag).filter(|n| **n > 0) {
            *n -= 1;
            return;
        }
        if self.count(tag) == 0 {
            return;
        }
        let Some(at) = self.matching(tag) else {
            return;
        };
        // An inline element or a form that ends inside of a block that began in it ends alone.
        let alone = !tag.is_block() || tag == Tag::Form;
        if alone && self.stack[at + 1..].iter().any(|o| o.tag.is_block()) {
            let open = self.stack.remove(at);
            self.closed(&open);
        } else {
            self.pop_to(at);
        }
        if tag == Tag::A {
            self.link_ended = true;
        }
    }

    /// The open element that an end tag of `tag` ends.
    pub(super) fn matching(&self, tag: Tag) -> Option<usize> {
        let row = matches!(
            tag,
            Tag::Table | Tag::Tr | Tag::Td | Tag::Th | Tag::Tbody | Tag::Thead | Tag::Tfoot
        );
        let reach = self
            .stack
            .iter()
            .rposition(|o| o.tag == tag || o.tag == Tag::Table || (!row && o.tag.bounds()))?;
        (self.stack[reach].tag == tag).then_some(reach)
    }

    pub(super) fn pop_to(&mut self, at: usize) {
        while self.stack.len() > at {
            self.pop();
        }
    }

    pub(super) fn pop(&mut self) {
        if let Some(open) = self.stack.pop() {
            if open.tag.display() == Display::Paragraph {
                self.part(Gap::Paragraph);
            } else if open.tag.is_block() {
                self.part(Gap::Block);
            }
            self.closed(&open);
        }
    }

    pub(super) fn closed(&mut self, open: &Open) {
        if let Some(from) = open.author
            && self.out.head.bylines.len() < BYLINES_MAX
        {
            let name = self.out.content[from..].trim();
            if !name.is_empty() && name.len() <= BYLINE_BYTES_MAX && !name.contains('\n') {
                self.out.head.bylines.push(name.to_owned());
            }
        }
        if let Some(n) = self.open.get_mut(&open.tag) {
            *n = n.saturating_sub(1);
        }
        self.links -= u32::from(open.link);
        self.bold -= u32::from(matches!(open.tag, Tag::B | Tag::Strong));
        self.italic -= u32::from(matches!(open.tag, Tag::I | Tag::Em));
    }
}
