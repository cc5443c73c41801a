//! A table with a column of dates and one of numbers in, what was measured when out, in the order of time. Never draws,
//! never asks what the numbers mean.

use std::collections::BTreeSet;

use super::Date;
use super::cells::{Amount, Dates, Numbers, is_marked};
use crate::diag::{Code, Fault, suggestion};
use crate::parse::table::{Row, Table};
use crate::text::{Span, Spanned};

/// What was measured once.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    pub date: Date,
    pub value: f64,
    pub note: Option<String>,
    /// True where a person marked it as obviously different from all others.
    pub is_astronomical: bool,
    /// True where the table marks it as one of those that the median is frozen on.
    pub is_baseline: bool,
}

/// Observations in the order of time, and what kept others from being read.
#[derive(Clone, Debug, Default)]
pub struct Observed {
    pub observations: Vec<Observation>,
    /// True where all numbers have a per cent sign.
    pub is_percent: bool,
    /// Observations, from the first on, up to the last one that a column `baseline` marks; none where none is marked.
    pub baseline: Option<usize>,
    pub faults: Vec<Fault>,
}

/// The columns of a series: `date`, and `value` or `numerator` with `denominator`; `note`, `astronomical`
/// and `baseline` where there are any. Others are nobody's business.
struct Columns {
    date: usize,
    amount: Measured,
    note: Option<usize>,
    astronomical: Option<usize>,
    baseline: Option<usize>,
}

enum Measured {
    Value(usize),
    Ratio(usize, usize),
}

/// Reads a series. A row without a number is one at which nothing was measured.
pub fn observed(table: &Table) -> Observed {
    let mut read = Observed { faults: table.faults.clone(), ..Observed::default() };
    let Some(columns) = columns(table, &mut read.faults) else { return read };
    let dates = Dates::of(table.rows.iter().map(|row| Table::cell(row, columns.date)));
    let numbers = |column| Numbers::of(table.separator, table.rows.iter().map(|row| Table::cell(row, column)));
    let amounts = match columns.amount {
        Measured::Value(value) => (numbers(value), numbers(value)),
        Measured::Ratio(over, under) => (numbers(over), numbers(under)),
    };
    let mut seen: BTreeSet<Date> = BTreeSet::new();
    let mut signs: Vec<(bool, Span)> = Vec::new();
    for row in &table.rows {
        let date = Table::cell(row, columns.date);
        let amount = match columns.amount {
            Measured::Value(value) => optional(amounts.0, Table::cell(row, value)),
            Measured::Ratio(over, under) => ratio(amounts, row, (over, under)),
        };
        let date = match date.value {
            "" if matches!(amount, Ok(None)) => continue,
            "" => Err(Fault::new(Code::BadDate, row.span, "a number without a date", "write when it was measured")),
            _ => dates.read(date).map(|read| Spanned::new(read, date.span)),
        };
        match (date, amount) {
            (Ok(date), Ok(Some((amount, span)))) => {
                if !seen.insert(date.value) {
                    let cause = format!("{} stands here a second time", date.value);
                    let help = "keep one row of each date, or write the exact days";
                    read.faults.push(Fault::new(Code::DuplicateDate, date.span, cause, help));
                }
                signs.push((amount.is_percent, span));
                read.observations.push(observation(&columns, row, date.value, amount.value));
            }
            (Ok(_), Ok(None)) => {}
            (date, amount) => read.faults.extend(date.err().into_iter().chain(amount.err())),
        }
    }
    read.observations.sort_by_key(|one| (one.date.earliest(), one.date));
    read.baseline = read.observations.iter().rposition(|one| one.is_baseline).map(|last| last + 1);
    read.is_percent = per_cent(&signs, &mut read.faults);
    read
}

fn observation(columns: &Columns, row: &Row, date: Date, value: f64) -> Observation {
    let text = |column: Option<usize>| column.map_or("", |column| row.cells.get(column).map_or("", |cell| &cell.value));
    let note = text(columns.note);
    Observation {
        date,
        value,
        note: (!note.is_empty()).then(|| note.to_owned()),
        is_astronomical: is_marked(text(columns.astronomical)),
        is_baseline: is_marked(text(columns.baseline)),
    }
}

fn columns(table: &Table, faults: &mut Vec<Fault>) -> Option<Columns> {
    let Some(first) = table.header.first() else {
        faults.push(Fault::new(Code::EmptyFile, Span::file(), "the table is empty", "begin with a line date,value"));
        return None;
    };
    let names = || table.header.iter().map(|heading| heading.value.as_str()).filter(|name| !name.is_empty());
    let mut missing = |name: &str| {
        let otherwise = "the first line names the columns: date,value";
        let cause = format!("no column \"{name}\"");
        faults.push(Fault::new(Code::MissingColumn, first.span, cause, suggestion(name, names(), otherwise)));
    };
    let amount = match (table.column("value"), table.column("numerator"), table.column("denominator")) {
        (Some(value), ..) => Some(Measured::Value(value)),
        (None, Some(over), Some(under)) => Some(Measured::Ratio(over, under)),
        (None, Some(_), None) => {
            missing("denominator");
            None
        }
        (None, None, Some(_)) => {
            missing("numerator");
            None
        }
        (None, None, None) => {
            missing("value");
            None
        }
    };
    let date = table.column("date");
    if date.is_none() {
        missing("date");
    }
    Some(Columns {
        date: date?,
        amount: amount?,
        note: table.column("note").or_else(|| table.column("notes")),
        astronomical: table.column("astronomical"),
        baseline: table.column("baseline"),
    })
}

/// A number and where it stands; none where the cell is empty.
fn optional(numbers: Numbers, cell: Spanned<&str>) -> Result<Option<(Amount, Span)>, Fault> {
    if cell.value.is_empty() {
        return Ok(None);
    }
    numbers.read(cell).map(|amount| Some((amount, cell.span)))
}

/// One number of two.
fn ratio(
    (over, under): (Numbers, Numbers),
    row: &Row,
    columns: (usize, usize),
) -> Result<Option<(Amount, Span)>, Fault> {
    let (numerator, denominator) = (Table::cell(row, columns.0), Table::cell(row, columns.1));
    let (Some((a, span)), Some((b, below))) = (optional(over, numerator)?, optional(under, denominator)?) else {
        let lonely = if numerator.value.is_empty() { denominator } else { numerator };
        let cause = format!("\"{}\" has no number to go with it", lonely.value);
        let help = "write numerator and denominator, or leave both empty";
        let is_empty = numerator.value.is_empty() && denominator.value.is_empty();
        return if is_empty { Ok(None) } else { Err(Fault::new(Code::BadNumber, lonely.span, cause, help)) };
    };
    if b.value <= 0.0 {
        let cause = format!("\"{}\" is a denominator that nothing can be divided by", denominator.value);
        let help = "leave both numbers empty where there was nothing to count";
        return Err(Fault::new(Code::BadNumber, below, cause, help));
    }
    Ok(Some((Amount { value: a.value / b.value, is_percent: false }, span)))
}

/// True where all numbers have a per cent sign. Where some have, the fewer ones are faults.
fn per_cent(signs: &[(bool, Span)], faults: &mut Vec<Fault>) -> bool {
    let with = signs.iter().filter(|(is_percent, _)| *is_percent).count();
    if with == 0 || with == signs.len() {
        return with > 0;
    }
    let are_many = 2 * with >= signs.len();
    let (cause, help) = match are_many {
        true => ("a number without a per cent sign, in a column of others that have one", "write it like the others"),
        false => ("a number with a per cent sign, in a column of others that have none", "write it like the others"),
    };
    let odd = signs.iter().filter(|(is_percent, _)| *is_percent != are_many);
    faults.extend(odd.map(|(_, span)| Fault::new(Code::BadNumber, *span, cause, help)));
    are_many
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::table::table;

    fn read(text: &str) -> Observed {
        observed(&table(text))
    }

    fn told(read: &Observed) -> Vec<String> {
        read.observations.iter().map(|one| format!("{} {}", one.date, one.value)).collect()
    }

    fn faults(text: &str) -> Vec<(Code, String)> {
        read(text).faults.into_iter().map(|fault| (fault.code, text[fault.span.range()].to_owned())).collect()
    }

    #[test]
    fn rows_are_read_in_the_order_of_time() {
        let read =
            read("Site;DATE;Value;Note;Astronomical\nA;2024-03;45 %;;x\nB;2024-01;40,5 %;Began;\nC;2024-02;;;\n");
        assert_eq!(told(&read), ["2024-01 40.5", "2024-03 45"]);
        assert!(read.is_percent && read.faults.is_empty(), "{:?}", read.faults);
        assert_eq!(read.observations[0].note.as_deref(), Some("Began"));
        assert!(read.observations[1].is_astronomical && !read.observations[0].is_astronomical);
    }

    #[test]
    fn the_baseline_ends_with_the_last_row_that_is_marked() {
        let table = "date,value,baseline\n2024-03,3,\n2024-01,1,x\n2024-02,2,x\n2024-04,,x\n";
        assert_eq!(read(table).baseline, Some(2));
        assert_eq!(read("date,value,baseline\n2024-01,1,no\n").baseline, None);
    }

    #[test]
    fn two_numbers_are_one() {
        assert_eq!(told(&read("date,numerator,denominator\n2024-01,5,20\n2024-02,,\n")), ["2024-01 0.25"]);
        let text = "date,numerator,denominator\n2024-01,5,0\n2024-02,5,\n";
        assert_eq!(faults(text), [(Code::BadNumber, "0".to_owned()), (Code::BadNumber, "5".to_owned())]);
    }

    #[test]
    fn what_cannot_be_read_is_told_where_it_stands() {
        let text = "date,value\n2024-01,5\n2024-01,6\nsoon,7\n2024-03,n/a\n,8\n";
        let expected = [
            (Code::DuplicateDate, "2024-01"),
            (Code::BadDate, "soon"),
            (Code::BadNumber, "n/a"),
            (Code::BadDate, ",8"),
        ];
        assert_eq!(faults(text), expected.map(|(code, at)| (code, at.to_owned())));
        assert_eq!(faults("Datum,value\n2024-01,5\n"), [(Code::MissingColumn, "Datum".to_owned())]);
        assert_eq!(faults("date,value\n2024-01,5%\n2024-02,6%\n2024-03,7\n"), [(Code::BadNumber, "7".to_owned())]);
        assert_eq!(faults(""), [(Code::EmptyFile, String::new())]);
    }
}
