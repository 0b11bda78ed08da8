//! Bank statements: read, kept, booked by their references. Our own actions.

mod read;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::billing::bank::{self, For, Suggestion};
use engine::system::settings::Settings;
use engine::{Act, Cx, Result, invalid, not_permitted};
use model::money::{Currency, Money, iso_digits};
use protocol::wire::{Num, Wrap};
use protocol::{
    Action as _, BankLine, BankLines, BankSuggestion, BankSuggestions, GetBankLines,
    GetBankLinesResponse, IgnoreBankLine, IgnoreBankLineResponse, ImportBankStatement,
    ImportBankStatementResponse, MatchBankLine, MatchBankLineResponse,
};
use store::billing::bank_lines::{self, LineRow, Listed};

use super::shown::{client_id, invoice_id};
use crate::Registry;
use crate::wire::{amount, date, moment, number, page};

/// Lines of a page at most: for each open one is looked for what it may be.
const PAGE_LINES_MAX: i64 = 100;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: ImportBankStatement| Box::pin(import(act, call)))
        .read(|cx, call: GetBankLines| Box::pin(get(cx, call)))
        .write(|act, call: MatchBankLine| Box::pin(book(act, call)))
        .write(|act, call: IgnoreBankLine| Box::pin(ignore(act, call)))
}

async fn import(act: &mut Act, call: ImportBankStatement) -> Result<ImportBankStatementResponse> {
    if !act.caller.actor.is_office() {
        return Err(not_permitted(ImportBankStatement::NAME));
    }
    let text: String = call.data.chars().filter(|letter| !letter.is_whitespace()).collect();
    let bytes = STANDARD.decode(text);
    let bytes = bytes.map_err(|_| invalid("data", "Parameter 'data' must hold base64"))?;
    let lines = read::read(&bytes, &call).map_err(|(field, why)| invalid(field, why))?;
    let imported = bank::import(act, &lines, !call.noemail.0).await?;
    if call.dryrun.0 {
        // What was written is rolled back, and the answer given all the same.
        act.caller.dry_run = true;
    }
    let of = |status: &str| -> Num {
        imported.added.iter().filter(|row| row.status == status).count().into()
    };
    Ok(ImportBankStatementResponse {
        lines: lines.len().into(),
        added: imported.added.len().into(),
        known: imported.known.into(),
        booked: of("Booked"),
        open: of("Open"),
        ignored: of("Ignored"),
        kept: (!act.caller.dry_run).into(),
        banklines: many(
            imported
                .added
                .iter()
                .map(|row| wire(&act.settings, row, Vec::new()))
                .collect::<Result<_>>()?,
        ),
    })
}

async fn get(cx: &Cx, call: GetBankLines) -> Result<GetBankLinesResponse> {
    if !cx.caller.actor.is_office() {
        return Err(not_permitted(GetBankLines::NAME));
    }
    let (start, limit) = page(call.limitstart, call.limitnum);
    let listed = Listed {
        id: call.lineid.map(number),
        invoice: call.invoiceid.map(number),
        client: call.userid.map(number),
        status: call.status.as_deref().map(str::trim).filter(|text| !text.is_empty()),
    };
    let mut c = cx.read().await?;
    let page = (start, limit.min(PAGE_LINES_MAX));
    let (rows, total) = bank_lines::page(&mut c, listed, page).await?;
    let settings = cx.engine.settings().await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let open = row.status == "Open";
        let found = if open { bank::suggestions(&mut c, &row).await? } else { Vec::new() };
        lines.push(wire(&settings, &row, found)?);
    }
    Ok(GetBankLinesResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: lines.len().into(),
        banklines: many(lines),
    })
}

fn many(lines: Vec<BankLine>) -> Wrap<BankLines> {
    Wrap(BankLines { bankline: lines.into() })
}

fn wire(settings: &Settings, row: &LineRow, found: Vec<Suggestion>) -> Result<BankLine> {
    let currency = Currency::new(&row.currency, iso_digits(&row.currency))?;
    let suggestion = |one: Suggestion| {
        let (id, label) = one.invoice.map_or((0, String::new()), |(id, label)| (id.0, label));
        BankSuggestion {
            invoiceid: id.into(),
            invoicenum: label.into(),
            userid: one.client.0.into(),
            name: one.name.into(),
            reason: one.reason.into(),
        }
    };
    let found: Vec<_> = found.into_iter().map(suggestion).collect();
    Ok(BankLine {
        lineid: row.id.into(),
        account: row.account.clone().into(),
        bankid: row.bank_id.clone().into(),
        date: date(Some(row.booked_on)),
        amount: amount(Money::from_minor(row.amount_minor, currency)),
        currency: row.currency.clone().into(),
        payer: row.payer.clone().into(),
        payeraccount: row.payer_account.clone().into(),
        reference: row.reference.clone().into(),
        status: row.status.clone().into(),
        reason: row.reason.clone().into(),
        invoiceid: row.invoice_id.map_or(0, |id| id.0).into(),
        userid: row.client_id.map_or(0, |id| id.0).into(),
        transactionid: row.transaction_id.map_or(0, |id| id.0).into(),
        imported: moment(settings, Some(row.imported_at)),
        decidedby: row.decided_name.clone().into(),
        decided: moment(settings, row.decided_at),
        suggestions: Wrap(BankSuggestions { suggestion: found.into() }),
    })
}

async fn book(act: &mut Act, call: MatchBankLine) -> Result<MatchBankLineResponse> {
    let invoice = call.invoiceid.filter(|id| *id > 0).map(invoice_id);
    let client = call.userid.filter(|id| *id > 0).map(client_id);
    let what = match (invoice, client) {
        (Some(invoice), _) => For::Invoice(invoice),
        (None, Some(client)) => For::Credit(client),
        (None, None) => return Err(invalid("invoiceid", "Name an invoice or a client")),
    };
    let transaction = bank::book(act, number(call.lineid), what, !call.noemail.0).await?;
    Ok(MatchBankLineResponse { lineid: call.lineid.into(), transactionid: transaction.0.into() })
}

async fn ignore(act: &mut Act, call: IgnoreBankLine) -> Result<IgnoreBankLineResponse> {
    let reason = call.reason.as_deref().unwrap_or_default();
    bank::ignore(act, number(call.lineid), reason).await?;
    Ok(IgnoreBankLineResponse { lineid: call.lineid.into() })
}
