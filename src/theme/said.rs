//! A language's words and the script of a guide's page in, what the self-assessment says out: the words that this script
//! asks for, and the script that brings all others, which whoever only reads never loads. Never knows a page.

use std::collections::BTreeSet;

use super::{Asset, Words, asset};

/// What the keys of the words begin with that the self-assessment says.
const BEGINNINGS: [&str; 6] = ["app_", "chart_", "rule_", "rules_", "signal", "verdict_"];

/// What the self-assessment says in a language.
#[derive(Clone)]
pub struct Said {
    /// Words that the script of a guide's page asks for.
    pub first: Words,
    /// All others.
    pub rest: Words,
    /// The script that brings the others: `framewrightParts.words`.
    pub later: Asset,
}

/// The keys that a script asks for, as they stand in it between quotation marks.
struct Asked<'a> {
    whole: BTreeSet<&'a str>,
    /// Of those that it puts together.
    beginnings: Vec<&'a str>,
}

/// Divides the words of a language.
pub(super) fn divided(words: &Words, script: &str) -> Said {
    let asked = Asked::by(script);
    let of_app = words.iter().filter(|(key, _)| BEGINNINGS.iter().any(|start| key.starts_with(start)));
    let (first, rest): (Words, Words) =
        of_app.map(|(key, word)| (key.clone(), word.clone())).partition(|(key, _)| asked.has(key));
    let data = serde_json::to_string(&rest).unwrap_or_default();
    let script = format!("globalThis.framewrightParts={{...globalThis.framewrightParts,words:{data}}};\n");
    Said { later: asset("words", "js", script.into_bytes()), first, rest }
}

impl<'a> Asked<'a> {
    fn by(script: &'a str) -> Asked<'a> {
        let mut asked = Asked { whole: BTreeSet::new(), beginnings: Vec::new() };
        for (at, _) in script.match_indices(['"', '\'', '`']) {
            let rest = &script[at + 1..];
            let (key, after) = rest.split_at(rest.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(0));
            if !BEGINNINGS.iter().any(|start| key.starts_with(start)) {
                continue;
            }
            if after.starts_with("${") {
                asked.beginnings.push(key);
            } else {
                asked.whole.insert(key);
            }
        }
        asked
    }

    /// Of a word that goes with a number, the script names what its two forms begin with.
    fn has(&self, key: &str) -> bool {
        let counted = ["_one", "_many"].iter().find_map(|form| key.strip_suffix(form));
        self.whole.contains(key)
            || counted.is_some_and(|key| self.whole.contains(key))
            || self.beginnings.iter().any(|start| key.starts_with(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guide_says_first_what_its_script_asks_for() {
        let keys = ["app_a", "app_b", "app_n_one", "app_n_many", "app_view_x", "app_views", "rule_r", "briefs"];
        let words: Words = keys.iter().map(|key| ((*key).to_owned(), format!("<{key}>"))).collect();
        let script = "t(\"app_a\");counted(t,'app_n',2);t(`app_view_${x}`);t(\"app_bb\");t(\"briefs\");";
        let said = divided(&words, script);
        let keys = |words: &Words| words.keys().cloned().collect::<Vec<_>>().join(" ");
        assert_eq!(keys(&said.first), "app_a app_n_many app_n_one app_view_x");
        assert_eq!(keys(&said.rest), "app_b app_views rule_r");
        let later = String::from_utf8_lossy(&said.later.bytes).into_owned();
        assert!(later.contains("words:{\"app_b\":\"<app_b>\",\"app_views\":"), "{later}");
        assert!(said.later.address.as_str().starts_with("/assets/words-"));
    }
}
