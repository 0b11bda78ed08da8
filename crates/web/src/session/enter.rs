//! Coming in: a password becomes an identity, an identity a pair of tokens.

use axum::http::HeaderMap;
use engine::{Caller, Door};
use futures::future::BoxFuture;
use model::ids::{ClientId, StaffId, UserId};
use model::people::permission::ClientPermissions;
use protocol::wire::Secret;
use protocol::{
    CheckTwoFactor, GetClientsDetails, GetSessionStateResponse, GetUserPermissions, GetUsers,
    ValidateLogin, ValidateLoginResponse, ValidateStaffLogin,
};

use super::cookies::Cookie;
use super::limits::Left;
use super::line::Line;
use super::open;
use super::state::{self, Whose};
use super::token::{Claims, Identity, Kind, Role};
pub(crate) use super::tries::{Try, admit};
use crate::App;
use crate::whmcs::{CallError, staff_of};

/// Users that one search may give: the one of that address is among the first.
const SEARCHED_MAX: u64 = 100;

/// Longer names are cut in tokens.
const NAME_CHARS_MAX: usize = 100;

/// Why somebody does not come in.
#[derive(Debug)]
pub(crate) enum Refused {
    /// Nobody of that name with that password, or an account that has ended.
    Wrong,
    /// The password was right, the code of the second factor is not.
    WrongCode,
    /// Too often; what is left of the bucket.
    TooOften(Left),
    /// The account has a second factor, which this way does not ask for.
    SecondFactor,
    /// The WHMCS could not say.
    Call(CallError),
}

impl From<CallError> for Refused {
    fn from(error: CallError) -> Self {
        Self::Call(error)
    }
}

/// A pair of tokens and what a page needs beside them.
#[derive(Debug, Clone)]
pub(crate) struct Tokens {
    pub(crate) access: String,
    pub(crate) refresh: String,
    pub(crate) csrf: String,
    pub(crate) refresh_seconds: i64,
}

impl Tokens {
    /// Sets the cookies of the session in a browser.
    pub(crate) fn write(&self, headers: &mut HeaderMap, secure: bool) {
        let named = [
            (Cookie::Access, &self.access),
            (Cookie::Refresh, &self.refresh),
            (Cookie::Csrf, &self.csrf),
        ];
        for (cookie, value) in named {
            cookie.write(headers, value, self.refresh_seconds, secure);
        }
    }
}

/// Checks e-mail address, password and, for users who have a second factor, the code. A WHMCS
/// that cannot check codes lets none of them in.
pub(crate) async fn client_with_code(
    app: &App,
    caller: &Caller,
    email: &str,
    password: &str,
    code: Option<&str>,
) -> Result<Identity, Refused> {
    let caller = &judged_anew(caller);
    let found = validated(app, caller, email, password).await?;
    if found.twoFactorEnabled.0 {
        let user_id = u64::try_from(found.userid.0).ok();
        check_code(app, caller, CheckTwoFactor { user_id, ..with_code(code)? }).await?;
    }
    user(app, caller, UserId(found.userid.0), Some(email), None).await
}

/// Checks name or e-mail address, password and, where there is a second factor, the code of a
/// member of staff.
pub(crate) async fn staff_with_code(
    app: &App,
    caller: &Caller,
    name: &str,
    password: &str,
    code: Option<&str>,
) -> Result<Identity, Refused> {
    match staff(app, caller, name, password).await? {
        Known::In(who) => Ok(who),
        Known::But(id) => staff_code(app, caller, id, code.ok_or(Refused::SecondFactor)?).await,
    }
}

/// A member of staff whose password was right.
pub(crate) enum Known {
    /// That is all there is to show.
    In(Identity),
    /// There is a second factor; which member it is.
    But(StaffId),
}

/// Checks name or e-mail address and password of a member of staff.
pub(crate) async fn staff(
    app: &App,
    caller: &Caller,
    name: &str,
    password: &str,
) -> Result<Known, Refused> {
    let caller = &judged_anew(caller);
    let (email, adminusername) = if name.contains('@') {
        (Some(name.to_owned()), None)
    } else {
        (None, Some(name.to_owned()))
    };
    let clientip = Some(caller.ip.clone());
    let call =
        ValidateStaffLogin { email, adminusername, password2: Secret::from(password), clientip };
    if app.whmcs().has_staff_by_group().await? {
        return staff_by_group(app, caller, name, password).await.map(Known::In);
    }
    let found = app.whmcs().call(caller, call).await.map_err(wrong)?;
    if found.twoFactorEnabled.0 {
        return Ok(Known::But(StaffId(found.adminid.0)));
    }
    let who = again(app, Role::Staff, found.adminid.0, None).await?;
    who.map(Known::In).ok_or(Refused::Wrong)
}

/// The user of an e-mail address and a password.
async fn validated(
    app: &App,
    caller: &Caller,
    email: &str,
    password: &str,
) -> Result<ValidateLoginResponse, Refused> {
    let call = ValidateLogin {
        email: email.to_owned(),
        password2: Secret::from(password),
        clientip: Some(caller.ip.clone()),
    };
    app.whmcs().call(caller, call).await.map_err(wrong)
}

/// Checks the log-in of a user who is staff because it owns a client of a certain group.
async fn staff_by_group(
    app: &App,
    caller: &Caller,
    email: &str,
    password: &str,
) -> Result<Identity, Refused> {
    let found = validated(app, caller, email, password).await?;
    if found.twoFactorEnabled.0 {
        return Err(Refused::SecondFactor);
    }
    let ties = ties(app, caller, UserId(found.userid.0), email).await?;
    for (_, client) in ties.into_iter().filter(|(is_guest, _)| !is_guest) {
        if let Some(who) = again(app, Role::Staff, staff_of(client).0, None).await? {
            return Ok(who);
        }
    }
    Err(Refused::Wrong)
}

/// Checks the code of a member of staff whose password was right.
pub(crate) async fn staff_code(
    app: &App,
    caller: &Caller,
    staff: StaffId,
    code: &str,
) -> Result<Identity, Refused> {
    let adminid = u64::try_from(staff.0).ok();
    let call = CheckTwoFactor { adminid, ..with_code(Some(code))? };
    check_code(app, &judged_anew(caller), call).await?;
    again(app, Role::Staff, staff.0, None).await?.ok_or(Refused::Wrong)
}

fn with_code(code: Option<&str>) -> Result<CheckTwoFactor, Refused> {
    let code = code.ok_or(Refused::SecondFactor)?.into();
    Ok(CheckTwoFactor { code, ..CheckTwoFactor::default() })
}

/// A WHMCS that cannot check codes lets nobody in who has one.
async fn check_code(app: &App, caller: &Caller, call: CheckTwoFactor) -> Result<(), Refused> {
    match app.whmcs().call(caller, call).await {
        Ok(_) => Ok(()),
        Err(CallError::NotOffered(_)) => Err(Refused::SecondFactor),
        // Only whoever knows the password gets here, and may be told.
        Err(error) => Err(match wrong(error) {
            Refused::Wrong => Refused::WrongCode,
            refused => refused,
        }),
    }
}

/// A log-in is judged each time: its answer is never one that was kept for an idempotency key.
fn judged_anew(caller: &Caller) -> Caller {
    Caller { idempotency_key: None, ..caller.clone() }
}

/// A refused name or password is one answer, whatever was wrong.
pub(crate) fn wrong(error: CallError) -> Refused {
    match &error {
        CallError::Refused(refusal) => match refusal.meaning {
            engine::Meaning::Limit => Refused::Call(error),
            _ => Refused::Wrong,
        },
        _ => Refused::Call(error),
    }
}

/// What is known now of somebody with a session; `None` when it must end.
pub(crate) async fn again(
    app: &App,
    role: Role,
    subject: i64,
    client: Option<ClientId>,
) -> Result<Option<Identity>, Refused> {
    let whose = match role {
        Role::Client => Whose::User(UserId(subject), client),
        Role::Staff => Whose::Staff(StaffId(subject)),
    };
    match state::ask(app.whmcs(), whose).await {
        Ok(state) => Ok(identity(role, subject, client, state)),
        Err(CallError::NotOffered(_)) => match client {
            Some(client) => published(app, UserId(subject), client).await.map_err(Refused::Call),
            None => Ok(None),
        },
        Err(error) => Err(error.into()),
    }
}

fn identity(
    role: Role,
    subject: i64,
    client: Option<ClientId>,
    state: GetSessionStateResponse,
) -> Option<Identity> {
    // What staff may do is too long for a token; it is asked for at each request.
    let may = match role {
        Role::Client => state.permissions.0.join(","),
        Role::Staff => String::new(),
    };
    let (name, owns, epoch) = (short(&state.name.0), state.isowner.0, state.epoch.0);
    state.active.0.then_some(Identity { subject, client, role, name, may, owns, epoch })
}

/// A name that fits into a token.
fn short(name: &str) -> String {
    name.chars().take(NAME_CHARS_MAX).collect()
}

/// The identity of a user: for the client it names, else for the first it owns or may act for.
pub(crate) async fn user(
    app: &App,
    caller: &Caller,
    user: UserId,
    email: Option<&str>,
    wanted: Option<ClientId>,
) -> Result<Identity, Refused> {
    let clients = clients_of(app, caller, user, email).await?;
    let client = match wanted {
        Some(wanted) if clients.contains(&wanted) => Some(wanted),
        Some(_) => return Err(Refused::Wrong),
        None => clients.first().copied(),
    };
    again(app, Role::Client, user.0, client).await?.ok_or(Refused::Wrong)
}

/// The clients a user may act for, those it owns first. A WHMCS that does not know our action is
/// searched for the address.
pub(crate) async fn clients_of(
    app: &App,
    caller: &Caller,
    user: UserId,
    email: Option<&str>,
) -> Result<Vec<ClientId>, CallError> {
    match state::ask(app.whmcs(), Whose::User(user, None)).await {
        Ok(state) => {
            let number = |id: &u64| i64::try_from(*id).ok().map(ClientId);
            return Ok(state.clientids.0.iter().filter_map(number).collect());
        }
        Err(CallError::NotOffered(_)) => {}
        Err(error) => return Err(error),
    }
    let Some(email) = email else { return Ok(Vec::new()) };
    let ties = ties(app, caller, user, email).await?;
    Ok(ties.into_iter().map(|(_, client)| client).collect())
}

/// The clients that a user of this address is tied to, those it owns (`false`) first, from what
/// every WHMCS publishes.
async fn ties(
    app: &App,
    caller: &Caller,
    user: UserId,
    email: &str,
) -> Result<Vec<(bool, ClientId)>, CallError> {
    let call = GetUsers {
        search: Some(email.to_owned()),
        limitnum: Some(SEARCHED_MAX),
        ..GetUsers::default()
    };
    let found = app.whmcs().call(caller, call).await?;
    let mut clients: Vec<_> = found
        .users
        .iter()
        .filter(|row| row.id.0 == user.0)
        .flat_map(|row| row.clients.iter())
        .map(|tie| (!tie.isOwner.0, ClientId(tie.id.0)))
        .collect();
    clients.sort_unstable();
    Ok(clients)
}

/// The same from what every WHMCS publishes.
async fn published(
    app: &App,
    user: UserId,
    client: ClientId,
) -> Result<Option<Identity>, CallError> {
    let caller = Caller::system(Door::Rest);
    let clientid = u64::try_from(client.0).ok();
    let call = GetClientsDetails { clientid, ..GetClientsDetails::default() };
    let found = match app.whmcs().call(&caller, call).await {
        Ok(found) => found.client,
        Err(CallError::Refused(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let tie = found.users.user.iter().find(|each| each.id.0 == user.0);
    let Some(tie) = tie.filter(|_| found.status != "Closed") else { return Ok(None) };
    let may = if tie.is_owner.0 {
        ClientPermissions::ALL.to_string()
    } else {
        let user_id = u64::try_from(user.0).unwrap_or(0);
        let call = GetUserPermissions { user_id, client_id: clientid.unwrap_or(0) };
        let words = app.whmcs().call(&caller, call).await?.permissions;
        words.permission.iter().map(|word| word.0.as_str()).collect::<Vec<_>>().join(",")
    };
    let name = short(&tie.name.0);
    let (subject, client, role) = (user.0, Some(client), Role::Client);
    let owns = tie.is_owner.0;
    Ok(Some(Identity { subject, client, role, name, may, owns, epoch: 0 }))
}

/// Makes the first pair of tokens for somebody whose password was right; the session is noted.
pub(crate) async fn tokens(app: &App, who: &Identity) -> Option<Tokens> {
    begun(app, who, &Line::begin(app.0.clock.now(), &*app.0.chance)).await
}

/// The same of a session that begins beside, or in the place of, another one. Boxed, for many
/// doors lead here.
pub(crate) async fn begun(app: &App, who: &Identity, line: &Line) -> Option<Tokens> {
    let noted: BoxFuture<'_, ()> = Box::pin(open::note(app, who, line));
    noted.await;
    tokens_of(app, who, line)
}

/// The same in a session that goes on.
pub(crate) fn tokens_of(app: &App, who: &Identity, line: &Line) -> Option<Tokens> {
    let (now, chance, keys) = (app.0.clock.now(), &*app.0.chance, app.0.sessions.keys());
    let access = Claims::new(Kind::Access, who, line, now, chance);
    let refresh = Claims::new(Kind::Refresh, who, line, now, chance);
    Some(Tokens {
        access: access.seal(keys, chance)?,
        refresh: refresh.seal(keys, chance)?,
        csrf: line.csrf.clone(),
        refresh_seconds: refresh.exp.saturating_sub(refresh.iat),
    })
}
