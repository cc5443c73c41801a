//! What may be typed, with its help, as one [`Command`]. Never says what comes of it.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Arg, ArgAction, Command, value_parser};
use framewright::diag::Format;
use framewright::scaffold::Demo;

use super::adding;

/// Heads the options that every verb takes.
const EVERYWHERE: &str = "Options of every command";

pub(super) fn command() -> Command {
    Command::new("framewright")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Turns a folder of Markdown briefs into a site that people read and teams work with.")
        .after_help("Run `framewright` alone to learn what to do next in this folder.")
        .subcommand_value_name("VERB")
        .subcommand_help_heading("Verbs")
        .disable_help_subcommand(true)
        .args(globals())
        .subcommands([check(), build(), serve(), new(), adding::add(), chart(), responses(), freeze(), explain()])
}

fn globals() -> [Arg; 3] {
    let formats = PossibleValuesParser::new(Format::ALL.iter().map(|format| format.name()));
    [
        Arg::new("site")
            .long("site")
            .value_name("DIR")
            .value_parser(value_parser!(PathBuf))
            .global(true)
            .help_heading(EVERYWHERE)
            .help("The folder of framewright.yaml [default: this folder]"),
        Arg::new("format")
            .long("format")
            .value_name("FORMAT")
            .value_parser(formats.try_map(|name| name.parse::<Format>()))
            .global(true)
            .hide_possible_values(true)
            .help_heading(EVERYWHERE)
            .help("How findings are printed: human, short, json, github or sarif [default: human]"),
        switch("strict", "Let warnings fail, too").global(true).help_heading(EVERYWHERE),
    ]
}

fn switch(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

fn folder(help: &'static str) -> Arg {
    Arg::new("folder").value_name("DIR").value_parser(value_parser!(PathBuf)).help(help)
}

fn timings() -> Arg {
    switch("timings", "Say how long each stage took")
}

fn check() -> Command {
    Command::new("check")
        .about("List every mistake, with its line and its remedy")
        .arg(folder("The site's folder, as with --site"))
        .arg(switch("fix", "Mend what is safe to mend, and show what changed"))
        .arg(switch("private", "Look at the coordinator's copy, and so at what teams saved in responses, too"))
        .arg(timings())
}

fn build() -> Command {
    let out = Arg::new("out").long("out").value_name("DIR").value_parser(value_parser!(PathBuf));
    Command::new("build")
        .about("Write the finished site; nothing is written while there is an error")
        .arg(folder("The site's folder, as with --site"))
        .arg(out.help("Where to, from this folder on [default: public in the site, offline with --offline]"))
        .arg(switch("drafts", "Publish drafts, too, each marked as one"))
        .arg(switch("offline", "Make a copy that opens from a folder or a ZIP, without a server"))
        .arg(switch(
            "private",
            "Write the coordinator's copy, with what sites reported and teams saved, to the folder private",
        ))
        .arg(switch("verify", "Read every file that is there, and trust no time stamp"))
        .arg(timings())
}

fn serve() -> Command {
    let port = Arg::new("port").long("port").value_name("N").value_parser(value_parser!(u16));
    Command::new("serve")
        .about("Show the site in your browser while you write, drafts and findings included")
        .arg(folder("The site's folder, as with --site"))
        .arg(port.help("The port [default: 4040, or the next one that is free]"))
        .arg(switch("open", "Open the browser"))
        .arg(switch("private", "Show the coordinator's copy, on this computer alone"))
        .arg(switch("drafts", "Drafts are always shown").hide(true))
}

fn new() -> Command {
    let title = Arg::new("title").long("title").value_name("TEXT");
    let demo = Arg::new("demo").long("demo").value_name("NAME").hide_possible_values(true);
    let demo = demo.value_parser(PossibleValuesParser::new(Demo::ALL.map(Demo::word)));
    Command::new("new")
        .about("Make a folder with a small site that shows one of each kind")
        .arg(folder("The folder, new or empty").required(true))
        .arg(title.help("What readers call the site [default: the folder's name]"))
        .arg(demo.help("Make a site with invented data instead, to be tried: team (saved answers) or collaborative"))
}

fn responses() -> Command {
    let files = || {
        Arg::new("file")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .num_args(1..)
            .required(true)
            .help("Saved files, texts with pasted answers, or folders of them")
    };
    let out = |name, help| Arg::new("out").long("out").value_name(name).value_parser(value_parser!(PathBuf)).help(help);
    let threshold = Arg::new("threshold").long("threshold").value_name("N").value_parser(value_parser!(usize));
    Command::new("responses")
        .about("Check, merge and count the answers that teams have saved")
        .subcommand_value_name("WHAT")
        .subcommand_help_heading("What to do")
        .disable_help_subcommand(true)
        .after_help(
            "A file is one that a guide's page saved (NAME.framewright.json), or a text into which a member's answers were \
             pasted, such as a message: what stands between \"framewright:\" and \":end\" is read. Of a folder, files with \
             such names are read, and .txt files with such lines.",
        )
        .subcommands([
            Command::new("check")
                .about("Say what is wrong with saved files; changes none")
                .arg(files())
                .after_help(
                    "In a site's folder, or with --site, answers are compared with the site's guides, too: it names what \
                     was answered in other words than the guide has now, and what the guide no longer asks.",
                ),
            Command::new("merge")
                .about(
                    "Put the files of one round together, or rounds into an archive; in any order, as the browser does",
                )
                .arg(files())
                .arg(out("FILE", "Where to [default: standard output]")),
            Command::new("report")
                .about("Count the answers of many teams by site, track, driver and round, as a page and as CSV")
                .arg(files())
                .arg(out("DIR", "Where to, from this folder on [default: responses-report]"))
                .arg(threshold.help("Show no number with fewer people behind it [default: 10]"))
                .after_help(
                    "Only files whose team agreed to be counted are. A file belongs to the site of the roster whose id \
                     its name begins with: cedar-county-spring.framewright.json.",
                ),
        ])
}

fn chart() -> Command {
    let file = Arg::new("file").value_name("FILE.csv").value_parser(value_parser!(PathBuf)).required(true);
    let out = Arg::new("out").long("out").value_name("FILE.svg").value_parser(value_parser!(PathBuf));
    let title = Arg::new("title").long("title").value_name("TEXT");
    let target =
        Arg::new("target").long("target").value_name("NUMBER").value_parser(finite).allow_negative_numbers(true);
    let baseline = Arg::new("baseline").long("baseline").value_name("N").value_parser(value_parser!(u32).range(1..));
    Command::new("chart")
        .about("Draw a run chart of dates and values, and say whether chance explains them")
        .arg(file.help("A table with the columns date and value; - for standard input"))
        .arg(out.help("Where to [default: standard output]"))
        .arg(title.help("The title [default: the file's name]"))
        .arg(target.help("A line to reach"))
        .arg(baseline.help("Freeze the median on the first N points"))
        .after_help(
            "Writes an SVG; with --format json, what the rules say: median, runs and their limits, longest run, \
             crossings, shift and trend, with the points of each, numbered from 1.",
        )
}

/// A number that a line can be drawn at.
fn finite(text: &str) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| "write a number, such as 12.5".to_owned())?;
    if number.abs() <= 1e12 { Ok(number) } else { Err("this is too large for a chart".to_owned()) }
}

fn freeze() -> Command {
    Command::new("freeze")
        .about("Record addresses and ids in framewright.lock, so that check tells when one gets lost")
        .arg(folder("The site's folder, as with --site"))
}

fn explain() -> Command {
    Command::new("explain")
        .about("Tell more about a kind of finding; without a code, list all")
        .arg(Arg::new("code").value_name("CODE").help("The word between brackets, such as unknown-driver"))
}
