//! The main part of chosen pages of the real content, as it was when somebody last looked at it. `WRITE=1 cargo test
//! golden` writes it anew; look at the difference before you commit it.

use std::fs;
use std::path::Path;

use framewright::Compiled;
use framewright::graph::{Audience, Drafts, Edition, UrlPath};
use framewright::source::{Disk, Memory, World};

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

/// Pages of the demonstration of a collaborative, from its public and its private edition.
const CHARTED: [(Audience, &str); 3] = [
    (Audience::Public, "/collaboratives/steady-teams/measures/staff-who-stayed/"),
    (Audience::Public, "/collaboratives/steady-teams/sites/pine/"),
    (Audience::Private, "/collaboratives/steady-teams/sites/fir/"),
];

#[test]
fn the_real_content_looks_as_it_did() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let disk = Disk::open(root).expect("the repository");
    let compiled = framewright::compile(&disk, Drafts::Hidden);
    assert!(compiled.found.is_empty(), "{:#?}", crate::site::short(&compiled.found, &compiled.site.files));
    let changed = PAGES.into_iter().filter(|page| changed(&compiled, &disk, (page, "")));
    let changed: Vec<&str> = changed.collect();
    assert!(changed.is_empty(), "changed: {changed:?}; look at them, then WRITE=1 cargo test golden");
}

#[test]
fn the_charts_of_the_demonstration_look_as_they_did() {
    let world = demonstration();
    let changed = CHARTED.into_iter().filter(|(audience, page)| {
        let compiled = framewright::compile(&world, Edition { drafts: Drafts::Hidden, audience: *audience });
        assert!(compiled.found.is_empty(), "{:#?}", crate::site::short(&compiled.found, &compiled.site.files));
        let edition = if *audience == Audience::Private { "demo-private." } else { "demo." };
        self::changed(&compiled, &world, (page, edition))
    });
    let changed: Vec<_> = changed.collect();
    assert!(changed.is_empty(), "changed: {changed:?}; look at them, then WRITE=1 cargo test golden");
}

/// The site that `new --demo collaborative` makes.
pub fn demonstration() -> Memory {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/scaffold/demo/collaborative");
    let files = walkdir::WalkDir::new(&folder).sort_by_file_name().into_iter().flatten();
    let file = |file: walkdir::DirEntry| {
        let path = file.path().strip_prefix(&folder).expect("below").to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(file.path()).expect("a text");
        (path, text.replace("{title}", "Demo").replace("{id}", "demo"))
    };
    let files: Vec<(String, String)> = files.filter(|file| file.file_type().is_file()).map(file).collect();
    Memory::of(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

/// True where the main part of a page differs from the recorded one; with `WRITE` it is recorded.
fn changed(compiled: &Compiled, world: &dyn World, (page, edition): (&str, &str)) -> bool {
    let address = UrlPath::folder(&page.split('/').collect::<Vec<_>>());
    let rendered = compiled.render(world, &address).expect("the page").expect("a sound template");
    let html = String::from_utf8(rendered.bytes).expect("UTF-8");
    let start = html.find("<main").expect("a main part");
    let main = &html[start..html.find("</main>").expect("the end of the main part") + "</main>".len()];
    let name = page.trim_matches('/').replace('/', ".");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let file = file.join(format!("{edition}{}.html", if name.is_empty() { "home" } else { &name }));
    if std::env::var("WRITE").is_ok() {
        fs::create_dir_all(file.parent().expect("a folder")).expect("the folder");
        fs::write(&file, format!("{main}\n")).expect("the golden page");
        return false;
    }
    fs::read_to_string(&file).unwrap_or_default() != format!("{main}\n")
}
