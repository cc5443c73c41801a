//! Chance in, links and citations out that lead somewhere.

use super::chance::Chance;
use super::prose::words;
use super::{Kind, Plan, Shape};

/// Sections of a brief, each with an anchor.
pub const SECTIONS: usize = 8;

/// An entry's id, which is its file's stem.
pub fn id(kind: Kind, number: usize) -> String {
    format!("{}-{number}", kind.word())
}

/// A secondary driver's id.
pub fn part_id(driver: usize, part: usize) -> String {
    format!("driver-{driver}-part-{part}")
}

/// Any entry of a kind.
pub fn any(plan: &Plan, chance: &mut Chance, kind: Kind) -> String {
    id(kind, chance.below(plan.count(kind)))
}

/// Any secondary driver.
pub fn any_part(plan: &Plan, chance: &mut Chance) -> String {
    let driver = chance.below(plan.count(Kind::Driver));
    part_id(driver, chance.below(plan.parts(driver)))
}

/// A link in one of the ways in which authors write them.
fn link(plan: &Plan, chance: &mut Chance) -> String {
    let text = words(chance, 3).to_lowercase();
    match chance.below(12) {
        0 | 1 => format!("[[{}]]", any(plan, chance, Kind::Brief)),
        2 => {
            let section = chance.below(SECTIONS);
            format!("[[{}#section-{section}|{text}]]", any(plan, chance, Kind::Brief))
        }
        3 => format!("[{text}](../briefs/{}.md)", any(plan, chance, Kind::Brief)),
        4 => {
            let section = chance.below(SECTIONS);
            format!("[{text}](../briefs/{}.md#section-{section})", any(plan, chance, Kind::Brief))
        }
        5 | 6 => format!("[[{}|{text}]]", any(plan, chance, Kind::Example)),
        7 => format!("[[secondary/{}]]", any_part(plan, chance)),
        8 => format!("[[driver/{}]]", any(plan, chance, Kind::Driver)),
        9 => format!("[[{}]]", any(plan, chance, Kind::Term)),
        10 => format!("[[place/{}]]", plan.place_of(chance.below(plan.count(Kind::Example)))),
        _ => format!("[{text}](https://www.example.org/{})", text.replace(' ', "-")),
    }
}

/// A sentence with a link.
pub fn linking(plan: &Plan, chance: &mut Chance) -> String {
    let link = link(plan, chance);
    around(chance, &link)
}

/// A sentence with the link that every page of a hub has.
pub fn hub(plan: &Plan, chance: &mut Chance) -> Option<String> {
    (plan.shape == Shape::Hub).then(|| around(chance, "[[brief-0]]"))
}

/// A sentence with this link.
pub fn around(chance: &mut Chance, link: &str) -> String {
    let (before, after) = (words(chance, 2), words(chance, 3).to_lowercase());
    format!("{before} see {link} {after}.")
}

/// A sentence that rests on this work, and now and then on another.
pub fn citing(plan: &Plan, chance: &mut Chance, reference: usize) -> String {
    let said = words(chance, 7);
    let other = chance.below(plan.references);
    match chance.below(4) {
        0 => format!("{said} [@{}, p. {}].", key(reference), 1 + chance.below(90)),
        1 if other != reference => format!("{said} [@{}; @{}].", key(reference), key(other)),
        _ => format!("{said} [@{}].", key(reference)),
    }
}

/// A work's key in the bibliography.
pub fn key(reference: usize) -> String {
    format!("work-{reference}")
}
