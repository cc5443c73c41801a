//! A page in, its key out: a hash of everything that may change the page, made without any of its HTML.
//!
//! What a page shows of others is small: a *face* (title, summary, dates, address: an entry's front matter), a *card*
//! (its face, with those of the drivers that it names), or the sentence that a link stands in. Each is hashed once a
//! site; a page's key mixes those that it shows. A key may hold more than its page shows, so that the page is made
//! anew in vain; never less.

use rayon::prelude::*;

use super::feeds;
use super::indexes;
use crate::diag::FileId;
use crate::graph::{Backlink, Destination, DriverRef, EntryId, Figure, Index, Own, PageId, ReferenceId, SecondaryId};
use crate::graph::{Drafts, Site};
use crate::model::{Details, FragmentId, Kind};
use crate::source::{Content, SETTINGS};
use crate::theme::Theme;

/// Half a BLAKE3 hash.
pub type Key = [u8; 16];

/// What the keys of a site's pages are mixed from.
pub struct Keys<'a> {
    site: &'a Site,
    /// What every page shows or rests on: program, theme, settings, navigation.
    everywhere: Key,
    /// By entry: what a title or a link to it shows.
    faces: Vec<Key>,
    /// By entry: what a list shows of it.
    cards: Vec<Key>,
    /// By figure.
    figures: [Key; 3],
}

/// Bytes on their way into a hash. Parts that vary in length carry it in front.
#[derive(Default)]
struct Mix(Vec<u8>);

impl Mix {
    fn tag(&mut self, tag: u8) -> &mut Mix {
        self.0.push(tag);
        self
    }

    fn number(&mut self, number: usize) -> &mut Mix {
        self.0.extend((number as u64).to_le_bytes());
        self
    }

    fn key(&mut self, key: &Key) -> &mut Mix {
        self.0.extend(key);
        self
    }

    fn text(&mut self, text: &str) -> &mut Mix {
        self.number(text.len()).0.extend(text.as_bytes());
        self
    }

    fn hash(&self) -> Key {
        let mut key = [0; 16];
        key.copy_from_slice(&blake3::hash(&self.0).as_bytes()[..16]);
        key
    }
}

impl<'a> Keys<'a> {
    /// Hashes what pages show of one another.
    pub fn new(site: &'a Site, theme: &Theme) -> Keys<'a> {
        let ids: Vec<EntryId> = site.ids().collect();
        let bare: Vec<Key> = ids.par_iter().map(|&id| bare(site, id)).collect();
        let mut keys =
            Keys { site, everywhere: everywhere(site, theme), faces: bare, cards: Vec::new(), figures: [[0; 16]; 3] };
        // A title may name others: their titles are a part of it, and theirs name no further ones.
        keys.faces = ids.par_iter().map(|&id| keys.face_with_names(id)).collect();
        keys.cards = ids.par_iter().map(|&id| keys.card_with_drivers(id)).collect();
        keys.figures = Figure::ALL.map(|figure| keys.drawn(figure));
        keys
    }

    /// The key of a page: equal keys, equal bytes.
    pub fn of(&self, page: PageId) -> Key {
        let mut mix = Mix::default();
        mix.key(&self.everywhere).text(self.site.address(page).as_str());
        match page {
            PageId::Entry(id) => self.entry(&mut mix, id),
            PageId::Secondary(id) => self.secondary_page(&mut mix, id),
            PageId::Place(place) => {
                mix.tag(b'P').text(place.code());
                self.cards_of(&mut mix, self.site.lists.examples_of_place.get(&place));
            }
            PageId::Index(index) => self.index(&mut mix, index),
            PageId::Home => self.home(&mut mix),
            PageId::References => self.bibliography(&mut mix),
            PageId::Search => self.every_page(mix.tag(b'Z')),
            PageId::Sitemap => self.every_page(mix.tag(b'M')),
            PageId::Feed => self.feed(&mut mix),
            PageId::SiteJson => self.data(&mut mix),
            PageId::Stub(entry, alias) => {
                mix.tag(b'S').key(&self.faces[entry.0 as usize]).number(alias as usize);
            }
            PageId::Asset(file) => self.asset(&mut mix, file),
            PageId::NotFound => {
                mix.tag(b'4');
            }
            PageId::Robots => {
                mix.tag(b'R');
            }
        }
        self.backlinks(&mut mix, page);
        mix.hash()
    }

    // Faces and cards.

    fn face_with_names(&self, id: EntryId) -> Key {
        let mut mix = Mix::default();
        mix.key(&self.faces[id.0 as usize]);
        let original = self.site.original(id);
        let translations = self.site.translations.get(&original).into_iter().flat_map(|all| all.values().copied());
        for shown in [original].into_iter().chain(translations) {
            for resolved in self.site.resolved[shown.0 as usize].iter().skip(1) {
                resolved.links.iter().for_each(|link| self.destination(&mut mix, link));
            }
        }
        mix.hash()
    }

    fn card_with_drivers(&self, id: EntryId) -> Key {
        let original = self.site.original(id);
        let mut mix = Mix::default();
        mix.key(&self.faces[original.0 as usize]);
        match &self.site.relations(original).own {
            Own::Example { demonstrates, .. } => demonstrates.iter().for_each(|&driver| self.driver(&mut mix, driver)),
            Own::Brief { driver: Some(driver), .. } => {
                mix.key(&self.faces[driver.0 as usize]);
            }
            Own::None | Own::Driver { .. } | Own::Brief { .. } | Own::Guide { .. } => {}
        }
        mix.hash()
    }

    fn driver(&self, mix: &mut Mix, driver: DriverRef) {
        match driver {
            DriverRef::Primary(id) => {
                mix.tag(b'p').key(&self.faces[id.0 as usize]);
            }
            DriverRef::Secondary(id) => self.secondary(mix, id),
        }
    }

    fn secondary(&self, mix: &mut Mix, id: SecondaryId) {
        let driver = self.site.secondary(id).driver;
        mix.tag(b's').key(&self.faces[driver.0 as usize]).text(self.site.secondary_name(id));
    }

    fn cards_of(&self, mix: &mut Mix, ids: Option<&Vec<EntryId>>) {
        let ids = ids.map(Vec::as_slice).unwrap_or_default();
        mix.number(ids.len());
        for id in ids {
            mix.key(&self.cards[id.0 as usize]);
        }
    }

    fn face_of(&self, mix: &mut Mix, id: Option<EntryId>) {
        match id {
            Some(id) => mix.tag(b'+').key(&self.faces[id.0 as usize]),
            None => mix.tag(b'-'),
        };
    }

    /// What a link shows and where it leads.
    fn destination(&self, mix: &mut Mix, destination: &Destination) {
        match destination {
            Destination::Page { page, anchor } => {
                self.page(mix.tag(b'g'), *page);
                mix.text(anchor.as_deref().unwrap_or(""));
            }
            Destination::Embedded(id) => {
                mix.tag(b'e').key(&self.faces[id.0 as usize]);
            }
            Destination::Draft(id) => {
                mix.tag(b'd').key(&self.faces[id.0 as usize]);
            }
            Destination::Asset(file) => self.asset(mix.tag(b'a'), *file),
            Destination::PlaceAlone(place) => {
                mix.tag(b'l').text(place.code());
            }
            Destination::SamePage { anchor } => {
                mix.tag(b'h').text(anchor);
            }
            Destination::External(url) => {
                mix.tag(b'x').text(url);
            }
            Destination::Figure(figure) => {
                mix.tag(b'f').number(*figure as usize);
            }
            Destination::Unresolved => {
                mix.tag(b'?');
            }
        }
    }

    fn page(&self, mix: &mut Mix, page: PageId) {
        match page {
            PageId::Entry(id) | PageId::Stub(id, _) => {
                mix.key(&self.faces[id.0 as usize]);
            }
            PageId::Secondary(id) => self.secondary(mix, id),
            PageId::Place(place) => {
                mix.text(place.code());
            }
            PageId::Asset(file) => self.asset(mix, file),
            PageId::Home
            | PageId::Index(_)
            | PageId::References
            | PageId::Search
            | PageId::NotFound
            | PageId::Feed
            | PageId::Sitemap
            | PageId::Robots
            | PageId::SiteJson => {
                mix.text(self.site.address(page).as_str());
            }
        }
    }

    fn asset(&self, mix: &mut Mix, file: FileId) {
        if let Some(file) = self.site.files.get(file)
            && let Content::Asset { hash, .. } = &file.content
        {
            mix.text(&file.path).0.extend(hash.as_bytes());
        }
    }

    // Entries.

    fn entry(&self, mix: &mut Mix, id: EntryId) {
        let original = self.site.original(id);
        mix.tag(b'E').key(&self.cards[id.0 as usize]);
        self.text(mix, id);
        if original != id {
            self.text(mix, original);
        }
        self.belongings(mix, original);
    }

    /// An entry's own words, with what its links, citations and embeds show.
    fn text(&self, mix: &mut Mix, id: EntryId) {
        mix.key(&self.site.entry(id).hashes.file);
        for resolved in &self.site.resolved[id.0 as usize] {
            for link in &resolved.links {
                self.destination(mix, link);
                match link {
                    Destination::Embedded(inner) => self.embedded(mix, id, *inner),
                    Destination::Figure(figure) => {
                        mix.key(&self.figures[*figure as usize]);
                    }
                    _ => {}
                }
            }
            resolved.citations.iter().flatten().for_each(|work| self.work(mix, *work));
        }
        let relations = self.site.relations(id);
        relations.adapted_from.iter().for_each(|work| self.work(mix, *work));
        match &relations.own {
            Own::None | Own::Driver { .. } => {}
            Own::Brief { strategies, .. } => strategies.iter().for_each(|(_, driver)| self.secondary(mix, *driver)),
            Own::Example { sources, .. } => sources.iter().for_each(|work| self.work(mix, *work)),
            Own::Guide { actions, items, .. } => {
                for driver in actions.iter().chain(items) {
                    match driver {
                        Some(driver) => self.secondary(mix, *driver),
                        None => {
                            mix.tag(b'-');
                        }
                    }
                }
            }
        }
    }

    /// An entry inside another, in every language that it may be shown in.
    fn embedded(&self, mix: &mut Mix, around: EntryId, inner: EntryId) {
        mix.key(&self.cards[inner.0 as usize]);
        self.text(mix, inner);
        let language = self.site.entry(around).language.as_deref();
        let translations = self.site.translations.get(&inner);
        if let Some(&translation) = language.and_then(|language| translations?.get(language)) {
            self.text(mix, translation);
        }
    }

    fn work(&self, mix: &mut Mix, work: ReferenceId) {
        mix.tag(b'w').key(&self.site.reference(work).hash);
    }

    /// What an entry's page shows of what it belongs to and what belongs to it.
    fn belongings(&self, mix: &mut Mix, id: EntryId) {
        let lists = &self.site.lists;
        match (&self.site.entry(id).details, &self.site.relations(id).own) {
            (Details::Framework(_), _) => self.framework(mix, id),
            (_, Own::Driver { framework, .. }) => {
                self.face_of(mix, *framework);
                self.counts(mix, id);
                self.cards_of(mix, lists.briefs_of_driver.get(&id));
                self.cards_of(mix, lists.examples_of_driver.get(&id));
            }
            (Details::Brief(brief), _) => {
                self.cards_of(mix, lists.guides_of_brief.get(&id));
                lists.series_of(id, brief).for_each(|other| self.face_of(mix, Some(other)));
            }
            (Details::Example(example), Own::Example { demonstrates, .. }) => {
                let related = super::kinds::related(self.site, id, demonstrates, example);
                self.cards_of(mix, Some(&related));
            }
            (_, Own::Guide { brief, collaborative, .. }) => {
                self.face_of(mix, *brief);
                self.face_of(mix, *collaborative);
            }
            (Details::Collaborative(_), _) => self.cards_of(mix, lists.guides_of_collaborative.get(&id)),
            (Details::Driver(_) | Details::Example(_) | Details::Guide(_) | Details::Term(_) | Details::Page, _) => {}
        }
    }

    fn framework(&self, mix: &mut Mix, id: EntryId) {
        mix.key(&self.faces[id.0 as usize]);
        for &driver in self.site.lists.drivers_of_framework.get(&id).into_iter().flatten() {
            self.face_of(mix, Some(driver));
            self.counts(mix, driver);
        }
    }

    /// How much the site has on each secondary driver.
    fn counts(&self, mix: &mut Mix, driver: EntryId) {
        let lists = &self.site.lists;
        for id in self.site.secondaries_of(driver) {
            mix.number(lists.examples_of_secondary.get(&id).map_or(0, Vec::len));
            mix.number(lists.strategies.get(&id).map_or(0, Vec::len));
            mix.number(lists.actions.get(&id).map_or(0, Vec::len));
            mix.number(lists.items.get(&id).map_or(0, Vec::len));
        }
    }

    fn secondary_page(&self, mix: &mut Mix, id: SecondaryId) {
        let lists = &self.site.lists;
        mix.tag(b'2');
        self.secondary(mix, id);
        self.cards_of(mix, lists.examples_of_secondary.get(&id));
        for &(brief, heading) in lists.strategies.get(&id).into_iter().flatten() {
            let heading = &self.site.entry(brief).outline().headings[heading as usize];
            self.part(mix, brief, &heading.id.value, &heading.text);
        }
        for &(guide, action) in lists.actions.get(&id).into_iter().flatten() {
            let Details::Guide(details) = &self.site.entry(guide).details else { continue };
            let Some(action) = details.actions.get(action) else { continue };
            let heading = &self.site.entry(guide).outline().headings[action.heading as usize];
            self.part(mix.tag(b'A'), guide, &heading.id.value, &heading.text);
        }
        for &(guide, item) in lists.items.get(&id).into_iter().flatten() {
            let Details::Guide(details) = &self.site.entry(guide).details else { continue };
            let Some(item) = details.items.get(item) else { continue };
            let item = &self.site.entry(guide).outline().items[item.item as usize];
            self.part(mix.tag(b'I'), guide, item.id.as_ref().map_or("", |id| &id.value), &item.text);
        }
    }

    fn part(&self, mix: &mut Mix, of: EntryId, id: &str, text: &str) {
        mix.tag(b'/').key(&self.faces[of.0 as usize]).text(id).text(text);
    }

    /// Who leads to a page, each with the sentence that the link stands in.
    fn backlinks(&self, mix: &mut Mix, page: PageId) {
        let target = match page {
            PageId::Entry(id) => PageId::Entry(self.site.original(id)),
            other => other,
        };
        for Backlink { from, fragment, link } in self.site.backlinks.get(&target).into_iter().flatten() {
            mix.tag(b'b').key(&self.faces[from.0 as usize]);
            self.sentence(mix, *from, *fragment, *link);
        }
    }

    fn sentence(&self, mix: &mut Mix, from: EntryId, fragment: FragmentId, link: u32) {
        let outline = &self.site.entry(from).fragment(fragment).outline;
        let Some(sentence) = outline.links[link as usize].sentence else { return };
        let (words, titles) = outline.sentences.untitled(sentence);
        mix.text(words);
        for &(at, named) in titles {
            self.destination(mix.number(at as usize), &self.site.resolved(from, fragment).links[named as usize]);
            mix.text(&outline.links[named as usize].target.value);
        }
    }

    // Lists.

    fn index(&self, mix: &mut Mix, index: Index) {
        mix.tag(b'L').text(index.folder());
        match index.kind() {
            None => self.places(mix),
            Some(Kind::Driver) => {
                for (framework, drivers) in &self.site.lists.drivers_of_framework {
                    self.face_of(mix, Some(*framework));
                    self.cards_of(mix, Some(drivers));
                }
            }
            Some(Kind::Brief) => {
                for (driver, briefs) in &self.site.lists.briefs_of_driver {
                    self.face_of(mix, Some(*driver));
                    self.cards_of(mix, Some(briefs));
                }
            }
            Some(Kind::Example) => {
                for (place, examples) in &self.site.lists.examples_of_place {
                    mix.text(place.code());
                    self.cards_of(mix, Some(examples));
                }
            }
            Some(kind) => self.all_cards(mix, kind),
        }
    }

    fn all_cards(&self, mix: &mut Mix, kind: Kind) {
        mix.tag(b'K').text(kind.word());
        for id in self.site.of_kind(kind) {
            mix.key(&self.cards[id.0 as usize]);
        }
    }

    fn places(&self, mix: &mut Mix) {
        for (place, examples) in &self.site.lists.examples_of_place {
            mix.text(place.code()).number(examples.len());
        }
    }

    fn home(&self, mix: &mut Mix) {
        mix.tag(b'H').number(self.site.of_kind(Kind::Example).count());
        self.site.of_kind(Kind::Framework).for_each(|id| self.framework(mix, id));
        self.cards_of(mix, Some(&indexes::newest_briefs(self.site)));
        self.cards_of(mix, Some(&indexes::first_guides(self.site)));
        self.all_cards(mix, Kind::Collaborative);
        self.all_cards(mix, Kind::Page);
        self.places(mix);
    }

    /// Every page with its title, and whether and when it changed.
    fn every_page(&self, mix: &mut Mix) {
        for (address, &page) in &self.site.pages {
            mix.text(address.as_str());
            if let PageId::Entry(_) | PageId::Secondary(_) = page {
                self.page(mix, page);
            }
        }
    }

    fn bibliography(&self, mix: &mut Mix) {
        mix.tag(b'B');
        for id in self.site.ids().filter(|&id| self.site.is_published(id)) {
            mix.key(&self.faces[id.0 as usize]);
            let relations = self.site.relations(id);
            let texts =
                self.site.resolved[id.0 as usize].iter().flat_map(|resolved| resolved.citations.iter().flatten());
            texts.chain(&relations.adapted_from).for_each(|work| self.work(mix, *work));
            if let Own::Example { sources, .. } = &relations.own {
                sources.iter().for_each(|work| self.work(mix, *work));
            }
        }
        for work in &self.site.references {
            mix.text(&work.key.value);
        }
    }

    fn feed(&self, mix: &mut Mix) {
        mix.tag(b'F');
        feeds::newest(self.site).into_iter().for_each(|(_, id)| self.face_of(mix, Some(id)));
    }

    fn data(&self, mix: &mut Mix) {
        mix.tag(b'J');
        for id in self.site.ids().filter(|&id| self.site.is_published(id)) {
            mix.key(&self.cards[id.0 as usize]);
            let (brief, collaborative) = match self.site.relations(id).own {
                Own::Guide { brief, collaborative, .. } => (brief, collaborative),
                Own::None | Own::Driver { .. } | Own::Brief { .. } | Own::Example { .. } => (None, None),
            };
            self.face_of(mix, brief);
            self.face_of(mix, collaborative);
            let links = self.site.resolved[id.0 as usize].iter().flat_map(|resolved| &resolved.links);
            links.for_each(|link| self.destination(mix, link));
        }
        for work in &self.site.references {
            mix.text(&work.key.value);
        }
    }

    fn drawn(&self, figure: Figure) -> Key {
        let mut mix = Mix::default();
        mix.number(figure as usize);
        match figure {
            Figure::DriverDiagram => self.site.of_kind(Kind::Framework).for_each(|id| self.framework(&mut mix, id)),
            Figure::PlaceMap => self.places(&mut mix),
            Figure::Coverage => {
                self.site.of_kind(Kind::Driver).for_each(|id| self.face_of(&mut mix, Some(id)));
                for (place, examples) in &self.site.lists.examples_of_place {
                    mix.text(place.code());
                    self.cards_of(&mut mix, Some(examples));
                }
            }
        }
        mix.hash()
    }
}

/// What a title of an entry or a link to it shows, save the titles that it names in turn.
fn bare(site: &Site, id: EntryId) -> Key {
    let original = site.original(id);
    let entry = site.entry(original);
    let mut mix = Mix::default();
    mix.number(entry.kind as usize).text(&entry.id).tag(u8::from(site.is_published(original))).key(&entry.hashes.front);
    for (language, &translation) in site.translations.get(&original).into_iter().flatten() {
        mix.text(language).tag(u8::from(site.is_published(translation))).key(&site.entry(translation).hashes.front);
    }
    // An entry and its translation have their own titles and addresses.
    mix.text(site.entry(id).language.as_deref().unwrap_or("")).key(&site.entry(id).hashes.front);
    mix.hash()
}

fn everywhere(site: &Site, theme: &Theme) -> Key {
    let mut mix = Mix::default();
    mix.key(&theme.key).tag(u8::from(site.drafts == Drafts::Shown));
    let settings = site.files.find(SETTINGS).and_then(|file| site.files.get(file));
    if let Some(Content::Text(text)) = settings.map(|file| &file.content) {
        mix.text(text.as_str());
    }
    for index in Index::ALL {
        let any = index.kind().map_or_else(|| site.places().next().is_some(), |kind| site.has(kind));
        mix.tag(u8::from(any));
    }
    if let Some(logo) = site.logo.and_then(|file| site.files.get(file))
        && let Content::Asset { hash, .. } = &logo.content
    {
        mix.text(&logo.path).0.extend(hash.as_bytes());
    }
    mix.hash()
}
