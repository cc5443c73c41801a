//! A site and its teams' files in, what they come to by collaborative out: readiness by item, tests by driver and
//! outcome, teams' own measures against their targets, the first round beside the latest. Only rounds with consent
//! count; what is shown of a number is decided in `numbers`, for all tables alike.

mod numbers;
mod progress;
mod readiness;
mod tried;

use std::collections::{BTreeMap, BTreeSet};

use crate::answers::report::{Asked, AskedItem, Team};
use crate::graph::rollup::{Label, RollUp, Table};
use crate::graph::{EntryId, Own, PageId, SecondaryId, Site};
use crate::model::{Collaborative, Details, Kind};
use numbers::Limit;

use super::sittings::{Sitting, Sittings, sittings};

/// A collaborative, what its guides ask, and its teams' rounds.
struct Counting<'a> {
    site: &'a Site,
    id: EntryId,
    details: &'a Collaborative,
    guides: Vec<(EntryId, &'a Asked)>,
    rounds: Vec<&'a Sitting<'a>>,
    limit: Limit,
}

/// Counts teams' files, by collaborative. `guides` are all those of the site.
pub fn roll_up(site: &Site, guides: &BTreeMap<String, Asked>, teams: &[Team]) -> BTreeMap<EntryId, RollUp> {
    let collaboratives: Vec<(EntryId, &Collaborative)> =
        site.of_kind(Kind::Collaborative).filter_map(|id| Some((id, details(site, id)?))).collect();
    let ids = |details: &Collaborative| details.sites.iter().map(|site| site.id.value.clone()).collect::<Vec<_>>();
    let roster: Vec<String> = collaboratives.iter().flat_map(|(_, details)| ids(details)).collect();
    let Sittings { held, counted } = sittings(teams, &roster);
    let one = |&(id, details): &(EntryId, &Collaborative)| {
        let own = guides_of(site, id, guides);
        let named: BTreeSet<&str> = own.iter().map(|(guide, _)| site.entry(*guide).id.as_str()).collect();
        let of_this = |sitting: &&Sitting<'_>| {
            // A team of another collaborative may use the same guide.
            let here = sitting.site.as_ref().is_none_or(|site| details.site(site).is_some());
            here && named.contains(sitting.guide.as_str())
        };
        let rounds: Vec<&Sitting<'_>> = counted.iter().filter(of_this).collect();
        let limit = Limit { threshold: details.suppress_under as usize };
        let read = held.iter().filter(|guide| named.contains(guide.as_str())).count();
        let counting = Counting { site, id, details, guides: own, rounds, limit };
        (id, counting.roll_up(read))
    };
    collaboratives.iter().map(one).collect()
}

fn details(site: &Site, id: EntryId) -> Option<&Collaborative> {
    match &site.entry(id).details {
        Details::Collaborative(details) if site.original(id) == id => Some(details),
        _ => None,
    }
}

/// The guides that belong to a collaborative or that its teams use.
fn guides_of<'a>(site: &Site, id: EntryId, guides: &'a BTreeMap<String, Asked>) -> Vec<(EntryId, &'a Asked)> {
    let used = match &site.relations(id).own {
        Own::Collaborative { guides, .. } => guides.as_slice(),
        _ => &[],
    };
    let belongs = |guide: &EntryId| match &site.relations(*guide).own {
        Own::Guide { collaborative, .. } => *collaborative == Some(id) || used.contains(guide),
        _ => false,
    };
    let originals = site.of_kind(Kind::Guide).filter(|&guide| site.original(guide) == guide);
    originals.filter(belongs).filter_map(|guide| Some((guide, guides.get(&site.entry(guide).id)?))).collect()
}

impl Counting<'_> {
    fn roll_up(&self, read: usize) -> RollUp {
        let mut tables: Vec<Table> = self.guides.iter().filter_map(|guide| self.readiness(guide)).collect();
        tables.extend(self.tests());
        tables.extend(self.measures());
        tables.extend(self.guides.iter().filter_map(|guide| self.progress(guide)));
        let Limit { threshold } = self.limit;
        RollUp { read, counted: self.rounds.len(), threshold, step: self.limit.step(), tables }
    }

    /// The rounds on a guide, a list for each team, in the order of time.
    fn by_team(&self, guide: EntryId) -> Vec<Vec<&Sitting<'_>>> {
        let id = self.site.entry(guide).id.as_str();
        let mut teams: BTreeMap<usize, Vec<&Sitting<'_>>> = BTreeMap::new();
        for round in self.rounds.iter().filter(|round| round.guide == id) {
            teams.entry(round.team).or_default().push(round);
        }
        teams.into_values().collect()
    }

    /// How a driver is called, and where it is told of.
    fn driver(&self, driver: Option<SecondaryId>) -> (Label, Option<(PageId, String)>) {
        let Some(id) = driver else { return (Label::Word("report_no_driver"), None) };
        let (_, title) = self.site.secondary_title(id);
        let page = PageId::Secondary(id);
        let page = self.site.has_page(page).then(|| (page, String::new()));
        (Label::Text(title.map_or_else(String::new, |title| title.plain.clone())), page)
    }
}

/// The levels of a guide's scale as columns.
fn levels(asked: &Asked) -> Vec<Label> {
    asked.levels.iter().map(|(_, label)| Label::Text(label.clone())).collect()
}

/// What each member of a round chose for an item: who, and which level.
fn chosen<'a>(
    sitting: &'a Sitting<'_>,
    asked: &'a Asked,
    item: &'a AskedItem,
) -> impl Iterator<Item = (usize, (usize, String))> + 'a {
    sitting.members("sheets").filter_map(|(member, sheet)| {
        let level = crate::answers::report::settled(sheet.member(&item.id)?.member("level")?)?.text()?;
        let at = asked.levels.iter().position(|(id, _)| id == level)?;
        Some((at, (sitting.team, member.to_owned())))
    })
}
