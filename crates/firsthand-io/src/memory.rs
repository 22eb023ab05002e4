//! Does the memory of this machine suffice for the findings of a pile?
//!
//! What does not fit is refused before the work begins: else the system ends the process in the
//! midst of it, or others for it, and tells nobody why.

use firsthand::Page;
use std::fmt;
use std::fs;

/// The variable of the environment that says how many bytes may be taken, whatever is free.
const VARIABLE: &str = "FIRSTHAND_MEMORY";

/// What a page takes beside its text, and how many times its text, in bytes: measured on short
/// articles that share a paragraph and on news (METHODS.md, "Hostile input").
const PAGE_BYTES: u64 = 28_000;
const TIMES_TEXT: u64 = 12;

/// A pile that needs more memory than there is, in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooLarge {
    /// Pages of the pile.
    pub pages: usize,
    /// What their findings take, about.
    pub need: u64,
    /// What may be taken.
    pub free: u64,
}

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = |bytes: u64| match bytes {
            0..1_000_000_000 => format!("{} MB", bytes / 1_000_000),
            _ => format!("{:.1} GB", bytes as f64 / 1e9),
        };
        write!(
            f,
            "the findings of {} pages take about {} of memory, and {} are free: take copies out first \
             (`firsthand dedup`), or fewer pages at a time; {VARIABLE}=64G lets it take as much",
            self.pages,
            size(self.need),
            size(self.free)
        )
    }
}

impl std::error::Error for TooLarge {}

/// Whether the findings of these pages fit into what is free. Where nothing tells how much that is,
/// they are taken to fit.
pub fn suffices(pages: &[Page]) -> Result<(), TooLarge> {
    let said = std::env::var(VARIABLE).ok();
    let Some(free) = said.and_then(|said| bytes(&said)).or_else(free) else {
        return Ok(());
    };
    let text: u64 = pages.iter().map(|p| p.content.len() as u64).sum();
    let need = PAGE_BYTES * pages.len() as u64 + TIMES_TEXT * text;
    let pages = pages.len();
    match need > free {
        true => Err(TooLarge { pages, need, free }),
        false => Ok(()),
    }
}

/// "64G", "500M", "1000000".
fn bytes(said: &str) -> Option<u64> {
    let said = said.trim();
    let (number, unit) = match said.find(|c: char| !c.is_ascii_digit()) {
        Some(at) => said.split_at(at),
        None => (said, ""),
    };
    let unit = match unit.to_ascii_uppercase().as_str() {
        "" | "B" => 1,
        "M" | "MB" => 1_000_000,
        "G" | "GB" => 1_000_000_000,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(unit)
}

/// What Linux says is free, within the bound of the control group; nothing elsewhere.
fn free() -> Option<u64> {
    let table = fs::read_to_string("/proc/meminfo").ok()?;
    let of = |name: &str| -> Option<u64> {
        let line = table.lines().find_map(|l| l.strip_prefix(name))?;
        let kb: u64 = line.trim_end_matches("kB").trim().parse().ok()?;
        Some(1024 * kb)
    };
    let machine = of("MemAvailable:")? + of("SwapFree:").unwrap_or(0);
    let number = |path: &str| -> Option<u64> { fs::read_to_string(path).ok()?.trim().parse().ok() };
    let group = number("/sys/fs/cgroup/memory.max")
        .map(|max| max.saturating_sub(number("/sys/fs/cgroup/memory.current").unwrap_or(0)));
    Some(group.map_or(machine, |group| machine.min(group)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_with_their_unit_or_without() {
        assert_eq!(bytes("64G"), Some(64_000_000_000));
        assert_eq!(bytes(" 500mb "), Some(500_000_000));
        assert_eq!(bytes("12"), Some(12));
        assert_eq!(bytes("much"), None);
        assert_eq!(bytes("99999999999999G"), None);
    }
}
