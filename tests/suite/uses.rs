//! "Where this is used": each use is told by its sentence or by its place, and a page that tells of a place is made anew
//! where the place changes.

use std::path::Path;

use framewright::Compiled;
use framewright::graph::{Drafts, UrlPath};
use framewright::source::{Disk, Memory, World};

/// The uses that a page shows, each as its items' HTML.
fn uses(compiled: &Compiled, world: &dyn World, address: &UrlPath) -> Vec<String> {
    let page = compiled.render(world, address).expect("the page").expect("a sound template");
    let html = String::from_utf8_lossy(&page.bytes).into_owned();
    let section = html.split("<section class=\"backlinks\"").nth(1).and_then(|rest| rest.split("</section>").next());
    let items = section.into_iter().flat_map(|section| section.split("<li>").skip(1));
    items.filter_map(|item| Some(item.split("</li>").next()?.to_owned())).collect()
}

#[test]
fn each_use_in_the_real_content_is_told_in_words() {
    let disk = Disk::open(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository");
    let compiled = framewright::compile(&disk, Drafts::Hidden);
    let addresses = compiled.site.pages.keys().filter(|address| address.as_str().ends_with('/'));
    let all = addresses
        .flat_map(|address| uses(&compiled, &disk, address).into_iter().map(move |item| (address.to_string(), item)));
    let all: Vec<(String, String)> = all.collect();
    assert!(all.len() > 80, "{} uses", all.len());
    let is_told = |item: &str| item.split("<p>").nth(1).is_some_and(|told| told.split_whitespace().count() > 2);
    let silent: Vec<_> = all.iter().filter(|(_, item)| !is_told(item)).collect();
    assert!(silent.is_empty(), "{silent:#?}");
    let places: Vec<_> = all.iter().filter(|(_, item)| item.contains("<p>Shown as ")).collect();
    assert!(places.len() >= 6, "{places:#?}");
}

#[test]
fn the_page_of_what_is_shown_elsewhere_follows_the_heading_that_it_stands_under() {
    let site = |heading: &str| {
        let page = format!("---\ntitle: P\n---\n## {heading} {{#part}}\n\n![[term/t]]\n");
        let files = [
            ("framewright.yaml", "title: A\nid: a\n"),
            ("content/terms/t.md", "---\ntitle: T\n---\nMeaning.\n"),
            ("content/pages/p.md", page.as_str()),
        ];
        let world = Memory::of(files);
        let compiled = framewright::compile(&world, Drafts::Hidden);
        let term = UrlPath::folder(&["terms", "t"]);
        let key = compiled.pages(&world).into_iter().find(|(address, _)| *address == term).expect("its page").1;
        (key, uses(&compiled, &world, &term).concat())
    };
    let (before, after) = (site("Old words"), site("New words"));
    assert!(
        before.1.contains("<p>Shown with its definition in the section <a href=\"../../p/#part\">Old words</a></p>")
    );
    assert!(after.1.contains(">New words</a></p>"));
    assert_ne!(before.0, after.0);
}
