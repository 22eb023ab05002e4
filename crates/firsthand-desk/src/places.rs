//! Who has to go when too many are connected?
//!
//! Who is being answered stays. Of the others, which have yet to say what they want, the one that has been silent
//! longest makes room: a reader asks at once, and so is answered however many connections are opened and left.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::AbortHandle;

/// Places for so many connections.
#[derive(Clone)]
pub(crate) struct Places {
    free: Arc<Semaphore>,
    silent: Arc<Mutex<Silent>>,
}

/// Connections that have yet to ask, the one that has been silent longest first.
#[derive(Default)]
struct Silent {
    next: u64,
    by: BTreeMap<u64, AbortHandle>,
}

/// A connection's place, free again when it is dropped.
pub(crate) struct Place {
    silent: Arc<Mutex<Silent>>,
    /// Where it stands among the silent, and how to end it.
    at: Mutex<(u64, Option<AbortHandle>)>,
    _permit: OwnedSemaphorePermit,
}

impl Places {
    pub(crate) fn new(places: usize) -> Self {
        Places {
            free: Arc::new(Semaphore::new(places)),
            silent: Arc::default(),
        }
    }

    /// A place, taken from who has been silent longest where none is free.
    pub(crate) async fn take(&self) -> Place {
        let mut free = Arc::clone(&self.free).try_acquire_owned().ok();
        if free.is_none() {
            let oldest = lock(&self.silent).by.pop_first();
            if let Some((_, ends)) = oldest {
                ends.abort();
            }
            free = Arc::clone(&self.free).acquire_owned().await.ok();
        }
        Place {
            silent: Arc::clone(&self.silent),
            at: Mutex::default(),
            _permit: free.expect("places are never closed"),
        }
    }

    /// Runs what `begin` starts for a connection, silent until it asks.
    pub(crate) fn begin(&self, place: &Place, begin: impl FnOnce() -> AbortHandle) {
        // The connection asks no sooner than it stands in the list.
        let mut silent = lock(&self.silent);
        let ends = begin();
        let id = silent.add(ends.clone());
        *lock(&place.at) = (id, Some(ends));
    }
}

impl Silent {
    fn add(&mut self, ends: AbortHandle) -> u64 {
        self.next += 1;
        self.by.insert(self.next, ends);
        self.next
    }
}

impl Place {
    /// It has asked, and is not to be ended before it is answered.
    pub(crate) fn asked(&self) {
        let mut silent = lock(&self.silent);
        silent.by.remove(&lock(&self.at).0);
    }

    /// It has its answer.
    pub(crate) fn answered(&self) {
        let mut silent = lock(&self.silent);
        let mut at = lock(&self.at);
        if let Some(ends) = at.1.clone() {
            at.0 = silent.add(ends);
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.asked();
    }
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::pending;

    #[test]
    fn the_longest_silent_makes_room_and_who_is_answered_stays() {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            let places = Places::new(2);
            let mut tasks = Vec::new();
            let mut held = Vec::new();
            for _ in 0..2 {
                let place = Arc::new(places.take().await);
                let of_task = Arc::clone(&place);
                places.begin(&place, || {
                    let task = tokio::spawn(async move {
                        let _place = of_task;
                        pending::<()>().await
                    });
                    let ends = task.abort_handle();
                    tasks.push(task);
                    ends
                });
                held.push(Arc::downgrade(&place));
            }
            held[0].upgrade().expect("it waits").asked();
            let _third = places.take().await;
            assert!(held[0].upgrade().is_some(), "it is being answered");
            assert!(held[1].upgrade().is_none(), "it was silent");
        });
    }
}
