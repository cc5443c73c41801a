//! Every word that the theme's templates and the renderer ask for is in the catalogue.

use std::fs;
use std::path::Path;

#[test]
fn no_word_is_missing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let catalogue = fs::read_to_string(root.join("themes/default/words/en.yaml")).expect("the words");
    let known: Vec<&str> = catalogue.lines().filter_map(|line| line.split_once(':')).map(|(key, _)| key).collect();
    let mut missing = Vec::new();
    let mut asked = 0;
    for (folder, extension, openings) in
        [("themes/default", "html", &["words."][..]), ("src/render", "rs", &[".word(\"", ".fill(\""][..])]
    {
        for entry in walkdir::WalkDir::new(root.join(folder)).into_iter().flatten() {
            if entry.path().extension().is_none_or(|own| own != extension) {
                continue;
            }
            let text = fs::read_to_string(entry.path()).expect("a text");
            for opening in openings {
                for part in text.split(opening).skip(1) {
                    let key: String = part.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                    asked += 1;
                    if !known.contains(&key.as_str()) {
                        missing.push(format!("{}: {key}", entry.path().display()));
                    }
                }
            }
        }
    }
    assert!(asked > 50 && missing.is_empty(), "{}", missing.join("\n"));
}
