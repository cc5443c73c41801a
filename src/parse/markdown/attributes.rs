//! The braces at the end of a heading or an item, as written in; id and attributes with their places out.

use crate::text::{Span, Spanned};
use borsh::{BorshDeserialize, BorshSerialize};

/// `driver=x`, or a lone word such as `rated`, in the braces of a heading or an item.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Attribute {
    pub key: Spanned<String>,
    pub value: Option<Spanned<String>>,
}

/// The braces that end a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Braces {
    pub id: Option<Spanned<String>>,
    pub attributes: Vec<Attribute>,
    /// Where the opening brace stands.
    pub start: usize,
}

/// Reads the braces that end `text[from..to]`. Braces that hold neither an id nor an attribute are text.
pub(super) fn at_end(text: &str, from: usize, to: usize) -> Option<Braces> {
    let slice = text.get(from..to)?.trim_end();
    let inside_end = from + slice.len().checked_sub(1)?;
    let open = from + slice.strip_suffix('}')?.rfind('{')?;
    if text[..open].ends_with('\\') {
        return None;
    }
    let mut braces = Braces { start: open, ..Braces::default() };
    for word in words(text, open + 1, inside_end) {
        read_word(text, word, &mut braces);
    }
    let meant = braces.id.is_some()
        || braces.attributes.iter().any(|attribute| attribute.value.is_some() || looks_meant(&attribute.key.value));
    meant.then_some(braces)
}

/// A word that stands in braces for a purpose, though it may be misspelt.
fn looks_meant(word: &str) -> bool {
    word == "rated" || word.starts_with(['.', '=']) || word.trim_end_matches([':', '=']) == "driver"
}

fn words(text: &str, from: usize, to: usize) -> impl Iterator<Item = Span> {
    let slice = &text[from..to];
    slice.split_whitespace().map(move |word| {
        let at = from + (word.as_ptr() as usize - slice.as_ptr() as usize);
        Span::new(at, at + word.len())
    })
}

fn read_word(text: &str, span: Span, braces: &mut Braces) {
    let word = &text[span.range()];
    let start = span.start as usize;
    if let Some(id) = word.strip_prefix('#') {
        braces.id = Some(Spanned::new(id.to_owned(), Span::new(start + 1, span.end as usize)));
        return;
    }
    let (key, value) = match word.split_once('=') {
        Some((key, value)) => {
            let at = start + key.len() + 1;
            let bare = value.trim_matches('"');
            let at = at + usize::from(value.starts_with('"'));
            (key, Some(Spanned::new(bare.to_owned(), Span::new(at, at + bare.len()))))
        }
        None => (word, None),
    };
    let key = Spanned::new(key.to_owned(), Span::new(start, start + key.len()));
    braces.attributes.push(Attribute { key, value });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_hold_an_id_and_attributes() {
        let text = "Title {#plan driver=shared-vision rated}";
        let braces = at_end(text, 0, text.len()).unwrap();
        assert_eq!(braces.start, 6);
        assert_eq!(braces.id.unwrap(), Spanned::new("plan".into(), Span::new(8, 12)));
        assert_eq!(braces.attributes[0].value.as_ref().unwrap().span, Span::new(20, 33));
        assert_eq!(braces.attributes[1].key.value, "rated");
    }

    #[test]
    fn other_braces_are_text() {
        for text in ["a {b}", "a {b, c}", "a \\{#b}", "{", "}", "a"] {
            assert_eq!(at_end(text, 0, text.len()), None, "{text}");
        }
    }
}
