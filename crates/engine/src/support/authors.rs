//! Who writes a message.

use model::ids::{ClientId, ContactId, StaffId, UserId};
use model::people::email::is_address;
use model::people::full_name;
use store::Conn;
use store::people::{clients, contacts, staff, user_clients};
use store::support::spam_filters;

use crate::{Act, Actor, Result, invalid, not_allowed, not_found};

/// What the caller says about who writes.
#[derive(Debug, Clone, Default)]
pub struct Named {
    /// A client.
    pub client: Option<ClientId>,
    /// A user of the client.
    pub user: Option<UserId>,
    /// A contact of the client.
    pub contact: Option<ContactId>,
    /// A guest's name.
    pub name: Option<String>,
    /// A guest's address.
    pub email: Option<String>,
    /// The sign-in name of a member of staff.
    pub staff_username: Option<String>,
}

/// Who writes. Numbers are 0 and texts empty where there is nothing to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The client.
    pub client: ClientId,
    /// Its user.
    pub user: i64,
    /// Its contact.
    pub contact: i64,
    /// A guest's name.
    pub name: String,
    /// A guest's address.
    pub email: String,
    /// The member of staff.
    pub staff: StaffId,
    /// Its name.
    pub staff_name: String,
}

impl Author {
    const NOBODY: Self = Self {
        client: ClientId(0),
        user: 0,
        contact: 0,
        name: String::new(),
        email: String::new(),
        staff: StaffId(0),
        staff_name: String::new(),
    };

    /// Whether it is a member of staff.
    #[must_use]
    pub fn is_staff(&self) -> bool {
        !self.staff_name.is_empty()
    }

    /// Whether it is neither a client nor staff.
    #[must_use]
    pub fn is_guest(&self) -> bool {
        !self.is_staff() && self.client.0 == 0
    }
}

/// The client or guest who writes.
///
/// # Errors
/// Refused when a number is not one of the client's, or a guest gives no name or address, or the
/// address is no address or blocked.
pub async fn client_or_guest(act: &mut Act, named: &Named) -> Result<Author> {
    // Who is signed in writes as who it is.
    if let Actor::Client { user, client, .. } = act.caller.actor {
        if named.client.is_some_and(|named| named != client) {
            return Err(not_found("Client ID Not Found"));
        }
        return of_client(act, client, &Named { user: Some(user), ..Named::default() }).await;
    }
    match named.client {
        Some(client) => of_client(act, client, named).await,
        None => guest(act, named).await,
    }
}

/// The member of staff who writes: by sign-in name, else the one behind the caller.
///
/// # Errors
/// Refused to callers that are not of the office.
pub async fn member_of_staff(act: &mut Act, username: Option<&str>) -> Result<Author> {
    if !act.caller.actor.is_office() {
        return Err(not_allowed("Only staff may write as staff"));
    }
    if let Some(username) = username {
        // A WHMCS takes the name as it is; ours is kept beside the number where there is one.
        let row = staff::sign_in(&mut act.conn, username).await?;
        let full = row.as_ref().map(|row| format!("{} {}", row.first_name, row.last_name));
        let staff_name = full.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        return Ok(Author {
            staff: row.map_or(StaffId(0), |row| row.id),
            staff_name: staff_name.unwrap_or_else(|| username.to_owned()),
            ..Author::NOBODY
        });
    }
    let staff = act.caller.actor.staff();
    let staff_name = name_of_staff(&mut act.conn, staff, &act.caller.actor).await?;
    Ok(Author { staff: staff.unwrap_or(StaffId(0)), staff_name, ..Author::NOBODY })
}

async fn name_of_staff(c: &mut Conn, id: Option<StaffId>, actor: &Actor) -> Result<String> {
    if let Some(id) = id
        && let Some(row) = staff::by_id(c, id).await?
    {
        let name = full_name(&row.first_name, &row.last_name);
        return Ok(if name.is_empty() { row.username } else { name });
    }
    Ok(actor.name().to_owned())
}

async fn of_client(act: &mut Act, client: ClientId, named: &Named) -> Result<Author> {
    let row = clients::by_id(&mut act.conn, client).await?;
    row.ok_or_else(|| not_found("Client ID Not Found"))?;
    let mut author = Author { client, ..Author::NOBODY };
    if let Some(user) = named.user {
        let tie = user_clients::find(&mut act.conn, user, client).await?;
        tie.ok_or_else(|| not_found("The system cannot find the provided user ID."))?;
        author.user = user.0;
    } else if let Some(contact) = named.contact {
        let row = contacts::by_id(&mut act.conn, contact).await?;
        row.filter(|row| row.client_id == client)
            .ok_or_else(|| not_found("Contact ID Not Found"))?;
        author.contact = contact.0;
    }
    Ok(author)
}

async fn guest(act: &mut Act, named: &Named) -> Result<Author> {
    let given = |text: &Option<String>| {
        text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let (Some(name), Some(email)) = (given(&named.name), given(&named.email)) else {
        return Err(invalid("name", "Name and email address are required if not a client"));
    };
    if !is_address(&email) {
        return Err(invalid("email", "Email Address Invalid"));
    }
    let office = act.caller.actor.is_office();
    if !office && spam_filters::of_sender(&mut act.conn, &email).await?.is_some() {
        return Err(not_allowed("Messages from this address are not accepted"));
    }
    Ok(Author { name, email, ..Author::NOBODY })
}
