//! Work in, a moving line on a terminal out, once the work has taken long enough to wonder. Never on anything but a
//! terminal.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work that is done sooner needs no sign of life.
const PATIENCE: Duration = Duration::from_millis(500);

/// A sign of life that goes away when it is dropped.
pub struct Progress {
    bar: ProgressBar,
    waiting: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins, unseen at first; stays unseen where standard error is no terminal.
    pub fn begin(stage: &'static str) -> Progress {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()).with_message(stage);
        let waiting = io::stderr().is_terminal().then(|| appear_later(bar.clone()));
        Progress { bar, waiting }
    }

    /// Names the stage that begins.
    pub fn stage(&self, stage: &'static str) {
        self.bar.set_position(0);
        self.bar.set_message(stage);
    }

    /// Names a stage whose pieces of work are counted.
    pub fn counting(&self, stage: &'static str) {
        self.stage(stage);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}: {pos}") {
            self.bar.set_style(style);
        }
    }

    /// Counts one more piece of work; from any thread.
    pub fn step(&self) {
        self.bar.inc(1);
    }

    /// Says something that stays, above the moving line.
    pub fn say(&self, text: &str) {
        self.bar.suspend(|| super::streams::note(text));
    }
}

fn appear_later(bar: ProgressBar) -> (Sender<()>, JoinHandle<()>) {
    let (done, wait) = mpsc::channel();
    let thread = thread::spawn(move || {
        if wait.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            bar.set_draw_target(ProgressDrawTarget::stderr());
            bar.enable_steady_tick(Duration::from_millis(100));
            // Until the other end is dropped.
            let _ = wait.recv();
        }
    });
    (done, thread)
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((done, thread)) = self.waiting.take() {
            drop(done);
            // It only waits; a panic in it would be no reason to stop.
            let _ = thread.join();
        }
        self.bar.finish_and_clear();
    }
}
