//! Parsed files in, typed entries and settings out, by one table of kinds and keys. Never renders, never asks
//! whether a name exists: names keep their places until `graph` resolves them.

mod alias;
mod catalogue;
mod cells;
mod collaborative;
mod data;
mod date;
mod entry;
mod fields;
mod guide;
mod kinds;
mod language;
pub mod lock;
mod people;
mod places;
mod references;
mod rule;
mod scalars;
mod series;
mod settings;
pub mod stored;

use crate::parse::markdown::{Body, Fragment, Outline};
use crate::text::Spanned;
use borsh::{BorshDeserialize, BorshSerialize};

pub use alias::Alias;
pub use catalogue::{Catalogue, catalogue};
pub use cells::{Amount, Dates, Numbers};
pub use collaborative::{
    AffinityGroup, Coach, Collaborative, Direction, Event, EventType, Measure, MeasureType, Note, Participants,
    ParticipatingSite, Phase, Track,
};
pub use data::{Data, Reported, data};
pub use date::Date;
pub use entry::{Lowered, Stem, entry, stem};
pub use fields::shape_words;
pub use kinds::{COMMON, Key, Kind, Named, SETTINGS, Shape, keys_of};
pub use places::{PlaceId, meant as place_meant};
pub use references::{Reference, read_bib, read_yaml};
pub use rule::{Frequency, Rule};
pub use scalars::is_web_address;
pub use series::{Observation, Observed, observed};
pub use settings::{APART, Level, Publisher, Scale, Settings, settings};

/// A name as written, with its place.
pub type Name = Spanned<String>;

/// One of an entry's texts: its body, or an inline value of its front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
pub struct FragmentId(pub u32);

impl FragmentId {
    /// The body is every entry's first fragment.
    pub const BODY: FragmentId = FragmentId(0);
}

/// A value with inline Markdown: the fragment to render it from, and its words alone.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Inline {
    pub fragment: FragmentId,
    pub plain: String,
}

/// What tells one text from another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Hashes {
    /// Of the file's bytes, set by who read them.
    pub file: [u8; 16],
    /// Of its front matter.
    pub front: [u8; 16],
}

/// A piece of content: what one file says, wherever it stands.
#[derive(Debug, BorshSerialize, BorshDeserialize)]
pub struct Entry {
    pub hashes: Hashes,
    pub kind: Kind,
    pub id: String,
    /// The language of a translation; none for an original.
    pub language: Option<String>,
    pub title: Inline,
    pub summary: Option<Inline>,
    pub updated: Option<Spanned<Date>>,
    pub aliases: Vec<Name>,
    pub draft: bool,
    pub adapted_from: Option<AdaptedFrom>,
    pub details: Details,
    /// The body first, then inline values in the order checked. The body's HTML is large and kept elsewhere: see
    /// [`Entry::part_with_body`].
    pub fragments: Vec<Fragment>,
}

impl Entry {
    /// The outline of the body.
    pub fn outline(&self) -> &Outline {
        &self.fragments[FragmentId::BODY.0 as usize].outline
    }

    /// Takes out the body's HTML, so that it need not stay in memory. Other fragments are small, and shown by others.
    pub fn part_with_body(&mut self) -> Body {
        std::mem::take(&mut self.fragments[FragmentId::BODY.0 as usize].body)
    }

    pub fn fragment(&self, id: FragmentId) -> &Fragment {
        &self.fragments[id.0 as usize]
    }
}

/// Where an adapted text comes from.
#[derive(Debug, BorshSerialize, BorshDeserialize)]
pub struct AdaptedFrom {
    pub citation: Option<Name>,
    pub url: Option<Name>,
}

/// What only some kinds have.
#[derive(Debug, BorshSerialize, BorshDeserialize)]
pub enum Details {
    Framework(Framework),
    Driver(Driver),
    Brief(Brief),
    Example(Example),
    Guide(Guide),
    Collaborative(Collaborative),
    Term(Term),
    Page,
}

/// Something with an id and a title inside an entry: an aim, a group, a secondary driver.
#[derive(Debug, BorshSerialize, BorshDeserialize)]
pub struct Labelled {
    pub id: Name,
    pub title: Inline,
    /// What it means; only secondary drivers say it.
    pub summary: Option<Inline>,
}

#[derive(Debug, BorshSerialize, BorshDeserialize)]
pub struct Framework {
    pub aims: Vec<Labelled>,
    pub groups: Vec<Labelled>,
    /// How many primary drivers the framework has, published or not.
    pub drivers_total: Option<u32>,
}

#[derive(Debug, BorshSerialize, BorshDeserialize)]
pub struct Driver {
    pub framework: Option<Name>,
    pub group: Option<Name>,
    pub secondary: Vec<Labelled>,
}

#[derive(Debug, BorshSerialize, BorshDeserialize)]
pub struct Brief {
    pub driver: Option<Name>,
    pub date: Option<Spanned<Date>>,
    pub series: Option<Inline>,
    pub authors: Vec<Name>,
    pub takeaways: Vec<Inline>,
    pub acknowledgements: Option<Inline>,
    pub funding: Option<Inline>,
    /// Sections that are strategies for a secondary driver: heading and the driver's name.
    pub strategies: Vec<(u32, Name)>,
}

#[derive(Debug, BorshSerialize, BorshDeserialize)]
pub struct Example {
    pub place: Option<PlaceId>,
    pub demonstrates: Vec<Name>,
    pub date: Option<Spanned<Date>>,
    pub outcome: Option<Inline>,
    pub sources: Vec<Name>,
}

#[derive(Debug, BorshSerialize, BorshDeserialize)]
pub struct Guide {
    pub brief: Option<Name>,
    pub collaborative: Option<Name>,
    pub scale: Option<Name>,
    pub actions: Vec<Action>,
    pub items: Vec<GuideItem>,
}

/// A section of a guide: what a team is to do, with the items that ask after it.
#[derive(Debug, BorshSerialize, BorshDeserialize)]
pub struct Action {
    /// Its heading in the body's outline.
    pub heading: u32,
    /// Holds for its items, unless they name their own.
    pub driver: Option<Name>,
}

/// A question or a statement of a guide.
#[derive(Debug, BorshSerialize, BorshDeserialize)]
pub struct GuideItem {
    /// Its item in the body's outline.
    pub item: u32,
    /// Its action, as an index into `Guide::actions`.
    pub action: usize,
    pub form: ItemForm,
    /// Its own driver, or its action's.
    pub driver: Option<Name>,
}

/// How an item is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum ItemForm {
    /// Ends in a question mark: a written answer.
    Question,
    /// A question marked `rated`: a written answer and a level.
    RatedQuestion,
    /// Anything else: a level.
    Statement,
}

#[derive(Debug, BorshSerialize, BorshDeserialize)]
pub struct Term {
    /// Other spellings, plurals, the abbreviation.
    pub also: Vec<Name>,
}
