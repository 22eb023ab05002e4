//! The database as somebody meets it who opens it with other tools.

mod common;
mod contract;
mod docs;
mod export;
mod growing;
mod migrating;
mod schema;
