//! Files that the site has of itself and that programs read or show, beside its pages.

/// A file that programs read: reference managers, hosts, those that show a link with a picture, and what reads or writes
/// saved answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SiteFile {
    /// The works that the site cites, for reference managers.
    Bibliography(Bibliography),
    /// What hosts send along with every file.
    Headers,
    /// Where old addresses lead, for hosts.
    Redirects,
    /// The picture beside a link to the site; only a site that knows its address has it.
    Picture,
    /// What `site.json` looks like, as a JSON Schema.
    Schema,
    /// The JSON Schema of a team's file.
    AnswersSchema,
    /// The JSON Schema of what the browser knows of a guide.
    GuideSchema,
}

/// A format of reference managers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bibliography {
    Bibtex,
    Ris,
    CslJson,
}

impl SiteFile {
    pub const ALL: [SiteFile; 9] = [
        SiteFile::Bibliography(Bibliography::Bibtex),
        SiteFile::Bibliography(Bibliography::Ris),
        SiteFile::Bibliography(Bibliography::CslJson),
        SiteFile::Headers,
        SiteFile::Redirects,
        SiteFile::Picture,
        SiteFile::Schema,
        SiteFile::AnswersSchema,
        SiteFile::GuideSchema,
    ];

    /// Its path from the root of the site.
    pub fn name(self) -> &'static str {
        match self {
            SiteFile::Bibliography(Bibliography::Bibtex) => "references.bib",
            SiteFile::Bibliography(Bibliography::Ris) => "references.ris",
            SiteFile::Bibliography(Bibliography::CslJson) => "references.json",
            SiteFile::Headers => "_headers",
            SiteFile::Redirects => "_redirects",
            SiteFile::Picture => "share.png",
            SiteFile::Schema => "site.schema.json",
            SiteFile::AnswersSchema => "schemas/answers-v1.json",
            SiteFile::GuideSchema => "schemas/guide-v1.json",
        }
    }
}
