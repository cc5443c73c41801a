//! How a run ends in, an exit status and at most one sentence out. Never a stack trace.

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, PoisonError};

use super::streams;

/// How a run ended, as the shell learns it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nothing stands against the site.
    Fine,
    /// An error among the findings; a warning, where they are taken strictly.
    Findings,
    /// The command cannot be carried out as it was typed.
    Usage,
    /// A fault of the program or of the machine.
    Ours,
}

impl Status {
    pub fn code(self) -> u8 {
        match self {
            Status::Fine => 0,
            Status::Findings => 1,
            Status::Usage => 2,
            Status::Ours => 3,
        }
    }
}

/// Why a run ended early. Each has the sentence that the user reads.
#[derive(Debug)]
pub enum Failure {
    /// Wrong usage: the sentence names the next step.
    Usage(String),
    /// Wrong usage that clap has a text of its own for.
    Typed(Box<clap::Error>),
    /// Something in the content that no finding can name a place for.
    Content(String),
    /// The machine said no: a full disk, say.
    Machine(String),
    /// A stream could not be written.
    Stream(io::Error),
    /// A fault of the program, with its place in the source.
    Fault(String),
}

impl Failure {
    /// Says what happened, on standard error.
    pub fn tell(&self) -> Status {
        match self {
            Failure::Usage(text) => told(text, Status::Usage),
            Failure::Content(text) => told(text, Status::Findings),
            Failure::Machine(text) => told(text, Status::Ours),
            Failure::Typed(error) => {
                // Help and version are asked for, not wrong. Where nobody reads, nobody need be told.
                let _ = error.print();
                if error.use_stderr() { Status::Usage } else { Status::Fine }
            }
            Failure::Stream(error) => told(&format!("the output cannot be written: {error}"), Status::Ours),
            Failure::Fault(place) => {
                let sentence = format!(
                    "Framewright stopped because of a fault of its own ({place}); your files are as they were, \
                     and a report of what you did would help to mend it"
                );
                told(&sentence, Status::Ours)
            }
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Stream(error)
    }
}

fn told(text: &str, status: Status) -> Status {
    streams::complain(text);
    status
}

/// Runs behind a fence: a panic anywhere becomes one sentence. Panics that the library catches itself, around a file
/// that defeats a parser, are as quiet.
pub fn fenced(run: impl FnOnce() -> Result<Status, Failure>) -> Result<Status, Failure> {
    static PLACE: Mutex<String> = Mutex::new(String::new());
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
        *PLACE.lock().unwrap_or_else(PoisonError::into_inner) = place;
    }));
    panic::catch_unwind(AssertUnwindSafe(run))
        .unwrap_or_else(|_| Err(Failure::Fault(PLACE.lock().unwrap_or_else(PoisonError::into_inner).clone())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_fault_of_ours_with_its_place() {
        let before = panic::take_hook();
        let ended = fenced(|| panic!("no such thing"));
        panic::set_hook(before);
        let Err(Failure::Fault(place)) = ended else { panic!("the fence did not hold") };
        assert!(place.contains("status.rs:"), "{place}");
    }
}
