//! Which of the two had the words first? Only what the pages themselves say decides: who is
//! credited, whose page it is, when it came out. Likeness alone never gives a direction.

use super::standing::Standing;
use super::{Direction, Relation};
use crate::Article;

/// What a direction rests on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Ground {
    /// One names the other's outlet, and the other does not name it.
    Credit,
    /// One is the page of the wire or body that issued the words.
    Issuer,
    /// Both belong to one outlet, and one came out before the other.
    Later,
    /// A wire is credited that neither of them is.
    Wire,
    /// Both report the shared words as told by a third, and neither names the other.
    Attribution,
    /// Nothing tells.
    Nothing,
}

/// Decides the direction between two articles that share narration. `attributed` tells whether
/// the shared passages name who told it.
pub(super) fn direction(
    (page_a, a): (&Article, &Standing),
    (page_b, b): (&Article, &Standing),
    relation: Relation,
    attributed: bool,
) -> (Direction, Ground) {
    if a.same_outlet(b) {
        return match earlier(a, b) {
            Direction::Unknown => (Direction::Unknown, Ground::Nothing),
            known => (known, Ground::Later),
        };
    }
    if let Some(direction) = issued(a, b) {
        return (direction, Ground::Issuer);
    }
    match (b.is_named_by(page_a, a), a.is_named_by(page_b, b)) {
        (true, false) => return (Direction::BToA, Ground::Credit),
        (false, true) => return (Direction::AToB, Ground::Credit),
        _ => {}
    }
    if !a.wires.is_empty() || !b.wires.is_empty() {
        return (Direction::Common, Ground::Wire);
    }
    // Two whole copies without a credit may be sister pages, either of them first; two articles
    // that share a part which both lay to a third have it from there.
    if attributed && relation == Relation::Partial {
        return (Direction::Common, Ground::Attribution);
    }
    (Direction::Unknown, Ground::Nothing)
}

/// Where one of two is the issuer's own page.
fn issued(a: &Standing, b: &Standing) -> Option<Direction> {
    match (a.wire_page, b.wire_page) {
        (Some(_), None) => return Some(Direction::AToB),
        (None, Some(_)) => return Some(Direction::BToA),
        _ => {}
    }
    match (a.issuer, b.issuer) {
        (true, true) => Some(Direction::Common),
        (true, false) => Some(Direction::AToB),
        (false, true) => Some(Direction::BToA),
        (false, false) => None,
    }
}

/// Which of two pages of one outlet came first.
pub(super) fn earlier(a: &Standing, b: &Standing) -> Direction {
    let before = |x: &Standing, y: &Standing| match (x.when.latest, y.when.earliest) {
        (Some(x), Some(y)) => x < y,
        _ => false,
    };
    if before(a, b) {
        Direction::AToB
    } else if before(b, a) {
        Direction::BToA
    } else if a.taken_before(b) || a.numbered_before(b) {
        Direction::AToB
    } else if b.taken_before(a) || b.numbered_before(a) {
        Direction::BToA
    } else {
        Direction::Unknown
    }
}
