//! Placing an order: the quote becomes an order, its services, addons and domains, and an invoice.

mod items;
mod setup;

use std::collections::BTreeMap;

use model::dates::add_days;
use model::ids::{
    AddonId, AffiliateId, ClientId, DomainId, InvoiceId, OrderId, ProductId, ServiceId,
};
use model::money::Money;
use model::ordering::order::OrderStatus;
use model::system::network::canonical;
use serde_json::json;
use store::catalogue::{bundles, products, promotions};
use store::ordering::orders::{self, OrderRow};
use store::people::{affiliates, clients, contacts};

use super::cart::NewOrder;
use super::quote::{self, Asker, Ids, Quote, Quoted, Renewed};
use crate::billing::issue::{NewInvoice, NewLine, issue_one};
use crate::billing::mail;
use crate::catalogue::promotions as promotion_values;
use crate::domains::premium::Known;
use crate::system::currencies::Currencies;
use crate::system::settings::{AUTO_APPLY_CREDIT, ORDER_GRACE_DAYS};
use crate::{Act, Actor, Fault, Result, conflict, not_found};

/// How often a random order number may be taken already.
const NUMBER_TRIES_MAX: usize = 20;

/// What came of placing an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The order.
    pub order: OrderId,
    /// Its ten digits.
    pub number: i64,
    /// The new services, in the order they were asked for.
    pub services: Vec<ServiceId>,
    /// The new addons.
    pub addons: Vec<AddonId>,
    /// The new domains.
    pub domains: Vec<DomainId>,
    /// Its invoice; `None` when there is nothing to invoice.
    pub invoice: Option<InvoiceId>,
}

/// Places an order (B29). Everything of it happens, or nothing.
///
/// # Errors
/// `Client ID Not Found`, `Contact ID Not Found`; the refusals of [`quote::quote`]; conflict when
/// the stock or the promotion was used up by others meanwhile (B11, B32).
pub async fn place(act: &mut Act, order: NewOrder) -> Result<Placed> {
    // The client's row is the lock: one order of a client after the other sees all limits.
    let client = clients::lock(&mut act.conn, order.client).await?;
    let client = client.ok_or_else(|| not_found("Client ID Not Found"))?;
    check_contact(act, &order).await?;
    let buyer = quote::buyer(&mut act.conn, order.client).await?;
    let order = NewOrder { gateway: quote::gateway(&mut act.conn, &order.gateway).await?, ..order };
    let caller = act.caller.clone();
    let premium = Known::of(&act.engine, &act.settings, &order);
    let (today, premium) = (act.today(), &premium);
    let asker = Asker { caller: &caller, today, asks_answers: true, premium };
    let quote = quote::quote(&mut act.conn, asker, buyer, &order).await?;
    take_stock(act, &quote).await?;
    let mut placed = write_order(act, &order, &quote).await?;
    count_promotion(act, &quote, placed.order).await?;
    count_bundles(act, &quote, placed.order).await?;
    let lines = items::write(act, &order, &quote, &mut placed).await?;
    let named = (placed.order, placed.number);
    super::mail::tell(act, &client, named, &lines, !order.no_email).await?;
    invoice(act, &order, &quote, lines, &mut placed).await?;
    setup::begin(act, &quote, &placed).await?;
    announce(act, &order, &placed).await?;
    Ok(placed)
}

/// Whether the person that the names are to belong to is one of the client's.
async fn check_contact(act: &mut Act, order: &NewOrder) -> Result<()> {
    let Some(id) = order.contact else { return Ok(()) };
    let row = contacts::by_id(&mut act.conn, id).await?;
    match row.filter(|row| row.client_id == order.client) {
        Some(_) => Ok(()),
        None => Err(not_found("Contact ID Not Found")),
    }
}

/// Takes what is ordered off the stock, in the order of the products' numbers so that no two
/// orders wait for each other (B32).
async fn take_stock(act: &mut Act, quote: &Quote) -> Result<()> {
    let mut wanted: BTreeMap<ProductId, i64> = BTreeMap::new();
    for item in &quote.items {
        if let Quoted::Service(service) = item {
            *wanted.entry(service.product.id).or_default() += service.quantity;
        }
    }
    for (product, count) in wanted {
        if !products::take_stock(&mut act.conn, product, count).await? {
            return Err(conflict("Out of stock"));
        }
    }
    Ok(())
}

/// Counts the use of the promotion; the database itself keeps it from being used too often (B11).
async fn count_promotion(act: &mut Act, quote: &Quote, order: OrderId) -> Result<()> {
    let Some(row) = &quote.promotion else { return Ok(()) };
    let (client, once) = (quote.buyer.id, row.once_per_client);
    if promotions::count_use(&mut act.conn, row.id, client, order, once).await? {
        return Ok(());
    }
    Err(conflict("The promotion code has been used up.").at("promocode"))
}

/// Counts the use of bundles, as that of promotions.
async fn count_bundles(act: &mut Act, quote: &Quote, order: OrderId) -> Result<()> {
    for bundle in &quote.bundles {
        if !bundles::count_use(&mut act.conn, *bundle, order).await? {
            return Err(conflict("The bundle is sold out."));
        }
    }
    Ok(())
}

async fn write_order(act: &mut Act, order: &NewOrder, quote: &Quote) -> Result<Placed> {
    let mut row = order_row(act, order, quote).await?;
    for _ in 0..NUMBER_TRIES_MAX {
        row.number = ten_digits(act)?;
        if let Some(id) = orders::insert(&mut act.conn, &row).await? {
            return Ok(Placed {
                order: id,
                number: row.number,
                services: Vec::new(),
                addons: Vec::new(),
                domains: Vec::new(),
                invoice: None,
            });
        }
    }
    Err(Fault::broken("no free order number was found"))
}

/// A random number of exactly ten digits (B29).
fn ten_digits(act: &Act) -> Result<i64> {
    let chance = &act.engine.world().chance;
    let text = chance.digits(10);
    let number: i64 = text.parse().map_err(Fault::broken)?;
    Ok(if number < 1_000_000_000 { number + 1_000_000_000 } else { number })
}

async fn order_row(act: &mut Act, order: &NewOrder, quote: &Quote) -> Result<OrderRow> {
    let promotion = quote.promotion.as_ref();
    let promo_value = match promotion {
        Some(row) => promotion_values::value_text(row, &Currencies::read(&mut act.conn).await?)?,
        None => String::new(),
    };
    let requestor = match act.caller.actor {
        Actor::Client { user, .. } => user.0,
        _ => 0,
    };
    let affiliate_id = affiliate_of(act, order).await?;
    let ip = if order.ip.is_empty() { &act.caller.ip } else { &order.ip };
    Ok(OrderRow {
        id: OrderId(0),
        number: 0,
        client_id: quote.buyer.id,
        contact_id: order.contact.map_or(0, i64::from),
        requestor_user_id: requestor,
        requestor_staff_id: act.caller.actor.staff().map_or(0, i64::from),
        at: act.at(),
        status: OrderStatus::Pending,
        title: String::new(),
        currency_id: quote.buyer.within.id,
        amount_minor: 0,
        gateway: order.gateway.clone(),
        invoice_id: None,
        promotion_id: promotion.map(|row| row.id),
        promo_code: promotion.map(|row| row.code.clone()).unwrap_or_default(),
        promo_type: promotion.map(|row| row.r#type.to_string()).unwrap_or_default(),
        promo_value,
        nameservers: order.nameservers.join(","),
        transfer_secret: String::new(),
        renewals: renewals(quote),
        order_data: order_data(quote),
        ip: canonical(ip),
        fraud_module: String::new(),
        fraud_output: String::new(),
        notes: order.notes.clone(),
        affiliate_id,
    })
}

/// The affiliate who sent the client, or 0. A shop sends the number from a cookie, which may be an
/// old one: no order is lost for it, and whoever gets that number later has no claim on it.
async fn affiliate_of(act: &mut Act, order: &NewOrder) -> Result<i64> {
    if order.affiliate == 0 {
        return Ok(0);
    }
    let known = affiliates::by_id(&mut act.conn, AffiliateId(order.affiliate)).await?;
    Ok(known.map_or(0, |_| order.affiliate))
}

/// What registries ask for beside the names, as JSON by name.
fn order_data(quote: &Quote) -> String {
    let of_item = |item: &Quoted| match item {
        Quoted::Domain(domain) if !domain.extra.is_empty() => {
            let fields = domain.extra.iter().map(|(key, value)| (key.clone(), json!(value)));
            let fields: serde_json::Map<_, _> = fields.collect();
            Some((domain.name.clone(), serde_json::Value::Object(fields)))
        }
        _ => None,
    };
    let found: serde_json::Map<_, _> = quote.items.iter().filter_map(of_item).collect();
    if found.is_empty() { String::new() } else { json!({ "domainfields": found }).to_string() }
}

/// What is renewed, as JSON by kind and number: years of domains, periods of the rest.
fn renewals(quote: &Quote) -> String {
    let mut found = json!({ "domains": {}, "services": {}, "addons": {} });
    let mut any = false;
    for item in &quote.items {
        let Quoted::Renewal(renewal) = item else { continue };
        let (kind, value) = match &renewal.of {
            Renewed::Domain(_, years) => ("domains", years.to_string()),
            Renewed::Service(row, _) => ("services", row.cycle.to_string()),
            Renewed::Addon(row, _) => ("addons", row.cycle.to_string()),
        };
        if let Some(of_kind) = found.get_mut(kind).and_then(|value| value.as_object_mut()) {
            of_kind.insert(renewal.of.id().to_string(), json!(value));
            any = true;
        }
    }
    if any { found.to_string() } else { String::new() }
}

/// Makes the invoice, due on the day of the order and the days of grace (B29).
async fn invoice(
    act: &mut Act,
    order: &NewOrder,
    quote: &Quote,
    lines: Vec<NewLine>,
    placed: &mut Placed,
) -> Result<()> {
    let amounts = lines.iter().map(|line| line.amount);
    let subtotal = Money::sum(amounts, quote.buyer.within.currency)?;
    let mut total = subtotal.minor;
    if !order.no_invoice && !lines.is_empty() {
        let grace = act.settings.number(ORDER_GRACE_DAYS).unwrap_or(0).clamp(0, 365);
        let grace = i32::try_from(grace).map_err(Fault::broken)?;
        let due_on = add_days(act.today(), grace)
            .ok_or_else(|| Fault::broken("the due date is beyond the calendar"))?;
        let new = NewInvoice {
            client: quote.buyer.id,
            lines,
            issued_on: None,
            due_on,
            gateway: order.gateway.clone(),
            notes: String::new(),
            draft: false,
            apply_credit: !act.settings.for_client(quote.buyer.id).on(AUTO_APPLY_CREDIT),
            tax_rates: None,
        };
        // Nothing is read from here on: others wait for this act, which has taken a number.
        let bill = issue_one(act, new).await?;
        placed.invoice = Some(bill.row.id);
        total = bill.row.total_minor;
        if !order.no_invoice_email {
            mail::to_payer(act, mail::Occasion::Created, &bill.row, &bill.payer).await?;
        }
    }
    Ok(orders::set_invoice(&mut act.conn, placed.order, placed.invoice, total).await?)
}

async fn announce(act: &mut Act, order: &NewOrder, placed: &Placed) -> Result<()> {
    let client: ClientId = order.client;
    let id = placed.order;
    act.log(Some(client), format!("New Order Placed - Order ID: {id} - User ID: {client}")).await?;
    let payload = json!({
        "orderid": id.0,
        "ordernumber": placed.number,
        "invoiceid": placed.invoice.map_or(0, i64::from),
        "serviceids": placed.services.iter().map(|id| id.0).collect::<Vec<_>>(),
    });
    act.event("OrderPlaced", Some(client), &payload).await
}

/// The numbers that the things of a new order got, for its lines.
pub(super) fn ids(own: i64, addons: &[AddonId]) -> Ids {
    Ids { own, addons: addons.iter().map(|id| id.0).collect() }
}
