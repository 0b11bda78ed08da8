//! Changing a domain in our books.

use jiff::civil::Date;
use model::billing::renewal::ItemKind;
use model::domains::name::DomainName;
use model::domains::status::{DomainOrderType, DomainStatus};
use model::ids::{ClientId, DomainId, PromotionId};
use model::money::{Currency, Money};
use model::word::Word as _;
use serde_json::{Value, json};
use store::catalogue::promotions;
use store::domains::name_edits;
use store::domains::names::{self, DomainRow};
use store::domains::tlds::{self, TldPriceKind};
use store::people::clients::{self, ClientRow};

use super::keep::no_such_id;
use super::registrars;
use super::sync::tld_of;
use super::{addons, claim, premium};
use crate::billing::gateways;
use crate::billing::renewals::move_due;
use crate::system::currencies::Currencies;
use crate::{Act, Fault, Result, invalid, not_found, not_now};

/// What is to change; what is absent stays.
#[derive(Debug, Clone, Default)]
pub struct DomainChanges {
    /// DNS records are managed here.
    pub dns_management: Option<bool>,
    /// Mail is forwarded.
    pub email_forwarding: Option<bool>,
    /// The owner is hidden.
    pub id_protection: Option<bool>,
    /// It is left to expire.
    pub do_not_renew: Option<bool>,
    /// `Register` or `Transfer`.
    pub kind: Option<String>,
    /// The day of registration.
    pub registered_on: Option<Date>,
    /// First day not yet paid for; `Some(None)` for none.
    pub next_due_on: Option<Option<Date>>,
    /// The day it expires; `Some(None)` for unknown.
    pub expires_on: Option<Option<Date>>,
    /// The name.
    pub name: Option<String>,
    /// What the first invoice asked.
    pub first_payment: Option<String>,
    /// What a renewal asks.
    pub recurring: Option<String>,
    /// The registrar's module, or empty.
    pub registrar: Option<String>,
    /// Years of a period.
    pub years: Option<u64>,
    /// Gateway its invoices are paid by.
    pub gateway: Option<String>,
    /// The gateway's subscription.
    pub subscription_id: Option<String>,
    /// A status of domains.
    pub status: Option<String>,
    /// Notes of the staff.
    pub notes: Option<String>,
    /// The recurring promotion; 0 for none.
    pub promotion: Option<i64>,
    /// The recurring amount is computed from the price list.
    pub recalculate: bool,
}

/// Changes a domain (`https://developers.whmcs.com/api-reference/updateclientdomain/`).
///
/// # Errors
/// Refused when the domain or something named does not exist.
pub async fn update(act: &mut Act, id: DomainId, changes: &DomainChanges) -> Result<()> {
    let before = names::lock(&mut act.conn, id).await?.ok_or_else(no_such_id)?;
    let mut row = before.clone();
    apply(act, &mut row, changes).await?;
    claim::check_row(&mut act.conn, &row).await?;
    let due = (before.next_due_on, row.next_due_on);
    move_due(&mut act.conn, (ItemKind::Domain, id.0), due).await?;
    name_edits::save(&mut act.conn, &row).await?;
    act.changed("domains", id, &differences(&before, &row)).await?;
    let text = format!("Modified Domain - Domain ID: {id} - Domain: {}", row.name);
    act.log(Some(row.client_id), text).await?;
    act.event("DomainEdited", Some(row.client_id), &json!({ "domainid": id.0 })).await
}

async fn apply(act: &mut Act, row: &mut DomainRow, changes: &DomainChanges) -> Result<()> {
    words_and_flags(row, changes)?;
    references(act, row, changes).await?;
    row.registered_on = changes.registered_on.unwrap_or(row.registered_on);
    row.next_due_on = changes.next_due_on.unwrap_or(row.next_due_on);
    row.expires_on = changes.expires_on.unwrap_or(row.expires_on);
    amounts(act, row, changes).await?;
    row.updated_at = act.at();
    Ok(())
}

/// Writes down a domain that a client has already: no registrar is told.
///
/// # Errors
/// Refused when the client or something named does not exist, or the name is with us.
pub async fn add(
    act: &mut Act,
    client: ClientId,
    hosts: &[String],
    changes: &DomainChanges,
) -> Result<DomainId> {
    if clients::by_id(&mut act.conn, client).await?.is_none() {
        return Err(invalid("clientid", "Client ID Not Found"));
    }
    let mut row = blank(act, client, hosts);
    row.gateway = gateways::first(&mut act.conn).await?;
    apply(act, &mut row, changes).await?;
    // Later periods follow the one that is paid for now (B4).
    row.anchor_on = row.next_due_on.unwrap_or(row.registered_on);
    claim::check_row(&mut act.conn, &row).await?;
    let id = names::insert(&mut act.conn, &row).await?;
    act.log(Some(client), format!("Added Domain - Domain ID: {id} - Domain: {}", row.name)).await?;
    let added = differences(&blank(act, client, hosts), &row);
    act.changed("domains", id, &added).await?;
    Ok(id)
}

/// A domain of which nothing is known but whose it is.
fn blank(act: &Act, client: ClientId, hosts: &[String]) -> DomainRow {
    let (at, today) = (act.at(), act.today());
    DomainRow {
        id: DomainId(0),
        client_id: client,
        order_id: None,
        r#type: DomainOrderType::Register,
        name: String::new(),
        registrar: String::new(),
        years: 1,
        anchor_on: today,
        registered_on: today,
        expires_on: None,
        next_due_on: None,
        first_payment_minor: 0,
        recurring_minor: 0,
        gateway: String::new(),
        status: DomainStatus::Active,
        dns_management: false,
        email_forwarding: false,
        id_protection: false,
        do_not_renew: false,
        locked: true,
        nameservers: hosts.join(","),
        epp_code: String::new(),
        subscription_id: String::new(),
        promotion_id: None,
        promotion_count: 0,
        notes: String::new(),
        synced_at: None,
        created_at: at,
        updated_at: at,
    }
}

fn words_and_flags(row: &mut DomainRow, changes: &DomainChanges) -> Result<()> {
    row.dns_management = changes.dns_management.unwrap_or(row.dns_management);
    row.email_forwarding = changes.email_forwarding.unwrap_or(row.email_forwarding);
    row.id_protection = changes.id_protection.unwrap_or(row.id_protection);
    row.do_not_renew = changes.do_not_renew.unwrap_or(row.do_not_renew);
    if let Some(kind) = &changes.kind {
        row.r#type = DomainOrderType::from_word(kind)
            .ok_or_else(|| invalid("type", "Invalid Type. Must be one of Register, Transfer"))?;
    }
    if let Some(status) = &changes.status {
        // Staff may put a domain into any status: they know what happened outside.
        row.status = DomainStatus::from_word(status).ok_or_else(|| {
            let known: Vec<&str> = DomainStatus::ALL.iter().map(|each| each.word()).collect();
            invalid("status", format!("Invalid Status. Must be one of {}", known.join(", ")))
        })?;
    }
    if let Some(name) = &changes.name {
        let name = DomainName::from_people(name);
        let name = name.map_err(|why| invalid("domain", why.to_string()))?;
        row.name = name.to_string();
    }
    if let Some(years) = changes.years {
        row.years = i64::try_from(years)
            .ok()
            .filter(|years| (1..=10).contains(years))
            .ok_or_else(|| invalid("regperiod", "The period must be 1 to 10 years"))?;
    }
    let texts =
        [(&changes.subscription_id, &mut row.subscription_id), (&changes.notes, &mut row.notes)];
    for (new, text) in texts {
        if let Some(new) = new {
            text.clone_from(new);
        }
    }
    Ok(())
}

async fn references(act: &mut Act, row: &mut DomainRow, changes: &DomainChanges) -> Result<()> {
    if let Some(module) = &changes.registrar {
        let active = registrars::active(&act.engine, &mut act.conn).await?;
        if !module.is_empty() && !active.iter().any(|each| each.module == *module) {
            return Err(not_now(registrars::NOT_ACTIVE));
        }
        row.registrar.clone_from(module);
    }
    if let Some(wanted) = &changes.gateway {
        row.gateway = gateways::kept(act, wanted, &row.gateway).await?;
    }
    if let Some(id) = changes.promotion {
        let promotion = PromotionId(id);
        if id != 0 && promotions::by_id(&mut act.conn, promotion).await?.is_none() {
            return Err(not_found("Promotion ID Not Found"));
        }
        row.promotion_id = (id != 0).then_some(promotion);
        row.promotion_count = 0;
    }
    Ok(())
}

async fn amounts(act: &mut Act, row: &mut DomainRow, changes: &DomainChanges) -> Result<()> {
    if changes.first_payment.is_none() && changes.recurring.is_none() && !changes.recalculate {
        return Ok(());
    }
    let client = clients::any_by_id(&mut act.conn, row.client_id).await?;
    let client = client.ok_or_else(|| Fault::broken(format!("domain {} of nobody", row.id)))?;
    let currencies = Currencies::read(&mut act.conn).await?;
    let currency = currencies.currency(client.currency_id)?;
    if let Some(text) = &changes.first_payment {
        row.first_payment_minor = amount("firstpaymentamount", text, &currency)?;
    }
    if let Some(text) = &changes.recurring {
        row.recurring_minor = amount("recurringamount", text, &currency)?;
    }
    if changes.recalculate {
        let price = renewal_price(act, row, &client, &currencies).await?;
        let booked = row.booked();
        let extra = addons::sum(&mut act.conn, client.currency_id, booked, row.years).await?;
        row.recurring_minor = price + extra;
    }
    Ok(())
}

/// What the name itself renews for, in minor units: by what its registry asks, else by the list.
async fn renewal_price(
    act: &mut Act,
    row: &DomainRow,
    client: &ClientRow,
    currencies: &Currencies,
) -> Result<i64> {
    let (to, group) = (client.currency_id, client.group_id);
    if let Some(price) = premium::renewal_price(&mut act.conn, currencies, row.id, to).await? {
        if row.years != 1 {
            return Err(invalid("regperiod", premium::ONE_YEAR));
        }
        return Ok(price.minor);
    }
    let not_sold = || not_now(format!("There is no renewal price for {}", row.name));
    let tld = tld_of(&mut act.conn, &row.name).await?.ok_or_else(not_sold)?;
    let kind = TldPriceKind::Renew;
    let price = tlds::price(&mut act.conn, tld.id, to, group, kind, row.years).await?;
    price.ok_or_else(not_sold)
}

fn amount(field: &'static str, text: &str, currency: &Currency) -> Result<i64> {
    let money = Money::parse(text, currency)
        .map_err(|error| invalid(field, format!("Parameter '{field}': {error}")))?;
    if money.is_negative() {
        return Err(invalid(field, "An amount cannot be negative"));
    }
    Ok(money.minor)
}

fn differences(before: &DomainRow, after: &DomainRow) -> Vec<(&'static str, Value, Value)> {
    let day = |date: Option<Date>| json!(date.map(|date| date.to_string()));
    vec![
        ("status", json!(before.status.to_string()), json!(after.status.to_string())),
        ("domain", json!(before.name), json!(after.name)),
        ("registrar", json!(before.registrar), json!(after.registrar)),
        ("regperiod", json!(before.years), json!(after.years)),
        ("expirydate", day(before.expires_on), day(after.expires_on)),
        ("nextduedate", day(before.next_due_on), day(after.next_due_on)),
        ("recurringamount", json!(before.recurring_minor), json!(after.recurring_minor)),
        ("firstpayment", json!(before.first_payment_minor), json!(after.first_payment_minor)),
        ("paymentmethod", json!(before.gateway), json!(after.gateway)),
        ("donotrenew", json!(before.do_not_renew), json!(after.do_not_renew)),
        ("idprotection", json!(before.id_protection), json!(after.id_protection)),
        ("dnsmanagement", json!(before.dns_management), json!(after.dns_management)),
        ("emailforwarding", json!(before.email_forwarding), json!(after.email_forwarding)),
        ("notes", json!(before.notes), json!(after.notes)),
    ]
}
