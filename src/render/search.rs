//! Files of the search index that hold what pages show: texts of results, pages by what they are about, spellings that
//! mean the same; and what the search page tells its script.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::frame::Page;
use super::{Made, Trouble};
use crate::graph::{DriverRef, EntryId, Items, Listing, Own, PageId};
use crate::model::{Details, FragmentId, Kind};
use crate::search::{self, Plan, Section, Shard, numbers};

/// Bytes of a page's text that a result can show. Whoever writes longer pages is found all the same.
const LONGEST: usize = 32 << 10;

/// A file of the index.
pub(super) fn shard(mut page: Page<'_>, shard: Shard) -> Made {
    let data = match shard {
        Shard::Words(_) | Shard::Near(_) => String::new(),
        Shard::Text(number) => {
            let documents = &page.site.documents[page.site.plan.texts(number)];
            json(&documents.iter().map(|&document| text(&mut page, document)).collect::<Vec<_>>())
        }
        Shard::Facets => json(&facets(&page)),
        Shard::Terms => json(&terms(&page)),
    };
    match page.missing {
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
    documents: u32,
    words: u32,
    near: u32,
    group: u32,
    /// What the index leaves out.
    stop: &'a str,
    /// What it says, by key.
    say: BTreeMap<&'a str, &'a str>,
}

/// The same as JSON that may stand in a page.
pub(super) fn island(page: &Page<'_>) -> String {
    let Plan { documents, words, near, group } = page.site.plan;
    let stop = search::stop_words(&page.site.settings.language);
    let island = Island { documents, words, near, group, stop, say: page.words_of("search_") };
    json(&island).replace('<', "\\u003c")
}

/// A result: address from this file, title, kind in words, where and when, sections.
#[derive(Serialize)]
struct Text(String, String, String, String, Vec<Told>);

/// A section: id, heading, text; the first one's id and heading are empty.
#[derive(Serialize)]
struct Told(String, String, String);

fn text(page: &mut Page<'_>, document: PageId) -> Text {
    let (kind, about, sections) = match document {
        PageId::Entry(id) => {
            let kind = page.kind_label(page.site.entry(id).kind);
            (kind, about(page, id), entry(page, id))
        }
        PageId::Secondary(id) => {
            let driver = PageId::Entry(page.site.secondary(id).driver);
            (page.word("secondary").to_owned(), page.title_plain(driver), Vec::new())
        }
        PageId::Place(place) => {
            let examples = page.site.items(Listing::Place(place)).len();
            let lead = Told(String::new(), String::new(), examples_of(page, Listing::Place(place)));
            (page.word("place").to_owned(), page.count(examples, "example"), vec![lead])
        }
        _ => (String::new(), String::new(), Vec::new()),
    };
    Text(page.link(document), page.title_plain(document), kind, about, sections)
}

/// The titles of a list's first part.
fn examples_of(page: &Page<'_>, listing: Listing) -> String {
    let (_, Items::Entries(ids)) = page.site.part(listing, 1) else { return String::new() };
    ids.iter().map(|&id| page.title_plain(PageId::Entry(id))).collect::<Vec<_>>().join("; ")
}

/// Where and when.
fn about(page: &Page<'_>, id: EntryId) -> String {
    let place = match &page.site.entry(id).details {
        Details::Example(example) => example.place.map(|place| place.name().to_owned()),
        _ => None,
    };
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
        page.missing = Some(id);
        return Vec::new();
    };
    let named = |link| Some(page.link_words(id, FragmentId::BODY, link));
    let sections = search::sections(entry.outline(), &body, named);
    let mut told = vec![Told(String::new(), String::new(), lead)];
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

/// Words with one space between them, and none before a full stop.
fn spaced(text: &str) -> String {
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

fn facets(page: &Page<'_>) -> Facets {
    let site = page.site;
    let mut kinds: BTreeMap<u8, (String, String, Vec<u32>)> = BTreeMap::new();
    let mut drivers: BTreeMap<EntryId, Vec<u32>> = BTreeMap::new();
    let mut places = BTreeMap::new();
    for (number, &document) in (0..).zip(&site.documents) {
        let (order, value, label) = match document {
            PageId::Entry(id) => {
                let kind = site.entry(id).kind;
                (kind as u8, kind.word(), page.word(kind.folder()))
            }
            PageId::Secondary(_) => (u8::MAX - 1, "secondary", page.word("secondaries")),
            _ => (u8::MAX, "place", page.word("places")),
        };
        kinds.entry(order).or_insert_with(|| (value.to_owned(), label.to_owned(), Vec::new())).2.push(number);
        for driver in drivers_of(page, document).into_iter().filter(|&id| site.is_published(id)) {
            drivers.entry(driver).or_default().push(number);
        }
        if let Some(place) = place_of(page, document) {
            places.entry(place).or_insert_with(Vec::new).push(number);
        }
    }
    let driver = |(id, documents): (EntryId, Vec<u32>)| {
        (site.entry(id).id.clone(), page.title_plain(PageId::Entry(id)), numbers(documents))
    };
    let place = |(place, documents): (crate::model::PlaceId, Vec<u32>)| {
        (place.slug(), place.name().to_owned(), numbers(documents))
    };
    let mut facets = Facets {
        kind: kinds.into_values().map(|(value, label, documents)| (value, label, numbers(documents))).collect(),
        driver: drivers.into_iter().map(driver).collect(),
        place: places.into_iter().map(place).collect(),
    };
    facets.driver.sort_by(|a, b| a.1.cmp(&b.1));
    facets.place.sort_by(|a, b| a.1.cmp(&b.1));
    facets
}

/// The primary drivers that a page is about.
fn drivers_of(page: &Page<'_>, document: PageId) -> BTreeSet<EntryId> {
    let site = page.site;
    let of_secondary = |id: crate::graph::SecondaryId| site.secondary(id).driver;
    let id = match document {
        PageId::Entry(id) => id,
        PageId::Secondary(id) => return BTreeSet::from([of_secondary(id)]),
        _ => return BTreeSet::new(),
    };
    match &site.relations(id).own {
        Own::None => BTreeSet::new(),
        Own::Driver { .. } => BTreeSet::from([id]),
        Own::Brief { driver, .. } => driver.iter().copied().collect(),
        Own::Guide { brief, actions, items, .. } => {
            let of_brief = brief.map(|brief| drivers_of(page, PageId::Entry(brief))).unwrap_or_default();
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

fn place_of(page: &Page<'_>, document: PageId) -> Option<crate::model::PlaceId> {
    match document {
        PageId::Place(place) => Some(place),
        PageId::Entry(id) => match &page.site.entry(id).details {
            Details::Example(example) => example.place,
            _ => None,
        },
        _ => None,
    }
}

/// Each term's spellings, where it has several.
fn terms(page: &Page<'_>) -> Vec<Vec<String>> {
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
    page.site.of_kind(Kind::Term).map(spellings).filter(|spellings| spellings.len() > 1).collect()
}
