//! A build that is stopped at each of its steps in turn: the next command finds the old site or the new one.

use std::collections::BTreeMap;
use std::fs;

use super::disk::Disk;
use super::fault::Way;
use super::tests::{Bench, Files, expected};
use super::*;

/// Between these two, files change, stay, come and go, a file becomes a folder and a folder a file.
const OLD: Files =
    &[("a", "file"), ("b/c/d", "deep"), ("gone/x/index.html", "gone"), ("index.html", "old"), ("keep", "kept")];
const NEW: Files =
    &[("a/index.html", "folder"), ("b", "file"), ("index.html", "new"), ("keep", "kept"), ("new/y/index.html", "new")];

type Tree = BTreeMap<String, String>;

/// Runs one build that fails at step 0, 1, 2, … until one comes through, and looks at the folder after each.
fn stop_at_every_step(way: Way, prepare: impl Fn() -> Bench, look: impl Fn(&Bench, Result<Summary, Failure<String>>)) {
    for steps in 0..1000 {
        let bench = prepare();
        let disk = Disk::failing(way, steps);
        let result = bench.build_on(disk.clone(), NEW);
        let failed = disk.has_failed();
        look(&bench, result);
        if !failed {
            assert!(steps > 10, "the build took {steps} steps");
            return;
        }
    }
    panic!("the build never came through");
}

fn with_old_site() -> Bench {
    let bench = Bench::new();
    bench.build(OLD);
    bench
}

fn with_empty_folder_of_ours() -> Bench {
    let bench = Bench::new();
    fs::create_dir_all(bench.out.join(".framewright")).unwrap();
    bench
}

/// The next build gives the new site, and no trace tells it from a clean one.
fn assert_next_build_is_clean(bench: &Bench) {
    let clean = Bench::new();
    clean.build(NEW);
    bench.build(NEW);
    assert_eq!(bench.tree(), clean.tree());
    assert!(bench.litter().is_empty(), "{:?}", bench.litter());
}

fn files(bench: &Bench) -> Tree {
    bench.holds().into_iter().filter(|(path, _)| !path.ends_with('/')).collect()
}

fn files_of(site: Files) -> Tree {
    expected(site).into_iter().filter(|(path, _)| !path.ends_with('/')).collect()
}

fn is_one_of(tree: &Tree, sites: [Files; 2]) -> bool {
    sites.iter().any(|site| *tree == expected(site))
}

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    stop_at_every_step(Way::Killed, with_old_site, |bench, _| {
        recover(&bench.out).unwrap();
        assert!(is_one_of(&bench.holds(), [OLD, NEW]), "{:#?}", bench.holds());
        assert_next_build_is_clean(bench);
    });
}

#[test]
fn a_killed_first_build_leaves_no_site_or_the_whole_one() {
    stop_at_every_step(Way::Killed, Bench::new, |bench, _| {
        assert_eq!(bench.out.exists(), bench.holds() == expected(NEW));
        recover(&bench.out).unwrap();
        assert!(bench.litter().is_empty(), "{:?}", bench.litter());
        assert_next_build_is_clean(bench);
    });
    stop_at_every_step(Way::Killed, with_empty_folder_of_ours, |bench, _| {
        recover(&bench.out).unwrap();
        assert!(is_one_of(&bench.holds(), [&[], NEW]), "{:#?}", bench.holds());
        assert_next_build_is_clean(bench);
    });
}

#[test]
fn a_recovery_may_be_killed_too() {
    stop_at_every_step(Way::Killed, with_old_site, |bench, result| {
        if result.is_ok() || !bench.out.join(".framewright/journal").exists() {
            return;
        }
        for steps in 0..1000 {
            let disk = Disk::failing(Way::Killed, steps);
            let recovered = claim::recover(&disk, &bench.out);
            if recovered.is_ok() && !disk.has_failed() {
                break;
            }
        }
        assert_eq!(bench.holds(), expected(NEW));
        assert_next_build_is_clean(bench);
    });
}

#[test]
fn a_build_that_fails_says_whether_the_old_site_stands() {
    for way in [Way::Full, Way::Denied] {
        stop_at_every_step(way, with_old_site, |bench, result| {
            match result {
                // A folder whose removal is refused stays, empty.
                Ok(_) => assert_eq!(files(bench), files_of(NEW)),
                Err(Failure::Problem(Problem::Unfinished(_))) => {}
                // One refused step may be the very one that would have tidied up.
                Err(Failure::Problem(Problem::Disk(_))) if way == Way::Denied => drop(recover(&bench.out).unwrap()),
                Err(Failure::Problem(Problem::Disk(_))) => assert_eq!(bench.holds(), expected(OLD)),
                Err(other) => panic!("{other:?}"),
            }
            recover(&bench.out).unwrap();
            assert!([OLD, NEW].map(files_of).contains(&files(bench)), "{:#?}", bench.holds());
            bench.build(NEW);
            assert_eq!(files(bench), files_of(NEW));
        });
        stop_at_every_step(way, Bench::new, |bench, result| {
            assert_eq!(bench.out.exists(), result.is_ok());
            recover(&bench.out).unwrap();
            assert_next_build_is_clean(bench);
        });
    }
}

#[test]
fn a_full_disk_is_told_in_a_sentence() {
    let bench = with_old_site();
    let Err(Failure::Problem(problem)) = bench.build_on(Disk::failing(Way::Full, 1), NEW) else {
        panic!("the disk was full");
    };
    let told = problem.to_string();
    assert!(told.ends_with("the disk is full; free some space and run the command again"), "{told}");
    assert_eq!(bench.holds(), expected(OLD));
}

#[test]
fn a_journal_that_would_lead_outside_is_not_followed() {
    let bench = with_old_site();
    let journal = sealed::seal("journal", "clear-file ../content\ntidy-file ../framewright.yaml\n");
    fs::write(bench.out.join(".framewright/journal"), journal.text).unwrap();
    assert!(!recover(&bench.out).unwrap());
    assert!(bench.site.join("framewright.yaml").exists());
    assert_eq!(bench.holds(), expected(OLD));
}

#[test]
fn a_staged_page_torn_by_a_power_cut_is_made_again() {
    let bench = with_old_site();
    for steps in 0.. {
        let _ = bench.build_on(Disk::failing(Way::Killed, steps), NEW);
        if bench.out.join(".framewright/journal").exists() {
            break;
        }
    }
    let stage = bench.out.join(".framewright/stage");
    for number in ["0", "2"] {
        fs::write(stage.join(number), "").unwrap();
    }
    assert!(recover(&bench.out).unwrap());
    assert_eq!(bench.holds()["index.html"], "old");
    assert_next_build_is_clean(&bench);
}
