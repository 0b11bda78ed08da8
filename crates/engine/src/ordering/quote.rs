//! What an order would cost, line by line: the same computation for a preview and for the order
//! itself (B29). Nothing is written here.

mod addon;
mod basket;
mod bundle;
mod charge;
mod domain;
mod lines;
mod promotion;
mod renewal;
mod service;
mod words;

pub use charge::{Charge, for_group, off_for_group};
pub use lines::{Ids, lines_of};
pub use words::{SHORT_MAX, length};

use std::collections::BTreeSet;

use jiff::civil::Date;
use model::dates::Period;
use model::domains::addon::Booked;
use model::domains::status::DomainOrderType;
use model::explanation::Explanation;
use model::ids::{ClientGroupId, ClientId, ConfigChoiceId, ConfigOptionId, CustomFieldId, TldId};
use model::money::{Money, Percent};
use model::people::client::ClientStatus;
use ports::registrar::PremiumCost;
use store::Conn;
use store::catalogue::product_addons::ProductAddonRow;
use store::catalogue::products::ProductRow;
use store::catalogue::promotions::PromotionRow;
use store::domains::names::DomainRow;
use store::hosting::addons::AddonRow;
use store::hosting::services::ServiceRow;
use store::people::client_groups;
use store::people::clients::{self, ClientRow};

use super::cart::{NewItem, NewOrder};
use crate::catalogue::pricing::In;
use crate::domains::premium::Known;
use crate::system::currencies::Currencies;
use crate::{Caller, Result, invalid, not_allowed, not_found, not_now, too_much};

/// The most services, addons and domains of one order.
pub const ITEMS_MAX: usize = 500;

/// What the computation needs to know beside the order.
#[derive(Debug, Clone, Copy)]
pub struct Asker<'a> {
    /// Who orders: staff may override prices and order what is hidden.
    pub caller: &'a Caller,
    /// The day of the order (B5).
    pub today: Date,
    /// Whether what must be answered is missed: a price is told before it is.
    pub asks_answers: bool,
    /// What registrars said of the names in the order.
    pub premium: &'a Known,
}

/// Who buys, as far as prices depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Buyer {
    /// The client; 0 for a visitor, who has no history.
    pub id: ClientId,
    /// The group that special prices hold for.
    pub group: Option<ClientGroupId>,
    /// What the group pays less for products and addons.
    pub discount: Percent,
    /// In which currency.
    pub within: In,
}

/// An order with its prices.
#[derive(Debug)]
pub struct Quote {
    /// Who pays, and in which currency.
    pub buyer: Buyer,
    /// What is ordered, priced.
    pub items: Vec<Quoted>,
    /// The promotion that took something off.
    pub promotion: Option<PromotionRow>,
    /// The bundles whose prices hold for some of it.
    pub bundles: Vec<i64>,
}

/// One thing with its price.
#[derive(Debug)]
pub enum Quoted {
    /// A new service.
    Service(Box<QuotedService>),
    /// A new domain.
    Domain(Box<QuotedDomain>),
    /// An addon for an existing service.
    Addon {
        /// The service.
        service: Box<ServiceRow>,
        /// The addon.
        addon: Box<QuotedAddon>,
    },
    /// A further period of something that exists.
    Renewal(Box<QuotedRenewal>),
}

/// A new service with its price.
#[derive(Debug, Clone)]
pub struct QuotedService {
    /// What is bought.
    pub product: ProductRow,
    /// How many units the service is.
    pub quantity: i64,
    /// What it costs.
    pub charge: Charge,
    /// What is chosen of its options.
    pub options: Vec<ChosenOption>,
    /// Values of its custom fields.
    pub fields: Vec<Answer>,
    /// Its addons.
    pub addons: Vec<QuotedAddon>,
    /// The domain or host name it is for.
    pub domain: String,
    /// First name server.
    pub ns1: String,
    /// Second name server.
    pub ns2: String,
    /// Password of its account.
    pub root_password: String,
}

/// The value of a custom field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The field.
    pub field: CustomFieldId,
    /// What its values are like: `text`, `password`, …
    pub field_type: String,
    /// What is kept.
    pub value: String,
    /// The name under which invoices show it; empty where they do not.
    pub on_invoice: String,
}

/// What is chosen of an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenOption {
    /// The option.
    pub option: ConfigOptionId,
    /// Its name.
    pub name: String,
    /// The choice.
    pub choice: ConfigChoiceId,
    /// The choice, or how many, in words.
    pub chosen: String,
    /// How often; 0 for a yes/no that is off.
    pub quantity: i64,
}

/// A new addon with its price.
#[derive(Debug, Clone)]
pub struct QuotedAddon {
    /// What is bought.
    pub addon: ProductAddonRow,
    /// How many units.
    pub quantity: i64,
    /// What it costs.
    pub charge: Charge,
}

/// A new domain with its price.
#[derive(Debug, Clone)]
pub struct QuotedDomain {
    /// The name in lower case.
    pub name: String,
    /// Its ending.
    pub tld: TldId,
    /// The ending's own text: `.com`.
    pub ending: String,
    /// The registrar's module, or empty.
    pub registrar: String,
    /// Registered or transferred.
    pub kind: DomainOrderType,
    /// Years of a period.
    pub years: i64,
    /// The code for a transfer.
    pub epp_code: String,
    /// What is booked with it.
    pub booked: Booked,
    /// What the registry of the ending asks for beside it, by name.
    pub extra: Vec<(String, String)>,
    /// What it costs us, if its registry asks more for it than for others.
    pub premium: Option<PremiumCost>,
    /// What it costs.
    pub charge: Charge,
}

/// What is renewed.
#[derive(Debug, Clone)]
pub enum Renewed {
    /// A service, with what it is called.
    Service(Box<ServiceRow>, String),
    /// An addon, with what it is called.
    Addon(Box<AddonRow>, String),
    /// A domain, for so many years.
    Domain(Box<DomainRow>, u32),
}

/// A further period with its price.
#[derive(Debug, Clone)]
pub struct QuotedRenewal {
    /// Of what.
    pub of: Renewed,
    /// The period.
    pub period: Period,
    /// What it costs.
    pub amount: Money,
    /// How that came about.
    pub explanation: Explanation,
    /// What a recurring promotion takes off (B11).
    pub off: Money,
    /// The code of that promotion; empty where nothing is taken off.
    pub code: String,
    /// What is due because a domain is late (B33): grace and redemption.
    pub late_fees: (Money, Money),
    /// Whether it is taxed.
    pub taxed: bool,
}

/// A client as buyer.
///
/// # Errors
/// `Client ID Not Found`; `Unable to add order when client status is Closed`.
pub async fn buyer(c: &mut Conn, id: ClientId) -> Result<Buyer> {
    let client = clients::by_id(c, id).await?;
    let client = client.ok_or_else(|| not_found("Client ID Not Found"))?;
    if client.status == ClientStatus::Closed {
        return Err(not_now("Unable to add order when client status is Closed"));
    }
    as_buyer(c, &client).await
}

/// The same of a client in hand, whatever its status: also the price of what it has may be taken
/// from the catalogue again.
///
/// # Errors
/// When the database fails.
pub(crate) async fn as_buyer(c: &mut Conn, client: &ClientRow) -> Result<Buyer> {
    let currency = Currencies::read(c).await?.currency(client.currency_id)?;
    let within = In { id: client.currency_id, currency };
    let discount = match client.group_id {
        Some(group) => client_groups::by_id(c, group).await?.map(|row| row.discount_percent),
        None => None,
    };
    let discount = Percent::from_ten_thousandths(discount.unwrap_or(0))?;
    Ok(Buyer { id: client.id, group: client.group_id, discount, within })
}

/// The gateway as its module is written, if it may be chosen.
///
/// # Errors
/// `Invalid Payment Method. Valid options include …`.
pub async fn gateway(c: &mut Conn, name: &str) -> Result<String> {
    words::gateway(c, name).await
}

/// Prices an order, or says why it cannot be placed.
///
/// # Errors
/// The refusals of `AddOrder`
/// (`https://developers.whmcs.com/api-reference/addorder/`) and of B11, B30 and B32.
pub async fn quote(
    c: &mut Conn,
    asker: Asker<'_>,
    buyer: Buyer,
    order: &NewOrder,
) -> Result<Quote> {
    check_rights(asker, order)?;
    words::check(order)?;
    let currencies = Currencies::read(c).await?;
    let mut basket = basket::Basket::new(asker, buyer, &currencies);
    for item in &order.items {
        basket.put(c, item).await?;
        if basket.count() > ITEMS_MAX {
            return Err(too_much(format!("An order has at most {ITEMS_MAX} items")));
        }
    }
    let mut items = basket.items;
    if items.is_empty() {
        return Err(invalid("pid", "No items added to cart so order cannot proceed"));
    }
    check_twice(&items)?;
    let bundles = bundle::take_off(c, asker, buyer, &currencies, &mut items).await?;
    let promotion = promotion::take_off(c, asker, order, buyer, &currencies, &mut items).await?;
    Ok(Quote { buyer, items, promotion, bundles })
}

/// Prices and silence are given away by staff only (B29).
fn check_rights(asker: Asker<'_>, order: &NewOrder) -> Result<()> {
    if asker.caller.actor.is_office() {
        return Ok(());
    }
    let overrides = order.items.iter().any(|item| match item {
        NewItem::Product(service) => service.price_override.is_some(),
        NewItem::Domain(domain) => {
            domain.price_override.is_some() || domain.renew_override.is_some()
        }
        _ => false,
    });
    if overrides || order.promo_override || order.no_invoice {
        return Err(not_allowed("Only staff may change the price of an order"));
    }
    Ok(())
}

/// The same name or renewal twice in one order is a mistake.
fn check_twice(items: &[Quoted]) -> Result<()> {
    let mut seen = BTreeSet::new();
    for item in items {
        let key = match item {
            Quoted::Domain(domain) => domain.name.clone(),
            Quoted::Renewal(renewal) => renewal.of.key(),
            Quoted::Service(_) | Quoted::Addon { .. } => continue,
        };
        if !seen.insert(key.clone()) {
            return Err(invalid("domain", format!("{key} is in the order twice")));
        }
    }
    Ok(())
}

impl Renewed {
    /// What tells it from everything else in an order.
    fn key(&self) -> String {
        match self {
            Self::Service(row, _) => format!("Service {}", row.id),
            Self::Addon(row, _) => format!("Addon {}", row.id),
            Self::Domain(row, _) => row.name.clone(),
        }
    }

    /// The number of what is renewed.
    #[must_use]
    pub fn id(&self) -> i64 {
        match self {
            Self::Service(row, _) => row.id.0,
            Self::Addon(row, _) => row.id.0,
            Self::Domain(row, _) => row.id.0,
        }
    }
}
