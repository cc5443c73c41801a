//! The shape of a collaborative: its phases, sessions, the action periods between them and its other dated events, as
//! a drawing and as a list that says the same.

use std::fmt::Write as _;

use crate::graph::EntryId;
use crate::model::{Collaborative, Date, Event, EventType, Inline, Phase};
use crate::render::frame::Page;
use crate::render::views::{DateView, StepView, TimelineView};
use crate::text::escape;

/// Something on the line of time, from one month to another, both as months since the year 0 with their parts.
struct Step<'a> {
    sort: Sort<'a>,
    start: f64,
    end: f64,
    /// True where the content says when, false where its place only shows the order.
    known: bool,
}

#[derive(Clone, Copy)]
enum Sort<'a> {
    Phase(&'a Phase),
    /// A learning session and its number, from 1.
    Session(&'a Event, usize),
    /// The time between two sessions, and its number.
    Action(usize, (Option<Date>, Option<Date>)),
    Event(&'a Event),
}

/// The line of time that everything stands on, in months.
#[derive(Clone, Copy)]
struct Axis {
    from: f64,
    to: f64,
}

/// The shape of a collaborative; none where there is nothing to draw.
pub(super) fn timeline(page: &mut Page<'_>, id: EntryId, details: &Collaborative) -> Option<TimelineView> {
    let start = details.start.and_then(|date| place(date.value, Edge::Start))?;
    let end = details.end.and_then(|date| place(date.value, Edge::End)).filter(|end| *end > start)?;
    let mut steps = sessions(details, start, end);
    steps.extend(details.phases.iter().filter_map(|phase| {
        let (from, to) = (place(phase.start.value, Edge::Start)?, place(phase.end.value, Edge::End)?);
        Some(Step { sort: Sort::Phase(phase), start: from, end: to, known: true })
    }));
    let others = details.events.iter().filter(|event| event.sort != EventType::LearningSession && event.rule.is_none());
    steps.extend(others.filter_map(|event| {
        let date = event.date.filter(|_| event.repeats.is_none())?;
        let at = place(date.value, Edge::Start)?;
        Some(Step { sort: Sort::Event(event), start: at, end: at, known: true })
    }));
    if steps.is_empty() {
        return None;
    }
    steps.sort_by(|a, b| a.start.total_cmp(&b.start).then(b.end.total_cmp(&a.end)));
    let first = steps.iter().map(|step| step.start).fold(start, f64::min);
    let last = steps.iter().map(|step| step.end).fold(end, f64::max);
    let axis = Axis { from: first.floor(), to: last.ceil() };
    let to_scale = steps.iter().all(|step| step.known);
    let svg = draw(page, &steps, axis, to_scale);
    let steps = steps.iter().map(|step| self::step(page, id, step)).collect();
    Some(TimelineView { svg, steps, to_scale })
}

/// Which end of a less exact date.
#[derive(Clone, Copy)]
enum Edge {
    Start,
    End,
}

/// A date on the line of months; none for a year alone.
fn place(date: Date, edge: Edge) -> Option<f64> {
    let month = f64::from(date.months()?);
    Some(match (date.day, edge) {
        (Some(day), Edge::Start) => month + f64::from(day - 1) / f64::from(date.days_in_month()),
        (Some(day), Edge::End) => month + f64::from(day) / f64::from(date.days_in_month()),
        (None, Edge::Start) => month,
        (None, Edge::End) => month + 1.0,
    })
}

/// Learning sessions with the action periods that follow them. Those without a date stand at even distances between
/// their neighbours.
fn sessions(details: &Collaborative, start: f64, end: f64) -> Vec<Step<'_>> {
    let sessions: Vec<&Event> =
        details.events.iter().filter(|event| event.sort == EventType::LearningSession).collect();
    let known: Vec<Option<f64>> =
        sessions.iter().map(|event| event.date.and_then(|date| place(date.value, Edge::Start))).collect();
    let places = spread(&known, start, end);
    let mut steps = Vec::new();
    for (at, (&event, &from)) in sessions.iter().zip(&places).enumerate() {
        steps.push(Step { sort: Sort::Session(event, at + 1), start: from, end: from, known: known[at].is_some() });
        let to = places.get(at + 1).copied().unwrap_or(end);
        let next = sessions.get(at + 1);
        let until = match next {
            Some(next) => next.date.map(|date| date.value),
            None => details.end.map(|date| date.value),
        };
        if to > from {
            let dates = (event.date.map(|date| date.value), until);
            let known = known[at].is_some() && known.get(at + 1).is_none_or(Option::is_some);
            // A hair later, so that it follows its session in the order of time.
            steps.push(Step { sort: Sort::Action(at + 1, dates), start: from + 1e-6, end: to, known });
        }
    }
    steps
}

/// Places for those without one: at even distances between those that have one.
fn spread(known: &[Option<f64>], start: f64, end: f64) -> Vec<f64> {
    let mut places = Vec::with_capacity(known.len());
    for (at, place) in known.iter().enumerate() {
        places.push(place.unwrap_or_else(|| {
            let (before, from) = match places.last() {
                Some(&from) => (1.0, from),
                None => (0.0, start),
            };
            let open = known[at..].iter().take_while(|place| place.is_none()).count() as f64;
            let to = known[at..].iter().flatten().next().copied().unwrap_or(end).max(from);
            from + (to - from) * before / (open + before)
        }));
    }
    places
}

// The list.

fn step(page: &mut Page<'_>, id: EntryId, step: &Step<'_>) -> StepView {
    match step.sort {
        Sort::Phase(phase) => StepView {
            sort: "phase",
            mark: String::new(),
            title_html: page.inline(id, &phase.title),
            kind: page.word("phase").to_owned(),
            start: Some(page.date(phase.start.value)),
            end: Some(page.date(phase.end.value)),
            days: None,
            about_html: page.optional(id, phase.about.as_ref()),
        },
        Sort::Session(event, number) => happening(page, id, (event, "session", number.to_string())),
        Sort::Event(event) => happening(page, id, (event, "event", String::new())),
        Sort::Action(number, dates) => StepView {
            sort: "action",
            mark: String::new(),
            title_html: escape(&page.fill("action_period_n", &[("n", &number.to_string())])),
            kind: String::new(),
            start: known(page, dates.0),
            end: known(page, dates.1),
            days: None,
            about_html: None,
        },
    }
}

fn known(page: &Page<'_>, date: Option<Date>) -> Option<DateView> {
    date.map(|date| page.date(date))
}

fn happening(page: &mut Page<'_>, id: EntryId, (event, sort, mark): (&Event, &'static str, String)) -> StepView {
    let kind = page.word(super::type_word(event.sort)).to_owned();
    StepView {
        sort,
        mark,
        title_html: page.inline(id, &event.title),
        kind,
        start: event.date.map(|date| page.date(date.value)),
        end: None,
        days: event.days,
        about_html: page.optional(id, event.about.as_ref()),
    }
}

// The drawing.

const WIDTH: f64 = 680.0;
const MARGIN: f64 = 16.0;
const ROW: f64 = 30.0;
/// Width of a letter, a little more than most.
const LETTER: f64 = 6.9;

impl Axis {
    fn x(self, month: f64) -> f64 {
        MARGIN + (month - self.from) / (self.to - self.from) * (WIDTH - 2.0 * MARGIN)
    }
}

fn draw(page: &Page<'_>, steps: &[Step<'_>], axis: Axis, to_scale: bool) -> String {
    let phases = rows(steps, axis);
    let depth = phases.iter().map(|(row, _)| row + 1).max().unwrap_or(0) as f64;
    let has = |wanted: fn(&Sort<'_>) -> bool| steps.iter().any(|step| wanted(&step.sort));
    let sessions_at = 26.0 + depth * ROW + ROW / 2.0;
    let has_sessions = has(|sort| matches!(sort, Sort::Session(..)));
    let events_at = sessions_at + if has_sessions { ROW } else { 0.0 };
    let has_events = has(|sort| matches!(sort, Sort::Event(_)));
    let height = events_at + if has_events { ROW / 2.0 } else { -ROW / 2.0 } + 4.0;
    let name = escape(page.word(if to_scale { "timeline_name" } else { "timeline_name_order" }));
    let mut out = format!(
        "<svg class=\"timeline-drawing\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{name}\">\n"
    );
    months(page, &mut out, axis, (height, to_scale));
    for (row, step) in phases {
        bar(&mut out, axis, step, 26.0 + row as f64 * ROW);
    }
    // Action periods lie under the sessions that they join.
    let (periods, marks): (Vec<_>, Vec<_>) = steps.iter().partition(|step| matches!(step.sort, Sort::Action(..)));
    for step in periods {
        let (from, to) = (axis.x(step.start), axis.x(step.end));
        let _ = writeln!(
            out,
            "<rect class=\"tl-action\" x=\"{from:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"8\"/>",
            sessions_at - 4.0,
            to - from
        );
    }
    for step in marks {
        mark(&mut out, axis.x(step.start), step, (sessions_at, events_at));
    }
    out.push_str("</svg>\n");
    out
}

/// Phases in rows in which none overlaps another.
fn rows<'a, 'b>(steps: &'b [Step<'a>], axis: Axis) -> Vec<(usize, &'b Step<'a>)> {
    let mut ends: Vec<f64> = Vec::new();
    let mut placed = Vec::new();
    for step in steps.iter().filter(|step| matches!(step.sort, Sort::Phase(_))) {
        let row = ends.iter().position(|end| *end <= axis.x(step.start) + 0.5).unwrap_or(ends.len());
        if row == ends.len() {
            ends.push(0.0);
        }
        ends[row] = axis.x(step.end);
        placed.push((row, step));
    }
    placed
}

/// Lines at the months, as many as leave room for their names; without dates, the two ends alone.
fn months(page: &Page<'_>, out: &mut String, axis: Axis, (height, to_scale): (f64, bool)) {
    let all = (axis.to - axis.from).max(1.0);
    let room = 110.0;
    let every = if to_scale { [1.0, 2.0, 3.0, 6.0, 12.0, 24.0, 60.0] } else { [all; 7] };
    let wide = |step: &f64| axis.x(axis.from + step) - axis.x(axis.from) >= room;
    let step = every.into_iter().find(wide).unwrap_or(all);
    let mut month = axis.from;
    while month <= axis.to + 1e-9 {
        let x = axis.x(month);
        let _ = writeln!(out, "<path class=\"tl-line\" d=\"M{x:.1} 20V{height:.0}\"/>");
        let is_last = month + step > axis.to + 1e-9;
        // The last line is the end of a month, whose name says so.
        let named = if is_last { month - 1.0 } else { month };
        let words = page.date(Date::of_months(named.max(0.0) as u32)).words;
        let anchor = if month == axis.from {
            "start"
        } else if x > WIDTH - 60.0 {
            "end"
        } else {
            "middle"
        };
        if !is_last || axis.x(axis.to) - x < 1.0 {
            let _ = writeln!(
                out,
                "<text class=\"tl-month\" x=\"{x:.1}\" y=\"13\" text-anchor=\"{anchor}\">{}</text>",
                escape(&words)
            );
        }
        month += step;
    }
}

fn bar(out: &mut String, axis: Axis, step: &Step<'_>, y: f64) {
    let Sort::Phase(phase) = step.sort else { return };
    let (from, to) = (axis.x(step.start), axis.x(step.end));
    let _ = writeln!(
        out,
        "<rect class=\"tl-phase\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"22\" rx=\"3\"/>",
        from + 1.0,
        y + 4.0,
        (to - from - 2.0).max(2.0)
    );
    let _ = writeln!(
        out,
        "<text class=\"tl-name\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
        from + 8.0,
        y + 19.0,
        escape(&fitting(&phase.title, to - from - 14.0))
    );
}

/// As much of a title as a width holds.
fn fitting(title: &Inline, width: f64) -> String {
    let most = (width / LETTER).max(0.0) as usize;
    if title.plain.chars().count() <= most {
        return title.plain.clone();
    }
    let cut: String = title.plain.chars().take(most.saturating_sub(1)).collect();
    if cut.is_empty() { String::new() } else { format!("{}…", cut.trim_end()) }
}

fn mark(out: &mut String, x: f64, step: &Step<'_>, (sessions, events): (f64, f64)) {
    let _ = match step.sort {
        Sort::Session(_, number) => writeln!(
            out,
            "<circle class=\"tl-session\" cx=\"{x:.1}\" cy=\"{sessions:.1}\" r=\"11\"/>\n<text class=\"tl-number\" \
             x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{number}</text>",
            sessions + 4.5
        ),
        Sort::Event(_) => {
            writeln!(out, "<path class=\"tl-event\" d=\"M{x:.1} {:.1}l7 7l-7 7l-7 -7z\"/>", events - 7.0)
        }
        Sort::Phase(_) | Sort::Action(..) => Ok(()),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_without_a_date_stand_at_even_distances() {
        assert_eq!(spread(&[None, None, None], 0.0, 18.0), [0.0, 6.0, 12.0]);
        assert_eq!(spread(&[Some(1.0), None, Some(9.0)], 0.0, 18.0), [1.0, 5.0, 9.0]);
        assert_eq!(spread(&[Some(3.0), None, None], 0.0, 18.0), [3.0, 8.0, 13.0]);
        assert_eq!(spread(&[None, Some(6.0)], 0.0, 18.0), [0.0, 6.0]);
        assert!(spread(&[], 0.0, 1.0).is_empty());
    }
}
