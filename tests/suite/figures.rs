//! Figures of a site of another field: thirty drivers, two hundred examples, long titles. What they show, where their
//! links lead, and how large they get.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use framewright::graph::Drafts;
use framewright::source::Memory;

const PLACES: [&str; 6] = ["US-AK", "US-CA", "US-DC", "US-NM", "US-PR", "US-TX"];

/// The files of a site with as many drivers, secondary drivers of each, and examples.
fn site(drivers: usize, secondaries: usize, examples: usize) -> BTreeMap<String, String> {
    let long = "that is told in a title as long as titles of other fields may well be";
    let mut files = BTreeMap::from([
        ("framewright.yaml".to_owned(), "title: Water\nid: water\n".to_owned()),
        (
            "content/frameworks/f.md".to_owned(),
            format!(
                "---\ntitle: Safe water\naims: [{{id: a, title: Aim {long}}}, {{id: b, title: Aim}}]\ndrivers_total: {}\n---\n",
                drivers + 4
            ),
        ),
    ]);
    for driver in 0..drivers {
        let mut text = format!("---\ntitle: Driver {driver} {long}\nframework: f\nsecondary:\n");
        for at in 0..secondaries {
            let _ = writeln!(text, "  - {{id: d{driver}-{at}, title: Practice {driver}.{at} {long}}}");
        }
        files.insert(format!("content/drivers/d{driver}.md"), format!("{text}---\nText.\n"));
    }
    for example in 0..examples {
        let (driver, place) = (example % drivers, PLACES[example % PLACES.len()]);
        let demonstrates = format!("d{driver}, d{driver}-{}", example / drivers % secondaries);
        let front = format!("title: Example {example} {long}\nplace: {place}\ndemonstrates: [{demonstrates}]\n");
        files.insert(format!("content/examples/e{example}.md"), format!("---\n{front}---\nText.\n"));
    }
    files
}

/// Every page by its address.
fn pages(files: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let world = Memory::of(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let compiled = framewright::compile(&world, Drafts::Hidden);
    assert!(!compiled.found.has_errors(), "{:#?}", crate::site::short(&compiled.found, &compiled.site.files));
    let page = |address: &framewright::graph::UrlPath| {
        let rendered = compiled.render(&world, address).expect("the page").expect("a sound template");
        (address.to_string(), String::from_utf8_lossy(&rendered.bytes).into_owned())
    };
    compiled.site.pages.keys().map(page).collect()
}

/// The drawings of a page whose class starts with a word.
fn drawings<'a>(page: &'a str, class: &str) -> Vec<&'a str> {
    let opening = format!("<svg class=\"drawn {class}");
    let starts = page.match_indices(&opening).map(|(at, _)| &page[at..]);
    starts.map(|svg| &svg[..svg.find("</svg>").expect("the end of a drawing")]).collect()
}

/// A drawing with its broken lines in one.
fn unbroken(drawing: &str) -> String {
    let mut parts = drawing.split(" </tspan><tspan ");
    let mut text = parts.next().unwrap_or("").to_owned();
    parts.for_each(|part| text.extend([" ", part.split_once('>').map_or("", |(_, words)| words)]));
    text
}

/// Addresses that a text links to, from a page of the site.
fn targets(from: &str, text: &str) -> Vec<String> {
    let links = text.split("<a href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let resolve = |link: &str| {
        let mut parts: Vec<&str> = from.trim_end_matches('/').split('/').collect();
        let link = link.split('#').next().unwrap_or("");
        for part in link.split('/').filter(|part| !part.is_empty() && *part != ".") {
            match part {
                ".." => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        format!("{}/", parts.join("/"))
    };
    links.map(resolve).collect()
}

#[test]
fn every_figure_of_a_large_field_is_whole_and_leads_where_it_says() {
    let pages = pages(&site(30, 5, 200));
    let framework = &pages["/frameworks/f/"];
    for class in ["narrow", "wide"] {
        let [diagram] = drawings(framework, class)[..] else { panic!("one diagram {class}") };
        assert_eq!(diagram.matches("<rect").count(), 2 + 30 + 150 + 1);
        assert_eq!(targets("/frameworks/f/", diagram).len(), 180);
        assert!(unbroken(diagram).contains(">4 more primary drivers, not published here yet<"));
    }
    for class in ["narrow grid", "wide grid"] {
        let [matrix] = drawings(&pages["/drivers/"], class)[..] else { panic!("one matrix {class}") };
        assert_eq!(matrix.matches("class=\"row").count(), 180);
        // Driver d is shown from place d % 6 alone, since thirty drivers are a multiple of six places.
        assert_eq!(matrix.matches("<a href=").count() - 180, 30 + 150 + if class == "wide grid" { 6 } else { 0 });
    }
    let [map] = drawings(&pages["/places/"], "tiles")[..] else { panic!("one map") };
    assert_eq!(map.matches("<a href=").count(), PLACES.len());
    assert!(map.contains("<title>New Mexico (NM): 33 examples</title>") && map.contains(">33</text>"), "{map}");
    for (address, page) in &pages {
        for drawing in page.split("<svg ").skip(1).filter_map(|rest| rest.split("</svg>").next()) {
            for target in targets(address, drawing) {
                assert!(pages.contains_key(&target), "{address} draws a link to {target}");
            }
        }
    }
}

/// The cells of a matrix that lead to a part of its own page: the part's id, and the number in the cell.
fn cells(matrix: &str) -> Vec<(&str, usize)> {
    matrix.split("<a href=\"#").skip(1).filter_map(|rest| rest.split("</a>").next()).map(cell).collect()
}

fn cell(link: &str) -> (&str, usize) {
    let number = link.rsplit("</text>").nth(1).and_then(|text| text.rsplit([' ', '>']).next());
    let number = number.and_then(|number| number.parse().ok());
    (link.split('"').next().unwrap_or(""), number.expect("a cell with a number"))
}

#[test]
fn each_cell_with_several_examples_leads_to_a_list_of_just_these() {
    let mut files = site(30, 5, 200);
    // The same matrix twice on one page, each with parts of its own.
    files.insert(
        "content/pages/p.md".to_owned(),
        "---\ntitle: P\n---\nSee [[p]].\n\n![[figure/coverage]]\n\n![[figure/coverage]]\n".to_owned(),
    );
    let pages = pages(&files);
    for (address, times) in [("/drivers/", 1), ("/p/", 2)] {
        let page = &pages[address];
        for class in ["narrow grid", "wide grid"] {
            let drawn = drawings(page, class);
            assert_eq!(drawn.len(), times, "{address}");
            let cells: Vec<(&str, usize)> = drawn.into_iter().flat_map(cells).collect();
            let mut ids: Vec<&str> = cells.iter().map(|(id, _)| *id).collect();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), cells.len(), "{address}: two cells lead to one list");
            // Each primary driver has six examples or more in its one place, and some secondary drivers have two.
            assert_eq!(cells.len(), times * (30 + 50), "{address}");
            for (id, number) in cells {
                let opening = format!("<li id=\"{id}\">");
                assert_eq!(page.matches(&opening).count(), 1, "{address}: {id}");
                let list = page.split(&opening).nth(1).and_then(|rest| rest.split("</ul>").next()).unwrap_or("");
                assert_eq!(list.matches("<a href=\"../examples/e").count(), number, "{address}: {list}");
            }
        }
    }
}

#[test]
fn two_hundred_examples_of_four_drivers_each_stand_in_one_matrix() {
    let mut files = site(30, 5, 200);
    for example in 0..200 {
        let (one, other, at) = (example % 30, (example + 7) % 30, example % 5);
        let text = files.get_mut(&format!("content/examples/e{example}.md")).expect("an example");
        *text = text
            .replace(&format!("demonstrates: [d{one},"), &format!("demonstrates: [d{other}, d{other}-{at}, d{one},"));
    }
    let drivers = &pages(&files)["/drivers/"];
    let [matrix] = drawings(drivers, "wide grid")[..] else { panic!("one matrix") };
    let several = cells(matrix);
    let ones = matrix.matches("<a href=\"../examples/").count();
    assert_eq!(several.iter().map(|(_, number)| number).sum::<usize>() + ones, 800);
    assert!(!matrix.contains("#_examples\""), "no cell leads to all examples of its driver");
    // A tenth of it on its way to the reader, and so within the weight that a page may have.
    assert!(drivers.len() < 550_000, "{} bytes", drivers.len());
}

#[test]
fn a_driver_is_marked_among_few_of_its_neighbours() {
    let pages = pages(&site(30, 40, 10));
    for (address, marked) in [("/drivers/d7/", "Driver 7 "), ("/drivers/d7/d7-20/", "Practice 7.20 ")] {
        for class in ["narrow", "wide"] {
            let [diagram] = drawings(&pages[address], class)[..] else { panic!("one diagram {class} on {address}") };
            let diagram = unbroken(diagram);
            let here = diagram.split("aria-current=\"page\"").nth(1).expect("a mark");
            let here: String = here.split("</a>").next().unwrap_or("").to_owned();
            assert!(here.contains(&format!("You are here {marked}")), "{here}");
            assert!(diagram.contains(">29 other primary drivers<"));
            assert!(diagram.matches("<rect").count() < 2 + 1 + 13 + 3, "{address} draws too much");
        }
    }
}

#[test]
fn figures_of_a_huge_field_say_what_they_leave_out() {
    let pages = pages(&site(100, 5, 600));
    let framework = &pages["/frameworks/f/"];
    let [diagram] = drawings(framework, "wide")[..] else { panic!("one diagram") };
    assert_eq!(diagram.matches("<rect").count(), 2 + 80 + 2, "aims, primary drivers, two counts");
    assert!(unbroken(diagram).contains(">20 other primary drivers<"));
    let drivers = &pages["/drivers/"];
    assert!(drivers.contains("Shown are 100 of 600 drivers"));
    let sizes = pages.iter().map(|(address, page)| (page.len(), address)).filter(|(_, page)| page.ends_with('/'));
    let (largest, page) = sizes.max().expect("a page");
    assert!(largest < 400_000, "{page} has {largest} bytes");
}
