//! The command as a user meets it: one file a subject.

mod annotations;
mod command;
mod common;
mod database;
mod dedup;
mod export;
mod overrule;
mod why;
