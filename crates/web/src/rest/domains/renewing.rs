//! How long a domain name goes on.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::for_client::ForClient;
use crate::rest::body::Body;
use crate::rest::created::Created;
use crate::rest::money::key;
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::ClientSession;

/// Names of the wire and how this API says them.
const WIRE_NAMES: &[(&str, &str)] =
    &[("paymentmethod", "payment_method"), ("domainrenewals", "years"), ("regperiod", "years")];

/// Whether a domain name is renewed when it is due.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest) struct AutoRenewal {
    renews_itself: bool,
}

/// Further years.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest) struct NewRenewal {
    /// From 1 to 10, as far as the ending is offered for so many: `renew` of `GET /tlds`.
    #[schemars(range(min = 1, max = 10))]
    years: u64,
    /// One of `GET /payment-methods`; as the domain's renewals if absent.
    #[schemars(length(max = 50))]
    payment_method: Option<String>,
}

/// Further years that were ordered.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Renewal {
    pub(in crate::rest) order_id: u64,
    /// What is to be paid before the name is renewed; null when nothing is.
    invoice_id: Option<u64>,
}

pub(super) async fn set_auto(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<AutoRenewal>,
) -> Result<Json<AutoRenewal>, Problem> {
    go_on(&session.door(&app, ClientPermission::ManageDomains)?, id, input).await
}

pub(in crate::rest) async fn go_on(
    door: &ForClient,
    id: u64,
    input: AutoRenewal,
) -> Result<Json<AutoRenewal>, Problem> {
    door.set_renewing(id, input.renews_itself).await?;
    Ok(Json(input))
}

pub(super) async fn renew(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<NewRenewal>,
) -> Result<Created<Renewal>, Problem> {
    session.door(&app, ClientPermission::Domains)?;
    let body = ordered(&session.door(&app, ClientPermission::Orders)?, id, input).await?;
    Ok(Created { location: format!("/api/v1/orders/{}", body.order_id), body })
}

pub(in crate::rest) async fn ordered(
    door: &ForClient,
    id: u64,
    input: NewRenewal,
) -> Result<Renewal, Problem> {
    let row = door.domain(id).await?;
    if !(1..=10).contains(&input.years) {
        return Err(Problem::invalid("/years", "must be from 1 to 10"));
    }
    let placed = door.order_renewal(&row, input.years, input.payment_method).await;
    let placed = placed.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    Ok(Renewal { order_id: key(placed.orderid.0), invoice_id: placed.invoiceid.id() })
}
