//! Files of a small site in, that site being served out, and ways to ask it.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::diag::Format;
use crate::graph::Drafts;
use crate::serve::{Settings, serve};

const PATIENCE: Duration = Duration::from_secs(10);

/// What the server says, readable while it speaks.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<u8>>>);

impl Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A site that is being served. The server itself ends with the test's process.
pub(super) struct Served {
    pub folder: TempDir,
    pub port: u16,
    heard: Heard,
}

pub(super) const BRIEF: &str = "content/briefs/pay.md";
pub(super) const SITE: &[(&str, &str)] = &[
    ("framewright.yaml", "title: Served\nid: served\n"),
    ("content/frameworks/f.md", "---\ntitle: Framework\naims: [{id: pay, title: Fair pay}]\n---\nText.\n"),
    ("content/drivers/d.md", "---\ntitle: Driver\nframework: f\n---\nText.\n"),
    (BRIEF, "---\ntitle: Pay\ndriver: d\ndate: 2025\nsummary: Sum.\n---\nThe first words.\n"),
];

impl Served {
    pub fn of(files: &[(&str, &str)]) -> Served {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            put(folder.path(), path, text);
        }
        let heard = Heard::default();
        let settings = Settings {
            site: folder.path().to_owned(),
            port: Some(0),
            open: false,
            edition: Drafts::Shown.into(),
            format: Format::Short,
            color: false,
        };
        let mut out = heard.clone();
        std::thread::spawn(move || serve(&settings, &mut out).unwrap());
        let mut served = Served { folder, port: 0, heard };
        let line = served.hears("(Ctrl-C stops)");
        served.port = line.split("127.0.0.1:").nth(1).unwrap().split('/').next().unwrap().parse().unwrap();
        served
    }

    /// Waits until the terminal shows some words.
    pub fn hears(&self, words: &str) -> String {
        until(words, || Some(self.said()).filter(|said| said.contains(words)))
    }

    pub fn said(&self) -> String {
        String::from_utf8(self.heard.0.lock().unwrap().clone()).unwrap()
    }

    pub fn put(&self, path: &str, text: &str) {
        put(self.folder.path(), path, text);
    }

    pub fn ask(&self, head: &str) -> String {
        let mut stream = TcpStream::connect(SocketAddr::from(([127, 0, 0, 1], self.port))).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    pub fn request(&self, method: &str, path: &str, host: &str, more: &str) -> String {
        self.ask(&format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n{more}Connection: close\r\n\r\n"))
    }

    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub fn get(&self, path: &str) -> String {
        self.request("GET", path, &self.host(), "")
    }

    /// Waits until a page holds some words.
    pub fn shows(&self, path: &str, words: &str) -> String {
        until(words, || Some(self.get(path)).filter(|page| page.contains(words)))
    }

    /// Listens as a page that carries this mark.
    pub fn events(&self, mark: &str) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect(SocketAddr::from(([127, 0, 0, 1], self.port))).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let request = format!("GET /_framewright/events?shown={mark} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host());
        stream.write_all(request.as_bytes()).unwrap();
        BufReader::new(stream)
    }
}

pub(super) fn put(folder: &std::path::Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

pub(super) fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(start.elapsed() < PATIENCE, "waited in vain for: {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// The next event's name and data.
pub(super) fn next_event(events: &mut BufReader<TcpStream>) -> (String, String) {
    let (mut name, mut data) = (String::new(), String::new());
    loop {
        let mut line = String::new();
        assert_ne!(events.read_line(&mut line).expect("an event"), 0, "the stream ended");
        let line = line.trim_end();
        if let Some(found) = line.strip_prefix("event: ") {
            name = found.to_owned();
        } else if let Some(found) = line.strip_prefix("data: ") {
            data.push_str(found);
        } else if line.is_empty() && !name.is_empty() {
            return (name, data);
        }
    }
}

pub(super) fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
}

pub(super) fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let head = answer.split("\r\n\r\n").next()?;
    head.lines()
        .find_map(|line| line.split_once(": ").filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|pair| pair.1))
}

pub(super) fn mark(page: &str) -> String {
    page.split("data-shown=\"").nth(1).expect("a mark").split('"').next().unwrap().to_owned()
}
