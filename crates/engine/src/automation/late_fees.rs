//! Late fees: once per invoice, or again and again (B12).

use model::billing::invoice::InvoiceStatus;
use model::billing::late_fee::{LateFeeAmount, LateFeeSettings, due_fee};
use model::dates::add_days;
use model::explanation::{Step, What};
use model::ids::{CurrencyId, InvoiceId};
use model::money::{Money, Percent};
use store::Conn;
use store::billing::dunning::{self, OpenInvoice};

use super::Item;
use super::run::{Candidate, Scope};
use crate::billing::edit::{self, Edit};
use crate::billing::{LineKind, NewInvoice, NewLine, bill, issue, mail};
use crate::system::currencies::Currencies;
use crate::system::settings::{
    AUTO_APPLY_CREDIT, EDIT_ISSUED, LATE_FEE_AMOUNT, LATE_FEE_DAYS, LATE_FEE_MINIMUM,
    LATE_FEE_REPEAT, LATE_FEE_TYPE, Settings, is_fixed,
};
use crate::{Act, Fault, Result};

/// Whether there are late fees at all.
pub(super) fn is_on(settings: &Settings) -> bool {
    settings.text(LATE_FEE_AMOUNT).chars().any(|c| ('1'..='9').contains(&c))
}

/// Invoices that are overdue for long enough.
pub(super) async fn find(c: &mut Conn, scope: &Scope) -> Result<Vec<Candidate>> {
    if !is_on(&scope.settings) {
        return Ok(Vec::new());
    }
    let days = scope.settings.least(LATE_FEE_DAYS).and_then(|days| i32::try_from(days).ok());
    let days = days.unwrap_or_default().max(0);
    let Some(until) = add_days(scope.today, -days) else { return Ok(Vec::new()) };
    let currencies = Currencies::read(c).await?;
    let mut found = Vec::new();
    for row in dunning::unpaid(c, until, scope.client).await? {
        if fee(&row, &currencies, scope)?.is_none() {
            continue;
        }
        if row.no_late_fees {
            let item = Item::new("late fee", scope.today, row.client_id, row.id, "Late Fee");
            found.push(Candidate::skipped(item.skipped("the client pays no late fees")));
        } else if !row.only_collects {
            found.push(Candidate::of(row.id, row.client_id));
        }
    }
    Ok(found)
}

/// Adds the fee: on the invoice where issued ones may be edited, else on one of its own (B16).
pub(super) async fn one(act: &mut Act, id: i64, scope: &Scope) -> Result<Vec<Item>> {
    let id = InvoiceId(id);
    let locked = bill::lock(act, id).await?;
    let row = dunning::one(&mut act.conn, id).await?;
    let Some(row) = row.filter(|row| !row.only_collects) else { return Ok(Vec::new()) };
    let currencies = act.currencies().await?;
    let Some(fee) = fee(&row, &currencies, scope)?.filter(|_| !row.no_late_fees) else {
        return Ok(Vec::new());
    };
    let text = format!("Late Fee (Invoice #{})", locked.label());
    let mut line = NewLine::new(LineKind::LateFee, id.0, &text, fee);
    line.taxed = true;
    line.explanation = vec![Step::new(What::LateFee, fee)];
    if act.settings.on(EDIT_ISSUED) {
        edit::edit(act, id, Edit { added: vec![line], ..Edit::default() }).await?;
    } else {
        let new = NewInvoice {
            client: row.client_id,
            lines: vec![line],
            issued_on: None,
            due_on: scope.today,
            gateway: row.gateway.clone(),
            notes: String::new(),
            draft: false,
            apply_credit: !act.settings.for_client(row.client_id).on(AUTO_APPLY_CREDIT),
            tax_rates: None,
        };
        let new = issue::issue(act, new).await?;
        mail::about(act, mail::Occasion::Created, new).await?;
    }
    act.log(Some(row.client_id), format!("Added Late Fee - Invoice ID: {id}")).await?;
    Ok(vec![Item::new("late fee", scope.today, row.client_id, id, text).over(fee)])
}

fn fee(row: &OpenInvoice, currencies: &Currencies, scope: &Scope) -> Result<Option<Money>> {
    let number = |name: &str| scope.settings.number(name).and_then(|days| i32::try_from(days).ok());
    if row.status != InvoiceStatus::Unpaid || row.is_late_fee {
        return Ok(None);
    }
    let settings = LateFeeSettings {
        amount: amount(&scope.settings, currencies, row.currency_id)?,
        days_after: days_after(&scope.settings.for_client(row.client_id)),
        repeat_days: number(LATE_FEE_REPEAT).filter(|days| *days > 0),
    };
    let balance = currencies.money(row.balance_minor, row.currency_id)?;
    let before = i32::try_from(row.late_fees).map_err(Fault::broken)?;
    Ok(due_fee(&settings, row.due_on, balance, before, scope.today)?)
}

fn days_after(settings: &Settings) -> i32 {
    settings.number(LATE_FEE_DAYS).and_then(|days| i32::try_from(days).ok()).unwrap_or(7).max(0)
}

/// The fee as the settings say, in a client's currency.
fn amount(settings: &Settings, currencies: &Currencies, to: CurrencyId) -> Result<LateFeeAmount> {
    let default = currencies.default_row()?.id;
    let money = |name: &str| {
        let own = Money::parse(settings.text(name), &currencies.currency(default)?)?;
        currencies.convert(own, to)
    };
    if is_fixed(settings.text(LATE_FEE_TYPE)) {
        return Ok(LateFeeAmount::Fixed(money(LATE_FEE_AMOUNT)?));
    }
    let percent = Percent::parse(settings.text(LATE_FEE_AMOUNT))?;
    Ok(LateFeeAmount::Percent { percent, min: money(LATE_FEE_MINIMUM)? })
}
