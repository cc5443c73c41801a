//! A site in, what an author waits for out: from the start of `framewright serve` to the first page, and from a save to
//! the page that shows it. Speaks plain HTTP over a socket, as a browser without a cache would.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::FRAMEWRIGHT;
use crate::experiment::{append, clear};

/// What was waited for, once a run.
#[derive(Clone, Debug, Default)]
pub struct Served {
    /// From the start to the first page, without a cache.
    pub cold: Vec<Duration>,
    /// The same, with the cache that a build left.
    pub warm: Vec<Duration>,
    /// From a save to the page that shows it.
    pub saved: Vec<Duration>,
}

/// Where the brief that is looked at stands.
const PAGE: &str = "/briefs/brief-1/";
/// Between two looks; a look costs the server some of the time that is measured.
const LOOK: Duration = Duration::from_millis(1);
/// What takes longer has failed.
const PATIENCE: Duration = Duration::from_secs(120);

/// Starts the preview again and again; saves the brief while it runs.
pub fn served(site: &Path, brief: &Path, runs: usize) -> io::Result<Served> {
    let mut served = Served::default();
    for run in 0..runs {
        // A build leaves its cache, and the site as the preview finds it.
        let build = Command::new(FRAMEWRIGHT).arg("build").current_dir(site).stderr(Stdio::null()).status()?;
        if !build.success() {
            return Err(io::Error::other("framewright build failed before serve"));
        }
        let (warm, server) = Server::start(site)?;
        served.warm.push(warm);
        served.saved.push(server.save(brief, run)?);
        drop(server);
        forget(site)?;
        let (cold, server) = Server::start(site)?;
        served.cold.push(cold);
        drop(server);
    }
    clear(&site.join("public"))?;
    Ok(served)
}

/// Removes a site's cache.
pub fn forget(site: &Path) -> io::Result<()> {
    clear(&site.join(".framewright"))
}

/// A preview that runs, until it is dropped.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    /// Starts it and waits for its first page.
    fn start(site: &Path) -> io::Result<(Duration, Server)> {
        let started = Instant::now();
        let mut command = Command::new(FRAMEWRIGHT);
        command.args(["serve", "--port", "0"]).current_dir(site);
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        let mut server = Server { child, port: 0 };
        server.port = server.told()?;
        let page = server.page()?;
        let taken = started.elapsed();
        if !page.contains("</html>") {
            return Err(io::Error::other(format!("{PAGE} is not served: {}", page.lines().next().unwrap_or(""))));
        }
        Ok((taken, server))
    }

    /// The port, as the preview tells it. What it says later is read, too, so that it never waits for a reader.
    fn told(&mut self) -> io::Result<u16> {
        let stream = self.child.stderr.take().ok_or_else(|| io::Error::other("the preview cannot be heard"))?;
        let (tell, told) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                let port = line.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next()?.parse::<u16>().ok());
                if let Some(port) = port {
                    // Only the first is waited for.
                    let _ = tell.send(port);
                }
            }
        });
        told.recv_timeout(PATIENCE).map_err(|_| io::Error::other("the preview did not say where it listens"))
    }

    /// Adds a sentence to the brief, and looks until its page shows it.
    fn save(&self, brief: &Path, run: usize) -> io::Result<Duration> {
        let sentence = format!("Saved for run {run} of the preview.");
        let started = Instant::now();
        append(brief, &sentence)?;
        while !self.page()?.contains(&sentence) {
            if started.elapsed() > PATIENCE {
                return Err(io::Error::other("a save was never seen"));
            }
            thread::sleep(LOOK);
        }
        Ok(started.elapsed())
    }

    fn page(&self) -> io::Result<String> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let host = format!("127.0.0.1:{}", self.port);
        stream.write_all(format!("GET {PAGE} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
