//! What a server of a site answers, to whom, and to whom not.

use std::io::Write;
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use super::served::{SITE, Served, header, status};

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
    assert_eq!(status(&head), 200);
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
