//! The database as somebody meets it who opens it with other tools.

mod common;
mod contract;
mod export;
mod schema;
