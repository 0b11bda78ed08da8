//! Stored ways to pay, as far as a WHMCS tells of them: what a gateway knows them by, and what may
//! be shown.

use engine::billing::pay_methods::last_day;
use jiff::civil::Date;
use model::billing::invoice::PayMethodType;
use model::word::Word as _;
use protocol::wire::Text;
use protocol::{GetPayMethods, PayMethod};

use crate::entry::Entry;
use crate::error::Result;
use crate::moving::Moving;
use crate::reading::ask_each;

const KIND: &str = "pay methods";
/// Clients that are asked for at once.
const CLIENTS: usize = 100;

/// Brings in the ways to pay of each client.
pub(super) async fn bring(moving: &mut Moving<'_>) -> Result<()> {
    let clients = moving.clients();
    let of = i64::try_from(clients.len()).unwrap_or(i64::MAX);
    let mut done = 0;
    for ids in clients.chunks(CLIENTS) {
        let call = |id: &i64| GetPayMethods {
            clientid: (*id).try_into().unwrap_or_default(),
            ..GetPayMethods::default()
        };
        let answers = ask_each(moving, ids.iter().map(call).collect()).await?;
        let mut entries = Vec::new();
        for (client, answer) in ids.iter().copied().zip(answers) {
            match answer {
                Ok(answer) => entries.extend(of_client(moving, client, &answer.paymethods.0)),
                Err(why) => moving.report.leave(KIND, format!("of client {client}"), why),
            }
        }
        moving.write(KIND, entries).await?;
        done += ids.len() as u64;
        moving.tell(KIND, done, of);
    }
    Ok(())
}

fn of_client(moving: &mut Moving<'_>, client: i64, told: &[PayMethod]) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (position, told) in (1_i64..).zip(told) {
        match kind_of(&told.r#type) {
            Some(kind) => entries.push(entry(moving, client, told, (kind, position))),
            None => {
                moving.report.of(KIND).read += 1;
                moving.report.leave(KIND, told.id, format!("its type is '{}'", told.r#type));
            }
        }
    }
    entries
}

/// A kind by the vendor's word; some servers say how the card is kept beside it.
fn kind_of(word: &str) -> Option<PayMethodType> {
    let word = word.trim();
    let bank = (word == "RemoteBankAccount").then_some(PayMethodType::BankAccount);
    PayMethodType::from_word(word).or(bank)
}

fn entry(
    moving: &Moving<'_>,
    client: i64,
    told: &PayMethod,
    (kind, position): (PayMethodType, i64),
) -> Entry {
    let text = |text: &Option<Text>| {
        text.as_ref().map(|text| moving.plain(text.trim())).unwrap_or_default()
    };
    let now = moving.engine.now().as_second();
    Entry::of("pay_methods", told.id.0)
        .set("client_id", client)
        .set("type", kind)
        .set("description", moving.plain(&told.description))
        .set("gateway", told.gateway_name.0.clone())
        .set("token", told.remote_token.reveal().to_owned())
        .set("card_type", text(&told.card_type))
        .set("last_four", text(&told.card_last_four))
        .set("expires_on", expires_on(&text(&told.expiry_date)))
        .set("bank_name", text(&told.bank_name))
        .set("position", position)
        .set("created_at", now)
        .set("updated_at", changed(moving, &told.last_updated).unwrap_or(now))
}

/// The last day of a card, from `12/28`, `12/2028`, or a day of its month.
fn expires_on(text: &str) -> Option<Date> {
    let day = text.get(..10).and_then(|day| day.parse::<Date>().ok());
    day.map_or_else(|| last_day(text), |day| Some(day.last_of_month()))
}

/// When it was changed, from `31/12/2026 09:30`.
fn changed(moving: &Moving<'_>, text: &str) -> Option<i64> {
    let time = jiff::civil::DateTime::strptime("%d/%m/%Y %H:%M", text.trim()).ok()?;
    moving.instant(protocol::wire::WireDateTime(Some(time)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::expires_on;

    #[test]
    fn the_last_day_of_a_card_is_read() {
        for (text, expected) in [
            ("02/28", Some(date(2028, 2, 29))),
            ("12/2028", Some(date(2028, 12, 31))),
            ("2028-02-01", Some(date(2028, 2, 29))),
            ("2028-02-01 00:00:00", Some(date(2028, 2, 29))),
            ("", None),
            ("soon", None),
        ] {
            assert_eq!(expires_on(text), expected, "{text}");
        }
    }
}
