//! What was typed in, one [`Mode`] with its settings out. Never looks at the disk.

mod adding;
mod command;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use framewright::answers::report::THRESHOLD;
use framewright::diag::Format;
use framewright::graph::Audience;
use framewright::scaffold::{Demo, Wanted};

use self::adding::{kinds, wanted};
use self::command::command;
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
    /// With what the coordinator's copy holds.
    pub audience: Audience,
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
    pub audience: Audience,
    /// Trusts no time stamp.
    pub verify: bool,
    pub timings: bool,
}

#[derive(Clone, Debug)]
pub struct Serve {
    pub common: Common,
    pub audience: Audience,
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

/// Reads what was typed.
pub fn mode(args: impl IntoIterator<Item = OsString>) -> Result<Mode, Failure> {
    let matches = command().try_get_matches_from(args).map_err(|error| Failure::Typed(Box::new(error)))?;
    let Some((verb, own)) = matches.subcommand() else { return Ok(Mode::Next(common(&matches)?)) };
    Ok(match verb {
        "check" => {
            let (fix, timings) = (own.get_flag("fix"), own.get_flag("timings"));
            Mode::Check(Check { common: common(own)?, fix, audience: audience(own), timings })
        }
        "build" => Mode::Build(Build {
            common: common(own)?,
            out: own.get_one::<PathBuf>("out").cloned(),
            drafts: own.get_flag("drafts"),
            offline: own.get_flag("offline"),
            audience: audience(own),
            verify: own.get_flag("verify"),
            timings: own.get_flag("timings"),
        }),
        "serve" => {
            let port = own.get_one::<u16>("port").copied();
            Mode::Serve(Serve { common: common(own)?, audience: audience(own), port, open: own.get_flag("open") })
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

fn audience(matches: &ArgMatches) -> Audience {
    if matches.get_flag("private") { Audience::Private } else { Audience::Public }
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

#[cfg(test)]
mod tests {
    use framewright::model::Kind;

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
