//! Mails about invoices, sent after the commit.

use model::ids::{ClientId, InvoiceId};
use store::billing::invoices::{self, InvoiceRow};
use store::billing::payers::{self, PayerRow};

use super::bill::label;
use crate::system::mail::{NewMail, Paper, enqueue};
use crate::system::settings::{ATTACH_PDF, COMPANY_NAME, SYSTEM_URL};
use crate::{Act, Result};

/// Why a client is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// An invoice was made.
    Created,
    /// A payment arrived.
    Paid,
    /// Money went back.
    Refunded,
    /// A charge failed.
    ChargeFailed,
}

impl Occasion {
    const fn subject(self) -> &'static str {
        match self {
            Self::Created => "Customer Invoice",
            Self::Paid => "Invoice Payment Confirmation",
            Self::Refunded => "Invoice Refund Confirmation",
            Self::ChargeFailed => "Credit Card Payment Failed",
        }
    }

    const fn sentence(self) -> &'static str {
        match self {
            Self::Created => "an invoice has been made for you.",
            Self::Paid => "thank you: a payment for this invoice has arrived.",
            Self::Refunded => "money you paid for this invoice is on its way back to you.",
            Self::ChargeFailed => "we could not charge your card for this invoice.",
        }
    }
}

/// Writes to the invoice's client once the act is committed.
///
/// # Errors
/// When the database fails.
pub async fn about(act: &mut Act, occasion: Occasion, invoice: InvoiceId) -> Result<()> {
    let Some(row) = invoices::by_id(&mut act.conn, invoice).await? else { return Ok(()) };
    about_row(act, occasion, &row).await
}

/// [`about`] an invoice in hand.
///
/// # Errors
/// When the database fails.
pub(crate) async fn about_row(act: &mut Act, occasion: Occasion, row: &InvoiceRow) -> Result<()> {
    match payers::by_id(&mut act.conn, row.client_id).await? {
        Some(payer) => to_payer(act, occasion, row, &payer).await,
        None => Ok(()),
    }
}

/// [`about`] an invoice in hand, with its client.
///
/// # Errors
/// When the database fails.
pub(crate) async fn to_payer(
    act: &mut Act,
    occasion: Occasion,
    row: &InvoiceRow,
    payer: &PayerRow,
) -> Result<()> {
    let invoice = row.id;
    let currencies = act.currencies().await?;
    let amount = |minor| {
        Ok::<_, crate::Fault>(currencies.formatted(currencies.money(minor, row.currency_id)?))
    };
    let text = format!(
        "Dear {first} {last},\n\n{sentence}\n\nInvoice #{number}\nTotal: {total}\n\
         Still to be paid: {balance}\nDue: {due}\n\n{address}viewinvoice.php?id={id}\n\n{company}\n",
        first = payer.first_name,
        last = payer.last_name,
        sentence = occasion.sentence(),
        number = label(row),
        total = amount(row.total_minor)?,
        balance = amount(row.balance_minor())?,
        due = row.due_on,
        address = act.settings.text(SYSTEM_URL),
        id = row.id,
        company = act.settings.text(COMPANY_NAME),
    );
    let attached = occasion == Occasion::Created && act.settings.on(ATTACH_PDF);
    let papers = if attached { vec![Paper::Invoice(invoice.0)] } else { Vec::new() };
    let mail = NewMail {
        to: payer.email.clone(),
        to_name: format!("{} {}", payer.first_name, payer.last_name),
        subject: occasion.subject().to_owned(),
        text,
        papers,
        client: Some(payer.id.0),
        ..NewMail::default()
    };
    let key = (occasion == Occasion::Created).then(|| format!("mail.invoice_created:{invoice}"));
    enqueue(act, &mail, key).await
}

/// Writes to a client about a thing, in the words of no template yet: the subject says it.
///
/// # Errors
/// When the database fails.
pub async fn send(act: &mut Act, subject: &str, kind: &str, id: i64) -> Result<()> {
    if kind != "client" {
        return Ok(());
    }
    let Some(payer) = payers::by_id(&mut act.conn, ClientId(id)).await? else { return Ok(()) };
    let company = act.settings.text(COMPANY_NAME).to_owned();
    let address = act.settings.text(SYSTEM_URL).to_owned();
    let mail = NewMail {
        to: payer.email,
        to_name: format!("{} {}", payer.first_name, payer.last_name),
        subject: subject.to_owned(),
        text: format!("Dear {},\n\n{subject}.\n\n{address}\n\n{company}\n", payer.first_name),
        client: Some(payer.id.0),
        ..NewMail::default()
    };
    enqueue(act, &mail, None).await
}
