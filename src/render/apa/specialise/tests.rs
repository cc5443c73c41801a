use hayagriva::Entry;
use hayagriva::io::{from_biblatex_str, from_yaml_str};

use super::super::{APA, prepared};
use super::*;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % end
    }

    fn falls(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// All types of hayagriva's YAML.
const TYPES: [&str; 30] = [
    "article",
    "chapter",
    "entry",
    "anthos",
    "report",
    "thesis",
    "web",
    "scene",
    "artwork",
    "patent",
    "case",
    "newspaper",
    "legislation",
    "manuscript",
    "post",
    "misc",
    "performance",
    "periodical",
    "proceedings",
    "book",
    "blog",
    "reference",
    "conference",
    "anthology",
    "repository",
    "thread",
    "video",
    "audio",
    "exhibition",
    "original",
];

const PEOPLE: [&str; 7] = [
    r#""Doe, Jane""#,
    "{name: Big Corp}",
    r#"["Doe, Jane", "Roe, R. J."]"#,
    r#"["van der Berg, Piet", "Smith, Jr., John", "Ng, A."]"#,
    r#"["Doe, J.", "Roe, R.", "Poe, E.", "Coe, A.", "Loe, B."]"#,
    "{name: Berg, given-name: Piet, prefix: van}",
    "[]",
];

const ROLES: [&str; 17] = [
    "translator",
    "afterword",
    "foreword",
    "introduction",
    "annotator",
    "commentator",
    "holder",
    "compiler",
    "founder",
    "collaborator",
    "organizer",
    "cast-member",
    "composer",
    "producer",
    "executive-producer",
    "writer",
    "director",
];

const TITLES: [&str; 6] = [
    r#""A title: Of this?""#,
    "Plain words",
    r#"{value: Long title here, short: Short}"#,
    r#""What! 12 things""#,
    r#""  ""#,
    r#""The Child's $x^2$ Day""#,
];

/// Fields of YAML with values that the style treats in different ways.
const FIELDS: [(&str, &[&str]); 22] = [
    ("publisher", &["Sage", "{name: Sage, location: London}", "{location: Paris}", r#"" ""#]),
    ("location", &["Boston", "{value: New York, short: NY}"]),
    ("organization", &["Org A", r#""Org & B""#]),
    ("issue", &["3", r#""3-4""#, "Spring", r#""12a""#]),
    ("volume", &["4", r#""1-3""#, "IV", r#""2nd""#]),
    ("volume-total", &["5"]),
    ("edition", &["1", "2", "Revised", r#""3rd rev.""#]),
    ("chapter", &["7", "Seven"]),
    ("page-range", &["10-20", r#""5""#, "e123", r#""1-3, 7""#, "S1-S9"]),
    ("page-total", &["120", "1"]),
    ("time-range", &[r#""01:00-02:00""#]),
    ("runtime", &[r#""01:42:21""#]),
    ("url", &["https://x.org/a", r#"{value: "https://x.org/b?c=1&d='", date: 2021-02-03}"#]),
    (
        "serial-number",
        &[
            "12",
            "{doi: 10.1/ab}",
            "{isbn: 978-3-16-148410-0, serial: No 5}",
            r#"{serial: 17, doi: "https://doi.org/10.5/x_y", arxiv: "2003.1"}"#,
            r#"{issn: 1234-5678, version: "1.2.3"}"#,
            "OPRE Report 2018-28",
            "{pmid: 12, pmcid: PMC3, printing: 2}",
        ],
    ),
    ("language", &["en", "de", "en-US"]),
    ("archive", &["City Archive"]),
    ("archive-location", &["Leipzig"]),
    ("call-number", &["AB 12"]),
    ("note", &["A note", "See also"]),
    ("abstract", &["Words"]),
    ("genre", &["Doctoral dissertation", "Blog post", "{value: Documentary film, short: Doc}"]),
    ("date", &["2020", "2020-05", "2020-05-17", r#""~1999""#, r#""-0044""#]),
];

/// The fields of an entry and of what it is part of; `percent` of all fields.
fn fields(dice: &mut Dice, percent: usize, depth: usize, kind: &str) -> Vec<String> {
    let mut lines = vec![format!("type: {kind}")];
    let mut add = |dice: &mut Dice, percent: usize, field: &str, values: &[&str]| {
        if dice.falls(percent) {
            lines.push(format!("{field}: {}", dice.pick(values)));
        }
    };
    add(dice, 92, "title", &TITLES);
    add(dice, if depth == 0 { 70 } else { 25 }, "author", &PEOPLE);
    add(dice, percent, "editor", &PEOPLE);
    for (field, values) in FIELDS {
        add(dice, if field == "date" { 75 } else { percent }, field, values);
    }
    if dice.falls(percent) {
        let group = |dice: &mut Dice| format!("{{role: {}, names: {}}}", dice.pick(&ROLES), dice.pick(&PEOPLE[..6]));
        lines.push(format!("affiliated: [{}, {}]", group(dice), group(dice)));
    }
    if depth < 2 && dice.falls(if depth == 0 { 60 } else { 25 }) {
        lines.push("parent:".to_owned());
        for _ in 0..1 + dice.below(6) / 5 {
            let kind = dice.pick(&TYPES);
            let parent = fields(dice, percent / 2 + 5, depth + 1, kind).into_iter().enumerate();
            lines.extend(parent.map(|(at, line)| format!("  {} {line}", if at == 0 { "-" } else { " " })));
        }
    }
    lines
}

fn yaml(dice: &mut Dice, count: usize) -> Vec<Entry> {
    let text: String = (0..count)
        .map(|at| {
            let kind = TYPES[at % TYPES.len()];
            let lines = fields(dice, [3, 8, 20, 45][at / TYPES.len() % 4], 0, kind);
            format!("k{at}:\n{}", lines.iter().map(|line| format!("  {line}\n")).collect::<String>())
        })
        .collect();
    from_yaml_str(&text).expect("sound YAML").into_iter().collect()
}

const KINDS: [&str; 14] = [
    "article",
    "book",
    "inbook",
    "incollection",
    "inproceedings",
    "manual",
    "phdthesis",
    "misc",
    "proceedings",
    "techreport",
    "unpublished",
    "collection",
    "patent",
    "online",
];

/// Fields of BibLaTeX with a value each.
const BIB_FIELDS: [(&str, &str); 24] = [
    ("editor", "Roe, R. and Poe, E."),
    ("month", "5"),
    ("journaltitle", "J of X"),
    ("booktitle", "The Book"),
    ("publisher", "Sage"),
    ("location", "London"),
    ("volume", "3"),
    ("number", "4"),
    ("pages", "1--20"),
    ("doi", "10.1/a_b"),
    ("url", "https://x.org/a"),
    ("urldate", "2020-01-02"),
    ("series", "Ser"),
    ("edition", "2"),
    ("translator", "Toe, T."),
    ("institution", "MIT"),
    ("organization", "Org"),
    ("type", "Working paper"),
    ("note", "Note here"),
    ("eventtitle", "Conf"),
    ("chapter", "3"),
    ("isbn", "978-3-16-148410-0"),
    ("langid", "german"),
    ("eventdate", "2019-03-04"),
];

fn bib(dice: &mut Dice, count: usize) -> Vec<Entry> {
    let mut text = String::new();
    for at in 0..count {
        text.push_str(&format!("@{}{{k{at}, title={{A Title: Of {{NASA}}}}", KINDS[at % KINDS.len()]));
        if dice.falls(80) {
            let authors = ["Doe, Jane and Roe, R.", "{Big Corp}", "de la Cruz, Ana and others"];
            text.push_str(&format!(", author={{{}}}, year={{2010}}", dice.pick(&authors)));
        }
        for (field, value) in BIB_FIELDS {
            if dice.falls([10, 30, 55][at % 3]) {
                text.push_str(&format!(", {field}={{{value}}}"));
            }
        }
        text.push_str("}\n");
    }
    from_biblatex_str(&text).expect("sound BibLaTeX").into_iter().collect()
}

#[test]
fn a_small_style_says_what_the_whole_one_says() {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut entries = yaml(&mut dice, 480);
    entries.extend(bib(&mut dice, 240));
    let mut small = 0;
    for entry in entries.iter().map(prepared) {
        small += usize::from(APA.style.style(&entry).is_some());
        assert_eq!(APA.runs(&entry), APA.runs_in(APA.style.whole(), &entry), "{entry:?}");
    }
    assert!(small > 500, "only {small} entries had a style of their own");
}

#[test]
fn entries_of_one_shape_share_a_style() {
    let text = "@book{a, title={A}, author={Doe, J.}, year=2010}\n@book{b, title={B}, author={Roe, R.}, year=2011}\n";
    let entries = from_biblatex_str(text).expect("sound BibLaTeX");
    let styles: Vec<_> = entries.iter().filter_map(|entry| APA.style.style(entry)).collect();
    assert!(styles.len() == 2 && Arc::ptr_eq(&styles[0], &styles[1]));
    assert!(styles[0].macros.len() < 12, "{} macros", styles[0].macros.len());
}

#[test]
fn names_and_fields_that_print_nothing_need_the_whole_style() {
    let nameless = "x:\n  type: book\n  title: T\n  author: { name: \"-\" }\n";
    let blank = "x:\n  type: book\n  title: \" \"\n  author: Doe, J.\n";
    for text in [nameless, blank] {
        let entries = from_yaml_str(text).expect("sound YAML");
        assert!(entries.iter().all(|entry| APA.style.style(entry).is_none()), "{text}");
    }
}
