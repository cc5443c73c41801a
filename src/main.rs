//! The command line: arguments in, findings and files out, an exit status. Decides nothing about sites itself.
//!
//! What was typed becomes one [`cli::Mode`], each mode is one function of one module, and all of them end in a
//! [`cli::Status`].

mod cli;

use std::process::ExitCode;

use cli::{Failure, Mode, Status};
use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let status = cli::fenced(|| {
        let mode = cli::mode(std::env::args_os())?;
        run(&mode)
    });
    ExitCode::from(match status {
        Ok(status) => status.code(),
        Err(failure) => failure.tell().code(),
    })
}

fn run(mode: &Mode) -> Result<Status, Failure> {
    match mode {
        Mode::Check(settings) => cli::check(settings),
        Mode::Build(settings) => cli::build(settings),
        Mode::Chart(settings) => cli::chart(settings),
        Mode::Serve(settings) => cli::serve(settings),
        Mode::New(settings) => cli::new(settings),
        Mode::Add(settings) => cli::add(settings),
        Mode::Freeze(common) => cli::freeze(common),
        Mode::Explain(settings) => cli::explain(settings),
        Mode::Responses(settings) => cli::responses(settings),
        Mode::Next(common) => cli::next(common),
    }
}
