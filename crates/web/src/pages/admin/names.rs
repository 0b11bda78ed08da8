//! Who stands behind the numbers of clients in a list, and what they pay in; what people call an
//! invoice. A WHMCS that does not tell leaves the numbers.

use std::collections::BTreeMap;

use engine::{Caller, Door};
use protocol::{Currency, GetClientNames, GetClients, GetCurrencies, GetInvoice, NamedClient};
use serde_json::{Map, Value};

use super::desk::Desk;
use super::table::Cell;
use crate::pages::filters::money_text;

/// The number that people know an invoice by: its id while it has none, or where the role may not
/// look.
pub(super) async fn invoice(desk: &Desk, id: i64) -> String {
    let number = match u64::try_from(id) {
        Ok(invoiceid) if invoiceid > 0 => desk.maybe(GetInvoice { invoiceid }).await,
        _ => None,
    };
    let number = number.map(|found| found.invoicenum.to_string());
    number.filter(|number| !number.is_empty()).unwrap_or_else(|| id.to_string())
}

/// How lists and headings name an invoice. A draft has no number yet, and its id may be the number
/// of another one.
pub(super) fn label(number: &str, id: i64, status: &str) -> String {
    match number {
        "" if status == "Draft" => format!("Draft {id}"),
        "" => format!("#{id}"),
        number => format!("#{number}"),
    }
}

/// Names that the action tells at once.
const ASKED_AT_ONCE: usize = 250;

/// Clients by their numbers.
#[derive(Debug, Default)]
pub(super) struct Names {
    clients: BTreeMap<i64, NamedClient>,
    currencies: Vec<Currency>,
}

impl Names {
    /// Those of a list, and what they pay in.
    pub(super) async fn of(desk: &Desk, ids: impl IntoIterator<Item = i64>) -> Self {
        let (names, known) = tokio::join!(Self::alone(desk, ids), desk.maybe(GetCurrencies {}));
        let currencies = known.map(|found| found.currencies.0.currency.0).unwrap_or_default();
        Self { currencies, ..names }
    }

    /// Those of a list without amounts; whoever may see clients may read their names.
    async fn alone(desk: &Desk, ids: impl IntoIterator<Item = i64>) -> Self {
        let mut ids: Vec<i64> = ids.into_iter().filter(|id| *id > 0).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() || !desk.may(<GetClients as protocol::Action>::NAME) {
            return Self::default();
        }
        let system = Caller::system(Door::Page);
        let ask = ids.chunks(ASKED_AT_ONCE).map(|ids| {
            let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
            desk.app().whmcs().call(&system, GetClientNames { clientids: ids.join(",") })
        });
        let found = futures::future::join_all(ask).await;
        let rows = found.into_iter().flatten().flat_map(|found| found.clients.0.client.0);
        Self { clients: rows.map(|row| (row.id.0, row)).collect(), currencies: Vec::new() }
    }

    /// The name of a client, or its number where nobody tells.
    pub(super) fn label(&self, id: i64) -> String {
        let [name, company] = self.known(id);
        [name, company, format!("Client {id}")]
            .into_iter()
            .find(|text| !text.is_empty())
            .unwrap_or_default()
    }

    /// Name and company of a client, each empty where there is none or nobody tells.
    fn known(&self, id: i64) -> [String; 2] {
        let Some(row) = self.clients.get(&id) else { return Default::default() };
        let name = format!("{} {}", row.firstname, row.lastname);
        [name.trim().to_owned(), row.companyname.to_string()]
    }

    /// The name of a client, which leads to its page.
    pub(super) fn cell(&self, id: i64) -> Cell {
        let [name, company] = self.known(id);
        let cell = match id {
            ..=0 => return Cell::text("–"),
            _ if !name.is_empty() => Cell::person(name).small(company),
            _ if !company.is_empty() => Cell::person(company),
            _ => Cell::text(format!("Client {id}")),
        };
        cell.to(format!("/admin/clients/{id}"))
    }

    /// An amount in what the client pays in; a dash for nothing.
    pub(super) fn money(&self, id: i64, amount: &str) -> Cell {
        let currency = self.clients.get(&id).map(|row| row.currency.0);
        amount_in(self.currencies.iter().find(|each| Some(each.id.0) == currency), amount)
    }
}

/// Puts the names of clients (`client`) beside their numbers (`clientid`), wherever in a view they
/// stand.
pub(super) async fn beside_numbers(desk: &Desk, view: &mut Value) {
    let number = |row: &Map<String, Value>| row.get("clientid").and_then(Value::as_i64);
    let mut ids = Vec::new();
    each_object(view, &mut |row| ids.extend(number(row)));
    let names = Names::alone(desk, ids).await;
    each_object(view, &mut |row| {
        if let Some(id) = number(row) {
            row.insert("client".to_owned(), names.label(id).into());
        }
    });
}

fn each_object(value: &mut Value, found: &mut dyn FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Object(row) => {
            row.values_mut().for_each(|part| each_object(part, found));
            found(row);
        }
        Value::Array(parts) => parts.iter_mut().for_each(|part| each_object(part, found)),
        _ => {}
    }
}

/// An amount; a dash for nothing.
pub(super) fn amount_in(currency: Option<&Currency>, amount: &str) -> Cell {
    let part = |part: fn(&Currency) -> String| currency.map(part).unwrap_or_default();
    let code = part(|each| each.code.to_string());
    let text = match amount.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
        true => money_text(
            amount,
            &part(|each| each.prefix.to_string()),
            &part(|each| each.suffix.to_string()),
        ),
        false => "–".to_owned(),
    };
    Cell::money(text, amount, &code)
}
