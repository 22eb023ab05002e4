//! Numbers and names of the events, and whose they are.

use super::{Key, Out, Text, days};
use firsthand_io::json as words;
use rusqlite::{Result, params};

impl Out<'_> {
    /// `figures` and the tables that belong to one.
    pub(super) fn figures(&self) -> Result<()> {
        let mut figure = self.insert("figures", 4)?;
        let mut value = self.insert("figure_values", 7)?;
        let mut origin = self.insert("figure_origins", 3)?;
        let mut receipt = self.insert("figure_receipts", 5)?;
        let (mut figures, mut values) = (0, 0);
        for (e, of) in self.report.origins.figures.iter().enumerate() {
            for f in of {
                let event = Key(self.report.events[e].id);
                let agreement = words::agreement(f.agreement);
                figure.execute(params![figures, event, Text(&f.what), agreement])?;
                for v in &f.values {
                    let (earliest, latest) = days(v.days);
                    let bound = words::bound(v.bound);
                    let text = Text(&v.wording);
                    value.execute(params![
                        values, figures, text, v.number, bound, earliest, latest
                    ])?;
                    for (place, n) in v.origins.iter().enumerate() {
                        origin.execute(params![values, place, self.node(*n)])?;
                    }
                    for (place, r) in v.receipts.iter().enumerate() {
                        let (start, end) = self.span(r.article, r.span);
                        let article = self.article(r.article);
                        receipt.execute(params![values, place, article, start, end])?;
                    }
                    values += 1;
                }
                figures += 1;
            }
        }
        Ok(())
    }
}
