//! Reads the sources and keeps the architecture: which module imports which, and the invariants that can be seen
//! in the text of a program.

use std::fs;
use std::path::{Path, PathBuf};

/// The stages from left to right; left never imports right. `scaffold` and `serve` stand beside each other.
const ORDER: [&str; 15] = [
    "text", "svg", "chart", "diag", "source", "parse", "model", "search", "graph", "theme", "answers", "render",
    "output", "scaffold", "serve",
];

/// Modules between reading and writing: they take values and return values.
const PURE: [&str; 11] =
    ["text", "svg", "chart", "diag", "parse", "model", "search", "graph", "theme", "answers", "render"];

/// Every source file with its module and its text, tests cut off.
fn sources() -> Vec<(PathBuf, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &root, &mut files);
    assert!(files.len() > 60, "the sources are missing");
    files
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(PathBuf, String, String)>) {
    for entry in fs::read_dir(folder).expect("src").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(root, &path, files);
            continue;
        }
        let relative = path.strip_prefix(root).expect("below src").to_owned();
        let test_module =
            relative.file_stem().is_some_and(|stem| ["tests", "fault", "kills"].iter().any(|test| stem == *test));
        if path.extension().is_some_and(|extension| extension == "rs") && !test_module {
            let text = fs::read_to_string(&path).expect("a source");
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("").to_owned();
            let module = relative.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned());
            files.push((relative, module.unwrap_or_default().trim_end_matches(".rs").to_owned(), code));
        }
    }
}

/// Lines of code without comments, numbered from 1.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Places in which one of `words` stands, in files that `chosen` picks.
fn places_of(words: &[&str], chosen: impl Fn(&Path, &str) -> bool) -> Vec<String> {
    let mut places = Vec::new();
    for (path, module, text) in sources().iter().filter(|(path, module, _)| chosen(path, module)) {
        for (line, code) in code_lines(text) {
            if let Some(word) = words.iter().find(|word| code.contains(*word)) {
                places.push(format!("src/{}:{line}: {word} (in {module})", path.display()));
            }
        }
    }
    places
}

#[test]
fn left_never_imports_right() {
    let mut wrong = Vec::new();
    for (path, module, text) in sources() {
        let Some(own) = ORDER.iter().position(|name| *name == module) else { continue };
        for (line, code) in code_lines(&text) {
            for name in &ORDER[own + 1..] {
                if code.contains(&format!("crate::{name}::")) || code.contains(&format!("crate::{name};")) {
                    wrong.push(format!("src/{}:{line}: {module} imports {name}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn input_enters_through_source_and_leaves_through_output() {
    let disk = ["std::fs", "fs::read", "fs::write", "File::open", "File::create", "std::env::current_dir"];
    let granted = |path: &Path, module: &str| {
        let granted = ["source", "output", "scaffold", "serve", "cli", "main", "fingerprint"];
        !granted.contains(&module) && !path.starts_with("source")
    };
    let places = places_of(&disk, granted);
    assert!(places.is_empty(), "{}", places.join("\n"));
    let in_source = places_of(&disk, |path, module| module == "source" && !path.ends_with("disk.rs"));
    assert!(in_source.is_empty(), "{}", in_source.join("\n"));
}

#[test]
fn only_serve_opens_a_socket_and_nothing_runs_a_program() {
    let sockets =
        places_of(&["std::net", "tokio::net", "TcpListener", "TcpStream", "UdpSocket"], |_, module| module != "serve");
    assert!(sockets.is_empty(), "{}", sockets.join("\n"));
    let programs = places_of(&["process::Command", "Command::new(\"sh"], |_, module| module != "cli");
    assert!(programs.is_empty(), "{}", programs.join("\n"));
}

#[test]
fn pages_depend_on_no_clock_no_chance_and_no_hash_order() {
    let words = ["SystemTime", "Instant::now", "rand::", "HashMap", "HashSet", "thread_rng", "std::env::var"];
    let places = places_of(&words, |_, module| PURE.contains(&module));
    assert!(places.is_empty(), "{}", places.join("\n"));
}

#[test]
fn templates_see_views_and_views_alone_are_serialised() {
    let model =
        places_of(&["serde::", "(Serialize", " Serialize"], |_, module| ["parse", "model", "graph"].contains(&module));
    assert!(model.is_empty(), "{}", model.join("\n"));
    let theme = places_of(&["graph::Site", "Site {", "&Site"], |_, module| module == "theme");
    assert!(theme.is_empty(), "{}", theme.join("\n"));
}

#[test]
fn parsing_knows_one_file_and_no_kinds() {
    let words = ["model::Kind", "FileId", "crate::source", "Files"];
    let places = places_of(&words, |_, module| module == "parse");
    assert!(places.is_empty(), "{}", places.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|(_, _, text)| !text.starts_with("//!"))
        .map(|(path, ..)| path.display().to_string())
        .collect();
    assert!(silent.is_empty(), "without a header: {}", silent.join(", "));
}
