//! The text of a CSV file in, its rows of cells with their places out, whichever of the usual signs separates them.
//! Blind to what a column means.
//!
//! Our own reader, since each finding points at a cell: libraries tell the line of a row, not the place of a cell, and
//! give up at a quotation mark that is not closed.

use crate::diag::{Code, Fault};
use crate::text::{Span, Spanned, fold};

/// A table with a line of headings.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// `,`, `;` or a tab.
    pub separator: char,
    pub header: Vec<Spanned<String>>,
    /// The rows that have anything in them.
    pub rows: Vec<Row>,
    pub faults: Vec<Fault>,
}

/// One line, or several where a cell has line ends between quotation marks.
#[derive(Clone, Debug)]
pub struct Row {
    pub cells: Vec<Spanned<String>>,
    pub span: Span,
}

/// Rows that are read: more than a collaborative of a hundred sites reports in forty years.
const ROWS: usize = 50_000;

impl Table {
    /// The index of a column, by its heading in capitals or not.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|heading| fold(&heading.value) == name)
    }

    /// The sign that separates a row whose cells are all in one, where it is not that of the table.
    fn separated_otherwise(&self, row: &Row) -> Option<char> {
        let [only, rest @ ..] = row.cells.as_slice() else { return None };
        let count = |sign: &char| only.value.matches(*sign).count();
        let is_whole = rest.iter().all(|cell| cell.value.is_empty()) && self.header.len() > 1;
        [';', '\t', ','].into_iter().filter(|sign| *sign != self.separator && count(sign) > 0).find(|_| is_whole)
    }

    /// A row's cell in a column; an empty one at the end of the row where the row is short.
    pub fn cell(row: &Row, column: usize) -> Spanned<&str> {
        match row.cells.get(column) {
            Some(cell) => Spanned::new(cell.value.as_str(), cell.span),
            None => Spanned::new("", Span::at(row.span.end as usize)),
        }
    }
}

/// Reads a table. What is wrong with its form is a fault; what can be read is read.
pub fn table(text: &str) -> Table {
    let (separator, start) = separator(text);
    let mut reader = Reader { text, separator, at: start, faults: Vec::new() };
    let mut table = Table { separator, ..Table::default() };
    while reader.at < text.len() {
        let row = reader.row();
        if row.cells.iter().all(|cell| cell.value.is_empty()) {
            continue;
        }
        if table.header.is_empty() {
            table.header = row.cells;
            // Spreadsheets leave empty cells at the end.
            while table.header.last().is_some_and(|heading| heading.value.is_empty()) {
                table.header.pop();
            }
            continue;
        }
        if table.rows.len() == ROWS {
            let cause = format!("a table of more than {ROWS} rows");
            reader.faults.push(Fault::new(Code::TooMuch, row.span, cause, "keep older rows in a file of their own"));
            break;
        }
        if let Some(other) = table.separated_otherwise(&row) {
            let named = |sign| match sign {
                ';' => "semicolons",
                '\t' => "tabs",
                _ => "commas",
            };
            let cause = format!("the row is separated by {}, and the table by {}", named(other), named(separator));
            let help = "separate the cells of all rows by one sign";
            reader.faults.push(Fault::new(Code::BadTable, row.span, cause, help));
            continue;
        }
        let cells = row.cells.iter().rposition(|cell| !cell.value.is_empty()).map_or(0, |last| last + 1);
        if cells > table.header.len() {
            let cause = format!("the row has {cells} cells, and there are {} columns", table.header.len());
            let help = match separator {
                ',' => "put quotation marks around a cell that has a comma in it, such as \"12,5\"",
                _ => "give the column a heading, or delete the cell",
            };
            reader.faults.push(Fault::new(Code::BadTable, row.cells[table.header.len()].span, cause, help));
        }
        table.rows.push(row);
    }
    table.faults = reader.faults;
    table
}

/// What separates cells, and where the table begins: behind a line `sep=;`, if there is one.
fn separator(text: &str) -> (char, usize) {
    const ALL: [char; 3] = [';', '\t', ','];
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    if let Some(told) = first.to_lowercase().strip_prefix("sep=")
        && let Some(separator) = told.chars().next().filter(|told| ALL.contains(told))
    {
        let line = text.find(first).unwrap_or(0) + first.len();
        return (separator, (line + 1).min(text.len()));
    }
    // What stands between quotation marks separates nothing.
    let bare: String = first.split('"').step_by(2).collect();
    let count = |separator: &char| bare.matches(*separator).count();
    // The last of those that are as many: a comma may be part of a heading, a semicolon hardly.
    let most = ALL.into_iter().rev().max_by_key(count).filter(|separator| count(separator) > 0);
    (most.unwrap_or(','), 0)
}

struct Reader<'a> {
    text: &'a str,
    separator: char,
    at: usize,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn row(&mut self) -> Row {
        let start = self.at;
        let mut cells = Vec::new();
        loop {
            let is_quoted = self.text[self.at..].trim_start_matches([' ', '\u{a0}']).starts_with('"');
            cells.push(if is_quoted { self.quoted() } else { self.plain() });
            match self.text[self.at..].chars().next() {
                Some(next) if next == self.separator => self.at += next.len_utf8(),
                _ => break,
            }
        }
        let span = Span::new(start, self.at);
        self.at = (self.at + 1).min(self.text.len());
        Row { cells, span }
    }

    /// Up to the next separator or the end of the line.
    fn plain(&mut self) -> Spanned<String> {
        let rest = &self.text[self.at..];
        let end = rest.find([self.separator, '\n']).unwrap_or(rest.len());
        let cell = &rest[..end];
        let start = self.at + cell.len() - cell.trim_start().len();
        self.at += end;
        let value = cell.trim();
        Spanned::new(value.to_owned(), Span::new(start.min(self.at), start + value.len()))
    }

    /// Between quotation marks, of which two stand for one.
    fn quoted(&mut self) -> Spanned<String> {
        let open = self.at + self.text[self.at..].find('"').unwrap_or(0);
        let mut value = String::new();
        let mut from = open + 1;
        loop {
            let Some(end) = self.text[from..].find('"').map(|end| from + end) else {
                let cause = "this quotation mark is never closed";
                let help = "close it at the end of the cell, or delete it";
                self.faults.push(Fault::new(Code::BadTable, Span::new(open, open + 1), cause, help));
                self.at = open + 1;
                return self.plain();
            };
            value.push_str(&self.text[from..end]);
            from = end + 1;
            if !self.text[from..].starts_with('"') {
                break;
            }
            value.push('"');
            from += 1;
        }
        self.at = from;
        let behind = self.plain();
        if !behind.value.is_empty() {
            let cause = format!("\"{}\" stands behind the closing quotation mark", behind.value);
            let help = "put the quotation marks around the whole cell, and two for one inside it";
            self.faults.push(Fault::new(Code::BadTable, behind.span, cause, help));
        }
        Spanned::new(value.trim().to_owned(), Span::new(open, from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let table = table(text);
        assert!(table.faults.is_empty(), "{:?}", table.faults);
        let values = |cells: &[Spanned<String>]| cells.iter().map(|cell| cell.value.clone()).collect();
        std::iter::once(values(&table.header)).chain(table.rows.iter().map(|row| values(&row.cells))).collect()
    }

    #[test]
    fn every_usual_separator_is_found() {
        let expected = [["Date", "Value"], ["2024-01", "1"], ["2024-02", "2"]];
        for text in [
            "Date,Value\n2024-01,1\n2024-02,2\n",
            "Date;Value\n2024-01;1\n2024-02;2",
            "Date\tValue\n2024-01\t1\n\n2024-02\t2\n",
            "sep=;\nDate;Value\n2024-01;1\n2024-02;2\n",
            "\n\"Date\" , \"Value\"\n 2024-01 ,\"1\"\n;\n2024-02,2\n".replace(";\n", ",\n").as_str(),
        ] {
            assert_eq!(cells(text), expected, "{text:?}");
        }
    }

    #[test]
    fn quotation_marks_hold_separators_line_ends_and_themselves() {
        let rows = cells("note,value\n\"a, b\nand \"\"c\"\"\",5\n");
        assert_eq!(rows[1], ["a, b\nand \"c\"", "5"]);
    }

    #[test]
    fn faults_stand_where_they_are() {
        let text = "date,value\n2024-01,\"5\n2024-02,12,5\n";
        let table = table(text);
        let faults: Vec<(&str, Code)> =
            table.faults.iter().map(|fault| (&text[fault.span.range()], fault.code)).collect();
        assert_eq!(faults, [("\"", Code::BadTable), ("5", Code::BadTable)]);
        assert_eq!(table.rows.len(), 2);
        let cell = Table::cell(&table.rows[0], 7);
        assert_eq!((cell.value, cell.span.is_empty()), ("", true));
    }

    #[test]
    fn a_row_with_another_separator_is_told_as_such() {
        let table = table("site,date,value\nalder;2024-01;5\nalder\t2024-01\t5\nalder,2024-01,5\nalder,,\n");
        let causes: Vec<&str> = table.faults.iter().map(|fault| fault.cause.as_str()).collect();
        assert_eq!(
            causes,
            [
                "the row is separated by semicolons, and the table by commas",
                "the row is separated by tabs, and the table by commas"
            ]
        );
        assert_eq!(table.rows.len(), 2);
    }

    #[test]
    fn no_text_defeats_the_reader() {
        for text in ["", "\n\n", "\"", "\"\"", ",,,\n", "a\n\"b\"c\"d", "sep=", "é;ü\n\u{a0}\"x\";1"] {
            let _ = table(text);
        }
        assert_eq!(table("é;ü\n\u{a0}\"x\";1").rows[0].cells[0].value, "x");
    }
}
