//! The table of what sites reported of one measure in, typed rows out. Numbers and dates are read as spreadsheets of
//! several countries write them; what could mean two things is told, and never guessed. Never asks which sites there
//! are.

use super::{Date, Name};
use crate::diag::{Code, Fault, nearest};
use crate::parse::csv::{self, Row, Table};
use crate::text::{Span, Spanned, Text};

mod dates;
mod numbers;

use dates::Order;

/// What sites reported of a measure.
#[derive(Debug, Default)]
pub struct Data {
    pub rows: Vec<Reported>,
}

/// One row: what a site reported at a time.
#[derive(Debug)]
pub struct Reported {
    pub span: Span,
    pub site: Name,
    pub date: Spanned<Date>,
    pub value: Option<Spanned<f64>>,
    /// Where a `%` stands behind the value.
    pub percent: Option<Span>,
    pub numerator: Option<Spanned<f64>>,
    pub denominator: Option<Spanned<f64>>,
    pub note: Option<String>,
}

/// The columns that a table may have.
pub const COLUMNS: [&str; 6] = ["site", "date", "value", "numerator", "denominator", "note"];

/// Where each column stands, in the order of `COLUMNS`.
type Places = [Option<usize>; COLUMNS.len()];

/// Reads a table. Rows that could not be read are faults and left out.
pub fn data(text: &Text) -> (Data, Vec<Fault>) {
    let (table, mut faults) = csv::read(text.as_str());
    let Some(places) = columns(&table, &mut faults) else { return (Data::default(), faults) };
    let cell =
        |row: &'_ Row, column: usize| places[column].map(|at| row.cells[at].clone()).filter(|cell| !cell.is_empty());
    let order = Order::of(table.rows.iter().filter_map(|row| cell(row, 1)).map(|cell| cell.value));
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let mut number =
            |column| numbers::read(&cell(row, column)?, table.separator).map_err(|fault| faults.push(fault)).ok();
        let (value, numerator, denominator) = (number(2), number(3), number(4));
        let note = cell(row, 5).map(|note| note.value);
        let (site, date) = (cell(row, 0), cell(row, 1));
        let (Some(site), Some(date)) = (site, date) else {
            let missing = if cell(row, 0).is_none() { "site" } else { "date" };
            let cause = format!("the row has no {missing}");
            faults.push(Fault::new(Code::BadTable, row.span, cause, format!("write the {missing}, or delete the row")));
            continue;
        };
        match dates::read(&date, order) {
            Err(fault) => faults.push(fault),
            Ok(date) => rows.push(Reported {
                span: row.span,
                site,
                date: Spanned::new(date, row.cells[places[1].unwrap_or(0)].span),
                percent: value.as_ref().and_then(|value| value.percent),
                value: value.map(|value| value.number),
                numerator: numerator.map(|value| value.number),
                denominator: denominator.map(|value| value.number),
                note,
            }),
        }
    }
    (Data { rows }, faults)
}

/// Where each column stands; none where the table has no use without one.
fn columns(table: &Table, faults: &mut Vec<Fault>) -> Option<Places> {
    let mut places: Places = [None; COLUMNS.len()];
    for (at, name) in table.header.iter().enumerate() {
        let folded = name.value.to_lowercase();
        let folded = if folded == "notes" { "note" } else { &folded };
        match COLUMNS.iter().position(|column| *column == folded) {
            Some(column) if places[column].is_none() => places[column] = Some(at),
            Some(_) => {
                let cause = format!("the column \"{}\" stands twice", name.value);
                faults.push(Fault::new(Code::BadTable, name.span, cause, "delete one of the two"));
            }
            None => {
                let help = match nearest(folded, COLUMNS) {
                    Some(near) => format!("did you mean \"{near}\"?"),
                    None => format!("a table of data takes: {}", COLUMNS.join(", ")),
                };
                faults.push(Fault::new(Code::BadTable, name.span, format!("no column \"{}\"", name.value), help));
            }
        }
    }
    let [site, date, value, numerator, denominator, _] = places;
    let missing = match (site, date, value, numerator, denominator) {
        (None, ..) => "site",
        (_, None, ..) => "date",
        (_, _, None, None, None) => "value",
        (_, _, _, Some(_), None) => "denominator",
        (_, _, _, None, Some(_)) => "numerator",
        (Some(_), Some(_), Some(_), None, None) | (Some(_), Some(_), _, Some(_), Some(_)) => return Some(places),
    };
    // A misspelt one has been told already.
    if faults.is_empty() {
        let cause = format!("the table has no column \"{missing}\"");
        let help = "begin with the names of the columns: site,date,value,note or site,date,numerator,denominator,note";
        faults.push(Fault::new(Code::BadTable, Span::file(), cause, help));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String, Option<f64>)> {
        let (data, faults) = data(&Text::new(text));
        assert!(faults.is_empty(), "{faults:?}");
        let row = |row: &Reported| (row.site.value.clone(), row.date.to_string(), row.value.map(|value| value.value));
        data.rows.iter().map(row).collect()
    }

    #[test]
    fn spreadsheets_of_two_countries_say_the_same() {
        let expected = [("a", "2023-04-30", Some(85.5)), ("b", "2023-05-02", None), ("b", "2023-06", Some(1200.0))];
        let expected = expected.map(|(site, date, value)| (site.to_owned(), date.to_owned(), value));
        assert_eq!(
            read("Site,Date,Value,Notes\na,4/30/2023,85.5%,\nb,5/2/2023,,none\nb,Jun-23,\"1,200.0\",\n"),
            expected
        );
        assert_eq!(read("site;date;value\na;30.04.2023;85,5\nb;02.05.2023;\nb;06/2023;1 200\n"), expected);
    }

    #[test]
    fn a_table_without_its_columns_is_one_fault() {
        for (text, wanted) in [
            ("", "no column \"site\""),
            ("site,date\na,2023-01\n", "no column \"value\""),
            ("site,date,numerator\na,2023-01,5\n", "no column \"denominator\""),
            ("site,date,vlaue\na,2023-01,5\n", "no column \"vlaue\""),
            ("site,date,value,value\n", "stands twice"),
        ] {
            let (_, faults) = data(&Text::new(text));
            assert_eq!(faults.len(), 1, "{text}");
            assert!(faults[0].cause.contains(wanted), "{}", faults[0].cause);
        }
    }
}
