//! A driver diagram in, the same as a list of lists out: for who cannot see it, and for who would rather read.

use std::fmt::Write as _;

use super::tree::{Branch, Node, Tree};
use crate::text::escape;

/// Aims, then primary drivers with their groups, each with its secondary drivers, then what is left out.
pub(super) fn listed(tree: &Tree) -> String {
    let [aims, drivers, _] = &tree.heads;
    let mut out = String::new();
    if !tree.aims.is_empty() {
        let _ = writeln!(out, "<p>{}</p>\n<ul class=\"aims\">", escape(aims));
        tree.aims.iter().for_each(|aim| line(&mut out, aim));
        out.push_str("</ul>\n");
    }
    let _ = writeln!(out, "<p>{}</p>\n<ul class=\"drivers\">", escape(drivers));
    for group in &tree.groups {
        group.branches.iter().for_each(|one| branch(&mut out, one, &group.title));
    }
    tree.rest.iter().for_each(|left| line(&mut out, left));
    out.push_str("</ul>\n");
    out
}

fn branch(out: &mut String, branch: &Branch, group: &str) {
    let _ = write!(out, "<li>{}", linked(&branch.driver));
    if !group.is_empty() {
        let _ = write!(out, " ({})", escape(group));
    }
    if !branch.secondaries.is_empty() {
        out.push_str("\n<ul>\n");
        branch.secondaries.iter().for_each(|secondary| line(out, secondary));
        out.push_str("</ul>\n");
    }
    out.push_str("</li>\n");
}

fn line(out: &mut String, node: &Node) {
    let _ = writeln!(out, "<li>{}</li>", linked(node));
}

fn linked(node: &Node) -> String {
    let text = escape(&node.text);
    match &node.url {
        Some(url) => format!("<a href=\"{}\">{text}</a>", escape(url)),
        None => text.to_string(),
    }
}
