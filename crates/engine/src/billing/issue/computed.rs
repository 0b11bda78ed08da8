//! Invoices and their lines as they will be, before anything is written.

use model::billing::invoice::InvoiceStatus;
use model::billing::tax::{LineAmount, LineTax, TaxResult};
use model::ids::{ClientId, InvoiceId, InvoiceItemId};
use store::Conn;
use store::billing::invoice_items::InvoiceItemRow;
use store::billing::invoices::InvoiceRow;
use store::billing::payers::PayerRow;
use store::people::custom_fields::Kind;

use super::{NewInvoice, NewLine};
use crate::billing::bill::Bill;
use crate::billing::explanation::kept_steps;
use crate::billing::parties::{self, Buyer, Seller};
use crate::billing::taxation::{self, Taxation};
use crate::billing::terms::Terms;
use crate::people::custom_fields::on_invoices;
use crate::{Result, invalid, not_found};

/// What was asked for, and as what it will stand in the books: without ids and numbers.
#[derive(Debug, Default)]
pub(crate) struct Computed {
    /// What is to be invoiced.
    pub(crate) asked: Vec<NewInvoice>,
    /// One for each of these.
    pub(super) bills: Vec<Bill>,
    /// The lines of the first, then those of the second, and so on.
    pub(super) lines: Vec<InvoiceItemRow>,
}

/// Computes invoices of clients: their taxes, sums and parties (B13, B14, B16).
///
/// # Errors
/// Not found when a client was deleted; invalid when a total is negative; when the database fails.
pub(crate) async fn compute(
    c: &mut Conn,
    terms: &Terms,
    wanted: Vec<(PayerRow, NewInvoice)>,
) -> Result<Computed> {
    let rules = taxation::rules(c, &terms.settings).await?;
    let clients: Vec<i64> = wanted.iter().map(|(payer, _)| payer.id.0).collect();
    let fields = on_invoices(c, Kind::Client, &clients).await?;
    let seller = parties::seller(&terms.settings);
    let mut computed = Computed::default();
    for (payer, new) in wanted {
        let taxation = taxation::by_rules(&rules, &terms.settings, &payer, new.tax_rates);
        let shown = fields.get(&payer.id.0).cloned().unwrap_or_default();
        computed.add(terms, (payer, new), &taxation, (&seller, shown))?;
    }
    Ok(computed)
}

/// [`compute`] for one invoice that is taxed as given, and not as the house taxes today.
///
/// # Errors
/// Those of [`compute`].
pub(crate) async fn compute_as(
    c: &mut Conn,
    terms: &Terms,
    wanted: (PayerRow, NewInvoice),
    taxation: &Taxation,
) -> Result<Computed> {
    let client = wanted.0.id.0;
    let shown = on_invoices(c, Kind::Client, &[client]).await?.remove(&client);
    let mut computed = Computed::default();
    let seller = parties::seller(&terms.settings);
    computed.add(terms, wanted, taxation, (&seller, shown.unwrap_or_default()))?;
    Ok(computed)
}

impl Computed {
    /// One more invoice of a seller; `shown` are the custom fields of the client that invoices
    /// show.
    fn add(
        &mut self,
        terms: &Terms,
        (payer, new): (PayerRow, NewInvoice),
        taxation: &Taxation,
        (seller, shown): (&Seller, Vec<(String, String)>),
    ) -> Result<()> {
        if payer.erased {
            return Err(not_found("Client ID Not Found"));
        }
        let currency = terms.currencies.currency(payer.currency_id)?;
        let taxed = taxation.compute(&listed(&new.lines, taxation), currency)?;
        let mut row = head(terms, &payer, &new, taxation, &taxed)?;
        let buyer = Buyer { fields: shown, ..parties::buyer(&payer) };
        row.parties = parties::kept(seller, &buyer)?;
        row.buyer_country = buyer.country;
        if row.total_minor < 0 {
            return Err(invalid("itemamount", "The total of an invoice cannot be negative"));
        }
        for (line, tax) in new.lines.iter().zip(&taxed.lines) {
            self.lines.push(line_of(new.client, line, tax, taxation)?);
        }
        self.bills.push(Bill { payer, row, currency });
        self.asked.push(new);
        Ok(())
    }
}

/// What lines come to, and which of them are taxed (B14).
pub(crate) fn listed<'a>(
    lines: impl IntoIterator<Item = &'a NewLine>,
    taxation: &Taxation,
) -> Vec<LineAmount> {
    let taxed = |line: &NewLine| taxation.taxes(line.kind, line.taxed);
    let lines = lines.into_iter();
    lines.map(|line| LineAmount { amount: line.amount, taxed: taxed(line) }).collect()
}

fn head(
    terms: &Terms,
    payer: &PayerRow,
    new: &NewInvoice,
    taxation: &Taxation,
    taxed: &TaxResult,
) -> Result<InvoiceRow> {
    let gateway = if new.gateway.is_empty() { &payer.default_gateway } else { &new.gateway };
    let (tax_rate, tax_rate2) = taxation.shown_rates();
    Ok(InvoiceRow {
        id: InvoiceId(0),
        number: String::new(),
        client_id: payer.id,
        currency_id: payer.currency_id,
        exchange_rate: terms.currencies.rate(payer.currency_id)?.scaled(),
        status: if new.draft { InvoiceStatus::Draft } else { InvoiceStatus::Unpaid },
        issued_on: new.issued_on.unwrap_or_else(|| terms.today()),
        due_on: new.due_on,
        paid_at: None,
        cancelled_at: None,
        refunded_at: None,
        last_capture_at: None,
        subtotal_minor: taxed.subtotal.minor,
        tax_minor: taxed.tax.minor,
        tax2_minor: taxed.tax2.minor,
        total_minor: taxed.total()?.minor,
        credit_minor: 0,
        paid_minor: 0,
        refunded_minor: 0,
        tax_rate,
        tax_rate2,
        tax_name: taxation.names.0.clone(),
        tax_name2: taxation.names.1.clone(),
        tax_note: taxation.note().to_owned(),
        tax_basis: taxation.basis()?,
        gateway: gateway.clone(),
        pay_method_id: None,
        notes: new.notes.clone(),
        parties: String::new(),
        buyer_country: String::new(),
        created_at: terms.at(),
        updated_at: terms.at(),
    })
}

fn line_of(
    client: ClientId,
    line: &NewLine,
    tax: &LineTax,
    taxation: &Taxation,
) -> Result<InvoiceItemRow> {
    Ok(InvoiceItemRow {
        id: InvoiceItemId(0),
        invoice_id: InvoiceId(0),
        client_id: client,
        r#type: line.kind,
        rel_id: line.rel_id,
        description: line.description.clone(),
        amount_minor: line.amount.minor,
        net_minor: tax.net.minor,
        taxed: taxation.taxes(line.kind, line.taxed),
        tax_minor: tax.tax.minor,
        tax2_minor: tax.tax2.minor,
        period_from: line.period.map(|period| period.from),
        period_to: line.period.map(|period| period.to_exclusive),
        explanation: kept_steps(&line.explanation)?,
        effected_at: None,
    })
}
