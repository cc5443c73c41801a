//! The flags of `add`: from the table of kinds in, options and their help out; what was typed back in, an entry to be
//! written out.

use std::collections::BTreeMap;

use clap::{Arg, ArgAction, ArgMatches, Command};
use framewright::model::{Kind, Shape};
use framewright::scaffold::{Flag, Wanted, flags};

pub(super) fn add() -> Command {
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

pub(super) fn wanted(word: &str, matches: &ArgMatches) -> Wanted {
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

pub(super) fn kinds() -> String {
    let line = |kind: &Kind| format!("  framewright add {:<14} {}", kind.word(), kind.about());
    let lines: Vec<String> = Kind::ALL.iter().map(line).collect();
    format!("say which kind of entry:\n\n{}\n", lines.join("\n"))
}
