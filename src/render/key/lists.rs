//! What a page's key holds of the lists on it: of each the part that the page shows, and how long the whole is.

use super::{Keys, Mix};
use crate::graph::{
    Backlink, CITING, EntryId, Figure, Index, Items, LanguageId, Listing, Own, PageId, ReferenceId, SecondaryId,
    SiteFile, UrlPath, Used,
};
use crate::model::{Details, Kind};
use crate::render::{hosting, indexes, island};

impl Keys<'_> {
    // Any list.

    /// A part of a list as a page shows it, with the ways to the others.
    pub(super) fn part(&self, mix: &mut Mix, listing: Listing, part: u32) {
        let (start, items) = self.site.part(listing, part);
        mix.number(self.site.items(listing).len()).number(start).number(items.len());
        self.items(mix, items);
    }

    fn items(&self, mix: &mut Mix, items: Items<'_>) {
        match items {
            Items::Entries(ids) => self.cards_of(mix, ids),
            Items::Headed(entries) => {
                for &(head, id) in entries {
                    head.into_iter().for_each(|head| self.page(mix, head));
                    mix.key(&self.cards[id.0 as usize]);
                }
            }
            Items::Secondaries(start, end) => {
                for id in (start..end).map(SecondaryId) {
                    self.secondary(mix, id);
                    self.counts(mix, id);
                }
            }
            Items::Strategies(sections) => sections.iter().for_each(|&section| self.strategy(mix, section)),
            Items::Actions(actions) => actions.iter().for_each(|&action| self.action(mix, action)),
            Items::Questions(items) => items.iter().for_each(|&item| self.question(mix, item)),
            // Their titles are a part of the collaborative's front matter, and so of its face.
            Items::Measures(all) => {
                for &(of, at) in all {
                    mix.tag(b'y').key(&self.faces[of.0 as usize]).number(at as usize);
                }
            }
            Items::Uses(links) => links.iter().for_each(|link| self.usage(mix, link)),
            Items::Works(start, end) => {
                indexes::works(self.site, start, end).iter().for_each(|&work| self.cited(mix, work));
            }
            Items::Pages(pages) => pages.iter().for_each(|&page| self.page(mix.tag(b'.'), page)),
        }
    }

    /// The page of a part of a list.
    pub(super) fn further(&self, mix: &mut Mix, listing: Listing, part: u32) {
        self.page(mix.tag(b'>'), listing.owner());
        if let Listing::Series(brief) = listing {
            self.face_of(mix, Some(brief));
        }
        if let Listing::Citing(work) = listing {
            self.work(mix, work);
        }
        if let Listing::Letter(language, _) = listing {
            self.letters(mix, language);
        }
        self.part(mix, listing, part);
    }

    /// The briefs of a series that a brief's page shows.
    pub(super) fn series(&self, mix: &mut Mix, id: EntryId) {
        let all = self.site.series(id);
        let near = self.site.series_near(id);
        mix.number(all.len()).number(near.len());
        all.iter().take(1).chain(near).for_each(|&other| self.face_of(mix, Some(other)));
    }

    // Drivers.

    pub(super) fn framework(&self, mix: &mut Mix, id: EntryId) {
        mix.key(&self.faces[id.0 as usize]);
        for &driver in self.site.lists.drivers_of_framework.get(&id).into_iter().flatten() {
            self.face_of(mix, Some(driver));
            self.site.secondaries_of(driver).for_each(|id| self.counts(mix, id));
        }
    }

    /// What a driver's place in its framework shows of the others: how many they are.
    pub(super) fn within(&self, mix: &mut Mix, framework: Option<EntryId>) {
        let all = framework.and_then(|id| self.site.lists.drivers_of_framework.get(&id));
        mix.number(all.map_or(0, Vec::len));
    }

    /// How much the site has on a secondary driver.
    fn counts(&self, mix: &mut Mix, id: SecondaryId) {
        let lists = &self.site.lists;
        mix.number(lists.examples_of_secondary.get(&id).map_or(0, Vec::len));
        mix.number(lists.strategies.get(&id).map_or(0, Vec::len));
        mix.number(lists.actions.get(&id).map_or(0, Vec::len));
        mix.number(lists.items.get(&id).map_or(0, Vec::len));
    }

    pub(super) fn secondary_page(&self, mix: &mut Mix, id: SecondaryId) {
        mix.tag(b'2');
        self.secondary(mix, id);
        let framework = match self.site.relations(self.site.secondary(id).driver).own {
            Own::Driver { framework, .. } => framework,
            Own::None | Own::Brief { .. } | Own::Example { .. } | Own::Guide { .. } => None,
            Own::Collaborative { .. } => None,
        };
        self.face_of(mix, framework);
        self.within(mix, framework);
        // What its driver is adapted from, the page cites as its own source.
        let adapted = self.site.relations(self.site.secondary(id).driver).adapted_from;
        adapted.iter().for_each(|work| self.work(mix, *work));
        self.part(mix, Listing::Examples(crate::graph::DriverRef::Secondary(id)), 1);
        self.part(mix, Listing::Strategies(id), 1);
        self.part(mix, Listing::Actions(id), 1);
        self.part(mix, Listing::Questions(id), 1);
        self.part(mix, Listing::Measures(crate::graph::DriverRef::Secondary(id)), 1);
    }

    fn strategy(&self, mix: &mut Mix, (brief, heading): (EntryId, u32)) {
        let heading = &self.site.entry(brief).outline().headings[heading as usize];
        self.section(mix, brief, &heading.id.value, &heading.text);
    }

    fn action(&self, mix: &mut Mix, (guide, action): (EntryId, usize)) {
        let Details::Guide(details) = &self.site.entry(guide).details else { return };
        let Some(action) = details.actions.get(action) else { return };
        let heading = &self.site.entry(guide).outline().headings[action.heading as usize];
        self.section(mix.tag(b'A'), guide, &heading.id.value, &heading.text);
    }

    fn question(&self, mix: &mut Mix, (guide, item): (EntryId, usize)) {
        let Details::Guide(details) = &self.site.entry(guide).details else { return };
        let Some(item) = details.items.get(item) else { return };
        let item = &self.site.entry(guide).outline().items[item.item as usize];
        self.section(mix.tag(b'I'), guide, item.id.as_ref().map_or("", |id| &id.value), &item.text);
    }

    /// What a guide's answers are shown beside: sections of briefs and examples of the drivers that it names.
    pub(super) fn beside(&self, mix: &mut Mix, guide: EntryId) {
        for id in island::secondaries(self.site, guide) {
            let (strategies, examples, total) = island::beside(self.site, id);
            self.secondary(mix.tag(b'='), id);
            mix.number(strategies.len()).number(total);
            for &(brief, heading) in strategies {
                self.strategy(mix, (brief, heading));
            }
            self.cards_of(mix, examples);
        }
        for (id, worded) in island::in_all_languages(self.site, guide) {
            mix.tag(b'~').text(&id);
            for hash in &worded.hashes {
                mix.text(hash);
            }
        }
    }

    fn section(&self, mix: &mut Mix, of: EntryId, id: &str, text: &str) {
        mix.tag(b'/').key(&self.faces[of.0 as usize]).text(id).text(text);
    }

    // Uses.

    /// Who leads to a page: how many of each kind, and of the first ones each with its sentence.
    pub(super) fn uses(&self, mix: &mut Mix, page: PageId) {
        let Some(listing) = Used::of(page).map(Listing::Uses) else { return };
        let Items::Uses(all) = self.site.items(listing) else { return };
        let kind = |link: &Backlink| self.site.entry(link.from).kind;
        for uses in all.chunk_by(|a, b| kind(a) == kind(b)) {
            mix.text(kind(&uses[0]).word()).number(uses.len());
        }
        self.part(mix, listing, 1);
    }

    fn usage(&self, mix: &mut Mix, link: &Backlink) {
        mix.tag(b'b').key(&self.faces[link.from.0 as usize]).key(&link.told);
        if link.titled {
            self.titles(mix, link);
        }
    }

    /// The titles that stand in a sentence.
    fn titles(&self, mix: &mut Mix, link: &Backlink) {
        let outline = &self.site.entry(link.from).fragment(link.fragment).outline;
        let Some(sentence) = outline.said(link.link) else { return };
        let (_, titled) = outline.sentences.untitled(sentence);
        let resolved = self.site.resolved(link.from, link.fragment);
        titled.for_each(|named| self.destination(mix, &resolved.links[named as usize]));
    }

    // Pages that are lists.

    pub(super) fn index(&self, mix: &mut Mix, index: Index) {
        mix.tag(b'L').text(index.folder());
        match index.kind() {
            None => self.places(mix),
            Some(kind) => {
                self.part(mix.number(self.site.number_of(kind)), Listing::Index(index), 1);
                if matches!(index, Index::Examples | Index::Briefs) {
                    self.site.of_kind(Kind::Driver).for_each(|id| self.face_of(mix, Some(id)));
                    self.places(mix);
                }
            }
        }
        if index == Index::Drivers {
            mix.key(&self.figures[Figure::Coverage as usize]);
        }
    }

    pub(super) fn places(&self, mix: &mut Mix) {
        for (place, examples) in &self.site.lists.examples_of_place {
            mix.text(place.code()).number(examples.len());
        }
    }

    pub(super) fn home(&self, mix: &mut Mix) {
        mix.tag(b'H').number(self.site.number_of(Kind::Example));
        self.site.of_kind(Kind::Framework).for_each(|id| self.framework(mix, id));
        self.cards_of(mix, &indexes::newest_briefs(self.site));
        self.cards_of(mix, &indexes::first_guides(self.site));
        self.part(mix, Listing::OfKind(Kind::Collaborative), 1);
        self.part(mix, Listing::OfKind(Kind::Page), 1);
        self.places(mix);
    }

    pub(super) fn a_to_z(&self, mix: &mut Mix, language: LanguageId) {
        self.plan(mix.tag(b'Z'), language);
        // The page leads to the same in the other languages.
        for other in self.site.languages() {
            mix.text(&self.site.searched(other).language);
        }
        match language {
            _ if indexes::has_letters(self.site, language) => self.letters(mix, language),
            LanguageId::OWN => self.pages(mix, self.site.pages.iter()),
            _ => indexes::titled(self.site, language).into_iter().for_each(|page| self.page(mix, page)),
        }
    }

    fn letters(&self, mix: &mut Mix, language: LanguageId) {
        for letter in indexes::letters_of(self.site, language) {
            mix.0.extend(u32::from(letter).to_le_bytes());
        }
        mix.tag(b'.');
    }

    pub(super) fn sitemap(&self, mix: &mut Mix) {
        mix.tag(b'M').number(self.site.sitemaps.len());
        if self.site.sitemaps.is_empty() {
            self.pages(mix, self.site.pages.iter());
        }
    }

    /// Pages with their titles, and whether and when they changed.
    pub(super) fn pages<'a>(&self, mix: &mut Mix, pages: impl Iterator<Item = (&'a UrlPath, &'a PageId)>) {
        for (address, &page) in pages {
            mix.text(address.as_str());
            if let PageId::Entry(_) | PageId::Secondary(_) = page {
                self.page(mix, page);
            }
        }
    }

    pub(super) fn bibliography(&self, mix: &mut Mix) {
        mix.tag(b'B');
        if self.site.parts(Listing::Works) > 1 {
            return self.part(mix, Listing::Works, 1);
        }
        // One page shows them all, so that their order says nothing: it follows from what they are.
        self.site.lists.citing.keys().for_each(|&work| self.cited(mix, work));
    }

    /// A file that programs read.
    pub(super) fn file(&self, mix: &mut Mix, file: SiteFile) {
        match file {
            // Their order follows from what they are.
            SiteFile::Bibliography(_) => {
                mix.tag(b'b');
                self.site.lists.citing.keys().for_each(|&work| self.work(mix, work));
            }
            // The settings alone; title, publisher and colors are among them.
            SiteFile::Headers => drop(mix.tag(b'h')),
            SiteFile::Picture => drop(mix.tag(b'!')),
            // The program alone.
            SiteFile::Schema => drop(mix.tag(b'j')),
            SiteFile::Redirects => {
                mix.tag(b'r');
                for (from, id, alias) in hosting::stubs(self.site) {
                    mix.text(from.as_str()).number(alias as usize).key(&self.faces[id.0 as usize]);
                }
            }
            // The program and the settings alone say what they hold.
            SiteFile::AnswersSchema | SiteFile::GuideSchema => drop(mix.tag(b's')),
        }
    }

    /// A work with the pages that cite it.
    fn cited(&self, mix: &mut Mix, work: ReferenceId) {
        self.work(mix, work);
        mix.text(&self.site.reference(work).key.value);
        let citing = self.site.lists.citing.get(&work).map(Vec::as_slice).unwrap_or_default();
        mix.number(citing.len()).text(self.site.address(PageId::Further(Listing::Citing(work), 1)).as_str());
        citing.iter().take(CITING).for_each(|&id| self.face_of(mix, Some(id)));
    }
}
