//! Every word that the theme's templates and the renderer ask for is in the catalogue.

use std::collections::BTreeMap;
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

/// The keys of a catalogue with their texts.
fn catalogue(language: &str) -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join(format!("themes/default/words/{language}.yaml"))).expect("a catalogue");
    let lines = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "));
    lines.map(|(key, text)| (key.to_owned(), text.to_owned())).collect()
}

/// The blanks of a phrase, such as `{n}`, sorted.
fn blanks(text: &str) -> Vec<&str> {
    let mut blanks: Vec<&str> = text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect();
    blanks.sort_unstable();
    blanks
}

#[test]
fn every_catalogue_has_the_same_words_with_the_same_blanks() {
    let english = catalogue("en");
    assert!(english.len() > 150);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/words");
    let mut faults = Vec::new();
    let mut others = 0;
    for file in fs::read_dir(folder).expect("the words").flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        let Some(language) = name.strip_suffix(".yaml").filter(|language| *language != "en") else { continue };
        others += 1;
        let words = catalogue(language);
        for (key, text) in &english {
            match words.get(key) {
                None => faults.push(format!("{name}: {key} is missing: {text}")),
                Some(other) if blanks(other) != blanks(text) => {
                    faults.push(format!("{name}: {key} has other blanks: {other}; {text}"));
                }
                Some(_) => {}
            }
        }
        faults.extend(
            words.keys().filter(|key| !english.contains_key(*key)).map(|key| format!("{name}: {key} is no word")),
        );
    }
    assert!(others > 0 && faults.is_empty(), "{}", faults.join("\n"));
}
