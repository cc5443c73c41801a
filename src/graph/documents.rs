//! A site with its lists in, its searches out: one in each language that it has pages in, what each finds by numbers in
//! its index, and where their pages and files stand.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{EntryId, Lists, PageId, ReferenceId, SecondaryId, Site, UrlPath};
use crate::model::{Details, Inline, Kind, PlaceId};
use crate::search::{Plan, Shard};

/// A language that the site has pages in: its own is the first, those of translations follow by their tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageId(pub u16);

impl LanguageId {
    /// The site's own.
    pub const OWN: LanguageId = LanguageId(0);
}

/// What a search finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Document {
    Entry(EntryId),
    Secondary(SecondaryId),
    Place(PlaceId),
    /// A work of the bibliography, which has no page of its own.
    Work(ReferenceId),
}

impl Document {
    /// Its own page; none for a work, of which the bibliography tells.
    pub fn page(self) -> Option<PageId> {
        match self {
            Document::Entry(id) => Some(PageId::Entry(id)),
            Document::Secondary(id) => Some(PageId::Secondary(id)),
            Document::Place(place) => Some(PageId::Place(place)),
            Document::Work(_) => None,
        }
    }
}

/// What is found in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Searched {
    /// Its tag.
    pub language: String,
    /// In the order of the index: pages, then works.
    pub documents: Vec<Document>,
    /// How the index is divided into files.
    pub plan: Plan,
}

/// The tags of the languages that a site has pages in, its own first.
pub(super) fn languages(site: &Site) -> Vec<String> {
    let published = site.ids().filter(|&id| site.is_published(id));
    let others: BTreeSet<&str> = published.filter_map(|id| site.entry(id).language.as_deref()).collect();
    std::iter::once(site.settings.language.as_str()).chain(others).map(str::to_owned).collect()
}

/// The published translations into a language.
pub(super) fn of_language(site: &Site, language: &str) -> impl Iterator<Item = EntryId> {
    site.ids().filter(move |&id| site.is_published(id) && site.entry(id).language.as_deref() == Some(language))
}

/// Numbers what the searches find. What only lists pages is left out.
pub(super) fn number(site: &mut Site) {
    let mut languages = languages(site).into_iter();
    let own = languages
        .next()
        .map(|language| searched(language, of_originals(site, &site.lists), site.lists.citing.keys().copied()));
    let of_translations = languages.map(|language| {
        let pages: Vec<Document> = of_language(site, &language).map(Document::Entry).collect();
        let works = works_of(site, &language);
        searched(language, pages, works.into_iter())
    });
    site.searches = Arc::new(own.into_iter().chain(of_translations).collect());
}

fn searched(language: String, pages: Vec<Document>, works: impl Iterator<Item = ReferenceId>) -> Searched {
    let of_pages = pages.len();
    let documents: Vec<Document> = pages.into_iter().chain(works.map(Document::Work)).collect();
    let plan = Plan::of(of_pages, documents.len() - of_pages);
    Searched { language, documents, plan }
}

/// Entries, secondary drivers and places in the language of the site.
pub(super) fn of_originals(site: &Site, lists: &Lists) -> Vec<Document> {
    let entries = lists.of_kind.values().flatten().map(|&id| Document::Entry(id));
    let drivers = lists.of_kind.get(&Kind::Driver).into_iter().flatten();
    let secondaries = drivers.flat_map(|&driver| site.secondaries_of(driver)).map(Document::Secondary);
    let places = lists.examples_of_place.keys().map(|&place| Document::Place(place));
    entries.chain(secondaries).chain(places).collect()
}

/// The works that entries with a translation into a language cite.
fn works_of(site: &Site, language: &str) -> BTreeSet<ReferenceId> {
    let is_there = |id: &EntryId| {
        let translation = site.translations.get(id).and_then(|all| all.get(language));
        translation.is_some_and(|&translation| site.is_published(translation))
    };
    let works = site.lists.citing.iter().filter(|(_, citing)| citing.iter().any(is_there));
    works.map(|(&work, _)| work).collect()
}

/// The pages that one searches on, each at its address. They are known before anything is numbered.
pub(super) fn pages(site: &Site) -> impl Iterator<Item = (UrlPath, PageId)> + use<> {
    let address = |(id, language): (LanguageId, String)| {
        (translated(id, &language, UrlPath::folder(&["search"])), PageId::Search(id))
    };
    (0..).map(LanguageId).zip(languages(site)).map(address)
}

/// The files of the indexes, each at its address.
pub(super) fn shards(site: &Site) -> impl Iterator<Item = (UrlPath, PageId)> {
    (0..).map(LanguageId).zip(site.searches.iter()).flat_map(|(id, searched)| {
        let address = move |shard: Shard| {
            translated(id, &searched.language, UrlPath::file(&format!("search/data/{}.js", shard.name())))
        };
        searched.plan.shards().map(move |shard| (address(shard), PageId::Shard(id, shard)))
    })
}

fn translated(id: LanguageId, language: &str, address: UrlPath) -> UrlPath {
    if id == LanguageId::OWN { address } else { address.translated(language) }
}

impl Site {
    pub fn searched(&self, id: LanguageId) -> &Searched {
        &self.searches[id.0 as usize]
    }

    /// The languages that the site has pages in.
    pub fn languages(&self) -> impl Iterator<Item = LanguageId> + use<> {
        (0..self.searches.len() as u16).map(LanguageId)
    }

    /// The languages that published entries of a kind are in.
    pub fn languages_of(&self, kind: Kind) -> BTreeSet<&str> {
        let own = self.has(kind).then_some(self.settings.language.as_str());
        let translated = self.of_kind(kind).filter_map(|id| self.translations.get(&id)).flatten();
        let others = translated.filter(|(_, id)| self.is_published(**id)).map(|(language, _)| language.as_str());
        own.into_iter().chain(others).collect()
    }

    /// The language with a tag; the site's own for one that it has no pages in.
    pub fn language(&self, tag: &str) -> LanguageId {
        self.languages().find(|&id| self.searched(id).language == tag).unwrap_or(LanguageId::OWN)
    }

    /// A secondary driver's title in the language of its driver's original, and that driver.
    pub fn secondary_title(&self, id: SecondaryId) -> (EntryId, Option<&Inline>) {
        let secondary = self.secondary(id);
        let labels = match &self.entry(secondary.driver).details {
            Details::Driver(driver) => driver.secondary.as_slice(),
            _ => &[],
        };
        (secondary.driver, labels.get(secondary.index).map(|label| &label.title))
    }
}
