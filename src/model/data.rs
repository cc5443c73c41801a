//! The table of what sites reported of one measure in, typed rows out. Never asks which sites there are.

use super::cells::{Dates, Numbers, is_marked};
use super::{Date, Name};
use crate::diag::{Code, Fault, nearest};
use crate::parse::table::{Row, Table};
use crate::text::{Span, Spanned, fold};

/// What sites reported of a measure.
#[derive(Debug, Default)]
pub struct Data {
    pub rows: Vec<Reported>,
}

/// One row: what a site reported at a time.
#[derive(Debug)]
pub struct Reported {
    pub site: Name,
    pub date: Spanned<Date>,
    pub value: Option<Spanned<f64>>,
    /// Where a `%` stands behind the value.
    pub percent: Option<Span>,
    pub numerator: Option<Spanned<f64>>,
    pub denominator: Option<Spanned<f64>>,
    pub note: Option<String>,
    /// True where a person marked it as obviously different from all others.
    pub is_astronomical: bool,
}

/// The columns that a table may have, by their places in `COLUMNS`.
#[derive(Clone, Copy)]
enum Column {
    Site,
    Date,
    Value,
    Numerator,
    Denominator,
    Note,
    Astronomical,
}

const COLUMNS: [&str; 7] = ["site", "date", "value", "numerator", "denominator", "note", "astronomical"];

/// Where each column stands, in the order of `COLUMNS`.
type Places = [Option<usize>; COLUMNS.len()];

/// Reads a table. Rows that could not be read are faults and left out.
pub fn data(table: &Table) -> (Data, Vec<Fault>) {
    let mut faults = table.faults.clone();
    let Some(places) = columns(table, &mut faults) else { return (Data::default(), faults) };
    let cells = Cells(places);
    let rows = table.rows.iter();
    let dates = Dates::of(rows.clone().filter_map(|row| cells.of(row, Column::Date)));
    let amounts = rows.clone().flat_map(|row| {
        [Column::Value, Column::Numerator, Column::Denominator]
            .into_iter()
            .filter_map(move |column| cells.of(row, column))
    });
    // One sheet writes all its numbers alike.
    let numbers = Numbers::of(table.separator, amounts);
    let rows = rows.filter_map(|row| cells.reported(row, (dates, numbers), &mut faults)).collect();
    faults.extend(halved(table, places));
    (Data { rows }, faults)
}

/// The rows of a table whose columns are known.
#[derive(Clone, Copy)]
struct Cells(Places);

impl Cells {
    /// What stands in a column; none where it is empty.
    fn of(self, row: &Row, column: Column) -> Option<Spanned<&str>> {
        self.0[column as usize].map(|at| Table::cell(row, at)).filter(|cell| !cell.value.is_empty())
    }

    fn reported(self, row: &Row, (dates, numbers): (Dates, Numbers), faults: &mut Vec<Fault>) -> Option<Reported> {
        let mut number = |column| {
            let cell = self.of(row, column)?;
            let amount = numbers.read(cell).map_err(|fault| faults.push(fault)).ok()?;
            Some((Spanned::new(amount.value, cell.span), amount.is_percent.then_some(cell.span)))
        };
        let (value, numerator, denominator) =
            (number(Column::Value), number(Column::Numerator), number(Column::Denominator));
        let (site, date) = match (self.of(row, Column::Site), self.of(row, Column::Date)) {
            (Some(site), Some(date)) => (site, date),
            (site, _) => {
                let missing = if site.is_none() { "site" } else { "date" };
                let cause = format!("the row has no {missing}");
                let help = format!("write the {missing}, or delete the row");
                faults.push(Fault::new(Code::BadTable, row.span, cause, help));
                return None;
            }
        };
        let read = dates.read(date).and_then(|read| match read.month {
            Some(_) => Ok(read),
            None => {
                let cause = format!("\"{read}\" is a year without a month");
                let help = "write the month, or the day: 2023-04 or 2023-04-30";
                Err(Fault::new(Code::BadDate, date.span, cause, help))
            }
        });
        Some(Reported {
            site: Spanned::new(site.value.to_owned(), site.span),
            date: Spanned::new(read.map_err(|fault| faults.push(fault)).ok()?, date.span),
            percent: value.and_then(|(_, percent)| percent),
            value: value.map(|(number, _)| number),
            numerator: numerator.map(|(number, _)| number),
            denominator: denominator.map(|(number, _)| number),
            note: self.of(row, Column::Note).map(|note| note.value.to_owned()),
            is_astronomical: self.of(row, Column::Astronomical).is_some_and(|mark| is_marked(mark.value)),
        })
    }
}

/// Where each column stands; none where the table has no use without one.
fn columns(table: &Table, faults: &mut Vec<Fault>) -> Option<Places> {
    let before = faults.len();
    if let Some(fault) = without_names(table) {
        faults.push(fault);
        return None;
    }
    let mut places: Places = [None; COLUMNS.len()];
    let mut unknown: Vec<&Spanned<String>> = Vec::new();
    for (at, name) in table.header.iter().enumerate() {
        let folded = fold(&name.value);
        let folded = if folded == "notes" { "note" } else { &folded };
        match COLUMNS.iter().position(|column| *column == folded) {
            Some(column) if places[column].is_none() => places[column] = Some(at),
            Some(_) => {
                let cause = format!("the column \"{}\" stands twice", name.value);
                faults.push(Fault::new(Code::BadTable, name.span, cause, "delete one of the two"));
            }
            None => unknown.push(name),
        }
    }
    let [site, date, value, numerator, denominator, ..] = places;
    let missing = match (site, date, value, numerator, denominator) {
        (None, ..) => Some("site"),
        (_, None, ..) => Some("date"),
        (_, _, None, None, None) => Some("value"),
        (_, _, _, Some(_), None) => Some("denominator"),
        (_, _, _, None, Some(_)) => Some("numerator"),
        (Some(_), Some(_), Some(_), None, None) | (Some(_), Some(_), _, Some(_), Some(_)) => None,
    };
    faults.extend(unknown.into_iter().map(|name| no_column(name, missing)));
    let Some(missing) = missing else { return Some(places) };
    // A misspelt one has been told already.
    if faults.len() == before {
        let cause = format!("the table has no column \"{missing}\"");
        let help = "begin with the names of the columns: site,date,value,note or site,date,numerator,denominator,note";
        faults.push(Fault::new(Code::BadTable, Span::file(), cause, help));
    }
    None
}

/// Numbers with a decimal comma in a table that commas separate: what stands behind the comma is in the note.
fn halved(table: &Table, places: Places) -> Vec<Fault> {
    let Some(note) = places[Column::Note as usize].filter(|at| *at > 0 && table.separator == ',') else {
        return Vec::new();
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let halves = table.rows.iter().filter_map(|row| {
        let (whole, parts) = (Table::cell(row, note - 1), Table::cell(row, note));
        (digits(whole.value) && digits(parts.value) && parts.value.len() < 3).then(|| {
            let cause = format!("the note is \"{}\", which may be the end of the number before it", parts.value);
            let help = format!("write {0}.{1}, or \"{0},{1}\" in quotation marks", whole.value, parts.value);
            Fault::new(Code::UnlikelyData, parts.span, cause, help)
        })
    });
    halves.collect()
}

/// What is wrong with a table that begins with its data.
fn without_names(table: &Table) -> Option<Fault> {
    let is_known = |name: &Spanned<String>| nearest(&fold(&name.value), COLUMNS).is_some();
    let first = table.header.first()?;
    let is_data = table.header.iter().any(|name| name.value.starts_with(|c: char| c.is_ascii_digit()));
    (is_data && !table.header.iter().any(is_known)).then(|| {
        let cause = "the first line holds data, and no names of columns";
        Fault::new(Code::BadTable, first.span, cause, "write the names of the columns above it: site,date,value,note")
    })
}

/// A heading that no column has. Where one is `missing`, it may be this.
fn no_column(name: &Spanned<String>, missing: Option<&str>) -> Fault {
    let all = COLUMNS.join(", ");
    let help = match (nearest(&fold(&name.value), COLUMNS), missing) {
        (Some(near), _) => format!("did you mean \"{near}\"?"),
        (None, Some(missing)) => format!("if it is the {missing}, call it \"{missing}\"; a table of data takes: {all}"),
        (None, None) => format!("delete it, or call it \"note\"; a table of data takes: {all}"),
    };
    Fault::new(Code::BadTable, name.span, format!("no column \"{}\"", name.value), help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::table::table;

    fn read(text: &str) -> Vec<(String, String, Option<f64>)> {
        let (data, faults) = data(&table(text));
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
        assert_eq!(read("site\tdate\tvalue\na\t2023-04-30\t85.5\nb\t2023-05-02\t\nb\t2023-06\t1,200\n"), expected);
    }

    #[test]
    fn a_number_in_two_cells_is_told() {
        let faults = |text: &str| data(&table(text)).1.into_iter().map(|fault| fault.help).collect::<Vec<_>>();
        assert_eq!(
            faults("site,date,value,note\na,2023-04,70,5\nb,2023-04,70,500\n"),
            ["write 70.5, or \"70,5\" in quotation marks"]
        );
        assert!(faults("site;date;value;note\na;2023-04;70;5\n").is_empty());
    }

    #[test]
    fn one_column_tells_how_the_others_write_their_numbers() {
        let (data, faults) = data(&table("site;date;numerator;denominator\na;2023-04;3,5;1.200\n"));
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(data.rows[0].denominator.map(|number| number.value), Some(1200.0));
    }

    #[test]
    fn a_person_marks_a_point() {
        let (data, _) = data(&table("site,date,value,astronomical\na,2023-04,5,x\na,2023-05,5,no\na,2023-06,5,\n"));
        assert_eq!(data.rows.iter().map(|row| row.is_astronomical).collect::<Vec<_>>(), [true, false, false]);
    }

    #[test]
    fn a_table_without_its_columns_is_one_fault() {
        for (text, wanted) in [
            ("", "no column \"site\""),
            ("site,date\na,2023-01\n", "no column \"value\""),
            ("site,date,numerator\na,2023-01,5\n", "no column \"denominator\""),
            ("site,date,vlaue\na,2023-01,5\n", "no column \"vlaue\""),
            ("site,date,value,value\n", "stands twice"),
            ("site,month,value\na,2023-01,5\n", "no column \"month\""),
            ("a,2023-01,5\n", "no names of columns"),
        ] {
            let (_, faults) = data(&table(text));
            assert_eq!(faults.len(), 1, "{text}");
            assert!(faults[0].cause.contains(wanted), "{}", faults[0].cause);
        }
    }
}
