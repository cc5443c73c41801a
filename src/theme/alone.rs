//! The theme's styles and scripts in, what a file carries that must work without them out: their texts, and the policy
//! that lets these run and nothing else. Never knows what the file shows.

use sha2::{Digest, Sha256};
use tera::{Map, Value};

use super::Asset;

/// The bundles that such a file brings along.
const BUNDLES: [&str; 5] = ["guide", "team", "report", "tests", "chart"];

/// `styles`, `scripts` and `policy`, as templates take them: made once, however many files carry them.
pub(super) fn value<'a>(styles: impl Iterator<Item = &'a Asset>, script: impl Fn(&str) -> Option<&'a Asset>) -> Value {
    let styles: Vec<String> = styles.map(|sheet| text(&sheet.bytes)).collect();
    let scripts: Vec<String> = BUNDLES.iter().filter_map(|name| Some(inert(&text(&script(name)?.bytes)))).collect();
    let safe = |texts: &[String]| Value::from(texts.iter().map(|text| Value::safe_string(text)).collect::<Vec<_>>());
    let mut map = Map::new();
    map.insert("policy".into(), Value::from(policy(&styles, &scripts)));
    map.insert("styles".into(), safe(&styles));
    map.insert("scripts".into(), safe(&scripts));
    Value::from(map)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A script that ends nowhere but at its end, whatever its texts hold.
fn inert(script: &str) -> String {
    script.replace("</script", "<\\/script").replace("<!--", "<\\!--")
}

/// What the file may do: show its own styles, run its own scripts.
fn policy(styles: &[String], scripts: &[String]) -> String {
    let sources = |texts: &[String]| match texts {
        [] => "'none'".to_owned(),
        texts => texts.iter().map(|text| source(text)).collect::<Vec<_>>().join(" "),
    };
    let (styles, scripts) = (sources(styles), sources(scripts));
    format!("default-src 'none'; style-src {styles}; script-src {scripts}; base-uri 'none'; form-action 'none'")
}

/// A text by its hash, as a policy names it.
fn source(text: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(text.as_bytes())))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let number =
            three.iter().fold(0_u32, |number, &byte| (number << 8) | u32::from(byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let digit = DIGITS[(number >> (18 - 6 * place)) as usize & 63];
            out.push(if place <= three.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_a_browser() {
        for (text, coded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(text.as_bytes()), coded);
        }
        assert_eq!(source(""), "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
    }

    #[test]
    fn no_text_of_a_script_ends_it() {
        assert_eq!(inert("f(\"</script><!--\")"), "f(\"<\\/script><\\!--\")");
    }
}
