//! Names: another name, another spelling, a part of one.

use super::super::ChangeKind;
use super::super::token::Wording;
use super::Typing;

/// Content words beside the names of an edit up to which the names are what differs.
const NAME_COMPANY_MAX: usize = 1;
/// Letters by which two spellings of one name may differ, and the shortest name that may.
const SPELLING: (usize, usize) = (2, 6);

impl Typing<'_> {
    pub(super) fn name(&mut self) -> bool {
        let names = |w: &Wording, at: &[usize]| -> Vec<String> {
            at.iter()
                .map(|t| &w.tokens[*t])
                .filter(|t| t.is_name() || (t.is.capital && t.is_content() && at.len() == 1))
                .filter(|t| !t.is.negator)
                .map(|t| w.text[t.start as usize..t.end as usize].to_owned())
                .collect()
        };
        let (left, right) = (names(self.a, &self.left), names(self.b, &self.right));
        if left.is_empty() || right.is_empty() {
            return self.name_cut();
        }
        let other = |w: &Wording, at: &[usize]| {
            let plain = |t: &&usize| w.tokens[**t].is_content() && !w.tokens[**t].is.capital;
            at.iter().filter(plain).count()
        };
        if other(self.a, &self.left) + other(self.b, &self.right) > NAME_COMPANY_MAX {
            return false;
        }
        let variant = variants(&left, &right);
        self.add(ChangeKind::Name, !variant);
        true
    }

    /// A part of a name that one side lacks, next to the part that both have.
    pub(super) fn name_cut(&mut self) -> bool {
        let (w, at, other) = match (self.left.is_empty(), self.right.is_empty()) {
            (false, true) => (self.a, &self.left, &self.edit.a),
            (true, false) => (self.b, &self.right, &self.edit.b),
            _ => return false,
        };
        let capital = |t: usize| {
            w.tokens
                .get(t)
                .is_some_and(|t| t.is.capital && t.is_content() && !t.is.unit && t.number.is_none())
        };
        let name = at.iter().all(|t| capital(*t));
        let beside = |t: usize| capital(t) && !other.contains(&t);
        let joined = beside(other.end) || (other.start > 0 && beside(other.start - 1));
        if name && joined {
            self.add(ChangeKind::Name, false);
        }
        name && joined
    }

    pub(super) fn names_differ(&self) -> bool {
        self.out.iter().any(|t| t.kind == ChangeKind::Name)
    }
}

/// Whether the names of the one side are a spelling, a part or the initials of those of the other.
fn variants(left: &[String], right: &[String]) -> bool {
    let within = |a: &[String], b: &[String]| {
        a.iter()
            .all(|x| b.iter().any(|y| x == y || spelled_alike(x, y)))
    };
    within(left, right) || within(right, left) || initials(left, right) || initials(right, left)
}

fn initials(short: &[String], long: &[String]) -> bool {
    let [short] = short else { return false };
    let letters: String = long.iter().filter_map(|w| w.chars().next()).collect();
    long.len() >= 2 && short.replace('.', "") == letters
}

/// Levenshtein distance within [`SPELLING`].
fn spelled_alike(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (
        a.to_lowercase().chars().take(40).collect(),
        b.to_lowercase().chars().take(40).collect(),
    );
    if a.len().min(b.len()) < SPELLING.1 {
        return a == b;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replace = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replace.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()] <= SPELLING.0
}
