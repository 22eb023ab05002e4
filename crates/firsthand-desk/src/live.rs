//! The body of an answer: bytes, or news of changes for as long as somebody listens (server-sent events).

use hyper::body::{Body, Bytes, Frame};
use serde_json::json;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, mpsc, watch};
use tokio::time::timeout;

/// Between two signs of life on a connection that has nothing to tell.
const SIGN: Duration = Duration::from_secs(15);

/// What whoever listens is told of.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct News {
    /// Counts the changes to the database.
    pub(crate) version: u64,
    /// Which stage of making the findings anew goes on, if any does.
    pub(crate) work: Option<String>,
    /// Why they could not be made the last time, if they could not.
    pub(crate) problem: Option<String>,
}

impl News {
    /// As events, those that say something else than `before`.
    fn since(&self, before: Option<&News>) -> String {
        let mut out = String::new();
        if before.is_none_or(|b| b.version != self.version) {
            out += &format!("event: version\ndata: {}\n\n", self.version);
        }
        let said = |n: &News| json!({"stage": n.work, "problem": n.problem}).to_string();
        if before.is_none_or(|b| said(b) != said(self)) {
            out += &format!("event: work\ndata: {}\n\n", said(self));
        }
        out
    }
}

pub(crate) enum Sent {
    Whole(Option<Bytes>),
    Live(mpsc::Receiver<Bytes>),
}

impl Sent {
    pub(crate) fn whole(text: impl Into<Bytes>) -> Self {
        Sent::Whole(Some(text.into()))
    }

    /// What there is to tell, as it comes, while the other end reads; `place` is freed after that.
    pub(crate) fn live(mut news: watch::Receiver<News>, place: OwnedSemaphorePermit) -> Self {
        let (to, from) = mpsc::channel(4);
        tokio::spawn(async move {
            let _place = place;
            news.mark_changed();
            let mut told = None;
            loop {
                let text = match timeout(SIGN, news.changed()).await {
                    Ok(Ok(())) => {
                        let now = news.borrow_and_update().clone();
                        let text = now.since(told.as_ref());
                        told = Some(now);
                        text
                    }
                    Ok(Err(_)) => return,
                    Err(_) => ": here\n\n".to_owned(),
                };
                if !text.is_empty() && to.send(text.into()).await.is_err() {
                    return;
                }
            }
        });
        Sent::Live(from)
    }
}

impl Body for Sent {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match self.get_mut() {
            Sent::Whole(bytes) => Poll::Ready(bytes.take().map(|b| Ok(Frame::data(b)))),
            Sent::Live(from) => from.poll_recv(cx).map(|b| b.map(|b| Ok(Frame::data(b)))),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Sent::Whole(None))
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        match self {
            Sent::Whole(bytes) => {
                hyper::body::SizeHint::with_exact(bytes.as_ref().map_or(0, |b| b.len() as u64))
            }
            Sent::Live(_) => hyper::body::SizeHint::default(),
        }
    }
}
