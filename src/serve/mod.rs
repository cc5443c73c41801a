//! A site's folder in, its pages on this computer out, new as soon as a file is saved. Never writes a file, never joins
//! an address to a path, never listens to another computer.
//!
//! ```text
//! watch ──▶ rebuild ──▶ shown ──▶ answer ◀── guard ◀── browser
//!              │ tell     │
//!              ▼          └─────▶ events ──▶ live.js
//!           terminal
//! ```

mod answer;
mod events;
mod guard;
mod listen;
mod page;
mod rebuild;
mod shown;
mod tell;
#[cfg(test)]
mod tests;
mod watch;

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch as channel};

use crate::diag::Format;
use crate::graph::Edition;
use crate::source::Disk;
use answer::Server;
use rebuild::Director;
use shown::Shown;
use tell::Voice;
use watch::Watching;

/// What to serve, and how to speak of it.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The folder of `framewright.yaml`.
    pub site: PathBuf,
    /// None: 4040, or the next one that is free. 0: any that is free.
    pub port: Option<u16>,
    /// Opens the browser.
    pub open: bool,
    pub edition: Edition,
    pub format: Format,
    /// Colour in the human format.
    pub color: bool,
}

/// Serves a site until the process ends. Addresses, findings and notices go to `out`.
///
/// # Errors
/// The folder cannot be read, or the port is taken.
pub fn serve(settings: &Settings, out: &mut dyn Write) -> io::Result<()> {
    let disk = Arc::new(Disk::open(&settings.site)?);
    let listener = listen::bind(settings.port)?;
    let port = listener.local_addr()?.port();
    let mut voice = Voice::new(out, settings.format, settings.color);
    voice.say(&format!("Serving http://127.0.0.1:{port}/ (Ctrl-C stops)"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
    runtime.block_on(run(settings, disk, listener, voice))
}

/// Answers at once; the first request waits for the first compilation.
async fn run(
    settings: &Settings,
    disk: Arc<Disk>,
    listener: std::net::TcpListener,
    mut voice: Voice<'_>,
) -> io::Result<()> {
    let port = listener.local_addr()?.port();
    let (shown, seen) = channel::channel(Arc::new(Shown::nothing_yet()));
    let (report, reports) = mpsc::unbounded_channel();
    let server = Server::new(disk.clone(), port, seen, report);
    let router = Router::new().fallback(answer::answer).with_state(server);
    // A page and an event are one small packet each; waiting to fill it would be seen.
    let listener = TcpListener::from_std(listener)?.tap_io(|stream| drop(stream.set_nodelay(true)));
    let answering = tokio::spawn(async move { axum::serve(listener, router).await });
    if settings.open {
        open(&mut voice, format!("http://127.0.0.1:{port}/")).await;
    }
    // Before the first compilation, so that no change falls between the two.
    let (watching, trouble) = Watching::start(disk.root());
    if let Some(trouble) = trouble {
        voice.say(&trouble);
    }
    let director = Director::new(disk, settings.edition, shown, voice);
    tokio::select! {
        ended = answering => ended.map_err(io::Error::other)?,
        () = director.direct(watching, reports) => Ok(()),
    }
}

async fn open(voice: &mut Voice<'_>, address: String) {
    let opened = tokio::task::spawn_blocking(move || opener::open(address).map_err(|error| error.to_string())).await;
    if let Ok(Err(error)) = opened {
        voice.say(&format!("The browser cannot be opened ({error}); open the address above yourself."));
    }
}
