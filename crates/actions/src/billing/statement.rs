//! `GetClientStatement` and `GetClientStatementPdf`: ours. A client sees its own only.

use engine::billing::documents;
use engine::billing::statements::{self, Line, What};
use engine::{Actor, Cx, Result, not_found, not_permitted};
use model::billing::journal::EntryKind;
use model::ids::ClientId;
use protocol::wire::Wrap;
use protocol::{
    Action, GetClientStatement, GetClientStatementPdf, GetClientStatementPdfResponse,
    GetClientStatementResponse, StatementLine, StatementLines,
};

use super::documents::sent;
use crate::wire::{amount, date, id};

pub(super) async fn get(cx: &Cx, call: GetClientStatement) -> Result<GetClientStatementResponse> {
    let client = whose::<GetClientStatement>(cx, call.clientid)?;
    let days = [call.datefrom.0, call.dateto.0];
    let said = statements::statement(&cx.engine, &mut cx.read().await?, client, days).await?;
    let line = |line: Line| StatementLine {
        date: date(Some(line.on)),
        description: described(line.what, &line.number).into(),
        reason: line.what.word().into(),
        invoiceid: line.invoice.map_or(0, |id| id.0).into(),
        invoicenum: line.number.into(),
        debit: amount(line.debit),
        credit: amount(line.credit),
        balance: amount(line.balance),
    };
    Ok(GetClientStatementResponse {
        currency: said.currency.code().into(),
        datefrom: date(Some(said.from)),
        dateto: date(Some(said.to)),
        opening: amount(said.opening),
        closing: amount(said.closing),
        lines: Wrap(StatementLines {
            line: said.lines.into_iter().map(line).collect::<Vec<_>>().into(),
        }),
    })
}

pub(super) async fn pdf(
    cx: &Cx,
    call: GetClientStatementPdf,
) -> Result<GetClientStatementPdfResponse> {
    let client = whose::<GetClientStatementPdf>(cx, call.clientid)?;
    let days = [call.datefrom.0, call.dateto.0];
    let file = documents::statement_pdf(&cx.engine, client, days).await?;
    let (filename, data) = sent(file);
    Ok(GetClientStatementPdfResponse { filename, data })
}

/// The client that is asked about: the office may ask about any, a client about itself.
fn whose<A: Action>(cx: &Cx, asked: u64) -> Result<ClientId> {
    let asked: ClientId = id(asked);
    match cx.caller.actor {
        Actor::Client { client, .. } if client == asked => Ok(client),
        Actor::Client { .. } => Err(not_found("Client ID Not Found")),
        Actor::Visitor => Err(not_permitted(A::NAME)),
        Actor::System | Actor::Staff { .. } | Actor::Api { .. } => Ok(asked),
    }
}

fn described(what: What, label: &str) -> String {
    let What::Entry(kind) = what else { return format!("Credit note for invoice {label}") };
    let what = match kind {
        EntryKind::InvoiceIssued => "Invoice",
        EntryKind::InvoiceCancelled => "Cancelled invoice",
        EntryKind::PaymentReceived => "Payment of invoice",
        EntryKind::PaymentReversed => "Reversed payment of invoice",
        EntryKind::DepositSettled => "Deposit of invoice",
        EntryKind::CreditAdded => "Credit added",
        EntryKind::CreditRemoved => "Credit removed",
        EntryKind::CreditApplied => "Credit applied to invoice",
        EntryKind::Refund => "Refund of invoice",
        EntryKind::Fee => "Fee",
    };
    if label.is_empty() {
        what.trim_end_matches(" of invoice").to_owned()
    } else {
        format!("{what} {label}")
    }
}
