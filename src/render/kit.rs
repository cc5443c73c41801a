//! A guide in, one file that holds all of it out: words, form, style and scripts. It works from a stick, in a browser
//! that never saw the site, and under a policy of its own that lets it ask nobody for anything.

use sha2::{Digest, Sha256};

use super::Made;
use super::frame::Page;
use super::kinds::assessment;
use super::views::{AssessmentView, KitView};
use crate::graph::{EntryId, PageId};
use crate::model::Details;

/// A guide as a file of its own.
pub(super) fn kit(mut page: Page<'_>, id: EntryId) -> Made {
    let site = page.site;
    let mut frame = page.entry_frame(id, Vec::new());
    frame.noindex = true;
    let assessment: Option<AssessmentView> = match &site.entry(site.original(id)).details {
        Details::Guide(original) => Some(assessment(&mut page, id, original)),
        _ => None,
    };
    frame.references_html = page.references();
    let theme = page.theme;
    let sheets = [Some(&theme.style), theme.colors.as_ref()].into_iter().flatten();
    let styles: Vec<String> = sheets.map(|sheet| text(&sheet.bytes)).collect();
    let scripts: Vec<String> =
        ["guide", "team", "report"].iter().filter_map(|name| Some(inert(&text(&theme.script(name)?.bytes)))).collect();
    let view = KitView {
        policy: policy(&styles, &scripts),
        styles,
        inline_scripts: scripts,
        summary_html: page.summary(id),
        page: page.published_link(PageId::Entry(id)),
        assessment,
        frame,
    };
    page.template("kit.html", &view)
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
