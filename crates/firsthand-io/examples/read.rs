//! How fast is each file read, and in how much memory? Reads every path that is named, keeps no
//! page, and prints a line each: megabytes as stored, pages, seconds, megabytes a second, and the
//! peak of memory so far (where the system tells it).

use std::path::PathBuf;
use std::time::Instant;

fn main() {
    for path in std::env::args().skip(1).map(PathBuf::from) {
        let start = Instant::now();
        let (mut pages, mut skipped, mut text) = (0, 0, 0);
        firsthand_io::each(
            std::slice::from_ref(&path),
            &Default::default(),
            &mut |handed, at| {
                (pages, skipped) = (at.pages, at.skipped);
                text += handed
                    .iter()
                    .flatten()
                    .map(|p| p.content.len())
                    .sum::<usize>();
            },
        );
        let seconds = start.elapsed().as_secs_f64();
        let stored = std::fs::metadata(&path).map_or(0.0, |m| m.len() as f64 / 1e6);
        println!(
            "{:<24} {stored:>7.1} MB {pages:>6} pages {skipped:>3} skipped {seconds:>6.2} s \
             {:>7.1} MB of text a second, peak {}",
            path.file_name().unwrap_or_default().display(),
            text as f64 / 1e6 / seconds,
            peak(),
        );
    }
}

/// The most memory that this process has had, in megabytes.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|l| l.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.map_or("unknown".into(), |k| format!("{} MB", k / 1000))
}
