//! Clients: who is billed.

mod change;
mod ending;
mod erasure;
mod merging;

pub use change::{ClientChanges, check_billing_day, update};
pub use ending::{Running, close};
pub use erasure::delete;
pub use merging::merge;

use model::ids::{ClientGroupId, ClientId, CurrencyId, CustomFieldId, UserId};
use model::people::client::ClientStatus;
use serde_json::json;
use store::Conn;
use store::people::clients::{self, ClientRow};
use store::people::custom_fields::{self as rows, Kind};
use store::people::user_clients::{self, UserClientRow};
use store::people::{client_groups, users};

use super::custom_fields::{self, Due};
use super::mail_kinds::KINDS;
use super::person::{Person, tidy};
use super::users as engine_users;
use super::users::{NewUser, TAKEN, uuid};
use crate::system::currencies::Currencies;
use crate::system::mail::enqueue;
use crate::system::templates::{About, Addressee, CLIENT_SIGNUP, written};
use crate::{Act, Result, conflict, invalid, not_found};

/// A client to be made.
#[derive(Debug, Clone, Default)]
pub struct NewClient {
    /// The user who owns it; a new one is made without.
    pub owner: Option<UserId>,
    /// The new owner's hash from [`super::passwords::hash`]; empty when it must set a password
    /// first.
    pub password_hash: String,
    /// Name and address.
    pub person: Person,
    /// Currency; the default one without.
    pub currency: Option<CurrencyId>,
    /// Group.
    pub group: Option<ClientGroupId>,
    /// Custom fields.
    pub fields: Vec<(CustomFieldId, String)>,
    /// Language name, or empty.
    pub language: String,
    /// Address of the person, or empty for the caller's.
    pub ip: String,
    /// For staff only.
    pub notes: String,
    /// Asked for marketing mail.
    pub marketing_opt_in: bool,
    /// Do not welcome by mail.
    pub no_email: bool,
    /// Check the e-mail address only.
    pub skip_validation: bool,
}

/// The client, unless its data was erased.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: ClientId) -> Result<Option<ClientRow>> {
    Ok(clients::by_id(c, id).await?)
}

/// Notes that a user signed in for a client.
pub(crate) async fn signed_in(act: &mut Act, user: UserId, client: ClientId) -> Result<()> {
    let at = act.at();
    user_clients::signed_in(&mut act.conn, user, client, at).await?;
    Ok(clients::signed_in(&mut act.conn, client, at).await?)
}

/// Makes a client, and its owner when none is given.
///
/// # Errors
/// The refusals of `https://developers.whmcs.com/api-reference/addclient/`, in its order.
pub async fn create(act: &mut Act, new: NewClient) -> Result<(ClientId, UserId)> {
    let person = new.person.clone().tidied();
    if let Some(owner) = new.owner
        && users::by_id(&mut act.conn, owner).await?.is_none()
    {
        return Err(not_found("Invalid Owner User ID"));
    }
    if new.skip_validation {
        person.check_email()?;
    } else {
        person.check_complete()?;
    }
    check_fields(act, &new).await?;
    let currency = currency_of(act, new.currency).await?;
    check_group(act, new.group).await?;
    let owner = match new.owner {
        Some(owner) => owner,
        None => make_owner(act, &new, &person).await?,
    };
    let row = row_of(act, &new, person, currency, owner);
    let id = clients::add(&mut act.conn, &row).await?;
    let tie = UserClientRow {
        user_id: owner,
        client_id: id,
        is_owner: true,
        permissions: String::new(),
        last_login_at: None,
        created_at: row.created_at,
    };
    user_clients::add(&mut act.conn, &tie).await?;
    custom_fields::set(act, Kind::Client, 0, id.0, &new.fields).await?;
    announce(act, &new, &row, id, owner).await?;
    Ok((id, owner))
}

/// The office is asked for all that is required, unless it says not to look; who signs up, for what
/// is asked for there.
async fn check_fields(act: &mut Act, new: &NewClient) -> Result<()> {
    let conn = &mut act.conn;
    if !act.caller.actor.is_office() {
        let fields = rows::of(conn, Kind::Client, 0).await?;
        return custom_fields::check_answers(&fields, &new.fields, Due::SignUp);
    }
    if new.skip_validation {
        return Ok(());
    }
    custom_fields::check_required(conn, Kind::Client, 0, &new.fields).await
}

async fn announce(
    act: &mut Act,
    new: &NewClient,
    row: &ClientRow,
    id: ClientId,
    owner: UserId,
) -> Result<()> {
    let text = format!("Created Client {} {} - User ID: {id}", row.first_name, row.last_name);
    act.log_for(Some(id), Some(owner), text).await?;
    let payload = json!({ "userid": id.0, "user_id": owner.0, "email": row.email });
    act.event("ClientAdded", Some(id), &payload).await?;
    if new.no_email {
        return Ok(());
    }
    welcome(act, row, id).await
}

async fn welcome(act: &mut Act, row: &ClientRow, id: ClientId) -> Result<()> {
    let to = Addressee { client: Some(id), ..row.into() };
    let about = About::client(to, Vec::new());
    let Some(mail) = written(act, CLIENT_SIGNUP, &about).await? else { return Ok(()) };
    enqueue(act, &mail, Some(format!("mail.welcome:{id}"))).await
}

async fn make_owner(act: &mut Act, new: &NewClient, person: &Person) -> Result<UserId> {
    if clients::by_email(&mut act.conn, &person.email).await?.is_some() {
        // A client of an imported user may have an address that its user has not.
        return Err(conflict(TAKEN));
    }
    let user = NewUser {
        first_name: person.first_name.clone(),
        last_name: person.last_name.clone(),
        email: person.email.clone(),
        password_hash: new.password_hash.clone(),
        language: new.language.clone(),
    };
    engine_users::create(act, user).await
}

async fn currency_of(act: &mut Act, wanted: Option<CurrencyId>) -> Result<CurrencyId> {
    let currencies = Currencies::read(&mut act.conn).await?;
    match wanted {
        None => Ok(currencies.default_row()?.id),
        Some(id) if currencies.row(id).is_some() => Ok(id),
        Some(_) => Err(invalid("currency", "Invalid Currency ID")),
    }
}

async fn check_group(act: &mut Act, group: Option<ClientGroupId>) -> Result<()> {
    if let Some(id) = group
        && client_groups::by_id(&mut act.conn, id).await?.is_none()
    {
        return Err(invalid("groupid", "Invalid Client Group ID"));
    }
    Ok(())
}

fn row_of(
    act: &Act,
    new: &NewClient,
    person: Person,
    currency_id: CurrencyId,
    owner: UserId,
) -> ClientRow {
    let at = act.at();
    let given_ip = tidy(&new.ip);
    ClientRow {
        id: ClientId(0),
        uuid: uuid(act),
        owner_user_id: Some(owner),
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
        tax_exempt: false,
        currency_id,
        group_id: new.group,
        status: ClientStatus::Active,
        default_gateway: String::new(),
        language: tidy(&new.language),
        notes: new.notes.clone(),
        credit_minor: 0,
        late_fee_exempt: false,
        overdue_notice_exempt: false,
        separate_invoices: false,
        billing_day: 0,
        disable_auto_cc: false,
        email_opt_out: !new.marketing_opt_in,
        marketing_opt_in: new.marketing_opt_in,
        override_auto_close: false,
        allow_single_sign_on: true,
        billing_cid: 0,
        email_preferences: KINDS.join(","),
        ip: if given_ip.is_empty() { act.caller.ip.clone() } else { given_ip },
        host: String::new(),
        signed_up_on: act.today(),
        created_at: at,
        updated_at: at,
        last_login_at: None,
        erased_at: None,
    }
}
