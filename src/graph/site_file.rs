//! Files that the site has of itself and that programs read or show, beside its pages.

/// A file that programs read: reference managers, and those that show a link with a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SiteFile {
    /// The works that the site cites, in BibTeX.
    Bibtex,
    /// The same in RIS.
    Ris,
    /// The same in CSL-JSON.
    CslJson,
    /// The picture beside a link to the site; only a site that knows its address has it.
    Picture,
}

impl SiteFile {
    pub const ALL: [SiteFile; 4] = [SiteFile::Bibtex, SiteFile::Ris, SiteFile::CslJson, SiteFile::Picture];

    /// Its name at the root of the site.
    pub fn name(self) -> &'static str {
        match self {
            SiteFile::Bibtex => "references.bib",
            SiteFile::Ris => "references.ris",
            SiteFile::CslJson => "references.json",
            SiteFile::Picture => "share.png",
        }
    }
}
