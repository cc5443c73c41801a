//! What is shown and told while a site is edited.

use std::fs;
use std::io::BufRead;
use std::time::{Duration, Instant};

use super::served::{BRIEF, SITE, Served, mark, next_event, put, status, until};

#[test]
fn a_saved_change_is_served_and_told() {
    let served = Served::of(SITE);
    let page = served.get("/briefs/pay/");
    let mut events = served.events(&mark(&page));
    assert_eq!(next_event(&mut events).0, "findings");
    let start = Instant::now();
    served.put(BRIEF, &SITE[3].1.replace("first words", "second words"));
    assert_eq!(next_event(&mut events).0, "reload");
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
    assert!(served.get("/briefs/pay/").contains("The second words."));
    // A page of an older edition, or of another run, is told at once.
    for old in [mark(&page), "another-run".to_owned()] {
        assert_eq!(next_event(&mut served.events(&old)).0, "reload");
    }
}

/// More streams than a browser's connections would keep its next page from loading.
#[test]
fn old_streams_end_for_new_ones() {
    let served = Served::of(SITE);
    let mark = mark(&served.get("/"));
    let mut streams: Vec<_> = (0..7).map(|_| served.events(&mark)).collect();
    for stream in &mut streams {
        assert_eq!(next_event(stream).0, "findings");
    }
    served.put(BRIEF, &SITE[3].1.replace("first", "second"));
    for stream in &mut streams[3..] {
        assert_eq!(next_event(stream).0, "reload");
    }
    for stream in &mut streams[..3] {
        let mut rest = String::new();
        until("the end of a stream", || {
            stream.read_line(&mut rest).unwrap();
            rest.ends_with("0\r\n\r\n").then_some(())
        });
        assert!(rest.contains("retry: 1500") && !rest.contains("reload"), "{rest}");
    }
}

#[test]
fn findings_come_and_go_over_the_last_good_site() {
    let served = Served::of(SITE);
    let page = served.get("/briefs/pay/");
    let mut events = served.events(&mark(&page));
    assert_eq!(next_event(&mut events).0, "findings");
    served.put(BRIEF, &SITE[3].1.replace("driver: d", "driver: dd").replace("first", "second"));
    let (name, data) = next_event(&mut events);
    assert_eq!(name, "findings");
    let found: serde_json::Value = serde_json::from_str(&data).unwrap();
    assert_eq!((&found[0]["code"], &found[0]["line"]), (&"unknown-driver".into(), &3.into()));
    assert!(served.get("/briefs/pay/").contains("The first words."), "the last good site stays");
    assert_eq!(mark(&served.get("/")), mark(&page));
    served.hears("content/briefs/pay.md:3:9: error[unknown-driver]");
    served.put(BRIEF, SITE[3].1);
    let (name, data) = next_event(&mut events);
    // The same site as before: nothing to reload.
    assert_eq!(name, "findings");
    assert!(!data.contains("unknown-driver"), "{data}");
    until("mended", || Some(()).filter(|()| !served.said().trim_end().ends_with("unknown-driver")));
}

#[test]
fn without_a_good_site_every_address_lists_the_findings() {
    let broken = SITE[3].1.replace("driver: d", "driver: <b>");
    let files: Vec<_> = SITE[..3].iter().copied().chain([(BRIEF, broken.as_str())]).collect();
    let served = Served::of(&files);
    let page = served.get("/anything");
    assert_eq!(status(&page), 503);
    assert!(page.contains("<h1>") && page.contains("lang=\"en\"") && page.contains("unknown-driver"), "{page}");
    assert!(!page.contains("<b>"), "{page}");
    let mut events = served.events(&mark(&page));
    assert_eq!(next_event(&mut events).0, "findings");
    served.put(BRIEF, SITE[3].1);
    assert_eq!(next_event(&mut events).0, "reload");
    assert_eq!(status(&served.get("/briefs/pay/")), 200);
}

#[test]
fn a_template_that_fails_is_told_until_it_is_mended() {
    let served = Served::of(SITE);
    let template = "themes/default/brief.html";
    served.put(template, "<h1>Brief</h1>\n{{ nonsense.of.mine }}\n");
    let page = served.shows("/briefs/pay/", "template-error");
    assert_eq!(status(&page), 500);
    assert!(page.contains(&format!("{template}:2:1")), "{page}");
    served.hears(&format!("{template}:2:1: error[template-error]"));
    assert_eq!(status(&served.get("/drivers/d/")), 200);
    let mut events = served.events(&mark(&page));
    assert!(next_event(&mut events).1.contains("template-error"));
    fs::remove_dir_all(served.folder.path().join("themes")).unwrap();
    // A folder goes file by file, and what is left of it may be seen on the way.
    while next_event(&mut events).0 != "reload" {}
    assert!(!next_event(&mut events).1.contains("template-error"));
    assert_eq!(status(&served.get("/briefs/pay/")), 200);
}

#[test]
fn every_way_of_saving_is_seen() {
    let served = Served::of(SITE);
    let path = |name: &str| served.folder.path().join(name);
    let (brief, words) = (path(BRIEF), |words: &str| SITE[3].1.replace("first words", words));
    served.shows("/briefs/pay/", "The first words.");
    // By renaming a hidden file.
    fs::write(path("content/briefs/.pay.md.tmp"), words("renamed")).unwrap();
    fs::rename(path("content/briefs/.pay.md.tmp"), &brief).unwrap();
    served.shows("/briefs/pay/", "The renamed.");
    // By taking away and making anew.
    fs::remove_file(&brief).unwrap();
    fs::write(&brief, words("anew")).unwrap();
    served.shows("/briefs/pay/", "The anew.");
    // A folder made at once with what is in it.
    served.put("content/briefs/sub/deep/more.md", &words("deep"));
    served.shows("/briefs/more/", "The deep.");
    served.put("content/briefs/sub/deep/more.md", &words("deeper"));
    served.shows("/briefs/more/", "The deeper.");
    // The whole content put in the place of the old.
    fs::rename(path("content"), path("old")).unwrap();
    for (path, text) in &SITE[1..] {
        put(&served.folder.path().join("new"), path, &text.replace("first words", "replaced"));
    }
    fs::rename(path("new/content"), path("content")).unwrap();
    served.shows("/briefs/pay/", "The replaced.");
    served.put(BRIEF, &words("watched still"));
    served.shows("/briefs/pay/", "The watched still.");
    // What was moved away counts no more.
    let said = served.said().len();
    fs::write(path("old/briefs/pay.md"), "nonsense").unwrap();
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(served.said().len(), said);
}

#[test]
fn content_may_come_later() {
    let served = Served::of(&SITE[..1]);
    served.get("/");
    for (path, text) in &SITE[1..] {
        served.put(path, text);
    }
    served.shows("/briefs/pay/", "The first words.");
    served.put(BRIEF, &SITE[3].1.replace("first", "later"));
    served.shows("/briefs/pay/", "The later words.");
}

/// A file that is touched, or saved as it was, is no new site; nor does serving ever write.
#[test]
fn what_changes_nothing_is_not_told() {
    let served = Served::of(SITE);
    let page = served.get("/");
    let before = fs::read_dir(served.folder.path()).unwrap().count();
    served.put(BRIEF, SITE[3].1);
    served.put("content/briefs/_notes.md", "nonsense");
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(mark(&served.get("/")), mark(&page));
    assert_eq!(fs::read_dir(served.folder.path()).unwrap().count(), before);
}
