//! A served site, asked as browsers and attackers ask, edited as authors edit.

mod answers;
mod edits;
mod served;
