//! Words in, the two streams out: colour on a terminal alone, and quiet where the reader has gone.

use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};
use framewright::diag::{self, Findings, Format, Texts};

use super::Failure;

/// One of the two streams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    Out,
    Error,
}

/// True where a stream shows colour.
pub fn color(stream: Stream) -> bool {
    let choice = match stream {
        Stream::Out => AutoStream::choice(&io::stdout()),
        Stream::Error => AutoStream::choice(&io::stderr()),
    };
    choice != ColorChoice::Never
}

/// Prints findings on a stream.
pub fn findings(stream: Stream, format: Format, findings: &Findings, texts: &dyn Texts) -> Result<(), Failure> {
    let mut out: Box<dyn Write> = match stream {
        Stream::Out => Box::new(anstream::stdout().lock()),
        Stream::Error => Box::new(anstream::stderr().lock()),
    };
    let printed = diag::print(&mut out, format, color(stream), findings, texts).and_then(|()| out.flush());
    Ok(unless_gone(printed)?)
}

/// Prints what was asked for, on standard output.
pub fn say(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    Ok(unless_gone(writeln!(out, "{text}").and_then(|()| out.flush()))?)
}

/// Prints what is said about the run, on standard error.
pub fn note(text: &str) {
    // Where nobody reads, nobody need be told.
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// Says what went wrong.
pub fn complain(text: &str) {
    note(&format!("\u{1b}[1;31merror\u{1b}[0m: {text}"));
}

/// The work is done whether or not someone reads on: its status counts.
fn unless_gone(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}
