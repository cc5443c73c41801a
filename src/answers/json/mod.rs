//! JSON as a value: what is read here, and written. Numbers and order are those of a browser, so that both write the
//! same. Never knows what a member means.

mod reading;
mod writing;

use std::cmp::Ordering;
use std::collections::BTreeMap;

pub use reading::{DEPTH, LENGTH, Placed, Trouble, parse, place};

/// Any JSON.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    Null,
    Flag(bool),
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Object(Object),
}

/// Members by name.
pub type Object = BTreeMap<Name, Json>;

/// A member's name. Names are in the order of a browser's: by UTF-16 units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(pub String);

impl Ord for Name {
    fn cmp(&self, other: &Self) -> Ordering {
        units(&self.0, &other.0)
    }
}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<&str> for Name {
    fn from(name: &str) -> Self {
        Name(name.to_owned())
    }
}

/// Two texts as a browser compares them.
pub fn units(a: &str, b: &str) -> Ordering {
    // The order differs from that of bytes only where a character needs two units.
    if a.is_ascii() && b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}

impl Json {
    /// An object without members.
    pub fn empty() -> Json {
        Json::Object(Object::new())
    }

    /// A member of an object; none where this is no object or has no such member.
    pub fn member(&self, name: &str) -> Option<&Json> {
        self.object()?.get(&Name::from(name))
    }

    pub fn object(&self) -> Option<&Object> {
        match self {
            Json::Object(members) => Some(members),
            Json::Null | Json::Flag(_) | Json::Number(_) | Json::Text(_) | Json::List(_) => None,
        }
    }

    pub fn text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            Json::Null | Json::Flag(_) | Json::Number(_) | Json::List(_) | Json::Object(_) => None,
        }
    }

    pub fn number(&self) -> Option<f64> {
        match self {
            Json::Number(number) => Some(*number),
            Json::Null | Json::Flag(_) | Json::Text(_) | Json::List(_) | Json::Object(_) => None,
        }
    }
}
