//! The account: details and contacts.

use axum::extract::Path;
use model::people::permission::ClientPermission;
use protocol::wire::{Flag, Group};
use protocol::{
    AddContact, ClientDetails, Contact, EmailChoices, Form, UpdateClient, UpdateContact,
};
use serde_json::{Value, json};

use super::Shown;
use super::frame::Member;
use crate::pages::filled::Filled;
use crate::pages::order::COUNTRIES;

/// The fields of a person and its address.
const FIELDS: [&str; 11] = [
    "firstname",
    "lastname",
    "companyname",
    "email",
    "phonenumber",
    "address1",
    "address2",
    "city",
    "state",
    "postcode",
    "country",
];
/// Kinds of mail that one may want.
const MAILS: [(&str, &str, &str); 5] = [
    ("general", "General", "News and what concerns the account as a whole"),
    ("invoice", "Invoices", "New invoices, reminders and receipts"),
    ("product", "Services", "Set up, suspension, passwords"),
    ("domain", "Domains", "Registration, transfer and renewal"),
    ("support", "Support", "Answers to tickets"),
];
/// Contacts on the list.
const CONTACTS_MAX: u64 = 250;

/// `GET /account`
pub(super) async fn details(here: Member) -> Shown {
    let row = here.door(ClientPermission::Profile)?.details().await?;
    let filled = of_client(&row);
    show_details(&here, filled, &wanted(&row)).await
}

fn of_client(row: &ClientDetails) -> Filled {
    let text = |text: &protocol::wire::Text| text.to_string();
    Filled::with([
        ("firstname", text(&row.firstname)),
        ("lastname", text(&row.lastname)),
        ("companyname", text(&row.companyname)),
        ("email", text(&row.email)),
        ("phonenumber", text(&row.phonenumber)),
        ("address1", text(&row.address1)),
        ("address2", text(&row.address2)),
        ("city", text(&row.city)),
        ("state", text(&row.state)),
        ("postcode", text(&row.postcode)),
        ("country", text(&row.countrycode)),
        ("tax_id", text(&row.tax_id)),
    ])
}

/// The kinds of mail that the client gets.
fn wanted(row: &ClientDetails) -> Vec<&'static str> {
    let chosen = &row.email_preferences;
    let all = [
        ("general", chosen.general.0),
        ("invoice", chosen.invoice.0),
        ("product", chosen.product.0),
        ("domain", chosen.domain.0),
        ("support", chosen.support.0),
    ];
    all.into_iter().filter(|(_, on)| *on).map(|(name, _)| name).collect()
}

async fn show_details(here: &Member, filled: Filled, wanted: &[&str]) -> Shown {
    here.page("client/account.html", "Your details")
        .unless(filled.is_good())
        .show(json!({
            "filled": filled,
            "countries": COUNTRIES,
            "kinds": MAILS,
            "wanted": wanted,
        }))
        .await
}

/// The kinds of mail that a form asks for.
fn chosen(form: &Form) -> Vec<&'static str> {
    let on = |name: &str| form.text(&format!("mail_{name}")).is_some();
    MAILS.iter().map(|(name, ..)| *name).filter(|name| on(name)).collect()
}

fn choices(wanted: &[&str]) -> Group<EmailChoices> {
    let on = |name: &str| Some(Flag(wanted.contains(&name)));
    Group(EmailChoices {
        general: on("general"),
        product: on("product"),
        domain: on("domain"),
        invoice: on("invoice"),
        support: on("support"),
        affiliate: None,
    })
}

/// What nobody may leave out.
fn check(filled: &mut Filled) {
    filled.need(&[
        ("firstname", "Enter a first name"),
        ("lastname", "Enter a last name"),
        ("email", "Enter an e-mail address"),
    ]);
}

/// `POST /account`
pub(super) async fn save(here: Member) -> Shown {
    let names: Vec<&str> = FIELDS.into_iter().chain(["tax_id"]).collect();
    let mut filled = Filled::typed(here.form(), &names);
    let wanted = chosen(here.form());
    check(&mut filled);
    filled.need(&[
        ("address1", "Enter your street and number"),
        ("city", "Enter your city"),
        ("postcode", "Enter your postcode"),
    ]);
    if filled.is_good() {
        let call = UpdateClient {
            firstname: filled.owned("firstname"),
            lastname: filled.owned("lastname"),
            companyname: filled.owned("companyname"),
            email: filled.owned("email"),
            phonenumber: filled.owned("phonenumber"),
            address1: filled.owned("address1"),
            address2: filled.owned("address2"),
            city: filled.owned("city"),
            state: filled.owned("state"),
            postcode: filled.owned("postcode"),
            country: filled.owned("country"),
            tax_id: filled.owned("tax_id"),
            email_preferences: choices(&wanted),
            ..UpdateClient::default()
        };
        match here.door(ClientPermission::Profile)?.update(call).await {
            Ok(()) => return here.done("/account", "Your details are saved."),
            Err(error) => filled.refused(error, &[])?,
        }
    }
    show_details(&here, filled, &wanted).await
}

/// `GET /account/contacts`
pub(super) async fn contacts(here: Member) -> Shown {
    let (rows, _) = here.door(ClientPermission::Contacts)?.contacts(0, CONTACTS_MAX).await?;
    let rows: Vec<Value> = rows
        .iter()
        .map(|row| {
            json!({
                "id": row.id.0,
                "name": format!("{} {}", row.firstname, row.lastname),
                "company": row.companyname.to_string(),
                "email": row.email.to_string(),
                "mails": mails_of(row),
            })
        })
        .collect();
    here.page("client/contacts.html", "Contacts").show(json!({ "rows": rows })).await
}

fn mails_of(row: &Contact) -> Vec<&'static str> {
    let all = [
        ("general", row.generalemails.0),
        ("invoice", row.invoiceemails.0),
        ("product", row.productemails.0),
        ("domain", row.domainemails.0),
        ("support", row.supportemails.0),
    ];
    all.into_iter().filter(|(_, on)| *on).map(|(name, _)| name).collect()
}

/// `GET /account/contacts/new`
pub(super) async fn new_contact(here: Member) -> Shown {
    let filled = Filled::with([("country", "US".to_owned())]);
    show_contact(&here, None, filled, &["general"]).await
}

/// `GET /account/contacts/{id}`
pub(super) async fn contact(here: Member, Path(id): Path<u64>) -> Shown {
    let row = here.door(ClientPermission::Contacts)?.contact(id).await?;
    let texts = [
        &row.firstname,
        &row.lastname,
        &row.companyname,
        &row.email,
        &row.phonenumber,
        &row.address1,
        &row.address2,
        &row.city,
        &row.state,
        &row.postcode,
        &row.country,
    ];
    let filled = Filled::with(FIELDS.into_iter().zip(texts.map(ToString::to_string)));
    show_contact(&here, Some(id), filled, &mails_of(&row)).await
}

async fn show_contact(here: &Member, id: Option<u64>, filled: Filled, wanted: &[&str]) -> Shown {
    let title = if id.is_some() { "Contact" } else { "New contact" };
    here.page("client/contact.html", title)
        .crumb("Contacts", "/account/contacts")
        .crumb(title, "")
        .unless(filled.is_good())
        .show(json!({
            "id": id,
            "filled": filled,
            "countries": COUNTRIES,
            "kinds": MAILS,
            "wanted": wanted,
        }))
        .await
}

/// `POST /account/contacts/new`
pub(super) async fn add_contact(here: Member) -> Shown {
    let mut filled = Filled::typed(here.form(), &FIELDS);
    let wanted = chosen(here.form());
    check(&mut filled);
    if filled.is_good() {
        let call = AddContact {
            firstname: filled.owned("firstname"),
            lastname: filled.owned("lastname"),
            companyname: filled.owned("companyname"),
            email: filled.owned("email"),
            phonenumber: filled.owned("phonenumber"),
            address1: filled.owned("address1"),
            address2: filled.owned("address2"),
            city: filled.owned("city"),
            state: filled.owned("state"),
            postcode: filled.owned("postcode"),
            country: filled.owned("country"),
            email_preferences: choices(&wanted),
            ..AddContact::default()
        };
        match here.door(ClientPermission::Contacts)?.add_contact(call).await {
            Ok(_) => return here.done("/account/contacts", "The contact is added."),
            Err(error) => filled.refused(error, &[])?,
        }
    }
    show_contact(&here, None, filled, &wanted).await
}

/// `POST /account/contacts/{id}`
pub(super) async fn save_contact(here: Member, Path(id): Path<u64>) -> Shown {
    let mut filled = Filled::typed(here.form(), &FIELDS);
    let wanted = chosen(here.form());
    check(&mut filled);
    if filled.is_good() {
        let call = UpdateContact {
            contactid: id,
            firstname: filled.owned("firstname"),
            lastname: filled.owned("lastname"),
            companyname: filled.owned("companyname"),
            email: filled.owned("email"),
            phonenumber: filled.owned("phonenumber"),
            address1: filled.owned("address1"),
            address2: filled.owned("address2"),
            city: filled.owned("city"),
            state: filled.owned("state"),
            postcode: filled.owned("postcode"),
            country: filled.owned("country"),
            email_preferences: choices(&wanted),
        };
        match here.door(ClientPermission::Contacts)?.update_contact(call).await {
            Ok(()) => return here.done("/account/contacts", "The contact is saved."),
            Err(error) => filled.refused(error, &[])?,
        }
    }
    show_contact(&here, Some(id), filled, &wanted).await
}

/// `POST /account/contacts/{id}/delete`
pub(super) async fn delete_contact(here: Member, Path(id): Path<u64>) -> Shown {
    match here.door(ClientPermission::Contacts)?.delete_contact(id).await {
        Ok(()) => here.done("/account/contacts", "The contact is deleted."),
        Err(error) => here.refused("/account/contacts", error),
    }
}
