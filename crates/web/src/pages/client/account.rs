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
use crate::asked::{self, Of};
use crate::pages::countries::countries;
use crate::pages::filled::Filled;
use crate::pages::language::{LANGUAGES, OfAccount, by_any_name, tell};
use crate::pages::questions::{self, Answers, Question};

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
const MAILS: [&str; 5] = ["general", "invoice", "product", "domain", "support"];
/// Contacts on the list.
const CONTACTS_MAX: u64 = 250;

/// `GET /account`
pub(super) async fn details(here: Member) -> Shown {
    let row = here.door(ClientPermission::Profile)?.details().await?;
    let filled = of_client(&row);
    let kept = kept(&row);
    let asks = asked::open_fields(&here.app, &here.session.caller, Of::Clients).await?;
    let questions = questions::of_entries(&asks, &kept, &kept);
    show_details(&here, filled, &wanted(&row), questions).await
}

/// The values of the house's own fields, as they are kept.
fn kept(row: &ClientDetails) -> Answers {
    let own = row.customfields.iter();
    own.filter_map(|field| Some((field.id.id()?, field.value.to_string()))).collect()
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
        ("language", wire_name(&row.language)),
    ])
}

/// The name of a language on the wire, however it was written there.
fn wire_name(text: &str) -> String {
    by_any_name(text).map_or_else(|| text.to_owned(), |language| language.wire.to_owned())
}

/// The languages to choose from; one that the pages do not speak stays what it is.
fn languages(chosen: &str) -> Vec<(String, String)> {
    let none = (String::new(), tell("language-not-set"));
    let own = LANGUAGES.iter().map(|each| (each.wire.to_owned(), each.name.to_owned()));
    let mut choices: Vec<_> = std::iter::once(none).chain(own).collect();
    if !choices.iter().any(|(wire, _)| wire == chosen) {
        choices.push((chosen.to_owned(), chosen.to_owned()));
    }
    choices
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

async fn show_details(
    here: &Member,
    filled: Filled,
    wanted: &[&str],
    questions: Vec<Question>,
) -> Shown {
    let languages = languages(filled.text("language"));
    here.page("client/account.html", &tell("your-details"))
        .unless(filled.is_good())
        .show(json!({
            "filled": filled,
            "spoken": languages,
            "countries": countries(),
            "kinds": MAILS,
            "wanted": wanted,
            "questions": questions,
        }))
        .await
}

/// The kinds of mail that a form asks for.
fn chosen(form: &Form) -> Vec<&'static str> {
    let on = |name: &str| form.text(&format!("mail_{name}")).is_some();
    MAILS.into_iter().filter(|name| on(name)).collect()
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

/// What nobody may leave out, and how long it may be.
fn check(filled: &mut Filled) {
    filled.need(&[
        ("firstname", "enter-first-name"),
        ("lastname", "enter-last-name"),
        ("email", "enter-email"),
    ]);
    filled.mail_address("email");
    filled.bound(&FIELDS);
    filled.bound(&["tax_id"]);
}

/// `POST /account`
pub(super) async fn save(here: Member) -> Shown {
    let names: Vec<&str> = FIELDS.into_iter().chain(["tax_id", "language"]).collect();
    let mut filled = Filled::typed(here.form(), &names);
    let wanted = chosen(here.form());
    check(&mut filled);
    filled.need(&[
        ("address1", "enter-your-street"),
        ("city", "enter-your-city"),
        ("postcode", "enter-your-postcode"),
    ]);
    let door = here.door(ClientPermission::Profile)?;
    let asks = asked::open_fields(&here.app, &here.session.caller, Of::Clients).await?;
    let answers = questions::read(here.form(), "field_", &asks);
    let kept = if asks.is_empty() { Answers::new() } else { kept(&door.details().await?) };
    filled.unanswered(&questions::unanswered(&asks, &answers, &kept));
    if filled.is_good() {
        let call = UpdateClient {
            customfields: asked::given(answers.clone()),
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
            language: here.form().text("language").map(str::to_owned),
            email_preferences: choices(&wanted),
            ..UpdateClient::default()
        };
        match door.update(call).await {
            Ok(()) => {
                let mut done = here.done("/account", &tell("details-saved"))?;
                if let Some(wire) = here.form().text("language") {
                    let account = OfAccount { wire: wire.to_owned(), over: true };
                    done.extensions_mut().insert(account);
                }
                return Ok(done);
            }
            Err(error) => filled.refused(error, &[])?,
        }
    }
    show_details(&here, filled, &wanted, questions::of_entries(&asks, &answers, &kept)).await
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
    here.page("client/contacts.html", &tell("contacts")).show(json!({ "rows": rows })).await
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
    let title = tell(if id.is_some() { "contact" } else { "contact-new" });
    here.page("client/contact.html", &title)
        .crumb(&tell("contacts"), "/account/contacts")
        .crumb(&title, "")
        .unless(filled.is_good())
        .show(json!({
            "id": id,
            "filled": filled,
            "countries": countries(),
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
            Ok(_) => return here.done("/account/contacts", &tell("contact-added")),
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
            unset: emptied(&filled).into(),
        };
        match here.door(ClientPermission::Contacts)?.update_contact(call).await {
            Ok(()) => return here.done("/account/contacts", &tell("contact-saved")),
            Err(error) => filled.refused(error, &[])?,
        }
    }
    show_contact(&here, Some(id), filled, &wanted).await
}

/// The fields that are to be empty: another Hostler takes an empty one for one that stays.
fn emptied(filled: &Filled) -> Vec<String> {
    let empty = FIELDS.iter().filter(|name| filled.text(name).is_empty());
    empty.map(|name| (*name).to_owned()).collect()
}

/// `POST /account/contacts/{id}/delete`
pub(super) async fn delete_contact(here: Member, Path(id): Path<u64>) -> Shown {
    match here.door(ClientPermission::Contacts)?.delete_contact(id).await {
        Ok(()) => here.done("/account/contacts", &tell("contact-deleted")),
        Err(error) => here.refused("/account/contacts", error),
    }
}
