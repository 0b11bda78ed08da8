//! The contacts of clients: on a tab of the client, each with a form of its own.

use axum::Router;
use model::people::full_name;
use protocol::{AddContact, Contact, DeleteContact, GetContacts, UpdateContact};

use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::list::Ask;
use crate::pages::admin::sheet::{self, Fields, Input, Part, Thing, fields, part};
use crate::pages::admin::table::{Cell, Row, Table, column};
use crate::pages::admin::through::{LOOKED_AT, looked_for};

/// The kinds of mail: the name of the form, that of the answer, and the label.
const MAILS: [(&str, &str, &str); 6] = [
    ("email_preferences[general]", "generalemails", "General"),
    ("email_preferences[product]", "productemails", "Products and services"),
    ("email_preferences[domain]", "domainemails", "Domains"),
    ("email_preferences[invoice]", "invoiceemails", "Invoices"),
    ("email_preferences[support]", "supportemails", "Support"),
    ("email_preferences[affiliate]", "affiliateemails", "Affiliates"),
];

pub(super) fn routes() -> Router<App> {
    sheet::routes::<Person>()
}

struct Person;

impl Thing for Person {
    type Add = AddContact;
    type Update = UpdateContact;
    type Delete = DeleteContact;
    const PATH: &'static str = "/admin/contacts";
    const LIST: &'static str = "Contacts";
    const WORD: &'static str = "contact";
    const KEY: &'static str = "contactid";

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        let page = |limitstart| async move {
            let (contactid, limitnum) = (Some(id), Some(LOOKED_AT));
            let call = GetContacts { contactid, limitstart, limitnum, ..GetContacts::default() };
            let found = desk.call(call).await?;
            Ok((found.contacts.0.contact.0, found.totalresults))
        };
        let found = looked_for(page, |row: &Contact| row.id.id() == Some(id)).await?;
        Ok(found.map(|row| {
            let mut fields = fields(&row);
            for (name, answered, _) in MAILS {
                let value = fields.get(answered).cloned().unwrap_or_default();
                fields.insert(name.to_owned(), value);
            }
            fields.insert("clientid".to_owned(), row.userid.0.to_string());
            fields.insert("title".to_owned(), name_of(&row));
            fields
        }))
    }

    async fn parts(_: &Desk, id: Option<u64>) -> Vec<Part> {
        let mut who = vec![
            Input::text("firstname", "Given name"),
            Input::text("lastname", "Family name"),
            Input::text("companyname", "Company"),
            Input::text("email", "E-mail address").required(),
            Input::text("phonenumber", "Telephone"),
            Input::text("address1", "Address"),
            Input::text("address2", "Second line"),
            Input::text("postcode", "Postal code"),
            Input::text("city", "Town"),
            Input::text("state", "State"),
            Input::text("country", "Country").hint("Two letters"),
        ];
        if id.is_none() {
            who.insert(0, Input::client("clientid"));
        }
        let mails = MAILS.map(|(name, _, label)| Input::switch(name, label));
        vec![part("Contact", who), part("Is written about", mails)]
    }

    fn home(fields: &Fields) -> String {
        match fields.get("clientid").filter(|id| id.parse::<u64>().is_ok()) {
            Some(client) => format!("/admin/clients/{client}?tab=contacts"),
            None => "/admin/clients".to_owned(),
        }
    }
}

fn name_of(row: &Contact) -> String {
    let name = full_name(&row.firstname, &row.lastname);
    if name.is_empty() { row.email.to_string() } else { name }
}

/// The contacts of a client, as its tab shows them.
pub(in crate::pages::admin) async fn list(
    desk: &Desk,
    client: u64,
    ask: &Ask,
) -> Result<Table, Fail> {
    let call = GetContacts {
        userid: Some(client),
        limitstart: ask.start(),
        limitnum: ask.rows(),
        ..GetContacts::default()
    };
    let found = desk.call(call).await?;
    let rows = found.contacts.0.contact.into_iter().map(|row| {
        let href = format!("/admin/contacts/{}", row.id.0);
        let mails: Vec<&str> = [
            (row.generalemails.0, "General"),
            (row.productemails.0, "Products"),
            (row.domainemails.0, "Domains"),
            (row.invoiceemails.0, "Invoices"),
            (row.supportemails.0, "Support"),
            (row.affiliateemails.0, "Affiliates"),
        ]
        .into_iter()
        .filter_map(|(on, label)| on.then_some(label))
        .collect();
        let cells = vec![
            Cell::person(name_of(&row)).small(&*row.email).to(&href),
            Cell::text(&*row.companyname),
            Cell::text(&*row.phonenumber),
            Cell::text(if mails.is_empty() { "Nothing".to_owned() } else { mails.join(", ") }),
        ];
        Row { id: row.id.0, href, cells }
    });
    Ok(Table {
        path: "/admin/clients",
        title: "Contacts",
        columns: vec![
            column("Contact"),
            column("Company"),
            column("Telephone"),
            column("Is written about"),
        ],
        rows: rows.collect(),
        total: u64::try_from(found.totalresults.0).unwrap_or(0),
        empty: "Only the client itself is written to.",
        ..Table::default()
    })
}
