//! Placing an order, for real or to see what it would cost.

use axum::Json;
use axum::extract::State;
use engine::{Caller, Door};
use model::domains::name::DomainName;
use model::people::permission::ClientPermission;
use protocol::wire::{Amount, Flag, Num};
use protocol::{AddOrder, AddOrderResponse, PreviewLine, PreviewOrder};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::cart::{self, DomainItem, Item};
use crate::App;
use crate::listed::Cost;
use crate::pages::terms;
use crate::rest::body::Body;
use crate::rest::created::Created;
use crate::rest::money::{Money, key, money, sum, text};
use crate::rest::problem::Problem;
use crate::session::ClientSession;
use crate::whmcs::CallError;

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

/// Says the names of the wire as this API does. Of several domain names the one that the refusal
/// tells of is pointed at.
fn problem(error: CallError, domains: &[String]) -> Problem {
    let said = match &error {
        CallError::Refused(refusal) => &*refusal.said,
        _ => "",
    };
    let ours = match (domains, told_of(said, domains)) {
        ([], _) => ["items"; 3].map(str::to_owned),
        ([_], _) => of_name(0),
        (_, Some(at)) => of_name(at),
        (_, None) => ["domains"; 3].map(str::to_owned),
    };
    let ours = ours.iter().map(String::as_str);
    let fields = ["domain", "regperiod", "eppcode"].into_iter().zip(ours);
    let names: Vec<(&str, &str)> = WIRE_NAMES.iter().copied().chain(fields).collect();
    Problem::from(error).renamed(&names)
}

/// Where the fields of a domain name stand.
fn of_name(at: usize) -> [String; 3] {
    ["name", "years", "transfer_code"].map(|field| format!("domains/{at}/{field}"))
}

/// The place of the domain name that a sentence tells of.
fn told_of(said: &str, domains: &[String]) -> Option<usize> {
    let words = || said.split_whitespace().map(|word| word.trim_end_matches(['.', ',', ':']));
    domains.iter().position(|name| {
        DomainName::from_people(name).is_ok_and(|name| words().any(|word| word == name.as_str()))
    })
}

/// The names of domains as they were sent.
fn names_of(domains: &[DomainItem]) -> Vec<String> {
    domains.iter().map(|domain| domain.name.clone()).collect()
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
    /// Whether whoever orders agrees to the terms of service. Must be true where the house asks
    /// for that; the activity log keeps it.
    #[serde(default)]
    terms_accepted: bool,
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
    /// Due each later period; null for what does not recur. A discount is below zero.
    recurring_amount: Option<Money>,
    /// In how many later periods; null for all of them.
    recurring_times: Option<u64>,
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
    let names = names_of(&input.domains);
    let call = AddOrder {
        paymentmethod: Some(input.payment_method),
        promocode: input.promo_code,
        notes: input.notes,
        termsagreed: Flag(input.terms_accepted),
        ..cart::wire(input.items, input.domains)?
    };
    if terms::are_lacking(&app, &Caller::system(Door::Rest), input.terms_accepted).await {
        let detail = "must be true: whoever orders here agrees to the terms of service";
        return Err(Problem::invalid("/terms_accepted", detail));
    }
    let placed = door.place(call).await;
    let placed = placed.map_err(|error| problem(error, &names))?;
    let location = format!("/api/v1/orders/{}", placed.orderid);
    Ok(Created { location, body: said(placed) })
}

pub(super) async fn preview(
    State(app): State<App>,
    session: ClientSession,
    Body(input): Body<Cart>,
) -> Result<Json<Preview>, Problem> {
    let door = session.door(&app, ClientPermission::Orders)?;
    let names = names_of(&input.domains);
    let cart = cart::wire(input.items, input.domains)?;
    door.check_names(&cart).await.map_err(|error| problem(error, &names))?;
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
        customfields: cart.customfields,
        promocode: input.promo_code,
        ..PreviewOrder::default()
    };
    let found = door.preview(call).await;
    let found = found.map_err(|error| problem(error, &names))?;
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
        recurring_times: row.recurringtimes.and_then(Num::id),
        cycle: text(&row.billingcycle),
        steps: row.steps.iter().map(step).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::told_of;

    #[test]
    fn the_name_that_a_refusal_tells_of_is_found() {
        let names = ["a.com", "aa.com", "Müller.com"].map(str::to_owned);
        for (said, expected) in [
            ("The domain aa.com is already ordered with us", Some(1)),
            ("The ending of a.com is not sold here", Some(0)),
            ("The transfer of xn--mller-kva.com needs its EPP code", Some(2)),
            ("The domain baa.com is taken by somebody", None),
            ("The period must be 1 to 10 years", None),
        ] {
            assert_eq!(told_of(said, &names), expected, "{said}");
        }
    }
}
