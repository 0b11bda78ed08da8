//! Invoices of everybody, paid with what is there already.

use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::App;
use crate::rest::admin::owners;
use crate::rest::billing::payments::{self, Payment};
use crate::rest::body::Body;
use crate::rest::inputs::AMOUNT;
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::StaffSession;

/// With what an invoice is to be paid.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest::admin) struct NewCollection {
    from: Source,
    /// From credit only: this much, as a decimal number in the client's currency; all that is
    /// needed and there if absent.
    #[schemars(regex(pattern = AMOUNT))]
    amount: Option<String>,
}

/// What is there to pay with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Source {
    Credit,
    /// The card or account that the client keeps.
    PayMethod,
}

pub(in crate::rest::admin) async fn create(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<NewCollection>,
) -> Result<Json<Payment>, Problem> {
    let door = owners::of_invoice(&app, &session, id).await?;
    match input.from {
        Source::Credit => payments::from_credit(&door, id, input.amount.as_deref()).await.map(Json),
        Source::PayMethod if input.amount.is_some() => {
            Err(Problem::invalid("/amount", "is for payments from credit only"))
        }
        Source::PayMethod => payments::captured(&door, id).await.map(Json),
    }
}
