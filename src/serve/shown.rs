//! What browsers are shown at one moment: the last good site and the findings of the newest one, exchanged as a whole.
//! Never changes once it is made.

use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, LazyLock};

use crate::Compiled;

/// One moment of the preview.
#[derive(Clone)]
pub(super) struct Shown {
    /// The last site without an error.
    pub good: Option<Arc<Compiled>>,
    /// Counts good sites that differ from the one before; 0 before the first.
    pub edition: u64,
    /// Findings of the newest site, good or not, as `--format json` prints them.
    pub findings: Arc<str>,
    /// Counts changes of the findings; 0 before anything was compiled.
    pub revision: u64,
}

impl Shown {
    pub fn nothing_yet() -> Shown {
        Shown { good: None, edition: 0, findings: Arc::from("[]"), revision: 0 }
    }

    /// True once there is something to answer with.
    pub fn is_ready(&self) -> bool {
        self.revision > 0
    }

    /// What a page carries, to tell later whether it is still the one to show.
    pub fn mark(&self) -> Mark {
        if self.good.is_some() { Mark::Edition(self.edition) } else { Mark::Revision(self.revision) }
    }
}

/// What a page was made from: a good site, or findings alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Edition(u64),
    Revision(u64),
}

impl Mark {
    /// The mark as a page carries it. It differs from run to run, so that pages of another run are old.
    pub fn word(self) -> String {
        static RUN: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one(0));
        match self {
            Mark::Edition(number) => format!("{:x}-e{number}", *RUN),
            Mark::Revision(number) => format!("{:x}-r{number}", *RUN),
        }
    }
}
