//! What a person has to collect by direct debit, because no gateway knows the account.

use store::Conn;
use store::edits::Cell;
use store::system::reports as figures;

use super::figures::{CURRENCY, money, number, report, text};
use super::{Days, Kind, Report};
use crate::billing::gateways::charges_by_itself;
use crate::{Engine, Result};

/// Every one of them.
pub(super) const ALL: &[Report] = &[report(
    "direct_debits",
    "Direct debits to collect",
    Days::Now,
    &[
        ("duedate", "Due", Kind::Date),
        number("invoiceid", "Invoice"),
        number("clientid", "Client"),
        text("client", "Name"),
        text("account", "Account"),
        text("bank", "Bank"),
        text("digits", "Last digits"),
        CURRENCY,
        money("amount", "Amount"),
    ],
)
.saying(
    "Unpaid invoices of clients who pay first of all from a bank account that is only written \
     down. What a gateway charges by itself is not among them. Of an account no more than the \
     bank and the last digits are kept; the whole number is on the mandate.",
)];

/// The rows of the one there is.
pub(super) async fn rows(engine: &Engine, c: &mut Conn) -> Result<Vec<Vec<Cell>>> {
    let lines = figures::direct_debits(c).await?;
    let automatic = |module: &str| charges_by_itself(engine, module);
    // As the run of captures decides (B22): by the stored method, unless the invoice is to be paid
    // in a way that nothing is charged with.
    let by_hand = |line: &figures::Line| match line.as_slice() {
        [Cell::Text(gateway), Cell::Text(kept), ..] => {
            !automatic(kept) || (!gateway.is_empty() && !automatic(gateway))
        }
        _ => false,
    };
    let lines = lines.into_iter().filter(by_hand);
    Ok(lines.map(|line| line.into_iter().skip(2).collect()).collect())
}
