//! The theme's browser modules in, one classic deferred script a bundle out. Never knows which page loads it.
//!
//! A module script does not load from a file, and an inline one breaks the policy of a site; so the modules below
//! `app/` are joined, each bundle inside one function, in the order in which they need one another.

mod line;
mod module;

use std::collections::BTreeMap;

use super::{Asset, Part, asset, of_folder};
use crate::diag::{Code, Fault, FileId, Findings};
use crate::text::{Span, Text};
use module::Module;

/// Each bundle's name and the module that it starts from. A bundle without that module is not made.
const BUNDLES: [(&str, &str); 7] = [
    ("guide", "guide/main.js"),
    ("team", "team/main.js"),
    ("report", "report/main.js"),
    ("tests", "tests/main.js"),
    ("chart", "chart/main.js"),
    ("search", "search/main.js"),
    ("filter", "filter/main.js"),
];

/// Something that keeps modules from being joined.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Flaw {
    /// Its module, below `app/`.
    module: String,
    /// From 1.
    line: usize,
    cause: String,
    help: &'static str,
}

/// Joins the modules of every bundle. Mistakes in the site's own modules are findings; the bundle is then left out.
pub(super) fn join(found: &mut Findings, parts: &BTreeMap<String, Part>) -> BTreeMap<&'static str, Asset> {
    let modules: BTreeMap<&str, Module> = of_folder(parts, "app/")
        .filter(|(name, _)| name.ends_with(".js"))
        .map(|(name, part)| (name, Module::read(name, &part.text)))
        .collect();
    let mut bundles = BTreeMap::new();
    for (name, entry) in BUNDLES.into_iter().filter(|(_, entry)| modules.contains_key(entry)) {
        match joined(&modules, entry) {
            Ok(script) => drop(bundles.insert(name, asset(name, "js", script.into_bytes()))),
            Err(flaws) => flaws.iter().for_each(|flaw| report(found, parts, flaw)),
        }
    }
    bundles
}

/// At the module's line where the site has that module, or else at one that it has beside the built-in ones.
fn report(found: &mut Findings, parts: &BTreeMap<String, Part>, flaw: &Flaw) {
    let cause = format!("the module app/{} cannot be joined: {}", flaw.module, flaw.cause);
    let own = parts.get(&format!("app/{}", flaw.module));
    let (file, span) = match own.and_then(|part| Some((part, part.file?))) {
        Some((part, file)) => (file, Text::new(&part.text).line_span(flaw.line)),
        None => {
            let beside = of_folder(parts, "app/").find_map(|(_, part)| part.file);
            (beside.unwrap_or(FileId(0)), Span::file())
        }
    };
    found.report(file, Fault::new(Code::TemplateError, span, cause, flaw.help));
}

/// One script of a module and all that it needs.
fn joined(modules: &BTreeMap<&str, Module>, entry: &str) -> Result<String, Vec<Flaw>> {
    let mut order = Order { modules, placed: Vec::new(), open: Vec::new(), flaws: Vec::new() };
    order.place(entry);
    let Order { placed, mut flaws, .. } = order;
    flaws.extend(placed.iter().flat_map(|name| modules[name].flaws.clone()));
    flaws.extend(twice(modules, &placed));
    if !flaws.is_empty() {
        flaws.sort_by(|a, b| (&a.module, a.line, &a.cause).cmp(&(&b.module, b.line, &b.cause)));
        flaws.dedup();
        return Err(flaws);
    }
    let mut script = String::from("(()=>{\"use strict\";\n");
    for line in placed.iter().flat_map(|name| &modules[name].lines) {
        script.push_str(line);
        // Behind these signs nothing ends, and so a new line says nothing.
        if !line.ends_with(['{', '(', '[', ',', ';']) {
            script.push('\n');
        }
    }
    script.push_str("})();\n");
    Ok(script)
}

/// Modules in the order in which they stand in a script: what is needed before what needs it.
struct Order<'a> {
    modules: &'a BTreeMap<&'a str, Module>,
    placed: Vec<&'a str>,
    /// Those that wait for what they need.
    open: Vec<&'a str>,
    flaws: Vec<Flaw>,
}

impl<'a> Order<'a> {
    fn place(&mut self, name: &str) {
        let Some((&name, module)) = self.modules.get_key_value(name) else { return };
        if self.placed.contains(&name) {
            return;
        }
        self.open.push(name);
        for import in &module.imports {
            let flaw = |cause, help| Flaw { module: name.to_owned(), line: import.line, cause, help };
            let from = import.from.as_str();
            let Some(needed) = self.modules.get(from) else {
                let cause = format!("there is no module app/{from}");
                self.flaws.push(flaw(cause, "look at how its path is written"));
                continue;
            };
            for missing in import.names.iter().filter(|wanted| !needed.exports.contains(*wanted)) {
                let cause = format!("app/{from} exports no \"{missing}\"");
                self.flaws.push(flaw(cause, "export it there, or import what is exported"));
            }
            if self.open.contains(&from) {
                let cause = format!("app/{from} needs this module itself");
                self.flaws.push(flaw(cause, "move what both need into a third module"));
                continue;
            }
            self.place(from);
        }
        self.open.pop();
        self.placed.push(name);
    }
}

/// Names that two modules of a script have: joined, one would hide the other.
fn twice(modules: &BTreeMap<&str, Module>, placed: &[&str]) -> Vec<Flaw> {
    let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
    let mut flaws = Vec::new();
    for &name in placed {
        for (line, own) in &modules[name].names {
            if let Some(other) = owners.insert(own, name) {
                let cause = format!("\"{own}\" is a name of app/{other}, too");
                flaws.push(Flaw { module: name.to_owned(), line: *line, cause, help: "give one of them another name" });
            }
        }
    }
    flaws
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn parts(files: &[(&str, &str)]) -> BTreeMap<String, Part> {
        let part = |(name, text): &(&str, &str)| ((*name).to_owned(), Part { text: (*text).to_owned(), file: None });
        files.iter().map(part).collect()
    }

    /// The script of a bundle, or its flaws as `module:line: cause`.
    fn script(files: &[(&str, &str)]) -> Result<String, Vec<String>> {
        let parts = parts(files);
        let of_app = of_folder(&parts, "app/");
        let modules = of_app.map(|(name, part)| (name, Module::read(name, &part.text))).collect();
        let told = |flaw: &Flaw| format!("{}:{}: {}", flaw.module, flaw.line, flaw.cause);
        joined(&modules, "guide/main.js").map_err(|flaws| flaws.iter().map(told).collect())
    }

    #[test]
    fn modules_stand_before_those_that_need_them_and_once() {
        let files = [
            ("app/a.js", "// Notes.\nimport { c } from \"./c.js\";\nexport const a = c + 1; // more\n"),
            ("app/c.js", "/** @type {number} */\nexport const c = 1;\n"),
            (
                "app/guide/main.js",
                "import {\n  a,\n  b,\n} from \"../a.js\";\nimport { c } from \"../c.js\";\n\nif (a) {\n  b(c);\n}\n",
            ),
        ];
        let files = [files[0], files[1], files[2]].map(|(name, text)| {
            let more = if name == "app/a.js" { "export async function b(x) {\n  return `${x}//`;\n}\n" } else { "" };
            (name, format!("{text}{more}"))
        });
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let expected = "(()=>{\"use strict\";\nconst c=1;const a=c + 1;async function b(x){return `${x}//`;}\nif(a){b(c);}\n\
                        })();\n";
        assert_eq!(script(&files).as_deref(), Ok(expected));
    }

    #[test]
    fn what_cannot_be_joined_is_told_with_its_line() {
        let files = [
            ("app/a.js", "import { b } from \"./b.js\";\nexport const a = b;\nconst same = 1;\n"),
            ("app/b.js", "import { a } from \"./a.js\";\nexport const b = a;\nfunction same() {}\n"),
            ("app/guide/main.js", "import { a, z } from \"../a.js\";\nimport { x } from \"./none.js\";\n"),
        ];
        assert_eq!(
            script(&files),
            Err(vec![
                "a.js:3: \"same\" is a name of app/b.js, too".to_owned(),
                "b.js:1: app/a.js needs this module itself".to_owned(),
                "guide/main.js:1: app/a.js exports no \"z\"".to_owned(),
                "guide/main.js:2: there is no module app/guide/none.js".to_owned(),
            ])
        );
    }

    #[test]
    fn the_built_in_modules_are_joined_and_none_is_forgotten() {
        let mut found = Findings::new();
        let parts = super::super::embedded();
        let bundles = join(&mut found, &parts);
        let flaws: Vec<&String> = found.iter().map(|finding| &finding.fault.cause).collect();
        assert!(flaws.is_empty(), "{flaws:?}");
        let there: BTreeSet<&str> =
            of_folder(&parts, "app/").map(|(name, _)| name).filter(|name| name.ends_with(".js")).collect();
        for (name, entry) in BUNDLES {
            assert_eq!(bundles.contains_key(name), there.contains(entry), "{name}");
        }
        let entries: BTreeSet<&str> = BUNDLES.iter().map(|(_, entry)| *entry).collect();
        let modules: BTreeMap<&str, Module> =
            there.iter().map(|name| (*name, Module::read(name, &parts[&format!("app/{name}")].text))).collect();
        let needed: BTreeSet<&str> =
            modules.values().flat_map(|module| &module.imports).map(|import| import.from.as_str()).collect();
        let idle: Vec<&&str> =
            there.iter().filter(|name| !entries.contains(**name) && !needed.contains(**name)).collect();
        assert!(idle.is_empty(), "no bundle has {idle:?}");
    }
}
