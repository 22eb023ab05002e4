//! Deciding, one part of the corpus after another where it is more than memory holds.

use super::{Corpus, HELD_PART, Index};
use firsthand::dedup::{self, Config, NUMBERLESS, Reason, Sketches, Verdict, Verdicts};
use std::io;

impl Corpus {
    /// Decides what becomes of every record. What is kept is added to `index`, where there is one,
    /// and everything that it has goes before.
    ///
    /// # Errors
    /// Where what was put aside, or the index, cannot be read or written.
    pub fn decide(&mut self, config: &Config, index: Option<&mut Index>) -> io::Result<()> {
        let unknown = Verdict {
            kept: NUMBERLESS,
            reason: Reason::Wordless,
            containment: 1.0,
        };
        self.verdicts = vec![unknown; self.places.ties.len()];
        match (&self.scratch, index) {
            (None, None) => {
                let verdicts = dedup::decide(&self.sketches, config);
                (self.verdicts, self.kept) = (verdicts.of, verdicts.kept);
                Ok(())
            }
            (None, Some(index)) => {
                self.first = index.kept();
                let block = std::mem::take(&mut self.sketches);
                let places: Vec<u32> = (0..block.len() as u32).collect();
                self.block(&block, &places, config, index)
            }
            (Some(_), Some(index)) => self.all_blocks(config, index),
            (Some(scratch), None) => {
                let path = scratch.file("index");
                match std::fs::remove_file(&path) {
                    Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
                    _ => self.all_blocks(config, &mut Index::edit(&path)?),
                }
            }
        }
    }

    fn all_blocks(&mut self, config: &Config, index: &mut Index) -> io::Result<()> {
        self.first = index.kept();
        self.spill_rest(config)?;
        let Some(scratch) = &self.scratch else {
            return Ok(());
        };
        let mut sorted = scratch.sorted(config.keep)?;
        let (mut block, mut places) = (Sketches::default(), Vec::new());
        while let Some(record) = sorted.next()? {
            block.push(&record.sketch());
            places.push(record.place);
            if block.bytes() >= self.memory_bytes / HELD_PART {
                self.block(&block, &places, config, index)?;
                block.clear();
                places.clear();
            }
        }
        self.block(&block, &places, config, index)
    }

    /// Puts the last samples aside too, so that all are in one order.
    fn spill_rest(&mut self, config: &Config) -> io::Result<()> {
        let ids = self.ids.as_deref().unwrap_or_default();
        if let Some(scratch) = &mut self.scratch
            && !self.sketches.is_empty()
        {
            scratch.spill(&self.sketches, (&self.places, ids), config.keep)?;
        }
        self.sketches = Sketches::default();
        self.ids.iter_mut().for_each(Vec::clear);
        Ok(())
    }

    /// Decides on records at `places`, all of them after those that are in `index`.
    fn block(
        &mut self,
        block: &Sketches,
        places: &[u32],
        config: &Config,
        index: &mut Index,
    ) -> io::Result<()> {
        if block.is_empty() {
            return Ok(());
        }
        let mut joined = index.join(block)?;
        let verdicts = dedup::decide_after(block, config, &mut joined);
        let twins = joined.twins(block.len());
        if let Some(e) = joined.failed.take() {
            return Err(e);
        }
        drop(joined);
        self.note(&verdicts, places);
        index.append(block, &verdicts, &twins, |text| match self.ids.is_some() {
            true => self.id(places[text as usize] as usize),
            false => Ok(String::new()),
        })
    }

    /// Takes the verdicts over for the records at `places`.
    fn note(&mut self, verdicts: &Verdicts, places: &[u32]) {
        for (verdict, place) in verdicts.of.iter().zip(places) {
            self.verdicts[*place as usize] = *verdict;
            let earlier = self.first..verdicts.first;
            if !verdict.reason.keeps() && earlier.contains(&verdict.kept) {
                let kept = self.kept[(verdict.kept - self.first) as usize];
                self.verdicts[kept as usize].reason = Reason::First;
            }
        }
        let kept = verdicts.kept.iter().map(|text| places[*text as usize]);
        self.kept.extend(kept);
    }
}
