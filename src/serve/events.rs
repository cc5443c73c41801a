//! What is shown, as it changes, in; a stream of events for one page out. Never decides what is shown.
//!
//! `findings` carries all findings, once at connection and again whenever they change. `reload` tells a page that it is
//! no longer the one to show.
//!
//! A browser opens six connections to one server, for all its pages together: six streams, and the seventh page would
//! never load. So only the newest few streams are kept; the page of an older one connects again a while later, and
//! learns then what it missed.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::sync::watch;

use super::shown::Shown;

/// How long a browser waits before it connects again.
const RETRY: Duration = Duration::from_millis(400);

/// How long, where its stream was ended for a newer one.
const RETRY_ENDED: Duration = Duration::from_millis(1500);
/// Streams that are kept.
const KEPT: u64 = 4;

/// Counts all streams there ever were.
#[derive(Clone)]
pub(super) struct Streams {
    opened: watch::Sender<u64>,
}

impl Streams {
    pub fn new() -> Streams {
        Streams { opened: watch::Sender::new(0) }
    }
}

/// What one page has been told.
struct Listener {
    /// The number that ends this stream once so many were opened; none for one that has ended.
    last: Option<u64>,
    opened: watch::Receiver<u64>,
    seen: watch::Receiver<Arc<Shown>>,
    /// The mark that the page carries, changed once it has been told to reload.
    mark: String,
    /// The revision of the findings that it was sent.
    revision: u64,
}

/// The stream for a page that carries a mark. A page without one only listens.
pub(super) fn events(streams: &Streams, seen: watch::Receiver<Arc<Shown>>, mark: Option<String>) -> Response {
    let mark = mark.unwrap_or_else(|| seen.borrow().mark().word());
    streams.opened.send_modify(|opened| *opened += 1);
    let opened = streams.opened.subscribe();
    let last = Some(*opened.borrow() + KEPT);
    let listener = Listener { last, opened, seen, mark, revision: 0 };
    let stream = stream::unfold(listener, |mut listener| async move {
        let event = listener.next().await?;
        Some((Ok::<Event, Infallible>(event), listener))
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))).into_response()
}

impl Listener {
    /// Waits for something to tell; none when the stream ends.
    async fn next(&mut self) -> Option<Event> {
        let last = self.last?;
        loop {
            if *self.opened.borrow_and_update() >= last {
                self.last = None;
                return Some(Event::default().comment("ended for a newer stream").retry(RETRY_ENDED));
            }
            let shown = self.seen.borrow_and_update().clone();
            if shown.is_ready() {
                let mark = shown.mark().word();
                if mark != self.mark {
                    self.mark = mark;
                    return Some(Event::default().event("reload").data(&self.mark).retry(RETRY));
                }
                if shown.revision != self.revision {
                    self.revision = shown.revision;
                    return Some(Event::default().event("findings").data(shown.findings.trim_end()).retry(RETRY));
                }
            }
            tokio::select! {
                changed = self.seen.changed() => changed.ok()?,
                changed = self.opened.changed() => changed.ok()?,
            }
        }
    }
}
