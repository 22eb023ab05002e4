//! Is this new? Every record is held against an index alone, and nothing is added.

use super::part::{Part, Wanted};
use super::{Index, Input, Outlets, of_pages};
use crate::json;
use crate::read::{Block, End, Fields, Lines, Map, Progress, each_block, each_line};
use firsthand::Skipped;
use firsthand::dedup::{self, Config, Sketcher, Sketches};
use rayon::prelude::*;
use serde::Serialize;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What was asked.
#[derive(Default)]
pub struct Asked {
    /// Records that were read.
    pub records: usize,
    /// Records of which nothing that is kept is a copy.
    pub new: usize,
    /// What could not be read.
    pub skipped: Vec<Skipped>,
    /// What else there is to say of the reading.
    pub end: End,
}

/// The answer for one record.
#[derive(Serialize)]
struct Answer {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    copy_of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    containment: Option<f64>,
    /// Why it could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    unread: Option<String>,
}

/// Writes a JSON line for every record under `paths`: whether it is new, or what it is a copy of.
/// The standard input is read as JSON lines, and each line is answered before the next one is
/// waited for.
///
/// # Errors
/// Where `out` cannot be written, or the index cannot be read.
pub fn query(
    index: &Index,
    paths: &[PathBuf],
    map: &Map,
    config: &Config,
    out: &mut dyn Write,
    mut progress: impl FnMut(&Progress),
) -> io::Result<Asked> {
    let mut asked = Asked::default();
    // Nothing is kept, so that no outlet is preferred.
    let outlets = &Outlets::default();
    let wanted = |input| Wanted {
        input,
        ids: true,
        outlets,
    };
    if paths == [Path::new("-")] {
        let input = Input::default();
        let wanted = wanted(&input);
        let mut state = Default::default();
        asked.end = each_line(io::stdin(), map, &mut |read| {
            let part = match read {
                Ok(lines) => of_lines(&lines, 0, wanted, &mut state),
                Err(skipped) => of_pages(vec![Err(skipped)], wanted)
                    .pop()
                    .unwrap_or_default(),
            };
            answer(index, config, part, &mut asked, out)?;
            out.flush()
        })?;
        return Ok(asked);
    }
    let input = Input::new(paths)?;
    let wanted = wanted(&input);
    let mut done = Ok(());
    let end = each_block(input.paths(), map, &mut |block, read| {
        if done.is_err() {
            return;
        }
        let parts: Vec<Part> = match block {
            Block::Lines(lines) => (0..lines.len())
                .into_par_iter()
                .map_init(Default::default, |s, i| of_lines(&lines, i, wanted, s))
                .collect(),
            Block::Pages(pages) => of_pages(pages, wanted),
        };
        let answers: Vec<_> = parts
            .into_par_iter()
            .map(|part| {
                let (mut bytes, mut asked) = (Vec::new(), Asked::default());
                answer(index, config, part, &mut asked, &mut bytes)?;
                Ok::<_, io::Error>((bytes, asked))
            })
            .collect();
        for one in answers {
            done = one.and_then(|(bytes, one)| {
                asked.records += one.records;
                asked.new += one.new;
                asked.skipped.extend(one.skipped);
                out.write_all(&bytes)
            });
            if done.is_err() {
                return;
            }
        }
        progress(read);
    });
    asked.end = end;
    done.map(|()| asked)
}

fn of_lines(lines: &Lines, i: usize, wanted: Wanted, state: &mut (Sketcher, Fields)) -> Part {
    let mut part = Part::default();
    part.line(lines, i, wanted, (&mut state.0, &mut state.1));
    part
}

/// Writes what is to be said of the record of `part`.
fn answer(
    index: &Index,
    config: &Config,
    mut part: Part,
    asked: &mut Asked,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut answer = Answer {
        id: part.ids.pop().map(String::from).unwrap_or_default(),
        new: None,
        copy_of: None,
        reason: None,
        containment: None,
        unread: None,
    };
    match part.skipped.pop() {
        Some(skipped) => {
            answer.id.clone_from(&skipped.locator);
            answer.unread = Some(skipped.reason.clone());
            asked.skipped.push(skipped);
        }
        None => {
            asked.records += 1;
            let copy = copy(index, config, &part.sketches)?;
            asked.new += usize::from(copy.is_none());
            answer.new = Some(copy.is_none());
            if let Some(copy) = copy {
                answer.copy_of = Some(index.name(copy.kept)?.id);
                answer.reason = Some(super::write::reason(copy.reason));
                answer.containment = Some(super::write::rounded(copy.containment));
            }
        }
    }
    json::line(&answer, out)
}

/// What a single text is a copy of.
fn copy(index: &Index, config: &Config, one: &Sketches) -> io::Result<Option<dedup::Verdict>> {
    let mut joined = index.join(one)?;
    let verdicts = dedup::decide_after(one, config, &mut joined);
    match joined.failed.take() {
        Some(e) => Err(e),
        None => Ok(verdicts.of.first().copied().filter(|v| !v.reason.keeps())),
    }
}
