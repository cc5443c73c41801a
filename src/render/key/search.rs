//! What the keys hold of files of the search index and of the glossary's meanings. Files of words have no key: their
//! bytes are at hand anyway.

use super::{Keys, Mix};
use crate::graph::{Document, EntryId, LanguageId, Listing, Own, PageId};
use crate::model::Kind;
use crate::render::indexes;
use crate::search::{Plan, Shard};

impl Keys<'_> {
    pub(super) fn shard(&self, mix: &mut Mix, language: LanguageId, shard: Shard) {
        let searched = self.site.searched(language);
        match shard {
            Shard::Words(_) | Shard::Near(_) => {}
            Shard::Text(number) => self.documents(mix, &searched.documents[searched.plan.texts(number)]),
            Shard::Works(number) => self.documents(mix, &searched.documents[searched.plan.works(number)]),
            Shard::Facets => {
                mix.number(searched.documents.len());
                searched.documents.iter().for_each(|&document| self.facets(mix, document));
            }
            Shard::Terms => searched.documents.iter().for_each(|document| match document {
                Document::Entry(id) if self.site.entry(*id).kind == Kind::Term => self.face_of(mix, Some(*id)),
                Document::Entry(_) | Document::Secondary(_) | Document::Place(_) | Document::Work(_) => {}
            }),
        }
    }

    fn documents(&self, mix: &mut Mix, documents: &[Document]) {
        documents.iter().for_each(|&document| self.document(mix, document));
    }

    /// What a result shows of a document.
    fn document(&self, mix: &mut Mix, document: Document) {
        match document {
            Document::Entry(id) => {
                self.page(mix, PageId::Entry(id));
                mix.key(&self.cards[id.0 as usize]);
                self.text(mix, id);
            }
            Document::Secondary(id) => self.page(mix, PageId::Secondary(id)),
            Document::Place(place) => {
                self.page(mix, PageId::Place(place));
                self.part(mix, Listing::Place(place), 1);
            }
            Document::Work(id) => {
                self.work(mix, id);
                mix.text(&indexes::address_of_work(self.site, id));
            }
        }
    }

    /// By what one can narrow a search that finds a document.
    fn facets(&self, mix: &mut Mix, document: Document) {
        match document {
            Document::Entry(id) => {
                mix.key(&self.cards[id.0 as usize]);
                if let Own::Guide { brief, .. } = self.site.relations(id).own {
                    self.belongings(mix, (id, self.site.original(id)));
                    // A guide is about what its brief is about.
                    if let Some(brief) = brief {
                        mix.key(&self.cards[brief.0 as usize]);
                    }
                }
            }
            Document::Secondary(id) => self.secondary(mix, id),
            Document::Place(place) => drop(mix.text(place.code())),
            // All are of one sort, and belong to no driver and no place.
            Document::Work(_) => {}
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

    pub(super) fn plan(&self, mix: &mut Mix, language: LanguageId) {
        let Plan { pages, works, words, near, group } = self.site.searched(language).plan;
        for number in [pages, works, words, near, group] {
            mix.number(number as usize);
        }
    }
}
