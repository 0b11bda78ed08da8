//! Mails about invoices in the words of their templates, sent after the commit.

use model::ids::InvoiceId;
use store::billing::credit_notes;
use store::billing::invoices::{self, InvoiceRow};
use store::billing::payers::{self, PayerRow};

use crate::system::mail::{NewMail, Paper};
use crate::system::settings::ATTACH_PDF;
use crate::system::templates::{About, INVOICE_MODIFIED, Template, written_by};
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
    /// It was changed.
    Modified,
}

impl Occasion {
    const fn template(self) -> &'static str {
        match self {
            Self::Created => "Invoice Created",
            Self::Paid => "Invoice Payment Confirmation",
            Self::Refunded => "Invoice Refund Confirmation",
            Self::ChargeFailed => "Credit Card Payment Failed",
            Self::Modified => INVOICE_MODIFIED,
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

/// [`about`] an invoice in hand, with its client. The run that makes invoices does this for each:
/// nothing is read that the template does not ask for, and the template once for an act.
///
/// # Errors
/// When the database fails.
pub(crate) async fn to_payer(
    act: &mut Act,
    occasion: Occasion,
    row: &InvoiceRow,
    payer: &PayerRow,
) -> Result<()> {
    let template = Template::named(act, occasion.template()).await?;
    let Some(template) = template.filter(|template| !template.is_off()) else { return Ok(()) };
    let about = About::invoice(act, &template, payer, row).await?;
    let Some(mail) = written_by(act, &template, &about) else { return Ok(()) };
    let papers = papers(act, occasion, row).await?;
    let key = (occasion == Occasion::Created).then(|| format!("mail.invoice_created:{}", row.id));
    act.note_mail(NewMail { papers, ..mail }, key).await
}

/// What the mail brings along: the invoice, or what was written about what went back of it.
async fn papers(act: &mut Act, occasion: Occasion, row: &InvoiceRow) -> Result<Vec<Paper>> {
    if !act.settings.on(ATTACH_PDF) {
        return Ok(Vec::new());
    }
    Ok(match occasion {
        Occasion::Created => vec![Paper::Invoice(row.id.0)],
        Occasion::Refunded => {
            let last = credit_notes::of_invoice(&mut act.conn, row.id).await?.pop();
            last.into_iter().map(|note| Paper::CreditNote(note.id)).collect()
        }
        Occasion::Paid | Occasion::ChargeFailed | Occasion::Modified => Vec::new(),
    })
}
