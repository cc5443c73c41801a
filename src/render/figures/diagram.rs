//! A framework of the site in, its driver diagram out: the whole of it, or what stands around one driver.

use std::collections::BTreeMap;

use super::listed::listed;
use super::tree::{Branch, Branches, Node, Standing, Tree, draw};
use crate::graph::{DriverRef, EntryId, Index, Own, PageId, SecondaryId};
use crate::model::{Details, Framework};
use crate::render::frame::Page;
use crate::render::kinds::siblings;

/// Drivers and secondary drivers that one drawing shows. Of more it shows the primary ones alone, up to a number.
const DRAWN: usize = 240;
const PRIMARIES: usize = 80;
/// Secondary drivers around the reader's own.
const AROUND: usize = 12;

/// The whole of a framework.
pub(super) fn whole(page: &Page<'_>, id: EntryId) -> String {
    let Details::Framework(framework) = &page.site.entry(id).details else { return String::new() };
    let drivers = page.site.lists.drivers_of_framework.get(&id).map(Vec::as_slice).unwrap_or_default();
    let lines = drivers.iter().take(DRAWN + 1).map(|&id| 1 + page.site.secondaries_of(id).count());
    let is_small = lines.sum::<usize>() <= DRAWN;
    let shown = if is_small { drivers } else { &drivers[..drivers.len().min(PRIMARIES)] };
    let stands = Stands::of(page);
    let branch = |&driver: &EntryId| {
        let secondaries = page.site.secondaries_of(driver).filter(|_| is_small);
        Branch {
            driver: node(page, &stands, DriverRef::Primary(driver)),
            secondaries: secondaries.map(|id| node(page, &stands, DriverRef::Secondary(id))).collect(),
        }
    };
    let rest = rest(page, framework, (drivers.len(), drivers.len() - shown.len()), PageId::Index(Index::Drivers));
    draw(&tree(page, id, grouped(page, id, framework, shown, branch), rest))
}

/// A primary driver within its framework, drawn and as a list; none where it belongs to none.
pub(super) fn around(page: &Page<'_>, driver: EntryId) -> Option<(String, String)> {
    let Own::Driver { framework: Some(id), .. } = page.site.relations(driver).own else { return None };
    let Details::Framework(framework) = &page.site.entry(id).details else { return None };
    let stands = Stands::of(page);
    let branch = |&driver: &EntryId| {
        let all = || page.site.secondaries_of(driver);
        let near: Vec<SecondaryId> = match page.id {
            // The same ones as the page itself names beside it.
            PageId::Secondary(own) => {
                let mut near: Vec<SecondaryId> = siblings(page.site, own).chain([own]).collect();
                near.sort_unstable();
                let at = near.iter().position(|&id| id == own).unwrap_or(0);
                let start = at.saturating_sub(AROUND / 2).min(near.len().saturating_sub(AROUND));
                near.into_iter().skip(start).take(AROUND).collect()
            }
            _ => all().take(AROUND).collect(),
        };
        let left = all().count() - near.len();
        let shown = near.into_iter().map(|id| node(page, &stands, DriverRef::Secondary(id)));
        let left = (left > 0).then(|| Node {
            text: page.count(left, "other_secondary"),
            url: Some(page.link(PageId::Entry(driver))),
            standing: Standing::Absent,
        });
        Branch { driver: node(page, &stands, DriverRef::Primary(driver)), secondaries: shown.chain(left).collect() }
    };
    let published = page.site.lists.drivers_of_framework.get(&id).map_or(1, Vec::len);
    let rest = rest(page, framework, (published, published.saturating_sub(1)), PageId::Entry(id));
    let tree = tree(page, id, grouped(page, id, framework, &[driver], branch), rest);
    Some((draw(&tree), listed(&tree)))
}

fn tree(page: &Page<'_>, id: EntryId, groups: Vec<Branches>, rest: Vec<Node>) -> Tree {
    let original = page.site.entry(id);
    let shown = page.site.entry(page.translated(id));
    let aims = match (&shown.details, &original.details) {
        (Details::Framework(own), Details::Framework(original)) => {
            if own.aims.is_empty() {
                &original.aims[..]
            } else {
                &own.aims
            }
        }
        _ => &[],
    };
    let aim = |title: &str| Node { text: title.to_owned(), url: None, standing: Standing::Apart };
    Tree {
        name: format!("{}: {}", page.word("driver_diagram"), shown.title.plain),
        heads: ["aims", "drivers", "secondaries"].map(|word| page.word(word).to_owned()),
        aims: aims.iter().map(|label| aim(&label.title.plain)).collect(),
        groups,
        rest,
    }
}

/// Drivers under the titles of their groups, in the framework's order.
fn grouped(
    page: &Page<'_>,
    id: EntryId,
    framework: &Framework,
    drivers: &[EntryId],
    branch: impl Fn(&EntryId) -> Branch,
) -> Vec<Branches> {
    let own = match &page.site.entry(page.translated(id)).details {
        Details::Framework(own) => own.groups.as_slice(),
        _ => &[],
    };
    let title = |group: Option<usize>| {
        let Some(label) = group.and_then(|group| framework.groups.get(group)) else { return String::new() };
        let translated = own.iter().find(|own| own.id.value == label.id.value);
        translated.unwrap_or(label).title.plain.clone()
    };
    let group_of = |driver: &EntryId| match page.site.relations(*driver).own {
        Own::Driver { group, .. } => group,
        _ => None,
    };
    let mut groups: BTreeMap<usize, Vec<Branch>> = BTreeMap::new();
    for driver in drivers {
        groups.entry(group_of(driver).unwrap_or(usize::MAX)).or_default().push(branch(driver));
    }
    let view = |(group, branches)| Branches { title: title(Some(group)), branches };
    groups.into_iter().map(view).collect()
}

/// Drivers that are not drawn, and those that are not published yet.
fn rest(page: &Page<'_>, framework: &Framework, (published, left): (usize, usize), all: PageId) -> Vec<Node> {
    let count = |word, number, url| Node { text: page.count(number, word), url, standing: Standing::Absent };
    let total = framework.drivers_total.map_or(published, |total| total as usize);
    let unpublished = total.saturating_sub(published);
    let left = (left > 0).then(|| count("other_driver", left, Some(page.link(all))));
    let unpublished = (unpublished > 0).then(|| count("unpublished_driver", unpublished, None));
    left.into_iter().chain(unpublished).collect()
}

/// Where the reader stands.
struct Stands {
    here: Option<DriverRef>,
    about: Vec<DriverRef>,
    near: Vec<DriverRef>,
}

impl Stands {
    fn of(page: &Page<'_>) -> Stands {
        let mut stands = Stands { here: None, about: Vec::new(), near: Vec::new() };
        match page.id {
            PageId::Secondary(id) => {
                stands.here = Some(DriverRef::Secondary(id));
                stands.near.push(DriverRef::Primary(page.site.secondary(id).driver));
            }
            PageId::Entry(id) => {
                let id = page.site.original(id);
                match &page.site.relations(id).own {
                    Own::Driver { .. } => stands.here = Some(DriverRef::Primary(id)),
                    Own::Brief { driver, strategies } => {
                        stands.about.extend(driver.map(DriverRef::Primary));
                        stands.near.extend(strategies.iter().map(|&(_, driver)| DriverRef::Secondary(driver)));
                    }
                    Own::Example { demonstrates, .. } => stands.about.clone_from(demonstrates),
                    Own::Collaborative { drivers, .. } => stands.about.clone_from(drivers),
                    Own::None | Own::Guide { .. } => {}
                }
            }
            _ => {}
        }
        stands
    }
}

fn node(page: &Page<'_>, stands: &Stands, driver: DriverRef) -> Node {
    let target = match driver {
        DriverRef::Primary(id) => PageId::Entry(id),
        DriverRef::Secondary(id) => PageId::Secondary(id),
    };
    let standing = if stands.here == Some(driver) {
        Standing::Here(page.word("you_are_here").to_owned())
    } else if stands.about.contains(&driver) {
        Standing::About(page.word("about_this").to_owned())
    } else if stands.near.contains(&driver) {
        Standing::Near
    } else {
        Standing::Apart
    };
    Node { text: page.title_plain(target), url: page.published_link(target), standing }
}
