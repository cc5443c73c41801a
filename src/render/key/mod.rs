//! A page in, its key out: a hash of everything that may change the page, made without any of its HTML.
//!
//! What a page shows of others is small: a *face* (title, summary, dates, address: an entry's front matter), a *card*
//! (its face, with those of the drivers that it names), or the sentence that a link stands in. Each is hashed once a
//! site; a page's key mixes those that it shows. A key may hold more than its page shows, so that the page is made
//! anew in vain; never less.

mod collaborative;
mod lists;
mod search;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rayon::prelude::*;

use super::feeds;
use crate::diag::FileId;
use crate::graph::{Audience, Drafts, Opened, Site};
use crate::graph::{Destination, DriverRef, EntryId, Figure, Index, Listing, Own, PageId, ReferenceId, SecondaryId};
use crate::model::{Details, Kind};
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
    /// By entry: its own words, with what its links, citations and embeds show; once something asks for it.
    texts: Vec<OnceLock<Key>>,
    /// By figure.
    figures: [Key; 3],
    /// By collaborative: what its sites reported, as far as the edition holds it.
    reported: BTreeMap<EntryId, Key>,
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
        let everywhere = everywhere(site, theme);
        let reported = collaborative::reported(site);
        let texts = ids.iter().map(|_| OnceLock::new()).collect();
        let mut keys =
            Keys { site, everywhere, faces: bare, cards: Vec::new(), texts, figures: [[0; 16]; 3], reported };
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
            PageId::Collaborative(id, section) => self.below(&mut mix, id, section),
            PageId::Place(place) => self.part(mix.tag(b'P').text(place.code()), Listing::Place(place), 1),
            PageId::Index(index) => self.index(&mut mix, index),
            PageId::Home => self.home(&mut mix),
            PageId::References => self.bibliography(&mut mix),
            PageId::Search(language) => self.a_to_z(&mut mix, language),
            PageId::Sitemap => self.sitemap(&mut mix),
            PageId::SitemapPart(part) => self.pages(mix.tag(b'M'), feeds::part_of_sitemap(self.site, part)),
            PageId::Further(listing, part) => self.further(&mut mix, listing, part),
            PageId::Feed => self.feed(&mut mix),
            PageId::SiteJson => self.data(&mut mix),
            PageId::Shard(language, shard) => self.shard(&mut mix, language, shard),
            PageId::Handout(id) => self.handout(&mut mix, id),
            PageId::Stub(entry, alias) => {
                mix.tag(b'S').key(&self.faces[entry.0 as usize]).number(alias as usize);
            }
            PageId::Asset(file) => self.asset(&mut mix, file),
            PageId::NotFound => {
                mix.tag(b'4');
            }
            PageId::File(file) => self.file(&mut mix, file),
            PageId::Kit(id) => self.entry(mix.tag(b'K'), id),
            PageId::Robots => {
                mix.tag(b'R');
            }
        }
        self.uses(&mut mix, page);
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
            Own::Collaborative { drivers, .. } => drivers.iter().for_each(|&driver| self.driver(&mut mix, driver)),
        }
        // A term without a summary is shown by the beginning of its text.
        self.meaning(&mut mix, original);
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

    fn cards_of(&self, mix: &mut Mix, ids: &[EntryId]) {
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
            PageId::Handout(id) | PageId::Kit(id) | PageId::Collaborative(id, _) => {
                mix.key(&self.faces[id.0 as usize]);
            }
            PageId::Entry(id) | PageId::Stub(id, _) => {
                mix.key(&self.faces[id.0 as usize]);
            }
            PageId::Secondary(id) => self.secondary(mix, id),
            PageId::Place(place) => {
                mix.text(place.code());
            }
            PageId::Asset(file) => self.asset(mix, file),
            PageId::Home | PageId::Index(_) | PageId::References | PageId::Search(_) | PageId::NotFound => {
                mix.text(self.site.address(page).as_str());
            }
            PageId::Feed | PageId::Sitemap | PageId::SitemapPart(_) | PageId::Robots | PageId::SiteJson => {
                mix.text(self.site.address(page).as_str());
            }
            PageId::Further(..) | PageId::File(_) | PageId::Shard(..) => {
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
        self.belongings(mix, (id, original));
    }

    /// A brief's handout: its own words, its driver, its source and the examples that it may show.
    fn handout(&self, mix: &mut Mix, id: EntryId) {
        let original = self.site.original(id);
        mix.tag(b'O').key(&self.cards[id.0 as usize]);
        self.text(mix, id);
        if original != id {
            self.text(mix, original);
        }
        self.cards_of(mix, &super::handout::examples(self.site, original));
    }

    /// An entry's own words, with what its links, citations and embeds show.
    fn text(&self, mix: &mut Mix, id: EntryId) {
        // No entry embeds itself, so none waits for itself here.
        mix.key(self.texts[id.0 as usize].get_or_init(|| self.text_of(id)));
    }

    fn text_of(&self, id: EntryId) -> Key {
        let mut own = Mix::default();
        let mix = &mut own;
        mix.key(&self.site.entry(id).hashes.file);
        for resolved in self.site.resolved[id.0 as usize].iter() {
            for link in &resolved.links {
                self.destination(mix, link);
                match link {
                    Destination::Page { page: PageId::Entry(to), .. } => self.meaning(mix, *to),
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
            Own::Collaborative { drivers, guides, measures } => self.used(mix, (drivers, guides, measures)),
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
        own.hash()
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

    /// What an entry's page shows of what its original belongs to and what belongs to it.
    fn belongings(&self, mix: &mut Mix, (own, id): (EntryId, EntryId)) {
        match (&self.site.entry(id).details, &self.site.relations(id).own) {
            (Details::Framework(_), _) => self.framework(mix, id),
            (_, Own::Driver { framework, .. }) => {
                self.face_of(mix, *framework);
                self.within(mix, *framework);
                self.part(mix, Listing::Secondaries(own), 1);
                self.part(mix, Listing::Briefs(own), 1);
                self.part(mix, Listing::Examples(DriverRef::Primary(own)), 1);
                self.part(mix, Listing::Measures(DriverRef::Primary(own)), 1);
            }
            (Details::Brief(_), _) => {
                self.part(mix, Listing::Guides(own), 1);
                self.series(mix, id);
            }
            (Details::Example(example), Own::Example { demonstrates, .. }) => {
                self.cards_of(mix, &super::kinds::related(self.site, id, demonstrates, example));
            }
            (_, Own::Guide { brief, collaborative, .. }) => {
                self.face_of(mix, *brief);
                self.face_of(mix, *collaborative);
                self.beside(mix, own);
            }
            (Details::Collaborative(_), _) => self.part(mix, Listing::Guides(own), 1),
            (Details::Driver(_) | Details::Example(_) | Details::Guide(_) | Details::Term(_) | Details::Page, _) => {}
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
                Own::Collaborative { .. } => (None, None),
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
                    self.cards_of(&mut mix, examples);
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
    mix.key(&theme.key).tag(u8::from(site.drafts == Drafts::Shown)).tag(u8::from(site.audience == Audience::Private));
    mix.tag(u8::from(site.opened == Opened::FromFolder));
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
