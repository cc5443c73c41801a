//! Numbers in, Markdown tables out.

/// A table; the first column is words, the others are numbers.
pub struct Table {
    columns: usize,
    rows: usize,
    text: String,
}

impl Table {
    pub fn new(columns: &[&str]) -> Table {
        let marks: Vec<&str> = (0..columns.len()).map(|at| if at == 0 { "---" } else { "--:" }).collect();
        Table {
            columns: columns.len(),
            rows: 0,
            text: format!("| {} |\n| {} |\n", columns.join(" | "), marks.join(" | ")),
        }
    }

    /// Adds a row; cells that are missing stay empty.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows += 1;
        let mut cells: Vec<String> = cells.into_iter().collect();
        cells.resize(self.columns, String::new());
        self.text += &format!("| {} |\n", cells.join(" | "));
    }

    /// The table under a heading; nothing where it has no rows.
    pub fn under(self, heading: &str) -> String {
        if self.rows == 0 { String::new() } else { format!("{heading}\n\n{}", self.text) }
    }
}

/// A number of entries, with commas.
pub fn count(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Three digits that mean something; a dash where nothing was measured.
pub fn figure(number: Option<f64>) -> String {
    match number {
        None => "–".to_owned(),
        Some(number) if number >= 99.95 => count(number.round() as usize),
        Some(number) if number >= 9.995 => format!("{number:.1}"),
        Some(number) if number >= 0.0995 => format!("{number:.2}"),
        Some(number) => format!("{number:.3}"),
    }
}

/// Seconds as milliseconds.
pub fn milliseconds(seconds: Option<f64>) -> String {
    figure(seconds.map(|seconds| seconds * 1e3))
}

/// Bytes as megabytes.
pub fn megabytes(bytes: Option<f64>) -> String {
    figure(bytes.map(|bytes| bytes / 1e6))
}

/// How many times as much.
pub fn times(ratio: Option<f64>) -> String {
    ratio.map_or_else(|| figure(None), |ratio| format!("{}×", figure(Some(ratio))))
}
