//! This machine in, words for the report out. Where the system does not say, "unknown"; never the name of a person, a
//! machine or a folder.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;

const UNKNOWN: &str = "unknown";

/// What the machine is, as rows of a table.
pub fn rows() -> Vec<(&'static str, String)> {
    let cores = thread::available_parallelism().map_or_else(|_| UNKNOWN.to_owned(), |cores| cores.to_string());
    let memory = field("/proc/meminfo", "MemTotal").and_then(|text| text.split(' ').next()?.parse::<u64>().ok());
    let memory = memory.map_or_else(|| UNKNOWN.to_owned(), |kib| format!("{:.0} GiB", kib as f64 / 1_048_576.0));
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease");
    let kernel = kernel.map_or_else(|_| UNKNOWN.to_owned(), |text| text.trim().to_owned());
    vec![
        ("Processor", field("/proc/cpuinfo", "model name").unwrap_or_else(|| UNKNOWN.to_owned())),
        ("Cores", cores),
        ("Memory", memory),
        ("System", format!("{} {kernel}", std::env::consts::OS)),
    ]
}

/// The kind of file system that a folder lies on.
pub fn file_system(folder: &Path) -> String {
    let mounts = fs::read_to_string("/proc/mounts").unwrap_or_default();
    let mounts = mounts.lines().filter_map(|line| {
        let mut fields = line.split(' ').skip(1);
        let (at, kind) = (fields.next()?, fields.next()?);
        folder.starts_with(at).then_some((at.len(), kind))
    });
    mounts.max_by_key(|(length, _)| *length).map_or_else(|| UNKNOWN.to_owned(), |(_, kind)| kind.to_owned())
}

/// What a program says of its version.
pub fn version(program: &str) -> String {
    let told = Command::new(program).arg("--version").output();
    let told = told.map(|told| String::from_utf8_lossy(&told.stdout).trim().to_owned());
    told.ok().filter(|told| !told.is_empty()).unwrap_or_else(|| UNKNOWN.to_owned())
}

fn field(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}
