//! `serve`: a site in, a preview in the browser out. What it says goes to standard error.

use std::io::ErrorKind;

use framewright::graph::{Drafts, Edition};
use framewright::serve;

use super::args::Serve;
use super::streams::{self, Stream};
use super::{Failure, Status, site};

/// Serves a site until it is stopped.
pub fn serve(settings: &Serve) -> Result<Status, Failure> {
    let common = &settings.common;
    site::open(&common.site)?;
    let served = serve::Settings {
        site: common.site.clone(),
        port: settings.port,
        open: settings.open,
        edition: Edition { drafts: Drafts::Shown, audience: settings.audience },
        format: common.format,
        color: streams::color(Stream::Error),
    };
    // Not locked: a moment later another thread may have something to say.
    serve::serve(&served, &mut anstream::stderr()).map(|()| Status::Fine).map_err(|error| match error.kind() {
        // The port is chosen on the command line; the error says how.
        ErrorKind::AddrInUse | ErrorKind::AddrNotAvailable | ErrorKind::PermissionDenied => {
            Failure::Usage(error.to_string())
        }
        _ => Failure::Machine(format!("the preview has stopped: {error}")),
    })
}
