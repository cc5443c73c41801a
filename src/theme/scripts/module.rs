//! One module's text in; what it needs, what it names and its bare lines out. Never looks at another module.

use std::collections::BTreeSet;

use super::Flaw;
use super::line::Reader;

/// A module, ready to be joined with others.
pub(super) struct Module {
    pub imports: Vec<Import>,
    pub exports: BTreeSet<String>,
    /// Names of its own at the top level, each with its line.
    pub names: Vec<(usize, String)>,
    /// Its code without imports, comments, indentation and idle spaces.
    pub lines: Vec<String>,
    pub flaws: Vec<Flaw>,
}

/// `import { names } from "./from.js";`
pub(super) struct Import {
    pub line: usize,
    pub names: Vec<String>,
    /// Below `app/`.
    pub from: String,
}

/// How one imports here; anything else is told by this.
const IMPORTS: &str = "write import { a, b } from \"./x.js\"; with nothing renamed";
const EXPORTS: &str = "write export in front of a function, a const or a class, and no default";
const NAMES: &str = "write one const name = …; for each name";

impl Module {
    /// Reads a module; `name` is its path below `app/`.
    pub fn read(name: &str, text: &str) -> Module {
        let mut module = Module {
            imports: Vec::new(),
            exports: BTreeSet::new(),
            names: Vec::new(),
            lines: Vec::new(),
            flaws: Vec::new(),
        };
        let mut reader = Reader::default();
        // An import that goes on over several lines: its first line and its text so far.
        let mut open: Option<(usize, String)> = None;
        for (at, written) in text.lines().enumerate() {
            let at = at + 1;
            let code = match reader.line(written) {
                Ok(code) => code,
                Err(trouble) => {
                    module.flaw(name, at, trouble.to_owned(), "end it in the line in which it begins");
                    // What follows cannot be told from the rest of it.
                    return module;
                }
            };
            // At the top level nothing is indented.
            let top = !code.is_empty() && !written.starts_with([' ', '\t']);
            let code = code.trim();
            if let Some((_, import)) = &mut open {
                import.push_str(code);
            } else if top && (code.starts_with("import ") || code.starts_with("import{")) {
                open = Some((at, code.to_owned()));
            } else if !code.is_empty() {
                module.code(name, at, code, top);
            }
            if let Some((first, import)) = open.take_if(|(_, import)| import.ends_with(';')) {
                module.import(name, first, &import);
            }
        }
        if let Some((first, _)) = open {
            module.flaw(name, first, "an import without a ; at its end".to_owned(), IMPORTS);
        }
        module
    }

    fn flaw(&mut self, module: &str, line: usize, cause: String, help: &'static str) {
        self.flaws.push(Flaw { module: module.to_owned(), line, cause, help });
    }

    fn import(&mut self, module: &str, line: usize, text: &str) {
        match import(module, text) {
            Some((names, from)) => self.imports.push(Import { line, names, from }),
            None => self.flaw(module, line, "an import of another form".to_owned(), IMPORTS),
        }
    }

    fn code(&mut self, module: &str, at: usize, code: &str, top: bool) {
        if code.contains("import(") || code.contains("import.meta") {
            self.flaw(module, at, "it asks for a module while it runs".to_owned(), IMPORTS);
        }
        let bare = code.strip_prefix("export ");
        if !top {
            return self.lines.push(code.to_owned());
        }
        let declared = bare.unwrap_or(code);
        match declaration(declared) {
            Declared::Name(name) => {
                if bare.is_some() {
                    self.exports.insert(name.to_owned());
                }
                self.names.push((at, name.to_owned()));
            }
            Declared::Pattern => self.flaw(module, at, "a top-level pattern of names".to_owned(), NAMES),
            Declared::Nothing if code.starts_with("export") => {
                self.flaw(module, at, "an export of another form".to_owned(), EXPORTS);
            }
            Declared::Nothing => {}
        }
        self.lines.push(declared.to_owned());
    }
}

/// What a line at the top level declares.
enum Declared<'a> {
    Name(&'a str),
    /// `const { a, b } = …`
    Pattern,
    Nothing,
}

fn declaration(code: &str) -> Declared<'_> {
    let words = ["async function* ", "async function ", "function* ", "function ", "const ", "let ", "class "];
    // The space before a brace or a bracket is gone.
    if ["const{", "const[", "let{", "let["].iter().any(|start| code.starts_with(start)) {
        return Declared::Pattern;
    }
    let Some(rest) = words.iter().find_map(|word| code.strip_prefix(word)) else { return Declared::Nothing };
    let rest = rest.trim_start();
    let end = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
    Declared::Name(&rest[..end])
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// The names and the path of `import { a, b } from "./x.js";`.
fn import(module: &str, text: &str) -> Option<(Vec<String>, String)> {
    let rest = text.strip_prefix("import")?.trim_start().strip_prefix('{')?;
    let (names, rest) = rest.split_once('}')?;
    let path = rest.trim().strip_prefix("from")?.trim().strip_suffix(';')?.trim();
    let path = path.strip_prefix('"')?.strip_suffix('"')?;
    let names: Vec<String> =
        names.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let plain = !names.is_empty() && names.iter().all(|name| name.chars().all(is_name));
    plain.then_some(())?;
    Some((names, resolved(module, path)?))
}

/// A relative path as one below `app/`; none where it leaves that folder.
fn resolved(module: &str, path: &str) -> Option<String> {
    let mut folders: Vec<&str> = module.split('/').collect();
    folders.pop();
    let mut relative = false;
    for part in path.split('/') {
        match part {
            "." => relative = true,
            ".." => {
                relative = true;
                folders.pop()?;
            }
            other => folders.push(other),
        }
    }
    relative.then(|| folders.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn causes(text: &str) -> Vec<String> {
        let module = Module::read("guide/x.js", text);
        module.flaws.iter().map(|flaw| format!("{}: {}", flaw.line, flaw.cause)).collect()
    }

    #[test]
    fn only_plain_imports_and_exports_are_taken() {
        for import in [
            "import x from \"./a.js\";",
            "import * as x from \"./a.js\";",
            "import { a as b } from \"./a.js\";",
            "import { a } from \"other\";",
            "import { a } from \"../../../a.js\";",
            "import {} from \"./a.js\";",
        ] {
            assert_eq!(causes(import), ["1: an import of another form"], "{import}");
        }
        assert_eq!(causes("import { a } from \"./a.js\""), ["1: an import without a ; at its end"]);
        for export in ["export default 1;", "export { a };", "export * from \"./a.js\";"] {
            assert_eq!(causes(export), ["1: an export of another form"], "{export}");
        }
        assert_eq!(causes("\nconst { a } = b;"), ["2: a top-level pattern of names"]);
        assert_eq!(causes("const a = () => import(\"./x.js\");"), ["1: it asks for a module while it runs"]);
        assert!(causes("export class A {}\nexport const a = 1;\nexport async function f() {}\nf();").is_empty());
    }

    #[test]
    fn names_are_those_of_the_top_level() {
        let module = Module::read("x.js", "function f() {\n  const inner = 1;\n}\nexport const $a_1=2;\nlet b;\n");
        let names: Vec<&str> = module.names.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(names, ["f", "$a_1", "b"]);
        assert_eq!(module.exports.into_iter().collect::<Vec<_>>(), ["$a_1"]);
    }
}
