//! What is shown, as it changes, in; a stream of events for one page out. Never decides what is shown.
//!
//! `findings` carries all findings, once at connection and again whenever they change. `reload` tells a page that it is
//! no longer the one to show.

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

/// What one page has been told.
struct Listener {
    seen: watch::Receiver<Arc<Shown>>,
    /// The mark that the page carries, changed once it has been told to reload.
    mark: String,
    /// The revision of the findings that it was sent.
    revision: u64,
}

/// The stream for a page that carries a mark. A page without one only listens.
pub(super) fn events(seen: watch::Receiver<Arc<Shown>>, mark: Option<String>) -> Response {
    let mark = mark.unwrap_or_else(|| seen.borrow().mark().word());
    let listener = Listener { seen, mark, revision: 0 };
    let stream = stream::unfold(listener, |mut listener| async move {
        let event = listener.next().await?;
        Some((Ok::<Event, Infallible>(event), listener))
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))).into_response()
}

impl Listener {
    /// Waits for something to tell; none when the server ends.
    async fn next(&mut self) -> Option<Event> {
        loop {
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
            self.seen.changed().await.ok()?;
        }
    }
}
