//! A collaborative as its front matter tells it: checked values in, typed ones out. Never asks whether a name exists.

use borsh::{BorshDeserialize, BorshSerialize};

use super::fields::{Checker, Fields};
use super::rule::Rule;
use super::{Date, Inline, Name, PlaceId};
use crate::diag::{Code, Fault};
use crate::text::Spanned;

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

/// People below whose number a group is not shown, unless the collaborative says otherwise.
const SUPPRESS_UNDER: u32 = 10;

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

pub(super) fn collaborative(checker: &mut Checker, fields: &mut Fields) -> Collaborative {
    let mut period = fields.record("period").unwrap_or_default();
    let (start, end) = (period.date("start"), period.date("end"));
    in_order(checker, start, end, "the period");
    let planned = fields.map("planned_sites").into_iter();
    let planned_sites = planned.filter_map(|(name, value)| Some((name, value.into_count()?.value))).collect();
    let events = fields.records("events", Some);
    let events = events.into_iter().filter_map(|fields| event(checker, fields)).collect();
    let measures = fields.records("measures", Some);
    let measures = measures.into_iter().filter_map(|fields| measure(checker, fields)).collect();
    let collaborative = Collaborative {
        start,
        end,
        team_size: team_size(checker, fields),
        tracks: fields.records("tracks", track),
        planned_sites,
        sites: fields.records("sites", participating_site),
        phases: fields.records("phases", phase),
        coaches: fields.records("coaches", coach),
        affinity_groups: fields.records("affinity_groups", affinity_group),
        eligibility: fields.list("eligibility", super::fields::Value::into_inline),
        commitments: fields.list("commitments", super::fields::Value::into_inline),
        how_to_join: fields.inline("how_to_join"),
        drivers: fields.list("drivers", super::fields::Value::into_text),
        guides: fields.list("guides", super::fields::Value::into_text),
        events,
        measures,
        suppress_under: fields.count("suppress_under").map_or(SUPPRESS_UNDER, |count| count.value),
    };
    for site in &collaborative.sites {
        in_order(checker, site.joined, site.left, "the site's time");
    }
    let is_ordered = start.zip(end).is_none_or(|(start, end)| start.earliest() <= end.latest());
    for phase in &collaborative.phases {
        in_order(checker, Some(phase.start), Some(phase.end), "the phase");
        if is_ordered {
            within(checker, phase, &collaborative);
        }
    }
    for date in collaborative.events.iter().filter_map(|event| event.date).filter(|_| is_ordered) {
        near(checker, date, (start, end));
    }
    collaborative
}

fn team_size(checker: &mut Checker, fields: &mut Fields) -> (Option<u32>, Option<u32>) {
    let mut size = fields.record("team_size").unwrap_or_default();
    let (min, max) = (size.count("min"), size.count("max"));
    if let (Some(min), Some(max)) = (min, max)
        && min.value > max.value
    {
        let cause = format!("the smallest team ({}) is larger than the largest ({})", min.value, max.value);
        checker.faults.push(Fault::new(Code::BadPeriod, max.span, cause, "write the smaller number as min"));
    }
    (min.map(|min| min.value), max.map(|max| max.value))
}

fn in_order(checker: &mut Checker, start: Option<Spanned<Date>>, end: Option<Spanned<Date>>, what: &str) {
    let (Some(start), Some(end)) = (start, end) else { return };
    if end.latest() < start.earliest() {
        let cause = format!("{what} ends ({}) before it starts ({})", end.value, start.value);
        checker.faults.push(Fault::new(Code::BadPeriod, end.span, cause, "write the earlier date first"));
    }
}

/// A phase is a part of the period.
fn within(checker: &mut Checker, phase: &Phase, all: &Collaborative) {
    let help = "a phase lies within the period: mend one of the two";
    if let Some(start) = all.start.filter(|start| phase.start.latest() < start.earliest()) {
        let cause = format!("the phase starts ({}) before the period ({})", phase.start.value, start.value);
        checker.faults.push(Fault::new(Code::BadPeriod, phase.start.span, cause, help));
    }
    if let Some(end) = all.end.filter(|end| phase.end.earliest() > end.latest()) {
        let cause = format!("the phase ends ({}) after the period ({})", phase.end.value, end.value);
        checker.faults.push(Fault::new(Code::BadPeriod, phase.end.span, cause, help));
    }
}

/// An event may come before the period or after it, and hardly a year before or after.
fn near(checker: &mut Checker, date: Spanned<Date>, (start, end): (Option<Spanned<Date>>, Option<Spanned<Date>>)) {
    let early = start.filter(|start| date.year + 1 < start.year);
    let late = end.filter(|end| date.year > end.year + 1);
    let cause = match (early, late) {
        (Some(start), _) => format!("{} is long before the period, which begins in {}", date.value, start.value),
        (None, Some(end)) => format!("{} is long after the period, which ends in {}", date.value, end.value),
        (None, None) => return,
    };
    checker.faults.push(Fault::new(Code::UnlikelyData, date.span, cause, "check the date, and those of the period"));
}

fn track(mut fields: Fields) -> Option<Track> {
    Some(Track { id: fields.text("id")?, title: fields.inline("title")?, aim: fields.inline("aim") })
}

fn participating_site(mut fields: Fields) -> Option<ParticipatingSite> {
    Some(ParticipatingSite {
        id: fields.text("id")?,
        title: fields.inline("title")?,
        place: fields.place("place"),
        track: fields.text("track"),
        joined: fields.date("joined"),
        left: fields.date("left"),
    })
}

fn phase(mut fields: Fields) -> Option<Phase> {
    Some(Phase {
        id: fields.text("id")?,
        title: fields.inline("title")?,
        start: fields.date("start")?,
        end: fields.date("end")?,
        about: fields.inline("about"),
    })
}

fn coach(mut fields: Fields) -> Option<Coach> {
    Some(Coach { role: fields.inline("role")?, track: fields.text("track"), about: fields.inline("about") })
}

fn affinity_group(mut fields: Fields) -> Option<AffinityGroup> {
    Some(AffinityGroup { id: fields.text("id")?, title: fields.inline("title")?, about: fields.inline("about") })
}

fn event(checker: &mut Checker, mut fields: Fields) -> Option<Event> {
    let date = fields.date("date");
    let days = fields.count("days");
    if let Some(none) = days.filter(|days| days.value == 0) {
        let cause = "an event lasts a day at least".to_owned();
        checker.faults.push(Fault::new(Code::WrongType, none.span, cause, "write days: 1, or leave the key out"));
    }
    Some(Event {
        id: fields.text("id")?,
        title: fields.inline("title")?,
        sort: fields.text("type").and_then(|word| EventType::of_word(&word)).unwrap_or(EventType::Other),
        rule: fields.text("rule").and_then(|text| rule(checker, &text, date)),
        date,
        days: days.map(|days| days.value),
        repeats: fields.inline("repeats"),
        track: fields.text("track"),
        participants: fields.text("for").and_then(|word| Participants::of_word(&word)),
        in_person: fields.flag("in_person"),
        about: fields.inline("about"),
    })
}

/// A recurrence rule that fits its first date.
fn rule(checker: &mut Checker, text: &Name, first: Option<Spanned<Date>>) -> Option<Rule> {
    match Rule::parse(&text.value) {
        Err((cause, help)) => {
            checker.faults.push(Fault::new(Code::BadRule, text.span, cause, help));
            None
        }
        Ok(rule) => {
            if let Some(first) = first
                && !rule.begins_on(first.value)
            {
                let cause = format!("the rule \"{}\" does not fall on its first date, {}", text.value, first.value);
                let help = "write as date the first day on which it happens, or mend the rule";
                checker.faults.push(Fault::new(Code::BadRule, text.span, cause, help));
            }
            Some(rule)
        }
    }
}

fn measure(checker: &mut Checker, mut fields: Fields) -> Option<Measure> {
    let (id, title) = (fields.text("id")?, fields.inline("title")?);
    let (numerator, denominator) = (fields.inline("numerator"), fields.inline("denominator"));
    let missing = match (&numerator, &denominator) {
        (Some(_), None) => Some(("numerator", "denominator")),
        (None, Some(_)) => Some(("denominator", "numerator")),
        (Some(_), Some(_)) | (None, None) => None,
    };
    if let Some((there, missing)) = missing {
        let cause = format!("the measure \"{}\" has a {there}, and no \"{missing}\"", id.value);
        checker.faults.push(Fault::new(
            Code::MissingKey,
            id.span,
            cause,
            format!("add {missing}: and say in words what it is"),
        ));
    }
    let note = |mut note: Fields| Some(Note { date: note.date("date")?, text: note.inline("text")? });
    Some(Measure {
        id,
        title,
        sort: fields.text("type").and_then(|word| MeasureType::of_word(&word)),
        unit: fields.text("unit").map(|unit| unit.value),
        direction: fields.text("direction").and_then(|word| Direction::of_word(&word)),
        numerator,
        denominator,
        target: fields.number("target"),
        baseline: fields.date("baseline").map(|date| date.value),
        driver: fields.text("driver"),
        public: fields.flag("public").unwrap_or(false),
        people: fields.flag("people"),
        notes: fields.records("notes", note),
    })
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
