//! `freeze`: a site in, its `framewright.lock` out, which keeps addresses and ids from getting lost. Writes nothing
//! while there is an error.

use framewright::diag::Format;
use framewright::graph::Drafts;
use framewright::source::LOCK;
use framewright::{compile_cached, scaffold};

use super::args::Common;
use super::streams::{self, Stream};
use super::{Failure, Status, counted, site};

/// Records what the site publishes.
pub fn freeze(common: &Common) -> Result<Status, Failure> {
    let world = site::open(&common.site)?;
    let mut compiled = compile_cached(&world, Drafts::Hidden);
    compiled.rehearse(&world);
    let fails = compiled.found.has_errors() || (common.strict && !compiled.found.is_empty());
    streams::findings(Stream::Error, common.format, &compiled.found, &compiled.site.files)?;
    if fails {
        if common.format == Format::Human {
            streams::note("Nothing was written; mend the errors first.");
        }
        return Ok(Status::Findings);
    }
    let frozen = scaffold::freeze(&common.site, &compiled.site)
        .map_err(|error| Failure::Machine(format!("{LOCK} cannot be written: {error}")))?;
    let lines = counted(frozen.lines, "line");
    streams::note(&format!("{LOCK} has {lines}, {} of them new. Commit it with the site.", frozen.fresh));
    Ok(Status::Fine)
}
