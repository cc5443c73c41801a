//! The manual's reference of keys and findings is made from the program's own tables. `WRITE=1 cargo test manual`
//! writes it anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use framewright::diag::{Code, explain};
use framewright::model::{COMMON, Key, Kind, SETTINGS, Shape, shape_words};

const PAGE: &str = "content/pages/authors-guide-reference.md";

#[test]
fn the_manual_lists_every_key_and_every_finding() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    let written = fs::read_to_string(&path).expect("the manual");
    let made = replaced(&replaced(&written, "keys", &keys()), "findings", &findings());
    if std::env::var("WRITE").is_ok() {
        fs::write(&path, &made).expect("the manual");
    }
    assert!(
        written == made || std::env::var("WRITE").is_ok(),
        "{PAGE} is behind the program: WRITE=1 cargo test manual"
    );
    for code in Code::ALL {
        assert!(made.contains(&format!("`{}`", code.id())), "{}", code.id());
    }
}

/// The text with what stands between two marks replaced.
fn replaced(text: &str, what: &str, new: &str) -> String {
    let (open, close) = (format!("<!-- generated: {what} -->\n"), format!("<!-- end of {what} -->"));
    let (before, rest) = text.split_once(&open).expect("the opening mark");
    let (_, after) = rest.split_once(&close).expect("the closing mark");
    format!("{before}{open}\n{new}\n{close}{after}")
}

fn keys() -> String {
    let mut out = String::from("### Every kind\n\n");
    table(&mut out, COMMON);
    for kind in Kind::ALL {
        let _ = write!(out, "\n### `{}`, in `content/{}/`\n\n{}\n", kind.word(), kind.folder(), kind.about());
        if !kind.keys().is_empty() {
            out.push('\n');
            table(&mut out, kind.keys());
        }
    }
    out.push_str("\n### `framewright.yaml`\n\n");
    table(&mut out, SETTINGS);
    out
}

fn table(out: &mut String, keys: &[Key]) {
    out.push_str("| key | value | what it says | for instance |\n|---|---|---|---|\n");
    keys.iter().for_each(|key| row(out, "", key));
}

fn row(out: &mut String, above: &str, key: &Key) {
    let star = if key.required { " (required)" } else { "" };
    let sample = key.sample.replace('|', "\\|");
    let _ = writeln!(out, "| `{above}{}`{star} | {} | {} | `{sample}` |", key.name, shape(key.shape), key.about);
    let above = format!("{above}{}.", key.name);
    let inside: &[Key] = match key.shape {
        Shape::Record(keys) => keys,
        Shape::List(Shape::Record(keys)) | Shape::Map(Shape::Record(keys)) => keys,
        _ => &[],
    };
    inside.iter().for_each(|key| row(out, &above, key));
}

fn shape(shape: Shape) -> String {
    match shape {
        Shape::List(each) => format!("list: {}", shape_words(*each)),
        Shape::Map(each) => format!("by name: {}", shape_words(*each)),
        Shape::Choice(words) => format!("one of: {}", words.join(", ")),
        other => shape_words(other).to_owned(),
    }
}

fn findings() -> String {
    let mut out = String::from("| finding | level | what it means |\n|---|---|---|\n");
    for code in Code::ALL {
        let _ = writeln!(
            out,
            "| `{}` | {} | {} |",
            code.id(),
            code.level().word(),
            explain(*code).title.replace('|', "\\|")
        );
    }
    out
}
