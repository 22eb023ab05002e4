//! The body of an answer: bytes, or news of changes for as long as somebody listens (server-sent events).

use hyper::body::{Body, Bytes, Frame};
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, mpsc, watch};
use tokio::time::timeout;

/// Between two signs of life on a connection that has nothing to tell.
const SIGN: Duration = Duration::from_secs(15);

pub(crate) enum Sent {
    Whole(Option<Bytes>),
    Live(mpsc::Receiver<Bytes>),
}

impl Sent {
    pub(crate) fn whole(text: impl Into<Bytes>) -> Self {
        Sent::Whole(Some(text.into()))
    }

    /// The versions of the database, one a change, while the other end reads; `place` is freed after that.
    pub(crate) fn live(mut versions: watch::Receiver<u64>, place: OwnedSemaphorePermit) -> Self {
        let (to, from) = mpsc::channel(4);
        tokio::spawn(async move {
            let _place = place;
            versions.mark_changed();
            loop {
                let news = match timeout(SIGN, versions.changed()).await {
                    Ok(Ok(())) => format!(
                        "event: version\ndata: {}\n\n",
                        *versions.borrow_and_update()
                    ),
                    Ok(Err(_)) => return,
                    Err(_) => ": here\n\n".to_owned(),
                };
                if to.send(news.into()).await.is_err() {
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
