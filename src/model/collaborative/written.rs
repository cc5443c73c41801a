//! The front matter of a collaborative in, typed values out, with what in it cannot be: times that end before they start, rules
//! that miss their first date, halves of pairs. Never asks whether a name exists.

use super::{
    AffinityGroup, Coach, Collaborative, Direction, Event, EventType, Measure, MeasureType, Note, Participants,
    ParticipatingSite, Phase, Track,
};
use crate::diag::{Code, Fault};
use crate::model::fields::{Checker, Fields, Value};
use crate::model::rule::Rule;
use crate::model::{Date, Name};
use crate::text::Spanned;

/// People below whose number a group is not shown, unless the collaborative says otherwise.
const SUPPRESS_UNDER: u32 = 10;

pub(in crate::model) fn collaborative(checker: &mut Checker, fields: &mut Fields) -> Collaborative {
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
        eligibility: fields.list("eligibility", Value::into_inline),
        commitments: fields.list("commitments", Value::into_inline),
        how_to_join: fields.inline("how_to_join"),
        drivers: fields.list("drivers", Value::into_text),
        guides: fields.list("guides", Value::into_text),
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
