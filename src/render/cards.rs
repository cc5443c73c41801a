//! Entries as they stand in lists.

use std::collections::BTreeMap;

use super::frame::Page;
use super::views::{
    Card, DriverGroup, DriverSummary, FrameworkSummary, LabelView, LinkView, PlaceLink, SecondarySummary,
};
use crate::graph::{DriverRef, EntryId, Index, Own, PageId, SecondaryId};
use crate::model::{Details, Inline, Kind, Labelled, PlaceId};
use crate::text::escape;

/// Drivers and secondary drivers that an outline of a framework shows. Of more it shows the primary ones' titles
/// alone, and no more than as many.
const OUTLINE: usize = 500;
/// Drivers and secondary drivers that the home page shows in full, and the most drivers that it shows in short.
const GLANCE: usize = 20;
const DRIVERS_AT_A_GLANCE: usize = 60;

impl<'a> Page<'a> {
    /// An entry in a list: its title and what tells it from the others.
    pub fn card(&self, id: EntryId) -> Card {
        let original = self.site.original(id);
        let shown = self.translated(original);
        let place = match &self.site.entry(original).details {
            Details::Example(example) => example.place.map(|place| place.name().to_owned()),
            _ => None,
        };
        let about: Vec<PageId> = match &self.site.relations(original).own {
            Own::Example { demonstrates, .. } => demonstrates.iter().map(|&driver| driver_page(driver)).collect(),
            Own::Brief { driver: Some(driver), .. } => vec![PageId::Entry(*driver)],
            _ => Vec::new(),
        };
        let elsewhere = about.into_iter().filter(|&page| page != self.id);
        Card {
            title_html: self.title_html(PageId::Entry(original)),
            url: self.link(PageId::Entry(original)),
            summary_html: self.said_in_short(shown),
            date: self.site.date_of(original).map(|date| self.date(date)),
            place,
            draft: self.site.entry(original).draft,
            outcome_html: self.outcome(shown).map(|(owner, outcome)| self.bare(owner, outcome)),
            about: elsewhere.map(|page| self.link_view(page)).collect(),
        }
    }

    /// A summary; of a term without one, what it means.
    fn said_in_short(&self, id: EntryId) -> String {
        let summary = self.summary(id);
        if summary.is_empty() && self.site.entry(id).kind == Kind::Term { escape(&self.meaning(id)) } else { summary }
    }

    pub fn cards(&self, ids: &[EntryId]) -> Vec<Card> {
        ids.iter().map(|&id| self.card(id)).collect()
    }

    pub fn driver_link(&self, driver: DriverRef) -> LinkView {
        self.link_view(driver_page(driver))
    }

    /// What came of an example, and whose words these are: a translation's own, or its original's.
    pub fn outcome(&self, id: EntryId) -> Option<(EntryId, &'a Inline)> {
        let site = self.site;
        let said = |id: EntryId| match &site.entry(id).details {
            Details::Example(example) => example.outcome.as_ref().map(|outcome| (id, outcome)),
            _ => None,
        };
        said(id).or_else(|| said(site.original(id)))
    }

    /// A summary as it stands in lists; a translation's own, or its original's.
    pub fn summary(&self, id: EntryId) -> String {
        let own = self.site.entry(id).summary.as_ref().map(|summary| (id, summary));
        let original = self.site.original(id);
        let summary = own.or_else(|| self.site.entry(original).summary.as_ref().map(|summary| (original, summary)));
        summary.map(|(id, summary)| self.bare(id, summary)).unwrap_or_default()
    }

    /// An optional value of an entry that is read as text.
    pub fn optional(&mut self, id: EntryId, inline: Option<&Inline>) -> Option<String> {
        inline.map(|inline| self.prose(id, inline))
    }

    pub fn labels(&self, id: EntryId, labels: &[Labelled]) -> Vec<LabelView> {
        let view = |label: &Labelled| LabelView { id: label.id.value.clone(), title_html: self.bare(id, &label.title) };
        labels.iter().map(view).collect()
    }

    pub fn place_link(&self, place: PlaceId) -> PlaceLink {
        let examples = self.site.lists.examples_of_place.get(&place).map_or(0, Vec::len);
        PlaceLink {
            name: place.name().to_owned(),
            code: place.code(),
            url: (examples > 0).then(|| self.link(PageId::Place(place))),
            examples,
        }
    }

    /// A framework with its aims, and its drivers by group.
    pub fn framework(&self, id: EntryId) -> FrameworkSummary {
        self.outlined(id, (OUTLINE, OUTLINE), Page::driver_title)
    }

    /// The same as short as a home page shows it: of many drivers, how many secondary drivers each has.
    pub fn framework_at_a_glance(&self, id: EntryId) -> FrameworkSummary {
        self.outlined(id, (GLANCE, DRIVERS_AT_A_GLANCE), Page::driver_in_short)
    }

    /// A framework whose drivers are told in short where all of them take more than some lines, and no more than some.
    fn outlined(
        &self,
        id: EntryId,
        (lines, most): (usize, usize),
        short: fn(&Self, EntryId) -> DriverSummary,
    ) -> FrameworkSummary {
        let shown = self.translated(id);
        let (Details::Framework(own), Details::Framework(original)) =
            (&self.site.entry(shown).details, &self.site.entry(id).details)
        else {
            return FrameworkSummary::default();
        };
        let (from, aims) = if own.aims.is_empty() { (id, &original.aims) } else { (shown, &own.aims) };
        let drivers = self.site.lists.drivers_of_framework.get(&id).map(Vec::as_slice).unwrap_or_default();
        let all = drivers.iter().take(lines + 1).map(|&id| 1 + self.site.secondaries_of(id).count());
        let folded = all.sum::<usize>() > lines;
        let summary = if folded { short } else { Page::driver };
        let (first, rest) = drivers.split_at(drivers.len().min(most));
        let published = original.drivers_total.map_or(String::new(), |total| {
            self.fill("published_of", &[("n", &drivers.len().to_string()), ("total", &total.to_string())])
        });
        FrameworkSummary {
            title_html: self.title_html(PageId::Entry(id)),
            url: self.link(PageId::Entry(id)),
            summary_html: self.summary(shown),
            aims: self.labels(from, aims),
            groups: self.driver_groups(id, &original.groups, first, summary),
            published,
            folded,
            more: (!rest.is_empty()).then(|| LinkView {
                title_html: escape(&self.fill("more_drivers", &[("n", &rest.len().to_string())])),
                url: Some(self.link(PageId::Index(Index::Drivers))),
            }),
        }
    }

    fn driver_groups(
        &self,
        framework: EntryId,
        groups: &[Labelled],
        drivers: &[EntryId],
        summary: fn(&Self, EntryId) -> DriverSummary,
    ) -> Vec<DriverGroup> {
        let mut by_group: BTreeMap<Option<usize>, Vec<DriverSummary>> = BTreeMap::new();
        for &id in drivers {
            let group = match self.site.relations(id).own {
                Own::Driver { group, .. } => group,
                _ => None,
            };
            by_group.entry(group).or_default().push(summary(self, id));
        }
        let named = groups.iter().enumerate().map(|(at, group)| DriverGroup {
            title_html: self.bare(framework, &group.title),
            id: group.id.value.clone(),
            drivers: by_group.remove(&Some(at)).unwrap_or_default(),
        });
        let mut all: Vec<DriverGroup> = named.collect();
        if let Some(drivers) = by_group.remove(&None) {
            all.push(DriverGroup { title_html: String::new(), id: String::new(), drivers });
        }
        all
    }

    fn driver(&self, id: EntryId) -> DriverSummary {
        DriverSummary {
            summary_html: self.summary(self.translated(id)),
            secondaries: self.secondaries(id),
            ..self.driver_title(id)
        }
    }

    fn driver_in_short(&self, id: EntryId) -> DriverSummary {
        let secondaries = self.site.secondaries_of(id).count();
        DriverSummary {
            summary_html: self.summary(self.translated(id)),
            counts: if secondaries > 0 { self.count(secondaries, "secondary") } else { String::new() },
            ..self.driver_title(id)
        }
    }

    fn driver_title(&self, id: EntryId) -> DriverSummary {
        DriverSummary {
            title_html: self.title_html(PageId::Entry(id)),
            url: self.link(PageId::Entry(id)),
            summary_html: String::new(),
            draft: self.site.entry(id).draft,
            secondaries: Vec::new(),
            counts: String::new(),
        }
    }

    fn secondaries(&self, driver: EntryId) -> Vec<SecondarySummary> {
        self.site.secondaries_of(driver).map(|id| self.secondary(id)).collect()
    }

    /// Secondary drivers by their numbers, from the first to the one before the last.
    pub fn secondaries_between(&self, start: u32, end: u32) -> Vec<SecondarySummary> {
        (start..end).map(|id| self.secondary(SecondaryId(id))).collect()
    }

    fn secondary(&self, id: SecondaryId) -> SecondarySummary {
        SecondarySummary {
            id: self.site.secondary_name(id).to_owned(),
            title_html: self.title_html(PageId::Secondary(id)),
            url: self.link(PageId::Secondary(id)),
            summary_html: self.secondary_summary(id).1,
            counts: self.secondary_counts(id),
        }
    }

    /// "2 examples, 1 strategy, 3 questions".
    fn secondary_counts(&self, id: SecondaryId) -> String {
        let lists = &self.site.lists;
        let counts = [
            (lists.examples_of_secondary.get(&id).map_or(0, Vec::len), "example"),
            (lists.strategies.get(&id).map_or(0, Vec::len), "strategy"),
            (lists.actions.get(&id).map_or(0, Vec::len), "action"),
            (lists.items.get(&id).map_or(0, Vec::len), "question"),
        ];
        let counted = counts.iter().filter(|(number, _)| *number > 0);
        counted.map(|(number, word)| self.count(*number, word)).collect::<Vec<_>>().join(", ")
    }
}

fn driver_page(driver: DriverRef) -> PageId {
    match driver {
        DriverRef::Primary(id) => PageId::Entry(id),
        DriverRef::Secondary(id) => PageId::Secondary(id),
    }
}
