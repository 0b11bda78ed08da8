//! Ordering an upgrade: order, upgrade and, where something is due, invoice in one act.

use model::billing::invoice::LineType;
use model::explanation::{Step, What};
use model::ids::{InvoiceId, OrderId, ServiceId, UpgradeId};
use model::money::Money;
use model::ordering::order::OrderStatus;
use serde_json::json;
use store::billing::{invoices, payers};
use store::hosting::{services, upgrades};
use store::ordering::orders::{self, OrderRow};
use store::people::clients;

use super::carry_out::{carry_out, schedule};
use super::promotion::{self, Taken};
use super::{EARLIER_UNPAID, Offer, Wanted, choices_to_json, compute, taxed};
use crate::billing::bill::Bill;
use crate::billing::issue::{NewInvoice, NewLine, issue_one};
use crate::billing::mail;
use crate::catalogue::promotions::value_text;
use crate::ordering;
use crate::system::currencies::Currencies;
use crate::system::settings::AUTO_APPLY_CREDIT;
use crate::{Act, Actor, Fault, Result, conflict, not_found};

/// Order numbers are random, so a taken one is tried again; more than this is no chance.
const NUMBER_ATTEMPTS_MAX: usize = 20;

/// How refusals for the sake of an earlier upgrade begin.
const REFUSED: &str = "Unable to accept upgrade order.";

/// An upgrade that was ordered.
#[derive(Debug, Clone)]
pub struct Ordered {
    /// What was agreed.
    pub offer: Offer,
    /// Its number.
    pub upgrade: UpgradeId,
    /// The order.
    pub order: OrderId,
    /// The order's number outside.
    pub order_number: i64,
    /// The invoice; `None` when nothing is due.
    pub invoice: Option<InvoiceId>,
    /// What becomes the client's credit, with its tax.
    pub credit: Money,
}

/// Orders an upgrade. Where nothing is due, it is carried out at once (or on its day).
///
/// # Errors
/// Those of [`super::offer`] and of the promotion `code`; not-now when the service has an unpaid
/// invoice; conflict while an earlier upgrade waits to be paid or carried out.
pub async fn order(
    act: &mut Act,
    service: ServiceId,
    wanted: &Wanted,
    gateway: &str,
    code: &str,
) -> Result<Ordered> {
    let row = services::by_id(&mut act.conn, service).await?;
    let row = row.ok_or_else(|| not_found("Service ID Not Found"))?;
    // The client before the service, as payments do: two orders of locks could wait in a circle.
    payers::lock(&mut act.conn, row.client_id).await?;
    services::lock(&mut act.conn, service).await?;
    let unpaid = upgrades::unpaid_invoice(&mut act.conn, service).await?;
    let mut offer = compute(act, service, wanted, unpaid.is_some()).await?;
    promotion::take_off(act, &mut offer, code).await?;
    if offer.in_progress {
        return Err(in_the_way(act, service).await?);
    }
    let (order, order_number) = write_order(act, &offer, gateway).await?;
    promotion::count(act, &offer, order).await?;
    let upgrade = write_upgrade(act, &offer, order).await?;
    let lines = lines_of(&offer, upgrade)?;
    let buyer = clients::by_id(&mut act.conn, offer.service.client_id).await?;
    let buyer = buyer.ok_or_else(|| not_found("Client ID Not Found"))?;
    ordering::mail::tell(act, &buyer, (order, order_number), &lines, true).await?;
    let invoice = if offer.due()?.is_positive() {
        let Bill { row, payer, .. } = write_invoice(act, &offer, lines, gateway).await?;
        orders::set_invoice(&mut act.conn, order, Some(row.id), row.total_minor).await?;
        mail::to_payer(act, mail::Occasion::Created, &row, &payer).await?;
        Some(row.id)
    } else {
        None
    };
    upgrades::set_papers(&mut act.conn, upgrade, Some(order), invoice).await?;
    let client = Some(offer.service.client_id);
    act.log(client, format!("New Upgrade Order Placed - Order ID: {order}")).await?;
    let payload = json!({ "upgradeid": upgrade.0, "serviceid": service.0, "orderid": order.0 });
    act.event("ProductUpgradeOrdered", client, &payload).await?;
    // Once it is given nothing of it is left to be told.
    let credit = taxed::credit(act, &offer).await?;
    match invoice {
        // Its payment has it carried out.
        Some(_) => {}
        // Whoever ordered it looks at the service next.
        None if offer.quote.effective <= act.today() => carry_out(act, upgrade).await?,
        None => schedule(act, upgrade, offer.quote.effective).await?,
    }
    Ok(Ordered { offer, upgrade, order, order_number, invoice, credit })
}

/// Why an earlier upgrade does not let another one come: it waits to be paid, or to be carried out.
async fn in_the_way(act: &mut Act, service: ServiceId) -> Result<Fault> {
    let Some(earlier) = upgrades::pending_of(&mut act.conn, service).await? else {
        return Ok(conflict(EARLIER_UNPAID));
    };
    let invoice = match earlier.invoice_id {
        Some(id) => invoices::by_id(&mut act.conn, id).await?,
        None => None,
    };
    if invoice.is_some_and(|invoice| invoice.status.is_open()) {
        return Ok(conflict(EARLIER_UNPAID));
    }
    if earlier.effective_on > act.today() {
        let day = earlier.effective_on;
        let said = format!("{REFUSED} Previous upgrade of service takes effect on {day}.");
        return Ok(conflict(said));
    }
    Ok(conflict(format!("{REFUSED} Previous upgrade of service is still being carried out.")))
}

async fn write_order(act: &mut Act, offer: &Offer, gateway: &str) -> Result<(OrderId, i64)> {
    let within = super::currency_of(&mut act.conn, offer.service.client_id).await?;
    let requestor = match act.caller.actor {
        Actor::Client { user, .. } => user.0,
        _ => 0,
    };
    let promotion = offer.promotion.as_ref().map(|taken| &taken.row);
    let promo_value = match promotion {
        Some(row) => value_text(row, &Currencies::read(&mut act.conn).await?)?,
        None => String::new(),
    };
    let mut row = OrderRow {
        id: OrderId(0),
        number: 0,
        client_id: offer.service.client_id,
        contact_id: 0,
        requestor_user_id: requestor,
        requestor_staff_id: act.caller.actor.staff().map_or(0, |staff| staff.0),
        at: act.at(),
        status: OrderStatus::Pending,
        title: String::new(),
        currency_id: within.id,
        amount_minor: offer.due()?.minor,
        gateway: gateway.to_owned(),
        invoice_id: None,
        promotion_id: promotion.map(|row| row.id),
        promo_code: promotion.map(|row| row.code.clone()).unwrap_or_default(),
        promo_type: promotion.map(|row| row.r#type.to_string()).unwrap_or_default(),
        promo_value,
        nameservers: String::new(),
        transfer_secret: String::new(),
        renewals: String::new(),
        order_data: String::new(),
        ip: act.caller.ip.clone(),
        fraud_module: String::new(),
        fraud_output: String::new(),
        notes: String::new(),
        affiliate_id: 0,
    };
    for _ in 0..NUMBER_ATTEMPTS_MAX {
        let random = act.engine.world().chance.number() % 9_000_000_000;
        row.number = 1_000_000_000 + i64::try_from(random).map_err(Fault::broken)?;
        if let Some(id) = orders::insert(&mut act.conn, &row).await? {
            return Ok((id, row.number));
        }
    }
    Err(Fault::broken("no free order number was found"))
}

async fn write_upgrade(act: &mut Act, offer: &Offer, order: OrderId) -> Result<UpgradeId> {
    let row = upgrades::UpgradeRow {
        id: UpgradeId(0),
        service_id: offer.service.id,
        client_id: offer.service.client_id,
        order_id: Some(order),
        invoice_id: None,
        kind: offer.kind.to_owned(),
        old_product_id: offer.old.id,
        product_id: offer.new.id,
        cycle: offer.cycle,
        recurring_minor: offer.recurring.minor,
        options: choices_to_json(&offer.choices)?,
        anchor_on: offer.quote.anchor,
        next_due_on: offer.quote.next_due,
        effective_on: offer.quote.effective,
        due_minor: offer.due()?.minor,
        credit_minor: offer.quote.to_credit.minor,
        restarts: restarts(offer),
        status: "Pending".to_owned(),
        created_at: act.at(),
        completed_at: None,
    };
    let id = upgrades::insert(&mut act.conn, &row).await?;
    id.ok_or_else(|| conflict(EARLIER_UNPAID))
}

/// Whether a new cycle begins: any other upgrade keeps the dates that the service has.
fn restarts(offer: &Offer) -> bool {
    let kept = (offer.service.anchor_on, offer.service.next_due_on);
    (offer.quote.anchor, offer.quote.next_due) != kept
}

/// What is asked for, also where that is nothing.
fn lines_of(offer: &Offer, upgrade: UpgradeId) -> Result<Vec<NewLine>> {
    let what = if offer.kind == "product" {
        format!("{} => {} ({})", offer.old.name, offer.new.name, offer.cycle)
    } else {
        format!("{} - Configurable Options", offer.old.name)
    };
    let host = match offer.service.domain.as_str() {
        "" => String::new(),
        domain => format!(" - {domain}"),
    };
    let text = format!("Upgrade/Downgrade: {what}{host}");
    let mut line = NewLine::new(LineType::Upgrade, upgrade.0, text, offer.quote.due_now);
    line.taxed = offer.new.taxed;
    let less = offer.lifelong.as_ref().map(|own| own.code.clone()).unwrap_or_default();
    let (new, old) = (offer.quote.debit_days, offer.quote.credit_days);
    let left = What::DaysLeft { less: less.clone(), days: new.left, of_days: new.of };
    let unused = What::DaysUnused { less, days: old.left, of_days: old.of };
    let off = offer.off_for_group;
    line.explanation = vec![Step::new(left, offer.quote.debit.add(off)?)];
    if !off.is_zero() {
        line.explanation.push(Step::new(What::GroupDiscount, off.neg()?));
    }
    line.explanation.push(Step::new(unused, offer.quote.credit.neg()?));
    let mut lines = vec![line];
    if let Some(Taken { row, off }) = &offer.promotion
        && off.is_positive()
    {
        let text = format!("Promotional Code: {}", row.code);
        let mut line = NewLine::new(LineType::Promotion, 0, text, off.neg()?);
        line.taxed = offer.new.taxed;
        line.explanation = vec![Step::new(What::PromotionCode(row.code.clone()), line.amount)];
        lines.push(line);
    }
    Ok(lines)
}

async fn write_invoice(
    act: &mut Act,
    offer: &Offer,
    lines: Vec<NewLine>,
    gateway: &str,
) -> Result<Bill> {
    let new = NewInvoice {
        client: offer.service.client_id,
        lines,
        issued_on: None,
        due_on: act.today(),
        gateway: gateway.to_owned(),
        notes: String::new(),
        draft: false,
        apply_credit: !act.settings.for_client(offer.service.client_id).on(AUTO_APPLY_CREDIT),
        tax_rates: None,
    };
    issue_one(act, new).await
}
