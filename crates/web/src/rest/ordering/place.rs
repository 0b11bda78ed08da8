//! Placing an order, for real or to see what it would cost.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use protocol::wire::Amount;
use protocol::{AddOrder, AddOrderResponse, PreviewLine, PreviewOrder};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::cart::{self, DomainItem, Item};
use crate::App;
use crate::listed::Cost;
use crate::rest::body::Body;
use crate::rest::created::Created;
use crate::rest::money::{Money, key, money, sum, text};
use crate::rest::problem::Problem;
use crate::session::ClientSession;

/// Names of the wire and how this API says them.
const WIRE_NAMES: &[(&str, &str)] = &[
    ("paymentmethod", "payment_method"),
    ("promocode", "promo_code"),
    ("pid", "items"),
    ("qty", "items"),
    ("billingcycle", "items"),
    ("hostname", "items"),
    ("configoptions", "items"),
    ("customfields", "items"),
    ("addons", "items"),
    ("addonsqty", "items"),
];

/// The same with the fields of the domain names, which are named exactly where there is one.
fn wire_names(domains: usize) -> Vec<(&'static str, &'static str)> {
    let fields = ["domain", "regperiod", "eppcode"];
    let ours = match domains {
        0 => ["items"; 3],
        1 => ["domains/0/name", "domains/0/years", "domains/0/transfer_code"],
        _ => ["domains"; 3],
    };
    WIRE_NAMES.iter().copied().chain(fields.into_iter().zip(ours)).collect()
}

/// An order to be placed.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewOrder {
    /// One of `GET /payment-methods`.
    #[schemars(length(max = 50))]
    payment_method: String,
    /// Products to buy.
    #[serde(default)]
    #[schemars(length(max = 50))]
    items: Vec<Item>,
    /// Domain names to buy.
    #[serde(default)]
    #[schemars(length(max = 50))]
    domains: Vec<DomainItem>,
    #[schemars(length(max = 100))]
    promo_code: Option<String>,
    /// For the people who carry it out.
    #[schemars(length(max = 2000))]
    notes: Option<String>,
}

/// What might be ordered.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Cart {
    /// Products that might be bought.
    #[serde(default)]
    #[schemars(length(max = 50))]
    items: Vec<Item>,
    /// Domain names that might be bought.
    #[serde(default)]
    #[schemars(length(max = 50))]
    domains: Vec<DomainItem>,
    #[schemars(length(max = 100))]
    promo_code: Option<String>,
}

/// An order that was placed.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Placed {
    id: u64,
    /// What is to be paid; null when nothing is.
    invoice_id: Option<u64>,
    service_ids: Vec<u64>,
    addon_ids: Vec<u64>,
    domain_ids: Vec<u64>,
}

/// What an order would cost.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Preview {
    lines: Vec<Line>,
    /// Null where the WHMCS behind tells it only once the order is placed. The lines are what the
    /// catalogue lists then, without options, addons, taxes and discounts.
    subtotal: Option<Money>,
    /// Null where `subtotal` is.
    tax: Option<Money>,
    /// Null where `subtotal` is.
    tax2: Option<Money>,
    /// Due with the order; null where `subtotal` is.
    total: Option<Money>,
}

/// A line of the invoice that the order would have.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Line {
    kind: String,
    description: String,
    /// Due with the order, setup included.
    amount: Money,
    /// Due each later period; null for what does not recur.
    recurring_amount: Option<Money>,
    cycle: Option<String>,
    /// How the amount came about.
    steps: Vec<Step>,
}

/// A step of an amount.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Step {
    what: String,
    amount: Money,
}

pub(super) async fn create(
    State(app): State<App>,
    session: ClientSession,
    Body(input): Body<NewOrder>,
) -> Result<Created<Placed>, Problem> {
    let door = session.door(&app, ClientPermission::Orders)?;
    let names = wire_names(input.domains.len());
    let call = AddOrder {
        paymentmethod: Some(input.payment_method),
        promocode: input.promo_code,
        notes: input.notes,
        ..cart::wire(input.items, input.domains)?
    };
    let placed = door.place(call).await;
    let placed = placed.map_err(|error| Problem::from(error).renamed(&names))?;
    let location = format!("/api/v1/orders/{}", placed.orderid);
    Ok(Created { location, body: said(placed) })
}

pub(super) async fn preview(
    State(app): State<App>,
    session: ClientSession,
    Body(input): Body<Cart>,
) -> Result<Json<Preview>, Problem> {
    let door = session.door(&app, ClientPermission::Orders)?;
    let names = wire_names(input.domains.len());
    let cart = cart::wire(input.items, input.domains)?;
    let call = PreviewOrder {
        pid: cart.pid,
        qty: cart.qty,
        billingcycle: cart.billingcycle,
        domain: cart.domain,
        domaintype: cart.domaintype,
        regperiod: cart.regperiod,
        dnsmanagement: cart.dnsmanagement,
        emailforwarding: cart.emailforwarding,
        idprotection: cart.idprotection,
        configoptions: cart.configoptions,
        addons: cart.addons,
        addonsqty: cart.addonsqty,
        promocode: input.promo_code,
        ..PreviewOrder::default()
    };
    let found = door.preview(call).await;
    let found = found.map_err(|error| Problem::from(error).renamed(&names))?;
    let Cost { told: found, is_whole } = found;
    let code = &*found.currencycode;
    let known = |amount: &Amount| is_whole.then(|| sum(amount, code));
    Ok(Json(Preview {
        lines: found.lines.line.iter().map(|row| line(row, code)).collect(),
        subtotal: known(&found.subtotal),
        tax: known(&found.tax),
        tax2: known(&found.tax2),
        total: known(&found.total),
    }))
}

fn said(placed: AddOrderResponse) -> Placed {
    Placed {
        id: key(placed.orderid.0),
        invoice_id: placed.invoiceid.id(),
        service_ids: placed.serviceids.0,
        addon_ids: placed.addonids.0,
        domain_ids: placed.domainids.0,
    }
}

fn line(row: &PreviewLine, code: &str) -> Line {
    let step = |step: &protocol::PreviewStep| Step {
        what: step.what.0.clone(),
        amount: sum(&step.amount, code),
    };
    Line {
        kind: row.r#type.0.clone(),
        description: row.description.0.clone(),
        amount: sum(&row.amount, code),
        recurring_amount: row.recurringamount.as_ref().and_then(|amount| money(amount, code)),
        cycle: text(&row.billingcycle),
        steps: row.steps.iter().map(step).collect(),
    }
}
