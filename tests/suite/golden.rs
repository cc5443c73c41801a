//! The main part of chosen pages of the real content, as it was when somebody last looked at it. `WRITE=1 cargo test
//! golden` writes it anew; look at the difference before you commit it.

use std::fs;
use std::path::Path;

use framewright::graph::{Drafts, UrlPath};
use framewright::source::Disk;

/// One page of each kind, and of each list that the content makes.
const PAGES: [&str; 16] = [
    "/",
    "/frameworks/ece-workforce-systems-change/",
    "/drivers/multi-sector-collaboration/",
    "/drivers/multi-sector-collaboration/shared-vision/",
    "/briefs/multi-sector-collaboration/",
    "/examples/new-mexico-wage-scale/",
    "/guides/multi-sector-collaboration/",
    "/guides/bsc-readiness/",
    "/collaboratives/cultivating-a-sustainable-workforce/",
    "/collaboratives/cultivating-a-sustainable-workforce/calendar/",
    "/collaboratives/cultivating-a-sustainable-workforce/tracks/public/",
    "/terms/change-team/",
    "/places/wisconsin/",
    "/references/",
    "/about/",
    "/examples/",
];

#[test]
fn the_real_content_looks_as_it_did() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let disk = Disk::open(root).expect("the repository");
    let compiled = framewright::compile(&disk, Drafts::Hidden);
    assert!(compiled.found.is_empty(), "{:#?}", crate::site::short(&compiled.found, &compiled.site.files));
    let mut changed = Vec::new();
    for page in PAGES {
        let address = UrlPath::folder(&page.split('/').collect::<Vec<_>>());
        let rendered = compiled.render(&disk, &address).expect("the page").expect("a sound template");
        let html = String::from_utf8(rendered.bytes).expect("UTF-8");
        let start = html.find("<main").expect("a main part");
        let main = &html[start..html.find("</main>").expect("the end of the main part") + "</main>".len()];
        let name = page.trim_matches('/').replace('/', ".");
        let file = root.join("tests/golden").join(format!("{}.html", if name.is_empty() { "home" } else { &name }));
        if std::env::var("WRITE").is_ok() {
            fs::create_dir_all(file.parent().expect("a folder")).expect("the folder");
            fs::write(&file, format!("{main}\n")).expect("the golden page");
        } else if fs::read_to_string(&file).unwrap_or_default() != format!("{main}\n") {
            changed.push(page);
        }
    }
    assert!(changed.is_empty(), "changed: {changed:?}; look at them, then WRITE=1 cargo test golden");
}
