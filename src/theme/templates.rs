//! Templates compiled and rendered; what goes wrong is told with its template and line.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, ErrorKind, Tera};

use super::{Part, TemplateTrouble, Words};
use crate::diag::{Code, Fault, Findings};
use crate::text::{Span, Text};

/// Compiles all templates. One that the site overrides wrongly is a finding, and the rest still compile.
pub(super) fn compile(found: &mut Findings, parts: &BTreeMap<String, Part>) -> Tera {
    let mut templates: BTreeMap<&str, &Part> =
        parts.iter().filter(|(name, _)| name.ends_with(".html")).map(|(name, part)| (name.as_str(), part)).collect();
    // Each round takes out the template at fault, so that the next one at fault is found too.
    loop {
        let mut tera = Tera::new();
        let error = match tera.add_raw_templates(templates.iter().map(|(name, part)| (*name, part.text.as_str()))) {
            Ok(()) => return tera,
            Err(error) => error,
        };
        let trouble = trouble(&error, "");
        let part = templates.remove(trouble.template.as_str());
        let span = |part: &Part| Text::new(&part.text).line_span(trouble.line);
        let fault = |span: Span| {
            let cause = format!("the template {} cannot be read: {}", trouble.template, trouble.message);
            Fault::new(Code::TemplateError, span, cause, "compare it with the default theme's file of that name")
        };
        match part.and_then(|part| Some((part.file?, span(part)))) {
            Some((file, span)) => found.report(file, fault(span)),
            None => {
                // No template of the site's own is to blame by name: tell of all of them.
                let own = templates.values().find_map(|part| part.file).unwrap_or(crate::diag::FileId(0));
                found.report(own, fault(Span::file()));
                if part.is_none() {
                    return Tera::new();
                }
            }
        }
    }
}

/// Renders a view by a template, with the words of the page's language.
pub(super) fn render(
    tera: &Tera,
    template: &str,
    words: &Words,
    view: &impl Serialize,
) -> Result<String, TemplateTrouble> {
    let context = Context::from_serialize(view).map(|mut context| {
        context.insert("words", words);
        context
    });
    let rendered = context.and_then(|context| tera.render(template, &context));
    rendered.map_err(|error| trouble(&error, template))
}

fn trouble(error: &tera::Error, template: &str) -> TemplateTrouble {
    let at = |template: &str, line, message: &str| {
        let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
        TemplateTrouble { template: template.to_owned(), line, message }
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            at(report.filename(), report.span().start_line, report.message())
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            at(tpl, 1, "it includes or extends itself")
        }
        ErrorKind::MissingParent { current, parent } => {
            at(current, 1, &format!("it extends {parent}, which is not there"))
        }
        other => reported(&other.to_string()).unwrap_or_else(|| at(template, 1, &other.to_string())),
    }
}

/// Some errors come as a drawn report alone: `error: …`, then `--> name:line:column`.
fn reported(report: &str) -> Option<TemplateTrouble> {
    let mut lines = report.lines();
    let message = lines.next()?.trim_start_matches("error:").trim().to_owned();
    let place = lines.find_map(|line| line.trim().strip_prefix("--> "))?;
    let mut parts = place.rsplitn(3, ':');
    let line = parts.nth(1)?.parse().ok()?;
    Some(TemplateTrouble { template: parts.next()?.trim().to_owned(), line, message })
}
