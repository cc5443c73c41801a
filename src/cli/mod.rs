//! What was typed in, the pipeline run, words on the two streams out. Standard output has what was asked for,
//! standard error what is said about it. Never parses content, never writes a page.

mod add;
mod args;
mod build;
mod chart;
mod check;
mod explain;
mod freeze;
mod new;
mod next;
mod progress;
mod responses;
mod serve;
mod site;
mod status;
mod streams;
mod timings;

pub use add::add;
pub use args::{Mode, mode};
pub use build::build;
pub use chart::chart;
pub use check::check;
pub use explain::explain;
pub use freeze::freeze;
pub use new::new;
pub use next::next;
pub use responses::responses;
pub use serve::serve;
pub use status::{Failure, Status, fenced};

/// A number and its noun: `1 page`, `2 pages`.
fn counted(count: usize, noun: &str) -> String {
    match (count, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{count} {stem}ies"),
        (_, None) => format!("{count} {noun}s"),
    }
}
