//! The preview's short way: a site from which one file was saved equals the site read anew, page by page.

use framewright::Compiled;
use framewright::graph::Drafts;
use framewright::source::{Disk, Memory};
use proptest::prelude::*;

use crate::incremental::VERSIONS;
use crate::site::{Given, write};

/// Files that are saved, and what is put behind their text.
const SAVED: [&str; 6] = [
    "content/briefs/b.md",
    "content/briefs/c.md",
    "content/examples/e.md",
    "content/guides/g.md",
    "content/terms/term.md",
    "content/pages/p.md",
];
const MORE: [&str; 14] = [
    "",
    "More words.\n",
    "See [[term]] there.\n",
    "It is [[brief/b]] in [[place/US-NM]], and [[d#s]].\n",
    "### Below {#below}\n\nWords.\n",
    "A note.[^z]\n\n[^z]: It says so.\n",
    "A note that nobody reads.\n\n[^y]: It says so.\n",
    "Cited [@k] and [@l].\n",
    "![[e]]\n",
    "[A page](../pages/p.md) and [out](https://example.org/).\n",
    "- Why? {#why}\n",
    "## Do {#do driver=t}\n\n- Whom? {#whom}\n",
    "Nothing is called [[that]].\n",
    "![A dot](../examples/dot.png)\n",
];

fn text(path: &str, version: usize) -> &'static str {
    let (_, versions) = VERSIONS.iter().find(|(other, _)| *other == path).expect("a file of the site");
    let texts: Vec<&str> = versions.iter().flatten().copied().collect();
    texts[version % texts.len()]
}

/// A site whose every file is there but the translation and what sites reported: neither goes the short way.
fn world() -> Memory {
    let first = |(path, versions): &(&'static str, &'static [Option<&'static str>])| {
        // A theme of its own would say nothing here.
        let left_out = path.starts_with("themes/") || path.ends_with(".es.md") || path.ends_with(".csv");
        let text = versions.iter().flatten().next().filter(|_| !left_out)?;
        Some((*path, *text))
    };
    Memory::of(VERSIONS.iter().filter_map(first))
}

/// A page's address, key and bytes.
type Page = (String, [u8; 16], Vec<u8>);

/// What a site publishes: its findings and its pages.
fn told(compiled: &Compiled, world: &Memory) -> (Vec<String>, Vec<Page>) {
    let found = compiled.found.iter().map(|finding| format!("{finding:?}")).collect();
    if compiled.found.has_errors() {
        return (found, Vec::new());
    }
    let page = |(address, key): (framewright::graph::UrlPath, [u8; 16])| {
        let rendered = compiled.render(world, &address).expect("a page").expect("no trouble");
        (address.to_string(), key, rendered.bytes)
    };
    (found, compiled.pages(world).into_iter().map(page).collect())
}

/// Saves a file; the site as the preview has it then, and whether it went the short way.
fn saved(before: &Compiled, world: &mut Memory, path: &str, text: &str) -> (Compiled, bool) {
    world.files.insert(path.to_owned(), text.as_bytes().to_vec());
    match before.saved(world, path) {
        Some(compiled) => (compiled, true),
        None => (before.again(world, Drafts::Hidden), false),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn a_save_shows_what_the_whole_site_read_anew_would(
        saves in prop::collection::vec((0..SAVED.len(), 0_usize..2, 0..MORE.len()), 1..12),
    ) {
        let mut world = world();
        let mut compiled = framewright::compile(&world, Drafts::Hidden);
        prop_assert!(!compiled.found.has_errors());
        for (file, version, more) in saves {
            let text = format!("{}\n{}", text(SAVED[file], version), MORE[more]);
            let (next, short) = saved(&compiled, &mut world, SAVED[file], &text);
            let anew = framewright::compile(&world, Drafts::Hidden);
            prop_assert!(told(&next, &world) == told(&anew, &world), "{} with {text:?}, short way: {short}", SAVED[file]);
            compiled = next;
        }
    }
}

#[test]
fn most_saves_go_the_short_way_and_none_that_others_would_see() {
    let path = "content/briefs/b.md";
    let short = |more: &str| {
        let mut world = world();
        let compiled = framewright::compile(&world, Drafts::Hidden);
        saved(&compiled, &mut world, path, &format!("{}\n{more}", text(path, 0))).1
    };
    for more in ["", "More words.\n", "See [[d#s]] and [[page/p]].\n", "### Below {#below}\n", "Again [@l].\n"] {
        assert!(short(more), "{more:?}");
    }
    for more in ["![[g]]\n", "## Do {#do driver=t}\n", "[[that]]\n", "![A dot](../examples/dot.png)\n", "<b>\n"] {
        assert!(!short(more), "{more:?}");
    }
    let renamed = text(path, 0).replace("title: B", "title: Other");
    let mut world = world();
    let compiled = framewright::compile(&world, Drafts::Hidden);
    assert!(!saved(&compiled, &mut world, path, &renamed).1);
}

#[cfg(unix)]
#[test]
fn a_file_that_another_is_a_link_to_takes_it_along() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let world = world();
    world.files.iter().for_each(|(path, bytes)| write(folder.path(), path, &Given::Bytes(bytes.clone())));
    write(folder.path(), "content/pages/other.md", &Given::Link("p.md".to_owned()));
    let disk = Disk::open(folder.path()).expect("the site");
    let compiled = framewright::compile(&disk, Drafts::Hidden);
    assert!(!compiled.found.has_errors(), "{:?}", compiled.found);
    for (path, short) in [("content/terms/term.md", true), ("content/pages/p.md", false)] {
        let text = [world.files[path].as_slice(), b"\nMore words.\n"].concat();
        write(folder.path(), path, &Given::Bytes(text));
        assert_eq!(compiled.saved(&disk, path).is_some(), short, "{path}");
    }
}
