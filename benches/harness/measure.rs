//! A program and its arguments in, what it took out: wall clock, processor time, the peak of its memory.
//!
//! A process begins as a copy of the one that starts it, and the system counts that copy into its peak of memory. So
//! this executable starts itself anew, as small as it is then, and that one starts the program and asks what it took.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What one run of a program took.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    pub wall: Duration,
    /// Of all its threads, in user space and in the system.
    pub cpu: Duration,
    /// The most memory that it held, in bytes.
    pub peak: u64,
    /// What it said on standard error.
    pub said: String,
}

/// A program that is run to its end.
#[derive(Clone, Debug)]
pub struct Program {
    pub path: PathBuf,
    pub args: Vec<OsString>,
    /// Where it runs.
    pub folder: PathBuf,
}

impl Program {
    pub fn new(path: &Path, folder: &Path) -> Program {
        Program { path: path.to_owned(), args: Vec::new(), folder: folder.to_owned() }
    }

    pub fn arg(mut self, arg: impl Into<OsString>) -> Program {
        self.args.push(arg.into());
        self
    }

    /// Runs it to its end.
    ///
    /// # Errors
    /// It cannot be started, or does not end well; then the error tells what it said.
    pub fn run(&self) -> io::Result<Taken> {
        let own = std::env::current_exe()?;
        let mut command = Command::new(own);
        command.arg("alone").arg(&self.path).args(&self.args).current_dir(&self.folder).stdin(Stdio::null());
        let output = command.output()?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if !output.status.success() {
            let name = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            return Err(io::Error::other(format!("{name} {:?} failed: {}", self.args, last_lines(&said))));
        }
        decoded(&String::from_utf8_lossy(&output.stdout), said)
            .ok_or_else(|| io::Error::other("the measuring process said nothing that can be read"))
    }
}

/// Starts one program, waits for it, and prints what it took. False where it did not end well.
pub fn alone(program: &OsString, args: &[OsString]) -> io::Result<bool> {
    let started = Instant::now();
    let status = Command::new(program).args(args).stdin(Stdio::null()).stdout(Stdio::null()).status()?;
    let wall = started.elapsed();
    let (cpu, peak) = children()?;
    println!("{} {} {peak}", wall.as_nanos(), cpu.as_nanos());
    Ok(status.success())
}

/// Lets the disk finish what other runs have left to be written, so that each pays for itself alone.
pub fn settle() {
    #[cfg(unix)]
    nix::unistd::sync();
}

/// Processor time of the processes that this one has waited for, and the largest peak of memory among them in bytes.
#[cfg(unix)]
fn children() -> io::Result<(Duration, u64)> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::{TimeVal, TimeValLike};

    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let duration = |time: TimeVal| Duration::from_micros(u64::try_from(time.num_microseconds()).unwrap_or(0));
    // Linux counts in units of 1,024 bytes, macOS in bytes.
    let unit = if cfg!(target_os = "macos") { 1 } else { 1_024 };
    let peak = u64::try_from(usage.max_rss()).unwrap_or(0) * unit;
    Ok((duration(usage.user_time()) + duration(usage.system_time()), peak))
}

#[cfg(not(unix))]
fn children() -> io::Result<(Duration, u64)> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "the harness asks Unix what a process took; run it there"))
}

fn decoded(told: &str, said: String) -> Option<Taken> {
    let mut numbers = told.split_whitespace().map(str::parse::<u64>);
    let mut next = || numbers.next()?.ok();
    let (wall, cpu, peak) = (next()?, next()?, next()?);
    Some(Taken { wall: Duration::from_nanos(wall), cpu: Duration::from_nanos(cpu), peak, said })
}

fn last_lines(said: &str) -> String {
    let lines: Vec<&str> = said.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}

/// The middle one; the mean of the two in the middle where their number is even; none of none.
pub fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        count if count.is_multiple_of(2) => Some((values[middle - 1] + values[middle]) / 2.0),
        _ => Some(values[middle]),
    }
}
