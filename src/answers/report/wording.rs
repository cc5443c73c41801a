//! A site in, what a report needs to know of its guides out.

use std::collections::{BTreeMap, BTreeSet};

use crate::answers::definition::wording;
use crate::graph::{EntryId, Own, SecondaryId, Site};
use crate::model::{Details, ItemForm, Kind};

/// What a guide asks, and who is asked.
pub struct Asked {
    pub title: String,
    /// Ids and labels, from least to most.
    pub levels: Vec<(String, String)>,
    /// By item or action: the title of its secondary driver; none where it names none.
    pub drivers: BTreeMap<String, Option<String>>,
    /// What takes a level, in the order of the guide.
    pub items: Vec<AskedItem>,
    /// How each item and action is asked.
    pub words: BTreeMap<String, Worded>,
    /// Sites of the collaboratives: id, title, and the title of the track.
    pub roster: Vec<(String, String, Option<String>)>,
}

/// An action as a whole, or an item below it.
pub struct AskedItem {
    pub id: String,
    pub text: String,
    /// True for the action as a whole.
    pub whole: bool,
    pub driver: Option<SecondaryId>,
}

/// The words of an item or action.
pub struct Worded {
    /// Where it stands in the guide, from 0.
    pub place: usize,
    /// In the guide's own language.
    pub text: String,
    /// What a saved answer to these words has as their hash, one for each language of the guide.
    pub hashes: BTreeSet<String>,
}

/// What each guide of a site asks, by the guide's id.
pub fn asked(site: &Site) -> BTreeMap<String, Asked> {
    let roster = roster(site);
    site.of_kind(Kind::Guide).filter_map(|id| Some((site.entry(id).id.clone(), guide(site, id, &roster)?))).collect()
}

fn guide(site: &Site, id: EntryId, roster: &[(String, String, Option<String>)]) -> Option<Asked> {
    let entry = site.entry(id);
    let (Details::Guide(guide), Own::Guide { actions, items, .. }) = (&entry.details, &site.relations(id).own) else {
        return None;
    };
    let title = |driver: Option<SecondaryId>| driver.map(|id| title_of(site, id));
    let outline = entry.outline();
    let mut drivers = BTreeMap::new();
    let mut rated = Vec::new();
    for (at, (action, driver)) in guide.actions.iter().zip(actions).enumerate() {
        let heading = &outline.headings[action.heading as usize];
        drivers.insert(heading.id.value.clone(), title(*driver));
        let (id, text) = (heading.id.value.clone(), heading.text.clone());
        rated.push(AskedItem { id, text, whole: true, driver: *driver });
        for (item, driver) in guide.items.iter().zip(items).filter(|(item, _)| item.action == at) {
            let written = &outline.items[item.item as usize];
            let Some(id) = &written.id else { continue };
            drivers.insert(id.value.clone(), title(*driver));
            if item.form != ItemForm::Question {
                let (id, text) = (id.value.clone(), written.text.clone());
                rated.push(AskedItem { id, text, whole: false, driver: *driver });
            }
        }
    }
    let scale = guide.scale.as_ref().and_then(|name| site.settings.scales.get(&name.value));
    let levels = scale.map_or(&[][..], |scale| &scale.levels);
    Some(Asked {
        title: entry.title.plain.clone(),
        levels: levels.iter().map(|level| (level.id.clone(), level.label.plain.clone())).collect(),
        drivers,
        items: rated,
        words: worded(site, id),
        roster: roster.to_vec(),
    })
}

/// How everything is asked that takes an answer, in a guide and its translations, by the id of the item or action.
pub fn worded(site: &Site, guide: EntryId) -> BTreeMap<String, Worded> {
    let mut words: BTreeMap<String, Worded> = BTreeMap::new();
    let translations = site.translations.get(&guide).into_iter().flat_map(|all| all.values().copied());
    for id in std::iter::once(guide).chain(translations) {
        for (id, text) in texts(site, id) {
            let place = words.len();
            let worded = || Worded { place, text: text.to_owned(), hashes: BTreeSet::new() };
            words.entry(id.to_owned()).or_insert_with(worded).hashes.insert(wording(text));
        }
    }
    words
}

/// The ids and texts of a guide's actions and items, in order.
fn texts(site: &Site, guide: EntryId) -> Vec<(&str, &str)> {
    let entry = site.entry(guide);
    let Details::Guide(details) = &entry.details else { return Vec::new() };
    let outline = entry.outline();
    let mut texts = Vec::new();
    for (at, action) in details.actions.iter().enumerate() {
        let heading = &outline.headings[action.heading as usize];
        texts.push((&*heading.id.value, &*heading.text));
        let items = details.items.iter().filter(|item| item.action == at);
        let items = items.map(|item| &outline.items[item.item as usize]);
        texts.extend(items.filter_map(|item| Some((&*item.id.as_ref()?.value, &*item.text))));
    }
    texts
}

fn roster(site: &Site) -> Vec<(String, String, Option<String>)> {
    let mut roster = Vec::new();
    for id in site.of_kind(Kind::Collaborative) {
        let Details::Collaborative(details) = &site.entry(id).details else { continue };
        for own in &details.sites {
            let track = own.track.as_ref().and_then(|name| details.tracks.iter().find(|t| t.id.value == name.value));
            let track = track.map(|track| track.title.plain.clone());
            roster.push((own.id.value.clone(), own.title.plain.clone(), track));
        }
    }
    roster
}

fn title_of(site: &Site, id: SecondaryId) -> String {
    let secondary = site.secondary(id);
    let title = match &site.entry(secondary.driver).details {
        Details::Driver(driver) => driver.secondary.get(secondary.index).map(|label| label.title.plain.clone()),
        _ => None,
    };
    title.unwrap_or_default()
}
