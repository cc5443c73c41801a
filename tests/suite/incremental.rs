//! Invariants 6 and 7: the same content gives the same bytes, and after any sequence of edits an incremental build
//! equals a clean one, byte for byte.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use framewright::graph::Drafts;
use framewright::output::{self, Page, Target};
use framewright::source::Disk;
use proptest::prelude::*;
use tempfile::TempDir;

use crate::site::{Given, write};

/// Builds a site into a folder; false where a finding stands against it.
fn build(site: &Path, out: &Path) -> bool {
    let disk = Disk::open(site).expect("the site");
    let compiled = framewright::compile(&disk, Drafts::Hidden);
    if compiled.found.has_errors() {
        return false;
    }
    let pages =
        compiled.pages(&disk).into_iter().map(|(address, key)| Page { path: address.output(), key, what: address });
    let mut pages: Vec<_> = pages.collect();
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    let output = output::open(&Target::new(out, site), || ()).expect("the folder");
    let commit = output
        .commit(&pages, |page| compiled.render(&disk, &page.what).expect("the page").map(|rendered| rendered.bytes));
    commit.unwrap_or_else(|_| panic!("the commit failed"));
    true
}

/// Every published file with its bytes.
pub fn published(out: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in
        walkdir::WalkDir::new(out).sort_by_file_name().into_iter().filter_entry(|e| e.file_name() != ".framewright")
    {
        let entry = entry.expect("the output");
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(out).expect("below").to_string_lossy().into_owned();
            files.insert(path, fs::read(entry.path()).expect("a page"));
        }
    }
    files
}

/// Files that a site may have, each in several versions; the first of some is absence.
pub const VERSIONS: &[(&str, &[Option<&str>])] = &[
    (
        "framewright.yaml",
        &[
            Some("title: A\nid: a\nscales: {s: {levels: [{id: one, label: One}]}}\n"),
            Some(
                "title: B\nid: a\nbase_url: https://example.org/x/\nlabels: {brief: Report}\nscales: {s: {levels: [{id: one, label: Uno}]}}\n",
            ),
            Some("title: A\nid: a\ncolors: {accent: \"#123456\"}\nscales: {s: {levels: [{id: one, label: One}]}}\n"),
        ],
    ),
    (
        "content/frameworks/f.md",
        &[
            Some(
                "---\ntitle: F\naims: [{id: pay, title: Pay}]\ngroups: [{id: g, title: Group}]\ndrivers_total: 9\n---\n",
            ),
            Some(
                "---\ntitle: F *new*\naims: [{id: pay, title: Fair pay}]\ngroups: [{id: g, title: Other}]\n---\nSee [[brief/b]].\n",
            ),
        ],
    ),
    (
        "content/drivers/d.md",
        &[
            Some(
                "---\ntitle: D\nframework: f\ngroup: g\nsecondary: [{id: s, title: Second}, {id: t, title: Third}]\n---\n",
            ),
            Some(
                "---\ntitle: D two\nframework: f\nsummary: Sum.\nsecondary: [{id: t, title: Third}, {id: s, title: Changed}]\n---\n",
            ),
        ],
    ),
    (
        "content/briefs/b.md",
        &[
            Some(
                "---\ntitle: B\ndriver: d\ndate: 2025\nsummary: S [@k].\n---\n## Plan {#plan driver=s}\n\nSee [[term]] and [[place/US-NM]]. A note.[^n] ![[e]]\n\n[^n]: Note [@l].\n",
            ),
            Some(
                "---\ntitle: B2\ndriver: d\ndate: 2026-01\nsummary: S.\nseries: Briefs\n---\n## Other {#plan driver=t}\n\n[[example/e]] [@l] [@k]. Then [[d#s]] and [x](../pages/p.md).\n\n![[guide/g]]\n",
            ),
        ],
    ),
    (
        "content/briefs/c.md",
        &[
            None,
            Some(
                "---\ntitle: C\ndriver: d\ndate: 2024\nsummary: S.\nseries: Briefs\naliases: [/old/c/]\n---\nLinks to [[brief/b]]. And [[term]]!\n",
            ),
            Some("---\ntitle: C\ndriver: d\ndate: 2024\nsummary: S.\ndraft: true\n---\nLinks to [[brief/b]].\n"),
        ],
    ),
    (
        "content/examples/e.md",
        &[
            Some("---\ntitle: E\nplace: US-NM\ndemonstrates: [s]\nsources: [k]\n---\nText ![A dot](dot.png)\n"),
            Some(
                "---\ntitle: E3\nplace: US-OH\ndemonstrates: [d, t]\ndate: 2024-05\noutcome: Good [@k].\n---\n## Head\n\nText.\n",
            ),
        ],
    ),
    (
        "content/collaboratives/k.md",
        &[
            None,
            Some(
                "---\ntitle: K\nperiod: {start: 2025-01, end: 2025-12}\ntracks: [{id: t, title: T}]\ndrivers: [s]\nguides: [g]\nevents: [{id: e, title: \"E [[term]]\", date: 2025-02-03}]\nsites: [{id: x, title: Site X}, {id: y, title: Site Y}]\nmeasures: [{id: m, title: M, public: true, notes: [{date: 2025-02, text: \"N [[term]]\"}]}]\n---\nText.\n",
            ),
            Some(
                "---\ntitle: K2\nperiod: {start: 2025-01, end: 2026-12}\ntracks: [{id: t, title: T2}, {id: u, title: U}]\ndrivers: [d]\nevents: [{id: e, title: E, type: learning-session, rule: FREQ=DAILY, date: 2025-02-03}]\nsites: [{id: x, title: Site X}, {id: y, title: Site Y}]\nmeasures: [{id: m, title: M, public: true, driver: s, baseline: 2025-02}]\n---\nText.\n",
            ),
        ],
    ),
    (
        "content/collaboratives/k/m.csv",
        &[
            None,
            Some("site,date,value,note\nx,2025-01,15,\nx,2025-02,16,\nx,2025-03,17,\n"),
            Some("site,date,value,note\nx,2025-01,15,\nx,2025-02,16,Began\nx,2025-03,17,\ny,2025-03,18,\n"),
        ],
    ),
    ("content/examples/dot.png", &[Some("one"), Some("two")]),
    (
        "content/guides/g.es.md",
        &[
            None,
            Some("---\ntitle: G\n---\n## Acto {#act}\n\n- ¿Quién? {#who}\n"),
            Some("---\ntitle: G\n---\n## Acto {#act}\n\n- ¿Quién más? {#who}\n"),
        ],
    ),
    (
        "content/guides/g.md",
        &[
            Some(
                "---\ntitle: G\nbrief: b\nscale: s\n---\n## Act {#act driver=s}\n\n- Who? {#who}\n- Done. {#done driver=t}\n",
            ),
            Some("---\ntitle: G\nbrief: b\n---\n## Act {#act driver=t}\n\n- Who comes? {#who}\n"),
        ],
    ),
    (
        "content/terms/term.md",
        &[
            Some("---\ntitle: Term\n---\nA word.\n"),
            Some("---\ntitle: Term\nalso: [Terms]\n---\nTwo words, [[page/p]].\n"),
        ],
    ),
    (
        "content/pages/p.md",
        &[
            Some("---\ntitle: P\n---\n![[figure/coverage]]\n\n![[figure/driver-diagram]]\n"),
            Some("---\ntitle: P2\n---\n[Read it](https://x.org) now, word[@k].\n"),
            Some("---\ntitle: P2\n---\n[Read it now](https://x.org), word.[@k]\n"),
        ],
    ),
    ("content/briefs/b.es.md", &[None, Some("---\ntitle: B en español\nupdated: 2025\n---\nHola [[term]].\n")]),
    (
        "content/references.yaml",
        &[
            Some(
                "k:\n  type: report\n  title: Kay\n  author: [\"Kay, Ann\"]\n  date: 2020\nl:\n  type: report\n  title: Ell\n  date: 2021\n",
            ),
            Some(
                "k:\n  type: report\n  title: Kay again\n  author: [\"Kay, Ann\"]\n  date: 2019\nl:\n  type: report\n  title: Ell\n  date: 2021\n",
            ),
        ],
    ),
    (
        "themes/default/term.html",
        &[None, Some("{% extends \"base.html\" %}\n{% block text %}<p>own</p>{{ body | safe }}{% endblock text %}\n")],
    ),
];

pub fn set(site: &Path, file: usize, version: usize) {
    let (path, versions) = VERSIONS[file % VERSIONS.len()];
    match versions[version % versions.len()] {
        Some(text) => write(site, path, &Given::Bytes(text.as_bytes().to_vec())),
        None => drop(fs::remove_file(site.join(path))),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 20, ..ProptestConfig::default() })]

    #[test]
    fn an_incremental_build_equals_a_clean_one(edits in prop::collection::vec((0..VERSIONS.len(), 0_usize..3), 1..10)) {
        let folder = TempDir::new().expect("a folder");
        let (site, out) = (folder.path().join("site"), folder.path().join("out"));
        (0..VERSIONS.len()).for_each(|file| set(&site, file, 0));
        prop_assert!(build(&site, &out), "the first site has no findings");
        for (at, (file, version)) in edits.iter().enumerate() {
            set(&site, *file, *version);
            if !build(&site, &out) {
                continue;
            }
            // In another folder, so that nothing of the first is left in it.
            let clean = folder.path().join(format!("clean-{at}"));
            let copy = folder.path().join(format!("site-{at}"));
            copy_content(&site, &copy);
            prop_assert!(build(&copy, &clean));
            let (incremental, clean) = (published(&out), published(&clean));
            let paths: Vec<&String> = incremental.keys().filter(|path| incremental.get(*path) != clean.get(*path)).collect();
            prop_assert!(paths.is_empty(), "after edit {at} these pages are stale: {paths:?}");
            prop_assert_eq!(incremental.len(), clean.len());
        }
    }
}

pub fn copy_content(from: &Path, to: &Path) {
    for entry in
        walkdir::WalkDir::new(from).into_iter().filter_entry(|entry| entry.file_name() != ".framewright").flatten()
    {
        let target = to.join(entry.path().strip_prefix(from).expect("below"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).expect("a folder");
        } else {
            fs::copy(entry.path(), target).expect("a file");
        }
    }
}

#[test]
fn a_build_that_changes_nothing_writes_nothing() {
    let folder = TempDir::new().expect("a folder");
    let (site, out) = (folder.path().join("site"), folder.path().join("out"));
    (0..VERSIONS.len()).for_each(|file| set(&site, file, 0));
    assert!(build(&site, &out));
    let stamps = |out: &Path| -> Vec<_> {
        let files = walkdir::WalkDir::new(out).sort_by_file_name().into_iter().flatten();
        files
            .filter(|e| e.file_type().is_file() && e.path().extension().is_some())
            .map(|e| e.metadata().expect("meta").modified().expect("a time"))
            .collect()
    };
    let before = stamps(&out);
    assert!(build(&site, &out));
    assert_eq!(before, stamps(&out));
}
