//! Which entry holds which: circles and bombs are findings.

use std::sync::Arc;

use super::{Destination, EntryId, Site};
use crate::diag::{Code, FileId, Findings};
use crate::model::FragmentId;
use crate::text::Span;

/// Entries in one another.
const DEPTH: usize = 32;
/// Entries that one page may hold in all.
const WHOLE: usize = 2_000;

/// What is known of an entry while embeds are followed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Unseen,
    /// On the way from the first entry to here.
    Open,
    /// Followed: number of entries in it with itself, and how deep they stand.
    Done {
        size: usize,
        depth: usize,
    },
}

/// Finds entries that hold themselves, and such as would fill a page without end.
pub(super) fn check(found: &mut Findings, site: &mut Site) {
    let mut states = vec![State::Unseen; site.entries.len()];
    let mut broken = Vec::new();
    for id in site.ids() {
        follow(found, site, &mut states, &mut broken, id, 0);
    }
    for (id, link, _) in broken {
        Arc::make_mut(&mut site.resolved[id.0 as usize])[0].links[link] = Destination::Unresolved;
    }
}

fn follow(
    found: &mut Findings,
    site: &Site,
    states: &mut [State],
    broken: &mut Vec<(EntryId, usize, Code)>,
    id: EntryId,
    level: usize,
) -> State {
    match states[id.0 as usize] {
        State::Unseen => {}
        seen @ (State::Open | State::Done { .. }) => return seen,
    }
    states[id.0 as usize] = State::Open;
    let (mut size, mut depth) = (1, 0);
    let embeds = site.resolved(id, FragmentId::BODY).links.iter().enumerate().filter_map(|(at, link)| match link {
        Destination::Embedded(inner) => Some((at, *inner)),
        _ => None,
    });
    // A page in another language shows the translation of what its text embeds.
    let shown = embeds.flat_map(|(at, inner)| {
        let translations = site.translations.get(&inner).into_iter().flat_map(|all| all.values().copied());
        std::iter::once(inner).chain(translations).map(move |inner| (at, inner))
    });
    for (at, inner) in shown {
        let place = (site.entry(id).file, site.entry(id).outline().links[at].span);
        let inner_state = if level > DEPTH * 2 {
            State::Done { size: 1, depth: DEPTH + 1 }
        } else {
            follow(found, site, states, broken, inner, level + 1)
        };
        match inner_state {
            State::Open => {
                circle(found, site, place, inner);
                broken.push((id, at, Code::EmbedCycle));
            }
            State::Done { depth: below, .. } if below + 1 > DEPTH => {
                found.add(
                    Code::TooDeep,
                    place,
                    "entries embedded in one another, too deep to read",
                    "link to the entry instead of embedding it",
                );
                broken.push((id, at, Code::TooDeep));
            }
            State::Done { size: inside, .. } if size + inside > WHOLE => {
                // Told once: whatever holds this entry would be told the same.
                if !broken.iter().any(|(_, _, code)| *code == Code::TooMuch) {
                    found.add(
                        Code::TooMuch,
                        place,
                        "this page would embed thousands of entries",
                        "link to the entry instead of embedding it",
                    );
                }
                broken.push((id, at, Code::TooMuch));
            }
            State::Done { size: inside, depth: below } => {
                size += inside;
                depth = depth.max(below + 1);
            }
            State::Unseen => {}
        }
    }
    states[id.0 as usize] = State::Done { size, depth };
    states[id.0 as usize]
}

fn circle(found: &mut Findings, site: &Site, place: (FileId, Span), inner: EntryId) {
    let title = &site.entry(inner).title.plain;
    let cause = format!("\"{title}\" would be embedded in itself");
    found.add(Code::EmbedCycle, place, cause, "link to it instead: delete the exclamation mark");
}
