//! A collaborative as its front matter tells it, and what its parts say of themselves. Never asks whether a name exists.

mod written;

use borsh::{BorshDeserialize, BorshSerialize};

use super::rule::Rule;
use super::{Date, Inline, Name, PlaceId};
use crate::text::Spanned;

pub(super) use written::collaborative;

#[derive(Debug, BorshSerialize, BorshDeserialize)]
pub struct Collaborative {
    pub start: Option<Spanned<Date>>,
    pub end: Option<Spanned<Date>>,
    pub tracks: Vec<Track>,
    /// The smallest and the largest team.
    pub team_size: (Option<u32>, Option<u32>),
    /// Number of planned sites by track.
    pub planned_sites: Vec<(Name, u32)>,
    pub sites: Vec<ParticipatingSite>,
    pub phases: Vec<Phase>,
    pub coaches: Vec<Coach>,
    pub affinity_groups: Vec<AffinityGroup>,
    pub eligibility: Vec<Inline>,
    pub commitments: Vec<Inline>,
    pub how_to_join: Option<Inline>,
    pub drivers: Vec<Name>,
    pub guides: Vec<Name>,
    pub events: Vec<Event>,
    pub measures: Vec<Measure>,
    /// Groups of fewer people than this are not shown.
    pub suppress_under: u32,
}

#[derive(Debug, BorshSerialize, BorshDeserialize)]
pub struct Track {
    pub id: Name,
    pub title: Inline,
    pub aim: Option<Inline>,
}

/// A site that takes part in a collaborative.
#[derive(Debug, BorshSerialize, BorshDeserialize)]
pub struct ParticipatingSite {
    pub id: Name,
    pub title: Inline,
    pub place: Option<PlaceId>,
    pub track: Option<Name>,
    pub joined: Option<Spanned<Date>>,
    pub left: Option<Spanned<Date>>,
}

/// A part of the period.
#[derive(Debug, BorshSerialize, BorshDeserialize)]
pub struct Phase {
    pub id: Name,
    pub title: Inline,
    pub start: Spanned<Date>,
    pub end: Spanned<Date>,
    pub about: Option<Inline>,
}

/// Somebody who helps the teams, by role and without a name.
#[derive(Debug, BorshSerialize, BorshDeserialize)]
pub struct Coach {
    pub role: Inline,
    pub track: Option<Name>,
    pub about: Option<Inline>,
}

/// People with like roles, across sites.
#[derive(Debug, BorshSerialize, BorshDeserialize)]
pub struct AffinityGroup {
    pub id: Name,
    pub title: Inline,
    pub about: Option<Inline>,
}

/// A session, call or webinar of a collaborative.
#[derive(Debug, BorshSerialize, BorshDeserialize)]
pub struct Event {
    pub id: Name,
    pub title: Inline,
    pub sort: EventType,
    /// The first date of what recurs.
    pub date: Option<Spanned<Date>>,
    pub days: Option<u32>,
    pub repeats: Option<Inline>,
    pub rule: Option<Rule>,
    pub track: Option<Name>,
    pub participants: Option<Participants>,
    pub in_person: Option<bool>,
    pub about: Option<Inline>,
}

/// What the sites measure.
#[derive(Debug, BorshSerialize, BorshDeserialize)]
pub struct Measure {
    pub id: Name,
    pub title: Inline,
    pub sort: Option<MeasureType>,
    pub unit: Option<String>,
    pub direction: Option<Direction>,
    pub numerator: Option<Inline>,
    pub denominator: Option<Inline>,
    pub target: Option<f64>,
    /// Data up to this date make the median.
    pub baseline: Option<Date>,
    pub driver: Option<Name>,
    /// True where the published site shows what each site reported.
    pub public: bool,
    /// Whether its values count people, where somebody says so.
    pub people: Option<bool>,
    pub notes: Vec<Note>,
}

/// Something that happened, for a chart.
#[derive(Debug, BorshSerialize, BorshDeserialize)]
pub struct Note {
    pub date: Spanned<Date>,
    pub text: Inline,
}

macro_rules! choices {
    ($(#[$about:meta])* $name:ident { $($variant:ident $word:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
        pub enum $name {
            $($variant,)*
        }

        impl $name {
            /// As authors write them.
            pub const WORDS: &'static [&'static str] = &[$($word,)*];

            pub fn word(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)*
                }
            }

            pub fn of_word(word: &str) -> Option<$name> {
                match word {
                    $($word => Some($name::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

choices! {
    /// What sort of event it is.
    EventType {
        LearningSession "learning-session",
        Call "call",
        Meeting "meeting",
        Webinar "webinar",
        Other "other",
    }
}

choices! {
    /// Who takes part in an event.
    Participants {
        AllSites "all-sites",
        AffinityGroups "affinity-groups",
        SiteTeams "site-teams",
    }
}

choices! {
    /// What a measure tells.
    MeasureType {
        Outcome "outcome",
        Process "process",
        Balancing "balancing",
    }
}

choices! {
    /// Which way is better.
    Direction {
        Up "up",
        Down "down",
    }
}

impl ParticipatingSite {
    /// True for a month in which the site takes part, or may.
    pub fn takes_part(&self, month: Date) -> bool {
        let joined = self.joined.is_none_or(|joined| month.latest() >= joined.earliest());
        joined && self.left.is_none_or(|left| month.earliest() <= left.latest())
    }
}

impl Event {
    /// True where calendar programs can be told when it is: where its day is known.
    pub fn is_dated(&self) -> bool {
        self.date.as_ref().is_some_and(|date| date.day.is_some())
    }
}

impl Measure {
    /// True where values are hundredths, so that a `%` may stand behind them.
    pub fn is_percent(&self) -> bool {
        self.unit.as_deref().is_some_and(|unit| matches!(unit.to_lowercase().as_str(), "percent" | "%" | "per cent"))
    }
}

impl Collaborative {
    /// The index of a track of this name.
    pub fn track(&self, name: &str) -> Option<usize> {
        self.tracks.iter().position(|track| track.id.value == name)
    }

    /// The index of a site of this name.
    pub fn site(&self, name: &str) -> Option<usize> {
        self.sites.iter().position(|site| site.id.value == name)
    }

    /// Every name of a track, for who asks whether it exists.
    pub fn track_names(&self) -> impl Iterator<Item = &Name> {
        let planned = self.planned_sites.iter().map(|(name, _)| name);
        let roster = self.sites.iter().filter_map(|site| site.track.as_ref());
        let coaches = self.coaches.iter().filter_map(|coach| coach.track.as_ref());
        planned.chain(roster).chain(coaches).chain(self.events.iter().filter_map(|event| event.track.as_ref()))
    }

    /// The events of a track, or those of all: by date, then as written. What is for all is for each track.
    pub fn events_of(&self, track: Option<usize>) -> Vec<&Event> {
        let own = track.and_then(|at| self.tracks.get(at)).map(|track| track.id.value.as_str());
        let for_it = |event: &&Event| match (&event.track, own) {
            (Some(named), Some(own)) => named.value == own,
            (_, None) | (None, _) => true,
        };
        let mut events: Vec<&Event> = self.events.iter().filter(for_it).collect();
        events.sort_by_key(|event| event.date.as_ref().map_or((u16::MAX, 0, 0), |date| date.earliest()));
        events
    }
}
