//! Mails about invoices in the words of their templates, sent after the commit.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::billing::journal::RefundTo;
use model::ids::InvoiceId;
use model::money::Money;
use store::billing::credit_notes;
use store::billing::invoices::{self, InvoiceRow};
use store::billing::payers::{self, PayerRow};

use super::gateways;
use crate::system::currencies::Currencies;
use crate::system::mail::{NewMail, Once, Paper};
use crate::system::settings::ATTACH_PDF;
use crate::system::templates::{
    About, House, INVOICE_CREATED, INVOICE_CREDITED, INVOICE_MODIFIED, INVOICE_REFUNDED, Template,
    asks_for_more, asks_how_to_pay, written_by,
};
use crate::{Act, Result};

/// Why a client is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// An invoice was made.
    Created,
    /// A payment arrived.
    Paid,
    /// What was paid went back.
    Refunded {
        /// How much of it.
        amount: Money,
        /// Where to.
        to: RefundTo,
    },
    /// A charge failed.
    ChargeFailed,
    /// It was changed.
    Modified,
}

impl Occasion {
    const fn template(self) -> &'static str {
        match self {
            Self::Created => INVOICE_CREATED,
            Self::Paid => "Invoice Payment Confirmation",
            Self::Refunded { to: RefundTo::Gateway, .. } => INVOICE_REFUNDED,
            Self::Refunded { to: RefundTo::Credit, .. } => INVOICE_CREDITED,
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
    let Some(mail) = written(act, occasion, row, payer).await? else { return Ok(()) };
    let once = (occasion == Occasion::Created).then(|| Once::by(created(row.id)));
    act.note_mail(mail, once).await
}

/// [`to_payer`] about an invoice that this act has made.
///
/// # Errors
/// When the database fails.
pub(crate) async fn about_made(act: &mut Act, row: &InvoiceRow, payer: &PayerRow) -> Result<()> {
    let Some(mail) = written(act, Occasion::Created, row, payer).await? else { return Ok(()) };
    act.note_mail(mail, Some(Once::by_new(created(row.id)))).await
}

/// What the mails about invoices that an act makes are made of, so that many can be written while
/// the act does something else.
#[derive(Debug)]
pub(crate) struct Letters {
    template: Arc<Template>,
    house: House,
    currencies: Arc<Currencies>,
    with_papers: bool,
    /// What gateways say that are paid by hand.
    instructions: BTreeMap<String, String>,
}

impl Letters {
    /// Reads it; `None` where nothing is to be sent, or where the template asks for more than an
    /// invoice says by itself: then [`about_made`] does what is to be done.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn read(act: &mut Act) -> Result<Option<Self>> {
        let template = Template::named(act, Occasion::Created.template()).await?;
        let template = template.filter(|it| !it.is_off() && !asks_for_more(it));
        let Some(template) = template else { return Ok(None) };
        let currencies = act.currencies().await?;
        let with_papers = act.settings.on(ATTACH_PDF);
        let instructions = match asks_how_to_pay(&template) {
            true => gateways::instructions(act).await?,
            false => BTreeMap::new(),
        };
        let house = House::of(act);
        Ok(Some(Self { template, house, currencies, with_papers, instructions }))
    }

    /// The mail about an invoice.
    ///
    /// # Errors
    /// Broken when the currency is gone.
    pub(crate) fn about(
        &self,
        row: &InvoiceRow,
        payer: &PayerRow,
    ) -> Result<Option<(NewMail, Once)>> {
        let said = self.instructions.get(&row.gateway).map_or("", String::as_str);
        let about = About::new_invoice(&self.house, &self.currencies, payer, row, said)?;
        let papers = self.with_papers.then_some(Paper::Invoice(row.id.0));
        let mail = written_by(&self.house, &self.template, &about);
        let mail = mail.map(|mail| NewMail { papers: papers.into_iter().collect(), ..mail });
        Ok(mail.map(|mail| (mail, Once::by_new(created(row.id)))))
    }
}

/// The key of the mail that says that an invoice was made.
fn created(invoice: InvoiceId) -> String {
    format!("mail.invoice_created:{invoice}")
}

async fn written(
    act: &mut Act,
    occasion: Occasion,
    row: &InvoiceRow,
    payer: &PayerRow,
) -> Result<Option<NewMail>> {
    let template = Template::named(act, occasion.template()).await?;
    let Some(template) = template.filter(|template| !template.is_off()) else { return Ok(None) };
    let about = About::invoice(act, &template, payer, row).await?.with(own(act, occasion).await?);
    let Some(mail) = written_by(&House::of(act), &template, &about) else { return Ok(None) };
    let papers = papers(act, occasion, row).await?;
    Ok(Some(NewMail { papers, ..mail }))
}

/// What only the mail of an occasion says.
async fn own(act: &mut Act, occasion: Occasion) -> Result<Vec<(&'static str, String)>> {
    let Occasion::Refunded { amount, .. } = occasion else { return Ok(Vec::new()) };
    Ok(vec![("refund_amount", act.currencies().await?.formatted(amount))])
}

/// What the mail brings along: the invoice, or what was written about what went back of it.
async fn papers(act: &mut Act, occasion: Occasion, row: &InvoiceRow) -> Result<Vec<Paper>> {
    if !act.settings.on(ATTACH_PDF) {
        return Ok(Vec::new());
    }
    Ok(match occasion {
        Occasion::Created => vec![Paper::Invoice(row.id.0)],
        Occasion::Refunded { .. } => {
            let last = credit_notes::of_invoice(&mut act.conn, row.id).await?.pop();
            last.into_iter().map(|note| Paper::CreditNote(note.id)).collect()
        }
        Occasion::Paid | Occasion::ChargeFailed | Occasion::Modified => Vec::new(),
    })
}
