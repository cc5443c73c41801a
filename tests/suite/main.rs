//! The integration tests, in one binary. Cases are text files in `tests/cases/`.

mod architecture;
mod cases;
mod golden;
mod hostile;
mod incremental;
mod manual;
mod site;
mod words;
