//! Quotes: computed as an invoice would be, and made one when accepted.

use model::billing::invoice::{LineType, QuoteStage};
use model::billing::tax::LineAmount;
use model::explanation::Step;
use model::ids::{ClientId, CurrencyId, InvoiceId, QuoteId};
use model::money::{Currency, Money, Percent, shown_scaled};
use model::people::full_name;
use serde_json::json;
use store::billing::invoices;
use store::billing::payers::{self, PayerRow};
use store::billing::quotes::{self, QuoteItemRow, QuoteRow};
use store::people::clients;

use super::bill::label;
use super::issue::{NewInvoice, NewLine, issue};
use super::mail::{self, Occasion};
use super::taxation;
use crate::people::clients::{NewClient, create as create_client};
use crate::people::person::Person;
use crate::system::currencies::Currencies;
use crate::system::mail::{NewMail, Paper, enqueue};
use crate::system::settings::SYSTEM_URL;
use crate::system::templates::{
    About, Concern, QUOTE_ACCEPTED, QUOTE_ACCEPTED_TO_STAFF, QUOTE_DELIVERY, tell_concerned,
    written,
};
use crate::{Act, Result, conflict, not_found, not_now};

/// A quantity is kept times this.
pub const QUANTITY_SCALE: i64 = 1_000_000;

/// Locks a quote.
///
/// # Errors
/// Not found when there is none.
pub async fn lock(act: &mut Act, id: QuoteId) -> Result<QuoteRow> {
    let row = quotes::lock(&mut act.conn, id).await?;
    row.ok_or_else(|| not_found("Quote ID Not Found"))
}

/// Writes a new quote with its lines; they get its number, and it the rate of its currency (B3).
///
/// # Errors
/// When the database fails.
pub async fn create(act: &mut Act, mut row: QuoteRow, lines: Vec<QuoteItemRow>) -> Result<QuoteId> {
    row.exchange_rate = act.currencies().await?.rate(row.currency_id)?.scaled();
    let id = quotes::insert(&mut act.conn, &row).await?;
    for line in lines {
        quotes::add_item(&mut act.conn, &QuoteItemRow { quote_id: id, ..line }).await?;
    }
    compute(act, id).await?;
    act.log(client_of(&row), format!("Created Quote - Quote ID: {id}")).await?;
    Ok(id)
}

/// Puts a quote into a currency, at what that is worth now (B3); the same one stays at its rate.
///
/// # Errors
/// Broken when the currency does not exist.
pub async fn set_currency(act: &mut Act, row: &mut QuoteRow, id: CurrencyId) -> Result<()> {
    if row.currency_id != id {
        row.exchange_rate = act.currencies().await?.rate(id)?.scaled();
        row.currency_id = id;
    }
    Ok(())
}

/// Computes the sums again from the lines.
///
/// # Errors
/// When an amount does not fit, or the database fails.
pub async fn compute(act: &mut Act, id: QuoteId) -> Result<()> {
    let mut row = lock(act, id).await?;
    let currency = Currencies::read(&mut act.conn).await?.currency(row.currency_id)?;
    let payer = payer(act, &row).await?;
    let settings = std::sync::Arc::clone(&act.settings);
    let taxation = taxation::of_payer(&mut act.conn, &settings, &payer, None).await?;
    let mut lines = Vec::new();
    for line in quotes::items(&mut act.conn, id).await? {
        lines.push(LineAmount { amount: amount(&line, currency)?, taxed: line.taxed });
    }
    let taxed = taxation.compute(&lines, currency)?;
    row.subtotal_minor = taxed.subtotal.minor;
    row.tax_minor = taxed.tax.minor;
    row.tax2_minor = taxed.tax2.minor;
    row.total_minor = taxed.total()?.minor;
    row.modified_on = act.today();
    Ok(quotes::save(&mut act.conn, &row).await?)
}

/// What a line is over: quantity times price less discount, rounded once (B2).
///
/// # Errors
/// When it does not fit.
pub fn amount(line: &QuoteItemRow, currency: Currency) -> Result<Money> {
    let whole = Percent::WHOLE.ten_thousandths();
    let parts = line.quantity.checked_mul(whole - line.discount);
    let parts = parts.ok_or_else(|| crate::invalid("qty", "The quantity is too large"))?;
    let price = Money::from_minor(line.unit_price_minor, currency);
    Ok(price.fraction(parts, QUANTITY_SCALE * whole)?)
}

/// Mails a quote; a draft is delivered by it.
///
/// # Errors
/// Not found when there is no such quote.
pub async fn send(act: &mut Act, id: QuoteId) -> Result<()> {
    let mut row = lock(act, id).await?;
    let payer = payer(act, &row).await?;
    if row.stage == QuoteStage::Draft {
        row.stage = QuoteStage::Delivered;
    }
    row.sent_on = Some(act.today());
    quotes::save(&mut act.conn, &row).await?;
    write_to(act, &row, &payer).await?;
    act.log(client_of(&row), format!("Sent Quote - Quote ID: {id}")).await
}

async fn write_to(act: &mut Act, row: &QuoteRow, payer: &PayerRow) -> Result<()> {
    if payer.email.is_empty() {
        return Ok(());
    }
    let currencies = act.currencies().await?;
    let total = currencies.formatted(currencies.money(row.total_minor, row.currency_id)?);
    // Who is no client cannot sign in to look at it.
    let link = match client_of(row) {
        Some(_) => format!("{}billing/quotes/{}", act.settings.text(SYSTEM_URL), row.id),
        None => String::new(),
    };
    let more = vec![
        ("quote_number", row.id.to_string()),
        ("quote_subject", row.subject.clone()),
        ("quote_proposal", row.proposal.clone()),
        ("quote_total", total),
        ("quote_date_created", act.settings.written(row.created_on)),
        ("quote_valid_until", act.settings.written(row.valid_until)),
        ("quote_link", link),
    ];
    let about = About::client(payer, more);
    let Some(mail) = written(act, QUOTE_DELIVERY, &about).await? else { return Ok(()) };
    let papers = vec![Paper::Quote(row.id.0)];
    enqueue(act, &NewMail { papers, ..mail }, None).await
}

/// Accepts a quote: its lines become an invoice, once. Accepted again it answers the same one. For
/// somebody who is no client yet the office makes one of what the quote says
/// (`https://docs.whmcs.com/Quotes`).
///
/// # Errors
/// Not found when there is no such quote; not-now when it is for nobody who is or can become a
/// client; conflict when somebody has that email address already.
pub async fn accept(act: &mut Act, id: QuoteId) -> Result<InvoiceId> {
    let row = lock(act, id).await?;
    if let Some(invoice) = row.invoice_id {
        return Ok(invoice);
    }
    let row = with_client(act, row).await?;
    let client = payers::by_id(&mut act.conn, row.client_id).await?;
    let client = client.ok_or_else(|| not_now("The quote belongs to no client"))?;
    let currency = Currencies::read(&mut act.conn).await?.currency(row.currency_id)?;
    if client.currency_id != row.currency_id {
        return Err(not_now("The quote is not in the client's currency"));
    }
    let mut lines = Vec::new();
    for line in quotes::items(&mut act.conn, id).await? {
        let text = line_text(&line);
        let explanation = steps(&line, currency)?;
        let new = NewLine::new(LineType::Custom, 0, text, amount(&line, currency)?);
        lines.push(NewLine { taxed: line.taxed, explanation, ..new });
    }
    let new = NewInvoice {
        client: client.id,
        lines,
        issued_on: None,
        due_on: act.today(),
        gateway: String::new(),
        notes: format!("Re Quote #{id}: {}", row.subject),
        draft: false,
        apply_credit: false,
        tax_rates: None,
    };
    let invoice = issue(act, new).await?;
    let today = act.today();
    let row = QuoteRow {
        stage: QuoteStage::Accepted,
        accepted_on: Some(today),
        modified_on: today,
        invoice_id: Some(invoice),
        ..row
    };
    quotes::save(&mut act.conn, &row).await?;
    mail::about(act, Occasion::Created, invoice).await?;
    act.log(Some(client.id), format!("Accepted Quote - Quote ID: {id}")).await?;
    let payload = json!({ "quoteid": id.0, "invoiceid": invoice.0 });
    act.event("AcceptQuote", Some(client.id), &payload).await?;
    tell_accepted(act, &row, &client, invoice).await?;
    Ok(invoice)
}

/// The quote with its client, who is made where it is for nobody yet.
async fn with_client(act: &mut Act, row: QuoteRow) -> Result<QuoteRow> {
    if client_of(&row).is_some() || !act.caller.actor.is_office() {
        return Ok(row);
    }
    let person = as_person(&row).tidied();
    let names = [&person.first_name, &person.last_name, &person.company];
    let needs = [
        ("a name", names.iter().all(|name| name.is_empty())),
        ("an email address", person.email.is_empty()),
    ];
    let missing: Vec<&str> =
        needs.into_iter().filter(|(_, is_missing)| *is_missing).map(|(what, _)| what).collect();
    if !missing.is_empty() {
        let missing = missing.join(" and ");
        let said = format!("The quote belongs to no client, and to make one it lacks {missing}");
        return Err(not_now(said));
    }
    if let Some(known) = clients::by_email(&mut act.conn, &person.email).await? {
        return Err(conflict(format!(
            "A client already exists with that email address: give the quote to client ID {}",
            known.id
        )));
    }
    let new = NewClient {
        person,
        currency: Some(row.currency_id),
        skip_validation: true,
        ..NewClient::default()
    };
    let (client_id, _) = create_client(act, new).await?;
    Ok(QuoteRow { client_id, ..row })
}

fn as_person(row: &QuoteRow) -> Person {
    Person {
        first_name: row.first_name.clone(),
        last_name: row.last_name.clone(),
        company: row.company.clone(),
        email: row.email.clone(),
        address1: row.address1.clone(),
        address2: row.address2.clone(),
        city: row.city.clone(),
        state: row.state.clone(),
        postcode: row.postcode.clone(),
        country: row.country.clone(),
        phone: row.phone.clone(),
        tax_id: row.tax_id.clone(),
    }
}

/// Confirms it to the client, and tells the staff who want to know.
async fn tell_accepted(
    act: &mut Act,
    row: &QuoteRow,
    client: &PayerRow,
    invoice: InvoiceId,
) -> Result<()> {
    let currencies = act.currencies().await?;
    let total = currencies.formatted(currencies.money(row.total_minor, row.currency_id)?);
    let issued = invoices::by_id(&mut act.conn, invoice).await?;
    let link = format!("{}viewinvoice.php?id={invoice}", act.settings.text(SYSTEM_URL));
    let of_quote = [
        ("quote_number", row.id.to_string()),
        ("quote_subject", row.subject.clone()),
        ("quote_total", total),
    ];
    let mut more = of_quote.to_vec();
    more.extend([
        ("quote_invoice_num", issued.map(|row| label(&row)).unwrap_or_default()),
        ("quote_invoice_link", link),
    ]);
    let about = About::client(client, more);
    if let Some(mail) = written(act, QUOTE_ACCEPTED, &about).await? {
        enqueue(act, &mail, Some(format!("quote.accepted:{}", row.id))).await?;
    }
    let mut more = of_quote.to_vec();
    let name = full_name(&client.first_name, &client.last_name);
    more.extend([("client_id", client.id.to_string()), ("client_name", name)]);
    let key = format!("quote.accepted.staff:{}", row.id);
    tell_concerned(act, QUOTE_ACCEPTED_TO_STAFF, Concern::Account, &more, &key).await
}

/// Forgets a quote; the invoice that came of it stays.
///
/// # Errors
/// Not found when there is no such quote.
pub async fn delete(act: &mut Act, id: QuoteId) -> Result<()> {
    let row = lock(act, id).await?;
    quotes::delete(&mut act.conn, id).await?;
    act.log(client_of(&row), format!("Deleted Quote - Quote ID: {id}")).await
}

/// `2 x Work`: what the amount alone would not say.
fn line_text(line: &QuoteItemRow) -> String {
    if line.quantity == QUANTITY_SCALE && line.discount == 0 {
        return line.description.clone();
    }
    format!("{} x {}", shown_scaled(line.quantity, 6), line.description)
}

/// How the amount of a line came about: so many at the price, and the discount off that.
fn steps(line: &QuoteItemRow, currency: Currency) -> Result<Vec<Step>> {
    let whole = amount(&QuoteItemRow { discount: 0, ..line.clone() }, currency)?;
    let price = Money::from_minor(line.unit_price_minor, currency);
    let counted = format!("{} x {price}", shown_scaled(line.quantity, 6));
    let mut steps = vec![Step::new(counted, whole)];
    if line.discount != 0 {
        let off = amount(line, currency)?.sub(whole)?;
        steps.push(Step::new(format!("-{} %", shown_scaled(line.discount, 4)), off));
    }
    Ok(steps)
}

fn client_of(row: &QuoteRow) -> Option<ClientId> {
    Some(row.client_id).filter(|client| client.0 > 0)
}

/// Who would pay: the client, or who the quote says.
async fn payer(act: &mut Act, row: &QuoteRow) -> Result<PayerRow> {
    let payer = payers::by_id(&mut act.conn, row.client_id).await?;
    Ok(payer.unwrap_or_else(|| as_payer(row)))
}

/// Who the quote says, who is no client yet.
pub(super) fn as_payer(row: &QuoteRow) -> PayerRow {
    PayerRow {
        id: ClientId(0),
        first_name: row.first_name.clone(),
        last_name: row.last_name.clone(),
        company: row.company.clone(),
        email: row.email.clone(),
        address1: row.address1.clone(),
        address2: row.address2.clone(),
        city: row.city.clone(),
        state: row.state.clone(),
        postcode: row.postcode.clone(),
        country: row.country.clone(),
        tax_id: row.tax_id.clone(),
        vat_refused: String::new(),
        tax_exempt: false,
        currency_id: row.currency_id,
        default_gateway: String::new(),
        credit_minor: 0,
        separate_invoices: false,
        billing_day: 0,
        group_billing_day: 0,
        disable_auto_cc: false,
        language: String::new(),
        erased: false,
    }
}
