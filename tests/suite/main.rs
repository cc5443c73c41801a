//! The integration tests, in one binary. Cases are text files in `tests/cases/`.

mod cases;
mod site;
