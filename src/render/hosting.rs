//! A site in, what hosts read out: `_headers` and `_redirects`, in the form that Netlify and Cloudflare Pages share.
//! Other hosts serve both as files that nobody asks for.

use std::fmt::Write as _;

use super::frame::base_path;
use crate::graph::{PageId, Site};

/// Nothing but the site's own files, on no page of another site. `connect-src` is for the search index, `img-src` with
/// `data:` and `blob:` for pictures that a page makes itself; nothing inline, nothing evaluated.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
                      connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What a page of text and forms needs of a browser: nothing of these.
const PERMISSIONS: &str = "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), \
                           gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

/// Redirects that Cloudflare Pages takes from one file; the pages at old addresses lead on without it.
const MOST_REDIRECTS: usize = 2_000;

/// Headers for every file, and a long life for those whose names change with their content. Both hosts ask anew for
/// every other file.
pub(super) fn headers(site: &Site) -> String {
    let base = base_path(site);
    format!(
        "# For Netlify and Cloudflare Pages. Other hosts take the same from their settings.\n\
         {base}*\n  Content-Security-Policy: {POLICY}\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: same-origin\n  Permissions-Policy: {PERMISSIONS}\n  \
         Cross-Origin-Opener-Policy: same-origin\n{base}assets/*\n  \
         Cache-Control: public, max-age=31536000, immutable\n"
    )
}

/// Old addresses and where they lead now, one a line.
pub(super) fn redirects(site: &Site) -> String {
    let base = base_path(site).trim_end_matches('/');
    let mut out =
        String::from("# Old addresses, for Netlify and Cloudflare Pages. Elsewhere a page at each leads on.\n");
    for (from, id, alias) in stubs(site).take(MOST_REDIRECTS) {
        let to = site.address(PageId::Entry(id));
        let place = site.new_place(id, alias).map_or(String::new(), |place| format!("#{place}"));
        let _ = writeln!(out, "{base}{from} {base}{to}{place} 301");
    }
    out
}

/// Old addresses, each with its entry and which of its aliases it is.
pub(super) fn stubs(site: &Site) -> impl Iterator<Item = (&crate::graph::UrlPath, crate::graph::EntryId, u32)> {
    site.pages.iter().filter_map(|(address, page)| match page {
        PageId::Stub(id, alias) => Some((address, *id, *alias)),
        _ => None,
    })
}
