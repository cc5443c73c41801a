//! The keys of a collaborative: who takes part, when what happens, what is measured.

use super::{ID, Key, Named, Shape, TITLE, key, required};
use crate::model::collaborative::{Direction, EventType, MeasureType, Participants};

const PERIOD: &[Key] = &[
    required("start", Shape::Date, "Its first day or month.", "2023-01"),
    required("end", Shape::Date, "Its last day or month.", "2024-06"),
];

const TRACK: &[Key] =
    &[ID, TITLE, key("aim", Shape::Inline, "The track's aim statement.", "To cultivate a sustainable workforce.")];

const TEAM_SIZE: &[Key] =
    &[key("min", Shape::Count, "The smallest team.", "6"), key("max", Shape::Count, "The largest team.", "8")];

const SITE: &[Key] = &[
    ID,
    TITLE,
    key("place", Shape::Place, "Where it is.", "US-NM"),
    key("track", Shape::Name(Named::Track), "Its track.", "public"),
    key("joined", Shape::Date, "When it joined.", "2023-01"),
    key("left", Shape::Date, "When it left, if it did.", "2023-09"),
];

const PHASE: &[Key] = &[
    required("id", Shape::Id, "A short name that stays.", "preparation"),
    required("title", Shape::Inline, "What it is called.", "Preparation"),
    required("start", Shape::Date, "Its first day or month.", "2023-01"),
    required("end", Shape::Date, "Its last day or month.", "2023-03"),
    key("about", Shape::Inline, "What happens in it.", "Teams are formed."),
];

const COACH: &[Key] = &[
    required("role", Shape::Inline, "What the coach is there for.", "Improvement coach"),
    key("track", Shape::Name(Named::Track), "The track that the coach works with; all where it is left out.", "public"),
    key("about", Shape::Inline, "What teams can ask the coach for.", "Helps to plan small tests."),
];

const GROUP: &[Key] = &[
    required("id", Shape::Id, "A short name that stays.", "supervisors"),
    required("title", Shape::Inline, "Who they are.", "Supervisors"),
    key("about", Shape::Inline, "What brings them together.", "Those who supervise caseworkers."),
];

const EVENT: &[Key] = &[
    required("id", Shape::Id, "A short name that stays; calendars know the event by it.", "session-1"),
    required("title", Shape::Inline, "What it is called.", "First learning session"),
    key("type", Shape::Choice(EventType::WORDS), "What sort of event it is.", "learning-session"),
    key(
        "date",
        Shape::Date,
        "When it is, or when it is for the first time; left out where it is to be set.",
        "2022-12-09",
    ),
    key("days", Shape::Count, "How many days it lasts.", "2"),
    key("repeats", Shape::Inline, "How often, in words, for what recurs.", "monthly"),
    key(
        "rule",
        Shape::Text,
        "How often, as calendars have it: a recurrence rule of RFC 5545.",
        "FREQ=MONTHLY;BYDAY=2TU",
    ),
    key("track", Shape::Name(Named::Track), "The track that it is for; all where it is left out.", "public"),
    key("for", Shape::Choice(Participants::WORDS), "Who takes part.", "all-sites"),
    key("in_person", Shape::Flag, "Whether people meet in a room.", "true"),
    key("about", Shape::Inline, "What happens there.", "How to apply."),
];

const NOTE: &[Key] = &[
    required("date", Shape::Date, "When it happened.", "2023-05"),
    required("text", Shape::Inline, "What happened.", "A new manager began."),
];

const MEASURE: &[Key] = &[
    required("id", Shape::Id, "A short name that stays; its data stand in a file of this name.", "retention"),
    required("title", Shape::Inline, "What is measured.", "Staff who stayed a year"),
    key("type", Shape::Choice(MeasureType::WORDS), "What the measure tells.", "outcome"),
    key("unit", Shape::Text, "What it is counted in.", "percent"),
    key("direction", Shape::Choice(Direction::WORDS), "Which way is better.", "up"),
    key("numerator", Shape::Inline, "What is counted, in words.", "Staff still employed"),
    key("denominator", Shape::Inline, "Out of what, in words.", "Staff employed a year ago"),
    key("target", Shape::Number, "The value to reach.", "85"),
    key("baseline", Shape::Date, "Data up to this date make the median, which is then frozen.", "2023-06"),
    key("driver", Shape::Name(Named::AnyDriver), "The driver whose strength it shows.", "shared-vision"),
    key("public", Shape::Flag, "Whether the published site shows what each site reported.", "true"),
    key(
        "people",
        Shape::Flag,
        "Whether values without a denominator count people. Where it is left out, all do but times, shares and money.",
        "false",
    ),
    key(
        "notes",
        Shape::List(&Shape::Record(NOTE)),
        "What happened when, to be shown on the charts.",
        "[{date: 2023-05, text: A new manager began.}]",
    ),
];

pub(super) const KEYS: &[Key] = &[
    required(
        "period",
        Shape::Record(PERIOD),
        "From when to when, as `start` and `end`.",
        "{start: 2023-01, end: 2024-06}",
    ),
    key(
        "tracks",
        Shape::List(&Shape::Record(TRACK)),
        "Parallel tracks, each with `id`, `title`, `aim`.",
        "[{id: public, title: Public programs}]",
    ),
    key("team_size", Shape::Record(TEAM_SIZE), "People a team, as `min` and `max`.", "{min: 6, max: 8}"),
    key("planned_sites", Shape::Map(&Shape::Count), "How many sites were planned, by track.", "{public: 6}"),
    key("sites", Shape::List(&Shape::Record(SITE)), "The roster.", "[{id: site-a, title: Site A}]"),
    key(
        "phases",
        Shape::List(&Shape::Record(PHASE)),
        "Parts of the period, in order.",
        "[{id: preparation, title: Preparation, start: 2023-01, end: 2023-03}]",
    ),
    key("coaches", Shape::List(&Shape::Record(COACH)), "Who helps the teams, by role.", "[{role: Improvement coach}]"),
    key(
        "affinity_groups",
        Shape::List(&Shape::Record(GROUP)),
        "Groups of people with like roles, across sites.",
        "[{id: supervisors, title: Supervisors}]",
    ),
    key(
        "eligibility",
        Shape::List(&Shape::Inline),
        "What a site has to be or to have in order to take part.",
        "[A senior leader is committed.]",
    ),
    key("commitments", Shape::List(&Shape::Inline), "What a site undertakes to do.", "[Convene a team every month.]"),
    key("how_to_join", Shape::Inline, "How to take part.", "Applications close on January 6."),
    key("drivers", Shape::List(&Shape::Name(Named::AnyDriver)), "The drivers that it works on.", "[shared-vision]"),
    key("guides", Shape::List(&Shape::Name(Named::Guide)), "Guides that its teams use.", "[collaboration]"),
    key(
        "events",
        Shape::List(&Shape::Record(EVENT)),
        "Sessions, calls, webinars.",
        "[{id: session-1, title: First session}]",
    ),
    key(
        "measures",
        Shape::List(&Shape::Record(MEASURE)),
        "What the sites measure.",
        "[{id: retention, title: Retention}]",
    ),
    key(
        "suppress_under",
        Shape::Count,
        "Groups of fewer people than this are not shown; 10 where it is left out.",
        "10",
    ),
];
