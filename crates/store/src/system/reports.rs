//! The figures of reports: each query gives plain rows, amounts in minor units beside the code of
//! their currency.

mod daily;
mod money;
mod office;
mod people;
mod reviews;
mod services;
mod taxes;

pub use daily::{done_buckets, income_buckets, issued_by_day, orders_in};
pub use money::{
    aging, direct_debits, income_by_product, income_in, promotions_used, transactions,
};
pub use office::{affiliates, by_country, fees, retention, servers, sources, staff, top};
pub use people::{new_clients, ticket_figures};
pub use reviews::{credits, domain_notices, ratings, ticket_tags, usage};
pub use services::{
    PromotedRow, RecurringRow, domain_renewals, moves, promoted, recurring, suspensions,
};
pub use taxes::{TaxByRate, TaxedNote, tax_by_rate, taxed_notes};

use crate::edits::{Cell, Cells};
use crate::{Conn, Result, Val};

/// Rows of any length are given at most.
pub const ROWS_MAX: i64 = 10_000;

/// A row of a report.
pub type Line = Vec<Cell>;

async fn lines(c: &mut Conn, sql: &str, values: &[Val<'_>]) -> Result<Vec<Line>> {
    Ok(c.all::<Cells>(sql, values).await?.into_iter().map(|cells| cells.0).collect())
}
