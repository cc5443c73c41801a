//! What was typed in, one [`Mode`] with its settings out. The flags of `add` come from the table of kinds. Never
//! looks at the disk.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use framewright::answers::report::THRESHOLD;
use framewright::diag::Format;
use framewright::model::{Kind, Shape};
use framewright::scaffold::{Demo, Flag, Wanted, flags};

use super::Failure;

/// What holds for every verb.
#[derive(Clone, Debug)]
pub struct Common {
    /// The folder of framewright.yaml.
    pub site: PathBuf,
    pub format: Format,
    /// Warnings fail.
    pub strict: bool,
}

#[derive(Clone, Debug)]
pub struct Check {
    pub common: Common,
    pub fix: bool,
    pub timings: bool,
}

#[derive(Clone, Debug)]
pub struct Build {
    pub common: Common,
    /// Relative to the current folder; none for `public` in the site.
    pub out: Option<PathBuf>,
    pub drafts: bool,
    /// Links so that pages open from a folder.
    pub offline: bool,
    /// With what sites of collaboratives told in confidence.
    pub private: bool,
    /// Trusts no time stamp.
    pub verify: bool,
    pub timings: bool,
}

#[derive(Clone, Debug)]
pub struct Serve {
    pub common: Common,
    /// None for the usual one, or the next that is free.
    pub port: Option<u16>,
    pub open: bool,
}

#[derive(Clone, Debug)]
pub struct New {
    pub folder: PathBuf,
    pub title: Option<String>,
    pub demo: Option<Demo>,
}

#[derive(Clone, Debug)]
pub struct Add {
    pub common: Common,
    pub wanted: Wanted,
}

#[derive(Clone, Debug)]
pub struct Chart {
    /// `-` for standard input.
    pub file: PathBuf,
    pub format: Format,
    /// None for standard output.
    pub out: Option<PathBuf>,
    pub title: Option<String>,
    pub target: Option<f64>,
    /// Points that the median is frozen on.
    pub baseline: Option<usize>,
}

#[derive(Clone, Debug)]
pub struct Explain {
    /// None for a list of all codes.
    pub code: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Responses {
    pub common: Common,
    /// Saved files, and folders of them.
    pub files: Vec<PathBuf>,
    pub verb: ResponsesVerb,
}

/// What is done with saved files.
#[derive(Clone, Debug)]
pub enum ResponsesVerb {
    Check,
    Merge {
        /// None for standard output.
        out: Option<PathBuf>,
    },
    Report {
        /// None for a folder of the usual name.
        out: Option<PathBuf>,
        /// Fewer people than this are not shown.
        threshold: usize,
    },
}

/// What is to be done.
#[derive(Clone, Debug)]
pub enum Mode {
    Check(Check),
    Build(Build),
    Serve(Serve),
    New(New),
    Add(Add),
    Chart(Chart),
    Explain(Explain),
    Freeze(Common),
    Responses(Responses),
    /// No verb: what to do next in this folder.
    Next(Common),
}

/// Heads the options that every verb takes.
const EVERYWHERE: &str = "Options of every command";

/// Reads what was typed.
pub fn mode(args: impl IntoIterator<Item = OsString>) -> Result<Mode, Failure> {
    let matches = command().try_get_matches_from(args).map_err(|error| Failure::Typed(Box::new(error)))?;
    let Some((verb, own)) = matches.subcommand() else { return Ok(Mode::Next(common(&matches)?)) };
    Ok(match verb {
        "check" => {
            Mode::Check(Check { common: common(own)?, fix: own.get_flag("fix"), timings: own.get_flag("timings") })
        }
        "build" => Mode::Build(Build {
            common: common(own)?,
            out: own.get_one::<PathBuf>("out").cloned(),
            drafts: own.get_flag("drafts"),
            offline: own.get_flag("offline"),
            private: own.get_flag("private"),
            verify: own.get_flag("verify"),
            timings: own.get_flag("timings"),
        }),
        "serve" => {
            let port = own.get_one::<u16>("port").copied();
            Mode::Serve(Serve { common: common(own)?, port, open: own.get_flag("open") })
        }
        "new" => {
            let folder = own.get_one::<PathBuf>("folder").cloned().unwrap_or_else(|| PathBuf::from("."));
            let demo = own.get_one::<String>("demo").and_then(|word| Demo::of_word(word));
            Mode::New(New { folder, title: own.get_one::<String>("title").cloned(), demo })
        }
        "add" => match own.subcommand() {
            Some((word, own)) => Mode::Add(Add { common: common(own)?, wanted: wanted(word, own) }),
            None => return Err(Failure::Usage(kinds())),
        },
        "chart" => Mode::Chart(Chart {
            file: own.get_one::<PathBuf>("file").cloned().unwrap_or_else(|| PathBuf::from("-")),
            format: common(own)?.format,
            out: own.get_one::<PathBuf>("out").cloned(),
            title: own.get_one::<String>("title").cloned(),
            target: own.get_one::<f64>("target").copied(),
            baseline: own.get_one::<u32>("baseline").map(|points| *points as usize),
        }),
        "freeze" => Mode::Freeze(common(own)?),
        "responses" => match own.subcommand() {
            Some((verb, own)) => Mode::Responses(responses_of(verb, own)?),
            None => return Err(Failure::Usage(RESPONSES.to_owned())),
        },
        _ => Mode::Explain(Explain { code: own.get_one::<String>("code").cloned() }),
    })
}

/// What `responses` alone is told.
const RESPONSES: &str = "say what to do with the files:

  framewright responses check FILE…     say what is wrong with them
  framewright responses merge FILE…     put the files of one round together
  framewright responses report FILE…    count the answers of many teams
";

fn responses_of(verb: &str, own: &ArgMatches) -> Result<Responses, Failure> {
    let out = own.try_get_one::<PathBuf>("out").ok().flatten().cloned();
    let threshold = own.try_get_one::<usize>("threshold").ok().flatten().copied().unwrap_or(THRESHOLD);
    let verb = match verb {
        "check" => ResponsesVerb::Check,
        "merge" => ResponsesVerb::Merge { out },
        _ => ResponsesVerb::Report { out, threshold },
    };
    let files = own.get_many::<PathBuf>("file").into_iter().flatten().cloned().collect();
    Ok(Responses { common: common(own)?, files, verb })
}

fn common(matches: &ArgMatches) -> Result<Common, Failure> {
    let named = matches.get_one::<PathBuf>("site");
    let placed = matches.try_get_one::<PathBuf>("folder").ok().flatten();
    let site = match (named, placed) {
        (Some(named), Some(placed)) if named != placed => {
            let (named, placed) = (named.display(), placed.display());
            return Err(Failure::Usage(format!("the site cannot be both {named} and {placed}; name one folder")));
        }
        (named, placed) => named.or(placed).map_or(Path::new("."), PathBuf::as_path).to_owned(),
    };
    let format = matches.get_one::<Format>("format").copied().unwrap_or(Format::Human);
    Ok(Common { site, format, strict: matches.get_flag("strict") })
}

fn command() -> Command {
    Command::new("framewright")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Turns a folder of Markdown briefs into a site that people read and teams work with.")
        .after_help("Run `framewright` alone to learn what to do next in this folder.")
        .subcommand_value_name("VERB")
        .subcommand_help_heading("Verbs")
        .disable_help_subcommand(true)
        .args(globals())
        .subcommands([check(), build(), serve(), new(), add(), chart(), responses(), freeze(), explain()])
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
        .arg(switch("private", "Write the coordinator's copy, with what sites reported, to the folder private"))
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
            .help("Saved files, or folders with files whose names end in .framewright.json")
    };
    let out = |name, help| Arg::new("out").long("out").value_name(name).value_parser(value_parser!(PathBuf)).help(help);
    let threshold = Arg::new("threshold").long("threshold").value_name("N").value_parser(value_parser!(usize));
    Command::new("responses")
        .about("Check, merge and count the answers that teams have saved")
        .subcommand_value_name("WHAT")
        .subcommand_help_heading("What to do")
        .disable_help_subcommand(true)
        .subcommands([
            Command::new("check").about("Say what is wrong with saved files; changes none").arg(files()),
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

fn add() -> Command {
    Command::new("add")
        .about("Write a new entry, with the keys that its kind needs")
        .subcommand_value_name("KIND")
        .subcommand_help_heading("Kinds")
        .disable_help_subcommand(true)
        .after_help(format!("Flags of each kind (* is needed; on a terminal you are asked for it):\n\n{}", all_flags()))
        .subcommands(Kind::ALL.map(add_kind))
}

fn add_kind(kind: Kind) -> Command {
    let id =
        Arg::new("id").long("id").value_name("ID").help("Its file's name and its address [default: made of the title]");
    let flags = flags(kind);
    let title = flags.iter().filter(|flag| flag.name == "title").map(flag);
    let others = flags.iter().filter(|flag| flag.name != "title").map(flag);
    Command::new(kind.word())
        .alias(kind.folder())
        .about(kind.about().trim_end_matches('.'))
        .args(title.chain([id]).chain(others))
        .after_help(
            "A text of several words stands between quotes. ID= in front of a title may be left out: the id is then made \
             of the title.",
        )
}

fn flag(flag: &Flag) -> Arg {
    let needed = if flag.required { " (needed)" } else { "" };
    let more = match (flag.repeats(), flag.splits()) {
        (true, true) => "; several with commas, or one at a time",
        (true, false) => "; one at a time",
        (false, _) => "",
    };
    let about = flag.about().trim_end_matches('.');
    let arg = Arg::new(flag.name.clone())
        .long(flag.name.clone())
        .alias(flag.name.replace('-', "_"))
        .value_name(flag.placeholder())
        .action(ArgAction::Append)
        .help(format!("{about}{needed}{}{more}", sample(flag)));
    // A switch may stand alone.
    if flag.placeholder() == "true|false" { arg.num_args(0..=1).default_missing_value("true") } else { arg }
}

/// A sample as one would type it; none where the placeholder says as much.
fn sample(flag: &Flag) -> String {
    let sample = flag.sample();
    match flag.shape() {
        Shape::Flag => String::new(),
        _ if sample == flag.placeholder() => String::new(),
        _ if sample.contains(' ') => format!(", such as \"{sample}\""),
        _ => format!(", such as {sample}"),
    }
}

fn wanted(word: &str, matches: &ArgMatches) -> Wanted {
    let kind = Kind::of_word(word).unwrap_or(Kind::Page);
    let mut values = BTreeMap::new();
    for flag in flags(kind) {
        if let Some(given) = matches.get_many::<String>(&flag.name) {
            values.insert(flag.name.clone(), given.cloned().collect());
        }
    }
    Wanted { kind, id: matches.get_one::<String>("id").cloned(), values }
}

/// The flags of every kind, one kind a paragraph.
fn all_flags() -> String {
    let one = |kind: &Kind| {
        let star = |flag: &Flag| if flag.required { "*" } else { "" };
        let names: Vec<String> = flags(*kind).iter().map(|flag| format!("--{}{}", flag.name, star(flag))).collect();
        format!("  {:<14} {}", kind.word(), wrapped(&names, 17))
    };
    let more = "More about a kind: framewright add KIND --help";
    format!("{}\n\n{more}", Kind::ALL.iter().map(one).collect::<Vec<_>>().join("\n"))
}

/// Words in lines of at most 80 columns, all but the first indented.
fn wrapped(words: &[String], indent: usize) -> String {
    let (mut text, mut column) = (String::new(), indent);
    for word in words {
        if column > indent && column + word.len() + 1 > 80 {
            text.push_str(&format!("\n{:indent$}", ""));
            column = indent;
        } else if column > indent {
            text.push(' ');
            column += 1;
        }
        text.push_str(word);
        column += word.len();
    }
    text
}

fn kinds() -> String {
    let line = |kind: &Kind| format!("  framewright add {:<14} {}", kind.word(), kind.about());
    let lines: Vec<String> = Kind::ALL.iter().map(line).collect();
    format!("say which kind of entry:\n\n{}\n", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(line: &str) -> Result<Mode, Failure> {
        mode(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn the_command_is_well_formed() {
        command().debug_assert();
    }

    #[test]
    fn options_of_every_verb_stand_before_or_after_it() {
        for line in [
            "framewright --site a --format short --strict check",
            "framewright check --site a --format short --strict",
            "framewright --strict check a --format=short",
        ] {
            let Ok(Mode::Check(check)) = typed(line) else { panic!("{line}") };
            let Common { site, format, strict } = check.common;
            assert_eq!((site.as_path(), format, strict), (Path::new("a"), Format::Short, true), "{line}");
        }
        assert!(matches!(typed("framewright --site a check b"), Err(Failure::Usage(_))));
        let Ok(Mode::Next(common)) = typed("framewright --site a") else { panic!() };
        assert_eq!(common.site, Path::new("a"));
    }

    #[test]
    fn add_takes_the_keys_of_its_kind() {
        let line = "framewright --site a add example --title T --demonstrates x --demonstrates y,z --draft --strict";
        let Ok(Mode::Add(Add { common, wanted })) = typed(line) else { panic!() };
        assert!(common.strict && common.site == Path::new("a"));
        assert_eq!(wanted.kind, Kind::Example);
        assert_eq!(wanted.values["demonstrates"], ["x", "y,z"]);
        assert_eq!(wanted.values["draft"], ["true"]);
        let Ok(Mode::Add(Add { wanted, .. })) = typed("framewright add frameworks --drivers_total 9") else { panic!() };
        assert_eq!(wanted.values["drivers-total"], ["9"]);
        assert!(matches!(typed("framewright add page --driver x"), Err(Failure::Typed(_))));
    }

    #[test]
    fn wrong_words_are_wrong_usage() {
        for line in ["framewright chek", "framewright check --format xml", "framewright new", "framewright add breif"] {
            assert!(
                matches!(typed(line), Err(Failure::Typed(error)) if error.use_stderr() && error.exit_code() == 2),
                "{line}"
            );
        }
    }
}
