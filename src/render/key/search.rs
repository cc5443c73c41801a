//! What the keys hold of files of the search index and of the glossary's meanings. Files of words have no key: their
//! bytes are at hand anyway.

use super::{Keys, Mix};
use crate::graph::{EntryId, Listing, PageId};
use crate::model::Kind;
use crate::search::{Plan, Shard};

impl Keys<'_> {
    pub(super) fn shard(&self, mix: &mut Mix, shard: Shard) {
        match shard {
            Shard::Words(_) | Shard::Near(_) => {}
            Shard::Text(number) => {
                let texts = &self.site.documents[self.site.plan.texts(number)];
                texts.iter().for_each(|&document| self.document(mix, document));
            }
            Shard::Facets => {
                mix.number(self.site.documents.len());
                self.site.lists.of_kind.values().for_each(|ids| self.cards_of(mix, ids));
                self.site.of_kind(Kind::Guide).for_each(|id| self.belongings(mix, (id, id)));
            }
            Shard::Terms => self.site.of_kind(Kind::Term).for_each(|id| self.face_of(mix, Some(id))),
        }
    }

    /// What a result shows of a page.
    fn document(&self, mix: &mut Mix, document: PageId) {
        self.page(mix, document);
        match document {
            PageId::Entry(id) => {
                mix.key(&self.cards[id.0 as usize]);
                self.text(mix, id);
            }
            PageId::Place(place) => self.part(mix, Listing::Place(place), 1),
            _ => {}
        }
    }

    /// What a page shows of a term that it names, in every language that it may be shown in.
    pub(super) fn meaning(&self, mix: &mut Mix, term: EntryId) {
        if self.site.entry(term).kind != Kind::Term {
            return;
        }
        let translations = self.site.translations.get(&term).into_iter().flat_map(|all| all.values().copied());
        for shown in [term].into_iter().chain(translations) {
            mix.key(&self.site.entry(shown).hashes.file);
            let links = self.site.resolved[shown.0 as usize].iter().flat_map(|resolved| &resolved.links);
            links.for_each(|link| self.destination(mix, link));
        }
    }

    pub(super) fn plan(&self, mix: &mut Mix) {
        let Plan { documents, words, near, group } = self.site.plan;
        for number in [documents, words, near, group] {
            mix.number(number as usize);
        }
    }
}
