//! `AddAdminRole`, `UpdateAdminRole`, `DeleteAdminRole`, `GetAdminRoles`: our own.

use engine::system::edits;
use engine::{Act, Cx, Result};
use protocol::wire::Csv;
use protocol::{
    AddAdminRole, AddAdminRoleResponse, AdminRoleEntry, DeleteAdminRole, DeleteAdminRoleResponse,
    GetAdminRoles, GetAdminRolesResponse, UpdateAdminRole, UpdateAdminRoleResponse,
};
use store::edits::things::ADMIN_ROLE;

use super::staff_edits::held;
use crate::Registry;
use crate::edits::{Fields, actions_of, may_grant};
use crate::wire::{id, number, page};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddAdminRole| Box::pin(add_admin_role(act, call)))
        .write(|act, call: UpdateAdminRole| Box::pin(update_admin_role(act, call)))
        .write(|act, call: DeleteAdminRole| Box::pin(delete_admin_role(act, call)))
        .read(|cx, call: GetAdminRoles| Box::pin(get_admin_roles(cx, call)))
}

async fn add_admin_role(act: &mut Act, call: AddAdminRole) -> Result<AddAdminRoleResponse> {
    may_grant(act, Some(&call.permissions))?;
    let fields = Fields::new()
        .word("kind", "kind", Some(call.kind), &["staff", "api"])?
        .needed("name", call.name)?
        .actions("actions", Some(call.permissions))
        .flag("account_mails", call.accountmails)
        .flag("support_mails", call.supportmails);
    let id = edits::add(act, &ADMIN_ROLE, fields.done()).await?;
    Ok(AddAdminRoleResponse { roleid: id.into() })
}

async fn update_admin_role(
    act: &mut Act,
    call: UpdateAdminRole,
) -> Result<UpdateAdminRoleResponse> {
    held(act, id(call.roleid)).await?;
    may_grant(act, call.permissions.as_ref())?;
    let fields = Fields::new()
        .text("name", call.name)
        .actions("actions", call.permissions)
        .flag("account_mails", call.accountmails)
        .flag("support_mails", call.supportmails);
    edits::change(act, &ADMIN_ROLE, number(call.roleid), fields.done()).await?;
    Ok(UpdateAdminRoleResponse { roleid: call.roleid.into() })
}

async fn delete_admin_role(
    act: &mut Act,
    call: DeleteAdminRole,
) -> Result<DeleteAdminRoleResponse> {
    edits::remove(act, &ADMIN_ROLE, number(call.roleid)).await?;
    Ok(DeleteAdminRoleResponse { roleid: call.roleid.into() })
}

async fn get_admin_roles(cx: &Cx, call: GetAdminRoles) -> Result<GetAdminRolesResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    let (rows, total) = edits::page(&mut cx.read().await?, &ADMIN_ROLE, start, limit).await?;
    Ok(GetAdminRolesResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        roles: rows
            .iter()
            .map(|row| AdminRoleEntry {
                roleid: row.id.into(),
                kind: row.text("kind").into(),
                name: row.text("name").into(),
                permissions: Csv(actions_of(row.text("actions"))),
                accountmails: row.flag("account_mails").into(),
                supportmails: row.flag("support_mails").into(),
            })
            .collect(),
    })
}
