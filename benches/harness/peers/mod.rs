//! Other site generators: the same text in their own dialects, with templates that make equivalent pages. What they
//! lack (checks, citations, lists of what leads to a page, embedded entries) is left out, which is in their favour.

mod convert;
mod hugo;
mod zola;

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::args::Tool;
use crate::corpus::Plan;
use crate::measure::Program;

/// A peer that is here.
#[derive(Clone, Debug)]
pub struct Peer {
    pub tool: Tool,
    /// As it names itself.
    pub version: String,
    path: PathBuf,
}

impl Peer {
    /// Hugo, installed in a folder where it is not there yet; the newest that can be had.
    ///
    /// # Errors
    /// Says why it cannot be had.
    pub fn hugo(folder: &Path) -> Result<Peer, String> {
        let path = hugo::install(folder)?;
        Peer::at(Tool::Hugo, path, "version")
    }

    /// Zola from the path.
    ///
    /// # Errors
    /// Says why it cannot be had.
    pub fn zola() -> Result<Peer, String> {
        Peer::at(Tool::Zola, PathBuf::from("zola"), "--version").map_err(|_| "it is not on the path".to_owned())
    }

    fn at(tool: Tool, path: PathBuf, ask: &str) -> Result<Peer, String> {
        let told = Command::new(&path).arg(ask).output().map_err(|error| error.to_string())?;
        let told = String::from_utf8_lossy(&told.stdout).into_owned();
        let number =
            told.split_whitespace().find(|word| word.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit()));
        let number = number.unwrap_or("of an unknown version").trim_start_matches('v');
        Ok(Peer { tool, version: number.split(['-', '+']).next().unwrap_or(number).to_owned(), path })
    }

    /// Writes the same content for it.
    pub fn write(&self, plan: &Plan, site: &Path) -> io::Result<()> {
        match self.tool {
            Tool::Hugo => hugo::write(plan, site),
            Tool::Zola => zola::write(plan, site),
            Tool::Floor | Tool::Framewright => Ok(()),
        }
    }

    /// How it builds that content.
    pub fn build(&self, site: &Path, out: &Path) -> Program {
        let program = Program::new(&self.path, site);
        match self.tool {
            Tool::Hugo => program
                .arg("--quiet")
                .arg("--noBuildLock")
                .arg("--cacheDir")
                .arg(site.join("cache"))
                .arg("--destination")
                .arg(out),
            Tool::Zola => program.arg("build").arg("--force").arg("--output-dir").arg(out),
            Tool::Floor | Tool::Framewright => program,
        }
    }
}
