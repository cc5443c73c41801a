//! A script line by line in, its code without comments and idle spaces out. Never knows what the code does.
//!
//! Strings, templates and regular expressions are told from comments by looking at each character. What would make
//! a line depend on the one before it, save a comment, is not taken: a template of several lines.

/// Reads one line after another.
#[derive(Default)]
pub(super) struct Reader {
    /// True within a comment that goes on over the end of a line.
    in_comment: bool,
}

/// What is open at a place of a line, from the outside in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Template,
    /// `${` in a template, with the braces open in it.
    Blank(u32),
}

impl Reader {
    /// The code of a line, its ends kept as written; empty where it is comment or white space alone.
    pub fn line(&mut self, line: &str) -> Result<String, &'static str> {
        let mut code = String::with_capacity(line.len());
        let mut open: Vec<Open> = Vec::new();
        let mut rest = line;
        while let Some(next) = rest.chars().next() {
            if self.in_comment {
                let Some(end) = rest.find("*/") else { break };
                self.in_comment = false;
                rest = &rest[end + 2..];
                continue;
            }
            let length = match (open.last().copied(), next) {
                (Some(Open::Template), _) => template(rest, &mut open),
                (_, '/') if rest.starts_with("//") => break,
                (_, '/') if rest.starts_with("/*") => {
                    self.in_comment = true;
                    rest = &rest[2..];
                    continue;
                }
                (_, '/') if begins_expression(&code) => expression(rest)?,
                (_, '"' | '\'') => string(rest, next)?,
                (_, '`') => {
                    open.push(Open::Template);
                    1
                }
                (Some(Open::Blank(depth)), '{') => replace(&mut open, Open::Blank(depth + 1)),
                (Some(Open::Blank(0)), '}') => {
                    open.pop();
                    1
                }
                (Some(Open::Blank(depth)), '}') => replace(&mut open, Open::Blank(depth - 1)),
                _ => next.len_utf8(),
            };
            if open.last() == Some(&Open::Template) || next != ' ' || !is_idle(&code, &rest[1..]) {
                code.push_str(&rest[..length]);
            }
            rest = &rest[length..];
        }
        if open.is_empty() { Ok(code.trim_end().to_owned()) } else { Err("a template that goes on in the next line") }
    }
}

/// True for a space that parts nothing: beside a sign that can be no part of a longer one with what stands there. Signs
/// such as `+`, `/`, `<` and `!` keep theirs, since `+ +`, `/ /` and `< !--` are not `++`, `//` and `<!--`.
fn is_idle(before: &str, after: &str) -> bool {
    const SIGNS: [char; 14] = ['{', '}', '(', ')', '[', ']', ',', ';', ':', '=', '?', '&', '|', ' '];
    before.ends_with(SIGNS) || before.ends_with("=>") || after.starts_with(SIGNS)
}

fn replace(open: &mut [Open], with: Open) -> usize {
    if let Some(last) = open.last_mut() {
        *last = with;
    }
    1
}

/// One step inside a template: its length.
fn template(rest: &str, open: &mut Vec<Open>) -> usize {
    if rest.starts_with("${") {
        open.push(Open::Blank(0));
        return 2;
    }
    if rest.starts_with('`') {
        open.pop();
        return 1;
    }
    escaped(rest)
}

/// The length of a character, or of a backslash with what it escapes.
fn escaped(rest: &str) -> usize {
    let mut characters = rest.chars();
    let first = characters.next().map_or(0, char::len_utf8);
    if rest.starts_with('\\') { first + characters.next().map_or(0, char::len_utf8) } else { first }
}

/// The length of a string in its quotes.
fn string(rest: &str, quote: char) -> Result<usize, &'static str> {
    let mut at = 1;
    while at < rest.len() {
        if rest[at..].starts_with(quote) {
            return Ok(at + 1);
        }
        at += escaped(&rest[at..]);
    }
    Err("a string that does not end")
}

/// The length of a regular expression, its flags apart.
fn expression(rest: &str) -> Result<usize, &'static str> {
    let (mut at, mut in_class) = (1, false);
    while at < rest.len() {
        match rest.as_bytes()[at] {
            b'/' if !in_class => return Ok(at + 1),
            b'[' => in_class = true,
            b']' => in_class = false,
            _ => {}
        }
        at += escaped(&rest[at..]);
    }
    Err("a regular expression that does not end")
}

/// True where a slash begins a regular expression: behind a value it divides.
fn begins_expression(before: &str) -> bool {
    let before = before.trim_end();
    let word = before.rfind(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').map_or(before, |at| {
        let next = before[at..].chars().next().map_or(1, char::len_utf8);
        &before[at + next..]
    });
    match word {
        "return" | "typeof" | "case" | "in" | "of" | "void" | "delete" | "await" | "yield" => true,
        "" => !before.ends_with([')', ']', '}', '"', '\'', '`']),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<String> {
        let mut reader = Reader::default();
        text.lines().map(|line| reader.line(line).unwrap()).collect()
    }

    #[test]
    fn comments_go_and_nothing_else() {
        assert_eq!(codes("/**\n * {@link x}\n */\nconst a = 1; // one"), ["", "", "", "const a=1;"]);
        assert_eq!(codes("const b = /** @type {T} */ (c); /* x */ d();"), ["const b=(c);d();"]);
        for kept in [
            "const u=\"https://x = y\" + 'a\\'//b' + `// ( ${\"//\" + `/* , ${{a:1}.a} ; */`} ) `;",
            "const r=/[/*'\"` ; ]\\/\\/*/u.test(x)&&a / b / c;",
            "return /\" = \"/.test(y);",
            "const half=(a + b)/ 2;const q=list[0]/ 'x'.length;",
            "é(`ü\\``);",
        ] {
            assert_eq!(codes(kept), [kept]);
        }
    }

    #[test]
    fn a_space_that_parts_nothing_goes() {
        for (line, expected) in [
            ("const { a, b } = f(x, (y) => ({ ...y }));", "const{a,b}=f(x,(y)=>({...y}));"),
            (
                "for (let at = 0; at < n; at += 1) if (x-- > 0 && !y) return [a ? .5 : b ?? -1];",
                "for(let at=0;at < n;at +=1)if(x-- > 0&&!y)return[a?.5:b??-1];",
            ),
            ("a = b + +c - -d < !--e / /f/.g;", "a=b + +c - -d < !--e / /f/.g;"),
            ("const t = `a = ${ b } , c`;", "const t=`a = ${b} , c`;"),
            ("async (x) => await y in z;", "async(x)=>await y in z;"),
            ("", ""),
        ] {
            assert_eq!(codes(line).concat(), expected);
        }
    }

    #[test]
    fn what_reaches_into_the_next_line_is_not_taken() {
        for (line, trouble) in [
            ("const t = `a", "a template that goes on in the next line"),
            ("f(`${a", "a template that goes on in the next line"),
            ("const s = \"a", "a string that does not end"),
            ("x = /a", "a regular expression that does not end"),
        ] {
            assert_eq!(Reader::default().line(line), Err(trouble));
        }
    }
}
