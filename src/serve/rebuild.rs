//! Changes in, what is shown out: compiles the whole site, and exchanges what is shown when that is done. Never shows a
//! site with an error, never one that is half made.

use std::sync::Arc;

use tokio::sync::{mpsc, watch};
use tokio::task::{JoinError, spawn_blocking};

use super::shown::Shown;
use super::tell::{self, Voice};
use super::watch::Watching;
use crate::diag::{Code, Fault, FileId, Finding, Findings};
use crate::graph::{Edition, UrlPath};
use crate::source::{Content, Disk, Files};
use crate::text::Span;
use crate::{Compiled, compile_cached};

/// A page that could not be made: a template's mistake shows only there.
pub(super) struct Report {
    /// The edition that it belongs to.
    pub edition: u64,
    pub address: UrlPath,
    pub finding: Finding,
}

/// Decides what is shown, and says so.
pub(super) struct Director<'a> {
    disk: Arc<Disk>,
    edition: Edition,
    shown: watch::Sender<Arc<Shown>>,
    voice: Voice<'a>,
    /// The newest site, good or not.
    newest: Option<Arc<Compiled>>,
    /// Pages of the last good site that could not be made, one for each finding.
    failing: Vec<(UrlPath, Finding)>,
}

/// A new compilation, compared with what was there.
struct Built {
    compiled: Compiled,
    failing: Vec<(UrlPath, Finding)>,
    /// All files are those of the newest site.
    is_newest: bool,
    /// All files are those of the last good site.
    is_good: bool,
}

impl<'a> Director<'a> {
    pub fn new(disk: Arc<Disk>, edition: Edition, shown: watch::Sender<Arc<Shown>>, voice: Voice<'a>) -> Self {
        Director { disk, edition, shown, voice, newest: None, failing: Vec::new() }
    }

    /// Compiles, and again after each change. A change that comes meanwhile waits.
    pub async fn direct(mut self, mut watching: Watching, mut reports: mpsc::UnboundedReceiver<Report>) {
        self.rebuild(None).await;
        loop {
            tokio::select! {
                changed = watching.changed() => {
                    if let Some(notice) = changed.notice {
                        self.voice.say(&notice);
                    }
                    self.rebuild(changed.file).await;
                }
                Some(report) = reports.recv() => self.hear(report),
            }
        }
    }

    /// Compiles again, from one file alone where no other has changed.
    async fn rebuild(&mut self, file: Option<String>) {
        let (disk, edition, failing) = (self.disk.clone(), self.edition, self.failing.clone());
        let (newest, good) = (self.newest.clone(), self.shown.borrow().good.clone());
        let built = spawn_blocking(move || {
            let compiled = match &newest {
                Some(newest) => {
                    let saved = file.and_then(|file| newest.saved(&*disk, &file));
                    saved.unwrap_or_else(|| newest.again(&*disk, edition))
                }
                None => compile_cached(&disk, edition),
            };
            let is = |other: Option<&Arc<Compiled>>| {
                other.is_some_and(|other| {
                    same(&other.site.files, &compiled.site.files)
                        && other.known.same_as(&compiled.known)
                        && other.site.roll_ups == compiled.site.roll_ups
                })
            };
            let (is_newest, is_good) = (is(newest.as_ref()), is(good.as_ref()));
            let failing = still_failing(&compiled, &disk, failing);
            Built { compiled, failing, is_newest, is_good }
        });
        match built.await {
            Ok(built) => self.take(built),
            Err(error) => self.fail(panicked(error, "reading the site")),
        }
    }

    fn take(&mut self, built: Built) {
        let mut next = Shown::clone(&self.shown.borrow());
        let compiled = Arc::new(built.compiled);
        self.failing = built.failing;
        if !compiled.found.has_errors() {
            next.edition += u64::from(!built.is_good);
            next.good = Some(compiled.clone());
        }
        let old = self.newest.replace(compiled.clone());
        let findings = self.findings(&compiled);
        let changed = self.show(next, &findings, &compiled.site.files);
        if changed || !built.is_newest {
            self.voice.tell(&findings, &compiled.site.files);
        }
        // Ten thousand entries take a while to go.
        spawn_blocking(move || drop(old));
    }

    /// Shows a fault of the compiler itself over the last good site.
    fn fail(&mut self, fault: Fault) {
        self.newest = None;
        let mut findings = Findings::new();
        findings.report(FileId(0), fault);
        let next = Shown::clone(&self.shown.borrow());
        self.show(next, &findings, &Files::default());
        self.voice.tell(&findings, &Files::default());
    }

    /// Takes in what a page's making found, where that is still so and news.
    fn hear(&mut self, report: Report) {
        let now = Shown::clone(&self.shown.borrow());
        let Some(newest) = self.newest.clone().filter(|newest| !newest.found.has_errors()) else { return };
        if report.edition != now.edition || self.failing.iter().any(|(_, finding)| *finding == report.finding) {
            return;
        }
        self.failing.push((report.address, report.finding));
        let findings = self.findings(&newest);
        self.show(now, &findings, &newest.site.files);
        self.voice.tell(&findings, &newest.site.files);
    }

    /// All that is wrong with the newest site, its failing pages too where it is the one that is shown.
    fn findings(&self, newest: &Compiled) -> Findings {
        let mut findings = newest.found.clone();
        if !findings.has_errors() {
            findings.extend(self.failing.iter().map(|(_, finding)| finding.clone()));
            findings.sort();
        }
        findings
    }

    /// Exchanges what is shown, with these findings; true where they are others than before.
    fn show(&self, next: Shown, findings: &Findings, files: &Files) -> bool {
        let json = tell::json(findings.iter().cloned(), files);
        let changed = *json != *next.findings || !next.is_ready();
        let revision = next.revision + u64::from(changed);
        let old = self.shown.send_replace(Arc::new(Shown { findings: json.into(), revision, ..next }));
        spawn_blocking(move || drop(old));
        changed
    }
}

/// Those failing pages that still fail, as they do in this site. Asks nothing of a site that will not be shown.
fn still_failing(site: &Compiled, disk: &Disk, failing: Vec<(UrlPath, Finding)>) -> Vec<(UrlPath, Finding)> {
    if site.found.has_errors() {
        return failing;
    }
    let again = failing.into_iter().filter_map(|(address, _)| {
        let finding = site.render(disk, &address)?.err()?;
        Some((address, finding))
    });
    again.collect()
}

/// True for equal files, and so for equal sites.
fn same(a: &Files, b: &Files) -> bool {
    let mut pairs = a.iter().zip(b.iter());
    a.iter().count() == b.iter().count()
        && pairs.all(|((_, a), (_, b))| {
            let content = match (&a.content, &b.content) {
                (Content::Text(a), Content::Text(b)) => a.as_str() == b.as_str(),
                // Told by what was read of it.
                (Content::Markdown { .. }, Content::Markdown { .. }) => true,
                // Told by what was counted in it.
                (Content::Answers { .. }, Content::Answers { .. }) => true,
                (Content::Asset { hash: a, .. }, Content::Asset { hash: b, .. }) => a == b,
                (Content::Unread, Content::Unread) => true,
                (Content::Text(_) | Content::Markdown { .. } | Content::Answers { .. }, _) => false,
                (Content::Asset { .. } | Content::Unread, _) => false,
            };
            a.path == b.path && content
        })
}

/// A panic as a fault, told of the site as a whole.
pub(super) fn panicked(error: JoinError, doing: &str) -> Fault {
    let panic = error.try_into_panic().ok();
    let message = panic.as_ref().and_then(|panic| {
        let fixed = panic.downcast_ref::<&str>().copied();
        fixed.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
    });
    let message = message.unwrap_or("no reason given").split_whitespace().collect::<Vec<_>>().join(" ");
    let cause = format!("Framewright itself failed while {doing}: {message}");
    Fault::new(Code::UnreadableFile, Span::file(), cause, "take back what was changed last, and please report it")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Drafts;

    #[test]
    fn a_panic_is_a_finding_in_one_line() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let panicking = async { spawn_blocking(|| panic!("at {}\nor so", 3)).await };
        let fault = panicked(runtime.block_on(panicking).unwrap_err(), "reading the site");
        assert_eq!(fault.cause, "Framewright itself failed while reading the site: at 3 or so");
    }

    #[test]
    fn a_fault_of_our_own_leaves_the_last_good_site_up() {
        let folder = tempfile::tempdir().unwrap();
        let disk = Arc::new(Disk::open(folder.path()).unwrap());
        let (shown, seen) = watch::channel(Arc::new(Shown::nothing_yet()));
        let mut out = Vec::new();
        let voice = Voice::new(&mut out, crate::diag::Format::Short, false);
        let mut director = Director::new(disk.clone(), Drafts::Shown.into(), shown, voice);
        let compiled = Compiled { found: Findings::new(), ..crate::compile(&*disk, Drafts::Shown) };
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            director.take(Built { compiled, failing: Vec::new(), is_newest: false, is_good: false });
            let mark = seen.borrow().mark();
            director.fail(Fault::new(Code::UnreadableFile, Span::file(), "it failed", ""));
            assert!(seen.borrow().good.is_some() && seen.borrow().mark() == mark);
            assert!(seen.borrow().findings.contains("it failed"));
        });
        assert_eq!(out, b"framewright.yaml:1:1: error[unreadable-file]: it failed\n");
    }
}
