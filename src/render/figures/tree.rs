//! A driver diagram as plain data in, its drawing out, in two arrangements: three columns side by side, and a tree
//! that is no wider than a small phone. Never sees a site: texts and addresses come ready.

use std::fmt::Write as _;

use crate::svg;

/// Aims, primary drivers by group, and their secondary drivers.
pub(super) struct Tree {
    /// What the drawing is called.
    pub name: String,
    /// Aims, primary and secondary drivers in words.
    pub heads: [String; 3],
    pub aims: Vec<Node>,
    pub groups: Vec<Branches>,
    /// What is left out, as counts.
    pub rest: Vec<Node>,
}

/// Primary drivers of one group; its title may be empty.
pub(super) struct Branches {
    pub title: String,
    pub branches: Vec<Branch>,
}

pub(super) struct Branch {
    pub driver: Node,
    pub secondaries: Vec<Node>,
}

pub(super) struct Node {
    pub text: String,
    pub url: Option<String>,
    pub standing: Standing,
}

/// How a node stands to the page that shows it. The words come with those that say so above their text.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Standing {
    Apart,
    /// Not there: a count of what is left out.
    Absent,
    /// Where the reader's node belongs, or what the page touches.
    Near,
    /// What the page is about.
    About(String),
    /// The page itself.
    Here(String),
}

impl Standing {
    fn attributes(&self) -> &'static str {
        match self {
            Standing::Apart => "",
            Standing::Absent => " class=\"absent\"",
            Standing::Near => " class=\"near\"",
            Standing::About(_) => " class=\"here\"",
            Standing::Here(_) => " class=\"here\" aria-current=\"page\"",
        }
    }

    fn note(&self) -> Option<&str> {
        match self {
            Standing::Apart | Standing::Absent | Standing::Near => None,
            Standing::About(note) | Standing::Here(note) => Some(note),
        }
    }

    fn is_marked(&self) -> bool {
        match self {
            Standing::Apart | Standing::Absent => false,
            Standing::Near | Standing::About(_) | Standing::Here(_) => true,
        }
    }
}

/// Size of the text, distance of its lines, and room around it in a box.
const SIZE: u32 = 14;
const LEADING: u32 = 18;
const PAD: u32 = 10;
/// Room between two boxes of a column, and below a primary driver with all that is its own.
const GAP: u32 = 8;
const BRANCH_GAP: u32 = 16;

/// A column of boxes.
#[derive(Clone, Copy)]
struct Column {
    x: u32,
    width: u32,
}

impl Column {
    fn end(self) -> u32 {
        self.x + self.width
    }
}

/// A node in its place.
struct Placed<'a> {
    node: &'a Node,
    column: Column,
    y: u32,
    height: u32,
    lines: Vec<&'a str>,
}

impl<'a> Placed<'a> {
    fn new(node: &'a Node, column: Column, y: u32) -> Placed<'a> {
        let room = column.width - 2 * PAD;
        // A marked text is bold, which is a tenth wider.
        let room = if node.standing.is_marked() { room * 10 / 11 } else { room };
        let note = node.standing.note().unwrap_or("");
        let mut lines = svg::wrap(note, SIZE, room);
        lines.extend(svg::wrap(&node.text, SIZE, room));
        let height = lines.len().max(1) as u32 * LEADING + 2 * GAP;
        Placed { node, column, y, height, lines }
    }

    fn middle(&self) -> u32 {
        self.y + self.height / 2
    }

    fn end(&self) -> u32 {
        self.y + self.height
    }
}

/// Nodes below one another, from `y` on.
fn stack(nodes: &[Node], column: Column, y: u32) -> Vec<Placed<'_>> {
    let mut next = y;
    let place = |node| {
        let placed = Placed::new(node, column, next);
        next = placed.end() + GAP;
        placed
    };
    nodes.iter().map(place).collect()
}

/// Moves a stack up or down.
fn shift(stack: &mut [Placed<'_>], by: u32) {
    stack.iter_mut().for_each(|placed| placed.y += by);
}

/// Where a stack that begins at `y` ends.
fn end(stack: &[Placed<'_>], y: u32) -> u32 {
    stack.last().map_or(y, Placed::end)
}

/// All that is drawn, in the order in which it is read.
#[derive(Default)]
struct Sketch<'a> {
    boxes: Vec<Placed<'a>>,
    /// Headings of columns, and titles of groups.
    heads: Vec<(u32, u32, &'a str)>,
    groups: Vec<(u32, u32, Vec<&'a str>)>,
    /// Paths of the lines between boxes, and of those that lead to where the reader stands.
    wires: String,
    ways: String,
}

impl<'a> Sketch<'a> {
    fn head(&mut self, x: u32, y: u32, text: &'a str) {
        self.heads.push((x, y + SIZE, text));
    }

    /// The title of a group, if it has any; where what follows begins.
    fn group(&mut self, title: &'a str, column: Column, y: u32) -> u32 {
        let lines = svg::wrap(title, SIZE, column.width * 10 / 11);
        if lines.is_empty() {
            return y;
        }
        let height = lines.len() as u32 * LEADING + GAP / 2;
        self.groups.push((column.x, y + SIZE, lines));
        y + height
    }

    fn wire(&mut self, path: &str, to: &Node) {
        self.wires.push_str(path);
        if to.standing.is_marked() {
            self.ways.push_str(path);
        }
    }

    /// `sheet` is how tall it may be to stand on one sheet of paper.
    fn draw(self, class: &str, name: &str, size: (u32, u32), sheet: u32) -> String {
        let mut out = String::with_capacity(self.boxes.len() * 200 + 512);
        svg::open(&mut out, &format!("{class}{}", super::taller_than(sheet, size.1)), name, size);
        let _ = write!(out, "<path class=\"wires\" d=\"{}\"/>", self.wires);
        if !self.ways.is_empty() {
            let _ = write!(out, "<path class=\"ways\" d=\"{}\"/>", self.ways);
        }
        out.push_str("\n<g class=\"heads\">");
        self.heads.iter().for_each(|&(x, y, text)| svg::write_lines(&mut out, (x, y), LEADING, &[text]));
        out.push_str("</g><g class=\"groups\">");
        self.groups.iter().for_each(|(x, y, lines)| svg::write_lines(&mut out, (*x, *y), LEADING, lines));
        out.push_str("</g>\n");
        self.boxes.iter().for_each(|placed| draw_box(&mut out, placed));
        out.push_str("</svg>\n");
        out
    }
}

fn draw_box(out: &mut String, placed: &Placed<'_>) {
    let Placed { node, column: Column { x, width }, y, height, lines } = placed;
    let url = node.url.as_deref();
    svg::open_link(out, node.standing.attributes(), url);
    let dashes = if node.standing == Standing::Absent { " stroke-dasharray=\"4 3\"" } else { "" };
    let _ = write!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"3\"{dashes}/>");
    svg::write_lines(out, (x + PAD, y + GAP + SIZE - 1), LEADING, lines);
    svg::close_link(out, url);
    out.push('\n');
}

/// Both arrangements; a style shows the one that has room.
pub(super) fn draw(tree: &Tree) -> String {
    let mut out = narrow(tree);
    out.push_str(&wide(tree));
    out
}

/// Three columns, joined by lines.
fn wide(tree: &Tree) -> String {
    const AIMS: Column = Column { x: 1, width: 140 };
    const DRIVERS: Column = Column { x: 177, width: 166 };
    const SECONDARIES: Column = Column { x: 379, width: 180 };
    /// Half way between two columns.
    const BUS: u32 = 159;
    const FORK: u32 = 361;
    /// Aims stand beside the middle of the drivers as long as both are seen at once.
    const SEEN: u32 = 640;
    const TOP: u32 = 30;

    let mut sketch = Sketch::default();
    for (column, head) in [AIMS, DRIVERS, SECONDARIES].into_iter().zip(&tree.heads) {
        sketch.head(column.x, 0, head);
    }
    let mut drivers = Vec::new();
    let mut y = TOP;
    for group in &tree.groups {
        y = sketch.group(&group.title, DRIVERS, y);
        for branch in &group.branches {
            let mut driver = Placed::new(&branch.driver, DRIVERS, y);
            let mut secondaries = stack(&branch.secondaries, SECONDARIES, y);
            let (own, theirs) = (driver.height, end(&secondaries, y) - y);
            driver.y += theirs.saturating_sub(own) / 2;
            shift(&mut secondaries, own.saturating_sub(theirs) / 2);
            for secondary in &secondaries {
                let (from, to) = (driver.middle(), secondary.middle());
                let path = format!("M{} {from}H{FORK}V{to}H{}", DRIVERS.end(), SECONDARIES.x);
                sketch.wire(&path, secondary.node);
            }
            y += own.max(theirs) + BRANCH_GAP;
            drivers.push(driver);
            drivers.extend(secondaries);
        }
    }
    let rest = stack(&tree.rest, DRIVERS, y);
    let bottom = if rest.is_empty() { y.saturating_sub(BRANCH_GAP) } else { end(&rest, y) };
    drivers.extend(rest);
    let mut aims = stack(&tree.aims, AIMS, TOP);
    let height = bottom.max(end(&aims, TOP));
    if height <= SEEN {
        let by = (height - end(&aims, TOP)) / 2;
        shift(&mut aims, by);
    }
    let primary = || drivers.iter().filter(|placed| placed.column.x == DRIVERS.x);
    for aim in &aims {
        let _ = write!(sketch.wires, "M{} {}H{BUS}", AIMS.end(), aim.middle());
    }
    for driver in primary() {
        sketch.wire(&format!("M{BUS} {}H{}", driver.middle(), DRIVERS.x), driver.node);
    }
    let ends = aims.iter().chain(primary()).map(Placed::middle);
    if let (Some(first), Some(last)) = (ends.clone().min(), ends.max()) {
        let _ = write!(sketch.wires, "M{BUS} {first}V{last}");
    }
    sketch.boxes = aims;
    sketch.boxes.extend(drivers);
    sketch.draw("drawn wide", &tree.name, (SECONDARIES.end() + 1, height + 2), super::SHEET)
}

/// One below the other, each level further in.
fn narrow(tree: &Tree) -> String {
    const AIMS: Column = Column { x: 1, width: 286 };
    const DRIVERS: Column = Column { x: 19, width: 268 };
    const SECONDARIES: Column = Column { x: 45, width: 242 };
    const BUS: u32 = 7;
    const FORK: u32 = 31;
    const HEAD: u32 = 24;

    let mut sketch = Sketch::default();
    sketch.head(AIMS.x, 0, &tree.heads[0]);
    sketch.boxes = stack(&tree.aims, AIMS, HEAD);
    let start = end(&sketch.boxes, HEAD);
    let mut y = start + BRANCH_GAP;
    sketch.head(DRIVERS.x, y, &tree.heads[1]);
    y += HEAD;
    let mut last = start;
    for group in &tree.groups {
        y = sketch.group(&group.title, DRIVERS, y);
        for branch in &group.branches {
            let driver = Placed::new(&branch.driver, DRIVERS, y);
            last = driver.middle();
            sketch.wire(&format!("M{BUS} {last}H{}", DRIVERS.x), driver.node);
            let secondaries = stack(&branch.secondaries, SECONDARIES, driver.end() + GAP);
            for secondary in &secondaries {
                let path = format!("M{FORK} {}V{}H{}", driver.end(), secondary.middle(), SECONDARIES.x);
                sketch.wire(&path, secondary.node);
            }
            y = end(&secondaries, driver.end()) + BRANCH_GAP;
            sketch.boxes.push(driver);
            sketch.boxes.extend(secondaries);
        }
    }
    let rest = stack(&tree.rest, DRIVERS, y);
    for node in &rest {
        last = node.middle();
        sketch.wire(&format!("M{BUS} {last}H{}", DRIVERS.x), node.node);
    }
    let height = if rest.is_empty() { y.saturating_sub(BRANCH_GAP) } else { end(&rest, y) };
    let _ = write!(sketch.wires, "M{BUS} {start}V{last}");
    sketch.boxes.extend(rest);
    sketch.draw("drawn narrow", &tree.name, (AIMS.end() + 1, height + 2), super::NARROW_SHEET)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(text: &str, standing: Standing) -> Node {
        Node { text: text.to_owned(), url: Some(format!("../{}/", text.len())), standing }
    }

    fn tree(drivers: usize, secondaries: usize) -> Tree {
        let long = "A title that is long enough to take three or four lines of its narrow box";
        let branch = |_| Branch {
            driver: node(long, Standing::Apart),
            secondaries: (0..secondaries).map(|_| node(long, Standing::Apart)).collect(),
        };
        Tree {
            name: "Name".to_owned(),
            heads: ["Aims", "Primary", "Secondary"].map(str::to_owned),
            aims: (0..3).map(|_| node(long, Standing::Apart)).collect(),
            groups: vec![Branches { title: "Group".to_owned(), branches: (0..drivers).map(branch).collect() }],
            rest: vec![node("8 more", Standing::Absent)],
        }
    }

    /// The boxes of a drawing: x, y, width, height.
    fn boxes(svg: &str) -> Vec<[u32; 4]> {
        let value = |part: &str, name: &str| -> u32 {
            let rest = part.split(&format!(" {name}=\"")).nth(1).expect(name);
            rest.split('"').next().and_then(|value| value.parse().ok()).expect(name)
        };
        let rects = svg.split("<rect").skip(1);
        rects.map(|part| ["x", "y", "width", "height"].map(|name| value(part, name))).collect()
    }

    #[test]
    fn no_two_boxes_meet_and_none_leaves_the_drawing() {
        for (drivers, secondaries) in [(1, 0), (1, 3), (4, 1), (30, 5)] {
            let tree = tree(drivers, secondaries);
            for svg in [wide(&tree), narrow(&tree)] {
                let boxes = boxes(&svg);
                assert_eq!(boxes.len(), 3 + drivers * (1 + secondaries) + 1);
                let size = svg.split("viewBox=\"0 0 ").nth(1).and_then(|rest| rest.split('"').next()).expect("a size");
                let (width, height) = size.split_once(' ').expect("two numbers");
                let (width, height): (u32, u32) = (width.parse().expect("width"), height.parse().expect("height"));
                for (at, a) in boxes.iter().enumerate() {
                    assert!(a[0] + a[2] <= width && a[1] + a[3] <= height, "{a:?} in {width} by {height}");
                    for b in &boxes[at + 1..] {
                        let apart =
                            a[0] + a[2] < b[0] || b[0] + b[2] < a[0] || a[1] + a[3] < b[1] || b[1] + b[3] < a[1];
                        assert!(apart, "{a:?} meets {b:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn where_the_reader_stands_is_said_in_words() {
        let mut tree = tree(2, 2);
        tree.groups[0].branches[1].driver.standing = Standing::Near;
        tree.groups[0].branches[1].secondaries[0].standing = Standing::Here("You are here".to_owned());
        for svg in [wide(&tree), narrow(&tree)] {
            assert_eq!(svg.matches("aria-current=\"page\"").count(), 1);
            assert!(svg.contains(">You are here </tspan>"));
            assert_eq!(svg.matches("class=\"ways\"").count(), 1);
            assert!(!svg.contains("style="));
        }
    }
}
