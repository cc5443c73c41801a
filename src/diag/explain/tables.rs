//! Explanations of codes about tables of numbers (CSV files). Never says what a measure means.

use super::Explanation;

pub const BAD_TABLE: Explanation = Explanation::new(
    "A CSV file is not a regular table.",
    "
A CSV file is a table as plain text: one row a line, the same columns in each,
set apart by commas, semicolons or tabs. Here a row has more cells than the
first line has headings, or a quotation mark is not closed. Often a decimal
comma does it: between commas, 12,5 is two cells.

Wrong:

    date,value
    2024-01,12,5

Right:

    date,value
    2024-01,\"12,5\"

Mend the line, or save the table from your spreadsheet once more as CSV; it puts
quotation marks where they are needed.
",
);

pub const MISSING_COLUMN: Explanation = Explanation::new(
    "A CSV file lacks a column that is needed.",
    "
The first line of a table names its columns, in any order and in capitals or
not. A series needs `date`, and either `value` or both `numerator` and
`denominator`. `note` tells what happened then; `astronomical` marks a point
that is obviously different from all others. Other columns may stand there too.

Wrong:

    month,wage
    2024-01,15.50

Right:

    date,value
    2024-01,15.50

Rename the column in the first line, or add that line.
",
);

pub const BAD_NUMBER: Explanation = Explanation::new(
    "A cell that should hold a number holds something else.",
    "
Numbers are read as spreadsheets write them: 12.5, 12,5, 1,200, 1 200 or 45 %.
All numbers of a column follow one way: one decimal sign, and a per cent sign
behind all of them or none. Words, formulas and a spreadsheet's mistakes, such
as #DIV/0!, are no numbers.

Wrong:

    date,value
    2024-01,n/a
    2024-02,45 %

Right:

    date,value
    2024-01,
    2024-02,45 %

Write the number, or leave the cell empty where nothing was measured.
",
);

pub const DUPLICATE_DATE: Explanation = Explanation::new(
    "A table has two numbers for one date.",
    "
A run chart has one point at a time, and which of two comes first would change
what its rules say. The finding stands at the second row.

Wrong:

    date,value
    2024-01,40
    2024-01,42

Right:

    date,value
    2024-01-08,40
    2024-01-22,42

Delete one of the two rows, or write the days on which each was measured.
",
);
