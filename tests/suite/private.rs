//! What sites told in confidence is in no public file, whichever way one looks for it; the private edition holds it,
//! and says so on every page.

use framewright::graph::{Audience, Drafts, Edition};
use framewright::source::Memory;

const COLLABORATIVE: &str = "---
title: Together
period: {start: 2023-01, end: 2023-03}
tracks: [{id: t, title: T}, {id: u, title: U}]
sites:
  - {id: north, title: North, track: t}
  - {id: south, title: South, track: t}
  - {id: west, title: West, track: u, joined: 2023-02}
measures:
  - {id: secret, title: Secret days, unit: days}
  - {id: open, title: Open share, unit: percent, numerator: Some, denominator: All, public: true}
---
Text.
";

const SECRET: &str = "site,date,value,note\nnorth,2023-01,7717.5,confidential-one\nsouth,2023-02,8818.5,\n";

/// South is too small to be shown.
const OPEN: &str = "site,date,numerator,denominator,note\nnorth,2023-01,31,40,said-aloud\nsouth,2023-01,3,7,confidential-two\n\
                    west,2023-02,11,20,\n";

/// Every file of an edition, as text by address.
fn built(audience: Audience, open: &str) -> Vec<(String, String)> {
    let world = Memory::of([
        ("framewright.yaml", "title: S\nid: s\n"),
        ("content/collaboratives/c.md", COLLABORATIVE),
        ("content/frameworks/f.md", "---\ntitle: F\naims: [{id: a, title: A}]\n---\n"),
        ("content/drivers/d.md", "---\ntitle: D\nframework: f\nsecondary: [{id: x, title: X}]\n---\n"),
        (
            "content/briefs/b.md",
            "---\ntitle: B\nsummary: Of it.\ndate: 2025\ndriver: d\naliases: [/old/]\n---\nText.\n",
        ),
        ("content/guides/g.md", "---\ntitle: G\ncollaborative: c\n---\n## Act {#act}\n\n- Is it so? {#so}\n"),
        ("content/collaboratives/c/secret.csv", SECRET),
        ("content/collaboratives/c/open.csv", open),
    ]);
    let compiled = framewright::compile(&world, Edition { drafts: Drafts::Hidden, audience });
    assert!(!compiled.found.has_errors());
    let file = |(address, _): (framewright::graph::UrlPath, [u8; 16])| {
        let rendered = compiled.render(&world, &address).expect("the file").expect("a sound template");
        (address.to_string(), String::from_utf8_lossy(&rendered.bytes).into_owned())
    };
    compiled.pages(&world).into_iter().map(file).collect()
}

fn page<'a>(site: &'a [(String, String)], address: &str) -> &'a str {
    &site.iter().find(|(own, _)| own == address).unwrap_or_else(|| panic!("no {address}")).1
}

#[test]
fn the_public_site_holds_nothing_that_is_private() {
    let public = built(Audience::Public, OPEN);
    for (address, text) in &public {
        for secret in ["7717", "8818", "confidential", "42.9", "42.8"] {
            assert!(!text.contains(secret), "{address} tells {secret}");
        }
        assert!(!address.ends_with("/reports/"), "{address}");
    }
    let measure = page(&public, "/collaboratives/c/measures/open/");
    assert!(measure.contains(">77.5<") && measure.contains(">55<") && measure.contains(">*<"));
    assert!(page(&public, "/collaboratives/c/measures/secret/").contains("What each site reports is not published."));
}

/// A public measure of one site whose middle month is about few people.
const CHARTED: &str = "site,date,numerator,denominator,note\nnorth,2023-01,31,40,\nnorth,2023-02,3,7,confidential-three\n\
                       north,2023-03,20,40,said-aloud\nsouth,2023-01,4,8,\nsouth,2023-02,4,8,\n";

/// Everything that a page draws, without the times that its attributes hold.
fn drawings(page: &str) -> String {
    page.split("<svg").skip(1).filter_map(|rest| rest.split("</svg>").next()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_chart_shows_nothing_that_its_table_hides() {
    let measure = |text: &str| {
        let public = built(Audience::Public, text);
        let pages = ["measures/open", "sites/north", "sites/south"];
        pages.map(|name| page(&public, &format!("/collaboratives/c/{name}/")).to_owned())
    };
    let [all, north, south] = measure(CHARTED);
    assert_eq!(north.matches("<circle").count(), 2 * 2, "two of three months, in both arrangements");
    assert!(north.contains("said-aloud") && !north.contains("confidential"));
    assert!(north.contains(">77.5%<") && north.contains("<td>*</td>"));
    assert!(!south.contains("<svg"), "nothing of a small group is drawn");
    // Whatever the hidden numbers are, not a point, an axis or a word of the drawings moves.
    let [other, other_north, _] = measure(&CHARTED.replace(",3,7,", ",0,9,").replace(",4,8,", ",1,2,"));
    assert_eq!((all, north), (other, other_north));
    let private = built(Audience::Private, CHARTED);
    let north = page(&private, "/collaboratives/c/sites/north/");
    assert_eq!(north.matches("<circle").count(), 2 * (3 + 1), "the private edition draws it, and the other measure");
    assert!(north.contains(">42.9% *<") && north.contains("confidential-three"));
    // All sites together are without it there too, so that the two editions say the same of them.
    let pooled = |site: &[(String, String)]| {
        let page = page(site, "/collaboratives/c/measures/open/");
        drawings(page.split("_each").next().expect("the chart of all sites"))
    };
    assert_eq!(pooled(&private), pooled(&built(Audience::Public, CHARTED)));
}

#[test]
fn few_people_are_not_shown_where_they_are_counted_without_a_denominator() {
    let public = |measure: &str| {
        let measures = format!("measures: [{{id: open, title: Open, public: true{measure}}}]\n");
        let (head, _) = COLLABORATIVE.split_once("measures:").expect("measures");
        let world = Memory::of([
            ("framewright.yaml", "title: S\nid: s\n"),
            ("content/collaboratives/c.md", format!("{head}{measures}---\nText.\n").as_str()),
            ("content/collaboratives/c/open.csv", "site,date,value\nnorth,2023-01,4\nnorth,2023-02,25\n"),
        ]);
        let compiled = framewright::compile(&world, Edition { drafts: Drafts::Hidden, audience: Audience::Public });
        assert!(!compiled.found.has_errors());
        let address = framewright::graph::UrlPath::folder(&["collaboratives", "c", "sites", "north"]);
        let rendered = compiled.render(&world, &address).expect("the page").expect("a sound template");
        String::from_utf8_lossy(&rendered.bytes).into_owned()
    };
    for people in ["", ", unit: families", ", unit: referrals", ", unit: days, people: true"] {
        let page = public(people);
        assert!(page.contains("cell-small\">*<") && page.contains(">25"), "{people}");
        assert_eq!(page.matches("<circle").count(), 2, "{people}");
    }
    for others in [", unit: days", ", unit: percent", ", unit: Dollars an hour", ", unit: calls, people: false"] {
        let page = public(others);
        assert!(page.contains("cell-number\">4<") && !page.contains("cell-small"), "{others}");
    }
}

#[test]
fn a_private_measure_is_drawn_nowhere_in_public() {
    let public = built(Audience::Public, OPEN);
    let secret = page(&public, "/collaboratives/c/measures/secret/");
    assert!(!secret.contains("<svg") && !secret.contains("_chart"));
    let north = page(&public, "/collaboratives/c/sites/north/");
    assert!(north.contains("id=\"_open\"") && !north.contains("Secret days"));
}

#[test]
fn totals_tell_nothing_of_a_small_group_in_one_build_or_between_two() {
    let table = |open: &str| {
        let public = built(Audience::Public, open);
        let page = page(&public, "/collaboratives/c/measures/open/").to_owned();
        page.split("row-total").nth(1).expect("a total").split("</tr>").next().expect("its row").to_owned()
    };
    let without = OPEN.replace("south,2023-01,3,7,confidential-two\n", "");
    let other = OPEN.replace("south,2023-01,3,7", "south,2023-01,9,9");
    assert_eq!(table(OPEN), table(&without));
    assert_eq!(table(OPEN), table(&other));
    assert!(table(OPEN).contains(">77.5<"));
}

#[test]
fn the_private_edition_holds_it_and_says_so_on_every_page() {
    let private = built(Audience::Private, OPEN);
    for (address, text) in private.iter().filter(|(_, text)| text.starts_with("<!doctype html>")) {
        assert!(text.contains("Private: this copy holds"), "{address}");
        assert!(text.contains("<meta name=\"robots\" content=\"noindex\">"), "{address}");
    }
    for address in ["/briefs/b/handout/", "/guides/g/kit.html", "/old/"] {
        page(&private, address);
    }
    assert!(page(&private, "/collaboratives/c/measures/secret/").contains(">7717.5<"));
    assert!(page(&private, "/collaboratives/c/measures/open/").contains(">42.9 *<"));
    assert!(page(&private, "/collaboratives/c/sites/south/").contains(">8818.5<"));
    let reports = page(&private, "/collaboratives/c/reports/");
    for wanted in [">received<", ">missing<", ">n/a<", ">1 of 2<"] {
        assert!(reports.contains(wanted), "{wanted}");
    }
    assert!(page(&private, "/robots.txt").contains("Disallow: /"));
    assert!(!page(&private, "/sitemap.xml").contains("<loc>"));
}

#[test]
fn the_table_to_fill_in_has_a_row_for_each_month_in_which_a_site_takes_part() {
    let public = built(Audience::Public, OPEN);
    let template = page(&public, "/collaboratives/c/open-template.csv");
    assert!(template.starts_with("site,date,numerator,denominator,note\nnorth,2023-01,,,\nnorth,2023-02,,,\n"));
    assert_eq!(template.lines().count(), 1 + 3 + 3 + 2);
    assert!(!template.contains("west,2023-01"));
}
