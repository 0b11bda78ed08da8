//! What stands on the tabs of a client: the lists of the office, limited to this client.

use protocol::{GetClientsDetails, GetCredits, GetEmails, GetPayMethods};
use serde_json::{Value, json};

use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::list::{self, Ask};
use crate::pages::admin::lists;
use crate::pages::admin::sheets;
use crate::pages::admin::table::{Cell, Row, Table, column};

/// The list of a tab; nothing for tabs that are no lists.
pub(super) async fn list(desk: &Desk, id: u64, tab: &str) -> Result<Option<Value>, Fail> {
    let ask = Ask::read(desk).fixed("tab", tab).fixed("client", id);
    let mut table = match tab {
        "contacts" => sheets::contacts::list(desk, id, &ask).await?,
        "billable" => sheets::billable::list(desk, &ask).await?,
        "services" => lists::hosting::services(desk, &ask).await?,
        "domains" => lists::domains::domains(desk, &ask).await?,
        "invoices" => lists::billing::invoices(desk, &ask).await?,
        "quotes" => lists::billing::quotes(desk, &ask).await?,
        "transactions" => lists::billing::transactions(desk, &ask).await?,
        "tickets" => lists::support::tickets(desk, &ask).await?,
        "log" => lists::system::activity(desk, &ask).await?,
        "emails" => mails(desk, id, &ask).await?,
        _ => return Ok(None),
    };
    // Whose it is stands above.
    table.keep(|column| column.label != "Client");
    Ok(Some(list::view(desk, &ask, table)))
}

async fn mails(desk: &Desk, id: u64, ask: &Ask) -> Result<Table, Fail> {
    let call = GetEmails {
        clientid: id,
        limitstart: ask.start(),
        limitnum: ask.rows(),
        subject: ask.q(),
        date: None,
    };
    let found = desk.call(call).await?;
    let rows = found.emails.0.email.into_iter().map(|row| {
        let href = format!("/admin/clients/{id}?tab=emails&email={}", row.id.0);
        let state = match (row.failed.0, row.pending.0) {
            (true, _) => "Failed",
            (_, true) => "Pending",
            _ => "Sent",
        };
        let cells = vec![
            Cell::main(&*row.subject).small(&*row.to).to(&href),
            Cell::moment(&row.date),
            Cell::badge(state).small(&*row.failure_reason),
        ];
        Row { id: row.id.0, href, cells }
    });
    Ok(Table {
        path: "/admin/clients",
        title: "E-mails",
        columns: vec![column("Subject"), column("Sent"), column("Status")],
        rows: rows.collect(),
        total: u64::try_from(found.totalresults.0).unwrap_or(0),
        search: "Part of a subject",
        empty: "Nothing was written to this client.",
        ..Table::default()
    })
}

/// The text of the one e-mail that the address names.
pub(super) async fn emails(desk: &Desk, id: u64, tab: &str) -> Result<Option<Value>, Fail> {
    let ask = Ask::read(desk);
    let Some(wanted) = ask.id("email").filter(|_| tab == "emails") else { return Ok(None) };
    let call = GetEmails {
        clientid: id,
        limitstart: ask.start(),
        limitnum: ask.rows(),
        subject: ask.q(),
        date: None,
    };
    let found = desk.call(call).await?.emails.0.email.into_iter();
    let mail = found.into_iter().find(|row| row.id.id() == Some(wanted));
    let mail = mail.ok_or_else(|| Fail::missing(desk))?;
    Ok(Some(json!({ "mail": mail, "text": plain(&mail.message) })))
}

/// The text of a mail, as its lines are: a page shows no markup that it did not make.
fn plain(message: &str) -> String {
    if !["</", "<br", "<p>"].iter().any(|tag| message.contains(tag)) {
        return message.trim().to_owned();
    }
    let ends = [("</p>", "</p>\n\n"), ("<br>", "\n"), ("<br/>", "\n"), ("<br />", "\n")];
    let html = ends.iter().fold(message.to_owned(), |html, (end, line)| html.replace(end, line));
    let mut text = String::new();
    let mut inside = false;
    for character in html.chars() {
        match character {
            '<' => inside = true,
            '>' => inside = false,
            other if !inside => text.push(other),
            _ => {}
        }
    }
    let text = text
        .replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    text.trim().to_owned()
}

/// Movements of the client's credit.
pub(super) async fn credits(desk: &Desk, id: u64, tab: &str) -> Option<Value> {
    if tab != "summary" {
        return None;
    }
    let found = desk.maybe(GetCredits { clientid: id }).await?;
    let mut rows = found.credits.0.credit.0;
    rows.reverse();
    rows.truncate(8);
    serde_json::to_value(rows).ok()
}

/// The stored ways to pay.
pub(super) async fn pay_methods(desk: &Desk, id: u64, tab: &str) -> Option<Value> {
    if tab != "summary" {
        return None;
    }
    let call = GetPayMethods { clientid: id, ..GetPayMethods::default() };
    let found = desk.maybe(call).await?.paymethods.0;
    let rows = found.into_iter().map(|row| {
        json!({
            "id": row.id.0,
            "name": row.description.to_string(),
            "kind": row.r#type.to_string(),
            "last": row.card_last_four.map(|text| text.to_string()).unwrap_or_default(),
            "until": row.expiry_date.map(|text| text.to_string()).unwrap_or_default(),
        })
    });
    Some(Value::Array(rows.collect()))
}

/// A client's name, for pages of what belongs to it; nothing when it cannot be asked.
pub(in crate::pages::admin) async fn owner(desk: &Desk, id: i64) -> Option<Value> {
    let clientid = u64::try_from(id).ok().filter(|id| *id > 0)?;
    let call = GetClientsDetails { clientid: Some(clientid), ..GetClientsDetails::default() };
    let found = desk.maybe(call).await?.into_client();
    serde_json::to_value(found).ok()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_mail_is_shown_with_its_lines() {
        for (message, shown) in [
            (
                "Dear Ann,\n\nWork <two hours>: $1\nSum: $1\n",
                "Dear Ann,\n\nWork <two hours>: $1\nSum: $1",
            ),
            (
                "<p>Dear Ann,</p><p>A &lt;b&gt;: $1<br>Sum: $1</p>",
                "Dear Ann,\n\nA <b>: $1\nSum: $1",
            ),
        ] {
            assert_eq!(plain(message), shown);
        }
    }
}
