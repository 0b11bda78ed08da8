//! "Attempt CC Captures": charging stored pay methods (B22, B23).

use model::billing::capture::{Candidate as Rule, CaptureSettings, Retry, is_due};
use model::billing::invoice::InvoiceStatus;
use model::dates::add_days;
use model::ids::{ClientId, InvoiceId};
use model::money::Money;
use store::Conn;
use store::billing::dunning::{self, OpenInvoice};

use super::run::{self, Candidate, Scope};
use super::{Item, Outcome};
use crate::billing::capture::{self, Captured, Source};
use crate::billing::collected::BY_THEMSELVES;
use crate::billing::renewals::Selection;
use crate::billing::{NewPayment, bill, mail, payments};
use crate::jobs::targets::{self, LEFT_ALONE};
use crate::system::currencies::Currencies;
use crate::system::settings::{CAPTURE_DAYS_BEFORE, CAPTURE_ONCE, CAPTURE_WEEKS, Settings};
use crate::{Act, Cx, Fault, Result};

/// Attempts without an outcome that one run asks about.
const RESOLVED_MAX: i64 = 500;
/// So many days ahead are the invoices that are told of when one client is asked about.
const TOLD_DAYS: i32 = 3_660;
/// The name of the task and of its acts.
const ACTION: &str = "ProcessCreditCardPayments";

/// When charges are made.
fn settings_of(settings: &Settings) -> CaptureSettings {
    let number = |name: &str| settings.number(name).unwrap_or_default();
    let weeks = u8::try_from(number(CAPTURE_WEEKS).clamp(0, 255)).unwrap_or_default();
    CaptureSettings {
        days_before: i32::try_from(number(CAPTURE_DAYS_BEFORE)).unwrap_or_default(),
        retry: Retry::from_settings(settings.on(CAPTURE_ONCE), weeks),
    }
}

/// The invoices to charge, and those that are not, with the reason.
pub(super) async fn find(c: &mut Conn, scope: &Scope) -> Result<Vec<Candidate>> {
    if !scope.invoices.is_empty() {
        return chosen(c, scope).await;
    }
    let ahead = scope.settings.most(CAPTURE_DAYS_BEFORE).and_then(|days| i32::try_from(days).ok());
    let ahead = ahead.unwrap_or_default().max(0);
    // Who asks about one client is told of all its invoices.
    let told = scope.explained && scope.client.is_some();
    let ahead = if told { ahead.max(TOLD_DAYS) } else { ahead };
    let until = add_days(scope.today, ahead).unwrap_or(scope.today);
    let rows = dunning::unpaid(c, until, scope.client).await?;
    let mut found = Vec::new();
    for row in rows {
        match left_alone(&row, scope) {
            None => found.push(Candidate::of(row.id, row.client_id)),
            // What is paid by transfer anyway is no news, except for those who ask.
            Some(why) if scope.explained || has_method(&row, scope) => {
                found.push(skipped(&row, scope, why));
            }
            Some(_) => {}
        }
    }
    Ok(found)
}

/// Invoices that somebody named: charged although it is not their day.
async fn chosen(c: &mut Conn, scope: &Scope) -> Result<Vec<Candidate>> {
    let mut found = Vec::new();
    for id in &scope.invoices {
        let row = dunning::one(c, *id).await?;
        let row = row.filter(|row| scope.client.is_none_or(|client| client == row.client_id));
        found.push(match row {
            None => {
                let item = Item::new("charge", scope.today, ClientId(0), *id, "Invoice");
                Candidate::skipped(Item { client: None, ..item.skipped("Invoice ID Not Found") })
            }
            Some(row) if row.status != InvoiceStatus::Unpaid => {
                let why = format!("it is {}", row.status);
                skipped(&row, scope, why)
            }
            Some(row) if !has_method(&row, scope) => {
                skipped(&row, scope, "there is no stored payment method to charge".to_owned())
            }
            Some(row) => Candidate::of(row.id, row.client_id),
        });
    }
    Ok(found)
}

fn skipped(row: &OpenInvoice, scope: &Scope, why: String) -> Candidate {
    let text = format!("Invoice due on {}", row.due_on);
    let item = Item::new("charge", scope.today, row.client_id, row.id, text);
    Candidate::skipped(item.skipped(why))
}

/// Whether there is something to charge, by the gateway that the invoice is to be paid with.
fn has_method(row: &OpenInvoice, scope: &Scope) -> bool {
    let automatic = |module: &String| scope.automatic.contains(module);
    automatic(&row.pay_gateway) && (row.gateway.is_empty() || automatic(&row.gateway))
}

/// Why an invoice is not charged today; `None` when it is.
fn left_alone(row: &OpenInvoice, scope: &Scope) -> Option<String> {
    let last = row.last_capture_at.and_then(|at| jiff::Timestamp::from_second(at).ok());
    let last_attempt = last.map(|at| scope.settings.date_of(at));
    let own = settings_of(&scope.settings.for_client(row.client_id));
    let rule = Rule {
        status: row.status,
        due: row.due_on,
        has_pay_method: has_method(row, scope),
        excluded: row.no_charges,
        last_attempt,
    };
    if row.balance_minor > 0 && is_due(&rule, own, scope.today) {
        return None;
    }
    Some(match (row.status, last_attempt) {
        (status, _) if status != InvoiceStatus::Unpaid => format!("it is {status}"),
        _ if !rule.has_pay_method => "there is no stored payment method to charge".to_owned(),
        _ if row.no_charges => "the client wants no automatic charges".to_owned(),
        (_, Some(day)) => format!("it was tried on {day}; the schedule has no new try yet"),
        (_, None) => format!("it is due on {}", row.due_on),
    })
}

/// Charges one invoice, after looking again.
pub(super) async fn charge(cx: &Cx, id: i64, scope: &Scope) -> Result<Vec<Item>> {
    let id = InvoiceId(id);
    let mut c = cx.engine.read().await?;
    let Some(row) = dunning::one(&mut c, id).await? else { return Ok(Vec::new()) };
    let amount = amount(&mut c, &row).await?;
    drop(c);
    if scope.invoices.is_empty() && left_alone(&row, scope).is_some() {
        return Ok(Vec::new());
    }
    let item = |what, text: String| Item::new(what, scope.today, row.client_id, id, text);
    if row.only_collects && scope.invoices.is_empty() {
        let waits = item("charge", "Invoice".to_owned()).skipped(BY_THEMSELVES);
        return Ok(vec![waits.over(amount)]);
    }
    let target = targets::gateway(&row.pay_gateway);
    if cx.engine.targets().left_alone(&target, cx.engine.now()).is_some() {
        let waits = item("charge", "Invoice".to_owned()).skipped(LEFT_ALONE);
        return Ok(vec![Item { again: true, ..waits }.over(amount)]);
    }
    Ok(vec![
        match capture::capture(cx, ACTION, id, Source::Default).await {
            Ok(Captured::Paid { reference }) => item("charge", format!("Paid: {reference}")),
            Ok(Captured::Pending { reference }) => {
                item("charge pending", format!("Under way: {reference}"))
            }
            Ok(Captured::ActionNeeded { url, .. }) => {
                item("charge pending", format!("The client must confirm at {url}"))
            }
            Ok(Captured::Refused { message }) => item("charge refused", message),
            Ok(Captured::Unknown) => {
                item("charge unknown", "The gateway gave no answer and is asked again".to_owned())
            }
            Err(Fault::Refused(refusal)) => {
                item("charge", "Invoice".to_owned()).skipped(refusal.said.into_owned())
            }
            Err(broken) => return Err(broken),
        }
        .over(amount),
    ])
}

/// What a charge would be, taken to succeed or to be refused.
pub(super) async fn would(act: &mut Act, id: i64, scope: &Scope) -> Result<Vec<Item>> {
    let id = InvoiceId(id);
    let bill = bill::lock(act, id).await?;
    let Some(row) = dunning::one(&mut act.conn, id).await? else { return Ok(Vec::new()) };
    if scope.invoices.is_empty() && left_alone(&row, scope).is_some() {
        return Ok(Vec::new());
    }
    let amount = bill.balance();
    let item = |what| Item::new(what, scope.today, row.client_id, id, "Invoice").over(amount);
    if row.only_collects && scope.invoices.is_empty() {
        return Ok(vec![item("charge").skipped(BY_THEMSELVES)]);
    }
    let at = act.at();
    store::billing::invoices::set_last_capture(&mut act.conn, id, at).await?;
    if !scope.charges_succeed {
        mail::about(act, mail::Occasion::ChargeFailed, id).await?;
        return Ok(vec![item("charge refused")]);
    }
    let new = NewPayment {
        invoice: id,
        amount,
        fees: Money::zero(amount.currency),
        gateway: row.pay_gateway.clone(),
        reference: format!("forecast-{id}"),
        at: act.now,
        description: String::new(),
    };
    payments::record(act, new).await?;
    mail::about(act, mail::Occasion::Paid, id).await?;
    Ok(vec![item("charge")])
}

async fn amount(c: &mut Conn, row: &OpenInvoice) -> Result<Money> {
    let currencies = Currencies::read(c).await?;
    currencies.money(row.balance_minor, row.currency_id)
}

/// Asks the gateways what became of charges that broke off.
pub(super) async fn resolve(cx: &Cx, scope: &Scope) -> Result<Vec<Item>> {
    let ended = capture::resolve_old(cx, ACTION, RESOLVED_MAX).await?;
    let text = "A charge without an outcome was resolved";
    Ok((0..ended).map(|_| Item::house("resolved", scope.today, text)).collect())
}

/// What "Attempt CC Captures" by hand is to charge.
#[derive(Debug, Clone, Default)]
pub struct Charges {
    /// One client; all that are due if nothing else is named.
    pub client: Option<ClientId>,
    /// Certain invoices, charged although it is not their day.
    pub invoices: Vec<InvoiceId>,
    /// The unpaid invoices of certain services, addons and domains, likewise.
    pub items: Selection,
}

/// "Attempt CC Captures" by hand: what is charged, and what is not and why.
///
/// # Errors
/// When the database fails.
pub async fn attempt_captures(cx: &Cx, wanted: &Charges) -> Result<Outcome> {
    let Some(task) = super::find(ACTION) else {
        return Err(Fault::broken("there is no task for charges"));
    };
    let scope = Scope { explained: true, ..Scope::read(&cx.engine, None).await? };
    if wanted.client.is_none() && wanted.invoices.is_empty() && wanted.items.is_all() {
        let outcome = run::by_hand(cx, task, scope).await;
        return Ok(outcome.unwrap_or_else(|fault| Outcome::broken_off(&fault)));
    }
    let mut invoices = wanted.invoices.clone();
    let mut unbilled = Vec::new();
    let mut c = cx.engine.read().await?;
    for (kind, id) in wanted.items.each() {
        let found = dunning::unpaid_of(&mut c, kind, id).await?;
        if found.is_empty() {
            let item = Item::house("charge", scope.today, format!("{kind} {id}"));
            unbilled.push(Item { id, ..item }.skipped("it has no unpaid invoice"));
        }
        invoices.extend(found);
    }
    drop(c);
    invoices.sort();
    invoices.dedup();
    let nothing = invoices.is_empty() && !wanted.items.is_all();
    let mut outcome = if nothing {
        Outcome::default()
    } else {
        let scope = Scope { client: wanted.client, invoices, ..scope };
        let outcome = run::carry_out(cx, task, &scope, None, None).await;
        outcome.unwrap_or_else(|fault| Outcome::broken_off(&fault))
    };
    outcome.add(task.name, unbilled);
    Ok(outcome)
}
