//! A number of entries and a shape in, a site's files out: of every kind, linked as authors link, the same bytes on
//! every machine, and without a finding. Never looks at what another run wrote.

mod chance;
mod entries;
mod library;
mod links;
mod prose;
mod write;

pub use entries::Entry;
pub use write::{copy_assets, into_files, write, write_file};

/// What is peculiar about a site: growth that only one-sided sites show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Shape {
    /// Nothing.
    Plain,
    /// Every page links to one brief.
    Hub,
    /// Nine of ten examples stand in one place.
    Place,
    /// One driver has 900 briefs, or nearly all where there are fewer.
    Driver,
    /// There are 300 drivers, however small the site.
    Drivers,
}

impl Shape {
    pub fn word(self) -> &'static str {
        match self {
            Shape::Plain => "plain",
            Shape::Hub => "hub",
            Shape::Place => "place",
            Shape::Driver => "driver",
            Shape::Drivers => "drivers",
        }
    }
}

/// The kinds of entry, by their folders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Framework,
    Driver,
    Brief,
    Example,
    Guide,
    Collaborative,
    Term,
    Page,
}

impl Kind {
    pub const ALL: [Kind; 8] = [
        Kind::Framework,
        Kind::Driver,
        Kind::Brief,
        Kind::Example,
        Kind::Guide,
        Kind::Collaborative,
        Kind::Term,
        Kind::Page,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Kind::Framework => "framework",
            Kind::Driver => "driver",
            Kind::Brief => "brief",
            Kind::Example => "example",
            Kind::Guide => "guide",
            Kind::Collaborative => "collaborative",
            Kind::Term => "term",
            Kind::Page => "page",
        }
    }

    pub fn folder(self) -> &'static str {
        match self {
            Kind::Framework => "frameworks",
            Kind::Driver => "drivers",
            Kind::Brief => "briefs",
            Kind::Example => "examples",
            Kind::Guide => "guides",
            Kind::Collaborative => "collaboratives",
            Kind::Term => "terms",
            Kind::Page => "pages",
        }
    }

    /// The kind of an entry of this site, whose ids begin with the word.
    pub fn of_id(id: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| id.strip_prefix(kind.word()).is_some_and(|rest| rest.starts_with('-')))
    }
}

/// Codes of the states, in which all places lie.
const STATES: [&str; 50] = [
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA", "ME",
    "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA",
    "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY",
];

/// How many there are of each, and what leads where. Everything else follows from it.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub entries: usize,
    pub shape: Shape,
    drivers: usize,
    examples: usize,
    guides: usize,
    collaboratives: usize,
    terms: usize,
    pages: usize,
    briefs: usize,
    pub references: usize,
    pub pictures: usize,
}

impl Plan {
    /// A site of so many entries, at least the smallest that has all kinds.
    pub fn new(entries: usize, shape: Shape) -> Plan {
        let entries = entries.max(Plan::SMALLEST);
        let drivers = match shape {
            Shape::Drivers => 300.min(entries / 3),
            Shape::Plain | Shape::Hub | Shape::Place | Shape::Driver => (entries / 100).clamp(3, 300),
        };
        let (examples, guides, collaboratives) = (entries / 5, entries / 20, (entries / 200).max(1));
        let (terms, pages) = (entries / 20, entries / 10);
        let others = 1 + drivers + examples + guides + collaboratives + terms + pages;
        let briefs = entries - others;
        // Each is cited by a brief, so there are no more of them.
        let references = (entries / 10).clamp(20, 1_000).min(briefs);
        let pictures = (entries / 100).max(2);
        Plan { entries, shape, drivers, examples, guides, collaboratives, terms, pages, briefs, references, pictures }
    }

    /// With fewer entries, some kind would have none.
    pub const SMALLEST: usize = 40;

    pub fn count(&self, kind: Kind) -> usize {
        match kind {
            Kind::Framework => 1,
            Kind::Driver => self.drivers,
            Kind::Brief => self.briefs,
            Kind::Example => self.examples,
            Kind::Guide => self.guides,
            Kind::Collaborative => self.collaboratives,
            Kind::Term => self.terms,
            Kind::Page => self.pages,
        }
    }

    /// Every entry, by kind and number.
    pub fn all(&self) -> Vec<(Kind, usize)> {
        let numbers = |kind: Kind| (0..self.count(kind)).map(move |number| (kind, number));
        Kind::ALL.into_iter().flat_map(numbers).collect()
    }

    /// How many secondary drivers a driver has.
    pub fn parts(&self, driver: usize) -> usize {
        3 + driver % 3
    }

    /// The driver that a brief is about.
    pub fn driver_of(&self, brief: usize) -> usize {
        match self.shape {
            Shape::Driver if brief < 900.min(self.briefs * 9 / 10) => 0,
            Shape::Plain | Shape::Hub | Shape::Place | Shape::Driver | Shape::Drivers => brief % self.drivers,
        }
    }

    /// The place of an example.
    pub fn place_of(&self, example: usize) -> String {
        let state = match self.shape {
            Shape::Place if !example.is_multiple_of(10) => 30,
            Shape::Plain | Shape::Hub | Shape::Place | Shape::Driver | Shape::Drivers => example * 7 % STATES.len(),
        };
        format!("US-{}", STATES[state])
    }
}
