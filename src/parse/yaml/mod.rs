//! YAML text in, a tree with places and every fault out, each trap under its own name.
//! Never coerces a scalar, never knows which keys exist.

mod build;
mod causes;
mod frame;
mod layout;
mod lines;
mod recover;
mod remarks;
mod simple;
mod tabs;
mod traps;
mod tree;
mod values;
mod write;

#[cfg(test)]
mod tests;

pub use tree::{Mapping, Node, Parsed, Scalar, Value, is_yaml_word};

use build::Builder;

use crate::diag::{Code, Fault};
use crate::text::Span;

/// How many lines are read at all: ten for every value that a text may have.
const LINES: usize = 10 * frame::NODES;

/// Reads the text between the `---` lines of a front matter, or a whole `.yaml` file.
///
/// `text` is in normal form (no byte-order mark, `\n` line ends, NFC); `base` is the byte at which it stands in its
/// file, and all places are bytes of that file. Whatever the text, there is a tree: what could not be read is told
/// in the faults, which come in the order of the text.
pub fn parse(text: &str, base: usize) -> Parsed {
    if let Some(root) = simple::read(text, base) {
        return Parsed { root, faults: Vec::new() };
    }
    if let Some((at, _)) = text.match_indices('\n').nth(LINES) {
        let cause = format!("there are more than {LINES} lines of YAML");
        let fault = Fault::new(Code::TooMuch, Span::at(base + at), cause, "split the file");
        return Parsed { root: Mapping::default(), faults: vec![fault] };
    }
    let lines = lines::read(text);
    let tabs = tabs::find(text, &lines);
    let mut builder = Builder::new(text, base);
    let (root, mut faults) = match builder.part(&tabs.spaced, 0..text.len()) {
        Ok(()) => builder.finish(),
        Err(stop) => recover::recover(text, base, &lines, &tabs, stop),
    };
    faults.extend(tabs.faults(text, base, &lines));
    faults.sort_by_key(|fault| fault.span);
    recover::cap(&mut faults);
    Parsed { root, faults }
}
