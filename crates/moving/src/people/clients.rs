//! Clients: their addresses, their users, the password of the owner, and notes about them.

use std::collections::BTreeSet;

use engine::people::person::Person;
use jiff::civil::Date;
use model::people::email::fold;
use protocol::{
    ClientDetails, ClientNoteEntry, ClientSummary, EmailPreferences, GetClientNotes,
    GetClientPassword, GetClients, GetClientsDetails, GetClientsResponse, GetUserPermissions,
};
use store::people::words::{self, Kind};
use store::system::imports::Put;

use super::{Fields, USERS, csv, values};
use crate::entry::Entry;
use crate::error::Result;
use crate::moving::{Moving, NO_DAY};
use crate::reading::{Page, Pages, ask_kind, ask_maybe, ask_some};

pub(crate) const CLIENTS: &str = "clients";
const NOTES: &str = "client notes";

/// What is told about a client in several answers.
struct Told {
    client: ClientDetails,
    signed_up: Option<Date>,
    /// The hash of its owner's password.
    password: Option<String>,
    /// What its users may do who do not own it.
    permissions: Vec<(i64, String)>,
}

pub(super) async fn bring(moving: &mut Moving<'_>) -> Result<()> {
    let mut fields = Fields::read(moving, "client").await?;
    let users = moving.brought(USERS).await?;
    let mut pages = Pages::of(CLIENTS);
    let call = |start, rows| GetClients {
        limitstart: Some(start),
        limitnum: Some(rows),
        sorting: Some("ASC".to_owned()),
        orderby: Some("id".to_owned()),
        ..GetClients::default()
    };
    let rows = |answer: GetClientsResponse| Page {
        rows: answer.clients.0.client.0,
        of: answer.totalresults.0,
    };
    while let Some(rows) = pages.next(moving, call, rows).await? {
        let told = tell(moving, rows).await?;
        for told in &told {
            let given = told.client.customfields.iter().map(|field| field.id.0);
            fields.learn(moving, given).await?;
        }
        let mut entries = Vec::with_capacity(told.len());
        for told in &told {
            entries.push(client(moving, told, &users, &fields)?);
        }
        moving.write(CLIENTS, entries).await?;
    }
    Ok(())
}

/// Asks for everything about the clients of a page.
async fn tell(moving: &mut Moving<'_>, rows: Vec<ClientSummary>) -> Result<Vec<Told>> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id.0).collect();
    let fresh = moving.unknown(CLIENTS, ids, |id| *id).await?;
    let calls = fresh.iter().map(|id| (*id, details(*id))).collect();
    let answers = ask_kind(moving, CLIENTS, calls).await?;
    let calls = answers.iter().map(|(id, _)| password(*id)).collect();
    let passwords = ask_some(moving, calls).await?;
    let mut told = Vec::with_capacity(answers.len());
    for ((id, answer), password) in answers.into_iter().zip(passwords) {
        let client = answer.into_client();
        let signed_up = rows.iter().find(|row| row.id.0 == id);
        let password = password.map(|answer| answer.password.into_revealed());
        told.push(Told {
            permissions: permissions(moving, &client).await?,
            signed_up: signed_up.and_then(|row| row.datecreated.0),
            password: password.filter(|hash| is_hash(hash)),
            client,
        });
    }
    Ok(told)
}

fn details(id: i64) -> GetClientsDetails {
    GetClientsDetails { clientid: u64::try_from(id).ok(), ..GetClientsDetails::default() }
}

fn password(id: i64) -> GetClientPassword {
    GetClientPassword { userid: u64::try_from(id).ok(), ..GetClientPassword::default() }
}

/// Hashes against which a password can be checked here. Whose is another asks for a new one.
fn is_hash(text: &str) -> bool {
    ["$2y$", "$2a$", "$2b$", "$P$", "$argon2"].iter().any(|begin| text.starts_with(begin))
}

async fn permissions(moving: &Moving<'_>, client: &ClientDetails) -> Result<Vec<(i64, String)>> {
    let mut found = Vec::new();
    for user in client.users.user.iter().filter(|user| !user.is_owner.0) {
        let (Some(user_id), Some(client_id)) = (user.id.id(), client.id.id()) else { continue };
        let answer = ask_maybe(moving, GetUserPermissions { user_id, client_id }).await?;
        let words = answer.map(|answer| answer.permissions.0.permission.0).unwrap_or_default();
        let words: Vec<String> = words.into_iter().map(|word| word.0).collect();
        found.push((user.id.0, words.join(",")));
    }
    Ok(found)
}

fn client(
    moving: &Moving<'_>,
    told: &Told,
    users: &BTreeSet<i64>,
    fields: &Fields,
) -> Result<Entry> {
    let row = &told.client;
    let (first, last) = (moving.plain(&row.firstname), moving.plain(&row.lastname));
    let (company, email) = (moving.plain(&row.companyname), moving.plain(&row.email));
    let full = format!("{first} {last}");
    let folded = [&email, &first, &last, &full, &company].map(|text| fold(text));
    let owner = Some(row.owner_user_id.0).filter(|owner| users.contains(owner));
    let created = told.signed_up.map(|day| moving.midnight(day)).unwrap_or_default();
    let entry = Entry::of("clients", row.id.0)
        .set("uuid", if row.uuid.is_empty() { moving.uuid() } else { row.uuid.0.clone() })
        .set("owner_user_id", owner)
        .set("first_name", first.clone())
        .set("last_name", last.clone())
        .set("company", company.clone())
        .set("email", email.clone())
        .set("email_folded", fold(&email))
        .set("search_folded", folded.join(" "))
        .set("signed_up_on", told.signed_up.unwrap_or(NO_DAY))
        .set("created_at", created)
        .set("updated_at", created);
    let entry = wishes(moving, address(moving, entry, row), row);
    let entry = entry.all(words::rows(Kind::Client, row.id.0, &folded));
    let entry = with_users(moving, entry, told, users, created);
    let given = row.customfields.iter().map(|field| (field.id.0, moving.plain(&field.value)));
    Ok(entry.all(values(moving, fields, row.id.0, given)?))
}

fn address(moving: &Moving<'_>, entry: Entry, row: &ClientDetails) -> Entry {
    let country = match row.countrycode.is_empty() {
        true => row.country.0.clone(),
        false => row.countrycode.0.clone(),
    };
    let phone = moving.plain(&row.phonenumber);
    let code = match row.phonecc.0 {
        0 => calling_code(&phone, &country),
        code => code.to_string(),
    };
    entry
        .set("address1", moving.plain(&row.address1))
        .set("address2", moving.plain(&row.address2))
        .set("city", moving.plain(&row.city))
        .set("state", moving.plain(&row.state))
        .set("postcode", moving.plain(&row.postcode))
        .set("country", country)
        .set("phone", phone)
        .set("phone_cc", code)
        .set("tax_id", moving.plain(&row.tax_id))
        .set("tax_exempt", row.taxexempt.0)
}

/// What was agreed with the client, and its credit.
fn wishes(moving: &Moving<'_>, entry: Entry, row: &ClientDetails) -> Entry {
    entry
        .set("currency_id", row.currency.0)
        .set("group_id", Some(row.groupid.0).filter(|id| *id > 0))
        .set("status", row.status.0.clone())
        .set("default_gateway", row.defaultgateway.0.clone())
        .set("language", row.language.0.clone())
        .set("notes", moving.plain(&row.notes))
        .set("credit_minor", moving.minor(row.currency.0, &row.credit))
        .set("late_fee_exempt", row.latefeeoveride.0)
        .set("overdue_notice_exempt", row.overideduenotices.0)
        .set("separate_invoices", row.separateinvoices.0)
        .set("billing_day", row.billingday.map(|day| day.0).unwrap_or_default())
        .set("disable_auto_cc", row.disableautocc.0)
        .set("email_opt_out", row.emailoptout.0)
        .set("marketing_opt_in", row.marketing_emails_opt_in.0 || row.isOptedInToMarketingEmails.0)
        .set("override_auto_close", row.overrideautoclose.0)
        .set("allow_single_sign_on", row.allowSingleSignOn.0)
        .set("billing_cid", row.billingcid.0)
        .set("email_preferences", mails(&row.email_preferences))
}

fn mails(wishes: &EmailPreferences) -> String {
    csv(&[
        ("general", wishes.general.0),
        ("product", wishes.product.0),
        ("domain", wishes.domain.0),
        ("invoice", wishes.invoice.0),
        ("support", wishes.support.0),
        ("affiliate", wishes.affiliate.0),
    ])
}

/// Who may act for the client; what is known of its owner is kept with the user.
fn with_users(
    moving: &Moving<'_>,
    mut entry: Entry,
    told: &Told,
    users: &BTreeSet<i64>,
    created: i64,
) -> Entry {
    let (row, owner) = (&told.client, told.client.owner_user_id.0);
    let mut ties = vec![(owner, String::new())];
    ties.extend(told.permissions.iter().filter(|(user, _)| *user != owner).cloned());
    for (user, permissions) in ties.into_iter().filter(|(user, _)| users.contains(user)) {
        entry = entry.row(
            Put::into("user_clients")
                .set("user_id", user)
                .set("client_id", row.id.0)
                .set("is_owner", user == owner)
                .set("permissions", permissions)
                .set("created_at", created),
        );
    }
    if !users.contains(&owner) {
        return entry;
    }
    let mut more = Put::onto("users", owner).set("language", row.language.0.clone());
    if let Some(hash) = &told.password {
        more = more.set("password_hash", hash.clone());
    }
    if row.email_verified.0 {
        more = more.set("email_verified_at", created);
    }
    if let Some((at, ip, host)) = last_login(moving, &row.lastlogin) {
        more = more.set("last_login_at", at).set("last_ip", ip).set("last_host", host);
    }
    entry.row(more)
}

/// `Date: 03/10/2016 10:26<br>IP Address: …<br>Host: …`. Only we always write the day first.
fn last_login(moving: &Moving<'_>, told: &str) -> Option<(i64, String, String)> {
    let mut parts = told.split("<br>");
    let (date, time) = parts.next()?.strip_prefix("Date: ")?.split_once(' ')?;
    let mut days = date.split('/').map(str::parse::<i16>);
    let (day, month, year) = (days.next()?.ok()?, days.next()?.ok()?, days.next()?.ok()?);
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    let (hour, minute) = time.split_once(':')?;
    let time = date.at(hour.parse().ok()?, minute.get(..2)?.parse().ok()?, 0, 0);
    let at = moving.ours.then(|| moving.instant(Some(time).into())).flatten()?;
    let ip = parts.next()?.strip_prefix("IP Address: ")?.to_owned();
    let host = parts.next().and_then(|text| text.strip_prefix("Host: ")).unwrap_or_default();
    Some((at, ip, host.to_owned()))
}

/// The calling code of a number, or of its country.
pub(super) fn calling_code(phone: &str, country: &str) -> String {
    let person =
        Person { phone: phone.to_owned(), country: country.to_owned(), ..Person::default() };
    person.calling_code()
}

/// Notes of staff about clients, which only a Hostler tells.
pub(super) async fn notes(moving: &mut Moving<'_>) -> Result<()> {
    if !moving.ours {
        return Ok(());
    }
    let clients = moving.brought(CLIENTS).await?;
    let ids = clients.iter().filter_map(|id| u64::try_from(*id).ok());
    let calls = ids.map(|userid| GetClientNotes { userid }).collect();
    let mut entries = Vec::new();
    for answer in ask_some(moving, calls).await?.into_iter().flatten() {
        entries.extend(answer.notes.0.note.iter().map(|row| note(moving, row)));
    }
    moving.write(NOTES, entries).await
}

fn note(moving: &Moving<'_>, row: &ClientNoteEntry) -> Entry {
    let created = moving.instant(row.created).unwrap_or_default();
    Entry::of("client_notes", row.id.0)
        .set("client_id", row.userid.0)
        .set("note", row.note.0.clone())
        .set("sticky", row.sticky.0)
        .set("created_at", created)
        .set("updated_at", moving.instant(row.modified).unwrap_or(created))
}
