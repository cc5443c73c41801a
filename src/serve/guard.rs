//! A request's head in, leave to answer it or a refusal out; the headers of every answer. Never looks at the site.
//!
//! Any web page that an author visits may send requests to this computer, and a name may be made to lead here (DNS
//! rebinding). So a request must name this server itself, and come from no other page.

use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode};
use axum::response::{IntoResponse, Response};

/// Names of this computer, as they stand in `Host`.
const NAMES: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// Nothing but what this server itself sends; nothing inline.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; \
    script-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'none'";

const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// The refusal of a request; none for one that may be answered.
pub(super) fn refuse<B>(request: &Request<B>, port: u16) -> Option<Response> {
    let headers = request.headers();
    let authority = request.uri().authority().is_none_or(|authority| is_ours(authority.as_str(), port));
    if !authority || !is_to_us(headers, port) {
        return Some(refusal(
            StatusCode::FORBIDDEN,
            "This preview answers only to its own address, as the terminal says it.\n",
        ));
    }
    if !is_from_us(headers, port) {
        return Some(refusal(StatusCode::FORBIDDEN, "This preview answers no other site's pages.\n"));
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        let mut response = refusal(StatusCode::METHOD_NOT_ALLOWED, "This preview can only be read: GET or HEAD.\n");
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return Some(response);
    }
    None
}

/// Puts the headers of every answer onto one. There is none that lets another origin read it.
pub(super) fn seal(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, POLICY),
        (CROSS_ORIGIN_RESOURCE_POLICY, "same-origin"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn refusal(status: StatusCode, why: &'static str) -> Response {
    (status, why).into_response()
}

/// True where the one `Host` is this server.
fn is_to_us(headers: &HeaderMap, port: u16) -> bool {
    let mut hosts = headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    host.to_str().is_ok_and(|host| is_ours(host, port))
}

/// True where every `Origin`, should there be any, is this server.
fn is_from_us(headers: &HeaderMap, port: u16) -> bool {
    headers.get_all(ORIGIN).iter().all(|origin| {
        let host = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
        host.is_some_and(|host| is_ours(host, port))
    })
}

/// True for `name:port` of this server; browsers leave the port 80 out.
fn is_ours(host: &str, port: u16) -> bool {
    let name = match host.strip_suffix(&format!(":{port}")) {
        Some(name) => name,
        None if port == 80 => host,
        None => return false,
    };
    NAMES.iter().any(|ours| ours.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_computers_names_with_the_port_are_ours() {
        for ours in ["localhost:4040", "LOCALHOST:4040", "127.0.0.1:4040", "[::1]:4040"] {
            assert!(is_ours(ours, 4040), "{ours}");
        }
        let foreign = [
            "",
            "localhost",
            "localhost:4041",
            "localhost:40400",
            "evil.example:4040",
            "localhost.evil.example:4040",
            "evil.localhost:4040",
            "127.0.0.1.nip.io:4040",
            "127.0.0.2:4040",
            "0.0.0.0:4040",
            "localhost:4040:4040",
            "user@localhost:4040",
            "localhost.:4040",
            "::1:4040",
            "[::1%lo]:4040",
            " localhost:4040",
        ];
        for foreign in foreign {
            assert!(!is_ours(foreign, 4040), "{foreign}");
        }
        assert!(is_ours("localhost", 80) && is_ours("localhost:80", 80) && !is_ours("evil.example", 80));
    }

    #[test]
    fn two_hosts_are_as_bad_as_none() {
        let mut headers = HeaderMap::new();
        assert!(!is_to_us(&headers, 4040));
        headers.append(HOST, HeaderValue::from_static("localhost:4040"));
        assert!(is_to_us(&headers, 4040));
        headers.append(HOST, HeaderValue::from_static("evil.example"));
        assert!(!is_to_us(&headers, 4040));
    }

    #[test]
    fn an_origin_has_to_be_this_server() {
        let from = |origin| is_from_us(&HeaderMap::from_iter([(ORIGIN, HeaderValue::from_static(origin))]), 4040);
        assert!(is_from_us(&HeaderMap::new(), 4040));
        assert!(from("http://localhost:4040") && from("http://[::1]:4040"));
        assert!(
            !from("null")
                && !from("https://localhost:4040")
                && !from("http://localhost")
                && !from("http://evil.example")
        );
    }
}
