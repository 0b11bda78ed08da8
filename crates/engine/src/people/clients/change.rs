//! Changing a client, part by part.

use model::ids::{ClientGroupId, ClientId, ContactId, CurrencyId, CustomFieldId};
use model::people::client::ClientStatus;
use model::people::email::fold;
use serde_json::{Value, json};
use store::people::clients::{self, ClientRow};
use store::people::contacts;
use store::people::custom_fields::{self as rows, Kind};

use super::super::mail_kinds::{Wish, check_domain};
use super::super::person::{Person, check_address, tidy};
use super::{check_group, currency_of, custom_fields};
use crate::people::custom_fields::Due;
use crate::{Act, Result, conflict, invalid, not_found};

/// What to change; `None` leaves it.
#[derive(Debug, Clone, Default)]
pub struct ClientChanges {
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// Company.
    pub company: Option<String>,
    /// Where invoices go; the owner's sign-in stays.
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
    /// Tax number.
    pub tax_id: Option<String>,
    /// Currency; refused once there are documents in the old one.
    pub currency: Option<CurrencyId>,
    /// Group; `Some(None)` for none.
    pub group: Option<Option<ClientGroupId>>,
    /// Custom fields.
    pub fields: Vec<(CustomFieldId, String)>,
    /// Language name.
    pub language: Option<String>,
    /// Address of the person.
    pub ip: Option<String>,
    /// For staff only.
    pub notes: Option<String>,
    /// Status.
    pub status: Option<ClientStatus>,
    /// Gateway module.
    pub gateway: Option<String>,
    /// Kinds of mail.
    pub mails: Wish,
    /// Contact invoices are addressed to, or 0.
    pub billing_contact: Option<i64>,
    /// Marketing mail.
    pub marketing_opt_in: Option<bool>,
    /// Pays no late fees.
    pub late_fee_exempt: Option<bool>,
    /// Gets no reminders.
    pub overdue_notice_exempt: Option<bool>,
    /// Pays no tax.
    pub tax_exempt: Option<bool>,
    /// One invoice per service.
    pub separate_invoices: Option<bool>,
    /// Day of the month on which its renewals are due (B8): 1 to 31, 0 for its group's or the
    /// house's, -1 for none.
    pub billing_day: Option<i64>,
    /// Its card is not charged by itself.
    pub disable_auto_cc: Option<bool>,
    /// Not made inactive by the daily run.
    pub override_auto_close: Option<bool>,
    /// May be signed in by a one-use link.
    pub allow_single_sign_on: Option<bool>,
    /// Do not check country and phone number.
    pub skip_validation: bool,
}

/// Changes what is given and leaves the rest.
///
/// # Errors
/// The refusals of `https://developers.whmcs.com/api-reference/updateclient/`.
pub async fn update(act: &mut Act, id: ClientId, changes: ClientChanges) -> Result<()> {
    let before =
        clients::lock(&mut act.conn, id).await?.ok_or_else(|| not_found("Client ID Not Found"))?;
    let mut row = before.clone();
    apply_texts(&mut row, &changes);
    apply_flags(&mut row, &changes);
    check(act, &before, &row, &changes).await?;
    if let Some(currency) = changes.currency {
        row.currency_id = currency_for(act, &before, currency).await?;
    }
    if let Some(group) = changes.group {
        check_group(act, group).await?;
        row.group_id = group;
    }
    row.email_preferences = changes.mails.over(&before.email_preferences);
    let others = contacts::of_client(&mut act.conn, id).await?;
    let csvs = others.iter().map(|contact| contact.email_preferences.as_str());
    check_domain(&before.email_preferences, &row.email_preferences, false, csvs)?;
    row.updated_at = act.at();
    clients::save(&mut act.conn, &row).await?;
    if !act.caller.actor.is_office() && !changes.fields.is_empty() {
        let fields = rows::of(&mut act.conn, Kind::Client, 0).await?;
        custom_fields::check_answers(&fields, &changes.fields, Due::Kept)?;
    }
    let fields = custom_fields::set(act, Kind::Client, 0, id.0, &changes.fields).await?;
    record(act, &before, &row, &fields).await
}

fn apply_texts(row: &mut ClientRow, changes: &ClientChanges) {
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
        (&mut row.tax_id, &changes.tax_id),
        (&mut row.language, &changes.language),
        (&mut row.ip, &changes.ip),
        (&mut row.default_gateway, &changes.gateway),
    ] {
        if let Some(text) = change {
            *part = tidy(text);
        }
    }
    if let Some(notes) = &changes.notes {
        row.notes.clone_from(notes);
    }
    row.country.make_ascii_uppercase();
    if changes.phone.is_some() || changes.country.is_some() {
        row.phone_cc = person_of(row).calling_code();
    }
}

fn apply_flags(row: &mut ClientRow, changes: &ClientChanges) {
    for (part, change) in [
        (&mut row.marketing_opt_in, changes.marketing_opt_in),
        (&mut row.email_opt_out, changes.marketing_opt_in.map(|yes| !yes)),
        (&mut row.late_fee_exempt, changes.late_fee_exempt),
        (&mut row.overdue_notice_exempt, changes.overdue_notice_exempt),
        (&mut row.tax_exempt, changes.tax_exempt),
        (&mut row.separate_invoices, changes.separate_invoices),
        (&mut row.disable_auto_cc, changes.disable_auto_cc),
        (&mut row.override_auto_close, changes.override_auto_close),
        (&mut row.allow_single_sign_on, changes.allow_single_sign_on),
    ] {
        *part = change.unwrap_or(*part);
    }
    row.billing_day = changes.billing_day.unwrap_or(row.billing_day);
    row.status = changes.status.unwrap_or(row.status);
    row.billing_cid = changes.billing_contact.unwrap_or(row.billing_cid);
}

async fn check(
    act: &mut Act,
    before: &ClientRow,
    row: &ClientRow,
    changes: &ClientChanges,
) -> Result<()> {
    if changes.email.is_some() && fold(&row.email) != before.email_folded {
        check_address(&row.email)?;
        // One owner may have several clients with one address.
        let taken = clients::by_email(&mut act.conn, &row.email).await?;
        if taken.is_some_and(|other| other.owner_user_id != row.owner_user_id) {
            return Err(conflict("Duplicate Email Address"));
        }
    }
    if changes.billing_day.is_some() {
        check_billing_day(row.billing_day)?;
    }
    if !changes.skip_validation {
        let person = person_of(row);
        // A name may be missing from the start, but nobody loses one.
        if row.first_name.is_empty() && !before.first_name.is_empty() {
            return Err(invalid("firstname", "You did not enter your first name"));
        }
        if row.last_name.is_empty() && !before.last_name.is_empty() {
            return Err(invalid("lastname", "You did not enter your last name"));
        }
        if changes.country.is_some() {
            person.check_country()?;
        }
        if changes.phone.is_some() && !person.phone.is_empty() {
            person.check_phone()?;
        }
    }
    if let Some(contact) = changes.billing_contact.filter(|contact| *contact != 0) {
        let found = contacts::by_id(&mut act.conn, ContactId(contact)).await?;
        if found.is_none_or(|contact| contact.client_id != row.id) {
            return Err(not_found("Contact ID Not Found"));
        }
    }
    Ok(())
}

/// Whether it is a billing day as clients and groups keep it (B8).
///
/// # Errors
/// Invalid, naming `billingday`, for anything but 1 to 31, 0 (as whoever decides else) and -1
/// (none).
pub fn check_billing_day(day: i64) -> Result<()> {
    if (-1..=31).contains(&day) {
        return Ok(());
    }
    Err(invalid("billingday", "The billing day must be a day of the month, 0 or -1"))
}

/// Documents keep their currency, so a client with any keeps it too (B3).
async fn currency_for(act: &mut Act, before: &ClientRow, wanted: CurrencyId) -> Result<CurrencyId> {
    let wanted = currency_of(act, Some(wanted)).await?;
    if wanted == before.currency_id {
        return Ok(wanted);
    }
    if before.credit_minor != 0 || super::erasure::has_documents(&mut act.conn, before.id).await? {
        let said = "The currency cannot be changed: there are documents in the present one";
        return Err(conflict(said));
    }
    Ok(wanted)
}

/// The audit entry, the line of the activity log and the event.
async fn record(
    act: &mut Act,
    before: &ClientRow,
    after: &ClientRow,
    fields: &[(String, String, String)],
) -> Result<()> {
    let mut pairs: Vec<(&str, Value, Value)> = parts(before)
        .into_iter()
        .zip(parts(after))
        .map(|((name, old), (_, new))| (name, old, new))
        .collect();
    pairs.extend(fields.iter().map(|(name, old, new)| (name.as_str(), json!(old), json!(new))));
    pairs.retain(|(_, old, new)| old != new);
    act.changed("client", after.id, &pairs).await?;
    let mut text = String::from("Client Profile Modified - ");
    for (name, old, new) in &pairs {
        text.push_str(&format!("{name}: {} to {} - ", plain(old), plain(new)));
    }
    text.push_str(&format!("User ID: {}", after.id));
    act.log(Some(after.id), text).await?;
    let names: Vec<&str> = pairs.iter().map(|pair| pair.0).collect();
    let payload = json!({ "userid": after.id.0, "changed": names });
    act.event("ClientChanged", Some(after.id), &payload).await
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), |text| format!("'{text}'"))
}

/// Every part that can be changed, by its name on the wire.
fn parts(row: &ClientRow) -> Vec<(&'static str, Value)> {
    vec![
        ("firstname", json!(row.first_name)),
        ("lastname", json!(row.last_name)),
        ("companyname", json!(row.company)),
        ("email", json!(row.email)),
        ("address1", json!(row.address1)),
        ("address2", json!(row.address2)),
        ("city", json!(row.city)),
        ("state", json!(row.state)),
        ("postcode", json!(row.postcode)),
        ("country", json!(row.country)),
        ("phonenumber", json!(row.phone)),
        ("tax_id", json!(row.tax_id)),
        ("currency", json!(row.currency_id.0)),
        ("groupid", json!(row.group_id.map_or(0, |id| id.0))),
        ("language", json!(row.language)),
        ("clientip", json!(row.ip)),
        ("notes", json!(row.notes)),
        ("status", json!(row.status.to_string())),
        ("paymentmethod", json!(row.default_gateway)),
        ("email_preferences", json!(row.email_preferences)),
        ("billingcid", json!(row.billing_cid)),
        ("marketingoptin", json!(row.marketing_opt_in)),
        ("latefeeoveride", json!(row.late_fee_exempt)),
        ("overideduenotices", json!(row.overdue_notice_exempt)),
        ("taxexempt", json!(row.tax_exempt)),
        ("separateinvoices", json!(row.separate_invoices)),
        ("billingday", json!(row.billing_day)),
        ("disableautocc", json!(row.disable_auto_cc)),
        ("overrideautoclose", json!(row.override_auto_close)),
        ("allowsinglesignon", json!(row.allow_single_sign_on)),
    ]
}

fn person_of(row: &ClientRow) -> Person {
    Person {
        phone: row.phone.clone(),
        country: row.country.clone(),
        email: row.email.clone(),
        ..Person::default()
    }
}
