//! The one table of kinds and keys. Errors, suggestions, `add` and the manual's reference all read it.

mod collaborative;

use borsh::{BorshDeserialize, BorshSerialize};

/// A kind of entry. Its folder is below `content/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
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
    /// In the order in which the manual, the site and `explain` name them.
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

    /// The kind's word, as in `[[brief/x]]` and `add brief`.
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

    /// The folder of the kind's entries, below `content/`; also the first part of their addresses, save a page's.
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

    pub fn of_folder(folder: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.folder() == folder)
    }

    pub fn of_word(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The keys of the kind itself; those of every kind are `COMMON`.
    pub fn keys(self) -> &'static [Key] {
        match self {
            Kind::Framework => FRAMEWORK,
            Kind::Driver => DRIVER,
            Kind::Brief => BRIEF,
            Kind::Example => EXAMPLE,
            Kind::Guide => GUIDE,
            Kind::Collaborative => collaborative::KEYS,
            Kind::Term => TERM,
            Kind::Page => PAGE,
        }
    }

    /// What the kind is, for the manual and for `add`.
    pub fn about(self) -> &'static str {
        match self {
            Kind::Framework => "Aims, and the primary drivers that serve them.",
            Kind::Driver => "A primary driver with its secondary drivers.",
            Kind::Brief => "What a driver means and how to strengthen it, with its sources.",
            Kind::Example => "What one place did, and what came of it.",
            Kind::Guide => "Actions with questions and statements that a team answers.",
            Kind::Collaborative => "An improvement collaborative: aims, period, tracks, calendar.",
            Kind::Term => "A word that a newcomer needs, explained.",
            Kind::Page => "Anything else: about, contact, a manual.",
        }
    }
}

/// What a value of front matter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One line of text with inline Markdown.
    Inline,
    /// Plain text.
    Text,
    /// Lower-case ASCII letters, digits, hyphens.
    Id,
    /// A year, a year and month, or a day.
    Date,
    /// A whole number.
    Count,
    /// A number, with or without decimals.
    Number,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// `true` or `false`.
    Flag,
    /// An ISO 3166-2 code.
    Place,
    /// An `http` or `https` address.
    Url,
    /// An address of this site that starts with `/`.
    Address,
    /// A colour as `#rgb` or `#rrggbb`.
    Color,
    /// A language code such as `en` or `es`.
    Language,
    /// The path of a file beside the settings.
    File,
    /// The name of something else in the site.
    Name(Named),
    List(&'static Shape),
    /// Keys of its own.
    Record(&'static [Key]),
    /// Names that the author chooses, each with such a value.
    Map(&'static Shape),
}

/// What a name in front matter names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    Framework,
    Group,
    Driver,
    /// A primary or a secondary driver.
    AnyDriver,
    Brief,
    Guide,
    Collaborative,
    Track,
    Scale,
    Citation,
}

impl Named {
    pub fn word(self) -> &'static str {
        match self {
            Named::Framework => "framework",
            Named::Group => "group",
            Named::Driver | Named::AnyDriver => "driver",
            Named::Brief => "brief",
            Named::Guide => "guide",
            Named::Collaborative => "collaborative",
            Named::Track => "track",
            Named::Scale => "scale",
            Named::Citation => "reference",
        }
    }
}

/// A key of front matter or settings.
#[derive(Debug, PartialEq, Eq)]
pub struct Key {
    pub name: &'static str,
    pub shape: Shape,
    pub required: bool,
    /// One line for the manual and for error messages.
    pub about: &'static str,
    /// A value as an author would write it.
    pub sample: &'static str,
}

const fn key(name: &'static str, shape: Shape, about: &'static str, sample: &'static str) -> Key {
    Key { name, shape, required: false, about, sample }
}

const fn required(name: &'static str, shape: Shape, about: &'static str, sample: &'static str) -> Key {
    Key { name, shape, required: true, about, sample }
}

const ID: Key = required("id", Shape::Id, "A short name that stays: letters, digits, hyphens.", "shared-vision");
const TITLE: Key = required("title", Shape::Inline, "What readers call it.", "Shared goals and vision");

/// Keys that every kind takes.
pub const COMMON: &[Key] = &[
    TITLE,
    key("summary", Shape::Inline, "One or two sentences for lists, feeds and search engines.", "Why partners convene."),
    key("updated", Shape::Date, "When the text last changed in substance.", "2025-04-21"),
    key("aliases", Shape::List(&Shape::Address), "Old addresses that lead here.", "[/old/name/]"),
    key("draft", Shape::Flag, "Kept out of the published site while true.", "true"),
    key(
        "adapted_from",
        Shape::Record(ADAPTED_FROM),
        "The original of an adapted text.",
        "{citation: key, url: https://…}",
    ),
];

const ADAPTED_FROM: &[Key] = &[
    key("citation", Shape::Name(Named::Citation), "The original's key in the bibliography.", "sheffler-2025"),
    key("url", Shape::Url, "Where the original can be read.", "https://www.example.org/brief"),
];

const LABELLED: Shape = Shape::Record(&[ID, TITLE]);

const SECONDARY: Shape = Shape::Record(&[
    ID,
    TITLE,
    key("summary", Shape::Inline, "What it means, in one or two sentences.", "Partners agree where they are going."),
]);

const FRAMEWORK: &[Key] = &[
    required(
        "aims",
        Shape::List(&LABELLED),
        "What the framework is for, each with `id` and `title`.",
        "[{id: pay, title: Fair pay}]",
    ),
    key(
        "groups",
        Shape::List(&LABELLED),
        "Groups of primary drivers, each with `id` and `title`.",
        "[{id: infrastructure, title: Infrastructure}]",
    ),
    key("drivers_total", Shape::Count, "How many primary drivers there are, published or not.", "9"),
];

const DRIVER: &[Key] = &[
    required("framework", Shape::Name(Named::Framework), "The framework it belongs to.", "systems-change"),
    key("group", Shape::Name(Named::Group), "One of the framework's groups.", "infrastructure"),
    key(
        "secondary",
        Shape::List(&SECONDARY),
        "Its secondary drivers in order, each with `id`, `title` and, if you like, `summary`.",
        "[{id: shared-vision, title: Shared vision}]",
    ),
];

const BRIEF: &[Key] = &[
    required("driver", Shape::Name(Named::Driver), "The primary driver that it is about.", "collaboration"),
    required("date", Shape::Date, "When it was published, as exactly as known.", "2025-04"),
    required(
        "summary",
        Shape::Inline,
        "One or two sentences for lists, feeds and search engines.",
        "Why partners convene.",
    ),
    key("series", Shape::Inline, "The series that it is part of.", "Change Framework briefs"),
    key("authors", Shape::List(&Shape::Text), "Names, in order.", "[Ada Park, Ben Cole]"),
    key(
        "takeaways",
        Shape::List(&Shape::Inline),
        "What a reader in a hurry should know.",
        "[No agency can do it alone.]",
    ),
    key("acknowledgements", Shape::Inline, "Thanks.", "We thank the task force."),
    key("funding", Shape::Inline, "Who paid, in the words that they ask for.", "Supported by grant 90XX0001."),
];

const EXAMPLE: &[Key] = &[
    required("place", Shape::Place, "Where it happened, by ISO 3166-2 code.", "US-NM"),
    required(
        "demonstrates",
        Shape::List(&Shape::Name(Named::AnyDriver)),
        "The primary or secondary drivers it shows.",
        "[shared-vision]",
    ),
    key("date", Shape::Date, "When it happened, as exactly as known.", "2024"),
    key("outcome", Shape::Inline, "What came of it.", "Stipends for all direct-service members."),
    key("sources", Shape::List(&Shape::Name(Named::Citation)), "Keys of the works it rests on.", "[sheffler-2025]"),
];

const GUIDE: &[Key] = &[
    key(
        "brief",
        Shape::Name(Named::Brief),
        "The brief that it puts to work; this or `collaborative` is required.",
        "collaboration",
    ),
    key(
        "collaborative",
        Shape::Name(Named::Collaborative),
        "The collaborative that it prepares for; this or `brief` is required.",
        "sustainable-workforce",
    ),
    key(
        "scale",
        Shape::Name(Named::Scale),
        "The scale in framewright.yaml; required where something is rated.",
        "progress",
    ),
];

const TERM: &[Key] = &[key(
    "also",
    Shape::List(&Shape::Text),
    "Other spellings, plurals, the abbreviation.",
    "[CCR&R, resource agency]",
)];

const PAGE: &[Key] = &[];

const PUBLISHER: &[Key] = &[
    key("name", Shape::Text, "Who publishes the site.", "State Workforce Office"),
    key("url", Shape::Url, "The publisher's own site.", "https://www.example.gov/"),
    key("logo", Shape::File, "A picture beside framewright.yaml.", "logo.svg"),
];

const LEVEL: &[Key] = &[ID, required("label", Shape::Inline, "What people read and choose.", "Partly in place")];

const SCALE: &[Key] = &[
    key("note", Shape::Inline, "Whose scale it is and what it is for.", "This scale is our own."),
    required(
        "levels",
        Shape::List(&Shape::Record(LEVEL)),
        "From least to most, each with `id` and `label`.",
        "[{id: started, label: Started}]",
    ),
];

/// The keys of `framewright.yaml`.
pub const SETTINGS: &[Key] = &[
    required("title", Shape::Inline, "The site's name.", "Workforce briefs"),
    required("id", Shape::Id, "A short name that stays: saved answers are filed under it.", "workforce-briefs"),
    key("language", Shape::Language, "The language of the content; `en` where it is left out.", "en"),
    key(
        "base_url",
        Shape::Url,
        "Where the site will stand; feeds and sitemaps need it.",
        "https://www.example.gov/briefs/",
    ),
    key(
        "publisher",
        Shape::Record(PUBLISHER),
        "Who publishes, as `name`, `url`, `logo`.",
        "{name: State Workforce Office}",
    ),
    key("theme", Shape::Text, "A folder below `themes/`.", "default"),
    key(
        "colors",
        Shape::Map(&Shape::Color),
        "The publisher's colours by name, such as `accent`.",
        "{accent: \"#1b5e4b\"}",
    ),
    key(
        "scales",
        Shape::Map(&Shape::Record(SCALE)),
        "Scales by name, each with `note` and `levels`.",
        "{progress: {levels: […]}}",
    ),
    key("labels", Shape::Map(&Shape::Text), "Other words for the kinds.", "{brief: Report, briefs: Reports}"),
];

/// The key of a name in a list of keys and those of every kind.
pub fn keys_of(kind: Kind) -> impl Iterator<Item = &'static Key> {
    let own = kind.keys();
    // A kind may say more of a common key, as a brief requires its summary.
    let common = COMMON.iter().filter(|common| own.iter().all(|key| key.name != common.name));
    COMMON[..1].iter().chain(own).chain(common.skip(1))
}
