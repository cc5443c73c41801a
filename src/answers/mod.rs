//! Teams' saved files in, one merged file, a report or a roll-up out. Never changes what it does not know, never asks a clock
//! which answer is newer.
//!
//! [`definition`] says once what a team's file and a guide's island hold. Reading, merging and the published schemas all
//! follow it. The browser has the same rules in `app/`; the vectors of `tests/answers/` keep both equal.

pub mod definition;
mod file;
pub mod json;
mod merge;
mod pasted;
pub mod report;
mod rollup;
mod schema;
pub mod shape;
mod sittings;
mod together;

pub use file::{LIMIT, Saved, has_pasted, is_saved_name, is_text_name, place, read, stem};
pub use merge::merge;
pub use rollup::roll_up;
pub use schema::{Schema, schema};
pub use together::together;
