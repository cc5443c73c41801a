//! What a page says about how to cite it.

use serde::Serialize;

/// How to cite a page, and apart from it the work that it is adapted from.
#[derive(Debug, Serialize)]
pub struct CiteView {
    pub own: Citable,
    pub original: Option<Citable>,
}

/// A work for a reference list and for reference managers.
#[derive(Debug, Serialize)]
pub struct Citable {
    /// In APA.
    pub html: String,
    pub bibtex: String,
    pub ris: String,
    /// CSL-JSON.
    pub csl: String,
}
