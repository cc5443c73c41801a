//! Files of the search index that hold what pages show: texts of results, pages by what they are about, spellings that
//! mean the same; and what the search page tells its script.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::frame::Page;
use super::{Made, Trouble, apa, indexes};
use crate::graph::{Document, DriverRef, EntryId, Items, LanguageId, Listing, Own, PageId, ReferenceId, SecondaryId};
use crate::model::{Details, FragmentId, Kind, PlaceId};
use crate::search::{self, Plan, SHELF, Section, Shard, numbers};

/// Bytes of a page's text that a result can show. Whoever writes longer pages is found all the same.
const LONGEST: usize = 32 << 10;

/// A file of the index of a language.
pub(super) fn shard(mut page: Page<'_>, language: LanguageId, shard: Shard) -> Made {
    let searched = page.site.searched(language);
    let mut texts =
        |documents: &[Document]| -> Vec<Text> { documents.iter().map(|&document| text(&mut page, document)).collect() };
    let data = match shard {
        Shard::Words(_) | Shard::Near(_) => String::new(),
        Shard::Text(number) => json(&texts(&searched.documents[searched.plan.texts(number)])),
        Shard::Works(number) => json(&texts(&searched.documents[searched.plan.works(number)])),
        Shard::Facets => json(&facets(&page, &searched.documents)),
        Shard::Terms => json(&terms(&page, &searched.documents)),
    };
    match page.missing.get() {
        Some(entry) => Err(Trouble::Text(entry)),
        None => Ok(String::from_utf8(shard.script(&data)).unwrap_or_default()),
    }
}

fn json(data: &impl Serialize) -> String {
    serde_json::to_string(data).unwrap_or_default()
}

/// What the script of the search page needs to know before it loads anything.
#[derive(Serialize)]
struct Island<'a> {
    /// Pages and works; the works come last.
    documents: u32,
    pages: u32,
    words: u32,
    near: u32,
    group: u32,
    /// Works that share a file.
    shelf: u32,
    /// What the index leaves out.
    stop: &'a str,
    /// What it says, by key.
    say: BTreeMap<&'a str, &'a str>,
}

/// The same as JSON that may stand in a page.
pub(super) fn island(page: &Page<'_>, language: LanguageId) -> String {
    let plan = page.site.searched(language).plan;
    let Plan { pages, works: _, words, near, group } = plan;
    let (documents, stop) = (plan.documents(), search::stop_words(page.language));
    let island = Island { documents, pages, words, near, group, shelf: SHELF, stop, say: page.words_of("search_") };
    json(&island).replace('<', "\\u003c")
}

/// A result: address from this file, title, kind in words, where and when, sections.
#[derive(Serialize)]
struct Text(String, String, String, String, Vec<Told>);

/// A section: id, heading, text; the first one's id and heading are empty.
#[derive(Serialize)]
struct Told(String, String, String);

fn text(page: &mut Page<'_>, document: Document) -> Text {
    let (there, kind, about, sections) = match document {
        Document::Entry(id) => {
            let kind = page.kind_label(page.site.entry(id).kind);
            (PageId::Entry(id), kind, about(page, id), entry(page, id))
        }
        Document::Secondary(id) => {
            let driver = PageId::Entry(page.site.secondary(id).driver);
            (PageId::Secondary(id), page.word("secondary").to_owned(), page.title_plain(driver), Vec::new())
        }
        Document::Place(place) => {
            let examples = page.site.items(Listing::Place(place)).len();
            let lead = vec![lead(examples_of(page, Listing::Place(place)))];
            (PageId::Place(place), page.word("place").to_owned(), page.count(examples, "example"), lead)
        }
        Document::Work(id) => return work(page, id),
    };
    Text(page.link(there), page.title_plain(there), kind, about, sections)
}

/// A work: it leads to its place in the bibliography, which names the pages that cite it.
fn work(page: &Page<'_>, id: ReferenceId) -> Text {
    let work = apa::format(page.site.reference(id));
    let title = if work.title.is_empty() { &work.short } else { &work.title };
    let whole = vec![lead(work.text.clone())];
    Text(indexes::link_to_work(page, id), title.clone(), page.word("reference").to_owned(), work.short.clone(), whole)
}

/// What stands before the first heading.
fn lead(text: String) -> Told {
    Told(String::new(), String::new(), text)
}

/// The titles of a list's first part.
fn examples_of(page: &Page<'_>, listing: Listing) -> String {
    let (_, Items::Entries(ids)) = page.site.part(listing, 1) else { return String::new() };
    ids.iter().map(|&id| page.title_plain(PageId::Entry(id))).collect::<Vec<_>>().join("; ")
}

/// Where and when.
fn about(page: &Page<'_>, id: EntryId) -> String {
    let place = place_of(page, Document::Entry(id)).map(|place| place.name().to_owned());
    let date = page.site.date_of(id).map(|date| page.date(date).words);
    place.into_iter().chain(date).collect::<Vec<_>>().join(", ")
}

/// An entry as it is told: what stands in its front matter and before the first heading, then by its headings.
fn entry(page: &mut Page<'_>, id: EntryId) -> Vec<Told> {
    let site = page.site;
    let entry = site.entry(id);
    let mut lead = String::new();
    for at in (1..entry.fragments.len() as u32).map(FragmentId).filter(|at| *at != entry.title.fragment) {
        let value = search::of_inline(entry.fragment(at), |link| Some(page.link_words(id, at, link)));
        sentence(&mut lead, &value);
    }
    let Some(body) = page.bodies.body(id) else {
        page.missing.set(Some(id));
        return Vec::new();
    };
    let named = |link| Some(page.link_words(id, FragmentId::BODY, link));
    let sections = search::sections(entry.outline(), &body, named);
    let mut told = vec![self::lead(lead)];
    let mut room = LONGEST;
    for Section { heading, text } in sections {
        let text = spaced(&text[..text.floor_char_boundary(room)]);
        room -= text.len().min(room);
        match heading {
            Some(at) => {
                let heading = &entry.outline().headings[at as usize];
                told.push(Told(heading.id.value.clone(), heading.text.clone(), text));
            }
            None => sentence(&mut told[0].2, &text),
        }
    }
    told
}

/// Adds a sentence, with a full stop where the one before has no end.
fn sentence(text: &mut String, more: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push_str(if text.ends_with(['.', '!', '?', ':']) { " " } else { ". " });
    }
    text.push_str(more);
}

/// Words with one space between them, and none before a full stop: a citation that stood there is left out.
pub(super) fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_ascii_whitespace() {
        if !out.is_empty() && !matches!(word.as_bytes()[0], b'.' | b',' | b';') {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// By what one can narrow a search: value, what it is called, and the documents.
#[derive(Serialize)]
struct Facets {
    kind: Vec<(String, String, String)>,
    driver: Vec<(String, String, String)>,
    place: Vec<(String, String, String)>,
}

fn facets(page: &Page<'_>, documents: &[Document]) -> Facets {
    let site = page.site;
    let mut kinds: BTreeMap<u8, (String, String, Vec<u32>)> = BTreeMap::new();
    let mut drivers: BTreeMap<EntryId, Vec<u32>> = BTreeMap::new();
    let mut places: BTreeMap<PlaceId, Vec<u32>> = BTreeMap::new();
    for (number, &document) in (0..).zip(documents) {
        let (order, value, label) = match document {
            Document::Entry(id) => {
                let kind = site.entry(id).kind;
                (kind as u8, kind.word(), page.word(kind.folder()))
            }
            Document::Secondary(_) => (u8::MAX - 2, "secondary", page.word("secondaries")),
            Document::Place(_) => (u8::MAX - 1, "place", page.word("places")),
            Document::Work(_) => (u8::MAX, "reference", page.word("references")),
        };
        kinds.entry(order).or_insert_with(|| (value.to_owned(), label.to_owned(), Vec::new())).2.push(number);
        for driver in drivers_of(page, document).into_iter().filter(|&id| site.is_published(id)) {
            drivers.entry(driver).or_default().push(number);
        }
        if let Some(place) = place_of(page, document) {
            places.entry(place).or_default().push(number);
        }
    }
    let driver = |(id, documents): (EntryId, Vec<u32>)| {
        (site.entry(id).id.clone(), page.title_plain(PageId::Entry(id)), numbers(documents))
    };
    let place = |(place, documents): (PlaceId, Vec<u32>)| (place.slug(), place.name().to_owned(), numbers(documents));
    let mut facets = Facets {
        kind: kinds.into_values().map(|(value, label, documents)| (value, label, numbers(documents))).collect(),
        driver: drivers.into_iter().map(driver).collect(),
        place: places.into_iter().map(place).collect(),
    };
    facets.driver.sort_by(|a, b| a.1.cmp(&b.1));
    facets.place.sort_by(|a, b| a.1.cmp(&b.1));
    facets
}

/// The primary drivers that a document is about; a translation is about what its original is.
fn drivers_of(page: &Page<'_>, document: Document) -> BTreeSet<EntryId> {
    let site = page.site;
    let of_secondary = |id: SecondaryId| site.secondary(id).driver;
    let id = match document {
        Document::Entry(id) => id,
        Document::Secondary(id) => return BTreeSet::from([of_secondary(id)]),
        Document::Place(_) | Document::Work(_) => return BTreeSet::new(),
    };
    match &site.relations(id).own {
        Own::None => BTreeSet::new(),
        Own::Driver { .. } => BTreeSet::from([site.original(id)]),
        Own::Brief { driver, .. } => driver.iter().copied().collect(),
        Own::Guide { brief, actions, items, .. } => {
            let of_brief = brief.map(|brief| drivers_of(page, Document::Entry(brief))).unwrap_or_default();
            let named = actions.iter().chain(items).flatten().map(|&id| of_secondary(id));
            of_brief.into_iter().chain(named).collect()
        }
        Own::Example { demonstrates: drivers, .. } | Own::Collaborative { drivers, .. } => drivers
            .iter()
            .map(|driver| match driver {
                DriverRef::Primary(id) => *id,
                DriverRef::Secondary(id) => of_secondary(*id),
            })
            .collect(),
    }
}

fn place_of(page: &Page<'_>, document: Document) -> Option<PlaceId> {
    match document {
        Document::Place(place) => Some(place),
        Document::Entry(id) => match &page.site.entry(page.site.original(id)).details {
            Details::Example(example) => example.place,
            _ => None,
        },
        Document::Secondary(_) | Document::Work(_) => None,
    }
}

/// Each term's spellings, where it has several.
fn terms(page: &Page<'_>, documents: &[Document]) -> Vec<Vec<String>> {
    let spellings = |id: EntryId| {
        let entry = page.site.entry(id);
        let also = match &entry.details {
            Details::Term(term) => term.also.as_slice(),
            _ => &[],
        };
        // "Resource and Referral (CCR&R)" is two spellings.
        let title = entry.title.plain.trim_end_matches(')').split(" (").map(str::to_owned);
        let mut all: Vec<String> = Vec::new();
        for spelling in title.chain(also.iter().map(|also| also.value.clone())) {
            if !all.contains(&spelling) {
                all.push(spelling);
            }
        }
        all
    };
    let terms = documents.iter().filter_map(|document| match document {
        Document::Entry(id) => Some(*id).filter(|&id| page.site.entry(id).kind == Kind::Term),
        Document::Secondary(_) | Document::Place(_) | Document::Work(_) => None,
    });
    terms.map(spellings).filter(|spellings| spellings.len() > 1).collect()
}
