//! The text of a table in, its cells with their places out, however a spreadsheet separated them. Never knows what a
//! column means.

use crate::diag::{Code, Fault};
use crate::text::{Span, Spanned};

/// A table as it is written.
#[derive(Debug, Default)]
pub struct Table {
    /// The names of the columns.
    pub header: Vec<Spanned<String>>,
    pub rows: Vec<Row>,
    /// What stands between two cells.
    pub separator: char,
}

/// A line of a table, or several where a cell holds line ends.
#[derive(Debug)]
pub struct Row {
    pub span: Span,
    /// As many as the header has; those that are not written are empty.
    pub cells: Vec<Spanned<String>>,
}

/// Rows that are read: more than a collaborative of a hundred sites reports in ten years.
const MOST: usize = 50_000;

/// Reads a table. Faults leave the best reading of the rest.
pub fn read(text: &str) -> (Table, Vec<Fault>) {
    let mut faults = Vec::new();
    // A line that Excel understands, and writes itself in some countries.
    let told = text.lines().next().and_then(|line| line.strip_prefix("sep=")).and_then(|rest| rest.chars().next());
    let start = if told.is_some() { text.find('\n').map_or(text.len(), |at| at + 1) } else { 0 };
    let separator = told.unwrap_or_else(|| guess(&text[start..]));
    let mut lines = Lines { text, at: start, separator, faults: &mut faults };
    let mut written = std::iter::from_fn(|| lines.next()).filter(|row| row.cells.iter().any(|cell| !cell.is_empty()));
    let header = written.next().map(|row| row.cells).unwrap_or_default();
    let header: Vec<Spanned<String>> = trimmed(header);
    let mut rows: Vec<Row> = written.take(MOST + 1).collect();
    if rows.len() > MOST {
        let cause = format!("the table has more than {MOST} rows");
        faults.push(Fault::new(Code::TooMuch, rows[MOST].span, cause, "keep one measure and one collaborative a file"));
        rows.truncate(MOST);
    }
    for row in &mut rows {
        fit(row, header.len(), &mut faults);
    }
    (Table { header, rows, separator }, faults)
}

/// Without the empty cells that spreadsheets leave at the end.
fn trimmed(mut cells: Vec<Spanned<String>>) -> Vec<Spanned<String>> {
    while cells.last().is_some_and(|cell| cell.is_empty()) {
        cells.pop();
    }
    cells
}

/// Gives a row as many cells as there are columns.
fn fit(row: &mut Row, columns: usize, faults: &mut Vec<Fault>) {
    row.cells = trimmed(std::mem::take(&mut row.cells));
    if let Some(extra) = row.cells.get(columns) {
        let cause = format!("the row has {} cells, and there are {columns} columns", row.cells.len());
        let help = "put a cell that holds the separator between quotes, or delete what is too much";
        faults.push(Fault::new(Code::BadTable, extra.span, cause, help));
    }
    row.cells.resize_with(columns, || Spanned::new(String::new(), Span::at(row.span.end as usize)));
}

/// What separates cells, by the line with the columns' names.
fn guess(text: &str) -> char {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let count = |separator: char| line.chars().filter(|c| *c == separator).count();
    // Where two are as frequent, the one that stands further in front.
    [',', ';', '\t'].into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(',')
}

struct Lines<'a> {
    text: &'a str,
    at: usize,
    separator: char,
    faults: &'a mut Vec<Fault>,
}

impl Lines<'_> {
    fn next(&mut self) -> Option<Row> {
        let start = self.at;
        if start >= self.text.len() {
            return None;
        }
        let mut cells = Vec::new();
        loop {
            cells.push(self.cell());
            match self.text[self.at..].chars().next() {
                Some(separator) if separator == self.separator => self.at += separator.len_utf8(),
                Some(_) => {
                    let span = Span::new(start, self.at);
                    self.at += 1;
                    return Some(Row { span, cells });
                }
                None => return Some(Row { span: Span::new(start, self.at), cells }),
            }
        }
    }

    /// A cell up to what ends it, which stays.
    fn cell(&mut self) -> Spanned<String> {
        let rest = &self.text[self.at..];
        let blank = rest.len() - rest.trim_start_matches(' ').len();
        if rest[blank..].starts_with('"') {
            return self.quoted(self.at + blank);
        }
        let end = rest.find([self.separator, '\n']).unwrap_or(rest.len());
        let from = self.at;
        self.at += end;
        spanned(self.text, from, from + end)
    }

    /// A cell between quotes, in which two quotes stand for one.
    fn quoted(&mut self, open: usize) -> Spanned<String> {
        let mut value = String::new();
        let mut at = open + 1;
        loop {
            let Some(quote) = self.text[at..].find('"').map(|found| at + found) else {
                let end = self.text[open..].find('\n').map_or(self.text.len(), |found| open + found);
                let cause = "a quote opens here and does not close".to_owned();
                let help = "close it behind the cell, or write two quotes for one that is meant";
                self.faults.push(Fault::new(Code::BadTable, Span::new(open, end), cause, help));
                self.at = end;
                return spanned(self.text, open + 1, end);
            };
            value.push_str(&self.text[at..quote]);
            at = quote + 1;
            if !self.text[at..].starts_with('"') {
                break;
            }
            value.push('"');
            at += 1;
        }
        let rest = &self.text[at..];
        let end = at + rest.find([self.separator, '\n']).unwrap_or(rest.len());
        // What stands behind the quotes belongs to the cell all the same.
        value.push_str(self.text[at..end].trim_end());
        self.at = end;
        Spanned::new(value.trim().to_owned(), Span::new(open, end))
    }
}

/// A piece of text without the blanks around it, in its place.
fn spanned(text: &str, from: usize, to: usize) -> Spanned<String> {
    let piece = &text[from..to];
    let start = from + piece.len() - piece.trim_start().len();
    let value = piece.trim();
    Spanned::new(value.to_owned(), Span::new(start, start + value.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let (table, faults) = read(text);
        assert!(faults.is_empty(), "{faults:?}");
        let values = |cells: &[Spanned<String>]| cells.iter().map(|cell| cell.value.clone()).collect::<Vec<_>>();
        std::iter::once(values(&table.header)).chain(table.rows.iter().map(|row| values(&row.cells))).collect()
    }

    #[test]
    fn every_spreadsheet_gives_the_same_table() {
        let expected = [["site", "date", "value"], ["a", "2023-01", "5"], ["b", "2023-01", ""]];
        for text in [
            "site,date,value\na,2023-01,5\nb,2023-01,\n",
            "site;date;value\na;2023-01;5\nb;2023-01;\n",
            "sep=;\nsite;date;value\na;2023-01;5\nb;2023-01",
            "site\tdate\tvalue\na\t2023-01\t5\nb\t2023-01\n",
            "\n\"site\",\"date\",\"value\",,\n \"a\" , 2023-01,\"5\",,,\n,,,\n\nb,2023-01",
        ] {
            assert_eq!(cells(text), expected, "{text:?}");
        }
    }

    #[test]
    fn quotes_hold_what_would_end_a_cell() {
        let rows = cells("note,x\n\"a, \"\"b\"\"\nc\",1\n");
        assert_eq!(rows[1], ["a, \"b\"\nc", "1"]);
    }

    #[test]
    fn what_is_no_table_is_told_in_its_place() {
        let (table, faults) = read("a,b\n\"open,1\n2,3,4\n");
        let told: Vec<(u32, Code)> = faults.iter().map(|fault| (fault.span.start, fault.code)).collect();
        assert_eq!(told, [(4, Code::BadTable), (16, Code::BadTable)]);
        assert_eq!(table.rows.len(), 2);
        assert!(read("").0.header.is_empty());
    }
}
