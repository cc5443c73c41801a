//! `add`: a kind and flags in, a new entry out. On a terminal it asks for what is needed and was not said; elsewhere it
//! asks nothing and names what is missing.

use std::io::{self, BufRead, IsTerminal};

use framewright::diag::{Findings, nearest};
use framewright::graph::{Drafts, Site};
use framewright::model::{Date, Kind, PlaceId, Shape, place_meant};
use framewright::scaffold::{self, Flag, Obstacle, Planned, Wanted, missing, names};
use framewright::source::Disk;

use super::args::{Add, Common};
use super::streams::{self, Stream};
use super::{Failure, Status, site};

/// The site that an entry is added to.
struct Place {
    world: Disk,
    site: Site,
    found: Findings,
}

/// Writes a new entry.
pub fn add(settings: &Add) -> Result<Status, Failure> {
    let Add { common, wanted } = settings;
    let world = site::open(&common.site)?;
    let (site, found) = framewright::read(&world, Drafts::Shown);
    let place = Place { world, site, found };
    let wanted = if io::stdin().is_terminal() && io::stderr().is_terminal() {
        asked(&place.site, wanted.clone())?
    } else {
        all_said(&place.site, wanted)?;
        wanted.clone()
    };
    let planned = match scaffold::plan(&place.world, (&place.site, &place.found), &wanted) {
        Ok(planned) => planned,
        Err(obstacle) => return told(common, obstacle),
    };
    match scaffold::write(&common.site, &planned) {
        Ok(path) => streams::say(&next(common, &wanted, &planned, &site::shown(&path))).map(|()| Status::Fine),
        Err(obstacle) => told(common, obstacle),
    }
}

/// Without a terminal, nothing is asked: what is missing is named, all at once.
fn all_said(site: &Site, wanted: &Wanted) -> Result<(), Failure> {
    let missing = missing(wanted);
    if missing.is_empty() {
        return Ok(());
    }
    let word = wanted.kind.word();
    let flags: Vec<String> = missing.iter().map(|group| either(group, |flag| format!("--{}", flag.name))).collect();
    let mut text = format!("{} {word} needs {}", article(wanted.kind), listed(&flags));
    for flag in missing.iter().flatten() {
        text.push_str(&format!("\n\n  --{} {}\n      {}", flag.name, flag.placeholder(), flag.about()));
        text.push_str(&match some(&names(site, flag.shape())) {
            Some(names) => format!(" In this site: {names}"),
            None => format!(" For instance: {}", flag.sample()),
        });
    }
    Err(Failure::Usage(format!("{text}\n")))
}

/// On a terminal, asks for each value that is needed until there is one.
fn asked(site: &Site, mut wanted: Wanted) -> Result<Wanted, Failure> {
    let mut lines = io::stdin().lock().lines();
    let mut answer = move || -> Result<String, Failure> {
        match lines.next() {
            Some(Ok(line)) => Ok(line.trim().to_owned()),
            Some(Err(error)) => Err(Failure::Usage(format!("the answer cannot be read: {error}"))),
            None => Err(Failure::Usage("no answer; nothing was written".to_owned())),
        }
    };
    while let Some(group) = missing(&wanted).into_iter().next() {
        for flag in &group {
            streams::note(&question(site, flag, group.len() > 1));
            let typed = answer()?;
            if typed.is_empty() {
                continue;
            }
            let mut with = wanted.clone();
            with.values.insert(flag.name.clone(), vec![typed.clone()]);
            match doubt(site, flag, &typed).or_else(|| no_place(site, flag, &with)) {
                Some(doubt) => streams::note(&format!("  {doubt}")),
                None => {
                    wanted = with;
                    break;
                }
            }
        }
    }
    Ok(wanted)
}

fn question(site: &Site, flag: &Flag, optional: bool) -> String {
    let hint = match some(&names(site, flag.shape())) {
        Some(names) if flag.shape() != Shape::Place => names,
        _ => format!("such as {}", flag.sample()),
    };
    let skip = if optional { "; Enter for none" } else { "" };
    format!("\u{1b}[1m{}\u{1b}[0m  {} ({hint}{skip})", flag.name, flag.about())
}

/// What is doubtful about an answer at once; the checker judges the whole afterwards.
fn doubt(site: &Site, flag: &Flag, typed: &str) -> Option<String> {
    if flag.shape() == Shape::Date {
        return Date::parse(typed).err().map(|no_date| match no_date.meant {
            Some(date) => format!("Write it as {date}."),
            None => "Write a year, a year and month or a day: 2025, 2025-04 or 2025-04-21.".to_owned(),
        });
    }
    let known = names(site, flag.shape());
    let bare = |name: &str| name.rsplit('/').next().unwrap_or(name).trim().to_owned();
    let unknown = typed.split(',').map(bare).find(|name| !known.is_empty() && !known.contains(name))?;
    let near = match flag.shape() {
        Shape::Place => place_meant(&unknown).map(str::to_owned),
        _ => nearest(&unknown, known.iter().map(String::as_str)).map(str::to_owned),
    };
    Some(match near {
        Some(near) => format!("There is no \"{unknown}\". Did you mean \"{near}\"?"),
        None => format!("There is no \"{unknown}\" in this site."),
    })
}

/// Told at once after the title, before the answers to all other questions are lost.
fn no_place(site: &Site, flag: &Flag, wanted: &Wanted) -> Option<String> {
    let obstacle = scaffold::place(site, wanted).err().filter(|_| flag.name == "title")?;
    sentence(&obstacle).map(|sentence| format!("{sentence}, or another title"))
}

/// The first few names, for a sentence; none where there are none.
fn some(names: &[String]) -> Option<String> {
    const FEW: usize = 8;
    // All places would be no help.
    if names.is_empty()
        || names.len() == PlaceId::all().count() && names.iter().all(|name| PlaceId::of_code(name).is_some())
    {
        return None;
    }
    let more = if names.len() > FEW { ", …" } else { "" };
    Some(format!("{}{more}", names[..names.len().min(FEW)].join(", ")))
}

fn told(common: &Common, obstacle: Obstacle) -> Result<Status, Failure> {
    Err(match (sentence(&obstacle), obstacle) {
        (Some(sentence), _) => Failure::Usage(sentence),
        (None, Obstacle::Disk { path, error }) => {
            Failure::Machine(format!("cannot write {}: {error}", site::shown(&path)))
        }
        (None, Obstacle::Faulty { found, files }) => {
            streams::findings(Stream::Error, common.format, &found, &files)?;
            Failure::Usage("nothing was written, since the site would have the errors above".to_owned())
        }
        (None, _) => Failure::Usage("nothing was written".to_owned()),
    })
}

/// What stands against an id or a title.
fn sentence(obstacle: &Obstacle) -> Option<String> {
    Some(match obstacle {
        Obstacle::BadId { id, near } if near.is_empty() => {
            format!("\"{id}\" is no id; use lower-case letters, digits and hyphens")
        }
        Obstacle::BadId { id, near } => format!("\"{id}\" is no id; did you mean --id {near}?"),
        Obstacle::NoId { title } => {
            format!("no id can be made of the title \"{title}\"; name one, such as --id short-name")
        }
        Obstacle::Taken { path } => format!("{path} is there already; choose another name, such as --id another-name"),
        Obstacle::Faulty { .. } | Obstacle::Disk { .. } => return None,
    })
}

/// What was written, and what to do with it.
fn next(common: &Common, wanted: &Wanted, planned: &Planned, path: &str) -> String {
    let option = site::option(&common.site);
    let mut text = format!(
        "Wrote {path}\n\nOpen it in your editor, and see it in the browser: framewright serve --open{option}\n"
    );
    if planned.draft {
        text.push_str("It is a draft, so `build` leaves it out until you delete its line \"draft: true\".\n");
    }
    let link = &planned.link;
    text.push_str(&match wanted.kind {
        Kind::Example | Kind::Guide | Kind::Term => {
            format!("Other texts link to it by [[{link}]], and embed it by ![[{link}]].")
        }
        Kind::Framework | Kind::Driver | Kind::Brief | Kind::Collaborative | Kind::Page => {
            format!("Other texts link to it by [[{link}]].")
        }
    });
    text
}

fn article(kind: Kind) -> &'static str {
    if kind == Kind::Example { "an" } else { "a" }
}

fn either(group: &[Flag], name: impl Fn(&Flag) -> String) -> String {
    group.iter().map(name).collect::<Vec<_>>().join(" or ")
}

/// `a`, `a and b`, `a, b and c`.
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
