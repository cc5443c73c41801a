//! The lists of a linked site in, the pages that show their further parts out; and the further files of the sitemap.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::pages::{Owner, Taken};
use super::{CITING, DriverRef, EntryId, Index, Listing, PART, PageId, SecondaryId, Site, UrlPath};
use crate::diag::{Code, Findings};
use crate::model::Kind;
use crate::text::slug;

/// Addresses that one file of a sitemap may hold, by its protocol.
const SITEMAP: usize = 50_000;

/// Gives every part of a long list an address below its page.
pub(super) fn assign(found: &mut Findings, site: &mut Site) {
    let mut taken = Taken::of(std::mem::take(Arc::make_mut(&mut site.pages)));
    // Keys of works may be alike but for what an address cannot hold.
    let mut alike = BTreeSet::new();
    for listing in long(site) {
        let base = base(site, listing);
        let base = if listing.stands_alone() { distinct(&mut alike, base) } else { base };
        let first = if listing.stands_alone() { 1 } else { 2 };
        for part in first..=site.parts(listing) {
            let address = if part == 1 { base.clone() } else { base.below(&format!("page/{part}")) };
            match taken.owner(&address) {
                Some(owner) => conflict(found, site, &address, owner),
                None => {
                    let page = PageId::Further(listing, part);
                    Arc::make_mut(&mut site.addresses).insert(page, address.clone());
                    taken.insert(address, page);
                }
            }
        }
    }
    site.pages = Arc::new(taken.pages);
    site.divide_sitemap(SITEMAP);
}

/// Lists that one page does not show whole.
fn long(site: &Site) -> Vec<Listing> {
    let lists = &site.lists;
    let mut all: Vec<Listing> = Index::ALL.map(Listing::Index).to_vec();
    all.extend([Kind::Collaborative, Kind::Page].map(Listing::OfKind));
    all.extend(lists.examples_of_place.keys().map(|&place| Listing::Place(place)));
    all.extend(of_entries(site, lists.of_kind.get(&Kind::Driver).into_iter().flatten(), Listing::Secondaries));
    all.extend(of_entries(site, lists.briefs_of_driver.keys(), Listing::Briefs));
    let examples = |id| Listing::Examples(DriverRef::Primary(id));
    all.extend(of_entries(site, lists.examples_of_driver.keys(), examples));
    all.extend(of_entries(site, lists.guides_of_brief.keys(), Listing::Guides));
    all.extend(of_entries(site, lists.guides_of_collaborative.keys(), Listing::Guides));
    for id in (0..site.secondaries.len() as u32).map(SecondaryId) {
        let examples = Listing::Examples(DriverRef::Secondary(id));
        all.extend([Listing::Strategies(id), examples, Listing::Actions(id), Listing::Questions(id)]);
    }
    for &driver in lists.measures.keys() {
        match driver {
            DriverRef::Primary(id) => {
                all.extend(of_entries(site, [id].iter(), |id| Listing::Measures(DriverRef::Primary(id))));
            }
            DriverRef::Secondary(_) => all.push(Listing::Measures(driver)),
        }
    }
    all.extend(site.backlinks.used().map(Listing::Uses));
    all.push(Listing::Works);
    all.retain(|&listing| site.parts(listing) > 1 && site.addresses.has(listing.owner()));
    let series = lists.briefs_of_series.values().filter(|briefs| briefs.len() > PART);
    all.extend(series.map(|briefs| Listing::Series(briefs[0])));
    let citing = lists.citing.iter().filter(|(_, entries)| entries.len() > CITING);
    all.extend(citing.map(|(&work, _)| Listing::Citing(work)));
    all.extend(lists.letters.keys().map(|&(language, letter)| Listing::Letter(language, letter)));
    all
}

/// The same list of each entry, and of its translations.
fn of_entries<'a>(
    site: &Site,
    ids: impl Iterator<Item = &'a EntryId>,
    listing: impl Fn(EntryId) -> Listing,
) -> Vec<Listing> {
    let translations = |id: EntryId| site.translations.get(&id).into_iter().flat_map(|all| all.values().copied());
    ids.flat_map(|&id| std::iter::once(id).chain(translations(id))).map(listing).collect()
}

/// The address above the parts of a list. An entry's is followed by the list's name, since it may have several.
fn base(site: &Site, listing: Listing) -> UrlPath {
    let owner = site.address(listing.owner());
    match listing {
        Listing::Index(_) | Listing::Place(_) | Listing::Works => owner.clone(),
        Listing::OfKind(kind) => owner.below(kind.folder()),
        Listing::Secondaries(_) => owner.below("secondaries"),
        Listing::Briefs(_) => owner.below("briefs"),
        Listing::Examples(_) => owner.below("examples"),
        Listing::Guides(_) => owner.below("guides"),
        Listing::Strategies(_) => owner.below("strategies"),
        Listing::Actions(_) => owner.below("actions"),
        Listing::Questions(_) => owner.below("questions"),
        Listing::Measures(_) => owner.below("measures"),
        Listing::Uses(_) => owner.below("uses"),
        Listing::Series(brief) => site.address(PageId::Entry(brief)).below("series"),
        Listing::Citing(work) => {
            let key = slug(&site.reference(work).key.value);
            owner.below(if key.is_empty() { "work" } else { &key })
        }
        Listing::Letter(_, '#') => owner.below("other"),
        Listing::Letter(_, letter) => owner.below(&letter.to_ascii_lowercase().to_string()),
    }
}

/// The address, with a number where another list has the same.
fn distinct(alike: &mut BTreeSet<UrlPath>, address: UrlPath) -> UrlPath {
    let plain = address.as_str().trim_matches('/').to_owned();
    let mut distinct = address;
    for number in 2.. {
        if alike.insert(distinct.clone()) {
            break;
        }
        distinct = UrlPath::folder(&[&format!("{plain}-{number}")]);
    }
    distinct
}

/// Whoever stands where a long list must go on is told to make way.
fn conflict(found: &mut Findings, site: &Site, address: &UrlPath, owner: PageId) {
    let Some(Owner { at, help }) = super::pages::owner(site, owner) else { return };
    found.add(Code::AddressConflict, at, format!("the address {address} is taken by the site itself"), help);
}

impl Site {
    /// Divides the sitemap into files of at most so many addresses, where one file cannot hold them.
    pub(crate) fn divide_sitemap(&mut self, most: usize) {
        let listed = self.pages.iter().filter(|(_, page)| self.is_listed(**page)).map(|(address, _)| address);
        let starts: Vec<UrlPath> = listed.step_by(most).cloned().collect();
        if starts.len() < 2 {
            return;
        }
        for part in 0..starts.len() as u32 {
            let address = UrlPath::file(&format!("sitemap-{}.xml", part + 1));
            Arc::make_mut(&mut self.addresses).insert(PageId::SitemapPart(part), address.clone());
            Arc::make_mut(&mut self.pages).insert(address, PageId::SitemapPart(part));
        }
        self.sitemaps = starts;
    }
}
