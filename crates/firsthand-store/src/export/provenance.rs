//! The graph of who has what from whom, and the origins that are counted on it.

use super::{Key, Out, Text};
use firsthand::origin::Count;
use firsthand::provenance::NodeKind;
use firsthand_io::json as words;
use rusqlite::{Result, params};

impl Out<'_> {
    /// `nodes`, `edges`, `cycles`, `origins`, and what belongs to them.
    pub(super) fn provenance(&self) -> Result<()> {
        self.overrides()?;
        self.nodes()?;
        self.edges()?;
        self.cycles()?;
        self.origins()
    }

    fn overrides(&self) -> Result<()> {
        let mut insert = self.insert("rulings", 3)?;
        for o in &self.report.overrides {
            insert.execute(params![
                o.line,
                Text(&o.text),
                o.warning.as_deref().map(Text)
            ])?;
        }
        Ok(())
    }

    fn nodes(&self) -> Result<()> {
        let mut insert = self.insert("nodes", 5)?;
        for n in &self.report.provenance.nodes {
            let article = (n.kind == NodeKind::Article).then_some(Key(n.id));
            let kind = words::node_kind(n.kind);
            insert.execute(params![Key(n.id), Text(&n.name), kind, n.seen, article])?;
        }
        Ok(())
    }

    fn edges(&self) -> Result<()> {
        let mut edge = self.insert("edges", 7)?;
        let mut evidence = self.insert("edge_evidence", 5)?;
        for (id, e) in self.report.provenance.edges.iter().enumerate() {
            let (kind, strength) = (words::edge_kind(e.kind), words::strength(e.strength));
            edge.execute(params![
                id,
                self.node(e.from),
                self.node(e.to),
                kind,
                strength,
                e.overridden.map(|o| o.line),
                e.holds(),
            ])?;
            for (place, r) in e.evidence.iter().enumerate() {
                let (start, end) = self.span(r.article, r.span);
                evidence.execute(params![id, place, self.article(r.article), start, end])?;
            }
        }
        Ok(())
    }

    fn cycles(&self) -> Result<()> {
        let mut cycle = self.insert("cycles", 2)?;
        let mut node = self.insert("cycle_nodes", 3)?;
        let mut edge = self.insert("cycle_edges", 3)?;
        let graph = &self.report.provenance;
        for (id, c) in graph.cycles.iter().enumerate() {
            let names: Vec<&str> = c
                .nodes
                .iter()
                .map(|&n| graph.nodes[n].name.as_str())
                .collect();
            cycle.execute(params![id, Text(&names.join(" → "))])?;
            for (place, n) in c.nodes.iter().enumerate() {
                node.execute(params![id, place, self.node(*n)])?;
            }
            for (place, e) in c.edges.iter().enumerate() {
                edge.execute(params![id, place, e])?;
            }
        }
        Ok(())
    }

    fn origins(&self) -> Result<()> {
        let mut origin = self.insert("origins", 4)?;
        let mut question = self.insert("open_questions", 6)?;
        let (mut origins, mut questions) = (0, 0);
        for (count, statement, event) in self.counts() {
            for n in &count.ids {
                origin.execute(params![origins, self.node(*n), statement, event])?;
                origins += 1;
            }
            for o in &count.open {
                let (a, b) = (self.node(o.pair.0), self.node(o.pair.1));
                question.execute(params![questions, Text(&o.why), statement, event, a, b])?;
                questions += 1;
            }
        }
        Ok(())
    }

    /// Every count of origins, with the statement or the event that it is of.
    fn counts(&self) -> impl Iterator<Item = (&Count, Option<Key>, Option<Key>)> {
        let found = &self.report.origins;
        let statements = found.statements.iter().enumerate();
        let events = found.events.iter().enumerate();
        statements
            .map(|(s, o)| (&o.origins, Some(self.statement(s)), None))
            .chain(events.map(|(e, count)| (count, None, Some(self.event(e)))))
    }
}
