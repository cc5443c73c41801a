//! A request in, an answer out: a page of the site that is shown now, or the 404 page. Looks addresses up in the site's
//! table; never joins one to a path.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, HeaderValue, LOCATION};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use tokio::sync::{mpsc, watch};

use super::events::{self, Streams};
use super::rebuild::{Report, panicked};
use super::shown::{Mark, Shown};
use super::{guard, page, tell};
use crate::diag::{FileId, Finding};
use crate::graph::UrlPath;
use crate::source::Disk;
use crate::{Compiled, Rendered};

const HTML: &str = "text/html; charset=utf-8";

/// What may stand in an address that is sent in a header.
const OUTSIDE_ADDRESS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What every request is answered from.
#[derive(Clone)]
pub(super) struct Server {
    disk: Arc<Disk>,
    port: u16,
    seen: watch::Receiver<Arc<Shown>>,
    report: mpsc::UnboundedSender<Report>,
    streams: Streams,
}

/// Where an address leads.
#[derive(Debug, PartialEq, Eq)]
enum Lead {
    To(UrlPath),
    /// To another spelling of it.
    Elsewhere(UrlPath),
    Nowhere,
}

/// Answers a request, or refuses it.
pub(super) async fn answer(State(server): State<Server>, request: Request) -> Response {
    let response = match guard::refuse(&request, server.port) {
        Some(refusal) => refusal,
        None => server.answer(request.uri().clone()).await,
    };
    guard::seal(response)
}

impl Server {
    pub fn new(
        disk: Arc<Disk>,
        port: u16,
        seen: watch::Receiver<Arc<Shown>>,
        report: mpsc::UnboundedSender<Report>,
    ) -> Server {
        Server { disk, port, seen, report, streams: Streams::new() }
    }

    async fn answer(&self, uri: Uri) -> Response {
        match uri.path() {
            page::SCRIPT => file("text/javascript; charset=utf-8", include_str!("live.js")),
            page::STYLE => file("text/css; charset=utf-8", include_str!("live.css")),
            page::EVENTS => events::events(&self.streams, self.seen.clone(), mark(&uri)),
            path => self.page(path).await,
        }
    }

    /// Waits where nothing has been compiled yet.
    async fn page(&self, path: &str) -> Response {
        let mut seen = self.seen.clone();
        let shown = seen.wait_for(|shown| shown.is_ready()).await.map(|shown| shown.clone());
        let Ok(shown) = shown else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
        let Some(good) = shown.good.clone() else {
            return html(StatusCode::SERVICE_UNAVAILABLE, page::trouble(&shown.findings, shown.mark()));
        };
        match lead(&good, path) {
            Lead::To(address) => self.render(StatusCode::OK, &shown, good, address).await,
            Lead::Elsewhere(address) => elsewhere(&address),
            Lead::Nowhere => self.render(StatusCode::NOT_FOUND, &shown, good, UrlPath::file("404.html")).await,
        }
    }

    /// Renders on a thread of its own, so that a costly page keeps no other waiting.
    async fn render(&self, status: StatusCode, shown: &Shown, good: Arc<Compiled>, address: UrlPath) -> Response {
        let (site, disk, wanted) = (good.clone(), self.disk.clone(), address.clone());
        let rendered = tokio::task::spawn_blocking(move || site.render(&*disk, &wanted)).await;
        let finding = match rendered {
            Ok(Some(Ok(rendered))) => return answered(status, rendered, shown.mark()),
            Ok(Some(Err(finding))) => finding,
            Ok(None) => return (StatusCode::NOT_FOUND, "No page has this address.\n").into_response(),
            Err(error) => Finding { file: FileId(0), fault: panicked(error, &format!("making {address}")) },
        };
        let findings = tell::json([finding.clone()], &good.site.files);
        // The receiver lives as long as the server does.
        let _ = self.report.send(Report { edition: shown.edition, address, finding });
        html(StatusCode::INTERNAL_SERVER_ERROR, page::trouble(&findings, shown.mark()))
    }
}

/// The mark of the page that asks for events.
fn mark(uri: &Uri) -> Option<String> {
    uri.query()?.split('&').find_map(|pair| pair.strip_prefix("shown=")).map(str::to_owned)
}

fn lead(good: &Compiled, path: &str) -> Lead {
    let Ok(path) = percent_decode_str(path).decode_utf8() else { return Lead::Nowhere };
    if let Some(address) = known(good, &path) {
        return Lead::To(address);
    }
    let index = path.strip_suffix("index.html").filter(|folder| folder.ends_with('/'));
    let spelt = index.and_then(|folder| known(good, folder)).or_else(|| known(good, &format!("{path}/")));
    // The 404 page, which may stand at any depth, links under the path that the site will have.
    let spelt = spelt.or_else(|| known(good, below_base(good, &path)?));
    spelt.map_or(Lead::Nowhere, Lead::Elsewhere)
}

/// The address of that very spelling, where the site has it.
fn known(good: &Compiled, path: &str) -> Option<UrlPath> {
    let address = UrlPath::file(path);
    let is_known = || good.site.pages.contains_key(&address) || good.asset_at(&address).is_some();
    (address.as_str() == path && is_known()).then_some(address)
}

/// An address without the path of the published site.
fn below_base<'a>(good: &Compiled, path: &'a str) -> Option<&'a str> {
    let base: Uri = good.site.settings.base_url.as_ref()?.parse().ok()?;
    let base = base.path().trim_end_matches('/');
    if base.is_empty() { None } else { path.strip_prefix(base) }
}

fn answered(status: StatusCode, rendered: Rendered, mark: Mark) -> Response {
    if rendered.media_type.starts_with("text/html") {
        return html(status, page::enlivened(rendered.bytes, mark));
    }
    (status, [(CONTENT_TYPE, rendered.media_type)], rendered.bytes).into_response()
}

fn html(status: StatusCode, page: Vec<u8>) -> Response {
    (status, [(CONTENT_TYPE, HTML)], page).into_response()
}

fn file(media_type: &'static str, text: &'static str) -> Response {
    ([(CONTENT_TYPE, media_type)], text).into_response()
}

/// Leads to another address of this site. It is one of the table, so it names no host.
fn elsewhere(address: &UrlPath) -> Response {
    let location = utf8_percent_encode(address.as_str(), OUTSIDE_ADDRESS).to_string();
    match HeaderValue::from_str(&location) {
        Ok(location) if !address.as_str().starts_with("//") => {
            (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, location)]).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}
