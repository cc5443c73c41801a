//! A kind and a number in, that entry out: what its front matter says and its body, in Framewright's syntax.

use super::chance::Chance;
use super::links::{SECTIONS, any, any_part, around, citing, hub, id, key, linking, part_id};
use super::prose::{paragraph, sentence, words};
use super::{Kind, Plan};

/// An entry before it is written as a file, for Framewright or for a peer.
pub struct Entry {
    pub kind: Kind,
    pub id: String,
    pub title: String,
    /// A day.
    pub date: Option<String>,
    pub summary: Option<String>,
    /// Primary drivers that a peer lists it under.
    pub drivers: Vec<String>,
    /// Secondary drivers that a peer lists it under.
    pub parts: Vec<String>,
    /// The place that a peer lists it under.
    pub place: Option<String>,
    /// An old address.
    pub alias: Option<String>,
    /// Lines of front matter that only Framewright reads.
    own: String,
    pub body: String,
}

/// One entry of the site, whoever asks for it and whenever.
pub fn entry(plan: &Plan, kind: Kind, number: usize) -> Entry {
    let mut chance = Chance::of(kind.folder(), number);
    let title = match kind {
        Kind::Framework => "Systems change".to_owned(),
        _ => words(&mut chance, 4),
    };
    let entry = Entry {
        kind,
        id: id(kind, number),
        title: format!("{title} {number}"),
        date: None,
        summary: None,
        drivers: Vec::new(),
        parts: Vec::new(),
        place: None,
        alias: None,
        own: String::new(),
        body: String::new(),
    };
    let chance = &mut chance;
    match kind {
        Kind::Framework => framework(plan, chance, entry),
        Kind::Driver => driver(plan, chance, entry, number),
        Kind::Brief => brief(plan, chance, entry, number),
        Kind::Example => example(plan, chance, entry, number),
        Kind::Guide => guide(plan, chance, entry, number),
        Kind::Collaborative => collaborative(plan, chance, entry, number),
        Kind::Term => term(plan, chance, entry, number),
        Kind::Page => page(plan, chance, entry, number),
    }
}

impl Entry {
    /// The file as Framewright reads it.
    pub fn framewright(&self) -> String {
        let mut front = format!("title: {}\n", self.title);
        if let Some(date) = &self.date {
            front += &format!("date: {date}\n");
        }
        if let Some(summary) = &self.summary {
            front += &format!("summary: {summary}\n");
        }
        if let Some(alias) = &self.alias {
            front += &format!("aliases: [{alias}]\n");
        }
        format!("---\n{front}{}---\n\n{}", self.own, self.body)
    }
}

fn framework(plan: &Plan, chance: &mut Chance, mut entry: Entry) -> Entry {
    entry.own = format!(
        "aims:\n  - {{id: pay, title: Fair pay}}\n  - {{id: ways, title: Ways to advance}}\n\
         groups:\n  - {{id: people, title: People}}\n  - {{id: means, title: Means}}\ndrivers_total: {}\n",
        plan.count(Kind::Driver)
    );
    let start = around(chance, "[[page/page-0]]");
    let text = paragraph(chance, 6, vec![start]);
    entry.body = format!("{text}\n![[figure/driver-diagram]]\n");
    entry
}

fn driver(plan: &Plan, chance: &mut Chance, mut entry: Entry, number: usize) -> Entry {
    let group = ["people", "means"][number % 2];
    let parts = (0..plan.parts(number)).map(|part| {
        let title = words(chance, 3);
        format!("  - {{id: {}, title: {title}}}\n", part_id(number, part))
    });
    let parts: String = parts.collect();
    entry.own = format!("framework: framework-0\ngroup: {group}\nsecondary:\n{parts}");
    entry.summary = Some(sentence(chance));
    let links = vec![linking(plan, chance), linking(plan, chance)];
    entry.body = paragraph(chance, 5, links);
    entry
}

fn brief(plan: &Plan, chance: &mut Chance, mut entry: Entry, number: usize) -> Entry {
    let driver = id(Kind::Driver, plan.driver_of(number));
    entry.date = Some(format!("{}-{:02}-{:02}", 2010 + number % 15, 1 + number % 12, 1 + number % 28));
    entry.summary = Some(sentence(chance));
    entry.alias = number.is_multiple_of(20).then(|| format!("/old/brief-{number}/"));
    let (first, second) = (sentence(chance), sentence(chance));
    // A page names every other brief of its series.
    let series = number / 10;
    entry.own = format!(
        "driver: {driver}\nseries: Series {series}\nauthors: [Ada Park, Ben Cole]\n\
         takeaways:\n  - {first}\n  - {second}\n"
    );
    entry.drivers.push(driver);
    let mut body = Vec::new();
    for section in 0..SECTIONS {
        // Every term and every work has a brief that names it.
        let mut strewn = match section {
            0 => vec![around(chance, &format!("[[{}]]", id(Kind::Term, number % plan.count(Kind::Term))))],
            _ => vec![linking(plan, chance)],
        };
        strewn.push(linking(plan, chance));
        strewn.push(citing(plan, chance, (number + section * 13) % plan.references));
        strewn.extend(hub(plan, chance).filter(|_| section == 1));
        let (part, title) = (any_part(plan, chance), words(chance, 4));
        body.push(format!("## {title} {{#section-{section} driver={part}}}\n"));
        entry.parts.push(part);
        body.push(paragraph(chance, 5, strewn));
        body.push(paragraph(chance, 4, Vec::new()));
        body.extend(extra(plan, chance, number, section));
    }
    entry.parts.sort();
    entry.parts.dedup();
    entry.body = body.join("\n");
    entry
}

/// What stands in some sections besides paragraphs.
fn extra(plan: &Plan, chance: &mut Chance, number: usize, section: usize) -> Option<String> {
    match section {
        1 => Some(table(chance)),
        2 => Some(format!("![[{}]]\n", any(plan, chance, Kind::Example))),
        3 => {
            let (text, note) = (sentence(chance), sentence(chance));
            Some(format!("{text}[^1]\n\n[^1]: {note}\n"))
        }
        4 => Some(format!(
            "- {}\n- {}\n  - {}\n- {}\n",
            words(chance, 6),
            words(chance, 5),
            words(chance, 4),
            words(chance, 7)
        )),
        5 => Some(format!("> {}\n", sentence(chance))),
        6 if number.is_multiple_of(10) => {
            let picture = number / 10 % plan.pictures;
            Some(format!("![{}](pictures/chart-{picture}.svg)\n", words(chance, 6)))
        }
        6 if number % 10 == 1 => Some(format!("![[{}]]\n", any(plan, chance, Kind::Term))),
        7 if number % 25 == 2 => Some(code(chance)),
        _ => None,
    }
}

fn table(chance: &mut Chance) -> String {
    let row = |row: usize| format!("| {} | {} | {} |\n", words(chance, 3), row * 7, words(chance, 2));
    let rows: String = (0..6).map(row).collect();
    format!("| Measure | Count | Note |\n| --- | --: | :-: |\n{rows}")
}

fn code(chance: &mut Chance) -> String {
    let word = words(chance, 1).to_lowercase();
    format!(
        "```python\ndef {word}(rows):\n    \"\"\"The median of what is known.\"\"\"\n    \
         known = sorted(row[\"{word}\"] for row in rows if row[\"{word}\"] is not None)\n    \
         return known[len(known) // 2] if known else 0\n```\n"
    )
}

fn example(plan: &Plan, chance: &mut Chance, mut entry: Entry, number: usize) -> Entry {
    let (place, part) = (plan.place_of(number), any_part(plan, chance));
    let (driver, work) = (any(plan, chance, Kind::Driver), chance.below(plan.references));
    entry.date = Some(format!("{}-{:02}-15", 2012 + number % 13, 1 + number % 12));
    entry.summary = Some(sentence(chance));
    let outcome = sentence(chance);
    entry.own =
        format!("place: {place}\ndemonstrates: [{part}, {driver}]\noutcome: {outcome}\nsources: [{}]\n", key(work));
    entry.drivers.push(driver);
    entry.parts.push(part);
    entry.place = Some(place);
    let mut strewn = (0..4).map(|_| linking(plan, chance)).collect::<Vec<_>>();
    strewn.push(citing(plan, chance, work));
    strewn.extend(hub(plan, chance));
    let first = paragraph(chance, 6, strewn);
    let links = (0..4).map(|_| linking(plan, chance)).collect();
    entry.body = format!("{first}\n## {}\n\n{}", words(chance, 3), paragraph(chance, 6, links));
    entry
}

fn guide(plan: &Plan, chance: &mut Chance, mut entry: Entry, number: usize) -> Entry {
    entry.summary = Some(sentence(chance));
    let what = if number.is_multiple_of(10) { Kind::Collaborative } else { Kind::Brief };
    entry.own = format!("{}: {}\nscale: progress\n", what.word(), any(plan, chance, what));
    let links = vec![linking(plan, chance), linking(plan, chance)];
    let mut body = vec![paragraph(chance, 3, links)];
    for action in 0..3 {
        let (title, part) = (words(chance, 4), any_part(plan, chance));
        body.push(format!("## {title} {{#action-{action} driver={part}}}\n"));
        for question in 0..3 {
            let (asked, help) = (words(chance, 10), linking(plan, chance));
            let attributes = match question {
                0 => format!(" driver={}", any_part(plan, chance)),
                1 => " rated".to_owned(),
                _ => String::new(),
            };
            body.push(format!("- {asked}? {{#question-{action}-{question}{attributes}}}\n\n  {help}\n"));
        }
        let stated = words(chance, 9);
        body.push(format!("- {stated}. {{#statement-{action}}}\n"));
    }
    entry.body = body.join("\n");
    entry
}

fn collaborative(plan: &Plan, chance: &mut Chance, mut entry: Entry, number: usize) -> Entry {
    let sites: String = (0..5)
        .map(|site| {
            let (title, place) = (words(chance, 2), plan.place_of(number * 5 + site));
            format!("  - {{id: site-{site}, title: {title}, place: {place}, track: public, joined: 2023-01}}\n")
        })
        .collect();
    let events: String = (0..4)
        .map(|event| {
            let (title, about) = (words(chance, 3), words(chance, 8));
            format!(
                "  - {{id: session-{event}, title: {title}, date: 2023-0{}-10, days: 2, about: {about}}}\n",
                event + 2
            )
        })
        .collect();
    entry.summary = Some(sentence(chance));
    entry.own = format!(
        "period: {{start: 2023-01, end: 2024-06}}\ntracks:\n  - {{id: public, title: Public programs, aim: A lasting \
         workforce}}\nteam_size: {{min: 6, max: 8}}\nplanned_sites: {{public: 6}}\nsites:\n{sites}events:\n{events}\
         measures:\n  - {{id: retention, title: Staff who stayed a year}}\n"
    );
    let links = (0..6).map(|_| linking(plan, chance)).collect();
    entry.body =
        format!("{}\n## {}\n\n{}", paragraph(chance, 6, links), words(chance, 4), paragraph(chance, 5, Vec::new()));
    entry
}

fn term(plan: &Plan, chance: &mut Chance, mut entry: Entry, number: usize) -> Entry {
    entry.own = format!("also: [Word {number}, Words {number}]\n");
    let link = linking(plan, chance);
    entry.body = paragraph(chance, 2, vec![link]);
    entry
}

fn page(plan: &Plan, chance: &mut Chance, mut entry: Entry, number: usize) -> Entry {
    let mut strewn: Vec<String> = (0..8).map(|_| linking(plan, chance)).collect();
    strewn.push(citing(plan, chance, number % plan.references));
    strewn.extend(hub(plan, chance));
    // A chain, so that something leads to each page.
    let next = (number + 1) % plan.count(Kind::Page);
    strewn.push(around(chance, &format!("[[page/{}]]", id(Kind::Page, next))));
    let mut body = vec![paragraph(chance, 8, strewn)];
    match number {
        0 => body.push("![[figure/place-map]]\n".to_owned()),
        1 => body.push("![[figure/coverage]]\n".to_owned()),
        _ if number.is_multiple_of(10) => body.push(code(chance)),
        _ if number % 10 == 1 => body.push(format!("![[{}]]\n", any(plan, chance, Kind::Guide))),
        _ => body.push(format!("- [x] {}\n- [ ] {}\n", words(chance, 5), words(chance, 6))),
    }
    body.push(format!("## {}\n", words(chance, 3)));
    body.push(paragraph(chance, 6, Vec::new()));
    entry.body = body.join("\n");
    entry
}
