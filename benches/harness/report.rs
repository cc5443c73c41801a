//! What was measured in, `benches/README.md` out: it always tells of one run of the harness, and of nothing else.

use std::fs;
use std::io;

use crate::args::{Settings, Tool};
use crate::corpus::Shape;
use crate::experiment::{Case, Found, Job};
use crate::growth::{plain, power};
use crate::measure::median;
use crate::tables::{Table, count, figure, megabytes, milliseconds, times};
use crate::{FRAMEWRIGHT, machine};

const REPORT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/README.md");

const HEAD: &str = "<!-- Written by `cargo bench --bench harness`, which overwrites it: change the harness instead. -->

# How fast Framewright is

One run of the harness in `benches/harness/`, on one machine. Seconds differ from machine to machine and from hour to
hour; the ratios to the *floor* are what counts. The floor is the least work that makes as many files of the same size:
read, split off the front matter, Markdown to HTML, one fixed template, write, on all cores; no YAML, no names, no
lists, no checks. Every number is the median of several runs that were taken in turn, and every ratio the median of the
ratios within each turn. The sites are made up: all eight kinds of entry, briefs of about 10 KB with some 16 links,
citations, a table, a footnote and an embedded example each. What is missing was not measured.

Peers build the same text in their own dialects, without checks, citations, embedded entries and lists of what leads
to a page, which they do not have.
";

/// Writes the report and prints it.
pub fn write(settings: &Settings, found: &Found) -> io::Result<()> {
    let parts = [
        HEAD.to_owned(),
        setting(settings, found),
        full(found),
        stages(found),
        again(found),
        served(found),
        growth(found),
        one_sided(found),
        program(found),
    ];
    let parts: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    let text = format!("{}\n", parts.join("\n\n"));
    fs::write(REPORT, &text)?;
    println!("{text}");
    Ok(())
}

fn setting(settings: &Settings, found: &Found) -> String {
    let mut rows = machine::rows();
    rows.push(("File system", found.file_system.clone()));
    rows.push(("Framewright", machine::version(FRAMEWRIGHT).replace("framewright ", "")));
    rows.push(("Compiler", machine::version("rustc").replace("rustc ", "")));
    rows.extend(found.peers.iter().map(|peer| (name(peer.tool), peer.version.clone())));
    rows.extend(found.missing.iter().map(|(tool, why)| (name(*tool), format!("not measured: {why}"))));
    rows.push(("Command", format!("`{}`", command(settings))));
    let rows: String = rows.iter().map(|(what, value)| format!("- {what}: {value}\n")).collect();
    format!("## This run\n\n{rows}")
}

/// The command as it would be typed; folders of one machine mean nothing on another.
fn command(settings: &Settings) -> String {
    let mut command = "cargo bench --bench harness --".to_owned();
    for entries in &settings.entries {
        command += &format!(" {entries}");
    }
    let words = |list: Vec<&str>| list.join(",");
    if settings.only != Tool::ALL {
        command += &format!(" --only {}", words(settings.only.iter().map(|tool| tool.word()).collect()));
    }
    if let Some(runs) = settings.runs {
        command += &format!(" --runs {runs}");
    }
    if settings.shape != [Shape::Plain] {
        command += &format!(" --shape {}", words(settings.shape.iter().map(|shape| shape.word()).collect()));
    }
    if settings.on.is_some() {
        command += " --on DIR";
    }
    if settings.compile {
        command += " --compile";
    }
    command
}

fn name(tool: Tool) -> &'static str {
    match tool {
        Tool::Floor => "Floor",
        Tool::Framewright => "Framewright",
        Tool::Hugo => "Hugo",
        Tool::Zola => "Zola",
    }
}

fn site(case: &Case) -> String {
    format!("{}{}", count(case.plan.entries), case.plan.shape.suffix())
}

fn full(found: &Found) -> String {
    let columns = [
        "Entries, tool",
        "CPU s",
        "× floor",
        "× Framewright",
        "Wall s",
        "× floor",
        "× Framewright",
        "Peak MB",
        "KB an entry over 20 MB",
        "Files",
        "MB written",
    ];
    let mut table = Table::new(&columns);
    for case in &found.cases {
        for (&tool, weight) in &case.weights {
            table.row([
                format!("{}, {}", site(case), name(tool)),
                figure(case.cpu(tool, Job::Full)),
                times(case.ratio(tool, Tool::Floor, |taken| taken.cpu)),
                times(case.ratio(tool, Tool::Framewright, |taken| taken.cpu)),
                figure(case.wall(tool, Job::Full)),
                times(case.ratio(tool, Tool::Floor, |taken| taken.wall)),
                times(case.ratio(tool, Tool::Framewright, |taken| taken.wall)),
                megabytes(case.peak(tool, Job::Full)),
                figure(case.memory_an_entry(tool).map(|bytes| bytes / 1e3)),
                count(weight.files),
                megabytes(Some(weight.bytes as f64)),
            ]);
        }
    }
    let mut sources = "The sites as they are read:".to_owned();
    for case in &found.cases {
        let bytes = megabytes(Some(case.source.bytes as f64));
        sources += &format!(" {} in {} files of {bytes} MB;", site(case), count(case.source.files));
    }
    format!("{}\n{}.", table.under("## A whole site into a new folder, without a cache"), sources.trim_end_matches(';'))
}

fn stages(found: &Found) -> String {
    let all: Vec<(String, Vec<(String, f64)>)> =
        found.cases.iter().map(|case| (site(case), case.stages())).filter(|(_, stages)| !stages.is_empty()).collect();
    let Some((_, first)) = all.first() else { return String::new() };
    let columns: Vec<&str> = std::iter::once("Stage, ms").chain(all.iter().map(|(site, _)| site.as_str())).collect();
    let mut table = Table::new(&columns);
    for (stage, _) in first {
        let time = |stages: &[(String, f64)]| stages.iter().find(|(name, _)| name == stage).map(|(_, time)| *time);
        table.row(std::iter::once(stage.clone()).chain(all.iter().map(|(_, stages)| figure(time(stages)))));
    }
    table.under("### Where Framewright's time goes\n\nWall clock, as `build --timings` tells it.")
}

fn again(found: &Found) -> String {
    let jobs = [
        ("nothing changed", Job::Again),
        ("nothing changed, `--verify`", Job::Verify),
        ("one file changed", Job::OneFile),
    ];
    let mut table = Table::new(&["Entries, tool, what happened", "Wall ms", "CPU ms", "Peak MB"]);
    for case in &found.cases {
        for &tool in case.weights.keys() {
            for (what, job) in jobs.iter().filter(|(_, job)| case.taken.contains_key(&(tool, *job))) {
                table.row([
                    format!("{}, {}, {what}", site(case), name(tool)),
                    milliseconds(case.wall(tool, *job)),
                    milliseconds(case.cpu(tool, *job)),
                    megabytes(case.peak(tool, *job)),
                ]);
            }
        }
    }
    table.under("## The same site again\n\nPeers have no incremental build.")
}

fn served(found: &Found) -> String {
    let columns = ["Entries", "start to first page, no cache, ms", "start to first page, ms", "save to page, ms"];
    let mut table = Table::new(&columns);
    for case in &found.cases {
        let Some(served) = &case.served else { continue };
        let middle = |times: &[std::time::Duration]| median(times.iter().map(std::time::Duration::as_secs_f64));
        table.row([
            site(case),
            milliseconds(middle(&served.cold)),
            milliseconds(middle(&served.warm)),
            milliseconds(middle(&served.saved)),
        ]);
    }
    table.under("## While writing: `framewright serve`")
}

fn growth(found: &Found) -> String {
    let plain: Vec<&Case> = found.cases.iter().filter(|case| case.plan.shape == Shape::Plain).collect();
    let rows = [
        ("floor, full", Tool::Floor, Job::Full),
        ("Framewright, full", Tool::Framewright, Job::Full),
        ("Framewright, nothing changed", Tool::Framewright, Job::Again),
        ("Framewright, one file changed", Tool::Framewright, Job::OneFile),
        ("Hugo, full", Tool::Hugo, Job::Full),
        ("Zola, full", Tool::Zola, Job::Full),
    ];
    let sites: Vec<String> = plain.iter().map(|case| site(case)).collect();
    let columns =
        std::iter::once("CPU µs an entry").chain(sites.iter().map(String::as_str)).chain(["grows with N to the"]);
    let mut table = Table::new(&columns.collect::<Vec<_>>());
    for (what, tool, job) in rows {
        if plain.iter().all(|case| case.cpu(tool, job).is_none()) {
            continue;
        }
        let each = |case: &&Case| figure(case.cpu(tool, job).map(|cpu| cpu * 1e6 / case.plan.entries as f64));
        let power = if job == Job::Full { power(&found.cases, tool) } else { None };
        table.row(std::iter::once(what.to_owned()).chain(plain.iter().map(each)).chain([figure(power)]));
    }
    table.under("## Growth\n\nA number that stays as it is from left to right is a cost that grows with the site and no faster.")
}

/// Sites that are peculiar, beside the plain one of their size.
fn one_sided(found: &Found) -> String {
    let mut table = Table::new(&["Entries, what is peculiar", "CPU s", "× plain", "Peak MB", "× plain", "MB written"]);
    let peculiar: Vec<&Case> = found.cases.iter().filter(|case| case.plan.shape != Shape::Plain).collect();
    let tool = Tool::Framewright;
    for case in peculiar {
        let like = plain(&found.cases, &case.plan);
        let beside =
            |of: &dyn Fn(&Case) -> Option<f64>| times(of(case).zip(like.and_then(of)).map(|(own, plain)| own / plain));
        let cpu = |case: &Case| case.cpu(tool, Job::Full);
        let peak = |case: &Case| case.peak(tool, Job::Full);
        table.row([
            site(case),
            figure(cpu(case)),
            beside(&cpu),
            megabytes(peak(case)),
            beside(&peak),
            megabytes(case.weights.get(&tool).map(|weight| weight.bytes as f64)),
        ]);
    }
    table.under("## One-sided sites\n\nFramewright's full build, beside the plain site of as many entries.")
}

fn program(found: &Found) -> String {
    let mut table = Table::new(&["The program", ""]);
    let start = median(found.starts.iter().map(|taken| taken.wall.as_secs_f64()));
    table.row(["`framewright --version`, wall ms".to_owned(), milliseconds(start)]);
    let size = fs::metadata(FRAMEWRIGHT).ok().map(|found| found.len() as f64);
    table.row(["size of the release binary, MB".to_owned(), megabytes(size)]);
    if let Some(taken) = &found.compiled {
        table.row(["clean release build, wall s".to_owned(), figure(Some(taken.wall.as_secs_f64()))]);
        table.row(["clean release build, CPU s".to_owned(), figure(Some(taken.cpu.as_secs_f64()))]);
    }
    table.under("## Start and size")
}
