//! A value in, its text out: as a browser writes it, so that equal values are equal texts on both sides.

use std::fmt::Write as _;

use super::Json;

impl Json {
    /// One form for equal values, without white space: what is compared where two must be put in order.
    pub fn canonical(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self {
            Json::Null => out.push_str("null"),
            Json::Flag(true) => out.push_str("true"),
            Json::Flag(false) => out.push_str("false"),
            Json::Number(number) => out.push_str(&digits(*number)),
            Json::Text(text) => quoted(out, text),
            Json::List(values) => {
                out.push('[');
                for (at, value) in values.iter().enumerate() {
                    out.push_str(if at > 0 { "," } else { "" });
                    value.write(out);
                }
                out.push(']');
            }
            Json::Object(members) => {
                out.push('{');
                for (at, (name, value)) in members.iter().enumerate() {
                    out.push_str(if at > 0 { "," } else { "" });
                    quoted(out, &name.0);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }

    /// The same for people: two spaces a level, a line end at the end.
    pub fn pretty(&self) -> String {
        let mut out = String::new();
        self.write_pretty(&mut out, 0);
        out.push('\n');
        out
    }

    fn write_pretty(&self, out: &mut String, depth: usize) {
        let line = |out: &mut String, depth: usize| {
            let _ = write!(out, "\n{:1$}", "", depth * 2);
        };
        match self {
            Json::List(values) if !values.is_empty() => {
                out.push('[');
                for (at, value) in values.iter().enumerate() {
                    out.push_str(if at > 0 { "," } else { "" });
                    line(out, depth + 1);
                    value.write_pretty(out, depth + 1);
                }
                line(out, depth);
                out.push(']');
            }
            Json::Object(members) if !members.is_empty() => {
                out.push('{');
                for (at, (name, value)) in members.iter().enumerate() {
                    out.push_str(if at > 0 { "," } else { "" });
                    line(out, depth + 1);
                    quoted(out, &name.0);
                    out.push_str(": ");
                    value.write_pretty(out, depth + 1);
                }
                line(out, depth);
                out.push('}');
            }
            Json::Null | Json::Flag(_) | Json::Number(_) | Json::Text(_) | Json::List(_) | Json::Object(_) => {
                self.write(out);
            }
        }
    }
}

/// A text as `JSON.stringify` writes it.
fn quoted(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control < ' ' => {
                let _ = write!(out, "\\u{:04x}", control as u32);
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

/// A number as a browser writes it: the fewest digits that mean it, with an exponent where it is very large or small
/// (`Number::toString` of ECMAScript).
fn digits(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    let scientific = format!("{:e}", number.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let (count, point) = (digits.len() as i32, exponent.parse::<i32>().unwrap_or(0) + 1);
    let sign = if number < 0.0 { "-" } else { "" };
    let written = if (1..=21).contains(&point) {
        match usize::try_from(point).unwrap_or(0) {
            whole if count <= point => format!("{digits}{}", "0".repeat(whole - digits.len())),
            whole => format!("{}.{}", &digits[..whole], &digits[whole..]),
        }
    } else if (-5..=0).contains(&point) {
        format!("0.{}{digits}", "0".repeat(usize::try_from(-point).unwrap_or(0)))
    } else {
        let rest = if count > 1 { format!(".{}", &digits[1..]) } else { String::new() };
        format!("{}{rest}e{:+}", &digits[..1], point - 1)
    };
    format!("{sign}{written}")
}

#[cfg(test)]
mod tests {
    use crate::answers::json::parse;

    #[test]
    fn what_is_read_is_written_as_a_browser_writes_it() {
        for (text, canonical) in [
            ("{ \"b\" : [1.0, -0, 1e21, 1E-7] , \"a\": null }", "{\"a\":null,\"b\":[1,0,1e+21,1e-7]}"),
            ("[123456789012345680000, 0.000001, 1.25, -20.5]", "[123456789012345680000,0.000001,1.25,-20.5]"),
            ("\"\\u00e9\\ud83d\\ude00\\/\\u0001\\b\"", "\"é😀/\\u0001\\b\""),
            // Two units come before U+FB00, which is one.
            ("{\"\u{fb00}\":1,\"😀\":2}", "{\"😀\":2,\"\u{fb00}\":1}"),
        ] {
            assert_eq!(parse(text).unwrap().canonical(), canonical);
        }
        let pretty = parse("{\"a\":[],\"b\":{\"c\":[1,{}]}}").unwrap().pretty();
        assert_eq!(pretty, "{\n  \"a\": [],\n  \"b\": {\n    \"c\": [\n      1,\n      {}\n    ]\n  }\n}\n");
    }
}
