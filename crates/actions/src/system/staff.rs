//! `GetAdminDetails`, `GetAdminUsers`, `GetStaffOnline` and `UpdateAdminNotes`.

use engine::system::settings::{self, ADMIN_NOTES, Settings};
use engine::system::stats::ONLINE_SECONDS;
use engine::{Act, Actor, Allowed, Cx, Result};
use model::ids::{DepartmentId, StaffId};
use model::people::full_name;
use protocol::wire::Text;
use protocol::{
    AdminUser, GetAdminDetails, GetAdminDetailsResponse, GetAdminUsers, GetAdminUsersResponse,
    GetStaffOnline, GetStaffOnlineResponse, StaffMember, UpdateAdminNotes,
    UpdateAdminNotesResponse,
};
use store::people::staff::{self, StaffRow};
use store::support::departments;
use store::system::staff_online;

use super::configuration::version;
use crate::Registry;
use crate::wire::{moment, number};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, _: GetAdminDetails| Box::pin(get_admin_details(cx)))
        .read(|cx, call: GetAdminUsers| Box::pin(get_admin_users(cx, call)))
        .read(|cx, _: GetStaffOnline| Box::pin(get_staff_online(cx)))
        .write(|act, call: UpdateAdminNotes| Box::pin(update_admin_notes(act, call)))
}

async fn get_admin_details(cx: &Cx) -> Result<GetAdminDetailsResponse> {
    let settings = cx.engine.settings().await?;
    let actor = &cx.caller.actor;
    let mut c = cx.read().await?;
    let row = match actor.staff() {
        Some(id) => staff::by_id(&mut c, id).await?,
        None => None,
    };
    let departments = match actor.staff() {
        Some(id) => departments::of_staff(&mut c, id).await?,
        None => Vec::new(),
    };
    let departments: Vec<String> = departments.iter().map(ToString::to_string).collect();
    let name = match &row {
        Some(row) => full_name(&row.first_name, &row.last_name),
        None => actor.name().to_owned(),
    };
    let notes = match &row {
        Some(row) => row.notes.clone(),
        None => settings.text(ADMIN_NOTES).to_owned(),
    };
    let now = moment(&settings, Some(cx.engine.now().as_second()));
    Ok(GetAdminDetailsResponse {
        adminid: actor.staff().map_or(0, |id| id.0).into(),
        name: name.into(),
        notes: notes.into(),
        signature: row.map(|row| row.signature).unwrap_or_default().into(),
        allowedpermissions: permissions(actor).into(),
        departments: departments.join(",").into(),
        requesttime: now.to_string().into(),
        whmcs: version(),
    })
}

/// The actions that the caller may do, as CSV.
fn permissions(actor: &Actor) -> String {
    let names: Vec<&str> = protocol::ACTIONS
        .iter()
        .map(|info| info.name)
        .filter(|name| match actor {
            Actor::Staff { allowed, .. } | Actor::Api { allowed, .. } => {
                *allowed == Allowed::All || allowed.permits(name)
            }
            Actor::System => true,
            Actor::Client { .. } | Actor::Visitor => false,
        })
        .collect();
    names.join(",")
}

async fn get_admin_users(cx: &Cx, call: GetAdminUsers) -> Result<GetAdminUsersResponse> {
    let settings = cx.engine.settings().await?;
    let mut c = cx.read().await?;
    let rows = staff::all(&mut c).await?;
    let role = call.roleid.map(number);
    let part = call.email.map(|email| email.to_lowercase());
    let found: Vec<StaffRow> = rows
        .into_iter()
        .filter(|row| call.include_disabled.0 || !row.disabled)
        .filter(|row| role.is_none_or(|role| row.role_id.0 == role))
        .filter(|row| part.as_ref().is_none_or(|part| row.email.to_lowercase().contains(part)))
        .collect();
    let mut users = Vec::with_capacity(found.len());
    for row in found {
        let departments = departments::of_staff(&mut c, row.id).await?;
        users.push(spell(&settings, row, &departments));
    }
    Ok(GetAdminUsersResponse { count: users.len().into(), admin_users: users.into() })
}

fn spell(settings: &Settings, row: StaffRow, departments: &[DepartmentId]) -> AdminUser {
    let ids = || departments.iter().map(|id| Text::from(id.to_string())).collect::<Vec<_>>();
    let full = full_name(&row.first_name, &row.last_name);
    AdminUser {
        id: row.id.0.into(),
        uuid: row.uuid.into(),
        roleId: row.role_id.0.into(),
        username: row.username.into(),
        twoFactorAuthModule: if row.two_factor_secret.is_empty() { "" } else { "totp" }.into(),
        firstname: row.first_name.into(),
        lastname: row.last_name.into(),
        gravatarHash: engine::system::gravatar::hash(&row.email).into(),
        email: row.email.into(),
        signature: row.signature.into(),
        notes: row.notes.into(),
        template: "hostler".into(),
        language: row.language.into(),
        isDisabled: row.disabled.into(),
        loginAttempts: 0_i64.into(),
        supportDepartmentIds: ids().into(),
        receivesTicketNotifications: ids().into(),
        homepageWidgetsConfig: "".into(),
        hiddenHomepageWidgets: "".into(),
        created_at: moment(settings, Some(row.created_at)),
        updated_at: moment(settings, Some(row.created_at)),
        fullName: full.into(),
    }
}

async fn get_staff_online(cx: &Cx) -> Result<GetStaffOnlineResponse> {
    let settings = cx.engine.settings().await?;
    let since = cx.engine.now().as_second() - ONLINE_SECONDS;
    let mut c = cx.read().await?;
    let rows = staff_online::since(&mut c, since).await?;
    Ok(GetStaffOnlineResponse {
        totalresults: rows.len().into(),
        staffonline: rows
            .into_iter()
            .map(|row| StaffMember {
                adminusername: row.username.into(),
                logintime: moment(&settings, row.last_login_at),
                ipaddress: row.last_ip.into(),
                lastvisit: moment(&settings, row.last_seen_at),
            })
            .collect(),
    })
}

/// A member's own notes; a caller without a member behind it writes the notes that all see.
async fn update_admin_notes(
    act: &mut Act,
    call: UpdateAdminNotes,
) -> Result<UpdateAdminNotesResponse> {
    match act.caller.actor.staff() {
        Some(StaffId(id)) => {
            staff_online::set_notes(&mut act.conn, StaffId(id), &call.notes).await?;
            act.log(None, format!("Admin Notes Updated - Admin ID: {id}")).await?;
        }
        None => {
            settings::set(act, ADMIN_NOTES, &call.notes).await?;
        }
    }
    Ok(UpdateAdminNotesResponse {})
}
