//! Keys of the pages of a collaborative: what it works on, and the pages below its own.

use std::collections::BTreeMap;

use super::{Key, Keys, Mix};
use crate::graph::rollup::RollUp;
use crate::graph::{DriverRef, EntryId, Number, PageId, Point, Section, Site, Value};

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
            Section::Measure(at) => mix.tag(b'm').number(at as usize),
            Section::Template(at) => mix.tag(b'x').number(at as usize),
            Section::Site(at) => mix.tag(b's').number(at as usize),
            Section::Reports => mix.tag(b'r'),
            Section::RollUp => mix.tag(b'u'),
        };
        if let (Section::RollUp, Some(all)) = (section, self.site.roll_ups.get(&id)) {
            self.rolled_up(mix, all);
        }
        let shows_data = match section {
            Section::Track(_) | Section::Measure(_) | Section::Site(_) | Section::Reports | Section::RollUp => true,
            Section::Calendar | Section::CalendarFile(_) | Section::Template(_) => false,
        };
        if let Some(reported) = self.reported.get(&id).filter(|_| shows_data) {
            mix.key(reported);
        }
        self.entry(mix, id);
    }

    /// What teams said together: all of it is shown, with the titles and addresses of what it is about.
    fn rolled_up(&self, mix: &mut Mix, all: &RollUp) {
        for number in [all.read, all.counted, all.threshold, all.step] {
            mix.number(number);
        }
        for table in &all.tables {
            mix.number(table.about as usize).text(&format!("{:?}", table.columns));
            table.guide.iter().for_each(|guide| self.page(mix, PageId::Entry(*guide)));
            for row in &table.rows {
                mix.number(row.part as usize).text(&format!("{:?}{:?}", row.label, row.cells));
                if let Some((page, anchor)) = &row.page {
                    self.page(mix.text(anchor), *page);
                }
            }
        }
    }
}

/// What the sites of each collaborative reported: hashed once, however many pages show some of it.
pub(super) fn reported(site: &Site) -> BTreeMap<EntryId, Key> {
    let mut mixes: BTreeMap<EntryId, Mix> = BTreeMap::new();
    for ((id, measure), points) in &site.data {
        let mix = mixes.entry(*id).or_default();
        mix.number(*measure as usize).number(points.len());
        points.iter().for_each(|point| self::point(mix, point));
    }
    mixes.into_iter().map(|(id, mix)| (id, mix.hash())).collect()
}

fn point(mix: &mut Mix, point: &Point) {
    mix.number(point.site).text(&point.date.to_string()).text(point.note.as_deref().unwrap_or(""));
    mix.tag(u8::from(point.is_astronomical));
    let number = |mix: &mut Mix, number: Number| {
        let of = number.of.unwrap_or((f64::NAN, f64::NAN));
        for part in [number.value, of.0, of.1] {
            mix.number(part.to_bits() as usize);
        }
    };
    match point.value {
        Value::Missing => {
            mix.tag(b'-');
        }
        Value::Small(None) => {
            mix.tag(b'?');
        }
        Value::Small(Some(known)) => number(mix.tag(b'*'), known),
        Value::Number(known) => number(mix.tag(b'+'), known),
    }
}
