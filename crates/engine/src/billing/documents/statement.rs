//! The account of a client as it is put on paper.

use jiff::civil::Date;
use model::ids::ClientId;
use model::money::Money;
use ports::documents::{Movement, StatementDocument};
use store::Conn;
use store::billing::payers;

use super::house::House;
use super::party;
use crate::billing::statements;
use crate::{Engine, Result};

/// Puts the account of a client on paper.
///
/// # Errors
/// As for [`statements::statement`].
pub async fn statement(
    engine: &Engine,
    c: &mut Conn,
    client: ClientId,
    days: [Option<Date>; 2],
) -> Result<StatementDocument> {
    let said = statements::statement(engine, c, client, days).await?;
    let house = House::read(engine, c).await?;
    let payer = payers::by_id(c, client).await?;
    let [seller, buyer] = party::both("", &house.settings, payer.as_ref());
    let amount = |money: Money| house.currencies.formatted(money);
    let if_any = |money: Money| if money.minor == 0 { String::new() } else { amount(money) };
    let line = |line: statements::Line| Movement {
        on: house.date(line.on),
        reason: line.what.word().replace(' ', "-"),
        number: line.number,
        debit: if_any(line.debit),
        credit: if_any(line.credit),
        balance: amount(line.balance),
    };
    Ok(StatementDocument {
        sheet: house.sheet(c, client).await?,
        seller,
        buyer,
        number: format!("{} – {}", house.date(said.from), house.date(said.to)),
        opening: amount(said.opening),
        lines: said.lines.into_iter().map(line).collect(),
        closing: amount(said.closing),
    })
}
