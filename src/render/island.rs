//! What the self-assessment in the browser knows of a guide: one block of JSON on its page. Its shape is that of
//! `/schemas/guide-v1.json`; all texts in it are plain.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::form::{AskedAction, AskedItem, GuideForm};
use super::frame::{Page, canonical};
use crate::answers::definition::wording;
use crate::answers::report::{Worded, worded};
use crate::graph::{DriverRef, EntryId, Items, Listing, Own, PageId, SecondaryId, Site, SiteFile};
use crate::model::{Details, Guide, Inline, ItemForm, Scale};

/// How many sections and how many examples a gap is shown beside; all of them stand on the secondary driver's page.
pub(super) const BESIDE: usize = 6;

#[derive(Serialize)]
struct Island<'a> {
    format: &'static str,
    version: u32,
    site: Named<'a>,
    guide: GuideNames<'a>,
    language: &'a str,
    offline: bool,
    kit: bool,
    scale: Option<ScaleData<'a>>,
    actions: Vec<ActionData<'a>>,
    drivers: BTreeMap<&'a str, DriverData<'a>>,
    words: BTreeMap<&'a str, &'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scripts: Option<Scripts>,
    schemas: Schemas,
    roles: Vec<&'a str>,
    sectors: Vec<&'a str>,
}

#[derive(Serialize)]
struct Named<'a> {
    id: &'a str,
    title: &'a str,
}

#[derive(Serialize)]
struct GuideNames<'a> {
    id: &'a str,
    title: &'a str,
    /// Its address on the web, where the site knows its own.
    url: Option<String>,
    /// The address of its page, from where the island stands.
    page: String,
}

#[derive(Serialize)]
struct ScaleData<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    levels: Vec<LevelData<'a>>,
}

#[derive(Serialize)]
struct LevelData<'a> {
    id: &'a str,
    label: &'a str,
}

#[derive(Serialize)]
struct ActionData<'a> {
    id: &'a str,
    title: &'a str,
    wording: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<String>,
    rated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    driver: Option<&'a str>,
    items: Vec<ItemData<'a>>,
}

#[derive(Serialize)]
struct ItemData<'a> {
    id: &'a str,
    kind: &'static str,
    rated: bool,
    text: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    help: &'a str,
    wording: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    driver: Option<&'a str>,
}

#[derive(Serialize)]
struct DriverData<'a> {
    title: String,
    url: Option<String>,
    strategies: Vec<StrategyData<'a>>,
    examples: Vec<ExampleData<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    more: Option<String>,
}

#[derive(Serialize)]
struct StrategyData<'a> {
    title: &'a str,
    of: &'a str,
    url: Option<String>,
}

#[derive(Serialize)]
struct ExampleData<'a> {
    title: &'a str,
    place: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<&'a str>,
    url: Option<String>,
}

#[derive(Serialize)]
struct Scripts {
    words: String,
    team: String,
    report: String,
    tests: String,
    chart: String,
}

#[derive(Serialize)]
struct Schemas {
    answers: String,
    guide: String,
}

/// The JSON of a guide's island, safe to stand in HTML.
pub(super) fn write(page: &Page<'_>, id: EntryId, form: &GuideForm) -> String {
    let island = Maker { page, words: in_all_languages(page.site, id) }.island(id, form);
    // In JSON a `<` stands in texts alone.
    serde_json::to_string(&island).unwrap_or_default().replace('<', "\\u003c")
}

/// The secondary drivers that a guide's actions and items name.
pub(super) fn secondaries(site: &Site, guide: EntryId) -> BTreeSet<SecondaryId> {
    match &site.relations(guide).own {
        Own::Guide { actions, items, .. } => actions.iter().chain(items).flatten().copied().collect(),
        Own::None | Own::Driver { .. } | Own::Brief { .. } | Own::Example { .. } => BTreeSet::new(),
        Own::Collaborative { .. } => BTreeSet::new(),
    }
}

/// The first of the sections of briefs and of the examples that belong to a secondary driver, and how many examples
/// there are in all.
pub(super) fn beside(site: &Site, id: SecondaryId) -> (&[(EntryId, u32)], &[EntryId], usize) {
    let strategies = match site.items(Listing::Strategies(id)) {
        Items::Strategies(all) => &all[..all.len().min(BESIDE)],
        _ => &[],
    };
    let examples = match site.items(Listing::Examples(DriverRef::Secondary(id))) {
        Items::Entries(all) => all,
        _ => &[],
    };
    (strategies, &examples[..examples.len().min(BESIDE)], examples.len())
}

/// How a guide that has translations asks in each language; of others, there is nothing to tell.
pub(super) fn in_all_languages(site: &Site, guide: EntryId) -> BTreeMap<String, Worded> {
    let original = site.original(guide);
    if site.translations.contains_key(&original) { worded(site, original) } else { BTreeMap::new() }
}

/// What an island is made from.
struct Maker<'p> {
    page: &'p Page<'p>,
    words: BTreeMap<String, Worded>,
}

impl<'p> Maker<'p> {
    fn island(&self, id: EntryId, form: &'p GuideForm) -> Island<'p> {
        let page = self.page;
        let site = page.site;
        let original = site.original(id);
        let words = page.theme.words(page.language);
        let said = page.theme.said(page.language);
        let list = |key: &str| words.get(key).map_or(Vec::new(), |list| parts(list));
        let address = site.address(PageId::Entry(id));
        // A guide's file of its own has all its scripts in it, and may be far from the web.
        let kit = matches!(page.id, PageId::Kit(_));
        let later = |bundle: &str| Some(page.link_to(&page.theme.script(bundle).filter(|_| !kit)?.address));
        let scripts = || {
            let words = page.link_to(&said?.later.address);
            let (team, report) = (later("team")?, later("report")?);
            Some(Scripts { words, team, report, tests: later("tests")?, chart: later("chart")? })
        };
        Island {
            format: "framewright-guide",
            version: 1,
            site: Named { id: &site.settings.id, title: &site.settings.title.plain },
            guide: GuideNames {
                id: &site.entry(original).id,
                title: &site.entry(id).title.plain,
                url: canonical(site, address),
                page: page.link_to(address),
            },
            language: page.language,
            offline: kit,
            kit,
            scale: scale(site, original).map(|(name, scale)| scale_data(name, scale)),
            actions: form.asked.iter().filter_map(|asked| self.action(id, asked)).collect(),
            drivers: secondaries(site, id).into_iter().map(|id| (site.secondary_name(id), self.driver(id))).collect(),
            words: said.map_or_else(BTreeMap::new, |said| {
                let rest = kit.then_some(&said.rest).into_iter().flatten();
                said.first.iter().chain(rest).map(|(key, word)| (&**key, &**word)).collect()
            }),
            scripts: scripts(),
            schemas: Schemas {
                answers: page.link(PageId::File(SiteFile::AnswersSchema)),
                guide: page.link(PageId::File(SiteFile::GuideSchema)),
            },
            roles: list("app_roles"),
            sectors: list("app_sectors"),
        }
    }

    fn action(&self, guide: EntryId, asked: &'p AskedAction) -> Option<ActionData<'p>> {
        let site = self.page.site;
        let Details::Guide(details) = &site.entry(guide).details else { return None };
        let heading = &site.entry(guide).outline().headings[details.actions.get(asked.action)?.heading as usize];
        let driver = match &site.relations(guide).own {
            Own::Guide { actions, .. } => actions.get(asked.action).copied().flatten(),
            Own::None | Own::Driver { .. } | Own::Brief { .. } | Own::Example { .. } | Own::Collaborative { .. } => {
                None
            }
        };
        let wording = wording(&heading.text);
        Some(ActionData {
            id: &heading.id.value,
            title: &heading.text,
            also: self.also(&heading.id.value, &wording),
            wording,
            rated: asked.rated,
            driver: driver.map(|driver| site.secondary_name(driver)),
            items: asked.items.iter().filter_map(|asked| self.item(guide, details, asked)).collect(),
        })
    }

    fn item(&self, guide: EntryId, details: &Guide, asked: &'p AskedItem) -> Option<ItemData<'p>> {
        let site = self.page.site;
        let item = details.items.get(asked.item)?;
        let written = &site.entry(guide).outline().items[item.item as usize];
        let driver = match &site.relations(guide).own {
            Own::Guide { items, .. } => items.get(asked.item).copied().flatten(),
            Own::None | Own::Driver { .. } | Own::Brief { .. } | Own::Example { .. } | Own::Collaborative { .. } => {
                None
            }
        };
        let (kind, rated) = match item.form {
            ItemForm::Question => ("question", false),
            ItemForm::RatedQuestion => ("question", true),
            ItemForm::Statement => ("statement", true),
        };
        // The author's own words: a new title of what they link to changes nothing that was asked.
        let wording = wording(&written.text);
        let id = &written.id.as_ref()?.value;
        Some(ItemData {
            id,
            kind,
            rated,
            text: &asked.text,
            help: &asked.help,
            also: self.also(id, &wording),
            wording,
            driver: driver.map(|driver| site.secondary_name(driver)),
        })
    }

    /// What answers to the same in other languages have for a wording.
    fn also(&self, id: &str, own: &str) -> Vec<String> {
        let all = self.words.get(id).into_iter().flat_map(|worded| &worded.hashes);
        all.filter(|hash| *hash != own).cloned().collect()
    }

    fn driver(&self, id: SecondaryId) -> DriverData<'p> {
        let page = self.page;
        let (strategies, examples, total) = beside(page.site, id);
        let url = self.page.published_link(PageId::Secondary(id));
        DriverData {
            title: page.title_plain(PageId::Secondary(id)),
            strategies: strategies.iter().map(|&section| self.strategy(section)).collect(),
            examples: examples.iter().filter_map(|&id| self.example(id)).collect(),
            more: url.clone().filter(|_| total > examples.len()),
            url,
        }
    }

    fn strategy(&self, (brief, heading): (EntryId, u32)) -> StrategyData<'p> {
        let site = self.page.site;
        let heading = &site.entry(brief).outline().headings[heading as usize];
        let url = self.page.published_link(PageId::Entry(brief)).map(|url| format!("{url}#{}", heading.id.value));
        StrategyData { title: &heading.text, of: &site.entry(self.page.translated(brief)).title.plain, url }
    }

    fn example(&self, id: EntryId) -> Option<ExampleData<'p>> {
        let site = self.page.site;
        let (own, original) = (site.entry(self.page.translated(id)), site.entry(id));
        let (Details::Example(details), Details::Example(first)) = (&own.details, &original.details) else {
            return None;
        };
        let plain = |inline: &'p Inline| inline.plain.as_str();
        Some(ExampleData {
            title: &own.title.plain,
            place: first.place?.name(),
            date: site.date_of(id).map(|date| self.page.date(date).words),
            summary: own.summary.as_ref().or(original.summary.as_ref()).map(plain),
            outcome: details.outcome.as_ref().or(first.outcome.as_ref()).map(plain),
            url: self.page.published_link(PageId::Entry(id)),
        })
    }
}

fn scale(site: &Site, guide: EntryId) -> Option<(&str, &Scale)> {
    let Details::Guide(guide) = &site.entry(guide).details else { return None };
    let (name, scale) = site.settings.scales.get_key_value(&guide.scale.as_ref()?.value)?;
    Some((name, scale))
}

fn scale_data<'a>(name: &'a str, scale: &'a Scale) -> ScaleData<'a> {
    ScaleData {
        name,
        note: scale.note.as_ref().map(|note| note.plain.as_str()),
        levels: scale.levels.iter().map(|level| LevelData { id: &level.id, label: &level.label.plain }).collect(),
    }
}

/// The parts of a word that is a list.
fn parts(list: &str) -> Vec<&str> {
    list.split(',').map(str::trim).filter(|part| !part.is_empty()).collect()
}
