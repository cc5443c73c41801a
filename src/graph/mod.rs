//! Entries in, a linked site out: every name an id, backlinks, addresses, lists. Never reads a file, never renders.

mod address;
mod aliases;
mod backlinks;
mod data;
mod documents;
mod embeds;
mod frozen;
mod further;
mod link;
mod listing;
mod lists;
mod names;
mod pages;
mod relations;
mod relink;
pub mod rollup;
mod sections;
mod site_file;
mod table;
mod targets;
mod warnings;

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use crate::diag::FileId;
use crate::model::{Entry, FragmentId, Kind, PlaceId, Reference, Settings};
use crate::source::{Files, RESPONSES, Survey, World};

pub use address::UrlPath;
pub use backlinks::Backlinks;
pub use data::{DataFile, Number, Point, Value};
pub use documents::{Document, LanguageId, Searched};
pub use frozen::record;
pub use link::{Input, link};
pub use listing::{CITING, Items, LINES, Listing, PART, Used};
pub use lists::{Lists, RELATED, letter};
pub use pages::{Index, PageId};
pub use relations::{Own, Relations};
pub use relink::relink;
pub use sections::Section;
pub use site_file::{Bibliography, SiteFile};
pub use warnings::is_of_the_whole;

/// An entry of the site; ids follow kind, id and language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

/// An entry in its place in the site.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The file it is read from.
    pub file: FileId,
    /// True where the entry says so, or what it translates does.
    pub draft: bool,
    entry: Arc<Entry>,
}

impl Placed {
    pub fn new(file: FileId, entry: Arc<Entry>) -> Self {
        Placed { file, draft: entry.draft, entry }
    }
}

impl Deref for Placed {
    type Target = Entry;
    fn deref(&self) -> &Entry {
        &self.entry
    }
}

/// A secondary driver, counted over the whole site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SecondaryId(pub u32);

/// A work of the bibliography.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReferenceId(pub u32);

/// A secondary driver and where it is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Secondary {
    pub driver: EntryId,
    /// Its index in the driver's list.
    pub index: usize,
}

/// A primary or a secondary driver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DriverRef {
    Primary(EntryId),
    Secondary(SecondaryId),
}

/// A figure drawn from the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    DriverDiagram,
    PlaceMap,
    Coverage,
}

impl Figure {
    pub const ALL: [Figure; 3] = [Figure::DriverDiagram, Figure::PlaceMap, Figure::Coverage];

    /// Its name, as in `![[figure/place-map]]`.
    pub fn name(self) -> &'static str {
        match self {
            Figure::DriverDiagram => "driver-diagram",
            Figure::PlaceMap => "place-map",
            Figure::Coverage => "coverage",
        }
    }
}

/// Where a link leads. There is no way to say "nowhere": what could not be resolved is a finding, and a site
/// with such a finding is not rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    Page {
        page: PageId,
        anchor: Option<String>,
    },
    /// A page of this site as the reader's browser has it already.
    SamePage {
        anchor: String,
    },
    Embedded(EntryId),
    Figure(Figure),
    External(String),
    /// A file beside the entries.
    Asset(FileId),
    /// A place without an example, which the list of places names.
    PlaceAlone(PlaceId),
    /// An entry that is not published; shown as its title alone.
    Draft(EntryId),
    /// A finding stands against it.
    Unresolved,
}

/// What one fragment's links and citations lead to, in the order of its outline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    pub links: Vec<Destination>,
    pub citations: Vec<Vec<ReferenceId>>,
}

/// A link to a page, seen from that page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Backlink {
    pub from: EntryId,
    pub fragment: FragmentId,
    /// Index of the link in the fragment's outline.
    pub link: u32,
    /// Hash of the sentence that it stands in, save the titles that are told there; of one without, of its place.
    pub told: [u8; 16],
    /// True where titles of other entries are told there.
    pub titled: bool,
}

/// The whole site, linked. What an edit of one text mostly leaves as it is, is shared with the site before it.
pub struct Site {
    pub settings: Arc<Settings>,
    pub entries: Vec<Placed>,
    /// By entry.
    pub relations: Vec<Relations>,
    /// By entry, by fragment.
    pub resolved: Vec<Arc<Vec<Resolved>>>,
    pub secondaries: Vec<Secondary>,
    pub references: Vec<Reference>,
    /// By work, the file that it stands in.
    reference_files: Vec<FileId>,
    /// Every page, by address.
    pub pages: Arc<BTreeMap<UrlPath, PageId>>,
    pub backlinks: Arc<Backlinks>,
    /// Entries by what they belong to, each list in the order shown.
    pub lists: Arc<Lists>,
    /// The translations of an original, by language.
    pub translations: BTreeMap<EntryId, BTreeMap<String, EntryId>>,
    /// Whether drafts are shown.
    pub drafts: Drafts,
    pub audience: Audience,
    /// Where its pages will be opened from.
    pub opened: Opened,
    /// What sites of collaboratives reported, as far as the edition may hold it.
    pub data: data::All,
    /// What the teams of collaboratives come to together; in the private edition alone.
    pub roll_ups: BTreeMap<EntryId, rollup::RollUp>,
    pub files: Files,
    /// What is found in each language that the site has pages in, its own first.
    pub searches: Arc<Vec<Searched>>,
    /// The publisher's logo.
    pub logo: Option<FileId>,
    /// The first address of each further file of the sitemap.
    pub sitemaps: Vec<UrlPath>,
    addresses: Arc<pages::Addresses>,
}

/// Where pages are opened from, which says how they link to one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    /// A host, which finds the page of a folder.
    OnHost,
    /// A folder or a ZIP on somebody's computer, without any server.
    FromFolder,
}

/// Whether drafts are part of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    Shown,
    Hidden,
}

/// For whom a site is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Anybody. What a site of a collaborative told in confidence is no part of it.
    Public,
    /// Those who coordinate a collaborative, and the sites themselves.
    Private,
}

/// Which of the sites that the same content makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edition {
    pub drafts: Drafts,
    pub audience: Audience,
}

impl Edition {
    /// What a world holds for this edition. What teams saved is not even seen by the public one.
    pub fn survey(self, world: &dyn World) -> Survey {
        let survey = Survey::of(world);
        match self.audience {
            Audience::Public => survey.without(RESPONSES),
            Audience::Private => survey,
        }
    }
}

impl From<Drafts> for Edition {
    /// The public one.
    fn from(drafts: Drafts) -> Edition {
        Edition { drafts, audience: Audience::Public }
    }
}

impl Site {
    pub fn entry(&self, id: EntryId) -> &Placed {
        &self.entries[id.0 as usize]
    }

    pub fn relations(&self, id: EntryId) -> &Relations {
        &self.relations[id.0 as usize]
    }

    pub fn resolved(&self, id: EntryId, fragment: FragmentId) -> &Resolved {
        &self.resolved[id.0 as usize][fragment.0 as usize]
    }

    pub fn ids(&self) -> impl Iterator<Item = EntryId> + use<> {
        (0..self.entries.len() as u32).map(EntryId)
    }

    /// Published originals of a kind, in the order of their ids.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = EntryId> {
        // Entries are sorted by kind, so that a kind's own are found without a look at all others.
        let start = self.entries.partition_point(|entry| entry.kind < kind) as u32;
        let end = self.entries.partition_point(|entry| entry.kind <= kind) as u32;
        (start..end).map(EntryId).filter(|&id| self.entry(id).language.is_none() && self.is_published(id))
    }

    /// True where a kind has a published entry.
    pub fn has(&self, kind: Kind) -> bool {
        self.lists.of_kind.contains_key(&kind)
    }

    /// How many published originals a kind has.
    pub fn number_of(&self, kind: Kind) -> usize {
        self.lists.of_kind.get(&kind).map_or(0, Vec::len)
    }

    /// A secondary driver's id.
    pub fn secondary_name(&self, id: SecondaryId) -> &str {
        pages::secondary_id(self, self.secondary(id))
    }

    /// True for an entry that has a page.
    pub fn is_published(&self, id: EntryId) -> bool {
        self.drafts == Drafts::Shown || !self.entry(id).draft
    }

    /// The original of a translation; an original is its own.
    pub fn original(&self, id: EntryId) -> EntryId {
        let entry = self.entry(id);
        if entry.language.is_none() {
            return id;
        }
        let wanted = (entry.kind, entry.id.as_str(), false);
        let found = self
            .entries
            .binary_search_by(|other| (other.kind, other.id.as_str(), other.language.is_some()).cmp(&wanted));
        found.map_or(id, |at| EntryId(at as u32))
    }

    /// The address of a page of this site.
    pub fn address(&self, page: PageId) -> &UrlPath {
        self.addresses.of(page)
    }

    /// True where the site has such a page.
    pub fn has_page(&self, page: PageId) -> bool {
        self.addresses.has(page)
    }

    pub fn secondary(&self, id: SecondaryId) -> Secondary {
        self.secondaries[id.0 as usize]
    }

    /// The secondary drivers of a primary driver, in its order.
    pub fn secondaries_of(&self, driver: EntryId) -> impl Iterator<Item = SecondaryId> + use<> {
        self.secondaries_between(driver).map(SecondaryId)
    }

    fn secondaries_between(&self, driver: EntryId) -> std::ops::Range<u32> {
        // They stand in the order of their drivers.
        let start = self.secondaries.partition_point(|secondary| secondary.driver < driver) as u32;
        let end = self.secondaries.partition_point(|secondary| secondary.driver <= driver) as u32;
        start..end
    }

    pub fn reference(&self, id: ReferenceId) -> &Reference {
        &self.references[id.0 as usize]
    }

    /// Places with a published example, by code.
    pub fn places(&self) -> impl Iterator<Item = PlaceId> {
        self.lists.examples_of_place.keys().copied()
    }
}
