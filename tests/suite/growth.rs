//! What a site of many entries promises: lists are told in parts, and everything is reached; a page that changes has
//! another key; output grows as the content does, whatever its shape.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use framewright::Compiled;
use framewright::graph::{Drafts, UrlPath};
use framewright::source::Memory;
use rayon::prelude::*;

use crate::site::short;

/// A site as texts by path.
#[derive(Clone, Default)]
struct Site(BTreeMap<String, String>);

impl Site {
    fn new() -> Site {
        let mut site = Site::default();
        site.add("framewright.yaml", "title: Many\nid: many\nscales: {s: {levels: [{id: a, label: A}]}}\n");
        site.add(
            "content/frameworks/f.md",
            "---\ntitle: F\naims: [{id: a, title: A}]\ngroups: [{id: g, title: G}]\n---\n",
        );
        site
    }

    fn add(&mut self, path: &str, text: &str) {
        self.0.insert(path.to_owned(), text.to_owned());
    }

    /// A driver `name` with as many secondary drivers, named after it and numbered.
    fn driver(&mut self, name: &str, secondaries: usize) {
        let secondary: Vec<String> =
            (0..secondaries).map(|at| format!("{{id: {name}-{at}, title: Second {at}}}")).collect();
        let front = format!("title: Driver {name}\nframework: f\ngroup: g\nsecondary: [{}]", secondary.join(", "));
        self.add(&format!("content/drivers/{name}.md"), &format!("---\n{front}\n---\n"));
    }

    fn brief(&mut self, id: &str, driver: &str, more: &str, body: &str) {
        let front = format!("title: Brief {id}\ndriver: {driver}\ndate: 2025\nsummary: S.\n{more}");
        self.add(&format!("content/briefs/{id}.md"), &format!("---\n{front}---\n{body}\n"));
    }

    fn example(&mut self, id: &str, place: &str, demonstrates: &str, body: &str) {
        let front = format!("title: Example {id}\nplace: {place}\ndemonstrates: [{demonstrates}]\ndate: 2024\n");
        self.add(&format!("content/examples/{id}.md"), &format!("---\n{front}---\n{body}\n"));
    }

    fn works(&mut self, number: usize) {
        let work = |at: usize| {
            format!("k{at}:\n  type: report\n  title: Work {at}\n  author: \"Name{at}, Ann\"\n  date: 2020\n")
        };
        self.add("content/references.yaml", &(0..number).map(work).collect::<String>());
    }

    fn compiled(&self) -> (Memory, Compiled) {
        let world = Memory::of(self.0.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        let compiled = framewright::compile(&world, Drafts::Hidden);
        let found = short(&compiled.found, &compiled.site.files);
        let errors: Vec<&String> = found.iter().filter(|line| line.contains(": error[")).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        (world, compiled)
    }

    /// Every page by its address, with its key.
    fn built(&self) -> BTreeMap<String, ([u8; 16], Vec<u8>)> {
        let (world, compiled) = self.compiled();
        let page = |(address, key): (UrlPath, [u8; 16])| {
            let rendered = compiled.render(&world, &address).expect("the page").expect("a sound template");
            (address.to_string(), (key, rendered.bytes))
        };
        compiled.pages(&world).into_par_iter().map(page).collect()
    }
}

/// A site in which every list is long.
fn many() -> Site {
    let mut site = Site::new();
    site.driver("d", 102);
    (0..110).for_each(|at| site.driver(&format!("x{at}"), 1));
    site.works(104);
    for at in 0..205 {
        let cited = format!("Once [@k{}] and [@k0].", at % 104);
        let body = format!("## Plan {{#plan driver=d-0}}\n\nThis needs a [[hub]]. {cited}");
        site.brief(&format!("b{at}"), "d", "series: All\n", &body);
        site.example(&format!("e{at}"), "US-NM", "d, d-0", "From [[place/US-NM]] see [[secondary/d-0]] and [[d]].");
    }
    for at in 0..103 {
        let items = format!("## Act {{#act driver=d-0}}\n\n- Who? {{#who{at} driver=d-0}}\n");
        site.add(&format!("content/guides/g{at}.md"), &format!("---\ntitle: Guide {at}\nbrief: b0\n---\n{items}"));
        site.add(&format!("content/pages/p{at}.md"), &format!("---\ntitle: Page {at}\n---\nSee [[page/p0]].\n"));
        site.add(
            &format!("content/terms/t{at}.md"),
            &format!("---\ntitle: Term {at}\n---\nA word [@k1]. See [[term/t0]].\n"),
        );
        let collaborative = format!("---\ntitle: Together {at}\nperiod: {{start: 2025-01, end: 2025-03}}\n---\n");
        site.add(&format!("content/collaboratives/c{at}.md"), &collaborative);
    }
    site.add("content/terms/hub.md", "---\ntitle: Hub\naliases: [/Old/Hub/page/2/]\n---\n");
    site.add("content/drivers/d.es.md", "---\ntitle: Conductor\n---\n");
    site
}

/// Addresses that a page links to, resolved against its own.
fn links(from: &str, html: &str) -> Vec<String> {
    let values = html.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let own = values.filter(|value| !value.contains(':') && !value.starts_with('#'));
    let resolve = |value: &str| {
        let value = value.split('#').next().unwrap_or(value);
        let mut parts: Vec<&str> = from[..from.rfind('/').unwrap_or(0)].split('/').collect();
        let mut rest = value;
        while let Some(after) = rest.strip_prefix("../") {
            parts.pop();
            rest = after;
        }
        let rest = rest.strip_prefix("./").unwrap_or(rest);
        if rest.starts_with('/') { rest.to_owned() } else { format!("{}/{rest}", parts.join("/")) }
    };
    own.map(resolve).collect()
}

#[test]
fn every_entry_is_reached_through_the_parts_of_long_lists() {
    let pages = many().built();
    let mut reached = BTreeSet::from(["/".to_owned()]);
    let mut next = vec!["/".to_owned()];
    while let Some(address) = next.pop() {
        let Some((_, bytes)) = pages.get(&address).filter(|_| address.ends_with('/')) else { continue };
        for to in links(&address, &String::from_utf8_lossy(bytes)) {
            assert!(pages.contains_key(&to), "{address} links to {to}, which is nowhere");
            if reached.insert(to.clone()) {
                next.push(to);
            }
        }
    }
    let missed: Vec<&String> = pages
        .keys()
        .filter(|page| page.ends_with('/') && !reached.contains(*page) && **page != "/Old/Hub/page/2/")
        .collect();
    assert!(missed.is_empty(), "nothing leads to {missed:?}");
    let largest =
        pages.iter().filter(|(page, _)| page.ends_with('/')).map(|(page, (_, bytes))| (bytes.len(), page)).max();
    assert!(largest.is_some_and(|(size, _)| size < 100_000), "a page of {largest:?}");
    for part in [
        "/briefs/page/3/",
        "/collaboratives/page/2/",
        "/drivers/d/briefs/page/3/",
        "/drivers/d/d-0/actions/page/2/",
        "/drivers/d/d-0/examples/page/2/",
        "/drivers/d/d-0/questions/page/2/",
        "/drivers/d/d-0/strategies/page/2/",
        "/drivers/d/d-0/uses/page/2/",
        "/drivers/d/examples/page/2/",
        "/drivers/d/secondaries/page/2/",
        "/drivers/page/2/",
        "/es/drivers/d/briefs/page/2/",
        "/examples/page/3/",
        "/briefs/b0/guides/page/2/",
        "/briefs/b0/series/",
        "/briefs/b0/series/page/3/",
        "/guides/page/2/",
        "/pages/page/2/",
        "/places/new-mexico/page/2/",
        "/places/new-mexico/uses/page/2/",
        "/references/k0/page/3/",
        "/references/page/2/",
        "/search/b/",
        "/terms/hub/uses/page/5/",
        "/terms/page/2/",
    ] {
        assert!(pages.contains_key(part), "no page {part}");
    }
}

#[test]
fn a_part_says_which_it_is_and_leads_to_the_others() {
    let pages = many().built();
    let text = |page: &str| String::from_utf8_lossy(&pages[page].1).into_owned();
    let second = text("/drivers/d/briefs/page/2/");
    for wanted in [
        "<title>Briefs: Driver d, 2 of 3 – Many</title>",
        "<link rel=\"prev\" href=\"../../../#_briefs\">",
        "<link rel=\"next\" href=\"../3/\">",
        "<nav class=\"parts-nav\" aria-label=\"Pages of the list: Briefs\">",
        "<p class=\"counts\">101 to 200 of 205</p>",
        "<li><span aria-current=\"page\">2</span></li>",
        "<a href=\"../3/\" aria-label=\"Page 3\">3</a>",
        "<li><a href=\"../../../\">Driver d</a></li>",
    ] {
        assert!(second.contains(wanted), "{wanted}\n{second}");
    }
    assert!(text("/drivers/d/").contains("<a href=\"briefs/page/2/\" rel=\"next\">Next</a>"));
    assert!(text("/es/drivers/d/briefs/page/2/").contains("lang=\"es\""));
    assert!(text("/briefs/b150/").contains("All 205 briefs of this series"));
    let near = text("/briefs/b150/").matches("\">Brief b").count();
    assert_eq!(near, 12, "those around it in its series, and the one before and the one after once more");
    assert!(!text("/sitemap.xml").contains("/page/"));
}

#[test]
fn a_language_with_many_pages_has_a_page_for_each_letter() {
    let mut site = Site::new();
    for at in 0..500 {
        site.add(&format!("content/pages/p{at}.md"), &format!("---\ntitle: Leaf {at}\n---\nSee [[page/p0]].\n"));
        site.add(&format!("content/pages/p{at}.es.md"), &format!("---\ntitle: Hoja {at}\n---\nVea [[page/p0]].\n"));
    }
    let pages = site.built();
    let text = |page: &str| String::from_utf8_lossy(&pages[page].1).into_owned();
    let (own, spanish) = (text("/search/"), text("/es/search/"));
    assert!(own.contains("<a href=\"l/\">L</a>") && !own.contains("Leaf 7"));
    assert!(spanish.contains("<a href=\"h/\">H</a>") && !spanish.contains("Hoja 7"));
    let letter = text("/es/search/h/");
    assert!(letter.contains("<html lang=\"es\"") && letter.contains("<a href=\"../../p7/\">Hoja 7</a>"));
    assert!(!pages.contains_key("/search/h/") && !pages.contains_key("/es/search/l/"));
}

#[test]
fn a_work_that_is_found_leads_to_its_part_of_the_bibliography() {
    let pages = many().built();
    let works = (0..4).map(|at| String::from_utf8_lossy(&pages[&format!("/search/data/works-{at}.js")].1).into_owned());
    let works: String = works.collect();
    // They stand by name there: 1 before 10, 99 last.
    assert!(works.contains("[\"../../references/#k1\",") && works.contains("[\"../../references/page/2/#k99\","));
    let part = String::from_utf8_lossy(&pages["/references/page/2/"].1).into_owned();
    assert!(part.contains("id=\"k99\""));
}

#[test]
fn a_page_that_changes_has_another_key() {
    let site = many();
    let before = site.built();
    let edits: [(&str, &str, &str); 9] = [
        ("content/briefs/b150.md", "title: Brief b150", "title: Another"),
        ("content/briefs/b150.md", "This needs", "That lacks"),
        ("content/briefs/b3.md", "series: All\n", ""),
        ("content/examples/e9.md", "US-NM", "US-OH"),
        ("content/guides/g101.md", "Who?", "Who else?"),
        ("content/references.yaml", "Work 50", "Opus 50"),
        ("content/drivers/d.md", "{id: d-101, title: Second 101}", "{id: d-101, title: Last}"),
        ("content/pages/p99.md", "title: Page 99", "title: Zebra\nsummary: New."),
        // A card shows how a term without a summary begins.
        ("content/terms/t9.md", "A word", "Another word"),
    ];
    for (path, from, to) in edits {
        let mut edited = site.clone();
        let text = edited.0[path].replace(from, to);
        assert_ne!(text, edited.0[path]);
        edited.add(path, &text);
        let mut stale = String::new();
        let mut changed = 0;
        for (address, (key, bytes)) in edited.built() {
            let Some((old_key, old_bytes)) = before.get(&address) else { continue };
            changed += usize::from(*old_bytes != bytes);
            if *old_key == key && *old_bytes != bytes {
                let _ = writeln!(stale, "{address}");
            }
        }
        assert!(stale.is_empty(), "{path}: {to}: stale pages\n{stale}");
        assert!(changed > 1 && changed < before.len() / 2, "{path}: {changed} pages changed");
    }
}

type Shape = fn(usize) -> Site;

/// Sites of as many entries as asked for, which all lean on one.
const SHAPES: [(&str, Shape); 5] =
    [("hub", hub), ("place", place), ("driver", driver), ("drivers", drivers), ("works", works)];

fn hub(n: usize) -> Site {
    let mut site = Site::new();
    site.add("content/terms/hub.md", "---\ntitle: Hub\n---\n");
    for at in 0..n {
        site.add(&format!("content/pages/p{at}.md"), &format!("---\ntitle: Page {at}\n---\nIt needs the [[hub]].\n"));
    }
    site
}

fn place(n: usize) -> Site {
    let mut site = Site::new();
    site.driver("d", 2);
    (0..n)
        .for_each(|at| site.example(&format!("e{at}"), if at % 9 == 0 { "US-OH" } else { "US-NM" }, "d, d-0", "Text."));
    site.add("content/pages/p.md", "---\ntitle: P\n---\n![[figure/coverage]]\n\n![[figure/place-map]]\n");
    site
}

fn driver(n: usize) -> Site {
    let mut site = Site::new();
    site.driver("d", 2);
    let body = "## Plan {#plan driver=d-1}\n";
    (0..n).for_each(|at| {
        site.brief(
            &format!("b{at}"),
            "d",
            "series: All\naliases: [/old/b/]\n".replace("/b/", &format!("/b{at}/")).as_str(),
            body,
        )
    });
    site
}

fn drivers(n: usize) -> Site {
    let mut site = Site::new();
    (0..n).for_each(|at| site.driver(&format!("d{at}"), 2));
    let figures = "![[figure/coverage]]\n\n![[figure/driver-diagram]]\n";
    (0..n / 10).for_each(|at| site.add(&format!("content/pages/p{at}.md"), &format!("---\ntitle: P\n---\n{figures}")));
    (0..n / 2).for_each(|at| site.example(&format!("e{at}"), "US-OH", &format!("d{at}-0"), "Text."));
    site
}

fn works(n: usize) -> Site {
    let mut site = Site::new();
    site.driver("d", 2);
    site.works(n / 2);
    (0..n).for_each(|at| site.brief(&format!("b{at}"), "d", "", &format!("Known [@k{}; @k0].", at / 2)));
    site
}

#[test]
fn output_grows_as_the_content_does() {
    for (name, shape) in SHAPES {
        // Where all of its lists are long already, twice the entries are twice the pages.
        let size = |n: usize| shape(n).built().values().map(|(_, bytes)| bytes.len()).sum::<usize>();
        let (once, twice) = (size(300), size(600));
        assert!(10 * twice <= 22 * once, "{name}: {once} bytes of 300 entries, {twice} of 600");
    }
}

#[test]
fn a_list_tells_who_stands_in_its_way() {
    let mut site = Site::new();
    (0..101).for_each(|at| site.driver(&format!("x{at}"), 1));
    site.add("content/drivers/page.md", "---\ntitle: P\nframework: f\nsecondary: [{id: \"2\", title: Two}]\n---\n");
    (0..101).for_each(|at| site.brief(&format!("b{at}"), "x0", "", "Text."));
    site.brief("old", "x0", "aliases: [/Briefs/page/2/]\n", "Text.");
    let world = Memory::of(site.0.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let compiled = framewright::compile(&world, Drafts::Hidden);
    let found = short(&compiled.found, &compiled.site.files);
    let expected = [
        "content/briefs/old.md:6:11: error[address-conflict]: the address /briefs/page/2/ is taken by the site itself; \
            delete this alias",
        "content/drivers/page.md:4:18: error[address-conflict]: the address /drivers/page/2/ is taken by the site \
            itself; give this secondary driver another id",
    ];
    assert_eq!(found, expected);
}
