//! Saved answers: the vectors that the browser's tests read too, the published schemas and islands, and the command
//! `responses` as it is typed.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use framewright::answers::definition::{FILE, ISLAND, wording};
use framewright::answers::json::{Json, parse};
use framewright::answers::shape::{Shape, check};
use framewright::answers::{self, Saved, merge};
use framewright::graph::{Drafts, UrlPath};
use framewright::source::Disk;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every vector: its name, the files and what they come to.
fn vectors() -> Vec<(String, Vec<Json>, Json)> {
    let mut vectors = Vec::new();
    let entries = fs::read_dir(root().join("tests/answers")).expect("the vectors").flatten();
    for entry in entries.filter(|entry| entry.path().is_file()) {
        let text = fs::read_to_string(entry.path()).expect("a vector");
        let vector = parse(&text).expect("a vector");
        let Some(Json::List(files)) = vector.member("files") else { continue };
        let merged = vector.member("merged").expect("what they come to").clone();
        vectors.push((entry.file_name().to_string_lossy().into_owned(), files.clone(), merged));
    }
    assert!(vectors.len() >= 10, "the vectors are missing");
    vectors
}

#[test]
fn the_vectors_are_merged_in_any_order() {
    for (name, mut files, merged) in vectors() {
        for file in files.iter().chain([&merged]) {
            let flaws = check(&Shape::Record(&FILE), file);
            assert!(flaws.is_empty(), "{name}: {flaws:?}");
        }
        for _ in 0..files.len() {
            files.rotate_left(1);
            for order in [files.clone(), files.iter().rev().cloned().collect()] {
                let twice = order.iter().chain(&order).cloned();
                let all = twice.reduce(merge).expect("a file");
                assert_eq!(all.canonical(), merged.canonical(), "{name}");
            }
        }
    }
}

#[test]
fn pasted_texts_hold_what_they_hold_in_the_browser() {
    let vector = fs::read_to_string(root().join("tests/answers/pasted/texts.json")).expect("the texts");
    let vector = parse(&vector).expect("JSON");
    let Some(Json::List(texts)) = vector.member("texts") else { panic!("no texts") };
    assert!(texts.len() > 10);
    for case in texts {
        let part = |name: &str| case.member(name).and_then(Json::text).expect("a text");
        let (about, read) = (part("about"), answers::read(part("text").as_bytes()));
        let Some(Json::List(files)) = case.member("files") else {
            assert!(read.is_err_and(|faults| !faults.is_empty()), "{about}");
            continue;
        };
        let held: Vec<String> = read.expect(about).iter().flat_map(Saved::rounds).map(Json::canonical).collect();
        assert_eq!(held, files.iter().map(Json::canonical).collect::<Vec<_>>(), "{about}");
    }
}

/// The JSON block of a guide's page or file.
fn island(html: &str) -> Json {
    let (_, rest) = html.split_once("id=\"framewright-guide\">").expect("an island");
    let text = rest.split("</script>").next().expect("its end");
    assert!(!text.contains('<'), "an island ends nowhere but at its end");
    parse(text).expect("JSON")
}

#[test]
fn what_the_browser_is_told_of_a_guide_keeps_its_definition() {
    let disk = Disk::open(root()).expect("the site");
    let compiled = framewright::compile(&disk, Drafts::Shown);
    let guides: Vec<UrlPath> =
        compiled.site.pages.keys().filter(|a| a.as_str().starts_with("/guides/")).cloned().collect();
    let mut islands = 0;
    for address in guides.iter().filter(|address| address.as_str().len() > "/guides/".len()) {
        let page = compiled.render(&disk, address).expect("a page").expect("no template's mistake");
        let html = String::from_utf8(page.bytes).expect("text");
        let island = island(&html);
        let flaws = check(&Shape::Record(&ISLAND), &island);
        assert!(flaws.is_empty(), "{address}: {flaws:?}");
        let kit = address.as_str().ends_with("kit.html");
        assert_eq!(island.member("kit"), Some(&Json::Flag(kit)), "{address}");
        assert!(kit || html.contains("kit.html\" download>"), "{address} leads to its kit");
        islands += 1;
    }
    assert!(islands >= 4, "two guides, each with a file of its own");
}

fn framewright(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_framewright")).args(args).current_dir(folder).output().expect("the program")
}

fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

fn register(value: &str) -> String {
    format!("{{\"counter\":1,\"values\":[{{\"device\":\"d-a\",\"value\":{value}}}]}}")
}

/// A team's file with so many members, who all give one item a level.
fn team(item: &str, level: &str, members: std::ops::Range<usize>, consent: bool) -> String {
    let sheet = |number| format!("\"m-{number}\":{{\"{item}\":{{\"level\":{}}}}}", register(&format!("\"{level}\"")));
    let sheets: Vec<String> = members.map(sheet).collect();
    format!(
        "{{\"format\":\"framewright-answers\",\"version\":1,\"site\":\"case\",\"guide\":\"g\",\"round\":{{\"id\":\"r-1\",\"title\":{}}},\
         \"sheets\":{{{}}},\"consent\":{}}}",
        register("\"=Spring\""),
        sheets.join(","),
        register(&consent.to_string())
    )
}

/// A text of the vectors: a message with a member's part.
fn pasted() -> String {
    let vector = fs::read_to_string(root().join("tests/answers/pasted/texts.json")).expect("the texts");
    let Some(Json::List(texts)) = parse(&vector).expect("JSON").member("texts").cloned() else { panic!("no texts") };
    texts[1].member("text").and_then(Json::text).expect("a text").to_owned()
}

const SITE: [(&str, &str); 7] = [
    (
        "framewright.yaml",
        "title: Case\nid: case\nscales: {s: {levels: [{id: low, label: Low}, {id: high, label: High}]}}\n",
    ),
    ("content/frameworks/f.md", "---\ntitle: F\naims: [{id: a, title: A}]\n---\n"),
    ("content/drivers/d.md", "---\ntitle: D\nframework: f\nsecondary: [{id: x, title: Second x}]\n---\n"),
    ("content/briefs/b.md", "---\ntitle: B\ndriver: d\ndate: 2025\nsummary: S.\n---\n"),
    ("content/guides/g.md", "---\ntitle: G\nbrief: b\nscale: s\n---\n## Act {#act driver=x}\n\n- Done. {#done}\n"),
    (
        "content/collaboratives/c.md",
        "---\ntitle: C\nperiod: {start: 2025-01, end: 2025-12}\ntracks: [{id: t, title: Track t}]\nsites:\n  - {id: cedar, title: Cedar, track: t}\n  - {id: oak, title: Oak, track: t}\n  - {id: elm, title: Elm, track: t}\n---\n",
    ),
    ("content/pages/p.md", "---\ntitle: P\n---\n[[guide/g]] [[collaborative/c]] [[brief/b]] [[framework/f]]\n"),
];

#[test]
fn files_are_checked_merged_and_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    site(folder);
    fs::create_dir(folder.join("saved")).expect("a folder");
    let save = |name: &str, text: &str| {
        fs::write(folder.join(format!("saved/{name}.framewright.json")), text).expect("a file")
    };
    save("cedar-spring", &team("done", "high", 0..12, true));
    save("oak", &team("done", "high", 0..3, true));
    save("elm", &team("done", "high", 0..40, true));
    save("oak-private", &team("done", "low", 0..40, false).replace("\"r-1\"", "\"r-2\""));
    // A copy, as browsers name a second download: the same people, who do not become more.
    save("oak (1)", &team("done", "high", 0..3, true));
    let (status, out, _) = told(&framewright(folder, &["responses", "check", "saved"]));
    assert_eq!((status, out.as_str()), (0, "No findings in 5 files.\n"));

    let merge = [
        "responses",
        "merge",
        "saved/oak.framewright.json",
        "saved/cedar-spring.framewright.json",
        "--out",
        "all.json",
    ];
    let (status, _, said) = told(&framewright(folder, &merge));
    assert_eq!((status, said.as_str()), (0, "2 files merged → all.json\n"));
    let merged = parse(&fs::read_to_string(folder.join("all.json")).expect("the file")).expect("JSON");
    assert_eq!(merged.member("sheets").and_then(Json::object).map(|sheets| sheets.len()), Some(12));

    let (status, _, said) = told(&framewright(folder, &["responses", "report", "saved"]));
    assert_eq!(status, 0, "{said}");
    let csv = fs::read_to_string(folder.join("responses-report/report.csv")).expect("the report");
    for line in [
        // Three people are too few; the next must go with them, since the track's number is there.
        "G,Site,Oak,1,High,,not shown: yes",
        "G,Site,Cedar,1,High,,not shown: yes",
        "G,Site,Elm,1,High,40,",
        "G,Track,Track t,3,High,55,",
        "G,Secondary driver,Second x,3,High,55,",
        "G,Round,\"'=Spring\",3,High,55,",
    ] {
        let line = line.replace("not shown: ", "");
        assert!(csv.contains(&format!("{line}\r\n")), "{line}\n{csv}");
    }
    let html = fs::read_to_string(folder.join("responses-report/report.html")).expect("the report");
    assert!(
        html.contains("3 of 4 rounds are counted")
            && html.contains(">55</td>")
            && !html.contains(">3</td>\n          <td class=\"right\">15")
    );

    // A member's part in a message, saved as text beside the files; a note that is no answer.
    fs::write(folder.join("saved/mail.txt"), pasted()).expect("a text");
    fs::write(folder.join("saved/notes.txt"), "Ask Oak about framewright: when?\n").expect("a text");
    let (status, out, _) = told(&framewright(folder, &["responses", "check", "saved"]));
    assert_eq!((status, out.as_str()), (0, "No findings in 6 files.\n"));
    let merge = ["responses", "merge", "saved/mail.txt", "saved/mail.txt"];
    assert!(told(&framewright(folder, &merge)).1.contains("\"m-ana\""));
    fs::write(folder.join("saved/mail.txt"), &pasted()[..300]).expect("a text");
    let (status, out, _) = told(&framewright(folder, &["responses", "check", "saved", "--format", "short"]));
    assert_eq!(status, 1);
    assert!(
        out.starts_with("saved/mail.txt:8:15: ") && out.contains("error[cut-answers]: the pasted text was cut"),
        "{out}"
    );
    fs::remove_file(folder.join("saved/mail.txt")).expect("gone");

    save("torn", &team("done", "high", 0..2, true)[..90]);
    save("other", &team("done", "high", 0..2, true).replace("\"case\"", "\"elsewhere\""));
    let (status, out, _) = told(&framewright(folder, &["responses", "check", "saved", "--format", "short"]));
    assert_eq!(status, 1);
    assert!(out.starts_with("saved/torn.framewright.json:1:") && out.contains("error[bad-json]"), "{out}");
    fs::remove_file(folder.join("saved/torn.framewright.json")).expect("gone");
    let (status, _, said) = told(&framewright(folder, &["responses", "report", "saved", "--format", "short"]));
    assert!(status == 1 && said.contains("error[foreign-answers]"), "{said}");
    fs::remove_file(folder.join("saved/oak-private.framewright.json")).expect("gone");
    let (status, _, said) = told(&framewright(folder, &["responses", "merge", "saved", "--format", "short"]));
    assert!(status == 1 && said.contains("saved/other.framewright.json:1:1: error[foreign-answers]"), "{said}");
    assert_eq!(told(&framewright(folder, &["responses", "check", "content"])).0, 2);
}

/// A site as a folder of files.
fn site(folder: &Path) {
    for (path, text) in SITE {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
}

#[test]
fn answers_to_other_words_and_to_what_is_gone_are_told_where_they_stand() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    site(folder);
    let spanish = "---\ntitle: G\n---\n## Acto {#act}\n\n- Hecho. {#done}\n";
    fs::write(folder.join("content/guides/g.es.md"), spanish).expect("a file");
    let saved = |item: &str, words: &str, members: std::ops::Range<usize>| {
        let wording = register(&format!("\"{}\"", wording(words)));
        team(item, "high", members, true).replace("{\"level\":", &format!("\n{{\"wording\":{wording},\"level\":"))
    };
    for (name, text) in [
        ("a", saved("done", "Done.", 0..2)),
        ("b", saved("done", "Hecho.", 2..4)),
        ("c", saved("done", "Finished.", 4..7)),
        ("d", saved("gone", "Over.", 7..8)),
        ("e", saved("done", "Finished.", 8..9).replace("\"case\"", "\"elsewhere\"")),
    ] {
        fs::write(folder.join(format!("{name}.framewright.json")), text).expect("a file");
    }
    let short = ["responses", "check", ".", "--format", "short"];
    let (status, out, said) = told(&framewright(folder, &short));
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 2, "{out}");
    let starts = [
        "c.framewright.json:2:1: warning[reworded-item]: \"done\" is asked in other words than when it was answered (3 answers); ",
        "d.framewright.json:2:1: warning[dropped-item]: the guide \"g\" no longer asks \"gone\" (1 answer); ",
    ];
    for (line, start) in lines.iter().zip(starts) {
        assert!(line.starts_with(start), "{line}");
    }
    assert_eq!((status, said.contains("1 round of another site")), (0, true), "{said}");
    assert_eq!(told(&framewright(folder, &[&short[..], &["--strict"]].concat())).0, 1);

    // Elsewhere a file is looked at by itself, unless a site is named; a site with errors is no measure.
    let away = tempfile::tempdir().expect("a folder");
    let file = folder.join("c.framewright.json").display().to_string();
    let named = ["responses", "check", &file, "--site", &folder.display().to_string(), "--format", "short"];
    assert_eq!(told(&framewright(away.path(), &named[..3])), (0, "No findings in 1 file.\n".to_owned(), String::new()));
    assert!(told(&framewright(away.path(), &named)).1.contains("warning[reworded-item]"));
    let none = away.path().join("none").display().to_string();
    assert_eq!(told(&framewright(away.path(), &["responses", "check", &file, "--site", &none])).0, 2);
    fs::write(folder.join("content/pages/wrong.md"), "---\ntitel: W\n---\n").expect("a file");
    let (status, out, said) = told(&framewright(folder, &short));
    assert_eq!((status, out.as_str()), (0, ""), "{said}");
    assert!(said.contains("not compared") && said.contains("framewright check"), "{said}");
    fs::remove_file(folder.join("content/pages/wrong.md")).expect("gone");

    // The report has rounds, no numbers of people.
    fs::remove_file(folder.join("e.framewright.json")).expect("gone");
    assert_eq!(told(&framewright(folder, &["responses", "report", "."])).0, 0);
    let csv = fs::read_to_string(folder.join("responses-report/report.csv")).expect("the report");
    let end = "G,Asked in other words since,Done.,1,,,\r\nG,No longer asked,gone,1,,,\r\n";
    assert!(csv.ends_with(end), "{csv}");
    let html = fs::read_to_string(folder.join("responses-report/report.html")).expect("the report");
    assert!(html.contains("<th scope=\"row\">Done.</th>\n          <td>Asked in other words since</td>"), "{html}");
}
