//! Pages that are no entry's own: home, lists, places, the bibliography, A to Z, 404 and old addresses.

use std::collections::BTreeMap;

use super::Made;
use super::frame::{Heading, Page};
use super::views::{
    AzLink, BibliographyView, CardGroup, HomeView, IndexView, Letter, LinkView, PlaceView, PlacesView, PlainView,
    StubView, WorkView,
};
use crate::graph::{EntryId, Index, Own, PageId, ReferenceId, Site};
use crate::model::{Kind, PlaceId};
use crate::text::{escape, slug};

fn heading(page: &Page<'_>, description: &str) -> Heading {
    Heading {
        title: page.title_plain(page.id),
        title_html: page.title_html(page.id),
        description: description.to_owned(),
        kicker: String::new(),
    }
}

pub(super) fn home(page: Page<'_>) -> Made {
    let site = page.site;
    let places = site.places().map(|place| page.place_link(place));
    let view = HomeView {
        frame: page.frame("home", heading(&page, ""), Vec::new()),
        frameworks: site.of_kind(Kind::Framework).map(|id| page.framework(id)).collect(),
        briefs: page.cards(Some(&newest_briefs(site))),
        guides: page.cards(Some(&first_guides(site))),
        collaboratives: site.of_kind(Kind::Collaborative).map(|id| page.card(id)).collect(),
        places: places.collect(),
        examples_total: site.of_kind(Kind::Example).count(),
        pages: site.of_kind(Kind::Page).map(|id| page.link_view(PageId::Entry(id))).collect(),
    };
    page.template("home.html", &view)
}

/// As many briefs and guides as a reader takes in at a glance; the lists have all.
const GLANCE: usize = 6;

/// The briefs that the home page shows.
pub(super) fn newest_briefs(site: &Site) -> Vec<EntryId> {
    let mut briefs: Vec<EntryId> = site.of_kind(Kind::Brief).collect();
    briefs.sort_by_key(|&id| (std::cmp::Reverse(site.date_of(id)), id));
    briefs.truncate(GLANCE);
    briefs
}

/// The guides that the home page shows.
pub(super) fn first_guides(site: &Site) -> Vec<EntryId> {
    site.of_kind(Kind::Guide).take(GLANCE).collect()
}

pub(super) fn place(mut page: Page<'_>, place: PlaceId) -> Made {
    let crumbs = page.crumbs([PageId::Index(Index::Places)]);
    let mut heading = heading(&page, "");
    heading.kicker = page.word("place").to_owned();
    let mut frame = page.frame("place", heading, crumbs);
    page.finish(&mut frame);
    let examples = page.cards(page.site.lists.examples_of_place.get(&place));
    page.template("place.html", &PlaceView { frame, code: place.code(), examples })
}

pub(super) fn index(mut page: Page<'_>, index: Index) -> Made {
    let crumbs = page.crumbs([]);
    let mut frame = page.frame("index", heading(&page, ""), crumbs);
    page.finish(&mut frame);
    let Some(kind) = index.kind() else { return places(page, frame) };
    let groups = match kind {
        Kind::Driver => by_framework(&page),
        Kind::Brief => by_driver(&page),
        Kind::Example => by_place(&page),
        Kind::Framework | Kind::Guide | Kind::Collaborative | Kind::Term | Kind::Page => by_title(&page, kind),
    };
    let total = page.site.of_kind(kind).count();
    page.template("index.html", &IndexView { frame, groups, total })
}

fn group(page: &Page<'_>, head: Option<PageId>, ids: impl IntoIterator<Item = EntryId>) -> CardGroup {
    CardGroup {
        title_html: head.map_or(String::new(), |head| page.title_html(head)),
        url: head.and_then(|head| page.published_link(head)),
        cards: ids.into_iter().map(|id| page.card(id)).collect(),
    }
}

fn by_framework(page: &Page<'_>) -> Vec<CardGroup> {
    let lists = &page.site.lists.drivers_of_framework;
    let of = |(&framework, drivers): (&EntryId, &Vec<EntryId>)| {
        group(page, Some(PageId::Entry(framework)), drivers.iter().copied())
    };
    lists.iter().map(of).collect()
}

fn by_driver(page: &Page<'_>) -> Vec<CardGroup> {
    let lists = &page.site.lists.briefs_of_driver;
    let of =
        |(&driver, briefs): (&EntryId, &Vec<EntryId>)| group(page, Some(PageId::Entry(driver)), briefs.iter().copied());
    lists.iter().map(of).collect()
}

fn by_place(page: &Page<'_>) -> Vec<CardGroup> {
    let mut places: Vec<(&PlaceId, &Vec<EntryId>)> = page.site.lists.examples_of_place.iter().collect();
    places.sort_by_key(|(place, _)| place.name());
    places.into_iter().map(|(&place, ids)| group(page, Some(PageId::Place(place)), ids.iter().copied())).collect()
}

fn by_title(page: &Page<'_>, kind: Kind) -> Vec<CardGroup> {
    let mut ids: Vec<EntryId> = page.site.of_kind(kind).collect();
    ids.sort_by_cached_key(|&id| (slug(&page.title_plain(PageId::Entry(id))), id));
    if ids.is_empty() { Vec::new() } else { vec![group(page, None, ids)] }
}

fn places(page: Page<'_>, frame: super::views::Frame) -> Made {
    let mut all: Vec<PlaceId> = PlaceId::all().collect();
    all.sort_by_key(|place| place.name());
    let (places, others) = all.into_iter().map(|place| page.place_link(place)).partition(|place| place.examples > 0);
    page.template("places.html", &PlacesView { frame, places, others })
}

/// The whole bibliography, with the pages that cite each work.
pub(super) fn references(page: Page<'_>) -> Made {
    let site = page.site;
    let mut cited: BTreeMap<ReferenceId, Vec<EntryId>> = BTreeMap::new();
    for id in site.ids().filter(|&id| site.is_published(id) && site.entry(id).language.is_none()) {
        let relations = site.relations(id);
        let sources: &[ReferenceId] = match &relations.own {
            Own::Example { sources, .. } => sources,
            Own::None | Own::Driver { .. } | Own::Brief { .. } | Own::Guide { .. } => &[],
        };
        let texts = site.resolved[id.0 as usize].iter().flat_map(|resolved| resolved.citations.iter().flatten());
        let works = texts.chain(sources).chain(&relations.adapted_from);
        for &work in works {
            let list = cited.entry(work).or_default();
            if list.last() != Some(&id) {
                list.push(id);
            }
        }
    }
    let mut works: Vec<(String, WorkView)> = Vec::new();
    // A work that only drafts cite is not the published site's.
    for (&work, pages) in &cited {
        let html = page.formatted(work);
        let view = WorkView {
            id: slug(&site.reference(work).key.value),
            html: html.clone(),
            cited_on: pages.iter().map(|&id| page.link_view(PageId::Entry(id))).collect(),
        };
        works.push((slug(&html), view));
    }
    works.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.id.cmp(&b.1.id)));
    let crumbs = page.crumbs([]);
    let frame = page.frame("references", heading(&page, ""), crumbs);
    let works = works.into_iter().map(|(_, view)| view).collect();
    page.template("references.html", &BibliographyView { frame, works })
}

/// Every page of the site, from A to Z.
pub(super) fn search(page: Page<'_>) -> Made {
    let site = page.site;
    let mut letters: BTreeMap<char, Vec<(String, AzLink)>> = BTreeMap::new();
    for &id in site.pages.values() {
        let kind = match id {
            PageId::Entry(entry) if site.entry(entry).language.is_some() => continue,
            PageId::Entry(entry) => page.kind_label(site.entry(entry).kind),
            PageId::Secondary(_) => page.word("secondary").to_owned(),
            PageId::Place(_) => page.word("place").to_owned(),
            PageId::Index(_) | PageId::References => page.word("list").to_owned(),
            PageId::Home | PageId::Search | PageId::NotFound => continue,
            PageId::Feed
            | PageId::Sitemap
            | PageId::Robots
            | PageId::SiteJson
            | PageId::Stub(..)
            | PageId::Asset(_) => continue,
        };
        let sort = slug(&page.title_plain(id));
        // What starts with no Latin letter stands under #, first.
        let letter = sort.chars().next().filter(char::is_ascii_alphabetic).map_or('#', |c| c.to_ascii_uppercase());
        let link = AzLink { title_html: page.title_html(id), url: page.link(id), kind };
        letters.entry(letter).or_default().push((sort, link));
    }
    let crumbs = page.crumbs([]);
    let letter = |(letter, mut links): (char, Vec<(String, AzLink)>)| {
        links.sort_by(|a, b| (&a.0, &a.1.url).cmp(&(&b.0, &b.1.url)));
        let id = if letter == '#' { "other".to_owned() } else { letter.to_ascii_lowercase().to_string() };
        Letter { letter: letter.to_string(), id, links: links.into_iter().map(|(_, link)| link).collect() }
    };
    let view = super::views::SearchView {
        frame: page.frame("search", heading(&page, ""), crumbs),
        letters: letters.into_iter().map(letter).collect(),
    };
    page.template("search.html", &view)
}

pub(super) fn not_found(page: Page<'_>) -> Made {
    let mut frame = page.frame("not-found", heading(&page, ""), vec![page.crumb_home()]);
    frame.noindex = true;
    frame.canonical = None;
    let body = format!("<p>{}</p>\n", escape(page.word("not_found_text")));
    let view = PlainView { frame, summary_html: String::new(), contents_html: String::new(), body };
    page.template("404.html", &view)
}

/// A page at an old address that leads to the new one.
pub(super) fn stub(page: Page<'_>, entry: EntryId, alias: u32) -> Made {
    let target = page.link(PageId::Entry(entry));
    let anchor = page.site.entry(entry).aliases.get(alias as usize).and_then(|alias| alias.value.split_once('#'));
    let target = anchor.map_or(target.clone(), |(_, anchor)| format!("{target}#{anchor}"));
    let crumbs: Vec<LinkView> = Vec::new();
    let mut frame = page.frame("stub", heading(&page, ""), crumbs);
    frame.title_html = page.title_html(PageId::Entry(entry));
    frame.canonical = super::frame::canonical(page.site, page.site.address(PageId::Entry(entry)));
    frame.noindex = true;
    page.template("stub.html", &StubView { frame, target })
}
