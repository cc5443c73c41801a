//! Keys of the pages of a collaborative: what it works on, and the pages below its own.

use super::{Keys, Mix};
use crate::graph::{DriverRef, EntryId, Section};

impl Keys<'_> {
    /// The drivers, guides and measured drivers that a collaborative names.
    pub(super) fn used(
        &self,
        mix: &mut Mix,
        (drivers, guides, measures): (&[DriverRef], &[EntryId], &[Option<DriverRef>]),
    ) {
        drivers.iter().chain(measures.iter().flatten()).for_each(|&driver| self.driver(mix, driver));
        self.cards_of(mix, guides);
    }

    /// A page below a collaborative's shows of it what its own page may show, and says which one it is.
    pub(super) fn below(&self, mix: &mut Mix, id: EntryId, section: Section) {
        match section {
            Section::Track(at) => mix.tag(b't').number(at as usize),
            Section::Calendar => mix.tag(b'c'),
            Section::CalendarFile(track) => mix.tag(b'i').number(track.map_or(0, |at| at as usize + 1)),
        };
        self.entry(mix, id);
    }
}
