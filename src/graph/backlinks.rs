//! Resolved links in, who leads to each page out.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Backlink, Destination, EntryId, PageId, SecondaryId, Site, Used};
use crate::model::FragmentId;
use crate::parse::markdown::{LinkForm, Outline};

/// For each page the first link to it from each entry in its language, in the order of entries.
#[derive(Clone, Default)]
pub struct Backlinks {
    /// Where the links to each entry, and behind them those to each secondary driver, end in `links`.
    ends: Vec<u32>,
    links: Vec<Backlink>,
    /// Number of entries.
    entries: usize,
    /// The few other pages.
    others: BTreeMap<Used, Vec<Backlink>>,
}

impl Backlinks {
    pub fn of(&self, used: Used) -> &[Backlink] {
        let Some(slot) = slot(self.entries, used) else {
            return self.others.get(&used).map(Vec::as_slice).unwrap_or_default();
        };
        let end = |slot: usize| self.ends.get(slot).map_or(0, |end| *end as usize);
        &self.links[slot.checked_sub(1).map_or(0, end)..end(slot)]
    }

    /// The same links, with those of one entry in the sentences in which they stand now.
    pub(super) fn retold(&self, site: &Site, id: EntryId) -> Backlinks {
        let mut retold = self.clone();
        let all = retold.links.iter_mut().chain(retold.others.values_mut().flatten());
        all.filter(|link| link.from == id).for_each(|link| *link = backlink(site, id, link.fragment, link.link));
        retold
    }

    /// All pages that something leads to, in their order.
    pub fn used(&self) -> impl Iterator<Item = Used> {
        let counted = (0..self.ends.len()).map(|slot| match slot.checked_sub(self.entries) {
            None => Used::Entry(EntryId(slot as u32)),
            Some(at) => Used::Secondary(SecondaryId(at as u32)),
        });
        counted.filter(|used| !self.of(*used).is_empty()).chain(self.others.keys().copied())
    }
}

/// Where the links to an entry or a secondary driver are counted.
fn slot(entries: usize, used: Used) -> Option<usize> {
    match used {
        Used::Entry(id) => Some(id.0 as usize),
        Used::Secondary(id) => Some(entries + id.0 as usize),
        Used::Place(_) | Used::Index(_) => None,
    }
}

/// Entries whose links one core gathers at a time.
const AT_A_TIME: usize = 512;

/// The first link to each page from each entry that is told in that page's language.
pub(super) fn backlinks(site: &Site) -> Backlinks {
    let entries = site.entries.len();
    let slots = entries + site.secondaries.len();
    let ids: Vec<EntryId> = site.ids().filter(|&id| site.is_published(id)).collect();
    let gathered: Vec<Gathered> = ids.par_chunks(AT_A_TIME).map(|ids| gather(site, slots, ids)).collect();
    let mut found = Vec::with_capacity(gathered.iter().map(|some| some.counted.len()).sum());
    let mut others: BTreeMap<Used, Vec<Backlink>> = BTreeMap::new();
    for some in gathered {
        found.extend(some.counted);
        some.others.into_iter().for_each(|(used, links)| others.entry(used).or_default().extend(links));
    }
    let (ends, links) = by_slot(slots, &found);
    Backlinks { ends, links, entries, others }
}

/// Links of some entries, in the order of the entries.
#[derive(Default)]
struct Gathered {
    /// Each with its slot.
    counted: Vec<(u32, Backlink)>,
    others: BTreeMap<Used, Vec<Backlink>>,
}

fn gather(site: &Site, slots: usize, ids: &[EntryId]) -> Gathered {
    let entries = site.entries.len();
    let mut gathered = Gathered::default();
    // Links come in the order of their entries, so an earlier one of the same entry is the last so far.
    let mut last = vec![u32::MAX; slots];
    for &from in ids {
        for (fragment, resolved) in site.resolved[from.0 as usize].iter().enumerate() {
            for (link, destination) in resolved.links.iter().enumerate() {
                let page = match destination {
                    Destination::Page { page, .. } => *page,
                    Destination::Embedded(id) => PageId::Entry(*id),
                    _ => continue,
                };
                if page == PageId::Entry(from) {
                    continue;
                }
                let Some(used) = Used::of(page).and_then(|used| shown(site, from, used)) else { continue };
                let backlink = || backlink(site, from, FragmentId(fragment as u32), link as u32);
                match slot(entries, used) {
                    Some(slot) if last[slot] != from.0 => {
                        last[slot] = from.0;
                        gathered.counted.push((slot as u32, backlink()));
                    }
                    Some(_) => {}
                    None => {
                        let all = gathered.others.entry(used).or_default();
                        if all.last().is_none_or(|last| last.from != from) {
                            all.push(backlink());
                        }
                    }
                }
            }
        }
    }
    gathered
}

fn backlink(site: &Site, from: EntryId, fragment: FragmentId, link: u32) -> Backlink {
    let outline = &site.entry(from).fragment(fragment).outline;
    let (told, titled) = match outline.said(link) {
        Some(sentence) => {
            let (words, mut titles) = outline.sentences.untitled(sentence);
            (words, titles.next().is_some())
        }
        None => (place(outline, link), false),
    };
    Backlink { from, fragment, link, told, titled }
}

/// What is told of a link without a sentence: whether it is an embed, and where it stands.
fn place(outline: &Outline, link: u32) -> [u8; 16] {
    let is_embed = outline.links.get(link as usize).is_some_and(|link| link.form == LinkForm::Embed);
    let (id, text) = outline.section_of(link).map_or(("", ""), |heading| (&heading.id.value, &heading.text));
    crate::parse::hash(format!("{is_embed} {id} {text}").as_bytes())
}

/// Sorts links by their slots, and leaves those of one slot in their order.
fn by_slot(slots: usize, found: &[(u32, Backlink)]) -> (Vec<u32>, Vec<Backlink>) {
    let mut ends = vec![0; slots];
    found.iter().for_each(|(slot, _)| ends[*slot as usize] += 1);
    let mut sum = 0;
    for end in &mut ends {
        sum += *end;
        // Where its first link goes; it moves on with each that is put there.
        *end = sum - *end;
    }
    let Some(&(_, any)) = found.first() else { return (ends, Vec::new()) };
    let mut links = vec![any; found.len()];
    for (slot, link) in found {
        let place = &mut ends[*slot as usize];
        links[*place as usize] = *link;
        *place += 1;
    }
    (ends, links)
}

/// The page that tells of a link: the one in the language of the entry that it stands in, where there is such a page.
fn shown(site: &Site, from: EntryId, to: Used) -> Option<Used> {
    if site.translations.is_empty() {
        return site.addresses.has(to.page()).then_some(to);
    }
    let language = site.entry(from).language.as_ref();
    let shown = match to {
        Used::Entry(id) if site.entry(id).language.as_ref() == language => to,
        Used::Entry(id) => Used::Entry(*site.translations.get(&id)?.get(language?)?),
        Used::Secondary(_) | Used::Place(_) | Used::Index(_) if language.is_none() => to,
        Used::Secondary(_) | Used::Place(_) | Used::Index(_) => return None,
    };
    site.addresses.has(shown.page()).then_some(shown)
}
