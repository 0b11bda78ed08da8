//! What is booked with a domain name beside it.

use axum::Json;
use axum::extract::State;
use model::domains::addon::DomainAddon;
use model::people::permission::ClientPermission;
use model::word::Word as _;
use protocol::wire::{Num, NumText};
use protocol::{DomainAddonOffer, OrderDomainAddon};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::rest::body::Body;
use crate::rest::money::{Money, date, key, money, sum, text};
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::ClientSession;

/// What is booked with a domain name or can be.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Addons {
    items: Vec<Addon>,
}

/// An addon of a domain name.
#[derive(Debug, Serialize, JsonSchema)]
struct Addon {
    addon: Which,
    status: Status,
    /// What it costs a year; 0 is free.
    yearly_price: Money,
    /// What it adds to each renewal.
    renewal_price: Money,
    /// To be paid now for the time until `paid_until`; null unless it can be ordered.
    price: Option<Money>,
    /// The first day that `price` does not pay: that on which the domain itself is due.
    paid_until: Option<String>,
    /// Whole years that `price` pays, and
    years: Option<u64>,
    /// the days beyond them,
    days: Option<u64>,
    /// of so many in their year.
    days_of_year: Option<u64>,
    /// The invoice that is to be paid, while the addon waits for it.
    invoice_id: Option<u64>,
    /// Why it cannot be ordered now.
    reason: Option<String>,
}

/// An addon.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Which {
    DnsManagement,
    EmailForwarding,
    IdProtection,
}

/// How an addon stands with a domain name.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Status {
    /// It is booked.
    On,
    /// It was ordered, and its invoice is to be paid.
    Waiting,
    /// It can be ordered.
    Open,
    /// It cannot be ordered now.
    Shut,
}

/// An addon that a domain name shall have.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAddon {
    addon: Which,
    /// How its invoice is paid; as the domain's renewals if absent.
    #[schemars(length(max = 255))]
    payment_method: Option<String>,
}

/// An addon that was ordered.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct OrderedAddon {
    addon: Which,
    status: Status,
    /// What it adds to each renewal.
    renewal_price: Money,
    /// The invoice that is to be paid first; null where it is switched on.
    invoice_id: Option<u64>,
}

pub(super) async fn list(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Json<Addons>, Problem> {
    let door = session.door(&app, ClientPermission::ManageDomains)?;
    let found = door.domain_addons(id).await?;
    let code = door.currency().await?;
    let items = found.addons.0.addon.0.iter().filter_map(|offer| addon(offer, &code));
    Ok(Json(Addons { items: items.collect() }))
}

fn addon(offer: &DomainAddonOffer, code: &str) -> Option<Addon> {
    let number = |number: &Option<Num>| number.map(|number| key(number.0));
    Some(Addon {
        addon: DomainAddon::from_word(&offer.addon)?.into(),
        status: Status::of(&offer.status)?,
        yearly_price: sum(&offer.yearly, code),
        renewal_price: sum(&offer.renewal, code),
        price: offer.price.as_ref().and_then(|price| money(price, code)),
        paid_until: offer.paiduntil.and_then(date),
        years: number(&offer.years),
        days: number(&offer.days),
        days_of_year: number(&offer.totaldays),
        invoice_id: offer.invoiceid.and_then(NumText::id),
        reason: offer.reason.as_ref().and_then(text),
    })
}

pub(super) async fn order(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<NewAddon>,
) -> Result<Json<OrderedAddon>, Problem> {
    session.door(&app, ClientPermission::ManageDomains)?;
    let door = session.door(&app, ClientPermission::Orders)?;
    let call = OrderDomainAddon {
        domainid: id,
        addon: DomainAddon::from(input.addon).word().to_owned(),
        paymentmethod: input.payment_method,
    };
    let made = door.order_domain_addon(call).await;
    let names = [("paymentmethod", "payment_method")];
    let made = made.map_err(|error| Problem::from(error).renamed(&names))?;
    Ok(Json(OrderedAddon {
        addon: input.addon,
        status: Status::of(&made.status).unwrap_or(Status::Waiting),
        renewal_price: sum(&made.renewal, &door.currency().await?),
        invoice_id: made.invoiceid.and_then(NumText::id),
    }))
}

impl From<DomainAddon> for Which {
    fn from(addon: DomainAddon) -> Self {
        match addon {
            DomainAddon::DnsManagement => Self::DnsManagement,
            DomainAddon::EmailForwarding => Self::EmailForwarding,
            DomainAddon::IdProtection => Self::IdProtection,
        }
    }
}

impl From<Which> for DomainAddon {
    fn from(which: Which) -> Self {
        match which {
            Which::DnsManagement => Self::DnsManagement,
            Which::EmailForwarding => Self::EmailForwarding,
            Which::IdProtection => Self::IdProtection,
        }
    }
}

impl Status {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "on" => Self::On,
            "waiting" => Self::Waiting,
            "open" => Self::Open,
            "shut" => Self::Shut,
            _ => return None,
        })
    }
}
