//! Files that were read and a site's folder in, findings out: what was answered in other words than the site's guides
//! have, and what they no longer ask. Changes no file.

use std::collections::BTreeMap;
use std::path::Path;

use framewright::answers::report::{Asked, Drift, Drifted, asked, drifted, foreign};
use framewright::answers::{self, Saved, json::Json};
use framewright::compile_cached;
use framewright::diag::{Code, Fault, FileId};
use framewright::graph::Drafts;
use framewright::text::{Span, Text};
use rayon::prelude::*;

use super::super::{Failure, counted, site, streams};
use super::{Read, load};

/// What differs in a file: the names that lead to a round, the round's guide, and an item.
type Difference = (Vec<String>, String, Drifted);

/// Compares each file with the guides of a site. Rounds of other sites, or on other guides, are not looked at.
pub(super) fn compare(read: &mut Read, folder: &Path) -> Result<(), Failure> {
    let world = site::open(folder)?;
    let compiled = compile_cached(&world, Drafts::Shown);
    if compiled.found.has_errors() {
        streams::note(&format!(
            "The site has errors, so answers were not compared with its guides; run `framewright check{}` to see them.",
            site::option(folder)
        ));
        return Ok(());
    }
    let guides = asked(&compiled.site);
    let id = &compiled.site.settings.id;
    let strangers: usize = read.sound.iter().map(|(_, saved)| foreign(&guides, id, saved).len()).sum();
    if strangers > 0 {
        let rounds = counted(strangers, "round");
        streams::note(&format!("{rounds} of another site, or on a guide that \"{id}\" does not have: not compared."));
    }
    let differing = |(file, saved): &(FileId, Vec<Saved>)| {
        let differences: Vec<Difference> = saved.iter().flat_map(|saved| differences(&guides, id, saved)).collect();
        (!differences.is_empty()).then_some((*file, differences))
    };
    let differing: Vec<(FileId, Vec<Difference>)> = read.sound.par_iter().filter_map(differing).collect();
    for (file, differences) in differing {
        // The texts of sound files were let go; few of them differ.
        let text = load(Path::new(read.names.path_of(file))).ok().map(|bytes| Text::decode(&bytes).0);
        for difference in differences {
            read.found.report(file, fault(text.as_ref(), difference));
        }
        read.names.keep(file, text);
    }
    read.found.sort();
    Ok(())
}

fn differences(guides: &BTreeMap<String, Asked>, site: &str, saved: &Saved) -> Vec<Difference> {
    let mut all = Vec::new();
    for (at, round) in saved.rounds().iter().enumerate() {
        let name = |name: &str| round.member(name).and_then(Json::text).unwrap_or("");
        let Some((guide, asked)) = guides.get_key_value(name("guide")).filter(|_| name("site") == site) else {
            continue;
        };
        let within = match saved {
            Saved::Round(_) => Vec::new(),
            Saved::Archive(_) => vec!["rounds".to_owned(), at.to_string()],
        };
        all.extend(drifted(asked, round).into_iter().map(|one| (within.clone(), guide.clone(), one)));
    }
    all
}

fn fault(text: Option<&Text>, (within, guide, one): Difference) -> Fault {
    let path: Vec<String> = within.into_iter().chain(one.path).collect();
    let span = text.map_or(Span::file(), |text| answers::place(text, &path));
    let (item, number) = (&one.item, counted(one.answers, "answer"));
    match one.drift {
        Drift::Reworded => Fault::new(
            Code::RewordedItem,
            span,
            format!("\"{item}\" is asked in other words than when it was answered ({number})"),
            "read them beside the new words, as the guide's page shows them, before you compare rounds",
        ),
        Drift::Dropped => Fault::new(
            Code::DroppedItem,
            span,
            format!("the guide \"{guide}\" no longer asks \"{item}\" ({number})"),
            "they stay in the file and in the team's report; if only the item's id was changed, give it back",
        ),
    }
}
