//! What templates see. Strings that end in `_html` or are named `body` are ready HTML, all others are plain text.
//!
//! Each page has one view: a [`Frame`], flattened into it, and what its kind needs. Addresses are relative to the page.

mod cite;
mod collaborative;
mod handout;
mod lists;

use std::collections::BTreeMap;

use serde::Serialize;

pub use cite::{Citable, CiteView};
pub use collaborative::*;
pub use handout::{HandoutExample, HandoutView};
pub use lists::*;

/// What every page has.
#[derive(Debug, Default, Serialize)]
pub struct Frame {
    /// Language of the page's own text.
    pub lang: String,
    /// True where the language is written from right to left.
    pub rtl: bool,
    /// For the `title` element and for sharing.
    pub title: String,
    pub title_html: String,
    /// One or two sentences, or empty.
    pub description: String,
    /// What sort of page it is: the kind's word, `home`, `index`, `place`, …; a class of the body element.
    pub sort: &'static str,
    /// The kind in words, shown above the title; empty where the title says it all.
    pub kicker: String,
    pub site_title_html: String,
    pub site_title: String,
    pub home: String,
    /// The lists of the site, as items.
    pub nav_html: String,
    /// From the home page to the parent of this page, as items.
    pub crumbs_html: String,
    /// The same page in other languages.
    pub languages: Vec<LanguageLink>,
    /// The addresses of the page in every language, for search engines; empty where there is one language alone.
    pub alternates: Vec<Alternate>,
    /// The original, where this translation is older.
    pub older: Option<OlderView>,
    /// True for a page that a plain build does not publish.
    pub draft: bool,
    /// The page's own address on the web; none where the site has no `base_url`.
    pub canonical: Option<String>,
    /// The whole address of the picture that others show beside a link to the site.
    pub picture: Option<String>,
    /// What the page is, for search engines, as JSON-LD ready for a data block; empty without a `base_url`.
    pub linked_data: String,
    /// Ids of parts that the page once had and for which its beginning stands now.
    pub old_places: Vec<String>,
    pub style: String,
    /// The style sheet that pages of this sort load as well; empty where there is none.
    pub sheet: String,
    /// The small picture that browsers show beside the title.
    pub icon: String,
    /// Empty in a copy to be opened from a folder.
    pub feed: String,
    /// True in such a copy: scripts cannot fetch there, and links name the `index.html` of a folder.
    pub offline: bool,
    pub publisher: Option<PublisherView>,
    /// The publisher's colours: name and value.
    pub colors: Option<String>,
    /// The scripts that the page loads, each when the page has been read.
    pub scripts: Vec<String>,
    pub search: String,
    pub references_page: String,
    pub updated: Option<DateView>,
    pub adapted: Option<Adapted>,
    /// Works that the page cites, as items.
    pub references_html: String,
    /// What the terms of the glossary mean that the page names.
    pub terms: Vec<TermNote>,
    /// Addresses that the text links to, here and elsewhere, as items for paper.
    pub addresses_html: String,
    pub backlinks: Option<Backlinks>,
    /// How to cite the page; none for pages that are no work of their own.
    pub cite: Option<CiteView>,
    pub noindex: bool,
    /// True in the edition that is not for everybody.
    pub private: bool,
    /// The lists of this page that go on elsewhere, by name.
    pub parts: BTreeMap<&'static str, PartsView>,
    /// The pages before and after this one, where it is a part of a list.
    pub previous: Option<String>,
    pub next: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    pub title_html: String,
    /// None where there is no page to lead to, such as a draft's.
    pub url: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct LanguageLink {
    pub lang: String,
    pub name: String,
    pub url: String,
}

/// A page in a language, or in `x-default`: in whatever language nobody asked for.
#[derive(Debug, Serialize)]
pub struct Alternate {
    pub lang: String,
    pub url: String,
}

/// What is newer than a translation.
#[derive(Debug, Serialize)]
pub struct OlderView {
    /// When the original changed.
    pub date: DateView,
    pub url: String,
    /// The original's language.
    pub lang: String,
}

#[derive(Debug, Serialize)]
pub struct PublisherView {
    pub name: Option<String>,
    pub url: Option<String>,
    pub logo: Option<String>,
}

/// What a term means, as a page that names it shows it.
#[derive(Debug, Serialize)]
pub struct TermNote {
    pub id: String,
    pub title: String,
    pub meaning: String,
    /// Its page; none for a kit whose site does not know its address.
    pub url: Option<String>,
}

/// A date for people and for machines.
#[derive(Clone, Debug, Serialize)]
pub struct DateView {
    /// As exactly as known: `2025-04`.
    pub iso: String,
    /// In words: `April 2025`.
    pub words: String,
}

/// The original of an adapted text.
#[derive(Debug, Serialize)]
pub struct Adapted {
    /// Its title; none where the bibliography has none.
    pub title: Option<String>,
    /// Author and year: "Austin et al., 2015".
    pub short: Option<String>,
    pub url: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct HomeView {
    #[serde(flatten)]
    pub frame: Frame,
    pub frameworks: Vec<FrameworkSummary>,
    pub briefs: Vec<Card>,
    pub guides: Vec<Card>,
    pub collaboratives: Vec<Card>,
    pub places: Vec<PlaceLink>,
    /// The map of the places; empty where there are none.
    pub figure_html: String,
    pub examples_total: usize,
    pub pages: Vec<LinkView>,
}

/// A framework with its aims and drivers.
#[derive(Debug, Default, Serialize)]
pub struct FrameworkSummary {
    pub title_html: String,
    pub url: String,
    pub summary_html: String,
    pub aims: Vec<LabelView>,
    pub groups: Vec<DriverGroup>,
    /// "1 of 9 drivers published"; empty where the total is not given.
    pub published: String,
    /// True where there are so many drivers that their titles alone are shown.
    pub folded: bool,
    /// Where the drivers stand that are too many even for that.
    pub more: Option<LinkView>,
}

#[derive(Debug, Serialize)]
pub struct LabelView {
    pub id: String,
    pub title_html: String,
}

/// Primary drivers of one group of the framework.
#[derive(Debug, Serialize)]
pub struct DriverGroup {
    /// Empty for drivers without a group.
    pub title_html: String,
    pub id: String,
    pub drivers: Vec<DriverSummary>,
}

#[derive(Debug, Serialize)]
pub struct DriverSummary {
    pub title_html: String,
    pub url: String,
    pub summary_html: String,
    pub draft: bool,
    pub secondaries: Vec<SecondarySummary>,
    /// How many secondary drivers there are, where they are not listed; empty where they are.
    pub counts: String,
}

#[derive(Debug, Serialize)]
pub struct SecondarySummary {
    pub id: String,
    pub title_html: String,
    pub url: String,
    /// What it means; empty where its driver does not say.
    pub summary_html: String,
    /// "2 examples, 1 strategy, 3 questions"; empty where there are none.
    pub counts: String,
}

/// A place and how many examples it has.
#[derive(Debug, Serialize)]
pub struct PlaceLink {
    pub name: String,
    pub code: &'static str,
    pub url: Option<String>,
    pub examples: usize,
}

#[derive(Debug, Serialize)]
pub struct FrameworkView {
    #[serde(flatten)]
    pub frame: Frame,
    pub framework: FrameworkSummary,
    /// The driver diagram; empty where the body has it.
    pub figure_html: String,
    pub contents_html: String,
    pub body: String,
}

#[derive(Debug, Serialize)]
pub struct DriverView {
    #[serde(flatten)]
    pub frame: Frame,
    pub framework: Option<LinkView>,
    pub group_html: Option<String>,
    /// The driver within its framework; empty where the body has it.
    pub figure_html: String,
    pub contents_html: String,
    pub body: String,
    pub secondaries: Vec<SecondarySummary>,
    pub briefs: Vec<Card>,
    pub examples: Vec<Card>,
    /// Measures of collaboratives, its secondary drivers' among them.
    pub measures: Vec<Part>,
}

#[derive(Debug, Serialize)]
pub struct SecondaryView {
    #[serde(flatten)]
    pub frame: Frame,
    /// What it means; empty where its driver does not say.
    pub summary_html: String,
    pub driver: LinkView,
    /// The secondary driver within its framework.
    pub figure_html: String,
    pub contents_html: String,
    /// Sections of briefs: the section's title, its brief in `about`.
    pub strategies: Vec<Part>,
    pub examples: Vec<Card>,
    /// Actions of guides.
    pub actions: Vec<Part>,
    /// Questions and statements of guides.
    pub questions: Vec<Part>,
    /// Measures of collaboratives.
    pub measures: Vec<Part>,
    /// The driver's other secondary drivers.
    pub siblings: Vec<LinkView>,
}

#[derive(Debug, Serialize)]
pub struct BriefView {
    #[serde(flatten)]
    pub frame: Frame,
    pub driver: Option<LinkView>,
    pub date: Option<DateView>,
    pub series_html: Option<String>,
    /// The other briefs of the series, by date; of a long one, those around this brief.
    pub series: Vec<LinkView>,
    /// The briefs of the series before and after this one.
    pub earlier: Option<LinkView>,
    pub later: Option<LinkView>,
    /// The whole of a long series.
    pub whole_series: Option<LinkView>,
    pub authors: Vec<String>,
    /// Its handout.
    pub handout: String,
    pub summary_html: String,
    pub takeaways: Vec<String>,
    /// The headings, as items; empty where there are few.
    pub contents_html: String,
    pub body: String,
    pub acknowledgements_html: Option<String>,
    pub funding_html: Option<String>,
    pub guides: Vec<Card>,
}

#[derive(Debug, Serialize)]
pub struct ExampleView {
    #[serde(flatten)]
    pub frame: Frame,
    pub place: Option<LinkView>,
    pub date: Option<DateView>,
    pub summary_html: String,
    pub outcome_html: Option<String>,
    pub demonstrates: Vec<LinkView>,
    pub body: String,
    /// Other examples of the same drivers, in other places.
    pub related: Vec<Card>,
}

#[derive(Debug, Serialize)]
pub struct GuideView {
    #[serde(flatten)]
    pub frame: Frame,
    pub brief: Option<LinkView>,
    pub collaborative: Option<LinkView>,
    pub summary_html: String,
    /// The headings, as items; empty where there are few.
    pub contents_html: String,
    pub questions: usize,
    pub statements: usize,
    /// The guide as a file to take along.
    pub kit: Option<String>,
    pub assessment: AssessmentView,
}

/// What a guide asks.
#[derive(Debug, Serialize)]
pub struct AssessmentView {
    pub scale: Option<ScaleView>,
    /// The text before the first action.
    pub intro: String,
    /// The actions, each a section of the form.
    pub form: String,
    /// The text's notes.
    pub notes: String,
    /// What the self-assessment in the browser knows, as JSON; empty where nothing is asked.
    pub island: String,
}

/// A guide in a file of its own.
#[derive(Debug, Serialize)]
pub struct KitView {
    #[serde(flatten)]
    pub frame: Frame,
    pub summary_html: String,
    /// The guide's page on the web; none where the site does not know its address.
    pub page: Option<String>,
    pub assessment: Option<AssessmentView>,
}

#[derive(Debug, Serialize)]
pub struct ScaleView {
    pub note_html: Option<String>,
    pub levels: Vec<LabelView>,
}

#[derive(Debug, Serialize)]
pub struct TermView {
    #[serde(flatten)]
    pub frame: Frame,
    pub also: Vec<String>,
    pub body: String,
}

/// A page without keys of its own: `pages/` and 404.
#[derive(Debug, Serialize)]
pub struct PlainView {
    #[serde(flatten)]
    pub frame: Frame,
    pub summary_html: String,
    /// The headings, as items; empty where there are few.
    pub contents_html: String,
    pub body: String,
}

/// An old address.
#[derive(Debug, Serialize)]
pub struct StubView {
    #[serde(flatten)]
    pub frame: Frame,
    /// Where the page is now.
    pub target: String,
}
