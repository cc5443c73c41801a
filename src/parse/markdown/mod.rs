//! One Markdown text in; its outline (headings, links, citations, items, notes) and a body that is HTML with
//! holes out. Never looks at another file and knows no kinds: names stay names, holes are filled by `render`.

mod attributes;
mod limits;
mod reader;
mod sentence;

use crate::diag::Fault;
use crate::text::{Span, Spanned};
use borsh::{BorshDeserialize, BorshSerialize};

pub use attributes::Attribute;
pub use reader::{body, inline};
pub use sentence::{Sentences, plain, plain_inline};

/// What a Markdown text holds: what others need to know of it, and the text itself as HTML with holes.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Fragment {
    pub outline: Outline,
    pub body: Body,
}

/// Everything in a text that has a name or points to one, in the order written.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Outline {
    pub headings: Vec<Heading>,
    pub links: Vec<Link>,
    pub citations: Vec<Citation>,
    pub items: Vec<Item>,
    pub notes: Vec<Note>,
    pub sentences: Sentences,
}

impl Outline {
    /// Forgets the attributes, once what they say is known: thousands of outlines stay in memory.
    pub fn drop_attributes(&mut self) {
        self.headings.iter_mut().for_each(|heading| heading.attributes = Vec::new());
        self.items.iter_mut().for_each(|item| item.attributes = Vec::new());
    }

    /// The sentence that a link stands in; none where there is nothing to read in it.
    pub fn said(&self, link: u32) -> Option<u32> {
        let sentence = self.links.get(link as usize)?.sentence?;
        self.sentences.is_said(sentence).then_some(sentence)
    }

    /// The heading that a link stands under.
    pub fn section_of(&self, link: u32) -> Option<&Heading> {
        self.headings.get(self.links.get(link as usize)?.section? as usize)
    }
}

impl Fragment {
    /// The same fragment without room to grow: thousands of them stay in memory.
    fn settled(mut self) -> Self {
        let Outline { headings, links, citations, items, notes, sentences: _ } = &mut self.outline;
        headings.shrink_to_fit();
        links.shrink_to_fit();
        citations.shrink_to_fit();
        items.shrink_to_fit();
        notes.shrink_to_fit();
        notes.iter_mut().for_each(|note| note.pieces.shrink_to_fit());
        citations.iter_mut().for_each(|citation| citation.works.shrink_to_fit());
        self.body.html.shrink_to_fit();
        self.body.pieces.shrink_to_fit();
        self
    }
}

/// A heading of the body. The entry's title is the page's `h1`, so these start at 2.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Heading {
    pub level: u8,
    /// The id as written in braces, or the slug of the text; unique within the text unless written twice.
    pub id: Spanned<String>,
    /// True where the author wrote the id.
    pub written: bool,
    /// `key=value` pairs in the braces, apart from the id.
    pub attributes: Vec<Attribute>,
    /// The text without markup.
    pub text: String,
    pub span: Span,
}

/// What a link is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum LinkForm {
    /// `[text](target)` or `<https://…>`
    Plain,
    /// `![alt](target)`
    Image,
    /// `[[name]]`; the target's title is the text
    Named,
    /// `[[name|text]]`
    NamedWithText,
    /// `![[name]]`
    Embed,
}

/// Something that points elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Link {
    pub form: LinkForm,
    /// The address or name as written, entities and escapes decoded.
    pub target: Spanned<String>,
    /// The whole link.
    pub span: Span,
    /// The sentence it stands in, by its number among the outline's sentences; none where no entry can be meant.
    pub sentence: Option<u32>,
    /// Alternative text of an image; empty for others.
    pub alt: String,
    /// The heading it stands under, as an index into `headings`.
    pub section: Option<u32>,
}

/// `[@key, p. 4; @other]`: one or more works cited at one place.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Citation {
    pub works: Vec<CitedWork>,
    pub span: Span,
}

/// One work of a citation, with what stands behind its key.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct CitedWork {
    pub key: Spanned<String>,
    /// Page, chapter or the like, as written; empty where there is none.
    pub locator: String,
}

/// An item of an outermost list.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Item {
    /// The id written in braces.
    pub id: Option<Spanned<String>>,
    pub attributes: Vec<Attribute>,
    /// The text without markup and braces, without what is nested under it.
    pub text: String,
    /// Where the item's text stands, braces included.
    pub span: Span,
    /// Where an id can be put: the end of the text.
    pub end: usize,
    /// The heading of level 2 that it stands under, as an index into `headings`.
    pub action: Option<u32>,
}

/// A footnote that is defined in the text.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Note {
    pub label: Spanned<String>,
    /// How often the text refers to it.
    pub uses: u32,
    /// Its number by first use, from 1; 0 where it is never used.
    pub number: u32,
    pub pieces: Vec<Piece>,
}

/// HTML with holes. `html` holds all fixed parts and code samples; `pieces` says what comes in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Body {
    pub html: String,
    pub pieces: Vec<Piece>,
}

/// A part of a body: fixed HTML, or a hole that depends on other files or on the page it is shown in.
/// Numbers are indexes into the outline's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Piece {
    /// Ready HTML: a range of `Body::html`.
    Html(Span),
    HeadingStart(u32),
    HeadingEnd(u32),
    LinkStart(u32),
    LinkEnd(u32),
    Image(u32),
    /// A named link without a text of its own.
    NamedLink(u32),
    Embed(u32),
    Citation(u32),
    /// The `nth` reference (from 1) to a note.
    NoteReference {
        note: u32,
        nth: u32,
    },
    /// An item of an outermost list opens; its text follows.
    ItemStart(u32),
    /// The item's text is over; its help may follow.
    ItemText(u32),
    ItemEnd(u32),
    /// A check mark of a task list.
    Task(bool),
    /// A code sample: its language and its text are ranges of `Body::html`, the text not escaped.
    Code {
        language: Span,
        text: Span,
    },
}

/// What reading a text gave.
pub type Read = (Fragment, Vec<Fault>);
