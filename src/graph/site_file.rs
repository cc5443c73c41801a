//! Files that the site has of itself and that programs read, beside its pages.

/// A file that programs read: reference managers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SiteFile {
    /// The works that the site cites, in BibTeX.
    Bibtex,
    /// The same in RIS.
    Ris,
    /// The same in CSL-JSON.
    CslJson,
}

impl SiteFile {
    pub const ALL: [SiteFile; 3] = [SiteFile::Bibtex, SiteFile::Ris, SiteFile::CslJson];

    /// Its name at the root of the site.
    pub fn name(self) -> &'static str {
        match self {
            SiteFile::Bibtex => "references.bib",
            SiteFile::Ris => "references.ris",
            SiteFile::CslJson => "references.json",
        }
    }
}
