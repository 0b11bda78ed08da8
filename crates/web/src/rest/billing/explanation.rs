//! How the lines of an invoice came to their amounts and taxes.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use protocol::{ExplainedLine, ExplainedStepList, ExplainedTax, GetInvoiceExplanationResponse};
use schemars::JsonSchema;
use serde::Serialize;

use crate::App;
use crate::rest::money::{Money, key, sum, text};
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::ClientSession;

/// An invoice, explained.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Explanation {
    invoice_id: u64,
    /// `exclusive` or `inclusive`; null for an older invoice, whose taxes are not explained.
    tax_type: Option<String>,
    /// The second tax was computed on the price and the first.
    is_compound: bool,
    /// `taxed`, `exempt` or `reverse charge`; null as `tax_type`.
    treatment: Option<String>,
    taxes: Vec<Tax>,
    lines: Vec<Line>,
}

/// A rate, computed on all taxed lines and rounded once.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Tax {
    /// 1 or 2.
    level: i64,
    /// With the rate: `VAT 19 %`.
    name: String,
    /// Per cent, as a decimal number.
    rate: String,
    /// What it was applied to.
    basis: Money,
    /// The result before rounding, with four digits more.
    exact: String,
    /// The result, half away from zero.
    rounded: Money,
    /// All of it in a sentence.
    text: String,
}

/// A line with its steps.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Line {
    id: u64,
    description: String,
    amount: Money,
    /// The amount without tax.
    net: Money,
    tax: Money,
    tax2: Money,
    /// How the amount came about; none for a line that somebody wrote.
    price_steps: Vec<Step>,
    /// How its tax did.
    tax_steps: Vec<Step>,
}

/// A step of a sum.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Step {
    what: String,
    /// What it adds, or takes off.
    amount: Money,
}

pub(super) async fn get(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Json<Explanation>, Problem> {
    let door = session.door(&app, ClientPermission::Invoices)?;
    let row = door.invoice_explanation(id).await?;
    Ok(Json(explanation(&row, &door.currency().await?)))
}

/// The answer of the action, as this API says things.
pub(in crate::rest) fn explanation(row: &GetInvoiceExplanationResponse, code: &str) -> Explanation {
    let tax = |row: &ExplainedTax| Tax {
        level: row.level.0,
        name: row.name.to_string(),
        rate: row.rate.to_string(),
        basis: sum(&row.basis, code),
        exact: row.exact.to_string(),
        rounded: sum(&row.rounded, code),
        text: row.text.to_string(),
    };
    let line = |row: &ExplainedLine| Line {
        id: key(row.id.0),
        description: row.description.to_string(),
        amount: sum(&row.amount, code),
        net: sum(&row.net, code),
        tax: sum(&row.tax, code),
        tax2: sum(&row.tax2, code),
        price_steps: steps(&row.pricesteps.0, code),
        tax_steps: steps(&row.taxsteps.0, code),
    };
    Explanation {
        invoice_id: key(row.invoiceid.0),
        tax_type: text(&row.taxtype),
        is_compound: row.compound.0,
        treatment: text(&row.treatment),
        taxes: row.taxes.0.tax.iter().map(tax).collect(),
        lines: row.lines.0.line.iter().map(line).collect(),
    }
}

fn steps(list: &ExplainedStepList, code: &str) -> Vec<Step> {
    let step = |row: &protocol::ExplainedStep| Step {
        what: row.what.to_string(),
        amount: sum(&row.amount, code),
    };
    list.step.iter().map(step).collect()
}
