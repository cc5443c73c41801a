//! A page and its language in, what of the page depends on it out: the way it is read, its translations, words of
//! another language marked as such. Never chooses the language of a page.

use super::frame::{Page, canonical};
use super::views::{Alternate, LanguageLink, OlderView};
use crate::graph::{EntryId, LanguageId, PageId};
use crate::text::escape;

/// Languages that are written from right to left, by the first part of their tags.
const RIGHT_TO_LEFT: [&str; 11] = ["ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"];

/// True for a language that is written from right to left.
pub(super) fn is_rtl(language: &str) -> bool {
    let mut parts = language.split('-');
    let first = parts.next().unwrap_or_default();
    match parts.find(|part| part.len() == 4) {
        // A script says it: `ku-Arab`, `az-Latn`.
        Some(script) => ["arab", "hebr", "syrc", "thaa"].contains(&&*script.to_ascii_lowercase()),
        None => RIGHT_TO_LEFT.contains(&&*first.to_ascii_lowercase()),
    }
}

/// The attribute that says which way a language is written.
fn direction(language: &str) -> &'static str {
    if is_rtl(language) { " dir=\"rtl\"" } else { " dir=\"ltr\"" }
}

impl<'a> Page<'a> {
    /// The language that an entry is written in.
    pub fn language_of(&self, id: EntryId) -> &'a str {
        self.site.entry(id).language.as_deref().unwrap_or(&self.site.settings.language)
    }

    /// Words in a language, marked where it is not that of the page, so that they are read aloud as they should.
    pub fn spoken(&self, language: &str, html: String) -> String {
        if language == self.language || html.is_empty() {
            return html;
        }
        let turned = if is_rtl(language) != is_rtl(self.language) { direction(language) } else { "" };
        format!("<span lang=\"{}\"{turned}>{html}</span>", escape(language))
    }

    pub fn languages(&self, id: EntryId) -> Vec<LanguageLink> {
        let original = self.site.original(id);
        let Some(translations) = self.site.translations.get(&original) else { return Vec::new() };
        let all = translations.iter().map(|(language, id)| (language.as_str(), *id));
        let all = std::iter::once((self.site.settings.language.as_str(), original)).chain(all);
        let others = all.filter(|(language, id)| *language != self.language && self.site.is_published(*id));
        let link = |(language, id): (&str, EntryId)| LanguageLink {
            lang: language.to_owned(),
            name: self.theme.language_name(language),
            url: self.link_to(self.site.address(PageId::Entry(id))),
        };
        others.map(link).collect()
    }

    /// The search in another language.
    pub fn search_in(&self, id: LanguageId) -> LanguageLink {
        let lang = self.site.searched(id).language.clone();
        LanguageLink { name: self.theme.language_name(&lang), lang, url: self.link(PageId::Search(id)) }
    }

    /// Every language that an entry's page is there in, its own and the one for all others included.
    pub fn alternates(&self, id: EntryId) -> Vec<Alternate> {
        let original = self.site.original(id);
        let Some(translations) = self.site.translations.get(&original) else { return Vec::new() };
        let published: Vec<(&str, EntryId)> = translations
            .iter()
            .filter(|(_, id)| self.site.is_published(**id))
            .map(|(language, id)| (language.as_str(), *id))
            .collect();
        if published.is_empty() {
            return Vec::new();
        }
        let own = (self.site.settings.language.as_str(), original);
        let all = std::iter::once(own).chain(published).chain([("x-default", original)]);
        let link = |(language, id): (&str, EntryId)| {
            let address = self.site.address(PageId::Entry(id));
            let url = canonical(self.site, address).unwrap_or_else(|| self.link_to(address));
            Alternate { lang: language.to_owned(), url }
        };
        all.map(link).collect()
    }

    /// The original of a translation, where it has changed since.
    pub fn older(&self, id: EntryId) -> Option<OlderView> {
        let original = self.site.original(id);
        let (own, newer) = (self.site.entry(id).updated.as_ref()?, self.site.entry(original).updated.as_ref()?);
        (original != id && own.value < newer.value).then(|| OlderView {
            date: self.date(newer.value),
            url: self.link_to(self.site.address(PageId::Entry(original))),
            lang: self.site.settings.language.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::is_rtl;

    #[test]
    fn a_language_runs_as_its_script_does() {
        assert!(is_rtl("ar") && is_rtl("he-IL") && is_rtl("ku-Arab") && is_rtl("FA"));
        assert!(!is_rtl("en") && !is_rtl("es-419") && !is_rtl("az-Latn") && !is_rtl("ur-Latn"));
    }
}
