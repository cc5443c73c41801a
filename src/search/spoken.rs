//! A body in, what it says out: its words without markup, by the headings they stand under.

use crate::parse::markdown::{Body, Fragment, Outline, Piece};
use crate::text::Span;

/// A heading with the words below it; the first section may have no heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Its index in the outline.
    pub heading: Option<u32>,
    pub text: String,
}

/// A body by its sections, notes at the end. `named` knows what a named link without a text of its own says.
pub fn sections(outline: &Outline, body: &Body, named: impl Fn(u32) -> Option<String>) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    told(outline, body, named, |told| match (told, sections.last_mut()) {
        (Told::Heading(at), _) => sections.push(Section { heading: Some(at), text: String::new() }),
        (Told::Words(words), Some(section)) => section.text.push_str(words),
        (Told::Words(_), None) => {}
    });
    sections.retain(|section| section.heading.is_some() || !section.text.trim().is_empty());
    sections
}

/// The words of a body in one text, those of its headings left out.
pub(super) fn whole(outline: &Outline, body: &Body, named: impl Fn(u32) -> Option<String>) -> String {
    let mut text = String::with_capacity(body.html.len());
    told(outline, body, named, |told| match told {
        Told::Heading(_) => text.push(' '),
        Told::Words(words) => text.push_str(words),
    });
    text
}

/// A value of the front matter as it is spoken.
pub fn of_inline(fragment: &Fragment, named: impl Fn(u32) -> Option<String>) -> String {
    let told = sections(&fragment.outline, &fragment.body, named);
    told.into_iter().next().map_or(String::new(), |section| section.text.trim().to_owned())
}

/// What a body says, one after the other.
enum Told<'a> {
    /// A heading, by its index in the outline, where the outline has its words.
    Heading(u32),
    Words(&'a str),
}

fn told(outline: &Outline, body: &Body, named: impl Fn(u32) -> Option<String>, hear: impl FnMut(Told<'_>)) {
    let mut teller = Teller { outline, html: &body.html, named, hear, in_heading: false };
    teller.tell(&body.pieces);
    for note in outline.notes.iter().filter(|note| note.number > 0) {
        teller.tell(&note.pieces);
    }
}

struct Teller<'a, N, H> {
    outline: &'a Outline,
    html: &'a str,
    named: N,
    hear: H,
    /// The words of a heading are known from the outline.
    in_heading: bool,
}

impl<N: Fn(u32) -> Option<String>, H: FnMut(Told<'_>)> Teller<'_, N, H> {
    fn tell(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            match *piece {
                Piece::HeadingStart(at) => {
                    (self.hear)(Told::Heading(at));
                    self.in_heading = true;
                }
                Piece::HeadingEnd(_) => self.in_heading = false,
                _ if self.in_heading => {}
                Piece::Html(range) => self.html(range),
                Piece::Code { text, .. } => {
                    let code = &self.html[text.range()];
                    self.say(code);
                    self.say(" ");
                }
                Piece::NamedLink(at) => {
                    let named = (self.named)(at);
                    let outline = self.outline;
                    self.say(named.as_deref().unwrap_or(&outline.links[at as usize].target.value));
                }
                Piece::Image(at) => {
                    let outline = self.outline;
                    self.say(" ");
                    self.say(&outline.links[at as usize].alt);
                    self.say(" ");
                }
                Piece::Embed(_) | Piece::ItemStart(_) | Piece::ItemEnd(_) => self.say(" "),
                Piece::LinkStart(_) | Piece::LinkEnd(_) | Piece::ItemText(_) | Piece::Task(_) => {}
                Piece::Citation(_) | Piece::NoteReference { .. } => {}
            }
        }
    }

    fn say(&mut self, words: &str) {
        (self.hear)(Told::Words(words));
    }

    /// Ready HTML: without its tags, its entities as what they stand for.
    fn html(&mut self, range: Span) {
        let html = self.html;
        let mut rest = &html[range.range()];
        while let Some(at) = memchr::memchr2(b'<', b'&', rest.as_bytes()) {
            self.say(&rest[..at]);
            rest = &rest[at..];
            let tag = rest.starts_with('<');
            let Some(end) = memchr::memchr(if tag { b'>' } else { b';' }, rest.as_bytes()) else { return };
            if tag {
                let name = rest[1..end].trim_start_matches('/');
                let name = &name[..name.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(name.len())];
                if !matches!(name, "em" | "strong" | "a" | "code" | "sup" | "sub" | "del" | "span") {
                    self.say(behind(&rest[..=end], &rest[end + 1..]));
                }
            } else {
                self.say(entity(&rest[1..end]));
            }
            rest = &rest[end + 1..];
        }
        self.say(rest);
    }
}

/// What is said behind a tag. Cells and rows of a table would run into one another without their lines.
fn behind(tag: &str, rest: &str) -> &'static str {
    match tag {
        "</td>" | "</th>" if rest.starts_with("<t") => " · ",
        // Its row says what comes next.
        "</td>" | "</th>" => "",
        "</tr>" if rest.starts_with("</thead>") || rest.trim_start().starts_with("<tr") => "; ",
        _ => " ",
    }
}

/// Those that `text::escape` and the Markdown parser write.
fn entity(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" | "#34" => "\"",
        "#39" | "#x27" | "apos" => "'",
        _ => " ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(markdown: &str) -> Vec<(Option<u32>, String)> {
        let (fragment, _) = crate::parse::markdown::body(markdown, 0);
        let named = |_| Some("The Title".to_owned());
        let sections = sections(&fragment.outline, &fragment.body, named);
        let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        sections.into_iter().map(|section| (section.heading, spaced(&section.text))).collect()
    }

    #[test]
    fn a_body_is_told_by_its_sections_without_markup() {
        let markdown = "Lead *un*done &amp; `a<b`.\n\n## Plan *it*\n\n- One [[x]]\n- [two](https://e.org) [@k]\n\n\
                        | a | b |\n|---|---|\n| c | d |\n| e | |\n\n## Last[^n]\n\n```\nlet x;\n```\n\n[^n]: A note.\n";
        let expected = [
            (None, "Lead undone & a<b ."),
            (Some(0), "One The Title two a · b; c · d; e ·"),
            (Some(1), "let x; A note."),
        ];
        let expected: Vec<_> = expected.iter().map(|(heading, text)| (*heading, (*text).to_owned())).collect();
        // A code sample in a line keeps the full stop close.
        let told: Vec<_> = told(markdown).into_iter().map(|(at, text)| (at, text.replace("b.", "b ."))).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn an_empty_body_says_nothing() {
        assert!(told("").is_empty());
        assert!(told("[@k]\n").is_empty());
    }
}
