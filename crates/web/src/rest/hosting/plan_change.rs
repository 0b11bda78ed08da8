//! Another product or cycle for a service: what it costs, and the order of it.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use protocol::UpgradeProduct;
use protocol::wire::Num;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::for_client::ForClient;
use crate::rest::body::Body;
use crate::rest::catalogue::Cycle;
use crate::rest::created::Created;
use crate::rest::money::{Money, printed, text};
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::ClientSession;

/// Names of the wire and how this API says them.
const WIRE_NAMES: &[(&str, &str)] = &[
    ("newproductid", "product_id"),
    ("newproductbillingcycle", "cycle"),
    ("billingcycle", "cycle"),
    ("paymentmethod", "payment_method"),
    ("promocode", "promo_code"),
];

/// What a service is to become.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPlan {
    /// Its own product for another cycle only, or one of the same group.
    #[schemars(range(min = 1))]
    product_id: u64,
    /// One of the product's cycles.
    cycle: Cycle,
    /// One of `GET /payment-methods`; as the service's renewals if absent.
    #[schemars(length(max = 50))]
    payment_method: Option<String>,
    #[schemars(length(max = 100))]
    promo_code: Option<String>,
}

/// What it would cost.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct PlanOffer {
    /// The name of the product.
    product: Option<String>,
    cycle: Option<String>,
    /// Due now; below zero where more was paid for the rest of the period than is needed.
    amount: Option<Money>,
    /// What is to be paid now, with its tax; null where the WHMCS behind does not say.
    total: Option<Money>,
    /// What becomes credit, with its tax; null where the WHMCS behind does not say.
    credit: Option<Money>,
    /// Days that are paid and not used.
    days_left: Option<i64>,
    /// Days of the period that they are of.
    days_of_period: Option<i64>,
}

/// A change that was ordered.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct PlanChange {
    order_id: Option<u64>,
    /// What is to be paid before the service is changed; null when nothing is.
    invoice_id: Option<u64>,
}

pub(super) async fn preview(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<NewPlan>,
) -> Result<Json<PlanOffer>, Problem> {
    let door = session.door(&app, ClientPermission::ManageProducts)?;
    let call = UpgradeProduct { calconly: true.into(), ..wanted(&door, id, input).await? };
    let said = door.upgrade(call).await;
    let said = said.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    let code = door.currency().await?;
    Ok(Json(PlanOffer {
        amount: printed(&said.price, &code),
        total: said.total.and_then(|text| printed(&text, &code)),
        credit: said.credit.and_then(|text| printed(&text, &code)),
        product: said.newproductname.as_ref().and_then(text),
        cycle: said.newproductbillingcycle.as_ref().and_then(text),
        days_left: said.daysuntilrenewal.map(|days| days.0),
        days_of_period: said.totaldays.map(|days| days.0),
    }))
}

pub(super) async fn order(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<NewPlan>,
) -> Result<Created<PlanChange>, Problem> {
    let door = session.door(&app, ClientPermission::ManageProducts)?;
    let made = door.upgrade(wanted(&door, id, input).await?).await;
    let made = made.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    let order_id = made.orderid.and_then(Num::id);
    let location = match order_id {
        Some(order) => format!("/api/v1/orders/{order}"),
        None => format!("/api/v1/services/{id}"),
    };
    let body = PlanChange { order_id, invoice_id: made.invoiceid.and_then(Num::id) };
    Ok(Created { location, body })
}

/// The order of a change, paid as the service's renewals are if nothing is said.
async fn wanted(door: &ForClient, id: u64, input: NewPlan) -> Result<UpgradeProduct, Problem> {
    let service = door.service(id).await?;
    Ok(UpgradeProduct {
        serviceid: id,
        paymentmethod: input.payment_method.or_else(|| text(&service.paymentmethod)),
        r#type: "product".to_owned(),
        newproductid: Some(input.product_id),
        newproductbillingcycle: Some(input.cycle.word().to_owned()),
        promocode: input.promo_code,
        ..UpgradeProduct::default()
    })
}
