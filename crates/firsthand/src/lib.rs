//! How many independent origins stand behind each story, who said what and according to whom, and
//! how the words changed on the way, with the exact characters that every finding rests on.
//!
//! The library takes [`Page`]s, which a reader made, and gives a [`Report`], which a writer turns
//! into text, JSON or tables. It opens no file, asks no clock and uses no network, and its result
//! does not depend on the order of the pages or the number of threads.
//!
//! ```
//! use firsthand::{Page, pipeline};
//!
//! let page = |locator: &str, content: &str| Page {
//!     locator: locator.into(),
//!     content: content.into(),
//!     ..Page::default()
//! };
//! let report = pipeline::run(vec![page("a.txt", "The bridge is safe, Mayor Ines Calder said.")], vec![]);
//! assert_eq!(report.articles.len(), 1);
//! ```
//!
//! The stages, in order, one module each; [`pipeline::run`] alone calls them all.
//!
//! | module | question |
//! |---|---|
//! | [`page`] | What was read, and what does it declare? |
//! | [`article`] | Which part of it did the newsroom write, who published it, when? |
//! | [`reuse`] | What was taken from where? |
//! | [`quotation`] | Who said what, on which occasion, by what road? |
//! | [`speaker`] | Who is one person under all of her names? |
//! | [`statement`] | Which quotations render one utterance, and what happened to its words? |
//! | [`event`] | What happened, and which articles report it? |
//! | [`story`] | Which events belong together and run on? |
//! | [`provenance`] | Who has what from whom? |
//! | [`origin`] | How many independent origins does that make? |
//!
//! What people rule where the texts were read wrongly is one more input: [`overrides`].
//!
//! Beside the line stand [`dedup`], for who builds a corpus: which records are worth keeping? and
//! [`lineage`], for who keeps findings of a growing pile: which id does a group keep?

pub mod address;
pub mod article;
pub mod dedup;
pub mod event;
mod id;
pub mod lineage;
pub mod names;
pub mod origin;
pub mod overrides;
pub mod page;
pub mod pipeline;
pub mod provenance;
pub mod quotation;
mod report;
pub mod reuse;
mod rolling;
mod span;
pub mod speaker;
pub mod statement;
pub mod story;
pub mod time;
pub mod words;

pub use article::{
    Article, ArticleIx, Credit, CreditKind, Dating, How, Outlet, Segment, SegmentKind,
};
pub use event::{Event, EventIx};
pub use id::{Id, NoId};
pub use origin::Origins;
pub use overrides::Overrides;
pub use page::{Declared, Mark, Page, Skipped};
pub use provenance::Provenance;
pub use quotation::{Quotation, QuotationIx, QuotationKind, Speaker, SpeakerClass};
pub use report::Report;
pub use reuse::{Direction, Relation, Reuse};
pub use span::{CodePoints, Span};
pub use statement::{Statement, StatementIx};
pub use story::Story;
pub use time::Interval;
