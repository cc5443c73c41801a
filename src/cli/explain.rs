//! `explain`: a code in, its meaning on standard output.

use framewright::diag;
use framewright::diag::{Code, Level, suggestion};

use super::args::Explain;
use super::{Failure, Status, streams};

/// Explains a code, or lists all.
pub fn explain(settings: &Explain) -> Result<Status, Failure> {
    let text = match &settings.code {
        None => all(),
        Some(typed) => one(code(typed)?),
    };
    streams::say(&text).map(|()| Status::Fine)
}

/// The code of what was typed, be it copied with its brackets or with its level.
fn code(typed: &str) -> Result<Code, Failure> {
    let bare = typed.rsplit('[').next().unwrap_or(typed).trim_end_matches([']', ':']).trim().to_lowercase();
    Code::named(&bare).ok_or_else(|| {
        let ids = Code::ALL.iter().map(|code| code.id());
        let help = suggestion(&bare, ids, "for a list of all: framewright explain");
        Failure::Usage(format!("no finding has the code \"{}\"; {help}", bare.escape_debug()))
    })
}

fn one(code: Code) -> String {
    let explanation = diag::explain(code);
    let level = match code.level() {
        Level::Error => "\u{1b}[1;31merror",
        Level::Warning => "\u{1b}[1;33mwarning",
    };
    format!("{level}[{}]\u{1b}[0m: {}\n\n{}", code.id(), explanation.title, explanation.text)
}

fn all() -> String {
    let width = Code::ALL.iter().map(|code| code.id().len()).max().unwrap_or(0);
    let of = |level: Level| -> String {
        let codes = Code::ALL.iter().filter(|code| code.level() == level);
        codes.map(|&code| format!("  {:<width$}  {}\n", code.id(), diag::explain(code).title)).collect()
    };
    let (errors, warnings) = (of(Level::Error), of(Level::Warning));
    format!(
        "Errors keep the site from being written:\n\n{errors}\nWarnings do not:\n\n{warnings}\n\
         For more about one: framewright explain CODE"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_known_as_they_are_copied() {
        for typed in ["unknown-driver", "error[unknown-driver]:", "[unknown-driver]", "Unknown-Driver"] {
            assert_eq!(code(typed).ok(), Some(Code::UnknownDriver), "{typed}");
        }
        let Err(Failure::Usage(text)) = code("unknwon-driver") else { panic!() };
        assert_eq!(text, "no finding has the code \"unknwon-driver\"; did you mean \"unknown-driver\"?");
    }

    #[test]
    fn the_list_names_every_code() {
        let all = all();
        assert!(Code::ALL.iter().all(|code| all.contains(&format!("  {} ", code.id()))));
    }
}
