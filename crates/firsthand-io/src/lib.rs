//! Pages in, reports out: everything of firsthand that touches files and formats.

pub mod dedup;
pub mod export;
pub mod html;
pub mod json;
pub mod memory;
pub mod overrides;
pub mod read;
pub mod table;
pub mod warc;

use firsthand::quotation::Model;
use std::sync::LazyLock;

/// The trained model that reads quotations, where this was built with it (the feature `model`).
pub fn model() -> Option<&'static Model> {
    static MODEL: LazyLock<Option<Model>> = LazyLock::new(|| Model::from_bytes(WEIGHTS?));
    MODEL.as_ref()
}

#[cfg(feature = "model")]
const WEIGHTS: Option<&[u8]> = Some(include_bytes!("../../../models/quotations.bin"));
#[cfg(not(feature = "model"))]
const WEIGHTS: Option<&[u8]> = None;

pub use read::{
    Column, End, Field, Handed, Map, PAGE_BYTES_MAX, Pile, Progress, each, files, of_rows,
    page_in_stages, read, read_with,
};
