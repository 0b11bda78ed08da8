//! `CreateQuote`, `UpdateQuote`, `SendQuote`, `AcceptQuote`, `DeleteQuote`.

use engine::billing::quotes::{self as quoting, QUANTITY_SCALE};
use engine::system::currencies::Currencies;
use engine::{Act, Result, invalid, not_found, not_now};
use model::billing::invoice::QuoteStage;
use model::ids::{ClientId, CurrencyId, QuoteId, QuoteItemId};
use model::money::{Currency, Money, Percent};
use model::word::Word as _;
use protocol::wire::{Group, List, PhpSerialized};
use protocol::{
    AcceptQuote, AcceptQuoteResponse, CreateQuote, CreateQuoteResponse, DeleteQuote,
    DeleteQuoteResponse, NewQuoteLine, SendQuote, SendQuoteResponse, UpdateQuote,
    UpdateQuoteResponse,
};
use store::billing::payers;
use store::billing::quotes::{self, QuoteItemRow, QuoteRow};

use super::shown::{client_id, millionths};
use crate::Registry;
use crate::wire::{local_day, money, number};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call| Box::pin(create_quote(act, call)))
        .write(|act, call| Box::pin(update_quote(act, call)))
        .write(|act, call| Box::pin(send_quote(act, call)))
        .write(|act, call| Box::pin(accept_quote(act, call)))
        .write(|act, call| Box::pin(delete_quote(act, call)))
        .read(|cx, call| Box::pin(super::get_quotes::get_quotes(cx, call)))
}

type Lines = Option<PhpSerialized<List<Group<NewQuoteLine>>>>;

fn quote_id(id: u64) -> QuoteId {
    QuoteId(number(id))
}

fn stage(word: &str) -> Result<QuoteStage> {
    let stage = QuoteStage::from_word(word.trim());
    stage.ok_or_else(|| invalid("stage", "Invalid Stage"))
}

async fn create_quote(act: &mut Act, call: CreateQuote) -> Result<CreateQuoteResponse> {
    if call.subject.trim().is_empty() {
        return Err(invalid("subject", "Subject is required"));
    }
    let stage = stage(&call.stage)?;
    let valid_until = local_day(&act.settings, "validuntil", Some(call.validuntil))?;
    let created_on = local_day(&act.settings, "datecreated", call.datecreated)?;
    let today = act.today();
    // The client's id is taken as it is sent, as real servers do.
    let client = call.userid.map_or(ClientId(0), client_id);
    let (currency_id, currency) = currency_of(act, client, call.currency).await?;
    let lines = lines(&call.lineitems, &currency)?;
    let text = |text: Option<String>| text.unwrap_or_default();
    let row = QuoteRow {
        id: QuoteId(0),
        subject: call.subject,
        stage,
        client_id: client,
        first_name: text(call.firstname),
        last_name: text(call.lastname),
        company: text(call.companyname),
        email: text(call.email),
        address1: text(call.address1),
        address2: text(call.address2),
        city: text(call.city),
        state: text(call.state),
        postcode: text(call.postcode),
        country: text(call.country),
        phone: text(call.phonenumber),
        tax_id: text(call.tax_id),
        currency_id,
        exchange_rate: 0,
        subtotal_minor: 0,
        tax_minor: 0,
        tax2_minor: 0,
        total_minor: 0,
        proposal: text(call.proposal),
        customer_notes: text(call.customernotes),
        admin_notes: text(call.adminnotes),
        created_on: created_on.unwrap_or(today),
        valid_until: valid_until.ok_or_else(|| invalid("validuntil", "Valid Until is required"))?,
        modified_on: today,
        sent_on: None,
        accepted_on: None,
        invoice_id: None,
    };
    let id = quoting::create(act, row, lines).await?;
    Ok(CreateQuoteResponse { quoteid: id.0.into() })
}

/// The client's currency, else the named one, else the default one.
async fn currency_of(
    act: &mut Act,
    client: ClientId,
    wanted: Option<u64>,
) -> Result<(CurrencyId, Currency)> {
    let currencies = Currencies::read(&mut act.conn).await?;
    let payer = payers::by_id(&mut act.conn, client).await?;
    let wanted = wanted.filter(|id| *id > 0).map(|id| CurrencyId(number(id)));
    let id = match (payer, wanted) {
        (Some(payer), _) => payer.currency_id,
        (None, Some(wanted)) => {
            let row = currencies.row(wanted);
            row.ok_or_else(|| invalid("currency", "Currency ID Not Found"))?.id
        }
        (None, None) => currencies.default_row()?.id,
    };
    Ok((id, currencies.currency(id)?))
}

fn lines(sent: &Lines, currency: &Currency) -> Result<Vec<QuoteItemRow>> {
    let Some(PhpSerialized(sent)) = sent else { return Ok(Vec::new()) };
    let line = |Group(line): &Group<NewQuoteLine>| {
        let price = match line.up.as_ref().filter(|price| !price.is_blank()) {
            Some(price) => money("up", price, currency)?,
            None => Money::zero(*currency),
        };
        let discount = match line.discount.as_ref().filter(|discount| !discount.is_blank()) {
            Some(discount) => Percent::parse(discount.as_str()).ok(),
            None => Some(Percent::ZERO),
        };
        let discount = discount.filter(|discount| *discount <= Percent::WHOLE);
        let discount = discount
            .ok_or_else(|| invalid("discount", "Parameter 'discount' is not a percentage"))?;
        Ok(QuoteItemRow {
            id: QuoteItemId(line.id.map_or(0, number)),
            quote_id: QuoteId(0),
            description: line.desc.clone(),
            quantity: millionths("qty", line.qty.as_ref(), QUANTITY_SCALE)?,
            unit_price_minor: price.minor,
            discount: discount.ten_thousandths(),
            taxed: line.taxable.0,
        })
    };
    sent.iter().map(line).collect()
}

async fn update_quote(act: &mut Act, call: UpdateQuote) -> Result<UpdateQuoteResponse> {
    let id = quote_id(call.quoteid);
    let mut row = quoting::lock(act, id).await?;
    let before = row.clone();
    if let Some(word) = call.stage.as_deref().filter(|word| !word.trim().is_empty()) {
        row.stage = stage(word)?;
    }
    if let Some(client) = call.userid {
        row.client_id = client_id(client);
    }
    if call.userid.is_some() || call.currency.is_some() {
        let (currency, _) = currency_of(act, row.client_id, call.currency).await?;
        quoting::set_currency(act, &mut row, currency).await?;
    }
    let texts = [
        (&mut row.subject, call.subject),
        (&mut row.first_name, call.firstname),
        (&mut row.last_name, call.lastname),
        (&mut row.company, call.companyname),
        (&mut row.email, call.email),
        (&mut row.address1, call.address1),
        (&mut row.address2, call.address2),
        (&mut row.city, call.city),
        (&mut row.state, call.state),
        (&mut row.postcode, call.postcode),
        (&mut row.country, call.country),
        (&mut row.phone, call.phonenumber),
        (&mut row.tax_id, call.tax_id),
        (&mut row.proposal, call.proposal),
        (&mut row.customer_notes, call.customernotes),
        (&mut row.admin_notes, call.adminnotes),
    ];
    for (field, sent) in texts {
        if let Some(sent) = sent {
            *field = sent;
        }
    }
    let created_on = local_day(&act.settings, "datecreated", call.datecreated)?;
    let valid_until = local_day(&act.settings, "validuntil", call.validuntil)?;
    row.created_on = created_on.unwrap_or(row.created_on);
    row.valid_until = valid_until.unwrap_or(row.valid_until);
    let is_accepted = before.invoice_id.is_some() || before.stage == QuoteStage::Accepted;
    if is_accepted {
        let has_deleted = call.deletelineids.iter().next().is_some();
        check_only_notes(before, &row, &call.lineitems, has_deleted)?;
    }
    quotes::save(&mut act.conn, &row).await?;
    let currency = Currencies::read(&mut act.conn).await?.currency(row.currency_id)?;
    for line in lines(&call.lineitems, &currency)? {
        let line = QuoteItemRow { quote_id: id, ..line };
        if line.id.0 == 0 {
            quotes::add_item(&mut act.conn, &line).await?;
        } else if !quotes::save_item(&mut act.conn, &line).await? {
            return Err(not_found("Quote Line Item ID Not Found"));
        }
    }
    for line in call.deletelineids.iter() {
        if !quotes::delete_item(&mut act.conn, id, QuoteItemId(number(*line))).await? {
            return Err(not_found("Quote Line Item ID Not Found"));
        }
    }
    // What was accepted keeps the sums that it was accepted with.
    if !is_accepted {
        quoting::compute(act, id).await?;
    }
    act.log(None, format!("Modified Quote - Quote ID: {id}")).await?;
    Ok(UpdateQuoteResponse {})
}

/// Of what was accepted only the notes change, and its stage while no invoice came of it.
fn check_only_notes(
    before: QuoteRow,
    after: &QuoteRow,
    lines: &Lines,
    has_deleted: bool,
) -> Result<()> {
    let stage = if before.invoice_id.is_some() { before.stage } else { after.stage };
    let kept = QuoteRow {
        stage,
        customer_notes: after.customer_notes.clone(),
        admin_notes: after.admin_notes.clone(),
        ..before
    };
    let has_lines = lines.as_ref().is_some_and(|PhpSerialized(sent)| sent.iter().next().is_some());
    if has_lines || has_deleted || kept != *after {
        return Err(not_now("The quote was accepted: only its notes can still be changed"));
    }
    Ok(())
}

async fn send_quote(act: &mut Act, call: SendQuote) -> Result<SendQuoteResponse> {
    quoting::send(act, quote_id(call.quoteid)).await?;
    Ok(SendQuoteResponse {})
}

async fn accept_quote(act: &mut Act, call: AcceptQuote) -> Result<AcceptQuoteResponse> {
    let invoice = quoting::accept(act, quote_id(call.quoteid)).await?;
    Ok(AcceptQuoteResponse { invoiceid: invoice.0.into() })
}

async fn delete_quote(act: &mut Act, call: DeleteQuote) -> Result<DeleteQuoteResponse> {
    quoting::delete(act, quote_id(call.quoteid)).await?;
    Ok(DeleteQuoteResponse {})
}
