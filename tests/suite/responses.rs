//! What teams saved in `responses/`: it is in no public file; the coordinator's copy counts it without telling what few
//! people said, whichever way one attacks the numbers.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use framewright::Compiled;
use framewright::graph::{Audience, Drafts, Edition, UrlPath};
use framewright::source::Memory;

const SETTINGS: &str = "title: S\nid: s\nscales: {l: {levels: [{id: low, label: Low}, {id: mid, label: Middle}, {id: high, label: High}]}}\n";

const COLLABORATIVE: &str = "---
title: Together
period: {start: 2023-01, end: 2024-03}
sites: [{id: oak, title: Oak}, {id: elm, title: Elm}, {id: fir, title: Fir}, {id: yew, title: Yew}, {id: ash, title: Ash}]
measures:
  - {id: days, title: Days, unit: days, direction: down, target: 40}
---
Text.
";

const GUIDE: &str = "---\ntitle: G\ncollaborative: c\nscale: l\n---\n## Act {#act driver=x}\n\n- Done. {#done}\n- Also done. {#also driver=y}\n";

/// A text that stands in teams' files alone.
const CANARY: &str = "canary-told-in-confidence";

fn register(value: &str) -> String {
    format!("{{\"counter\":1,\"values\":[{{\"device\":\"d-a\",\"value\":{value}}}]}}")
}

/// A team's file.
struct Team {
    name: &'static str,
    round: &'static str,
    date: &'static str,
    /// By level: how many members chose it for the item `done`.
    levels: [usize; 3],
    consent: &'static str,
    /// Decisions of its tests on the driver `x`.
    tests: &'static [&'static str],
}

const fn team(name: &'static str, levels: [usize; 3]) -> Team {
    Team { name, round: "r-1", date: "2023-03-01", levels, consent: "true", tests: &[] }
}

impl Team {
    fn file(&self) -> String {
        let mut sheets = Vec::new();
        for (level, count) in ["low", "mid", "high"].into_iter().zip(self.levels) {
            for one in 0..count {
                let (level, note) = (register(&format!("\"{level}\"")), register(&format!("\"{CANARY}\"")));
                sheets.push(format!(
                    "\"m-{level_id}{one}\":{{\"done\":{{\"level\":{level},\"note\":{note}}}}}",
                    level_id = sheets.len()
                ));
            }
        }
        let mut tests = String::new();
        for (number, decision) in self.tests.iter().enumerate() {
            let sep = if number > 0 { "," } else { "" };
            let (aim, driver) = (register(&format!("\"{CANARY}\"")), register("\"x\""));
            let _ = write!(
                tests,
                "{sep}\"t-{number}\":{{\"aim\":{aim},\"change\":{aim},\"driver\":{driver},\"decision\":{}}}",
                register(decision)
            );
        }
        let days = format!(
            "{{\"direction\":{},\"target\":{},\"points\":{{\"2023-04-01\":{}}}}}",
            register("\"down\""),
            register("40"),
            register("30")
        );
        format!(
            "{{\"format\":\"framewright-answers\",\"version\":1,\"site\":\"s\",\"guide\":\"g\",\"round\":{{\"id\":\"{}-{}\",\"date\":{}}},\
             \"sheets\":{{{}}},\"tests\":{{{tests}}},\"measures\":{{\"days\":{days}}},\"consent\":{}}}",
            self.round,
            self.name,
            register(&format!("\"{}\"", self.date)),
            sheets.join(","),
            register(self.consent)
        )
    }

    fn path(&self) -> String {
        format!("responses/{}-{}.framewright.json", self.name, self.round)
    }
}

fn world(teams: &[Team]) -> Memory {
    let mut world = Memory::of([
        ("framewright.yaml", SETTINGS),
        ("content/frameworks/f.md", "---\ntitle: F\naims: [{id: a, title: A}]\n---\n"),
        (
            "content/drivers/d.md",
            "---\ntitle: D\nframework: f\nsecondary: [{id: x, title: Driver x}, {id: y, title: Driver y}]\n---\n",
        ),
        ("content/collaboratives/c.md", COLLABORATIVE),
        ("content/guides/g.md", GUIDE),
        ("content/pages/p.md", "---\ntitle: P\n---\n[[collaborative/c]] [[guide/g]]\n"),
    ]);
    world.files.extend(teams.iter().map(|team| (team.path(), team.file().into_bytes())));
    world
}

fn compiled(world: &Memory, audience: Audience) -> Compiled {
    framewright::compile(world, Edition { drafts: Drafts::Hidden, audience })
}

/// Every file of an edition, as text by address.
fn built(world: &Memory, audience: Audience) -> BTreeMap<String, String> {
    let compiled = compiled(world, audience);
    assert!(!compiled.found.has_errors());
    let file = |(address, _): (UrlPath, [u8; 16])| {
        let rendered = compiled.render(world, &address).expect("the file").expect("a sound template");
        (address.to_string(), String::from_utf8_lossy(&rendered.bytes).into_owned())
    };
    compiled.pages(world).into_iter().map(file).collect()
}

const ROLL_UP: &str = "/collaboratives/c/roll-up/";

/// The roll-up alone, under its address.
fn rolled_up(world: &Memory) -> BTreeMap<String, String> {
    let rendered =
        compiled(world, Audience::Private).render(world, &UrlPath::folder(&["collaboratives", "c", "roll-up"]));
    let page = rendered.expect("the page").expect("a sound template");
    BTreeMap::from([(ROLL_UP.to_owned(), String::from_utf8_lossy(&page.bytes).into_owned())])
}

/// The numbers of a row of the roll-up, by the beginning of its title; none for one that is not shown.
fn row(site: &BTreeMap<String, String>, title: &str) -> Vec<Option<usize>> {
    let rows = site[ROLL_UP].split("<tr class=\"row-").skip(1);
    let row = rows.into_iter().find(|row| row.contains(&format!(">{title}<"))).unwrap_or_else(|| panic!("no {title}"));
    let cell = |cell: &str| cell.split('<').next().unwrap_or("").trim().parse().ok();
    row.split("</tr>").next().expect("its end").split("<td>").skip(1).map(cell).collect()
}

/// Four teams who may be counted, and one who may not.
fn teams() -> Vec<Team> {
    let tests = &["\"adopt\"", "\"adopt\"", "null"];
    vec![
        Team { tests, ..team("oak", [10, 6, 4]) },
        Team { tests, ..team("elm", [6, 9, 8]) },
        Team { tests, ..team("yew", [5, 8, 9]) },
        Team { consent: "false", tests, ..team("ash", [40, 40, 40]) },
    ]
}

#[test]
fn nothing_of_it_is_in_the_public_site() {
    let (with, without) = (world(&teams()), world(&[]));
    let public = built(&with, Audience::Public);
    for (address, text) in &public {
        assert!(!text.contains(CANARY) && !text.contains("roll-up"), "{address}");
    }
    // Not even that there is something.
    assert_eq!(public, built(&without, Audience::Public));
    assert_eq!(compiled(&with, Audience::Public).pages(&with), compiled(&without, Audience::Public).pages(&without));
    // What is wrong there does not stop the public site, which does not look.
    let mut torn = with.clone();
    torn.files.insert("responses/torn.framewright.json".to_owned(), b"{".to_vec());
    assert!(!compiled(&torn, Audience::Public).found.has_errors());
    assert!(compiled(&torn, Audience::Private).found.has_errors());
}

#[test]
fn the_private_site_counts_those_who_agreed_and_quotes_nobody() {
    let private = built(&world(&teams()), Audience::Private);
    assert!(private.values().all(|text| !text.contains(CANARY)));
    assert!(private["/collaboratives/c/"].contains("href=\"roll-up/\""));
    let page = &private[ROLL_UP];
    assert!(page.contains("3 of 4 rounds are counted") && page.contains("Numbers are rounded to 5."));
    assert_eq!(row(&private, "Done."), [Some(20), Some(25), Some(20)]);
    // Nobody answered it.
    assert_eq!(row(&private, "Also done."), [None, None, None]);
    assert_eq!(row(&private, "Driver x"), [Some(5), None, None, Some(5)]);
    assert_eq!(row(&private, "All tests"), [Some(5), None, None, Some(5)]);
    assert!(page.contains("There is nothing to count yet."), "no team has two rounds");
}

#[test]
fn rounds_of_a_team_stand_side_by_side_and_the_latest_one_counts() {
    let mut all = teams();
    let later = |name, levels| Team { round: "r-2", date: "2024-03-01", ..team(name, levels) };
    all.extend([later("oak", [0, 10, 10]), later("elm", [0, 11, 12])]);
    let private = rolled_up(&world(&all));
    assert!(private[ROLL_UP].contains("5 of 6 rounds are counted"));
    // Of Yew there is the first alone.
    assert_eq!(row(&private, "Done."), [None, None, Some(30)]);
    let rows: Vec<&str> = private[ROLL_UP].split("<tr class=\"row-").filter(|row| row.contains(">Driver x<")).collect();
    assert!(rows[0].starts_with("then\"") && rows[1].starts_with("now\""));
    assert_eq!(row(&private, "Driver x"), [Some(15), Some(15), Some(10)]);
}

#[test]
fn a_small_team_is_not_seen_in_totals_differences_or_two_builds() {
    let base = || vec![team("oak", [10, 10, 20]), team("elm", [12, 10, 20])];
    let numbers = |extra: Option<Team>| {
        let all: Vec<Team> = base().into_iter().chain(extra).collect();
        row(&rolled_up(&world(&all)), "Done.")
    };
    let some = [0, 1, 3, 4];
    let said = [0, 3].into_iter().flat_map(|low| some.map(|mid| some.map(|high| [low, mid, high]))).flatten();
    let mut pages: BTreeMap<Vec<Option<usize>>, usize> = BTreeMap::new();
    for levels in said {
        *pages.entry(numbers(Some(team("fir", levels)))).or_default() += 1;
    }
    // Whatever a team of up to nine says, others may say something else that gives the same page.
    assert!(pages.values().all(|alike| *alike > 1), "{pages:?}");
    assert_eq!(numbers(None), [Some(20), Some(20), Some(40)]);
    // Fewer than ten chose the lowest: what the others come to would tell how many.
    let few = rolled_up(&world(&[team("oak", [3, 20, 40])]));
    assert_eq!(row(&few, "Done."), [None, None, Some(40)]);
    // Whoever coordinates may set another limit.
    let mut open = world(&[team("oak", [3, 20, 40])]);
    let limit = COLLABORATIVE.replace("sites:", "suppress_under: 1\nsites:");
    open.files.insert("content/collaboratives/c.md".to_owned(), limit.into_bytes());
    assert_eq!(row(&rolled_up(&open), "Done."), [Some(3), Some(20), Some(40)]);
}

#[test]
fn consent_is_that_of_the_file_and_may_be_taken_back_in_another() {
    let mut world = world(&[team("oak", [10, 10, 20])]);
    let counted = |world: &Memory| rolled_up(world)[ROLL_UP].contains("1 of 1 rounds are counted");
    assert!(counted(&world));
    // A copy of the same round in which somebody thought better of it later.
    let later = team("oak", [0, 0, 0]).file().replace(
        "\"counter\":1,\"values\":[{\"device\":\"d-a\",\"value\":true}]",
        "\"counter\":2,\"values\":[{\"device\":\"d-b\",\"value\":false}]",
    );
    world.files.insert("responses/oak-again.framewright.json".to_owned(), later.into_bytes());
    assert!(!counted(&world));
    let silent = team("elm", [10, 10, 20]).file().replace(&format!(",\"consent\":{}", register("true")), "");
    world.files.insert("responses/elm.framewright.json".to_owned(), silent.into_bytes());
    assert!(rolled_up(&world)[ROLL_UP].contains("0 of 2 rounds are counted"));
}

#[test]
fn a_changed_file_changes_the_roll_up_alone() {
    let keys = |world: &Memory| compiled(world, Audience::Private).pages(world);
    let (before, after) = (world(&teams()), world(&teams()[..2]));
    let changed: Vec<String> = keys(&before)
        .into_iter()
        .zip(keys(&after))
        .filter(|(one, other)| one != other)
        .map(|((address, _), _)| address.to_string())
        .collect();
    assert_eq!(changed, [ROLL_UP]);
    assert_ne!(rolled_up(&before)[ROLL_UP], rolled_up(&after)[ROLL_UP]);
}
