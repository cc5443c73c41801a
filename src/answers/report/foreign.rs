//! Saved files and a site in, what in them belongs to another site out.

use std::collections::BTreeMap;

use super::Asked;
use crate::answers::file::Saved;
use crate::answers::json::Json;

/// Something that belongs elsewhere: the names that lead to it in its file, and a sentence that says so.
pub struct Foreign {
    pub path: Vec<String>,
    pub cause: String,
}

/// What in a file is of another site than this, or on a guide that this one does not have.
pub fn foreign(guides: &BTreeMap<String, Asked>, id: &str, saved: &[Saved]) -> Vec<Foreign> {
    let mut all = Vec::new();
    for file in saved {
        for (at, round) in file.rounds().iter().enumerate() {
            let text = |name: &str| round.member(name).and_then(Json::text).unwrap_or("");
            let (of, guide) = (text("site"), text("guide"));
            let (member, cause) = if of != id {
                ("site", format!("the answers are of the site \"{of}\", and this one is \"{id}\""))
            } else if !guides.contains_key(guide) {
                ("guide", format!("the answers are on the guide \"{guide}\", which this site does not have"))
            } else {
                continue;
            };
            let within = match file {
                Saved::Round(_) => Vec::new(),
                Saved::Archive(_) => vec!["rounds".to_owned(), at.to_string()],
            };
            all.push(Foreign { path: within.into_iter().chain([member.to_owned()]).collect(), cause });
        }
    }
    all
}
