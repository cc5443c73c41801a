//! The tree that a YAML text gives: raw scalars, lists and mappings, each with its place in the file.
//! Never guesses a type: `no`, `2025` and `~` are text here.

use std::ops::Range;

use crate::diag::Fault;
use crate::text::{Span, Spanned};

/// What was read of a text, and everything that is wrong with it, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    pub root: Mapping,
    pub faults: Vec<Fault>,
}

/// Keys with values, in the order written. Of a key written twice the first stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    pub span: Span,
    pub entries: Vec<(Spanned<String>, Node)>,
    /// Keys that were written, but whose values could not be read: nobody should call them missing.
    pub broken: Vec<String>,
}

/// A value and its place; the place of the value itself, not of its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub span: Span,
    pub value: Value,
}

/// The three shapes a value can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Scalar(Scalar),
    List(Vec<Node>),
    Map(Mapping),
}

/// A text, after YAML's own quotes, escapes and folding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scalar {
    pub text: String,
    /// Written without quotes and not as a block: words like `no` would mean something else to other tools.
    pub plain: bool,
    /// Where the file's bytes are exactly `text`, so that a place inside the text is a place in the file.
    pub verbatim: Option<Span>,
    /// Where the lines of the text stand: offset in `text`, offset in the file. Behind each the bytes agree up to
    /// the end of that line.
    pub lines: Vec<(u32, u32)>,
}

impl Mapping {
    /// The key as written and its value.
    pub fn find(&self, key: &str) -> Option<&(Spanned<String>, Node)> {
        self.entries.iter().find(|(written, _)| written.value == key)
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.find(key).map(|(_, node)| node)
    }

    /// True for a key that was written, readable or not.
    pub fn mentions(&self, key: &str) -> bool {
        self.find(key).is_some() || self.broken.iter().any(|broken| broken == key)
    }
}

impl Node {
    /// The text, where this is one.
    pub fn scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar),
            Value::List(_) | Value::Map(_) => None,
        }
    }

    /// The items, where this is a list.
    pub fn list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            Value::Scalar(_) | Value::Map(_) => None,
        }
    }

    /// The keys with values, where this is a mapping.
    pub fn map(&self) -> Option<&Mapping> {
        match &self.value {
            Value::Map(mapping) => Some(mapping),
            Value::Scalar(_) | Value::List(_) => None,
        }
    }

    /// True where nothing was written: `title:` and the end of the line.
    pub fn is_absent(&self) -> bool {
        self.scalar().is_some_and(Scalar::is_absent)
    }
}

impl Value {
    /// What an author calls this shape.
    pub fn noun(&self) -> &'static str {
        match self {
            Value::Scalar(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a group of keys",
        }
    }
}

impl Scalar {
    /// True where nothing was written; `""` is something.
    pub fn is_absent(&self) -> bool {
        self.plain && self.text.is_empty()
    }

    /// The place in the file of some bytes of the text, where the file has them as they are.
    pub fn place(&self, bytes: Range<usize>) -> Option<Span> {
        let whole = self.verbatim.filter(|_| bytes.end <= self.text.len())?;
        Some(Span::from(bytes).shifted(whole.start as usize))
    }
}

/// True for the words that YAML tools read as yes, no or nothing when they stand without quotes.
pub fn is_yaml_word(text: &str) -> bool {
    const WORDS: [&str; 10] = ["yes", "no", "on", "off", "true", "false", "null", "~", "y", "n"];
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}
