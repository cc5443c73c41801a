//! What was published before and a linked site in, what is missing from it out: addresses, ids of parts, and ids that
//! another question has taken. Also what a site publishes now, for the next time.

use std::collections::{BTreeMap, BTreeSet};

use super::{EntryId, PageId, Site, UrlPath, targets};
use crate::diag::{Code, FileId, Findings, nearest};
use crate::model::lock::{self, Published, Stood};
use crate::model::{Details, Entry, ItemForm};
use crate::source::LOCK;
use crate::text::{Span, fold};

/// Tells of what the site has lost since `framewright freeze` last wrote its lock.
pub(super) fn check(found: &mut Findings, site: &Site) {
    let Some(file) = site.files.find(LOCK) else { return };
    let Some(text) = crate::diag::Texts::text(&site.files, file) else { return };
    let (lines, faults) = lock::read(text);
    faults.into_iter().for_each(|fault| found.report(file, fault));
    // Where a file could not be read, what it publishes is not known.
    let unread = [Code::EmptyFile, Code::MissingFrontMatter, Code::UnreadableFile, Code::FileTooLarge, Code::TooDeep];
    if found.iter().any(|finding| unread.contains(&finding.fault.code)) {
        return;
    }
    let frozen = Frozen { site, file, listed: lines.iter().map(|(line, _)| line.address.as_str()).collect() };
    // Of a page that is gone, its parts need not be told as well.
    for of_page in lines.chunk_by(|(a, _), (b, _)| a.parts().0 == b.parts().0) {
        frozen.check(found, of_page);
    }
}

/// Everything that a site publishes and must not lose, and what it published before and still leads to.
pub fn record(site: &Site) -> Vec<Published> {
    let mut lines = Vec::new();
    let page = |address: &UrlPath| Published { address: address.to_string(), stood: Stood::Page, words: String::new() };
    for (address, id) in site.pages.iter() {
        match id {
            PageId::Entry(id) => {
                lines.push(page(address));
                parts(site, *id, address, &mut lines);
            }
            PageId::Secondary(_) | PageId::Place(_) | PageId::Stub(..) | PageId::Handout(_) => {
                lines.push(page(address))
            }
            PageId::Collaborative(_, section) if section.is_page() => lines.push(page(address)),
            PageId::Collaborative(..) => {}
            // These the site has of itself; parts of lists and assets come and go with what they show.
            PageId::Home | PageId::Index(_) | PageId::References | PageId::Search(_) | PageId::NotFound => {}
            PageId::Feed | PageId::Sitemap | PageId::SitemapPart(_) | PageId::Robots | PageId::SiteJson => {}
            PageId::File(_) | PageId::Shard(..) | PageId::Further(..) | PageId::Asset(_) => {}
            PageId::Kit(_) => {}
        }
    }
    let known: BTreeSet<String> = lines.iter().map(|line| line.address.clone()).collect();
    let before = site.files.find(LOCK).and_then(|file| crate::diag::Texts::text(&site.files, file));
    let before = before.map(|text| lock::read(text).0).unwrap_or_default();
    lines.extend(before.into_iter().map(|(line, _)| line).filter(|line| !known.contains(&line.address)));
    lines
}

fn parts(site: &Site, id: EntryId, address: &UrlPath, lines: &mut Vec<Published>) {
    let entry = site.entry(id);
    let answered = answered(entry);
    // An id that was made of a heading's words changes with them, and nobody was promised it.
    let made = entry.outline().headings.iter().filter(|heading| !heading.written).map(|heading| &heading.id.value);
    let made: BTreeSet<&String> = made.filter(|id| !answered.contains_key(id.as_str())).collect();
    let anchors = targets::anchors(entry).into_iter().filter(|id| !made.contains(&(*id).to_owned()));
    for id in anchors.chain(site.old_places(id).into_iter().map(|(old, _)| old)) {
        let (stood, words) = match answered.get(id) {
            Some(part) => (part.stood, part.words.to_owned()),
            None => (Stood::Part, String::new()),
        };
        lines.push(Published { address: format!("{address}#{id}"), stood, words });
    }
}

/// Something that a team's answers are filed under.
struct Answered<'a> {
    stood: Stood,
    words: &'a str,
    span: Span,
}

/// The actions and items of a guide, by their ids.
fn answered(entry: &Entry) -> BTreeMap<&str, Answered<'_>> {
    let Details::Guide(guide) = &entry.details else { return BTreeMap::new() };
    let outline = entry.outline();
    let actions = guide.actions.iter().map(|action| {
        let heading = &outline.headings[action.heading as usize];
        (heading.id.value.as_str(), Answered { stood: Stood::Action, words: &heading.text, span: heading.span })
    });
    let items = guide.items.iter().filter_map(|one| {
        let item = &outline.items[one.item as usize];
        let stood = match one.form {
            ItemForm::Question => Stood::Question,
            ItemForm::RatedQuestion => Stood::RatedQuestion,
            ItemForm::Statement => Stood::Statement,
        };
        Some((item.id.as_ref()?.value.as_str(), Answered { stood, words: &item.text, span: item.span }))
    });
    actions.chain(items).collect()
}

/// What the address of a handout has behind that of its brief.
const HANDOUT: &str = "handout/";

/// A site beside what it published before.
struct Frozen<'a> {
    site: &'a Site,
    file: FileId,
    /// Every address and place of the lock.
    listed: BTreeSet<&'a str>,
}

impl Frozen<'_> {
    /// The lines of one page.
    fn check(&self, found: &mut Findings, lines: &[(Published, Span)]) {
        let Some((first, span)) = lines.first() else { return };
        let address = UrlPath::folder(&first.parts().0.split('/').collect::<Vec<_>>());
        let entry = match self.site.pages.get(&address) {
            None => return self.lost_page(found, &address, *span),
            Some(PageId::Entry(id) | PageId::Stub(id, _)) => *id,
            // A page that the site makes of what it lists has no parts of its own.
            Some(_) => return,
        };
        let anchors: BTreeSet<&str> = targets::anchors(self.site.entry(entry)).into_iter().collect();
        let old: BTreeSet<&str> = self.site.old_places(entry).into_iter().map(|(old, _)| old).collect();
        let answered = answered(self.site.entry(entry));
        // After a merge, two lines may tell of one place: either may be right.
        for of_place in lines.chunk_by(|(a, _), (b, _)| a.address == b.address) {
            let (line, span) = &of_place[0];
            let Some(id) = line.parts().1 else { continue };
            if !anchors.contains(id) {
                if !old.contains(id) {
                    self.lost_place(found, entry, id, *span);
                }
                continue;
            }
            if let Some(part) = answered.get(id)
                && of_place.iter().all(|(line, _)| !is_same(line, part))
            {
                self.reused(found, entry, line, part);
            }
        }
    }

    fn lost_page(&self, found: &mut Findings, address: &UrlPath, span: Span) {
        let draft = self.site.ids().find(|&id| {
            let entry = self.site.entry(id);
            entry.draft && super::pages::of_entry(entry.kind, &entry.id, entry.language.as_deref()) == *address
        });
        let alias = format!("- {address}");
        let (cause, help) = match (draft.map(|id| self.path(id)), self.successor(address)) {
            (Some(path), _) => {
                let cause = format!("the address {address} was published, and its page is a draft now");
                (cause, format!("take \"draft: true\" out of {path}, or put \"{alias}\" under aliases of another page"))
            }
            (None, Some(id)) => (
                format!("the address {address} was published and has no page any more"),
                format!("if the page is {} now, put \"{alias}\" under its aliases", self.path(id)),
            ),
            (None, None) => (
                format!("the address {address} was published and has no page any more"),
                format!("put \"{alias}\" under aliases of the page that takes its place"),
            ),
        };
        found.add(Code::LostAddress, (self.file, span), cause, help);
    }

    /// The page that took the place of one: where that was a handout, of the brief that it belonged to.
    fn successor(&self, address: &UrlPath) -> Option<EntryId> {
        let Some(brief) = address.as_str().strip_suffix(HANDOUT).filter(|brief| brief.ends_with('/')) else {
            return self.alike(address);
        };
        let brief = UrlPath::folder(&brief.split('/').collect::<Vec<_>>());
        match self.site.pages.get(&brief) {
            Some(PageId::Entry(id) | PageId::Stub(id, _)) => Some(*id),
            _ => self.alike(&brief),
        }
    }

    /// A page that was not published before, of the same folder and with a name like it; or the only new one there.
    fn alike(&self, address: &UrlPath) -> Option<EntryId> {
        let folder =
            |address: &str| address.trim_end_matches('/').rsplit_once('/').map(|(folder, _)| folder.to_owned());
        let own = folder(address.as_str());
        let fresh = self.site.pages.iter().filter_map(|(other, page)| match page {
            PageId::Entry(id) if !self.listed.contains(other.as_str()) => Some((other.as_str(), *id)),
            _ => None,
        });
        let fresh: Vec<(&str, EntryId)> = fresh.filter(|(other, _)| folder(other) == own).collect();
        if let [(_, only)] = fresh[..] {
            return Some(only);
        }
        let near = nearest(address.as_str(), fresh.iter().map(|(other, _)| *other))?;
        fresh.iter().find(|(other, _)| *other == near).map(|(_, id)| *id)
    }

    fn lost_place(&self, found: &mut Findings, entry: EntryId, id: &str, span: Span) {
        let address = self.site.address(PageId::Entry(entry));
        let path = self.path(entry);
        let cause = format!("the place {address}#{id} was published and is gone");
        let help = format!(
            "give the heading or item in {path} its id back, or put \"- {address}#{id}#NEW-ID\" under its aliases"
        );
        found.add(Code::LostId, (self.file, span), cause, help);
    }

    fn reused(&self, found: &mut Findings, entry: EntryId, line: &Published, part: &Answered<'_>) {
        let id = line.parts().1.unwrap_or("");
        let cause = if is_alike(&line.words, part.words) {
            let (was, is) = (line.stood.word(), part.stood.word());
            format!("the id \"{id}\" belongs to a {was}, and stands at a {is} now: answers would not fit")
        } else {
            format!("the id \"{id}\" belongs to \"{}\", and stands at other words now", line.words)
        };
        let help = format!(
            "give this one an id of its own; if it still asks the same, delete the line of {} from {LOCK} and run \
             framewright freeze",
            line.address
        );
        found.add(Code::ReusedId, (self.site.entry(entry).file, part.span), cause, help);
    }

    fn path(&self, id: EntryId) -> &str {
        self.site.files.get(self.site.entry(id).file).map_or("", |file| &file.path)
    }
}

/// True where answers to what a line tells of are answers to a part as well.
fn is_same(line: &Published, part: &Answered<'_>) -> bool {
    let fits = match (line.stood, part.stood) {
        // Whatever was no question holds no answers.
        (Stood::Page | Stood::Part, _) => return true,
        (Stood::Question | Stood::RatedQuestion, Stood::Question | Stood::RatedQuestion) => true,
        (was, is) => was == is,
    };
    fits && is_alike(&line.words, part.words)
}

/// Words that have changed more than this are another question: half of them, or half of the letters.
const ALIKE: f64 = 0.5;

/// True where one text is the other reworded: most words are the same, or most letters in their order.
fn is_alike(one: &str, other: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        fold(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (a, b) = (words(one), words(other));
    if a == b {
        return true;
    }
    let shared = 2.0 * a.intersection(&b).count() as f64 / (a.len() + b.len()) as f64;
    // Of a very long text, its beginning says enough.
    let letters = |text: &str| fold(text).chars().take(500).collect::<String>();
    shared >= ALIKE || strsim::normalized_levenshtein(&letters(one), &letters(other)) > ALIKE
}

#[cfg(test)]
mod tests {
    use super::is_alike;

    #[test]
    fn a_rewording_is_told_from_another_question() {
        let asked = "Whose perspectives are missing from the conversation?";
        for same in [
            "Whose perspectives are missing from the conversation",
            "Which perspectives are missing from our conversations?",
            "From the conversation, whose views and perspectives are still missing?",
            "Whose perpsectives are misisng form the conversation?",
        ] {
            assert!(is_alike(asked, same), "{same}");
        }
        for other in ["Who pays for substitutes while teachers are away?", "What does your state plan next?", ""] {
            assert!(!is_alike(asked, other), "{other}");
        }
        assert!(!is_alike("Who is missing?", "Who pays?"));
    }
}
