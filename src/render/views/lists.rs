//! What templates see of lists: cards, parts of long lists, and the pages that are lists.

use serde::Serialize;

use super::{DateView, Frame, LinkView, PlaceLink, SecondarySummary};

/// Which part of a list stands here, and the ways to the others.
#[derive(Debug, Serialize)]
pub struct PartsView {
    /// What the list is called: "Briefs".
    pub label: String,
    /// "101 to 200 of 1000".
    pub range: String,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub pages: Vec<PartLink>,
}

#[derive(Debug, Serialize)]
pub struct PartLink {
    /// From 1.
    pub number: u32,
    /// None for the part that stands here.
    pub url: Option<String>,
    /// True where numbers before this one are left out.
    pub gap: bool,
}

/// A part of a list on a page of its own: one of the fields that hold items is filled.
#[derive(Debug, Default, Serialize)]
pub struct ListView {
    #[serde(flatten)]
    pub frame: Frame,
    /// What the list is about, where the title is too short to say it.
    pub about_html: String,
    pub groups: Vec<CardGroup>,
    pub secondaries: Vec<SecondarySummary>,
    /// Parts of other pages.
    pub sections: Vec<Part>,
    pub uses: Vec<BacklinkGroup>,
    pub works: Vec<WorkView>,
    pub links: Vec<AzLink>,
    /// On a page of one letter, all letters.
    pub letters: Vec<Letter>,
}

/// Where a page is used.
#[derive(Debug, Serialize)]
pub struct Backlinks {
    /// "Used in 2 guides, 1 brief".
    pub summary: String,
    pub groups: Vec<BacklinkGroup>,
}

#[derive(Debug, Serialize)]
pub struct BacklinkGroup {
    /// The kind in words: "Briefs".
    pub label: String,
    pub links: Vec<BacklinkView>,
}

#[derive(Debug, Serialize)]
pub struct BacklinkView {
    pub title_html: String,
    pub url: String,
    /// The sentence that the link stands in, or where it stands.
    pub told_html: String,
}

/// An entry in a list.
#[derive(Clone, Debug, Serialize)]
pub struct Card {
    pub title_html: String,
    pub url: String,
    pub summary_html: String,
    pub date: Option<DateView>,
    pub place: Option<String>,
    pub draft: bool,
    /// What came of an example.
    pub outcome_html: Option<String>,
    /// What it is about, as links: an example's drivers, save the one whose page this is.
    pub about: Vec<LinkView>,
}

/// A group of cards, with a heading where there is one.
#[derive(Debug, Serialize)]
pub struct CardGroup {
    pub title_html: String,
    pub url: Option<String>,
    pub cards: Vec<Card>,
}

/// A part of another page.
#[derive(Debug, Serialize)]
pub struct Part {
    pub title: String,
    pub url: String,
    /// The page that it is a part of.
    pub of_html: String,
    pub of_url: String,
}

#[derive(Debug, Serialize)]
pub struct PlaceView {
    #[serde(flatten)]
    pub frame: Frame,
    pub code: &'static str,
    /// The first of the examples.
    pub examples: Vec<Card>,
    pub total: usize,
}

/// By what one can narrow a list: the plain pages that do, of which a script makes a choice on the page itself.
#[derive(Debug, Serialize)]
pub struct FilterView {
    pub name: &'static str,
    pub label: String,
    /// What is chosen where nothing is.
    pub any: String,
    pub links: Vec<LinkView>,
}

/// A page that lists entries of one kind, in groups.
#[derive(Debug, Serialize)]
pub struct IndexView {
    #[serde(flatten)]
    pub frame: Frame,
    pub groups: Vec<CardGroup>,
    pub filters: Vec<FilterView>,
    pub total: usize,
    /// What the whole list looks like, drawn; empty for most lists.
    pub figure_html: String,
}

#[derive(Debug, Serialize)]
pub struct PlacesView {
    #[serde(flatten)]
    pub frame: Frame,
    /// The map; empty where no place has an example.
    pub figure_html: String,
    /// Places with an example.
    pub places: Vec<PlaceLink>,
    /// The rest.
    pub others: Vec<PlaceLink>,
}

#[derive(Debug, Serialize)]
pub struct BibliographyView {
    #[serde(flatten)]
    pub frame: Frame,
    pub works: Vec<WorkView>,
    /// The same list in files for reference managers.
    pub files: Vec<LinkView>,
}

#[derive(Debug, Serialize)]
pub struct WorkView {
    pub id: String,
    pub html: String,
    /// Pages that cite it, or the first of them.
    pub cited_on: Vec<LinkView>,
    /// All of them, where they are many.
    pub all: Option<LinkView>,
}

/// Every page from A to Z.
#[derive(Debug, Serialize)]
pub struct SearchView {
    #[serde(flatten)]
    pub frame: Frame,
    /// What the script needs to know, as JSON that may stand in a page.
    pub data: String,
    /// The lists by which one finds examples without a search.
    pub by_driver: String,
    pub by_place: String,
    /// The language of these lists, where it is not the page's.
    pub lists_in: Option<ListsIn>,
    pub letters: Vec<Letter>,
    /// The lists of the site, where each letter has a page of its own.
    pub lists: Vec<AzLink>,
}

/// A language: its tag, and what it calls itself.
#[derive(Debug, Serialize)]
pub struct ListsIn {
    pub lang: String,
    pub name: String,
}

#[derive(Debug, Serialize)]
pub struct Letter {
    pub letter: String,
    pub id: String,
    /// Where its titles stand: further down, or on a page of their own.
    pub url: String,
    /// True on the page of this letter.
    pub current: bool,
    /// Empty where they stand on a page of their own.
    pub links: Vec<AzLink>,
}

#[derive(Debug, Serialize)]
pub struct AzLink {
    pub title_html: String,
    pub url: String,
    /// The kind in words.
    pub kind: String,
}
