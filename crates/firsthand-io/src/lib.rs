//! Pages in, reports out: everything of firsthand that touches files and formats.

pub mod dedup;
pub mod html;
pub mod json;
pub mod read;

pub use read::{
    Column, End, Handed, Map, PAGE_BYTES_MAX, Pile, Progress, each, page_in_stages, read, read_with,
};
