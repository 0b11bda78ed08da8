//! `AddCredit`, `ApplyCredit`, `GetCredits`.

use engine::billing::mail::{self, Occasion};
use engine::billing::{bill, credit, issue};
use engine::system::currencies::Currencies;
use engine::{Act, Cx, Result, invalid, not_found};
use model::ids::StaffId;
use model::money::Money;
use protocol::wire::{AmountNumber, Wrap};
use protocol::{
    AddCredit, AddCreditResponse, ApplyCredit, ApplyCreditResponse, Credit, CreditAmount, Credits,
    GetCredits, GetCreditsResponse,
};
use store::billing::{credits, payers};
use store::people::staff;

use super::shown::{client_id, invoice_id, minor};
use crate::Registry;
use crate::wire::{amount, date, money, number};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call| Box::pin(add_credit(act, call)))
        .write(|act, call| Box::pin(apply_credit(act, call)))
        .read(|cx, call| Box::pin(get_credits(cx, call)))
}

async fn add_credit(act: &mut Act, call: AddCredit) -> Result<AddCreditResponse> {
    let client = client_id(call.clientid);
    let kind = call.r#type.as_deref().map(str::trim).filter(|kind| !kind.is_empty());
    let adds = match kind.unwrap_or("add").to_ascii_lowercase().as_str() {
        "add" => true,
        "remove" => false,
        _ => return Err(invalid("type", "Type can only be add or remove")),
    };
    let currency = issue::currency_of(act, client).await?;
    let malformed = || invalid("amount", "Amount must be in decimal format: ### or ###.##");
    let value = Money::parse(call.amount.as_str(), &currency).map_err(|_| malformed())?;
    if value.minor < 0 {
        // What is to be taken away says so by its type.
        return Err(malformed());
    }
    if value.minor == 0 {
        return Err(invalid("amount", "No Amount Provided"));
    }
    let staff = match call.adminid.filter(|id| *id > 0).map(|id| StaffId(number(id))) {
        Some(id) => {
            let found = staff::by_id(&mut act.conn, id).await?;
            Some(found.ok_or_else(|| not_found("Admin ID Not Found"))?.id)
        }
        None => None,
    };
    let stamp = credit::Stamp { on: call.date.and_then(|date| date.0), staff };
    let moved = if adds { value } else { value.neg()? };
    let balance = credit::adjust(act, client, moved, &call.description, 0, stamp).await?;
    Ok(AddCreditResponse { newbalance: minor(balance, currency) })
}

async fn apply_credit(act: &mut Act, call: ApplyCredit) -> Result<ApplyCreditResponse> {
    let id = invoice_id(call.invoiceid);
    let bill = bill::lock(act, id).await?;
    let wanted = match &call.amount {
        None | Some(CreditAmount::Full) => None,
        Some(CreditAmount::Exactly(exact)) => Some(money("amount", exact, &bill.currency)?),
    };
    let applied = credit::apply(act, id, wanted).await?;
    if applied.settles && !call.noemail.0 {
        mail::about(act, Occasion::Paid, id).await?;
    }
    Ok(ApplyCreditResponse {
        invoiceid: id.0.into(),
        amount: AmountNumber(amount(applied.to_invoice)),
        invoicepaid: applied.settles.into(),
    })
}

async fn get_credits(cx: &Cx, call: GetCredits) -> Result<GetCreditsResponse> {
    let client = client_id(call.clientid);
    let mut conn = cx.read().await?;
    let payer = payers::by_id(&mut conn, client).await?;
    let payer = payer.ok_or_else(|| not_found("Client ID Not Found"))?;
    let currency = Currencies::read(&mut conn).await?.currency(payer.currency_id)?;
    let rows = credits::of_client(&mut conn, client).await?;
    let show = |row: credits::CreditRow| Credit {
        id: row.id.0.into(),
        date: date(Some(row.on_date)),
        description: row.description.into(),
        amount: minor(row.amount_minor, currency),
        relid: row.rel_id.into(),
    };
    Ok(GetCreditsResponse {
        totalresults: rows.len().into(),
        clientid: client.0.into(),
        credits: Wrap(Credits { credit: rows.into_iter().map(show).collect() }),
    })
}
