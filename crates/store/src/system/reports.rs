//! The figures of reports: each query gives plain rows, amounts in minor units beside the code of
//! their currency.

mod money;
mod office;
mod people;
mod services;

pub use money::{
    TaxByRate, aging, income_by_product, income_in, promotions_used, tax_by_rate, tax_liability,
    transactions,
};
pub use office::{affiliates, by_country, fees, retention, servers, sources, staff, top};
pub use people::{new_clients, ticket_figures};
pub use services::{domain_renewals, moves, recurring, suspensions};

use crate::edits::{Cell, Cells};
use crate::{Conn, Result, Val};

/// Rows of any length are given at most.
pub const ROWS_MAX: i64 = 10_000;

/// A row of a report.
pub type Line = Vec<Cell>;

async fn lines(c: &mut Conn, sql: &str, values: &[Val<'_>]) -> Result<Vec<Line>> {
    Ok(c.all::<Cells>(sql, values).await?.into_iter().map(|cells| cells.0).collect())
}
