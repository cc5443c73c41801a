//! Teams' saved files in, one merged file or a report out. Never changes what it does not know, never asks a clock
//! which answer is newer.
//!
//! [`definition`] says once what a team's file and a guide's island hold. Reading, merging and the published schemas all
//! follow it. The browser has the same rules in `app/`; the vectors of `tests/answers/` keep both equal.

pub mod definition;
mod file;
pub mod json;
mod merge;
pub mod report;
mod schema;
pub mod shape;

pub use file::{LIMIT, Saved, read, together};
pub use merge::merge;
pub use schema::{Schema, schema};
