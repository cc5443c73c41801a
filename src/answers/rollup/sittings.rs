//! Teams' files in, their rounds that may be counted out, in the order of time. Files of one round are one; a round
//! counts where its file carries consent, and where no later word in another file of it takes that back.

use std::collections::{BTreeMap, BTreeSet};

use crate::answers::json::Json;
use crate::answers::merge;
use crate::answers::report::{Person, Team, consents, names, settled};
use crate::answers::together::{Key, sitting};

/// A round of a team that may be counted.
pub(super) struct Sitting {
    /// Equal for the rounds of one team.
    pub team: usize,
    /// The id of its site on the roster, where its file is named so.
    pub site: Option<String>,
    pub guide: String,
    pub round: Json,
}

impl Sitting {
    /// Who takes part.
    pub fn people(&self) -> BTreeSet<Person> {
        let ids = |name: &str| self.round.member(name).and_then(Json::object).into_iter().flat_map(|all| all.keys());
        ids("members").chain(ids("sheets")).map(|id| (self.team, id.0.clone())).collect()
    }

    /// The members of an object of the round, by name.
    pub fn members(&self, name: &str) -> impl Iterator<Item = (&str, &Json)> {
        self.round
            .member(name)
            .and_then(Json::object)
            .into_iter()
            .flatten()
            .map(|(name, value)| (name.0.as_str(), value))
    }
}

/// A round with all files of it.
#[derive(Default)]
struct Whole {
    /// The site of the roster that a file of it is named after.
    site: Option<String>,
    consenting: Option<Json>,
    /// All files, with or without consent.
    all: Option<Json>,
}

/// The rounds that may be counted, each team's in the order of time; and how many there are in all.
pub(super) fn sittings(teams: &[Team], roster: &[String]) -> (usize, Vec<Sitting>) {
    let mut rounds: BTreeMap<Key, Whole> = BTreeMap::new();
    for team in teams {
        let site = roster.iter().filter(|id| names(&team.name, id)).max_by_key(|id| id.len());
        for round in &team.rounds {
            let whole = rounds.entry(sitting(round)).or_default();
            whole.site = whole.site.take().or_else(|| site.cloned());
            add(&mut whole.all, round);
            if consents(round) {
                add(&mut whole.consenting, round);
            }
        }
    }
    let read = rounds.len();
    let teams = numbers(&rounds);
    let mut sittings = Vec::new();
    for (key, whole) in rounds {
        let stands = whole.all.as_ref().is_some_and(consents);
        if let Some(round) = whole.consenting.filter(|_| stands) {
            let (team, site) = teams[&key].clone();
            sittings.push(Sitting { team, site, guide: key.1, round });
        }
    }
    sittings.sort_by_cached_key(|sitting| (sitting.team, date(&sitting.round), follows(&sitting.round)));
    (read, sittings)
}

fn add(whole: &mut Option<Json>, round: &Json) {
    *whole = Some(match whole.take() {
        Some(other) => merge(other, round.clone()),
        None => round.clone(),
    });
}

/// The number of the team of each round, and its site. Rounds of one site of the roster are of one team, and so are
/// those of which one follows the other.
fn numbers(rounds: &BTreeMap<Key, Whole>) -> BTreeMap<Key, (usize, Option<String>)> {
    let first = |key: &Key| {
        let (mut key, mut seen) = (key.clone(), BTreeSet::new());
        while let Some(whole) = rounds.get(&key).filter(|_| seen.insert(key.2.clone())) {
            match whole.all.as_ref().and_then(previous) {
                Some(previous) => key.2 = previous.to_owned(),
                None => break,
            }
        }
        key
    };
    let mut sites: BTreeMap<Key, &String> = BTreeMap::new();
    for (key, whole) in rounds {
        if let Some(site) = &whole.site {
            sites.entry(first(key)).or_insert(site);
        }
    }
    let mut teams: BTreeMap<Result<&String, Key>, usize> = BTreeMap::new();
    let mut numbers = BTreeMap::new();
    for (key, whole) in rounds {
        let first = first(key);
        let site = whole.site.as_ref().or_else(|| sites.get(&first).copied());
        let next = teams.len();
        let team = *teams.entry(site.ok_or(first)).or_insert(next);
        numbers.insert(key.clone(), (team, site.cloned()));
    }
    numbers
}

fn previous(round: &Json) -> Option<&str> {
    round.member("round")?.member("previous")?.text()
}

/// When a round took place, as it is written; empty where nobody said.
fn date(round: &Json) -> String {
    let date = round.member("round").and_then(|about| settled(about.member("date")?)?.text());
    date.unwrap_or("").to_owned()
}

/// Of rounds on one day, the one that follows comes second.
fn follows(round: &Json) -> bool {
    previous(round).is_some()
}
