//! `AddAdminUser`, `UpdateAdminUser` and `AddApiCredential`: our own.

use engine::people::credentials::{self, NewCredential};
use engine::people::passwords;
use engine::people::staff::{self, NewStaff, StaffChanges};
use engine::system::edits;
use engine::{Act, Cx, Result, invalid, not_found};
use model::ids::{RoleId, StaffId};
use protocol::wire::{Change, Csv, Secret};
use protocol::{
    AddAdminUser, AddAdminUserResponse, AddApiCredential, AddApiCredentialResponse,
    UpdateAdminUser, UpdateAdminUserResponse,
};
use store::edits::things::STAFF_DEPARTMENTS;
use store::people::roles::{self, Kind};
use store::support::departments;

use crate::Registry;
use crate::edits::{actions_of, may_grant};
use crate::wire::id;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .prepared(
            |cx, call: AddAdminUser| Box::pin(prepare(cx, call)),
            |act, call| Box::pin(add_admin_user(act, call)),
        )
        .prepared(
            |cx, call: UpdateAdminUser| Box::pin(prepare_update(cx, call)),
            |act, call| Box::pin(update_admin_user(act, call)),
        )
        .write(|act, call: AddApiCredential| Box::pin(add_api_credential(act, call)))
}

/// Hashes the password; from here on `password2` is the hash.
async fn prepare(cx: &Cx, mut call: AddAdminUser) -> Result<AddAdminUser> {
    let personal = [&*call.adminusername, &call.email, &call.firstname, &call.lastname];
    call.password2 = hash(cx, &call.password2, &personal).await?;
    Ok(call)
}

async fn prepare_update(cx: &Cx, mut call: UpdateAdminUser) -> Result<UpdateAdminUser> {
    if let Some(password) = call.password2.take() {
        call.password2 = Some(hash(cx, &password, &[]).await?);
    }
    Ok(call)
}

async fn hash(cx: &Cx, password: &str, personal: &[&str]) -> Result<Secret> {
    passwords::good_enough(password, personal)?;
    let hash = passwords::hash(&cx.engine, &passwords::staff_form(password)).await?;
    Ok(hash.into())
}

async fn add_admin_user(act: &mut Act, call: AddAdminUser) -> Result<AddAdminUserResponse> {
    let new = NewStaff {
        role: granted(act, Kind::Staff, id(call.roleid)).await?,
        username: call.adminusername,
        email: call.email,
        first_name: call.firstname,
        last_name: call.lastname,
        password_hash: call.password2.into_revealed(),
    };
    let member = staff::create(act, new).await?;
    see_only(act, member, call.supportdepartmentids.0).await?;
    Ok(AddAdminUserResponse { adminid: member.0.into() })
}

async fn update_admin_user(
    act: &mut Act,
    call: UpdateAdminUser,
) -> Result<UpdateAdminUserResponse> {
    let member = store::people::staff::by_id(&mut act.conn, id(call.adminid)).await?;
    let member = member.ok_or_else(|| not_found("Admin ID Not Found"))?;
    // Who sets a password or an address can come in as that member, with all that it may.
    granted(act, Kind::Staff, member.role_id).await?;
    let role = match call.roleid {
        Some(role) => Some(granted(act, Kind::Staff, id(role)).await?),
        None => None,
    };
    let changes = StaffChanges {
        email: call.email,
        first_name: call.firstname,
        last_name: call.lastname,
        password_hash: call.password2.map(Secret::into_revealed),
        role,
        signature: call.signature,
        language: call.language,
        disabled: call.disabled.map(|flag| flag.0),
    };
    staff::update(act, id(call.adminid), changes).await?;
    match call.supportdepartmentids {
        Change::Keep => {}
        Change::Clear => see_only(act, member.id, Vec::new()).await?,
        Change::To(departments) => see_only(act, member.id, departments.0).await?,
    }
    Ok(UpdateAdminUserResponse { adminid: call.adminid.into() })
}

/// Lets a member of staff see the tickets of these departments alone; of all, where none is named.
async fn see_only(act: &mut Act, member: StaffId, only: Vec<u64>) -> Result<()> {
    for department in &only {
        if departments::by_id(&mut act.conn, id(*department)).await?.is_none() {
            let said = format!("There is no department {department}");
            return Err(invalid("supportdepartmentids", said));
        }
    }
    edits::replace_links(act, &STAFF_DEPARTMENTS, member.0, Some(only)).await
}

async fn add_api_credential(
    act: &mut Act,
    call: AddApiCredential,
) -> Result<AddApiCredentialResponse> {
    let role = granted(act, Kind::Api, id(call.roleid)).await?;
    let member = call.adminid.filter(|id| *id > 0).map(id);
    if let Some(member) = member
        && store::people::staff::by_id(&mut act.conn, member).await?.is_none()
    {
        return Err(not_found("Admin ID Not Found"));
    }
    let description = call.description.unwrap_or_default();
    let new = NewCredential {
        description: &description,
        staff: member,
        role,
        loopback_only: call.loopbackonly.0,
    };
    let (identifier, secret) = credentials::create(act, &new).await?;
    Ok(AddApiCredentialResponse { identifier: identifier.into(), secret: secret.into() })
}

/// A role of a kind that the caller may hand out.
pub(super) async fn granted(act: &mut Act, kind: Kind, role: RoleId) -> Result<RoleId> {
    let kind = kind.word();
    let rows = roles::all(&mut act.conn).await?;
    let found = rows.into_iter().find(|row| row.id == role && row.kind == kind);
    let found = found.ok_or_else(|| not_found("Role ID Not Found"))?;
    may_grant(act, Some(&Csv(actions_of(&found.actions))))?;
    Ok(role)
}

/// Refuses to touch a role that allows what the caller may not do: it could not make it either.
pub(super) async fn held(act: &mut Act, role: RoleId) -> Result<()> {
    let rows = roles::all(&mut act.conn).await?;
    let found = rows.into_iter().find(|row| row.id == role);
    let names = found.map(|row| Csv(actions_of(&row.actions)));
    may_grant(act, names.as_ref())
}
