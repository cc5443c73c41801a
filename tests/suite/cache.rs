//! The cache may be lost, cut, changed, swapped with another site's or put back from an earlier day, and two builds
//! may run at once: what is written is what a clean build writes.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use std::{fs, io};

use framewright::graph::{Drafts, UrlPath};
use framewright::output::{Cache, Shelf, Trust};
use framewright::source::{Listed, Memory, Stamp, Survey, World};
use framewright::{Known, compile_knowing};
use tempfile::TempDir;

use crate::incremental::{VERSIONS, copy_content, published, set};

fn start(site: &Path, out: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_framewright"));
    command.arg("build").arg("--site").arg(site).arg("--out").arg(out);
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program")
}

/// What a build says last; panics where it fails.
fn build(site: &Path, out: &Path) -> String {
    let done = start(site, out).wait_with_output().expect("an end");
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "{said}");
    said.lines().last().unwrap_or("").to_owned()
}

/// A site in a folder of its own.
struct Given {
    folder: TempDir,
    clean: u32,
}

impl Given {
    fn new() -> Given {
        let given = Given { folder: TempDir::new().expect("a folder"), clean: 0 };
        (0..VERSIONS.len()).for_each(|file| set(&given.site(), file, 0));
        given
    }

    fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    fn cache(&self) -> PathBuf {
        self.site().join(".framewright")
    }

    /// Builds, and compares with a build of the same content elsewhere that knows nothing.
    fn check(&mut self, after: &str) {
        build(&self.site(), &self.out());
        self.clean += 1;
        let (copy, clean) = (
            self.folder.path().join(format!("copy-{}", self.clean)),
            self.folder.path().join(format!("clean-{}", self.clean)),
        );
        copy_content(&self.site(), &copy);
        build(&copy, &clean);
        assert!(published(&self.out()) == published(&clean), "another site after: {after}");
    }
}

/// Every file of a cache.
fn files(cache: &Path) -> Vec<PathBuf> {
    let all = walkdir::WalkDir::new(cache).sort_by_file_name().into_iter().flatten();
    all.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

fn copy(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    for file in files(from) {
        let target = to.join(file.strip_prefix(from).expect("below"));
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
        fs::copy(file, target).expect("a copy");
    }
}

/// Time for stamps to be old enough to be trusted.
fn wait() {
    std::thread::sleep(Duration::from_millis(60));
}

#[test]
fn no_damage_to_the_cache_changes_a_page() {
    let mut given = Given::new();
    given.check("nothing");
    wait();
    given.check("a second build");
    let whole = given.folder.path().join("whole");
    copy(&given.cache(), &whole);
    let names: Vec<PathBuf> =
        files(&whole).iter().map(|file| file.strip_prefix(&whole).expect("below").to_owned()).collect();
    assert!(names.len() >= 4, "entries, bodies, stamps and the last build: {names:?}");
    for (at, name) in names.iter().enumerate() {
        let bytes = fs::read(whole.join(name)).expect("a file");
        let damaged = [
            ("cut in half", bytes[..bytes.len() / 2].to_vec()),
            ("without its last byte", bytes[..bytes.len() - 1].to_vec()),
            ("empty", Vec::new()),
            (
                "with a changed byte",
                bytes.iter().enumerate().map(|(i, b)| if i == bytes.len() / 3 { !b } else { *b }).collect(),
            ),
            ("with more behind it", [&bytes[..], b"more"].concat()),
            ("of another program", bytes.iter().map(|b| b.wrapping_add(1)).collect()),
        ];
        for (how, damaged) in damaged {
            copy(&whole, &given.cache());
            fs::write(given.cache().join(name), damaged).expect("damage");
            // One file is new each time, so that the damaged cache is asked for the others.
            set(&given.site(), 3 + at % 4, how.len() % 2);
            given.check(&format!("{} {how}", name.display()));
        }
    }
}

#[test]
fn an_old_cache_and_one_of_another_site_change_no_page() {
    let mut given = Given::new();
    given.check("nothing");
    let old = given.folder.path().join("old");
    copy(&given.cache(), &old);
    (0..VERSIONS.len()).for_each(|file| set(&given.site(), file, 1));
    given.check("edits");
    copy(&old, &given.cache());
    given.check("the cache of before the edits");
    let mut other = Given::new();
    (0..VERSIONS.len()).for_each(|file| set(&other.site(), file, 1));
    other.check("edits");
    (0..VERSIONS.len()).for_each(|file| set(&given.site(), file, 0));
    copy(&other.cache(), &given.cache());
    given.check("the cache of another site");
    fs::remove_dir_all(given.cache()).expect("no cache");
    given.check("no cache");
}

#[test]
fn an_edit_that_keeps_time_and_size_is_seen() {
    let mut given = Given::new();
    let brief = given.site().join("content/briefs/b.md");
    wait();
    given.check("nothing");
    let (text, time) = (fs::read_to_string(&brief).unwrap(), fs::metadata(&brief).unwrap().modified().unwrap());
    fs::write(&brief, text.replace("A note", "B note")).unwrap();
    fs::File::options().append(true).open(&brief).unwrap().set_modified(time).unwrap();
    given.check("an edit with the old time");
    assert!(published(&given.out()).values().any(|page| String::from_utf8_lossy(page).contains("B note")));
}

#[test]
fn two_builds_at_once_do_no_harm() {
    let mut given = Given::new();
    let elsewhere = given.folder.path().join("elsewhere");
    for round in 0..4 {
        set(&given.site(), 3 + round, 1);
        let builds = [&given.out(), &elsewhere, &given.out(), &elsewhere].map(|out| start(&given.site(), out));
        for build in builds {
            assert!(build.wait_with_output().expect("an end").status.success());
        }
        given.check("builds at once");
        assert!(published(&given.out()) == published(&elsewhere));
    }
}

#[test]
fn a_build_that_changes_nothing_says_what_the_last_one_said() {
    let mut given = Given::new();
    fs::write(given.site().join("content/pages/alone.md"), "---\ntitle: Alone\n---\nNobody leads here.\n").unwrap();
    wait();
    let said = |given: &Given| {
        let done = start(&given.site(), &given.out()).wait_with_output().expect("an end");
        String::from_utf8_lossy(&done.stderr).into_owned()
    };
    given.check("nothing");
    let (first, second) = (said(&given), said(&given));
    assert!(first.contains("warning[unreached-entry]") && first == second, "{first}\n{second}");
    // A page that someone changed is put right.
    let page = given.out().join("pages").join("alone");
    let page = if page.exists() { page } else { given.out().join("alone") }.join("index.html");
    fs::write(&page, "spoilt").expect("a page");
    given.check("a spoilt page");
}

/// Files that look the same whatever stands in them, as no disk has them.
struct Unmoved(Memory);

impl World for Unmoved {
    fn list(&self) -> Vec<Listed> {
        let stamp = Some(Stamp { modified: 1, changed: 1, inode: 1 });
        let file = |path: &String| Listed::File { path: path.clone(), size: 1, stamp };
        self.0.files.keys().map(file).collect()
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.0.read(path)
    }
}

#[test]
fn what_leaves_no_trace_is_seen_by_who_trusts_no_stamp() {
    let folder = TempDir::new().expect("a folder");
    let cache = Cache::of(folder.path());
    let site = |note: &str| {
        let page = format!("---\ntitle: A page\n---\n{note}\n");
        Unmoved(Memory::of([("framewright.yaml", "title: A site\n"), ("content/pages/p.md", &page)]))
    };
    let shown = |site: &Unmoved, trust: Trust| {
        let (known, loaded) = Known::of(&cache, trust);
        let shelf = Arc::new(Shelf::keeping(folder.path(), known.shelved()));
        let compiled = compile_knowing(site, Survey::of(site), Drafts::Hidden, &known, Arc::clone(&shelf));
        shelf.flush();
        compiled.known.keep(&compiled.site, &cache, &loaded);
        let page = compiled.render(site, &UrlPath::folder(&["p"])).expect("the page").expect("no finding");
        let contents = compiled.contents().expect("all was read");
        assert!(trust == Trust::Stamps || Survey::of(site).contents(site) == Some(contents));
        String::from_utf8_lossy(&page.bytes).contains("A new note")
    };
    assert!(!shown(&site("A note"), Trust::Stamps) && !shown(&site("A new note"), Trust::Stamps));
    assert!(shown(&site("A new note"), Trust::Nothing) && !shown(&site("A note"), Trust::Nothing));
}

#[test]
fn a_build_that_verifies_reads_what_there_is_and_makes_nothing_anew() {
    let mut given = Given::new();
    let verified = |given: &Given| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_framewright"));
        command.args(["build", "--verify", "--timings"]).arg("--site").arg(given.site()).arg("--out").arg(given.out());
        let said = String::from_utf8_lossy(&command.output().expect("an end").stderr).into_owned();
        // The stage in which a site is read and linked is told where there is one.
        (said.lines().any(|line| line.starts_with("read ")), said.contains(": 0 written,"))
    };
    given.check("nothing");
    assert_eq!(verified(&given), (false, true));
    let page = walkdir::WalkDir::new(given.out()).into_iter().flatten().find(|file| file.file_name() == "index.html");
    let page = page.expect("a page").into_path();
    fs::write(&page, "spoilt").expect("a page");
    assert_eq!(verified(&given), (true, false));
    given.check("a spoilt page");
    set(&given.site(), 3, 1);
    assert_eq!(verified(&given), (true, false));
    given.check("an edit");
    assert_eq!(verified(&given), (false, true));
}
