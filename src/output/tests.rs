//! A site, a change, another build: what the folder holds then, and what was left alone.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};

use super::disk::Disk;
use super::sealed::hash;
use super::*;

/// A site in a folder of its own, with `public` as its output.
pub(super) struct Bench {
    _folder: tempfile::TempDir,
    pub(super) site: PathBuf,
    pub(super) out: PathBuf,
}

/// Paths and contents of a site, sorted or not.
pub(super) type Files<'a> = &'a [(&'a str, &'a str)];

impl Bench {
    pub(super) fn new() -> Bench {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().canonicalize().unwrap();
        fs::create_dir(site.join("content")).unwrap();
        fs::write(site.join("framewright.yaml"), "").unwrap();
        Bench { _folder: folder, out: site.join("public"), site }
    }

    pub(super) fn build_on(&self, disk: Disk, files: Files) -> Result<Summary, Failure<String>> {
        let output = open_on(disk, &Target::new(&self.out, &self.site), &|| {}).map_err(Failure::Problem)?;
        output.commit(&pages(files), |page| Ok(page.what.clone()))
    }

    pub(super) fn build(&self, files: Files) -> Summary {
        self.build_on(Disk::default(), files).unwrap()
    }

    fn refusal(&self, files: Files) -> Refusal {
        match self.build_on(Disk::default(), files) {
            Err(Failure::Problem(Problem::Refused(refusal))) => refusal,
            other => panic!("{other:?}"),
        }
    }

    /// Everything in the output folder but our notes: files with their bytes, folders with a `/`.
    pub(super) fn holds(&self) -> BTreeMap<String, String> {
        self.tree().into_iter().filter(|(path, _)| !path.starts_with(".framewright")).collect()
    }

    /// The same with our notes.
    pub(super) fn tree(&self) -> BTreeMap<String, String> {
        let mut tree = BTreeMap::new();
        for found in walkdir::WalkDir::new(&self.out).min_depth(1).into_iter().filter_map(Result::ok) {
            let path = found.path().strip_prefix(&self.out).unwrap().to_str().unwrap().to_owned();
            match found.file_type().is_dir() {
                true => tree.insert(path + "/", String::new()),
                false => tree.insert(path, fs::read_to_string(found.path()).unwrap_or_default()),
            };
        }
        tree
    }

    /// What the site's folder holds beside the source, the output and the cache.
    pub(super) fn litter(&self) -> Vec<String> {
        let names = fs::read_dir(&self.site).unwrap().map(|found| found.unwrap().file_name().into_string().unwrap());
        names
            .filter(|name| !["content", "framewright.yaml", "public", ".framewright"].contains(&name.as_str()))
            .collect()
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.out.join(path), text).unwrap();
    }
}

pub(super) fn pages(files: Files) -> Vec<Page<String>> {
    let sorted: BTreeSet<_> = files.iter().collect();
    let page = |(path, text): &(&str, &str)| Page {
        path: path.to_string(),
        key: hash(text.as_bytes()),
        what: text.to_string(),
    };
    sorted.into_iter().map(page).collect()
}

/// What a folder with these files holds.
pub(super) fn expected(files: Files) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for (path, text) in files {
        all.insert(path.to_string(), text.to_string());
        all.extend(page::folders_around(path).map(|folder| (format!("{folder}/"), String::new())));
    }
    all
}

const SITE: Files = &[("index.html", "home"), ("briefs/x/index.html", "brief"), ("assets/style-1.css", "css")];

#[cfg(unix)]
fn looks(path: &Path) -> (std::time::SystemTime, u64) {
    let found = fs::metadata(path).unwrap();
    (found.modified().unwrap(), std::os::unix::fs::MetadataExt::ino(&found))
}

#[test]
fn a_new_folder_holds_the_site_and_nothing_lies_beside_it() {
    let bench = Bench::new();
    assert_eq!(bench.build(SITE), Summary { made: 3, written: 3, ..Summary::default() });
    assert_eq!(bench.holds(), expected(SITE));
    assert!(bench.litter().is_empty());
}

#[test]
fn an_empty_folder_and_one_far_down_are_as_good_as_none() {
    let mut bench = Bench::new();
    fs::create_dir(&bench.out).unwrap();
    bench.build(SITE);
    assert_eq!(bench.holds(), expected(SITE));
    bench.out = bench.site.join("public/../a/b/c");
    bench.build(SITE);
    assert_eq!(bench.holds(), expected(SITE));
}

#[cfg(unix)]
#[test]
fn a_build_without_changes_touches_no_file() {
    let bench = Bench::new();
    bench.build(SITE);
    let before: Vec<_> = SITE.iter().map(|(path, _)| looks(&bench.out.join(path))).collect();
    for _ in 0..3 {
        assert_eq!(bench.build(SITE), Summary { unchanged: 3, ..Summary::default() });
    }
    let after: Vec<_> = SITE.iter().map(|(path, _)| looks(&bench.out.join(path))).collect();
    assert_eq!(before, after);
}

#[cfg(unix)]
#[test]
fn a_new_key_with_the_same_bytes_writes_nothing() {
    let bench = Bench::new();
    bench.build(SITE);
    let before = looks(&bench.out.join("index.html"));
    let mut pages = pages(SITE);
    pages.iter_mut().for_each(|page| page.key = [7; 16]);
    let commit = || {
        let output = open(&Target::new(&bench.out, &bench.site), || {}).unwrap();
        output.commit(&pages, |page| Ok::<_, String>(page.what.as_bytes())).unwrap()
    };
    assert_eq!(commit(), Summary { made: 3, unchanged: 3, ..Summary::default() });
    assert_eq!(commit(), Summary { unchanged: 3, ..Summary::default() });
    assert_eq!(before, looks(&bench.out.join("index.html")));
}

#[test]
fn changes_and_removals_give_what_a_clean_build_gives_notes_included() {
    let sites: [Files; 6] = [
        SITE,
        &[("index.html", "home 2"), ("briefs/x/index.html", "brief"), ("briefs/y/index.html", "new")],
        &[("index.html", "home 2"), ("briefs", "a file now"), ("a/b/c", "deep")],
        &[("index.html/x", "a folder now"), ("a", "a file now"), ("briefs/x", "back")],
        &[],
        SITE,
    ];
    let bench = Bench::new();
    for site in sites {
        bench.build(site);
        assert_eq!(bench.holds(), expected(site));
        let clean = Bench::new();
        clean.build(site);
        assert_eq!(bench.tree(), clean.tree());
    }
}

#[test]
fn files_of_others_stay_and_are_never_overwritten() {
    let bench = Bench::new();
    bench.build(SITE);
    bench.write("CNAME", "example.org");
    bench.write("briefs/x/mine.txt", "mine");
    bench.build(&[("index.html", "home 2")]);
    let kept = bench.holds();
    assert_eq!(kept["CNAME"], "example.org");
    assert_eq!(kept["briefs/x/mine.txt"], "mine");
    assert!(!kept.contains_key("briefs/x/index.html"));

    let refusal = bench.refusal(&[("CNAME", "ours"), ("briefs/x/mine.txt", "ours"), ("index.html", "home 3")]);
    assert_eq!(refusal, Refusal::Foreign(vec![bench.out.join("CNAME"), bench.out.join("briefs/x/mine.txt")]));
    assert_eq!(bench.refusal(&[("CNAME/x", "ours")]), Refusal::Foreign(vec![bench.out.join("CNAME")]));
    assert_eq!(bench.refusal(&[("briefs", "ours")]), Refusal::Foreign(vec![bench.out.join("briefs/x/mine.txt")]));
    assert_eq!(bench.holds(), kept);
    // With the same bytes there is nothing to overwrite.
    assert_eq!(bench.build(&[("CNAME", "example.org"), ("index.html", "home 2")]).written, 0);
}

#[test]
fn what_was_changed_by_hand_is_mended() {
    let bench = Bench::new();
    bench.build(SITE);
    bench.write("index.html", "evil");
    bench.write("assets/style-1.css", "longer than before");
    fs::remove_file(bench.out.join("briefs/x/index.html")).unwrap();
    assert_eq!(bench.build(SITE), Summary { made: 3, written: 3, ..Summary::default() });
    assert_eq!(bench.holds(), expected(SITE));
    fs::remove_dir_all(bench.out.join("briefs")).unwrap();
    assert_eq!(bench.build(SITE), Summary { made: 1, written: 1, unchanged: 2, removed: 0 });
    assert_eq!(bench.holds(), expected(SITE));
}

#[test]
fn notes_lost_torn_or_swapped_never_give_a_wrong_site() {
    const NEXT: Files = &[("index.html", "home 2"), ("assets/style-1.css", "css")];
    let other = Bench::new();
    other.build(&[("index.html", "other"), ("elsewhere/index.html", "other")]);
    for spoil in ["cut", "remove", "swap"] {
        for note in ["manifest", "files"] {
            let bench = Bench::new();
            bench.build(SITE);
            let path = bench.out.join(".framewright").join(note);
            let text = fs::read_to_string(&path).unwrap();
            match spoil {
                "cut" => fs::write(&path, &text[..text.len() / 2]).unwrap(),
                "remove" => fs::remove_file(&path).unwrap(),
                _ => drop(fs::copy(other.out.join(".framewright").join(note), &path).unwrap()),
            }
            bench.build(NEXT);
            assert_eq!(bench.holds(), expected(NEXT), "{spoil} {note}");
        }
    }
}

#[test]
fn without_any_notes_pages_are_replaced_and_nothing_is_removed() {
    let bench = Bench::new();
    bench.build(SITE);
    for note in ["manifest", "files"] {
        fs::remove_file(bench.out.join(".framewright").join(note)).unwrap();
    }
    bench.build(&[("index.html", "home 2")]);
    let mut left = expected(SITE);
    left.insert("index.html".into(), "home 2".into());
    assert_eq!(bench.holds(), left);
}

#[test]
fn a_failing_page_leaves_everything_as_it_was_and_all_failures_are_told() {
    let bench = Bench::new();
    let attempt = |files: Files| {
        let output = open(&Target::new(&bench.out, &bench.site), || {}).unwrap();
        output.commit(&pages(files), |page| match page.what.as_str() {
            "bad" => Err(page.path.clone()),
            text => Ok(text.to_owned()),
        })
    };
    let bad: Files = &[("a", "bad"), ("b", "fine"), ("c/d", "bad"), ("index.html", "home 2")];
    assert!(matches!(attempt(bad), Err(Failure::Pages(found)) if found == ["a", "c/d"]));
    assert!(!bench.out.exists() && bench.litter().is_empty());
    bench.build(SITE);
    let before = bench.tree();
    assert!(matches!(attempt(bad), Err(Failure::Pages(found)) if found == ["a", "c/d"]));
    assert_eq!(bench.tree(), before);
}

#[test]
fn bad_paths_are_refused_before_anything_is_made() {
    let bench = Bench::new();
    let result = bench.build_on(Disk::default(), &[("../x", "out")]);
    assert!(matches!(result, Err(Failure::Problem(Problem::Path(BadPath { flaw: Flaw::Component, .. })))));
    assert!(!bench.site.join("x").exists() && !bench.out.exists());
}

#[cfg(unix)]
#[test]
fn links_in_the_folder_never_carry_a_write_or_a_removal_outside() {
    use std::os::unix::fs::symlink;
    let bench = Bench::new();
    bench.build(SITE);
    let outside = bench.site.join("content");
    fs::create_dir(outside.join("x")).unwrap();
    fs::write(outside.join("x/index.html"), "source").unwrap();
    fs::remove_dir_all(bench.out.join("briefs")).unwrap();
    symlink(&outside, bench.out.join("briefs")).unwrap();
    assert_eq!(bench.refusal(SITE), Refusal::Link(bench.out.join("briefs")));
    assert_eq!(bench.refusal(&[("briefs/new", "n")]), Refusal::Link(bench.out.join("briefs")));
    // The page is gone from the site: the file behind the link is not ours to remove.
    bench.build(&[("index.html", "home")]);
    assert_eq!(fs::read_to_string(outside.join("x/index.html")).unwrap(), "source");
    // A link in place of a page is replaced itself.
    fs::remove_file(bench.out.join("index.html")).unwrap();
    symlink(outside.join("x/index.html"), bench.out.join("index.html")).unwrap();
    bench.build(&[("index.html", "home 2")]);
    assert_eq!(fs::read_to_string(outside.join("x/index.html")).unwrap(), "source");
    assert!(fs::symlink_metadata(bench.out.join("index.html")).unwrap().is_file());
}

#[test]
fn a_hidden_folder_that_is_not_ours_is_left_alone() {
    let bench = Bench::new();
    let hidden = bench.site.join(".public.framewright-new");
    fs::create_dir(&hidden).unwrap();
    fs::write(hidden.join("diary"), "mine").unwrap();
    assert_eq!(bench.refusal(SITE), Refusal::Foreign(vec![hidden.clone()]));
    assert!(!recover(&bench.out).unwrap());
    assert!(hidden.join("diary").exists());
}

#[test]
fn builds_at_once_wait_for_each_other() {
    for existing in [false, true] {
        let bench = Arc::new(Bench::new());
        if existing {
            bench.build(SITE);
        }
        let (start, waited) = (Arc::new(Barrier::new(4)), Arc::new(AtomicUsize::new(0)));
        let build = |text: &'static str| {
            let (bench, start, waited) = (bench.clone(), start.clone(), waited.clone());
            std::thread::spawn(move || {
                start.wait();
                let count = || _ = waited.fetch_add(1, Ordering::SeqCst);
                let output = open(&Target::new(&bench.out, &bench.site), count).unwrap();
                std::thread::sleep(std::time::Duration::from_millis(30));
                output.commit(&pages(&[(text, text), ("index.html", text)]), |page| Ok::<_, ()>(page.what.clone()))
            })
        };
        let builds = ["a", "b", "c", "d"].map(build);
        for build in builds {
            build.join().unwrap().unwrap();
        }
        let holds = bench.holds();
        let winner = holds["index.html"].clone();
        assert_eq!(holds, expected(&[(&winner, &winner), ("index.html", &winner)]));
        assert!(waited.load(Ordering::SeqCst) >= 3 && bench.litter().is_empty());
    }
}

#[test]
fn an_output_that_is_dropped_leaves_nothing() {
    let bench = Bench::new();
    drop(open(&Target::new(&bench.site.join("a/public"), &bench.site), || {}).unwrap());
    assert!(bench.litter().is_empty());
    bench.build(SITE);
    let before = bench.tree();
    drop(open(&Target::new(&bench.out, &bench.site), || {}).unwrap());
    assert_eq!(bench.tree(), before);
}

#[test]
fn a_folder_that_nothing_can_be_moved_onto_is_filled_where_it_stands() {
    let bench = Bench::new();
    fs::create_dir_all(bench.out.join(".framewright")).unwrap();
    bench.build(SITE);
    assert_eq!(bench.holds(), expected(SITE));
    assert!(bench.litter().is_empty());
}

#[test]
fn distrust_reads_every_file() {
    let bench = Bench::new();
    bench.build(SITE);
    let target = Target { trust: Trust::Nothing, ..Target::new(&bench.out, &bench.site) };
    let summary = open(&target, || {}).unwrap().commit(&pages(SITE), |page| Ok::<_, ()>(page.what.clone()));
    assert_eq!(summary.unwrap(), Summary { unchanged: 3, ..Summary::default() });
}
