//! `GetSessionState`, `RenewSession` and `EndSessions`: what a token without a table is checked
//! against. `BeginSession`, `GetSessions` and `EndSession`: where somebody is signed in.

use engine::people::sessions::{self as renewing, Place};
use engine::people::two_factor;
use engine::system::settings::Settings;
use engine::{Act, Cx, Result, invalid, not_found};
use model::ids::{ClientId, StaffId, UserId};
use model::people::client::ClientStatus;
use model::people::full_name;
use model::people::permission::ClientPermissions;
use model::people::session::Shown;
use protocol::wire::Csv;
use protocol::{
    BeginSession, BeginSessionResponse, EndSession, EndSessionResponse, EndSessions,
    EndSessionsResponse, GetSessionState, GetSessionStateResponse, GetSessions,
    GetSessionsResponse, OpenSession, RenewSession, RenewSessionResponse,
};
use store::Conn;
use store::people::{Whose, clients, open_sessions, sessions, staff, user_clients, users};

use super::whose;
use crate::Registry;
use crate::wire::{id, moment};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetSessionState| Box::pin(get_session_state(cx, call)))
        .read(|cx, call: GetSessions| Box::pin(get_sessions(cx, call)))
        .write(|act, call: EndSessions| Box::pin(end_sessions(act, call)))
        .write(|act, call: EndSession| Box::pin(end_session(act, call)))
        .write(|act, call: BeginSession| Box::pin(begin_session(act, call)))
        .flow(|cx, call: RenewSession| Box::pin(renew_session(cx, call)))
}

/// Somebody unknown is not active: the asker need not tell missing from forbidden.
async fn get_session_state(cx: &Cx, call: GetSessionState) -> Result<GetSessionStateResponse> {
    let mut conn = cx.read().await?;
    if let Some(session) = &call.session
        && sessions::find(&mut conn, session).await?.is_some_and(|row| row.ended)
    {
        return Ok(GetSessionStateResponse::default());
    }
    let found = match (number(call.adminid), number(call.userid)) {
        (Some(id), _) => {
            let settings = cx.engine.settings().await?;
            of_staff(&mut conn, &settings, StaffId(id)).await?
        }
        (None, Some(id)) => {
            of_user(&mut conn, UserId(id), number(call.clientid).map(ClientId)).await?
        }
        (None, None) => return Err(invalid("userid", "Parameter 'userid' is required")),
    };
    Ok(found.unwrap_or_default())
}

async fn of_staff(
    conn: &mut Conn,
    settings: &Settings,
    id: StaffId,
) -> Result<Option<GetSessionStateResponse>> {
    let Some(row) = staff::session(conn, id).await? else { return Ok(None) };
    let permissions = two_factor::permitted(settings, &row).into_names();
    Ok(Some(GetSessionStateResponse {
        epoch: row.epoch.into(),
        active: (!row.disabled).into(),
        name: full_name(&row.first_name, &row.last_name).into(),
        twofactorenabled: (!row.two_factor_secret.is_empty()).into(),
        twofactorowed: two_factor::owes(settings, &row).into(),
        email: row.email.into(),
        permissions: Csv(permissions),
        isowner: false.into(),
        clientids: Csv::default(),
    }))
}

async fn of_user(
    conn: &mut Conn,
    id: UserId,
    client: Option<ClientId>,
) -> Result<Option<GetSessionStateResponse>> {
    let Some(user) = users::by_id(conn, id).await? else { return Ok(None) };
    let may = match client {
        None => Some((ClientPermissions::NONE, false)),
        Some(client) => for_client(conn, id, client).await?,
    };
    let (may, owns) = may.map_or((None, false), |(may, owns)| (Some(may), owns));
    Ok(Some(GetSessionStateResponse {
        epoch: user.epoch.into(),
        active: may.is_some().into(),
        name: full_name(&user.first_name, &user.last_name).into(),
        email: user.email.into(),
        permissions: Csv(may.unwrap_or_default().list().map(|p| p.to_string()).collect()),
        isowner: owns.into(),
        twofactorenabled: (!user.two_factor_secret.is_empty()).into(),
        twofactorowed: false.into(),
        clientids: Csv(clients_of(conn, id).await?),
    }))
}

async fn clients_of(conn: &mut Conn, user: UserId) -> Result<Vec<u64>> {
    let mut ties = user_clients::of_user(conn, user).await?;
    ties.sort_by_key(|tie| (!tie.is_owner, tie.client_id));
    Ok(ties.iter().filter_map(|tie| u64::try_from(tie.client_id.0).ok()).collect())
}

/// What the user may do for the client, and whether it owns it; `None` when nothing, or when the
/// client is closed.
async fn for_client(
    conn: &mut Conn,
    user: UserId,
    client: ClientId,
) -> Result<Option<(ClientPermissions, bool)>> {
    let Some(tie) = user_clients::find(conn, user, client).await? else { return Ok(None) };
    let row = clients::by_id(conn, client).await?;
    if row.is_none_or(|row| row.status == ClientStatus::Closed) {
        return Ok(None);
    }
    if tie.is_owner {
        return Ok(Some((ClientPermissions::ALL, true)));
    }
    // A word that nobody knows permits nothing.
    Ok(Some((ClientPermissions::parse(&tie.permissions).unwrap_or_default(), false)))
}

async fn begin_session(act: &mut Act, call: BeginSession) -> Result<BeginSessionResponse> {
    let whose = whose(&act.caller, ("userid", call.userid), call.adminid)?;
    let place = Place {
        began: call.began.unwrap_or_else(|| act.at()),
        until: call.until.ok_or_else(|| invalid("until", "Parameter 'until' is required"))?,
        epoch: call.epoch.unwrap_or_default(),
        ip: call.clientip.as_deref().unwrap_or_default(),
        agent: call.useragent.as_deref().unwrap_or_default(),
    };
    renewing::begin(act, whose, &call.session, place).await?;
    Ok(BeginSessionResponse::default())
}

async fn renew_session(cx: &Cx, call: RenewSession) -> Result<RenewSessionResponse> {
    let whose = match (number(call.adminid), number(call.userid)) {
        (Some(id), _) => Whose::Staff(StaffId(id)),
        (None, Some(id)) => Whose::User(UserId(id)),
        (None, None) => return Err(invalid("userid", "Parameter 'userid' is required")),
    };
    let parent = call.parent.unwrap_or_default();
    let shown = Shown { token: &call.token, parent: &parent };
    let now = cx.engine.now().as_second();
    let place = call.until.map(|until| Place {
        began: call.began.unwrap_or(now),
        until,
        epoch: call.epoch.unwrap_or_default(),
        ip: call.clientip.as_deref().unwrap_or_default(),
        agent: call.useragent.as_deref().unwrap_or_default(),
    });
    let parent = renewing::renew(cx, whose, &call.session, shown, place).await?;
    Ok(RenewSessionResponse {
        active: parent.is_some().into(),
        parent: parent.unwrap_or_default().into(),
    })
}

async fn end_sessions(act: &mut Act, call: EndSessions) -> Result<EndSessionsResponse> {
    if let Some(session) = &call.session {
        renewing::end(act, session).await?;
        return Ok(EndSessionsResponse::default());
    }
    let (epoch, what) = match (number(call.adminid), number(call.userid)) {
        (Some(id), _) => {
            (staff::end_sessions(&mut act.conn, StaffId(id)).await?, format!("Admin ID: {id}"))
        }
        (None, Some(id)) => {
            (users::end_sessions(&mut act.conn, UserId(id)).await?, format!("User ID: {id}"))
        }
        (None, None) => return Err(invalid("userid", "Parameter 'userid' is required")),
    };
    let epoch = epoch.ok_or_else(|| not_found("User Not Found"))?;
    let user = if call.adminid.is_some() { None } else { number(call.userid).map(UserId) };
    act.log_for(None, user, format!("Ended All Sessions - {what}")).await?;
    Ok(EndSessionsResponse { epoch: epoch.into() })
}

async fn get_sessions(cx: &Cx, call: GetSessions) -> Result<GetSessionsResponse> {
    let whose = whose(&cx.caller, ("userid", call.userid), call.adminid)?;
    let settings = cx.engine.settings().await?;
    let now = cx.engine.now().as_second();
    let found = open_sessions::of(&mut cx.read().await?, whose, now).await?;
    Ok(GetSessionsResponse {
        sessions: found
            .into_iter()
            .map(|row| OpenSession {
                sessionid: row.id.into(),
                began: moment(&settings, Some(row.began_at)),
                lastseen: moment(&settings, Some(row.seen_at)),
                clientip: row.ip.into(),
                device: row.device.into(),
                current: (call.session.as_deref() == Some(&*row.session)).into(),
            })
            .collect(),
    })
}

async fn end_session(act: &mut Act, call: EndSession) -> Result<EndSessionResponse> {
    let whose = whose(&act.caller, ("userid", call.userid), call.adminid)?;
    renewing::end_listed(act, whose, id(call.sessionid)).await?;
    Ok(EndSessionResponse { sessionid: call.sessionid.into() })
}

/// A number too large for an id belongs to nobody.
fn number(id: Option<u64>) -> Option<i64> {
    id.map(|id| i64::try_from(id).unwrap_or(i64::MAX))
}
