//! What teams saved in the folder `responses/` of a site in, what it comes to by collaborative out. A wrong file is a
//! finding. Only the private edition comes here.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::answers::report::{Asked, Foreign, Team, asked, foreign};
use crate::answers::{self, Saved};
use crate::diag::{Code, Fault, FileId, Findings};
use crate::graph::{EntryId, Site, rollup::RollUp};
use crate::source::{self, Content, World};
use crate::text::Text;

/// Reads and counts all files. Each is read by itself and let go.
pub(crate) fn responses(found: &mut Findings, world: &dyn World, site: &Site) -> BTreeMap<EntryId, RollUp> {
    let kept = site.files.iter().filter(|(_, file)| matches!(file.content, Content::Answers { .. }));
    let files: Vec<(FileId, &str)> = kept.map(|(id, file)| (id, file.path.as_str())).collect();
    let guides = asked(site);
    let read = |(_, path): &(FileId, &str)| team(world, &guides, (&site.settings.id, path));
    let outcomes: Vec<_> = files.par_iter().map(read).collect();
    let mut teams = Vec::new();
    for ((id, _), outcome) in files.into_iter().zip(outcomes) {
        match outcome {
            Ok(team) => teams.extend(team),
            Err(faults) => faults.into_iter().for_each(|fault| found.report(id, fault)),
        }
    }
    answers::roll_up(site, &guides, &teams)
}

/// A team's file; none where it is something else that lies beside them.
fn team(
    world: &dyn World,
    guides: &BTreeMap<String, Asked>,
    (site, path): (&str, &str),
) -> Result<Option<Team>, Vec<Fault>> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let text = answers::is_text_name(name);
    if !text && !name.ends_with(".json") {
        return Ok(None);
    }
    let bytes = world.read(path).map_err(|error| vec![source::unreadable(&error)])?;
    if text && !answers::has_pasted(&bytes) {
        return Ok(None);
    }
    let saved = answers::read(&bytes)?;
    let strangers = foreign(guides, site, &saved);
    if !strangers.is_empty() {
        let (text, _) = Text::decode(&bytes);
        let help = "take the file out of responses/, or give the site and the guide the ids that they had";
        let fault = |Foreign { path, cause }: &Foreign| {
            Fault::new(Code::ForeignAnswers, answers::place(&text, path), cause.as_str(), help)
        };
        return Err(strangers.iter().map(fault).collect());
    }
    let rounds = saved.iter().flat_map(Saved::rounds).cloned().collect();
    Ok(Some(Team { name: answers::stem(name).to_owned(), rounds }))
}
