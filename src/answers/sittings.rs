//! Teams' files in, their rounds that may be counted out, in the order of time. Files of one round are one, but those that
//! are named after different sites: a round may have been sent to many teams. A round counts where its file carries
//! consent, and where no later word in another file of it takes that back.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::json::Json;
use super::merge::merge;
use super::report::{Person, Team, consents, names, settled};
use super::together::{Key, sitting};

/// A round of a team that may be counted.
pub(super) struct Sitting<'a> {
    /// Equal for the rounds of one team.
    pub team: usize,
    /// The id of its site on the roster, where its file is named so.
    pub site: Option<String>,
    pub guide: String,
    pub round: Cow<'a, Json>,
}

impl Sitting<'_> {
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

/// A round, and the site whose team held it where several did.
type Part = (Key, Option<String>);

/// A round with all files of it.
#[derive(Default)]
struct Whole<'a> {
    /// The site of the roster that a file of it is named after.
    site: Option<String>,
    consenting: Option<Cow<'a, Json>>,
    /// All files, with or without consent.
    all: Option<Cow<'a, Json>>,
}

/// The rounds of teams.
pub(super) struct Sittings<'a> {
    /// Of each round, counted or not, its guide.
    pub held: Vec<String>,
    /// Those that may be counted, each team's in the order of time.
    pub counted: Vec<Sitting<'a>>,
}

/// Sorts teams' files into rounds. `roster` has the ids of sites.
pub(super) fn sittings<'a>(teams: &'a [Team], roster: &[String]) -> Sittings<'a> {
    let site = |team: &Team| roster.iter().filter(|id| names(&team.name, id)).max_by_key(|id| id.len()).cloned();
    let sites: Vec<Option<String>> = teams.iter().map(site).collect();
    let sent = sent_to(teams, &sites);
    let mut rounds: BTreeMap<Part, Whole> = BTreeMap::new();
    for (team, site) in teams.iter().zip(&sites) {
        for round in &team.rounds {
            let key = sitting(round);
            let part = site.clone().filter(|_| sent.get(&key).is_some_and(|sites| sites.len() > 1));
            let whole = rounds.entry((key, part)).or_default();
            whole.site = whole.site.take().or_else(|| site.clone());
            add(&mut whole.all, round);
            if consents(round) {
                add(&mut whole.consenting, round);
            }
        }
    }
    let held = rounds.keys().map(|((_, guide, _), _)| guide.clone()).collect();
    let teams = numbers(&rounds);
    let mut counted = Vec::new();
    for (key, whole) in rounds {
        let stands = whole.all.as_deref().is_some_and(consents);
        if let Some(round) = whole.consenting.filter(|_| stands) {
            let (team, site) = teams[&key].clone();
            counted.push(Sitting { team, site, guide: key.0.1, round });
        }
    }
    counted.sort_by_cached_key(|sitting| (sitting.team, date(&sitting.round), follows(&sitting.round)));
    Sittings { held, counted }
}

/// By round, the sites that its files are named after.
fn sent_to<'a>(teams: &[Team], sites: &'a [Option<String>]) -> BTreeMap<Key, BTreeSet<&'a String>> {
    let mut sent: BTreeMap<Key, BTreeSet<&String>> = BTreeMap::new();
    for (team, site) in teams.iter().zip(sites) {
        for round in &team.rounds {
            sent.entry(sitting(round)).or_default().extend(site);
        }
    }
    sent
}

/// Most rounds have one file, which is counted as it is.
fn add<'a>(whole: &mut Option<Cow<'a, Json>>, round: &'a Json) {
    *whole = Some(match whole.take() {
        Some(other) => Cow::Owned(merge(other.into_owned(), round.clone())),
        None => Cow::Borrowed(round),
    });
}

/// The number of the team of each round, and its site. Rounds of one site of the roster are of one team, and so are
/// those of which one follows the other.
fn numbers(rounds: &BTreeMap<Part, Whole<'_>>) -> BTreeMap<Part, (usize, Option<String>)> {
    let first = |part: &Part| {
        let (mut part, mut seen) = (part.clone(), BTreeSet::new());
        while let Some(whole) = rounds.get(&part).filter(|_| seen.insert(part.0.2.clone())) {
            match whole.all.as_deref().and_then(previous) {
                Some(previous) => part.0.2 = previous.to_owned(),
                None => break,
            }
        }
        part
    };
    let mut sites: BTreeMap<Part, &String> = BTreeMap::new();
    for (key, whole) in rounds {
        if let Some(site) = &whole.site {
            sites.entry(first(key)).or_insert(site);
        }
    }
    let mut teams: BTreeMap<Result<&String, Part>, usize> = BTreeMap::new();
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
