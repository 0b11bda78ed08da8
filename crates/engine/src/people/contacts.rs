//! Contacts: further people to write to at a client.

use model::ids::{ClientId, ContactId};
use model::people::email::fold;
use serde_json::{Value, json};
use store::people::contacts::{self, ContactRow};
use store::people::{clients, contacts as rows};

use super::mail_kinds::{Wish, check_domain};
use super::person::{Person, check_address, tidy};
use crate::{Act, Result, conflict, not_found};

/// What to change; `None` leaves it.
#[derive(Debug, Clone, Default)]
pub struct ContactChanges {
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// Company.
    pub company: Option<String>,
    /// Where mail goes.
    pub email: Option<String>,
    /// First address line.
    pub address1: Option<String>,
    /// Second address line.
    pub address2: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// State.
    pub state: Option<String>,
    /// Postal code.
    pub postcode: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Phone number.
    pub phone: Option<String>,
    /// Kinds of mail.
    pub mails: Wish,
}

/// Adds a contact to a client.
///
/// # Errors
/// Not found when there is no such client; conflict when it has a contact with that address
/// (`https://developers.whmcs.com/api-reference/addcontact/`).
pub async fn add(
    act: &mut Act,
    client: ClientId,
    person: Person,
    mails: Wish,
) -> Result<ContactId> {
    if clients::lock(&mut act.conn, client).await?.is_none() {
        return Err(not_found("Client ID Not Found"));
    }
    let person = person.tidied();
    check_email(act, client, None, &person.email).await?;
    let at = act.at();
    let row = ContactRow {
        id: ContactId(0),
        client_id: client,
        phone_cc: person.calling_code(),
        first_name: person.first_name,
        last_name: person.last_name,
        company: person.company,
        email: person.email,
        email_folded: String::new(),
        address1: person.address1,
        address2: person.address2,
        city: person.city,
        state: person.state,
        postcode: person.postcode,
        country: person.country,
        phone: person.phone,
        tax_id: person.tax_id,
        email_preferences: mails.over(""),
        created_at: at,
        updated_at: at,
    };
    let id = rows::add(&mut act.conn, &row).await?;
    let text = format!("Added Contact - User ID: {client} - Contact ID: {id}");
    act.log(Some(client), text).await?;
    let payload = json!({ "userid": client.0, "contactid": id.0 });
    act.event("ContactAdded", Some(client), &payload).await?;
    Ok(id)
}

/// Changes what is given and leaves the rest.
///
/// # Errors
/// Not found; conflict when another contact has the address; invalid when nobody would get the
/// domain mails (`https://developers.whmcs.com/api-reference/updatecontact/`).
pub async fn update(act: &mut Act, id: ContactId, changes: ContactChanges) -> Result<()> {
    let before = of_contact(act, id).await?;
    let mut row = before.clone();
    apply(&mut row, &changes);
    if changes.email.is_some() {
        check_email(act, row.client_id, Some(id), &row.email).await?;
    }
    check_domain_mails(act, &before, &row.email_preferences).await?;
    row.updated_at = act.at();
    rows::save(&mut act.conn, &row).await?;
    let pairs: Vec<(&str, Value, Value)> = parts(&before)
        .into_iter()
        .zip(parts(&row))
        .map(|((name, old), (_, new))| (name, json!(old), json!(new)))
        .collect();
    act.changed("contact", id, &pairs).await?;
    let client = row.client_id;
    let text = format!("Contact Modified - User ID: {client} - Contact ID: {id}");
    act.log(Some(client), text).await?;
    let payload = json!({ "userid": client.0, "contactid": id.0 });
    act.event("ContactChanged", Some(client), &payload).await
}

/// Removes a contact.
///
/// # Errors
/// Not found when there is no such contact; invalid when nobody else gets the domain mails.
pub async fn delete(act: &mut Act, id: ContactId) -> Result<()> {
    let row = of_contact(act, id).await?;
    let client = row.client_id;
    check_domain_mails(act, &row, "").await.map_err(|fault| fault.at("contactid"))?;
    if let Some(mut owner) = clients::lock(&mut act.conn, client).await?
        && owner.billing_cid == id.0
    {
        owner.billing_cid = 0;
        clients::save(&mut act.conn, &owner).await?;
    }
    rows::delete(&mut act.conn, id).await?;
    let text = format!("Deleted Contact - User ID: {client} - Contact ID: {id}");
    act.log(Some(client), text).await?;
    let payload = json!({ "userid": client.0, "contactid": id.0 });
    act.event("ContactDeleted", Some(client), &payload).await
}

async fn of_contact(act: &mut Act, id: ContactId) -> Result<ContactRow> {
    contacts::lock(&mut act.conn, id).await?.ok_or_else(|| not_found("Contact ID Not Found"))
}

fn apply(row: &mut ContactRow, changes: &ContactChanges) {
    for (part, change) in [
        (&mut row.first_name, &changes.first_name),
        (&mut row.last_name, &changes.last_name),
        (&mut row.company, &changes.company),
        (&mut row.email, &changes.email),
        (&mut row.address1, &changes.address1),
        (&mut row.address2, &changes.address2),
        (&mut row.city, &changes.city),
        (&mut row.state, &changes.state),
        (&mut row.postcode, &changes.postcode),
        (&mut row.country, &changes.country),
        (&mut row.phone, &changes.phone),
    ] {
        if let Some(text) = change {
            *part = tidy(text);
        }
    }
    row.country.make_ascii_uppercase();
    let person =
        Person { phone: row.phone.clone(), country: row.country.clone(), ..Person::default() };
    row.phone_cc = person.calling_code();
    row.email_preferences = changes.mails.over(&row.email_preferences);
}

async fn check_email(
    act: &mut Act,
    client: ClientId,
    own: Option<ContactId>,
    email: &str,
) -> Result<()> {
    if email.is_empty() {
        return Ok(());
    }
    check_address(email)?;
    let folded = fold(email);
    let others = contacts::of_client(&mut act.conn, client).await?;
    if others.iter().any(|other| other.email_folded == folded && Some(other.id) != own) {
        return Err(conflict("Duplicate Email Address"));
    }
    Ok(())
}

async fn check_domain_mails(act: &mut Act, before: &ContactRow, after: &str) -> Result<()> {
    let client = before.client_id;
    let mut others: Vec<String> = contacts::of_client(&mut act.conn, client)
        .await?
        .into_iter()
        .filter(|other| other.id != before.id)
        .map(|other| other.email_preferences)
        .collect();
    others.extend(clients::by_id(&mut act.conn, client).await?.map(|row| row.email_preferences));
    check_domain(&before.email_preferences, after, true, others)
}

/// Every part that can be changed, by its name on the wire.
fn parts(row: &ContactRow) -> Vec<(&'static str, &str)> {
    vec![
        ("firstname", &row.first_name),
        ("lastname", &row.last_name),
        ("companyname", &row.company),
        ("email", &row.email),
        ("address1", &row.address1),
        ("address2", &row.address2),
        ("city", &row.city),
        ("state", &row.state),
        ("postcode", &row.postcode),
        ("country", &row.country),
        ("phonenumber", &row.phone),
        ("email_preferences", &row.email_preferences),
    ]
}
