//! A served site, asked as browsers and attackers ask, edited as authors edit.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::*;

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
struct Served {
    folder: TempDir,
    port: u16,
    heard: Heard,
}

const BRIEF: &str = "content/briefs/pay.md";
const SITE: &[(&str, &str)] = &[
    ("framewright.yaml", "title: Served\nid: served\n"),
    ("content/frameworks/f.md", "---\ntitle: Framework\n---\nText.\n"),
    ("content/drivers/d.md", "---\ntitle: Driver\nframework: f\n---\nText.\n"),
    (BRIEF, "---\ntitle: Pay\ndriver: d\ndate: 2025\nsummary: Sum.\n---\nThe first words.\n"),
];

impl Served {
    fn of(files: &[(&str, &str)]) -> Served {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            put(folder.path(), path, text);
        }
        let heard = Heard::default();
        let settings = Settings {
            site: folder.path().to_owned(),
            port: Some(0),
            open: false,
            drafts: Drafts::Shown,
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
    fn hears(&self, words: &str) -> String {
        until(words, || Some(self.said()).filter(|said| said.contains(words)))
    }

    fn said(&self) -> String {
        String::from_utf8(self.heard.0.lock().unwrap().clone()).unwrap()
    }

    fn put(&self, path: &str, text: &str) {
        put(self.folder.path(), path, text);
    }

    fn ask(&self, head: &str) -> String {
        let mut stream = TcpStream::connect(SocketAddr::from(([127, 0, 0, 1], self.port))).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn request(&self, method: &str, path: &str, host: &str, more: &str) -> String {
        self.ask(&format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n{more}Connection: close\r\n\r\n"))
    }

    fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    fn get(&self, path: &str) -> String {
        self.request("GET", path, &self.host(), "")
    }

    /// Waits until a page holds some words.
    fn shows(&self, path: &str, words: &str) -> String {
        until(words, || Some(self.get(path)).filter(|page| page.contains(words)))
    }

    /// Listens as a page that carries this mark.
    fn events(&self, mark: &str) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect(SocketAddr::from(([127, 0, 0, 1], self.port))).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let request = format!("GET /_framewright/events?shown={mark} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host());
        stream.write_all(request.as_bytes()).unwrap();
        BufReader::new(stream)
    }
}

fn put(folder: &std::path::Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
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
fn next_event(events: &mut BufReader<TcpStream>) -> (String, String) {
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

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
}

fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let head = answer.split("\r\n\r\n").next()?;
    head.lines()
        .find_map(|line| line.split_once(": ").filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|pair| pair.1))
}

fn mark(page: &str) -> String {
    page.split("data-shown=\"").nth(1).expect("a mark").split('"').next().unwrap().to_owned()
}

#[test]
fn pages_are_served_with_strict_headers_and_the_live_script() {
    let served = Served::of(SITE);
    let page = served.get("/briefs/pay/?utm=x#y");
    assert_eq!(status(&page), 200);
    assert!(page.contains("The first words.") && page.contains("/_framewright/live.js"), "{page}");
    for (name, value) in [
        ("cross-origin-resource-policy", "same-origin"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
        ("referrer-policy", "same-origin"),
        ("content-type", "text/html; charset=utf-8"),
    ] {
        assert_eq!(header(&page, name), Some(value), "{name}");
    }
    let policy = header(&page, "content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(header(&page, "access-control-allow-origin"), None);
    let body = page.split_once("\r\n\r\n").unwrap().1;
    assert_eq!(header(&page, "content-length"), Some(body.len().to_string().as_str()));
    for (path, media_type) in [("/_framewright/live.js", "text/javascript"), ("/_framewright/live.css", "text/css")] {
        let file = served.get(path);
        assert_eq!(status(&file), 200);
        assert!(header(&file, "content-type").unwrap().starts_with(media_type));
    }
}

#[test]
fn a_head_has_the_length_and_no_body() {
    let served = Served::of(SITE);
    let (page, head) = (served.get("/"), served.request("HEAD", "/", &served.host(), ""));
    assert_eq!(status(&head), 200, "{}", served.said());
    assert!(head.ends_with("\r\n\r\n"), "{head}");
    assert_eq!(header(&head, "content-length"), header(&page, "content-length"));
    assert_eq!(status(&served.request("HEAD", "/nowhere/", &served.host(), "")), 404);
}

#[test]
fn foreign_hosts_origins_and_methods_are_refused() {
    let served = Served::of(SITE);
    let (host, port) = (served.host(), served.port);
    for foreign in ["evil.example".to_owned(), format!("evil.example:{port}"), "localhost".to_owned(), String::new()] {
        for path in ["/", "/_framewright/events", "/_framewright/live.js", "/nowhere"] {
            assert_eq!(status(&served.request("GET", path, &foreign, "")), 403, "{foreign} {path}");
        }
    }
    for ours in [format!("localhost:{port}"), format!("[::1]:{port}")] {
        assert_eq!(status(&served.request("GET", "/", &ours, "")), 200, "{ours}");
    }
    for foreign in ["http://evil.example", "null", "https://localhost", "file://"] {
        let answer = served.request("GET", "/_framewright/events", &host, &format!("Origin: {foreign}\r\n"));
        assert_eq!(status(&answer), 403, "{foreign}");
        assert_eq!(header(&answer, "access-control-allow-origin"), None);
    }
    assert_eq!(status(&served.request("GET", "/", &host, &format!("Origin: http://localhost:{port}\r\n"))), 200);
    assert_eq!(status(&served.request("GET", "http://evil.example/", &host, "")), 403);
    assert_ne!(status(&served.ask("GET / HTTP/1.0\r\n\r\n")), 200);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"] {
        let answer = served.request(method, "/", &host, "");
        assert_eq!((status(&answer), header(&answer, "allow")), (405, Some("GET, HEAD")), "{method}");
    }
    let preflight = "Origin: http://evil.example\r\nAccess-Control-Request-Private-Network: true\r\n";
    assert_eq!(status(&served.request("OPTIONS", "/", &host, preflight)), 403);
}

#[test]
fn no_address_leads_out_of_the_site() {
    let served = Served::of(SITE);
    served.put("secret.txt", "A SECRET");
    let long = format!("/{}", "../".repeat(9000));
    let corpus = [
        "/../secret.txt",
        "/secret.txt",
        "/framewright.yaml",
        "/content/briefs/pay.md",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/%5c..%5csecret.txt",
        "/.%2e/%2e./secret.txt",
        "/%252e%252e/secret.txt",
        "/briefs/../secret.txt",
        "/briefs/pay/../../secret.txt",
        "/briefs/pay/%2e%2e/",
        "/C:/Windows/win.ini",
        "/C:%5cx",
        "/%5c%5cserver%5cshare",
        "//evil.example",
        "//evil.example/",
        "//evil.example/index.html",
        "//briefs/pay",
        "/%2fevil.example/",
        "/%2fbriefs/pay",
        "/\\evil.example",
        "/briefs/pay%00",
        "/%00",
        "/%ff",
        "/%c0%ae%c0%ae/",
        "/.framewright/",
        "/.git/config",
        "/public/index.html",
        "/_framewright/",
        "/_framewright/../",
        "/CON",
        "/%",
        "/%zz",
        "/briefs/pay/.",
        "/./",
        "/briefs//pay/",
        "/index.html/",
        "/briefs/pay/index.html/",
        &long,
    ];
    for path in corpus {
        let answer = served.get(path);
        assert!([400, 404, 414].contains(&status(&answer)), "{path:.60}: {answer:.90}");
        assert!(!answer.contains("A SECRET") && header(&answer, "location").is_none(), "{path:.60}");
    }
    let missing = served.get("/nowhere/");
    assert!(missing.contains("<h1") && missing.contains("/_framewright/live.js"), "{missing}");
}

#[test]
fn other_spellings_of_an_address_lead_to_it() {
    let settings = ("framewright.yaml", "title: Served\nid: served\nbase_url: https://example.org/sub/\n");
    let files: Vec<_> = SITE[1..].iter().copied().chain([settings]).collect();
    let served = Served::of(&files);
    let cases = [
        ("/briefs/pay", "/briefs/pay/"),
        ("/briefs/pay/index.html", "/briefs/pay/"),
        ("/briefs/pay?x=//evil.example", "/briefs/pay/"),
        ("/index.html", "/"),
        ("/sub/briefs/pay/", "/briefs/pay/"),
        ("/sub/", "/"),
    ];
    for (path, to) in cases {
        let answer = served.get(path);
        assert_eq!((status(&answer), header(&answer, "location")), (307, Some(to)), "{path}");
    }
    assert_eq!(status(&served.get("/sub//evil.example/")), 404);
}

#[test]
fn a_saved_change_is_served_and_told() {
    let served = Served::of(SITE);
    let page = served.get("/briefs/pay/");
    let mut events = served.events(&mark(&page));
    assert_eq!(next_event(&mut events).0, "findings");
    let start = Instant::now();
    served.put(BRIEF, &SITE[3].1.replace("first words", "second words"));
    assert_eq!(next_event(&mut events).0, "reload");
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
    assert!(served.get("/briefs/pay/").contains("The second words."));
    // A page of an older edition, or of another run, is told at once.
    for old in [mark(&page), "another-run".to_owned()] {
        assert_eq!(next_event(&mut served.events(&old)).0, "reload");
    }
}

#[test]
fn findings_come_and_go_over_the_last_good_site() {
    let served = Served::of(SITE);
    let page = served.get("/briefs/pay/");
    let mut events = served.events(&mark(&page));
    assert_eq!(next_event(&mut events).0, "findings");
    served.put(BRIEF, &SITE[3].1.replace("driver: d", "driver: dd").replace("first", "second"));
    let (name, data) = next_event(&mut events);
    assert_eq!(name, "findings");
    let found: serde_json::Value = serde_json::from_str(&data).unwrap();
    assert_eq!((&found[0]["code"], &found[0]["line"]), (&"unknown-driver".into(), &3.into()));
    assert!(served.get("/briefs/pay/").contains("The first words."), "the last good site stays");
    assert_eq!(mark(&served.get("/")), mark(&page));
    served.hears("content/briefs/pay.md:3:9: error[unknown-driver]");
    served.put(BRIEF, SITE[3].1);
    let (name, data) = next_event(&mut events);
    // The same site as before: nothing to reload.
    assert_eq!(name, "findings");
    assert!(!data.contains("unknown-driver"), "{data}");
    until("mended", || Some(()).filter(|()| !served.said().trim_end().ends_with("unknown-driver")));
}

#[test]
fn without_a_good_site_every_address_lists_the_findings() {
    let broken = SITE[3].1.replace("driver: d", "driver: <b>");
    let files: Vec<_> = SITE[..3].iter().copied().chain([(BRIEF, broken.as_str())]).collect();
    let served = Served::of(&files);
    let page = served.get("/anything");
    assert_eq!(status(&page), 503);
    assert!(page.contains("<h1>") && page.contains("lang=\"en\"") && page.contains("unknown-driver"), "{page}");
    assert!(!page.contains("<b>"), "{page}");
    let mut events = served.events(&mark(&page));
    assert_eq!(next_event(&mut events).0, "findings");
    served.put(BRIEF, SITE[3].1);
    assert_eq!(next_event(&mut events).0, "reload");
    assert_eq!(status(&served.get("/briefs/pay/")), 200);
}

#[test]
fn a_template_that_fails_is_told_until_it_is_mended() {
    let served = Served::of(SITE);
    let template = "themes/default/brief.html";
    served.put(template, "<h1>Brief</h1>\n{{ nonsense.of.mine }}\n");
    let page = served.shows("/briefs/pay/", "template-error");
    assert_eq!(status(&page), 500);
    assert!(page.contains(&format!("{template}:2:1")), "{page}");
    served.hears(&format!("{template}:2:1: error[template-error]"));
    assert_eq!(status(&served.get("/drivers/d/")), 200);
    let mut events = served.events(&mark(&page));
    assert!(next_event(&mut events).1.contains("template-error"));
    fs::remove_dir_all(served.folder.path().join("themes")).unwrap();
    assert_eq!(next_event(&mut events).0, "reload");
    assert!(!next_event(&mut events).1.contains("template-error"));
    assert_eq!(status(&served.get("/briefs/pay/")), 200);
}

#[test]
fn every_way_of_saving_is_seen() {
    let served = Served::of(SITE);
    let path = |name: &str| served.folder.path().join(name);
    let (brief, words) = (path(BRIEF), |words: &str| SITE[3].1.replace("first words", words));
    served.shows("/briefs/pay/", "The first words.");
    // By renaming a hidden file.
    fs::write(path("content/briefs/.pay.md.tmp"), words("renamed")).unwrap();
    fs::rename(path("content/briefs/.pay.md.tmp"), &brief).unwrap();
    served.shows("/briefs/pay/", "The renamed.");
    // By taking away and making anew.
    fs::remove_file(&brief).unwrap();
    fs::write(&brief, words("anew")).unwrap();
    served.shows("/briefs/pay/", "The anew.");
    // A folder made at once with what is in it.
    served.put("content/briefs/sub/deep/more.md", &words("deep"));
    served.shows("/briefs/more/", "The deep.");
    served.put("content/briefs/sub/deep/more.md", &words("deeper"));
    served.shows("/briefs/more/", "The deeper.");
    // The whole content put in the place of the old.
    fs::rename(path("content"), path("old")).unwrap();
    for (path, text) in &SITE[1..] {
        put(&served.folder.path().join("new"), path, &text.replace("first words", "replaced"));
    }
    fs::rename(path("new/content"), path("content")).unwrap();
    served.shows("/briefs/pay/", "The replaced.");
    served.put(BRIEF, &words("watched still"));
    served.shows("/briefs/pay/", "The watched still.");
    // What was moved away counts no more.
    let said = served.said().len();
    fs::write(path("old/briefs/pay.md"), "nonsense").unwrap();
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(served.said().len(), said);
}

#[test]
fn content_may_come_later() {
    let served = Served::of(&SITE[..1]);
    served.get("/");
    for (path, text) in &SITE[1..] {
        served.put(path, text);
    }
    served.shows("/briefs/pay/", "The first words.");
    served.put(BRIEF, &SITE[3].1.replace("first", "later"));
    served.shows("/briefs/pay/", "The later words.");
}

#[test]
fn a_slow_client_keeps_no_other_waiting() {
    let served = Served::of(SITE);
    let connect = || TcpStream::connect(SocketAddr::from(([127, 0, 0, 1], served.port))).unwrap();
    let mut slow: Vec<TcpStream> = (0..64).map(|_| connect()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").unwrap();
    }
    let _streams: Vec<_> = (0..64).map(|_| served.events("x")).collect();
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| assert_eq!(status(&served.get("/briefs/pay/")), 200));
        }
    });
    assert!(start.elapsed() < Duration::from_secs(5));
}

/// A file that is touched, or saved as it was, is no new site; nor does serving ever write.
#[test]
fn what_changes_nothing_is_not_told() {
    let served = Served::of(SITE);
    let page = served.get("/");
    let before = fs::read_dir(served.folder.path()).unwrap().count();
    served.put(BRIEF, SITE[3].1);
    served.put("content/briefs/_notes.md", "nonsense");
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(mark(&served.get("/")), mark(&page));
    assert_eq!(fs::read_dir(served.folder.path()).unwrap().count(), before);
}
