//! Findings in, a SARIF 2.1.0 log out, which code scanning and editors read. Never names a rule that no finding has.

use std::collections::BTreeSet;
use std::io::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::super::{Code, Findings, Located, Texts, explain};
use super::{json as writer, locate, message};

/// What may not stand in a path of a URI as it is. The colon is among it: it would make a scheme of a folder.
const OUTSIDE_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Writes the log of one run.
pub fn print(out: &mut dyn Write, findings: &Findings, texts: &dyn Texts) -> io::Result<()> {
    let codes: BTreeSet<Code> = findings.iter().map(|finding| finding.fault.code).collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    let result = |finding| result(&codes, &locate(finding, texts));
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "framewright",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().copied().map(rule).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": findings.iter().map(result).collect::<Vec<_>>(),
        }],
    });
    writer::write(out, &log)
}

fn rule(code: Code) -> Value {
    let explanation = explain(code);
    let meaning = explanation.text.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    json!({
        "id": code.id(),
        "shortDescription": {"text": explanation.title},
        "fullDescription": {"text": meaning},
        "help": {"text": explanation.text, "markdown": explanation.text},
        "defaultConfiguration": {"level": code.level().word()},
    })
}

/// `codes` is sorted; a rule's index is its code's.
fn result(codes: &[Code], found: &Located<'_>) -> Value {
    json!({
        "ruleId": found.code.id(),
        "ruleIndex": codes.partition_point(|&code| code < found.code),
        "level": found.code.level().word(),
        // Braces stand for placeholders in SARIF, where they are not doubled.
        "message": {"text": message(found).replace('{', "{{").replace('}', "}}")},
        "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": utf8_percent_encode(found.path, OUTSIDE_PATH).to_string()},
            "region": {
                "startLine": found.start.line,
                "startColumn": found.start.column,
                "endLine": found.end.line,
                // Exclusive in SARIF, as in a span.
                "endColumn": found.end.column,
            },
        }}],
    })
}
