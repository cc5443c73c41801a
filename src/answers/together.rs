//! Saved rounds in, those of one sitting merged into one out. What belongs to another site, guide or round is refused.

use std::collections::BTreeMap;

use super::file::Saved;
use super::json::Json;
use super::merge::merge;

/// Which sitting of which team a file is about: site, guide and round.
pub(super) type Key = (String, String, String);

/// The site, the guide and the round of a team's file.
pub(super) fn sitting(round: &Json) -> Key {
    let text = |value: Option<&Json>| value.and_then(Json::text).unwrap_or("").to_owned();
    let id = round.member("round").and_then(|round| round.member("id"));
    (text(round.member("site")), text(round.member("guide")), text(id))
}

/// Puts files together: those of one round into one, and with an archive among them all rounds of a site into an
/// archive.
///
/// # Errors
/// The number of the first file that belongs to another site, guide or round, and a sentence that says so.
pub fn together(files: Vec<Saved>) -> Result<Saved, (usize, String)> {
    let archives = files.iter().any(|file| matches!(file, Saved::Archive(_)));
    let mut rounds: BTreeMap<Key, Json> = BTreeMap::new();
    let mut around = Json::empty();
    for (number, file) in files.into_iter().enumerate() {
        for round in file.rounds() {
            let own = sitting(round);
            if let Some(other) = rounds.keys().next().filter(|other| !belongs(archives, other, &own)) {
                return Err((number, foreign(other, &own)));
            }
            let merged = match rounds.remove(&own) {
                Some(other) => merge(other, round.clone()),
                None => round.clone(),
            };
            rounds.insert(own, merged);
        }
        if let Saved::Archive(Json::Object(mut archive)) = file {
            archive.remove(&"rounds".into());
            around = merge(around, Json::Object(archive));
        }
    }
    if !archives {
        return Ok(Saved::Round(rounds.into_values().next().unwrap_or(Json::Null)));
    }
    if let Json::Object(members) = &mut around {
        members.insert("rounds".into(), Json::List(rounds.into_values().collect()));
    }
    Ok(Saved::Archive(around))
}

fn belongs(archives: bool, other: &Key, own: &Key) -> bool {
    if archives { other.0 == own.0 } else { other == own }
}

fn foreign(other: &Key, own: &Key) -> String {
    let parts = [("site", &other.0, &own.0), ("guide", &other.1, &own.1), ("round", &other.2, &own.2)];
    let (what, first, this) = parts.into_iter().find(|(_, a, b)| a != b).unwrap_or(parts[2]);
    format!("the files before this one are of the {what} \"{first}\", this one is of \"{this}\"; nothing was changed")
}

/// The parts of one text: those of one round become one, others stay apart.
pub(super) fn gathered(parts: Vec<Saved>) -> Vec<Saved> {
    let mut rounds: BTreeMap<Key, Json> = BTreeMap::new();
    let mut all = Vec::new();
    for part in parts {
        match part {
            Saved::Archive(_) => all.push(part),
            Saved::Round(round) => {
                let own = sitting(&round);
                let merged = match rounds.remove(&own) {
                    Some(other) => merge(other, round),
                    None => round,
                };
                rounds.insert(own, merged);
            }
        }
    }
    all.extend(rounds.into_values().map(Saved::Round));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::file::{read, tests::SOUND};

    fn one(text: &str) -> Saved {
        read(text.as_bytes()).unwrap().remove(0)
    }

    #[test]
    fn files_of_another_round_are_refused_and_archives_take_them() {
        let other = SOUND.replace("r-1", "r-2");
        let (first, two) = (one(SOUND), one(&other));
        let (number, sentence) = together(vec![first.clone(), two.clone()]).unwrap_err();
        assert_eq!((number, sentence.contains("round \"r-1\"")), (1, true));
        let archive =
            format!("{{\"format\":\"framewright-archive\",\"version\":1,\"site\":\"s\",\"rounds\":[{SOUND}]}}");
        let archive = one(&archive);
        let all = together(vec![two.clone(), archive.clone(), first.clone()]).unwrap();
        assert_eq!(all.rounds().len(), 2);
        assert_eq!(all, together(vec![first, two, archive]).unwrap());
        assert!(read(all.text().as_bytes()).is_ok());
    }
}
