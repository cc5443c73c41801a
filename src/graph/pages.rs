//! What pages a site has, and at which addresses.

use std::collections::{BTreeMap, BTreeSet};

use super::{EntryId, SecondaryId, Site, UrlPath};
use crate::diag::{Code, FileId, Findings};
use crate::model::{Kind, PlaceId};
use crate::source::Content;
use crate::text::{Span, slug};

/// A page, or another file of the published site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageId {
    Home,
    Entry(EntryId),
    Secondary(SecondaryId),
    Place(PlaceId),
    Index(Index),
    References,
    /// Every page, from A to Z.
    Search,
    NotFound,
    Feed,
    Sitemap,
    Robots,
    SiteJson,
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
#[derive(Default)]
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

    fn insert(&mut self, page: PageId, address: UrlPath) {
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

/// The address of a file beside the entries: its name and content, so that it can be kept for ever.
pub(super) fn of_asset(path: &str, hash: &blake3::Hash) -> UrlPath {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let plain: String = extension.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let hex = hash.to_hex();
    let dot = if plain.is_empty() { "" } else { "." };
    UrlPath::file(&format!("assets/{}-{}{dot}{plain}", slug(stem), &hex[..10]))
}

/// Gives every page its address. Two pages at one address are a finding.
pub(super) fn assign(found: &mut Findings, site: &mut Site) {
    let languages = site.entries.iter().filter_map(|entry| entry.language.as_deref()).collect::<BTreeSet<_>>();
    let languages = languages.into_iter().map(|language| UrlPath::folder(&[language])).collect();
    let mut taken: BTreeMap<UrlPath, PageId> = BTreeMap::new();
    for (address, page) in fixed() {
        taken.insert(address, page);
    }
    for (at, secondary) in site.secondaries.iter().enumerate() {
        if site.is_published(secondary.driver) {
            let driver = site.entry(secondary.driver);
            let address = UrlPath::folder(&["drivers", &driver.id, secondary_id(site, *secondary)]);
            taken.insert(address, PageId::Secondary(SecondaryId(at as u32)));
        }
    }
    taken.extend(site.places().map(|place| (UrlPath::folder(&["places", &place.slug()]), PageId::Place(place))));
    for id in site.ids().filter(|&id| site.is_published(id)) {
        let entry = site.entry(id);
        let address = of_entry(entry.kind, &entry.id, entry.language.as_deref());
        claim(found, site, (&mut taken, &languages), (address, PageId::Entry(id)), (entry.file, Span::file()));
    }
    for (file, content) in site.files.iter().filter(|(id, _)| site.lists.assets.contains(id)) {
        if let Content::Asset { hash, .. } = &content.content {
            // Equal files share an address.
            taken.entry(of_asset(&content.path, hash)).or_insert(PageId::Asset(file));
        }
    }
    for id in site.ids().filter(|&id| site.is_published(id)) {
        let entry = site.entry(id);
        for (at, alias) in entry.aliases.iter().enumerate() {
            let path = alias.value.split('#').next().unwrap_or("");
            let parts: Vec<&str> = path.split('/').collect();
            let address = UrlPath::folder(&parts);
            claim(
                found,
                site,
                (&mut taken, &languages),
                (address, PageId::Stub(id, at as u32)),
                (entry.file, alias.span),
            );
        }
    }
    let mut addresses = Addresses::default();
    taken.iter().for_each(|(address, page)| addresses.insert(*page, address.clone()));
    for (file, content) in site.files.iter() {
        if let Content::Asset { hash, .. } = &content.content {
            addresses.insert(PageId::Asset(file), of_asset(&content.path, hash));
        }
    }
    site.addresses = addresses;
    site.pages = taken;
}

pub(super) fn fixed() -> impl Iterator<Item = (UrlPath, PageId)> {
    let files = [
        ("404.html", PageId::NotFound),
        ("atom.xml", PageId::Feed),
        ("sitemap.xml", PageId::Sitemap),
        ("robots.txt", PageId::Robots),
        ("site.json", PageId::SiteJson),
    ];
    let folders = [("", PageId::Home), ("references", PageId::References), ("search", PageId::Search)];
    let indexes = Index::ALL.into_iter().map(|index| (UrlPath::folder(&[index.folder()]), PageId::Index(index)));
    let folders = folders.into_iter().map(|(name, page)| (UrlPath::folder(&[name]), page));
    files.into_iter().map(|(name, page)| (UrlPath::file(name), page)).chain(folders).chain(indexes)
}

/// Folders that hold other pages, so that a page of that name would be taken for their index.
const FOLDERS: [&str; 3] = ["/frameworks/", "/collaboratives/", "/assets/"];

/// An address as a file system sees it that does not tell `A` from `a`.
fn folded(address: &UrlPath) -> String {
    address.as_str().trim_end_matches('/').to_ascii_lowercase()
}

fn claim(
    found: &mut Findings,
    site: &Site,
    (taken, languages): (&mut BTreeMap<UrlPath, PageId>, &BTreeSet<UrlPath>),
    (address, page): (UrlPath, PageId),
    at: (FileId, Span),
) {
    let folder = FOLDERS.contains(&address.as_str()) || languages.contains(&address);
    let same = |other: &&UrlPath| folded(other) == folded(&address);
    let other = match page {
        // Ids are in lower case and have no dots; an alias may differ from another address in nothing else.
        PageId::Stub(..) => taken.keys().find(same).and_then(|same| taken.get(same)).copied(),
        _ => taken.get(&address).copied(),
    };
    let Some(other) = other.or(folder.then_some(PageId::Home)) else {
        taken.insert(address, page);
        return;
    };
    let owner = match other {
        PageId::Entry(id) | PageId::Stub(id, _) => {
            format!("content of {}", site.files.get(site.entry(id).file).map_or("", |file| &file.path))
        }
        _ => "the site itself".to_owned(),
    };
    let cause = format!("the address {address} is taken by {owner}");
    let help = match page {
        PageId::Stub(..) => "delete this alias",
        _ => "give this file another name",
    };
    found.add(Code::AddressConflict, at, cause, help);
}

/// A secondary driver's id.
pub(super) fn secondary_id(site: &Site, secondary: super::Secondary) -> &str {
    super::names::labelled(site.entry(secondary.driver), secondary.index).map_or("", |label| label.id.value.as_str())
}
