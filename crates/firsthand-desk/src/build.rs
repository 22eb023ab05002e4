//! How are findings made anew, once somebody ruled? In a thread of its own, one time after the other, and whoever has the
//! page open is told how far it is.

use crate::live::News;
use firsthand::quotation::Model;
use firsthand_store::{Store, StoreError};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use tokio::sync::watch;

/// Asks for findings to be made; a wish that waits already is enough.
pub(crate) struct Builder(SyncSender<()>);

impl Builder {
    /// A thread that makes the findings of the store at `database` when it is asked to.
    pub(crate) fn start(
        database: PathBuf,
        model: Option<&'static Model>,
        news: watch::Sender<News>,
    ) -> Self {
        let (ask, asked) = sync_channel(1);
        std::thread::spawn(move || build(&database, model, &news, &asked));
        Builder(ask)
    }

    /// The findings are behind what they are made from.
    pub(crate) fn ask(&self) {
        // A full channel holds a wish that comes after this change too.
        let _ = self.0.try_send(());
    }
}

fn build(database: &Path, model: Option<&Model>, news: &watch::Sender<News>, asked: &Receiver<()>) {
    let tell = |work: Option<String>, problem: Option<String>| {
        news.send_modify(|n| (n.work, n.problem) = (work, problem));
    };
    while asked.recv().is_ok() {
        let mut stage = |stage: &str| tell(Some(stage.to_owned()), None);
        // A store is opened for each time, so that what it knows of the pages is not held in between.
        let done = catch_unwind(AssertUnwindSafe(|| {
            Store::open(database)?.build(model, &mut stage)
        }));
        let failed = match done {
            Ok(done) => done.err().map(|e: StoreError| e.to_string()),
            Err(_) => Some("firsthand went wrong; `firsthand add` makes the findings".to_owned()),
        };
        tell(None, failed);
    }
}
