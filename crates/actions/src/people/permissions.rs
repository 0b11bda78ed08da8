//! `GetPermissionsList`, `GetUserPermissions`, `UpdateUserPermissions` and `DeleteUserClient`.

use engine::people::permissions;
use engine::{Act, Cx, Result};
use model::people::permission::ClientPermissions;
use model::word::Word;
use protocol::wire::Wrap;
use protocol::{
    DeleteUserClient, DeleteUserClientResponse, GetPermissionsList, GetPermissionsListResponse,
    GetUserPermissions, GetUserPermissionsResponse, Permissions, UpdateUserPermissions,
    UpdateUserPermissionsResponse,
};

use crate::Registry;
use crate::wire::id;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetPermissionsList| Box::pin(get_permissions_list(cx, call)))
        .read(|cx, call: GetUserPermissions| Box::pin(get_user_permissions(cx, call)))
        .write(|act, call: UpdateUserPermissions| Box::pin(update_user_permissions(act, call)))
        .write(|act, call: DeleteUserClient| Box::pin(delete_user_client(act, call)))
}

async fn get_permissions_list(_: &Cx, _: GetPermissionsList) -> Result<GetPermissionsListResponse> {
    Ok(GetPermissionsListResponse {
        permissions: listed(ClientPermissions::ALL),
        ..GetPermissionsListResponse::default()
    })
}

async fn get_user_permissions(
    cx: &Cx,
    call: GetUserPermissions,
) -> Result<GetUserPermissionsResponse> {
    let mut conn = cx.read().await?;
    let tie = permissions::tie(&mut conn, id(call.user_id), id(call.client_id)).await?;
    Ok(GetUserPermissionsResponse { permissions: listed(permissions::read(&tie)?) })
}

async fn update_user_permissions(
    act: &mut Act,
    call: UpdateUserPermissions,
) -> Result<UpdateUserPermissionsResponse> {
    let (user, client) = (id(call.user_id), id(call.client_id));
    // Who and whose comes before what, as the vendor checks it.
    permissions::tie(&mut act.conn, user, client).await?;
    let wanted = permissions::parse(&call.permissions.0, "Missing permissions definition")?;
    permissions::set(act, user, client, wanted).await?;
    Ok(UpdateUserPermissionsResponse::default())
}

async fn delete_user_client(
    act: &mut Act,
    call: DeleteUserClient,
) -> Result<DeleteUserClientResponse> {
    permissions::revoke(act, id(call.user_id), id(call.client_id)).await?;
    Ok(DeleteUserClientResponse::default())
}

fn listed(set: ClientPermissions) -> Wrap<Permissions> {
    Permissions { permission: set.list().map(|each| each.word().into()).collect() }.into()
}
