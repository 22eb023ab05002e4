//! Pages in, reports out: everything of firsthand that touches files and formats.

pub mod json;
pub mod read;

pub use read::{Pile, Progress, read, read_with};
