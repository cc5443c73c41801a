//! Pages that are no entry's own: home, lists, places, the bibliography, A to Z, 404 and old addresses.

use std::collections::BTreeMap;

use super::figures;
use super::frame::{Heading, Page};
use super::views::{
    AzLink, BibliographyView, CardGroup, HomeView, IndexView, LanguageLink, Letter, LinkView, ListsIn, PlaceView,
    PlacesView, PlainView, SearchView, StubView, WorkView,
};
use super::{Made, apa, cite};
use crate::graph::{
    Bibliography, CITING, EntryId, Index, Items, LanguageId, Listing, PageId, ReferenceId, Site, SiteFile, letter,
};
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
    let mut frame = page.frame("home", heading(&page, page.word("home_lede")), Vec::new());
    let pages = match page.first(&mut frame, Listing::OfKind(Kind::Page)) {
        Items::Entries(ids) => ids.iter().map(|&id| page.link_view(PageId::Entry(id))).collect(),
        _ => Vec::new(),
    };
    let view = HomeView {
        frameworks: site.of_kind(Kind::Framework).map(|id| page.framework_at_a_glance(id)).collect(),
        briefs: page.cards(&newest_briefs(site)),
        guides: page.cards(&first_guides(site)),
        collaboratives: page.first_cards(&mut frame, Listing::OfKind(Kind::Collaborative)),
        places: places_by_name(site.places()).map(|place| page.place_link(place)).collect(),
        figure_html: figures::of_places(&page),
        examples_total: site.number_of(Kind::Example),
        pages,
        frame,
    };
    page.template("home.html", &view)
}

/// Places in the order in which a reader looks for them: their codes have another.
fn places_by_name(places: impl Iterator<Item = PlaceId>) -> impl Iterator<Item = PlaceId> {
    let mut places: Vec<PlaceId> = places.collect();
    places.sort_by_key(|place| place.name());
    places.into_iter()
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
    let mut heading = heading(&page, &page.fill("place_lede", &[("place", place.name())]));
    heading.kicker = page.word("place").to_owned();
    let mut frame = page.frame("place", heading, crumbs);
    page.finish(&mut frame);
    frame.cite = Some(page.cite_place(place));
    let examples = page.first_cards(&mut frame, Listing::Place(place));
    let total = page.site.items(Listing::Place(place)).len();
    page.template("place.html", &PlaceView { frame, code: place.code(), examples, total })
}

pub(super) fn index(mut page: Page<'_>, index: Index) -> Made {
    let crumbs = page.crumbs([]);
    let mut frame = page.frame("index", heading(&page, page.word(lede(index))), crumbs);
    page.finish(&mut frame);
    let Some(kind) = index.kind() else { return places(page, frame) };
    let groups = match page.first(&mut frame, Listing::Index(index)) {
        Items::Headed(entries) => grouped(&page, entries),
        _ => Vec::new(),
    };
    let total = page.site.number_of(kind);
    let filters = super::filters::filters(&page, index);
    if !filters.is_empty() {
        frame.scripts = page.scripts(&["filter"]);
    }
    let figure_html = match index {
        Index::Drivers => figures::of_coverage(&page),
        Index::Briefs | Index::Examples | Index::Places | Index::Guides | Index::Terms => String::new(),
    };
    page.template("index.html", &IndexView { frame, groups, filters, total, figure_html })
}

/// What a list holds, in a sentence.
fn lede(index: Index) -> &'static str {
    match index {
        Index::Drivers => "drivers_lede",
        Index::Briefs => "briefs_lede",
        Index::Examples => "examples_lede",
        Index::Places => "places_lede",
        Index::Guides => "guides_lede",
        Index::Terms => "terms_lede",
    }
}

/// Entries under the titles of the pages that they belong to.
pub(super) fn grouped(page: &Page<'_>, entries: &[(Option<PageId>, EntryId)]) -> Vec<CardGroup> {
    let group = |group: &[(Option<PageId>, EntryId)]| {
        let head = group[0].0;
        CardGroup {
            title_html: head.map_or(String::new(), |head| page.title_html(head)),
            url: head.and_then(|head| page.published_link(head)),
            cards: group.iter().map(|&(_, id)| page.card(id)).collect(),
        }
    };
    entries.chunk_by(|a, b| a.0 == b.0).map(group).collect()
}

fn places(page: Page<'_>, frame: super::views::Frame) -> Made {
    let all = places_by_name(PlaceId::all()).map(|place| page.place_link(place));
    let (places, others) = all.partition(|place| place.examples > 0);
    let figure_html = figures::of_places(&page);
    page.template("places.html", &PlacesView { frame, figure_html, places, others })
}

/// The whole bibliography, with the pages that cite each work.
pub(super) fn references(page: Page<'_>) -> Made {
    let crumbs = page.crumbs([]);
    let mut frame = page.frame("references", heading(&page, page.word("references_lede")), crumbs);
    let works = match page.first(&mut frame, Listing::Works) {
        Items::Works(start, end) => works(page.site, start, end).iter().map(|&id| work(&page, id)).collect(),
        _ => Vec::new(),
    };
    let files = BIBLIOGRAPHIES.map(|(file, name)| LinkView {
        title_html: name.to_owned(),
        url: Some(page.link(PageId::File(SiteFile::Bibliography(file)))),
    });
    page.template("references.html", &BibliographyView { frame, works, files: files.into() })
}

/// The bibliography as files, and what readers call their formats.
const BIBLIOGRAPHIES: [(Bibliography, &str); 3] =
    [(Bibliography::Bibtex, "BibTeX"), (Bibliography::Ris, "RIS"), (Bibliography::CslJson, "CSL-JSON")];

/// The whole bibliography of the published site, for reference managers.
pub(super) fn bibliography(site: &Site, format: Bibliography) -> String {
    let all = works(site, 0, site.lists.citing.len());
    let formatted: Vec<_> = all.iter().map(|&id| apa::format(site.reference(id))).collect();
    match format {
        Bibliography::Bibtex => {
            formatted.iter().map(|work| work.exported.bibtex.as_str()).collect::<Vec<_>>().join("\n")
        }
        Bibliography::Ris => formatted.iter().map(|work| work.exported.ris.as_str()).collect(),
        Bibliography::CslJson => cite::library(formatted.iter().map(|work| work.exported.csl.as_str())),
    }
}

/// The works from one place up to another, in the order of what is told of them. One that only drafts cite is not
/// the published site's.
pub(super) fn works(site: &Site, start: usize, end: usize) -> &[ReferenceId] {
    let all = site.lists.works.get_or_init(|| {
        let mut all: Vec<ReferenceId> = site.lists.citing.keys().copied().collect();
        all.sort_by_cached_key(|&id| {
            let reference = site.reference(id);
            (slug(&apa::format(reference).html), slug(&reference.key.value))
        });
        all
    });
    &all[start..end]
}

/// Where a work stands in the bibliography, from the root of the site.
pub(super) fn address_of_work(site: &Site, id: ReferenceId) -> String {
    let (page, anchor) = place_of_work(site, id);
    format!("{}#{anchor}", site.address(page))
}

/// The same as a page links to it.
pub(super) fn link_to_work(page: &Page<'_>, id: ReferenceId) -> String {
    let (there, anchor) = place_of_work(page.site, id);
    format!("{}#{anchor}", page.link(there))
}

/// The part of the bibliography that tells of a work, and the work's id there.
fn place_of_work(site: &Site, id: ReferenceId) -> (PageId, String) {
    let parts = site.parts(Listing::Works);
    let part = if parts == 1 { 1 } else { site.lists.part_of_works.get_or_init(|| parts_of_works(site, parts))[&id] };
    let page = if part == 1 { PageId::References } else { PageId::Further(Listing::Works, part) };
    (page, slug(&site.reference(id).key.value))
}

fn parts_of_works(site: &Site, parts: u32) -> BTreeMap<ReferenceId, u32> {
    let part = |part: u32| match site.part(Listing::Works, part).1 {
        Items::Works(start, end) => works(site, start, end).iter().map(|&id| (id, part)).collect(),
        _ => Vec::new(),
    };
    (1..=parts).flat_map(part).collect()
}

/// Pages that cite a work, where all of them have a page of their own.
const FIRST_CITING: usize = 10;

/// A work of the bibliography.
pub(super) fn work(page: &Page<'_>, id: ReferenceId) -> WorkView {
    let citing = page.site.lists.citing.get(&id).map(Vec::as_slice).unwrap_or_default();
    let is_long = citing.len() > CITING;
    let shown = if is_long { &citing[..FIRST_CITING] } else { citing };
    WorkView {
        id: slug(&page.site.reference(id).key.value),
        html: page.formatted(id),
        cited_on: shown.iter().map(|&id| page.link_view(PageId::Entry(id))).collect(),
        all: is_long.then(|| LinkView {
            title_html: escape(&page.fill("all_pages", &[("n", &citing.len().to_string())])),
            url: Some(page.link(PageId::Further(Listing::Citing(id), 1))),
        }),
    }
}

/// Every page in a language, from A to Z; where they are many, a page a letter.
pub(super) fn search(page: Page<'_>, language: LanguageId) -> Made {
    let mut frame = page.frame("search", heading(&page, page.word("everything_lede")), page.crumbs([]));
    frame.scripts = page.scripts(&["search"]);
    frame.languages = page.site.languages().filter(|&other| other != language).map(|id| page.search_in(id)).collect();
    let data = super::search::island(&page, language);
    let by = [Index::Drivers, Index::Places].map(|index| page.link(PageId::Index(index)));
    let [by_driver, by_place] = by;
    let whole = !has_letters(page.site, language);
    // What lists pages is in the language of the site.
    let lists = Index::ALL.into_iter().map(PageId::Index).chain([PageId::References]);
    let lists = lists.filter(|_| !whole && language == LanguageId::OWN);
    let view = SearchView {
        frame,
        data,
        by_driver,
        by_place,
        // There are no lists of drivers and places in other languages than the site's own.
        lists_in: (language != LanguageId::OWN).then(|| {
            let LanguageLink { lang, name, url: _ } = page.search_in(LanguageId::OWN);
            ListsIn { lang, name }
        }),
        letters: if whole { all_letters(&page, language) } else { letters(&page, language) },
        lists: lists.map(|id| line(&page, id)).collect(),
    };
    page.template("search.html", &view)
}

/// True where each letter of a language has a page of its own.
pub(super) fn has_letters(site: &Site, language: LanguageId) -> bool {
    letters_of(site, language).next().is_some()
}

/// The letters of a language that have pages of their own.
pub(super) fn letters_of(site: &Site, language: LanguageId) -> impl Iterator<Item = char> {
    site.lists.letters.range((language, '\0')..=(language, char::MAX)).map(|((_, letter), _)| *letter)
}

/// The pages in a language that the list from A to Z has.
pub(super) fn titled(site: &Site, language: LanguageId) -> Vec<PageId> {
    let is_listed = |page: &PageId| match *page {
        PageId::Entry(entry) => site.entry(entry).language.is_none(),
        PageId::Secondary(_) | PageId::Place(_) | PageId::Index(_) | PageId::References => true,
        PageId::Home | PageId::Search(_) | PageId::NotFound | PageId::Further(..) => false,
        PageId::Feed | PageId::Sitemap | PageId::SitemapPart(_) | PageId::Robots => false,
        PageId::SiteJson | PageId::File(_) | PageId::Shard(..) | PageId::Kit(_) => false,
        PageId::Stub(..) | PageId::Handout(_) | PageId::Asset(_) => false,
        PageId::Collaborative(..) => false,
    };
    if language == LanguageId::OWN {
        return site.pages.values().copied().filter(is_listed).collect();
    }
    site.searched(language).documents.iter().filter_map(|document| document.page()).collect()
}

/// The letters with all that stands under each.
fn all_letters(page: &Page<'_>, language: LanguageId) -> Vec<Letter> {
    let mut letters: BTreeMap<char, Vec<(String, AzLink)>> = BTreeMap::new();
    for id in titled(page.site, language) {
        let sort = slug(&page.title_plain(id));
        letters.entry(letter(&sort)).or_default().push((sort, line(page, id)));
    }
    let view = |(letter, mut links): (char, Vec<(String, AzLink)>)| {
        links.sort_by(|a, b| (&a.0, &a.1.url).cmp(&(&b.0, &b.1.url)));
        let id = id_of(letter);
        let url = format!("#{id}");
        Letter {
            letter: letter.to_string(),
            id,
            url,
            current: false,
            links: links.into_iter().map(|(_, link)| link).collect(),
        }
    };
    letters.into_iter().map(view).collect()
}

/// The letters that have pages of their own.
pub(super) fn letters(page: &Page<'_>, language: LanguageId) -> Vec<Letter> {
    let view = |letter: char| Letter {
        letter: letter.to_string(),
        id: id_of(letter),
        url: page.link(PageId::Further(Listing::Letter(language, letter), 1)),
        current: matches!(page.id, PageId::Further(Listing::Letter(_, own), _) if own == letter),
        links: Vec::new(),
    };
    letters_of(page.site, language).map(view).collect()
}

fn id_of(letter: char) -> String {
    if letter == '#' { "other".to_owned() } else { letter.to_ascii_lowercase().to_string() }
}

/// A page as it stands in the list from A to Z.
pub(super) fn line(page: &Page<'_>, id: PageId) -> AzLink {
    let kind = match id {
        PageId::Entry(entry) => page.kind_label(page.site.entry(entry).kind),
        PageId::Secondary(_) => page.word("secondary").to_owned(),
        PageId::Place(_) => page.word("place").to_owned(),
        _ => page.word("list").to_owned(),
    };
    AzLink { title_html: page.title_html(id), url: page.link(id), kind }
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
    let place = page.site.new_place(entry, alias);
    let target = place.map_or(target.clone(), |place| format!("{target}#{place}"));
    let crumbs: Vec<LinkView> = Vec::new();
    let mut frame = page.frame("stub", heading(&page, ""), crumbs);
    frame.title_html = page.title_html(PageId::Entry(entry));
    frame.canonical = super::frame::canonical(page.site, page.site.address(PageId::Entry(entry)));
    frame.noindex = true;
    page.template("stub.html", &StubView { frame, target })
}
