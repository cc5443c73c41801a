//! Templates compiled and rendered; what goes wrong is told with its template and line.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use tera::{Context, ErrorKind, Filter, Kwargs, State, Tera, Value};

use super::{Embedded, Part, TemplateTrouble};
use crate::diag::{Code, Fault, FileId, Findings};
use crate::text::{Span, Text};

/// Compiles all templates. One that the site overrides wrongly is a finding, and the default stands in for it, so
/// that the next one at fault is found too.
pub(super) fn compile(found: &mut Findings, parts: &BTreeMap<String, Part>) -> Tera {
    let all = parts.iter().filter(|(name, _)| name.ends_with(".html"));
    let mut templates: BTreeMap<&str, Cow<'_, str>> =
        all.map(|(name, part)| (name.as_str(), Cow::from(part.text.as_str()))).collect();
    let mut replaced = BTreeSet::new();
    loop {
        let mut tera = Tera::new();
        tera.register_filter("safe", Safe);
        let error = match tera.add_raw_templates(templates.iter().map(|(name, text)| (*name, &**text))) {
            Ok(()) => return tera,
            Err(error) => error,
        };
        let trouble = trouble(&error, "");
        let own = parts.get_key_value(&trouble.template).filter(|(_, part)| part.file.is_some());
        let Some((name, part)) = own.filter(|(name, _)| replaced.insert(name.as_str())) else {
            // A template of the default theme misses what one of the site's own no longer gives.
            let own = parts.values().find_map(|part| part.file).unwrap_or(FileId(0));
            found.report(own, fault(&trouble, Span::file()));
            return Tera::new();
        };
        if let Some(file) = part.file {
            found.report(file, fault(&trouble, Text::new(&part.text).line_span(trouble.line)));
        }
        match Embedded::get(name) {
            Some(default) => templates.insert(name, String::from_utf8_lossy(&default.data).into_owned().into()),
            None => templates.remove(name.as_str()),
        };
    }
}

/// Tera's filter of that name, without its copy of the text.
struct Safe;

impl Filter<&Value, Value> for Safe {
    fn call(&self, value: &Value, _: Kwargs, _: &State<'_>) -> Value {
        value.clone()
    }

    fn is_safe(&self) -> bool {
        true
    }
}

fn fault(trouble: &TemplateTrouble, span: Span) -> Fault {
    let cause = format!("the template {} cannot be read: {}", trouble.template, trouble.message);
    Fault::new(Code::TemplateError, span, cause, "compare it with the default theme's file of that name")
}

/// Bytes of a usual page: one that grows to there step by step is copied many times.
const USUAL: usize = 48 << 10;

/// Renders a view by a template, with values that are ready: the words of the page's language and the like.
pub(super) fn render(
    tera: &Tera,
    template: &str,
    values: &[(&'static str, Value)],
    view: &impl Serialize,
) -> Result<String, TemplateTrouble> {
    let context = Context::from_serialize(view).map(|mut context| {
        values.iter().for_each(|(name, value)| context.insert_value(*name, value.clone()));
        context
    });
    let mut page = Vec::with_capacity(USUAL);
    let rendered = context.and_then(|context| tera.render_to(template, &context, &mut page));
    rendered.map_err(|error| trouble(&error, template))?;
    // All that is written into it is text.
    Ok(String::from_utf8(page).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
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
