//! Client groups, users, clients and contacts, and who may act for whom.

mod clients;
mod fields;

use model::people::email::fold;
use protocol::{
    ClientGroup, Contact, GetClientGroupDetails, GetClientGroups, GetContacts, GetUsers,
    GetUsersResponse, User,
};
use store::people::words::{self, Kind};

use crate::amounts::percent;
use crate::entry::Entry;
use crate::error::Result;
use crate::moving::Moving;
use crate::reading::{PAGE, Page, Pages, ask};

pub(crate) use clients::CLIENTS;
pub(crate) use fields::{FIELDS, Fields, values};

const GROUPS: &str = "client groups";
const USERS: &str = "users";
const CONTACTS: &str = "contacts";

/// The tables that are written with the numbers of the WHMCS.
pub(crate) const TABLES: &[&str] =
    &["client_groups", "users", "clients", "contacts", "custom_fields", "client_notes"];

/// Matches no password, see `engine::people::passwords`.
const NO_PASSWORD: &str = engine::people::passwords::NO_PASSWORD;

pub(crate) async fn bring(moving: &mut Moving<'_>) -> Result<()> {
    groups(moving).await?;
    users(moving).await?;
    fields::bring(moving).await?;
    clients::bring(moving).await?;
    moving.look_at_money().await?;
    contacts(moving).await?;
    clients::notes(moving).await
}

async fn groups(moving: &mut Moving<'_>) -> Result<()> {
    let rows = ask(moving, GetClientGroups {}).await?.groups.0.group.0;
    let details = match moving.ours {
        true => {
            let all = GetClientGroupDetails { limitstart: None, limitnum: Some(PAGE) };
            ask(moving, all).await?.clientgroups.0.clientgroup.0
        }
        false => Vec::new(),
    };
    let billing_day = |id| {
        let more = details.iter().find(|more| more.groupid.0 == id);
        more.map_or(0, |more| more.billingday.0)
    };
    let entries =
        rows.iter().map(|row| group(moving, row).set("billing_day", billing_day(row.id.0)));
    let entries = entries.collect();
    moving.write(GROUPS, entries).await
}

fn group(moving: &Moving<'_>, row: &ClientGroup) -> Entry {
    Entry::of("client_groups", row.id.0)
        .set("name", moving.plain(&row.groupname))
        .set("colour", row.groupcolour.0.clone())
        .set("discount_percent", percent(&row.discountpercent))
        .set("suspend_terminate_exempt", row.susptermexempt.0)
        .set("separate_invoices", row.separateinvoices.0)
}

/// Users come without a password: only an owner's can be asked for, by its client.
async fn users(moving: &mut Moving<'_>) -> Result<()> {
    let mut pages = Pages::of(USERS);
    let call = |start, rows| GetUsers {
        limitstart: Some(start),
        limitnum: Some(rows),
        sorting: Some("ASC".to_owned()),
        ..GetUsers::default()
    };
    let rows = |answer: GetUsersResponse| Page { rows: answer.users.0, of: answer.totalresults.0 };
    while let Some(rows) = pages.next(moving, call, rows).await? {
        let entries = rows.iter().map(|row| user(moving, row)).collect();
        moving.write(USERS, entries).await?;
    }
    Ok(())
}

fn user(moving: &Moving<'_>, row: &User) -> Entry {
    let (first, last) = (moving.plain(&row.firstname), moving.plain(&row.lastname));
    let email = moving.plain(&row.email);
    let full = format!("{first} {last}");
    let folded = [&email, &first, &last, &full].map(|text| fold(text));
    let words = words::rows(Kind::User, row.id.0, &folded);
    let created = moving.instant(row.datecreated).unwrap_or_default();
    Entry::of("users", row.id.0)
        .set("uuid", moving.uuid())
        .set("email_folded", fold(&email))
        .set("email", email)
        .set("first_name", first)
        .set("last_name", last)
        .set("password_hash", NO_PASSWORD)
        .set("created_at", created)
        .set("updated_at", created)
        .all(words)
}

async fn contacts(moving: &mut Moving<'_>) -> Result<()> {
    let mut pages = Pages::of(CONTACTS);
    let call = |start, rows| GetContacts {
        limitstart: Some(start),
        limitnum: Some(rows),
        ..GetContacts::default()
    };
    let rows = |answer: protocol::GetContactsResponse| Page {
        rows: answer.contacts.0.contact.0,
        of: answer.totalresults.0,
    };
    while let Some(rows) = pages.next(moving, call, rows).await? {
        let entries = rows.iter().map(|row| contact(moving, row)).collect();
        moving.write(CONTACTS, entries).await?;
    }
    Ok(())
}

fn contact(moving: &Moving<'_>, row: &Contact) -> Entry {
    let email = moving.plain(&row.email);
    let (phone, country) = (moving.plain(&row.phonenumber), row.country.0.clone());
    let created = moving.instant(row.created_at).unwrap_or_default();
    Entry::of("contacts", row.id.0)
        .set("client_id", row.userid.0)
        .set("first_name", moving.plain(&row.firstname))
        .set("last_name", moving.plain(&row.lastname))
        .set("company", moving.plain(&row.companyname))
        .set("email_folded", fold(&email))
        .set("email", email)
        .set("address1", moving.plain(&row.address1))
        .set("address2", moving.plain(&row.address2))
        .set("city", moving.plain(&row.city))
        .set("state", moving.plain(&row.state))
        .set("postcode", moving.plain(&row.postcode))
        .set("phone_cc", clients::calling_code(&phone, &country))
        .set("country", country)
        .set("phone", phone)
        .set("email_preferences", wishes(row))
        .set("created_at", created)
        .set("updated_at", moving.instant(row.updated_at).unwrap_or(created))
}

/// The kinds of mail that a contact gets.
fn wishes(row: &Contact) -> String {
    csv(&[
        ("general", row.generalemails.0),
        ("product", row.productemails.0),
        ("domain", row.domainemails.0),
        ("invoice", row.invoiceemails.0),
        ("support", row.supportemails.0),
        ("affiliate", row.affiliateemails.0),
    ])
}

/// The words that are so, separated by commas.
fn csv(words: &[(&str, bool)]) -> String {
    let so = words.iter().filter(|(_, so)| *so).map(|(word, _)| *word);
    so.collect::<Vec<_>>().join(",")
}
