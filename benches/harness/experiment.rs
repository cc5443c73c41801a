//! Settings in, everything that was measured out. Runs are taken in turn (floor, Framewright, peers, and again), so
//! that what the machine does besides hits all alike, and ratios can be taken within each turn.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use walkdir::WalkDir;

use crate::args::{Settings, Tool};
use crate::corpus::{self, Plan, Shape};
use crate::measure::{Program, Taken, settle};
use crate::peers::Peer;
use crate::serve::{self, Served};
use crate::{FRAMEWRIGHT, machine};

/// What a tool is made to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Job {
    /// Into a new folder, without a cache.
    Full,
    /// Nothing changed since the build before.
    Again,
    /// The same, and no time stamp is trusted.
    Verify,
    /// A sentence was added to one brief.
    OneFile,
}

/// How much a tool wrote.
#[derive(Clone, Copy, Debug, Default)]
pub struct Weight {
    pub files: usize,
    pub bytes: u64,
}

/// What was measured on one site.
pub struct Case {
    pub plan: Plan,
    /// The site's own files, as Framewright reads them.
    pub source: Weight,
    pub taken: BTreeMap<(Tool, Job), Vec<Taken>>,
    pub weights: BTreeMap<Tool, Weight>,
    pub served: Option<Served>,
}

/// What was measured.
pub struct Found {
    pub cases: Vec<Case>,
    pub peers: Vec<Peer>,
    /// Peers that were asked for and are not here, with the reason.
    pub missing: Vec<(Tool, String)>,
    /// `framewright --version`.
    pub starts: Vec<Taken>,
    /// A clean release build of Framewright.
    pub compiled: Option<Taken>,
    pub file_system: String,
}

/// Where this harness keeps what it makes, unless told otherwise.
const OWN: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/harness");
/// Starting takes so little that only many starts tell.
const STARTS: usize = 40;
/// Longer than a disk's clock ticks, so that time stamps are trusted.
const REST: Duration = Duration::from_millis(200);

/// Measures all that was asked for.
pub fn all(settings: &Settings) -> io::Result<Found> {
    let on = settings.on.clone().unwrap_or_else(|| PathBuf::from(OWN)).join("sites");
    fs::create_dir_all(&on)?;
    let on = fs::canonicalize(on)?;
    let (peers, missing) = peers(settings);
    let mut cases = Vec::new();
    for &shape in &settings.shape {
        for &entries in &settings.entries {
            let plan = Plan::new(entries, shape);
            let runs = settings.runs.map_or(if entries <= 1_000 { 5 } else { 3 }, |runs| runs as usize);
            let peers: &[Peer] = if shape == Shape::Plain { &peers } else { &[] };
            let folder = on.join(format!("{entries}-{shape}"));
            cases.push(Bench { settings, peers, plan, runs, folder }.case()?);
        }
    }
    let framewright = Program::new(Path::new(FRAMEWRIGHT), &on).arg("--version");
    let starts = (0..STARTS).map(|_| framewright.run()).collect::<io::Result<_>>()?;
    let compiled = settings.compile.then(|| compiled(&on)).transpose()?;
    Ok(Found { cases, peers, missing, starts, compiled, file_system: machine::file_system(&on) })
}

fn peers(settings: &Settings) -> (Vec<Peer>, Vec<(Tool, String)>) {
    let (mut peers, mut missing) = (Vec::new(), Vec::new());
    for &tool in &settings.only {
        let peer = match tool {
            Tool::Floor | Tool::Framewright => continue,
            Tool::Hugo => Peer::hugo(&Path::new(OWN).join("hugo")),
            Tool::Zola => Peer::zola(),
        };
        match peer {
            Ok(peer) => peers.push(peer),
            Err(why) => missing.push((tool, why)),
        }
    }
    (peers, missing)
}

fn compiled(on: &Path) -> io::Result<Taken> {
    let folder = on.join("compiled");
    clear(&folder)?;
    eprintln!("harness: a clean release build");
    let cargo = Program::new(Path::new(env!("CARGO")), Path::new(env!("CARGO_MANIFEST_DIR")));
    let cargo = cargo.arg("build").arg("--release").arg("--locked").arg("--bin").arg("framewright");
    let taken = cargo.arg("--target-dir").arg(&folder).run()?;
    clear(&folder)?;
    Ok(taken)
}

/// One site, and who builds it.
struct Bench<'a> {
    settings: &'a Settings,
    peers: &'a [Peer],
    plan: Plan,
    runs: usize,
    folder: PathBuf,
}

impl Bench<'_> {
    fn case(&self) -> io::Result<Case> {
        let Plan { entries, shape, .. } = self.plan;
        eprintln!("harness: {entries} entries, {shape}: writing the site");
        clear(&self.folder)?;
        self.write()?;
        let source = weight(&self.site(Tool::Framewright))?;
        let mut case = Case { plan: self.plan, source, taken: BTreeMap::new(), weights: BTreeMap::new(), served: None };
        for run in 1..=self.runs {
            for tool in self.tools() {
                eprintln!("harness: {entries} entries, {shape}: full build {run} of {}, {tool}", self.runs);
                self.forget(tool)?;
                self.take(&mut case, tool, Job::Full)?;
            }
        }
        for tool in self.tools() {
            case.weights.insert(tool, weight(&self.out(tool))?);
        }
        for run in 1..=self.runs {
            eprintln!("harness: {entries} entries, {shape}: builds after it {run} of {}", self.runs);
            for tool in self.tools().filter(|&tool| tool != Tool::Floor) {
                self.take(&mut case, tool, Job::Again)?;
                if tool == Tool::Framewright {
                    self.take(&mut case, tool, Job::Verify)?;
                    append(&self.brief(), "Somebody added this sentence.")?;
                    self.take(&mut case, tool, Job::OneFile)?;
                }
            }
        }
        if self.tools().any(|tool| tool == Tool::Framewright) {
            eprintln!("harness: {entries} entries, {shape}: serving");
            case.served = Some(serve::served(&self.site(Tool::Framewright), &self.brief(), self.runs)?);
        }
        clear(&self.folder)?;
        Ok(case)
    }

    /// In the order in which they take turns.
    fn tools(&self) -> impl Iterator<Item = Tool> {
        let here = |&tool: &Tool| match tool {
            Tool::Floor | Tool::Framewright => self.settings.only.contains(&tool),
            Tool::Hugo | Tool::Zola => self.peers.iter().any(|peer| peer.tool == tool),
        };
        Tool::ALL.into_iter().filter(here)
    }

    fn write(&self) -> io::Result<()> {
        let site = self.site(Tool::Framewright);
        corpus::write(&self.plan, &site)?;
        // A site with findings would measure how they are told.
        Program::new(Path::new(FRAMEWRIGHT), &site).arg("check").arg("--strict").run()?;
        self.peers.iter().try_for_each(|peer| peer.write(&self.plan, &self.site(peer.tool)))
    }

    /// The floor reads Framewright's site.
    fn site(&self, tool: Tool) -> PathBuf {
        match tool {
            Tool::Floor | Tool::Framewright => self.folder.join("site"),
            Tool::Hugo | Tool::Zola => self.folder.join(tool.word()),
        }
    }

    fn out(&self, tool: Tool) -> PathBuf {
        self.folder.join(format!("{tool}-out"))
    }

    fn brief(&self) -> PathBuf {
        self.site(Tool::Framewright).join("content/briefs/brief-1.md")
    }

    /// Removes what earlier builds left.
    fn forget(&self, tool: Tool) -> io::Result<()> {
        clear(&self.out(tool))?;
        match tool {
            Tool::Floor => Ok(()),
            Tool::Framewright => serve::forget(&self.site(tool)),
            Tool::Hugo | Tool::Zola => clear(&self.site(tool).join("cache")),
        }
    }

    fn take(&self, case: &mut Case, tool: Tool, job: Job) -> io::Result<()> {
        settle();
        std::thread::sleep(REST);
        let taken = self.program(tool, job)?.run()?;
        case.taken.entry((tool, job)).or_default().push(taken);
        Ok(())
    }

    fn program(&self, tool: Tool, job: Job) -> io::Result<Program> {
        let (site, out) = (self.site(tool), self.out(tool));
        let program = match tool {
            Tool::Floor => Program::new(&std::env::current_exe()?, &site).arg("floor").arg(&site).arg(&out),
            Tool::Framewright => {
                let program = Program::new(Path::new(FRAMEWRIGHT), &site).arg("build").arg("--timings");
                let program = program.arg("--out").arg(&out);
                if job == Job::Verify { program.arg("--verify") } else { program }
            }
            Tool::Hugo | Tool::Zola => {
                let peer = self.peers.iter().find(|peer| peer.tool == tool);
                peer.ok_or_else(|| io::Error::other(format!("{tool} is not here")))?.build(&site, &out)
            }
        };
        Ok(program)
    }
}

/// Removes a folder, if it is there.
pub fn clear(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Adds a paragraph at the end of a file, as an author would.
pub fn append(file: &Path, text: &str) -> io::Result<()> {
    OpenOptions::new().append(true).open(file)?.write_all(format!("\n{text}\n").as_bytes())
}

/// What a reader of the site could get; not what a tool keeps for itself.
fn weight(folder: &Path) -> io::Result<Weight> {
    let shown = WalkDir::new(folder).into_iter().filter_entry(|entry| entry.file_name() != ".framewright");
    let mut weight = Weight::default();
    for entry in shown {
        let entry = entry?;
        if entry.file_type().is_file() {
            weight.files += 1;
            weight.bytes += entry.metadata()?.len();
        }
    }
    Ok(weight)
}
