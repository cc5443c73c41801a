//! Events in, the text of an iCalendar file (RFC 5545) out. Never looks at a clock: the same events give the same
//! bytes.

use crate::model::Date;

/// Octets that a line may have, its line end not counted.
const LINE: usize = 75;

/// A calendar with its events.
pub(super) struct Calendar<'a> {
    /// As calendar programs list it.
    pub name: String,
    /// When what it says last changed.
    pub changed: Date,
    /// Where to read more, on the web.
    pub url: Option<String>,
    pub events: Vec<Entry<'a>>,
}

/// An event of whole days.
pub(super) struct Entry<'a> {
    /// By which programs know it again; unlike any other in the world.
    pub uid: String,
    pub title: String,
    pub start: Date,
    /// The day after the last one.
    pub end: Date,
    pub rule: Option<String>,
    pub about: Option<&'a str>,
    /// What it is, for programs that group events.
    pub category: String,
}

/// Writes the file.
pub(super) fn write(calendar: &Calendar<'_>) -> String {
    let mut out = String::new();
    line(&mut out, "BEGIN", "VCALENDAR");
    line(&mut out, "VERSION", "2.0");
    line(&mut out, "PRODID", "-//Framewright//Framewright//EN");
    line(&mut out, "CALSCALE", "GREGORIAN");
    line(&mut out, "NAME", &escaped(&calendar.name));
    // The same, for programs that are older than RFC 7986.
    line(&mut out, "X-WR-CALNAME", &escaped(&calendar.name));
    for event in &calendar.events {
        entry(&mut out, calendar, event);
    }
    line(&mut out, "END", "VCALENDAR");
    out
}

fn entry(out: &mut String, calendar: &Calendar<'_>, event: &Entry<'_>) {
    line(out, "BEGIN", "VEVENT");
    line(out, "UID", &escaped(&event.uid));
    line(out, "DTSTAMP", &format!("{}T000000Z", compact(calendar.changed)));
    line(out, "DTSTART;VALUE=DATE", &compact(event.start));
    line(out, "DTEND;VALUE=DATE", &compact(event.end));
    if let Some(rule) = &event.rule {
        line(out, "RRULE", rule);
    }
    line(out, "SUMMARY", &escaped(&event.title));
    if let Some(about) = event.about {
        line(out, "DESCRIPTION", &escaped(about));
    }
    line(out, "CATEGORIES", &escaped(&event.category));
    if let Some(url) = &calendar.url {
        line(out, "URL", url);
    }
    // Nobody is away for the whole of such a day.
    line(out, "TRANSP", "TRANSPARENT");
    line(out, "END", "VEVENT");
}

/// `20230425`; the first day that a less exact date may mean.
pub(super) fn compact(date: Date) -> String {
    date.first_day().replace('-', "")
}

/// One line of content, folded where it is too long.
fn line(out: &mut String, name: &str, value: &str) {
    let whole = format!("{name}:{value}");
    let (mut from, mut room) = (0, LINE);
    while whole.len() - from > room {
        let mut to = from + room;
        while !whole.is_char_boundary(to) {
            to -= 1;
        }
        out.push_str(&whole[from..to]);
        out.push_str("\r\n ");
        // The space counts.
        (from, room) = (to, LINE - 1);
    }
    out.push_str(&whole[from..]);
    out.push_str("\r\n");
}

/// Text as a value: no character of it ends the value or starts another.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> String {
        let date = |text| Date::parse(text).unwrap();
        let title = format!("Erste Sitzung; für alle, {}", "ä".repeat(60));
        let event = Entry {
            uid: "session-1.together.site@framewright".to_owned(),
            title,
            start: date("2023-04-25"),
            end: date("2023-04-27"),
            rule: Some("FREQ=MONTHLY;UNTIL=20240630".to_owned()),
            about: Some("One\nTwo \\ three"),
            category: "Learning session".to_owned(),
        };
        let url = Some("https://example.org/x/".to_owned());
        write(&Calendar { name: "All, of it".to_owned(), changed: date("2026-11"), url, events: vec![event] })
    }

    #[test]
    fn lines_are_folded_between_characters_and_end_as_the_standard_says() {
        let text = sample();
        assert!(text.split("\r\n").all(|line| line.len() <= LINE && !line.contains(['\r', '\n'])));
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains(&format!("SUMMARY:Erste Sitzung\\; für alle\\, {}\r\n", "ä".repeat(60))));
        assert!(text.len() > unfolded.len());
    }

    #[test]
    fn values_are_escaped_and_days_end_on_the_day_after() {
        let text = sample();
        for wanted in [
            "DTSTAMP:20261101T000000Z\r\n",
            "DTSTART;VALUE=DATE:20230425\r\nDTEND;VALUE=DATE:20230427\r\nRRULE:FREQ=MONTHLY;UNTIL=20240630\r\n",
            "DESCRIPTION:One\\nTwo \\\\ three\r\n",
            "X-WR-CALNAME:All\\, of it\r\n",
        ] {
            assert!(text.contains(wanted), "{wanted}{text}");
        }
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    }
}
