//! The names in an entry's front matter and braces in, ids out.

use super::names::{Names, Trouble};
use super::table::Table;
use super::{DriverRef, EntryId, Placed, ReferenceId, SecondaryId};
use crate::diag::{Code, Findings, suggestion};
use crate::model::{Collaborative, Details, Driver, Entry, Guide, Kind, Name, Settings};

/// What an entry belongs to and rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relations {
    /// The work that it is adapted from.
    pub adapted_from: Option<ReferenceId>,
    pub own: Own,
}

/// What only some kinds have. Where a required one is absent, a finding stands against it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Own {
    #[default]
    None,
    Driver {
        framework: Option<EntryId>,
        /// Index into the framework's groups.
        group: Option<usize>,
    },
    Brief {
        driver: Option<EntryId>,
        /// Heading and secondary driver of each strategy.
        strategies: Vec<(u32, SecondaryId)>,
    },
    Example {
        demonstrates: Vec<DriverRef>,
        sources: Vec<ReferenceId>,
    },
    Guide {
        brief: Option<EntryId>,
        collaborative: Option<EntryId>,
        /// By action.
        actions: Vec<Option<SecondaryId>>,
        /// By item.
        items: Vec<Option<SecondaryId>>,
    },
    Collaborative {
        drivers: Vec<DriverRef>,
        guides: Vec<EntryId>,
        /// By measure.
        measures: Vec<Option<DriverRef>>,
    },
}

/// Resolves names against all names, and tells of those that mean nothing.
pub(super) struct Resolver<'a> {
    pub names: &'a Names<'a>,
    pub settings: &'a Settings,
    pub references: &'a Table<'a, ReferenceId>,
    pub found: &'a mut Findings,
}

impl Resolver<'_> {
    pub fn relations(&mut self, entry: &Placed) -> Relations {
        let original = entry.adapted_from.as_ref().and_then(|original| original.citation.as_ref());
        let adapted_from = original.and_then(|key| self.reference(entry, key));
        let own = match &entry.details {
            Details::Driver(driver) => self.driver(entry, driver),
            Details::Brief(brief) => Own::Brief {
                driver: self.entry(entry, Kind::Driver, brief.driver.as_ref()),
                strategies: self.strategies(entry, &brief.strategies),
            },
            Details::Example(example) => Own::Example {
                demonstrates: example.demonstrates.iter().filter_map(|name| self.any_driver(entry, name)).collect(),
                sources: example.sources.iter().filter_map(|key| self.reference(entry, key)).collect(),
            },
            Details::Guide(guide) => self.guide(entry, guide),
            Details::Collaborative(collaborative) => {
                self.tracks(entry, collaborative);
                self.collaborative(entry, collaborative)
            }
            Details::Framework(_) | Details::Term(_) | Details::Page => Own::None,
        };
        Relations { adapted_from, own }
    }

    fn driver(&mut self, entry: &Placed, driver: &Driver) -> Own {
        let framework = self.entry(entry, Kind::Framework, driver.framework.as_ref());
        let groups = framework.map(|id| groups_of(&self.names.entries[id.0 as usize])).unwrap_or_default();
        let group = driver.group.as_ref().filter(|_| framework.is_some()).and_then(|name| {
            let at = groups.iter().position(|group| *group == name.value);
            if at.is_none() {
                let help = suggestion(&name.value, groups.iter().copied(), "add it to the framework's groups");
                self.trouble(entry, name, (Code::UnknownGroup, format!("no group \"{}\"", name.value), help));
            }
            at
        });
        Own::Driver { framework, group }
    }

    fn guide(&mut self, entry: &Placed, guide: &Guide) -> Own {
        if let Some(scale) = &guide.scale
            && !self.settings.scales.contains_key(&scale.value)
            && !self.settings.unread
        {
            let known = self.settings.scales.keys().map(String::as_str);
            let help = suggestion(&scale.value, known, "add it to scales in framewright.yaml");
            self.trouble(entry, scale, (Code::UnknownScale, format!("no scale \"{}\"", scale.value), help));
        }
        Own::Guide {
            brief: self.entry(entry, Kind::Brief, guide.brief.as_ref()),
            collaborative: self.entry(entry, Kind::Collaborative, guide.collaborative.as_ref()),
            actions: guide.actions.iter().map(|action| self.secondary(entry, action.driver.as_ref())).collect(),
            items: guide.items.iter().map(|item| self.secondary(entry, item.driver.as_ref())).collect(),
        }
    }

    fn collaborative(&mut self, entry: &Placed, collaborative: &Collaborative) -> Own {
        let guides = collaborative.guides.iter();
        let measures = collaborative.measures.iter();
        Own::Collaborative {
            drivers: collaborative.drivers.iter().filter_map(|name| self.any_driver(entry, name)).collect(),
            guides: guides.filter_map(|name| self.entry(entry, Kind::Guide, Some(name))).collect(),
            measures: measures.map(|one| self.any_driver(entry, one.driver.as_ref()?)).collect(),
        }
    }

    /// Tracks are named by planned sites, the roster, coaches and events.
    fn tracks(&mut self, entry: &Placed, collaborative: &Collaborative) {
        let tracks: Vec<&str> = collaborative.tracks.iter().map(|track| track.id.value.as_str()).collect();
        for name in collaborative.track_names().filter(|name| !tracks.contains(&name.value.as_str())) {
            let help = suggestion(&name.value, tracks.iter().copied(), "add it to tracks");
            self.trouble(entry, name, (Code::UnknownTrack, format!("no track \"{}\"", name.value), help));
        }
    }

    fn strategies(&mut self, entry: &Placed, strategies: &[(u32, Name)]) -> Vec<(u32, SecondaryId)> {
        let resolve = |(heading, name): &(u32, Name)| Some((*heading, self.secondary(entry, Some(name))?));
        strategies.iter().filter_map(resolve).collect()
    }

    fn entry(&mut self, at: &Placed, kind: Kind, name: Option<&Name>) -> Option<EntryId> {
        let name = name?;
        let resolved = self.names.entry(kind, name.without_kind(&[kind.word()]));
        self.settle(at, name, resolved)
    }

    fn secondary(&mut self, at: &Placed, name: Option<&Name>) -> Option<SecondaryId> {
        let name = name?;
        let resolved = self.names.secondary(name.without_kind(&["secondary"]));
        self.settle(at, name, resolved)
    }

    fn any_driver(&mut self, at: &Placed, name: &Name) -> Option<DriverRef> {
        let resolved = self.names.driver(&name.value);
        self.settle(at, name, resolved)
    }

    pub fn reference(&mut self, at: &Placed, key: &Name) -> Option<ReferenceId> {
        let known = self.references.get(key.value.trim_start_matches('@')).copied();
        if known.is_none() {
            let otherwise = "add it to content/references.yaml or content/references.bib";
            let mut keys: Vec<&str> = self.references.names().collect();
            keys.sort_unstable();
            let help = suggestion(&key.value, keys, otherwise);
            self.trouble(at, key, (Code::UnknownCitation, format!("no reference \"{}\"", key.value), help));
        }
        known
    }

    fn settle<T>(&mut self, at: &Placed, name: &Name, resolved: Result<T, Trouble>) -> Option<T> {
        resolved.map_err(|trouble| self.trouble(at, name, trouble)).ok()
    }

    fn trouble(&mut self, at: &Placed, name: &Name, (code, cause, help): Trouble) {
        self.found.add(code, (at.file, name.span), cause, help);
    }
}

fn groups_of(framework: &Entry) -> Vec<&str> {
    match &framework.details {
        Details::Framework(framework) => framework.groups.iter().map(|group| group.id.value.as_str()).collect(),
        Details::Driver(_) | Details::Brief(_) | Details::Example(_) | Details::Guide(_) => Vec::new(),
        Details::Collaborative(_) | Details::Term(_) | Details::Page => Vec::new(),
    }
}

/// A translation's own sections and items, and all else from its original.
pub(super) fn merged(own: Own, original: Own) -> Own {
    match (own, original) {
        (Own::Brief { strategies, .. }, Own::Brief { driver, .. }) => Own::Brief { driver, strategies },
        (Own::Guide { actions, items, .. }, Own::Guide { brief, collaborative, .. }) => {
            Own::Guide { brief, collaborative, actions, items }
        }
        (_, original) => original,
    }
}
