//! The benchmark harness: `cargo bench --bench harness -- [N…]`. Numbers of entries in, `benches/README.md` out.
//!
//! ```text
//! args ──▶ corpus ──▶ experiment ──▶ growth ──▶ report
//!                        │  └──▶ serve
//!           floor, peers ┘
//! ```
//!
//! Everything it measures is a process of its own, started by [`measure`]; the floor is this very executable.

mod args;
mod corpus;
mod experiment;
mod floor;
mod growth;
mod machine;
mod measure;
mod peers;
mod report;
mod serve;
mod tables;

use std::io;
use std::process::ExitCode;

use args::Part;
use corpus::Plan;

/// The program that is measured, as Cargo built it beside this one.
pub const FRAMEWRIGHT: &str = env!("CARGO_BIN_EXE_framewright");

fn main() -> ExitCode {
    let args = args::args();
    let done = match args.part {
        None => experiment::all(&args.settings).and_then(|found| report::write(&args.settings, &found)).map(|()| true),
        Some(Part::Corpus { entries, folder, shape }) => {
            corpus::write(&Plan::new(entries, shape), &folder).map(|()| true)
        }
        Some(Part::Floor { site, out }) => floor::floor(&site, &out).map(|()| true),
        Some(Part::Alone { program, args }) => measure::alone(&program, &args),
    };
    ended(done)
}

fn ended(done: io::Result<bool>) -> ExitCode {
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("harness: {error}");
            ExitCode::FAILURE
        }
    }
}
