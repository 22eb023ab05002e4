//! `firsthand schema`: what may another program rely on?

use crate::args::SchemaArgs;
use crate::input::Read;
use crate::output::Output;

/// Writes the JSON Schema of the report.
pub(crate) fn run(args: &SchemaArgs) -> anyhow::Result<Read> {
    let output = Output::open(args.output.as_deref())?;
    output.write(|out| {
        serde_json::to_writer_pretty(&mut *out, &firsthand_io::json::schema())?;
        out.write_all(b"\n")
    })?;
    Ok(Read::All)
}
