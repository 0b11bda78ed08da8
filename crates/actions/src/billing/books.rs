//! `VerifyBooks` and `GetJournal`: ours, so that nobody has to believe the totals.

use engine::billing::books::{rules, verify};
use engine::system::currencies::Currencies;
use engine::{Cx, Result};
use model::billing::journal::Account;
use model::word::Word as _;
use protocol::wire::{Amount, Wrap};
use protocol::{
    BookViolation, GetJournal, GetJournalResponse, JournalLine, JournalLines, VerifyBooks,
    VerifyBooksResponse,
};
use store::billing::journal::{SideRow, sides};

use super::shown::{invoice_id, minor};
use crate::wire::{moment, page};

pub(super) async fn verify_books(cx: &Cx, _: VerifyBooks) -> Result<VerifyBooksResponse> {
    let mut conn = cx.read().await?;
    let found = verify(&mut conn).await?;
    let violations = found.into_iter().map(|violation| BookViolation {
        invariant: violation.invariant.into(),
        subject: violation.subject.into(),
        expected: violation.expected.into(),
        found: violation.found.into(),
    });
    Ok(VerifyBooksResponse { checked: rules().into(), violations: violations.collect() })
}

pub(super) async fn get_journal(cx: &Cx, call: GetJournal) -> Result<GetJournalResponse> {
    let settings = cx.engine.settings().await?;
    let (start, rows) = page(call.limitstart, call.limitnum);
    let beginning = call.accountfilter.unwrap_or_default().trim().to_lowercase();
    let accounts: Vec<Account> = Account::ALL
        .iter()
        .copied()
        .filter(|_| !beginning.is_empty())
        .filter(|account| account.word().to_lowercase().starts_with(&beginning))
        .collect();
    if !beginning.is_empty() && accounts.is_empty() {
        return Ok(GetJournalResponse { startnumber: start.into(), ..Default::default() });
    }
    let invoice = call.invoiceid.filter(|id| *id > 0).map(invoice_id);
    let mut conn = cx.read().await?;
    let currencies = Currencies::read(&mut conn).await?;
    let (found, total) = sides(&mut conn, invoice, &accounts, start, rows).await?;
    let show = |row: SideRow| {
        let currency = currencies.currency(row.currency_id)?;
        let (amount, none) = (minor(row.amount_minor, currency), minor(0, currency));
        let (debit, credit): (Amount, Amount) =
            if row.is_debit() { (amount, none) } else { (none, amount) };
        let transaction = row.transaction_id.map(|id| format!("Transaction ID: {id}"));
        Ok(JournalLine {
            id: row.id.into(),
            entryid: row.entry_id.into(),
            date: moment(&settings, Some(row.at)),
            kind: row.reason.word().into(),
            account: row.account.word().into(),
            currency: currency.code().into(),
            debit,
            credit,
            clientid: Some(row.client_id.0).filter(|id| *id > 0).map(Into::into),
            invoiceid: row.invoice_id.map(|id| id.0.into()),
            description: transaction.into(),
        })
    };
    let shown: Result<Vec<JournalLine>> = found.into_iter().map(show).collect();
    let shown = shown?;
    Ok(GetJournalResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: shown.len().into(),
        entries: Wrap(JournalLines { entry: shown.into() }),
    })
}
