//! The integration tests, in one binary. Cases are text files in `tests/cases/`.

mod answers;
mod architecture;
mod cache;
mod cases;
mod charts;
mod figures;
mod golden;
mod growth;
mod hostile;
mod incremental;
mod manual;
mod private;
mod responses;
mod saves;
mod site;
mod uses;
mod words;
