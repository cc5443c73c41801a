//! Entries in, a search index in small files out: which words each page has, and how much they say about it. Never
//! reads a file, never sees `Site`, never renders: what a result shows, `render` writes.
//!
//! The index is made for a browser that loads nothing but what a question needs, from a folder too:
//!
//! | file | holds | chosen by |
//! |---|---|---|
//! | `words-N.js` | words that share a beginning, by stem, each with its pages | the first three letters |
//! | `near-N.js` | words alone, to find the one that was meant | the first two letters, the last two |
//! | `text-N.js` | titles, addresses and texts of a few pages | the page's number |
//! | `works-N.js` | the same of works of the bibliography | the work's number |
//! | `facets.js` | pages by kind, driver and place | |
//! | `terms.js` | spellings of the glossary that mean the same | |
//!
//! How many there are follows from the number of pages and works alone, so that an edit changes the few files that have
//! its words. Numbers in them are written in letters: see `code`.

mod code;
mod counted;
mod index;
mod plan;
mod spoken;
mod stop;
mod table;
mod words;

pub use code::numbers;
pub use counted::{Counted, count, of_title, of_work};
pub use index::{Index, index};
pub use plan::{Plan, SHELF, Shard};
pub use spoken::{Section, of_inline, sections};
pub use stop::stop_words;
