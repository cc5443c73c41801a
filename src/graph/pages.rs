//! What pages a site has, and at which addresses. Those of long lists' further parts come later, in `further`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{EntryId, LanguageId, Listing, Opened, SecondaryId, Section, Site, SiteFile, UrlPath};
use super::{aliases, sections};
use crate::diag::{Code, FileId, Findings};
use crate::model::{Details, Entry, Kind, PlaceId};
use crate::search::Shard;
use crate::source::Content;
use crate::text::{Span, slug};

/// A page, or another file of the published site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageId {
    Home,
    Entry(EntryId),
    Secondary(SecondaryId),
    /// A page or a file below a collaborative's.
    Collaborative(EntryId, Section),
    Place(PlaceId),
    Index(Index),
    References,
    /// Every page in a language, from A to Z, and the search in it.
    Search(LanguageId),
    NotFound,
    Feed,
    Sitemap,
    /// One of the files of a sitemap that is too long for one.
    SitemapPart(u32),
    Robots,
    SiteJson,
    File(SiteFile),
    /// A file of the index of a language.
    Shard(LanguageId, Shard),
    /// A guide in a file of its own, to take along.
    Kit(EntryId),
    /// A part of a long list, counted from 1, that has a page of its own.
    Further(Listing, u32),
    /// A brief on two pages of paper.
    Handout(EntryId),
    /// An old address: an entry, and which of its aliases.
    Stub(EntryId, u32),
    /// A file beside the entries.
    Asset(FileId),
}

/// A page that lists the pages of one sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Index {
    Drivers,
    Briefs,
    Examples,
    Places,
    Guides,
    Terms,
}

impl Index {
    pub const ALL: [Index; 6] =
        [Index::Drivers, Index::Briefs, Index::Examples, Index::Places, Index::Guides, Index::Terms];

    /// Its part of the address.
    pub fn folder(self) -> &'static str {
        match self {
            Index::Drivers => "drivers",
            Index::Briefs => "briefs",
            Index::Examples => "examples",
            Index::Places => "places",
            Index::Guides => "guides",
            Index::Terms => "terms",
        }
    }

    /// The kind that it lists; places are no entries.
    pub fn kind(self) -> Option<Kind> {
        match self {
            Index::Drivers => Some(Kind::Driver),
            Index::Briefs => Some(Kind::Brief),
            Index::Examples => Some(Kind::Example),
            Index::Places => None,
            Index::Guides => Some(Kind::Guide),
            Index::Terms => Some(Kind::Term),
        }
    }
}

/// The address of each page.
#[derive(Clone, Default)]
pub(super) struct Addresses {
    /// Entries and secondary drivers by their numbers: every link asks for one.
    entries: Vec<Option<UrlPath>>,
    secondaries: Vec<Option<UrlPath>>,
    others: BTreeMap<PageId, UrlPath>,
}

impl Addresses {
    /// A page that has none is not part of the site; links to it lead home.
    pub fn of(&self, page: PageId) -> &UrlPath {
        static ROOT: std::sync::LazyLock<UrlPath> = std::sync::LazyLock::new(|| UrlPath::folder(&[]));
        self.get(page).unwrap_or(&ROOT)
    }

    pub fn has(&self, page: PageId) -> bool {
        self.get(page).is_some()
    }

    fn get(&self, page: PageId) -> Option<&UrlPath> {
        match page {
            PageId::Entry(id) => self.entries.get(id.0 as usize)?.as_ref(),
            PageId::Secondary(id) => self.secondaries.get(id.0 as usize)?.as_ref(),
            other => self.others.get(&other),
        }
    }

    pub fn insert(&mut self, page: PageId, address: UrlPath) {
        let (list, at) = match page {
            PageId::Entry(id) => (&mut self.entries, id.0 as usize),
            PageId::Secondary(id) => (&mut self.secondaries, id.0 as usize),
            other => return drop(self.others.insert(other, address)),
        };
        if list.len() <= at {
            list.resize(at + 1, None);
        }
        list[at] = Some(address);
    }
}

/// The address that an entry has or would have.
pub(super) fn of_entry(kind: Kind, id: &str, language: Option<&str>) -> UrlPath {
    let address = match kind {
        Kind::Page => UrlPath::folder(&[id]),
        Kind::Framework
        | Kind::Driver
        | Kind::Brief
        | Kind::Example
        | Kind::Guide
        | Kind::Collaborative
        | Kind::Term => UrlPath::folder(&[kind.folder(), id]),
    };
    match language {
        Some(language) => address.translated(language),
        None => address,
    }
}

/// The address of a brief's handout.
pub(super) fn handout_of(brief: &UrlPath) -> UrlPath {
    brief.below("handout")
}

/// The address of a file beside the entries: its name and content, so that it can be kept for ever.
pub(super) fn of_asset(path: &str, hash: &blake3::Hash) -> UrlPath {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let plain: String = extension.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let hex = hash.to_hex();
    let dot = if plain.is_empty() { "" } else { "." };
    UrlPath::file(&format!("assets/{}-{}{dot}{plain}", slug(stem), &hex[..10]))
}

/// Addresses that have a page.
#[derive(Default)]
pub(super) struct Taken {
    pub pages: BTreeMap<UrlPath, PageId>,
    /// Those that a file system which does not tell `A` from `a` sees otherwise than they are written.
    odd: BTreeMap<UrlPath, PageId>,
}

impl Taken {
    pub fn of(pages: BTreeMap<UrlPath, PageId>) -> Taken {
        let odd = pages.iter().filter(|(address, _)| is_odd(address));
        let odd = odd.map(|(address, page)| (folded(address), *page)).collect();
        Taken { pages, odd }
    }

    pub fn insert(&mut self, address: UrlPath, page: PageId) {
        if is_odd(&address) {
            self.odd.insert(folded(&address), page);
        }
        self.pages.insert(address, page);
    }

    /// Whose page stands at an address, or where some file systems would put both into one place.
    pub fn owner(&self, address: &UrlPath) -> Option<PageId> {
        let folded = folded(address);
        self.pages.get(address).or_else(|| self.pages.get(&folded)).or_else(|| self.odd.get(&folded)).copied()
    }
}

/// An address as a file system sees it that does not tell `A` from `a`.
fn folded(address: &UrlPath) -> UrlPath {
    UrlPath::folder(&[address.as_str().trim_matches('/').to_ascii_lowercase().as_str()])
}

/// True where an address differs from how such a file system sees it.
fn is_odd(address: &UrlPath) -> bool {
    !address.as_str().ends_with('/') || address.as_str().bytes().any(|byte| byte.is_ascii_uppercase())
}

/// Gives every page its address. Two pages at one address are a finding.
pub(super) fn assign(found: &mut Findings, site: &mut Site) {
    let languages = site.entries.iter().filter_map(|entry| entry.language.as_deref()).collect::<BTreeSet<_>>();
    let languages = languages.into_iter().map(|language| UrlPath::folder(&[language])).collect();
    let mut taken: BTreeMap<UrlPath, PageId> = fixed(site).chain(super::documents::shards(site)).collect();
    for (at, secondary) in site.secondaries.iter().enumerate() {
        if site.is_published(secondary.driver) {
            let driver = site.entry(secondary.driver);
            let address = UrlPath::folder(&["drivers", &driver.id, secondary_id(site, *secondary)]);
            taken.insert(address, PageId::Secondary(SecondaryId(at as u32)));
        }
    }
    for id in site.of_kind(Kind::Collaborative) {
        taken.extend(sections::of(site, id).map(|(address, section)| (address, PageId::Collaborative(id, section))));
    }
    taken.extend(site.places().map(|place| (UrlPath::folder(&["places", &place.slug()]), PageId::Place(place))));
    for id in site.ids().filter(|&id| site.is_published(id)) {
        let entry = site.entry(id);
        let address = of_entry(entry.kind, &entry.id, entry.language.as_deref());
        match taken.get(&address).copied().or(reserved(&languages, &address)) {
            Some(other) => {
                conflict(found, site, &address, other, ((entry.file, Span::file()), "give this file another name"));
            }
            None => {
                if asks(entry) {
                    taken.insert(UrlPath::file(&format!("{address}kit.html")), PageId::Kit(id));
                }
                if entry.kind == Kind::Brief {
                    taken.insert(handout_of(&address), PageId::Handout(id));
                }
                taken.insert(address, PageId::Entry(id));
            }
        }
    }
    for (file, content) in site.files.iter().filter(|(id, _)| site.lists.assets.contains(id)) {
        if let Content::Asset { hash, .. } = &content.content {
            // Equal files share an address.
            taken.entry(of_asset(&content.path, hash)).or_insert(PageId::Asset(file));
        }
    }
    let mut taken = Taken::of(taken);
    aliases::assign(found, site, &mut taken, &languages);
    let taken = taken.pages;
    let mut addresses = Addresses::default();
    taken.iter().for_each(|(address, page)| addresses.insert(*page, address.clone()));
    for (file, content) in site.files.iter() {
        if let Content::Asset { hash, .. } = &content.content {
            addresses.insert(PageId::Asset(file), of_asset(&content.path, hash));
        }
    }
    site.addresses = Arc::new(addresses);
    site.pages = Arc::new(taken);
}

/// True for a guide with something to fill in.
fn asks(entry: &Entry) -> bool {
    match &entry.details {
        Details::Guide(guide) => !guide.items.is_empty() || (guide.scale.is_some() && !guide.actions.is_empty()),
        Details::Framework(_) | Details::Driver(_) | Details::Brief(_) | Details::Example(_) => false,
        Details::Collaborative(_) | Details::Term(_) | Details::Page => false,
    }
}

pub(super) fn fixed(site: &Site) -> impl Iterator<Item = (UrlPath, PageId)> + use<> {
    let files = [
        ("404.html", PageId::NotFound),
        ("atom.xml", PageId::Feed),
        ("sitemap.xml", PageId::Sitemap),
        ("robots.txt", PageId::Robots),
        ("site.json", PageId::SiteJson),
    ];
    // A picture is asked for by its whole address, which a site without `base_url` does not know.
    let knows_itself = site.settings.base_url.is_some();
    let more = SiteFile::ALL.into_iter().filter(move |file| knows_itself || *file != SiteFile::Picture);
    let more = more.map(|file| (UrlPath::file(file.name()), PageId::File(file)));
    let searches = super::documents::pages(site);
    let folders = [("", PageId::Home), ("references", PageId::References)];
    let indexes = Index::ALL.into_iter().map(|index| (UrlPath::folder(&[index.folder()]), PageId::Index(index)));
    let folders = folders.into_iter().map(|(name, page)| (UrlPath::folder(&[name]), page));
    files
        .into_iter()
        .map(|(name, page)| (UrlPath::file(name), page))
        .chain(more)
        .chain(folders)
        .chain(indexes)
        .chain(searches)
}

/// Folders that hold other pages, so that a page of that name would be taken for their index.
const FOLDERS: [&str; 4] = ["/frameworks/", "/collaboratives/", "/assets/", "/schemas/"];

pub(super) fn reserved(languages: &BTreeSet<UrlPath>, address: &UrlPath) -> Option<PageId> {
    (FOLDERS.contains(&address.as_str()) || languages.contains(address)).then_some(PageId::Home)
}

pub(super) fn conflict(
    found: &mut Findings,
    site: &Site,
    address: &UrlPath,
    other: PageId,
    (at, help): ((FileId, Span), &str),
) {
    let owner = match other {
        PageId::Entry(id) | PageId::Stub(id, _) => {
            format!("content of {}", site.files.get(site.entry(id).file).map_or("", |file| &file.path))
        }
        _ => "the site itself".to_owned(),
    };
    found.add(Code::AddressConflict, at, format!("the address {address} is taken by {owner}"), help);
}

/// Who stands at an address, and how they make way.
pub(super) struct Owner {
    pub at: (FileId, Span),
    pub help: &'static str,
}

/// The file that gives a page its address; none for those that the site has of itself.
pub(super) fn owner(site: &Site, page: PageId) -> Option<Owner> {
    match page {
        PageId::Entry(id) => {
            Some(Owner { at: (site.entry(id).file, Span::file()), help: "give this file another name" })
        }
        PageId::Stub(id, alias) => {
            let entry = site.entry(id);
            let span = entry.aliases.get(alias as usize).map_or(Span::file(), |alias| alias.span);
            Some(Owner { at: (entry.file, span), help: "delete this alias" })
        }
        PageId::Secondary(id) => {
            let secondary = site.secondary(id);
            let driver = site.entry(secondary.driver);
            let span = super::names::labelled(driver, secondary.index).map_or(Span::file(), |label| label.id.span);
            Some(Owner { at: (driver.file, span), help: "give this secondary driver another id" })
        }
        PageId::Collaborative(id, _) => {
            Some(Owner { at: (site.entry(id).file, Span::file()), help: "give this file another name" })
        }
        PageId::Home | PageId::Place(_) | PageId::Index(_) | PageId::References | PageId::Search(_) => None,
        PageId::NotFound | PageId::Feed | PageId::Sitemap | PageId::SitemapPart(_) | PageId::Robots => None,
        PageId::SiteJson | PageId::File(_) | PageId::Shard(..) | PageId::Kit(_) => None,
        PageId::Further(..) | PageId::Handout(_) | PageId::Asset(_) => None,
    }
}

impl Site {
    /// True for what has a use where the pages are opened. In a folder there is nobody who would ask for a feed, send
    /// headers or show a page for wrong addresses.
    pub fn is_of_use(&self, page: PageId) -> bool {
        let for_hosts = match page {
            PageId::NotFound | PageId::Feed | PageId::Sitemap | PageId::SitemapPart(_) | PageId::Robots => true,
            PageId::File(SiteFile::Headers | SiteFile::Redirects) => true,
            PageId::Home | PageId::Entry(_) | PageId::Secondary(_) | PageId::Place(_) | PageId::Index(_) => false,
            PageId::References | PageId::Search(_) | PageId::SiteJson | PageId::Further(..) | PageId::Stub(..) => false,
            PageId::Collaborative(..) => false,
            PageId::File(SiteFile::Bibliography(_) | SiteFile::Schema) | PageId::Shard(..) | PageId::Asset(_) => false,
            PageId::File(SiteFile::AnswersSchema | SiteFile::GuideSchema | SiteFile::Picture) | PageId::Kit(_) => false,
            PageId::Handout(_) => false,
        };
        self.opened == Opened::OnHost || !for_hosts
    }

    /// True for a page that a search engine should look for. Further parts of lists it finds by itself; nobody
    /// searches for them.
    pub fn is_listed(&self, page: PageId) -> bool {
        match page {
            PageId::Entry(id) => !self.entry(id).draft,
            PageId::Secondary(id) => !self.entry(self.secondary(id).driver).draft,
            PageId::Collaborative(id, section) => !self.entry(id).draft && section.is_page(),
            PageId::Home | PageId::Place(_) | PageId::Index(_) | PageId::References | PageId::Search(_) => true,
            PageId::NotFound | PageId::Feed | PageId::Sitemap | PageId::SitemapPart(_) | PageId::Robots => false,
            PageId::SiteJson | PageId::File(_) | PageId::Shard(..) | PageId::Kit(_) => false,
            PageId::Further(..) | PageId::Stub(..) | PageId::Asset(_) => false,
            // The brief is what to find.
            PageId::Handout(_) => false,
        }
    }
}

/// A secondary driver's id.
pub(super) fn secondary_id(site: &Site, secondary: super::Secondary) -> &str {
    super::names::labelled(site.entry(secondary.driver), secondary.index).map_or("", |label| label.id.value.as_str())
}
