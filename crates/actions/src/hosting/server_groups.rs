//! `AddServerGroup`, `UpdateServerGroup`, `DeleteServerGroup`, `GetServerGroups`: our own.

use engine::system::edits;
use engine::{Act, Cx, Result};
use protocol::{
    AddServerGroup, AddServerGroupResponse, DeleteServerGroup, DeleteServerGroupResponse,
    GetServerGroups, GetServerGroupsResponse, ServerGroupEntry, UpdateServerGroup,
    UpdateServerGroupResponse,
};
use store::edits::all_links;
use store::edits::things::{GROUP_SERVERS, SERVER_GROUP};

use crate::Registry;
use crate::edits::Fields;
use crate::wire::{number, page};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddServerGroup| Box::pin(add_server_group(act, call)))
        .write(|act, call: UpdateServerGroup| Box::pin(update_server_group(act, call)))
        .write(|act, call: DeleteServerGroup| Box::pin(delete_server_group(act, call)))
        .read(|cx, call: GetServerGroups| Box::pin(get_server_groups(cx, call)))
}

async fn add_server_group(act: &mut Act, call: AddServerGroup) -> Result<AddServerGroupResponse> {
    let fields = Fields::new().needed("name", call.name)?.word(
        "fill_rule",
        "filltype",
        call.filltype,
        &["least", "fill"],
    )?;
    let id = edits::add(act, &SERVER_GROUP, fields.done()).await?;
    edits::replace_links(act, &GROUP_SERVERS, id, call.servers.map(|csv| csv.0)).await?;
    Ok(AddServerGroupResponse { groupid: id.into() })
}

async fn update_server_group(
    act: &mut Act,
    call: UpdateServerGroup,
) -> Result<UpdateServerGroupResponse> {
    let fields = Fields::new().text("name", call.name).word(
        "fill_rule",
        "filltype",
        call.filltype,
        &["least", "fill"],
    )?;
    let id = number(call.groupid);
    edits::change(act, &SERVER_GROUP, id, fields.done()).await?;
    edits::replace_links(act, &GROUP_SERVERS, id, call.servers.map(|csv| csv.0)).await?;
    Ok(UpdateServerGroupResponse { groupid: call.groupid.into() })
}

async fn delete_server_group(
    act: &mut Act,
    call: DeleteServerGroup,
) -> Result<DeleteServerGroupResponse> {
    edits::remove(act, &SERVER_GROUP, number(call.groupid)).await?;
    Ok(DeleteServerGroupResponse { groupid: call.groupid.into() })
}

async fn get_server_groups(cx: &Cx, call: GetServerGroups) -> Result<GetServerGroupsResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    let mut c = cx.read().await?;
    let (rows, total) = edits::page(&mut c, &SERVER_GROUP, start, limit).await?;
    let pairs = all_links(&mut c, &GROUP_SERVERS).await?;
    let of = |group: i64| {
        let servers = pairs.iter().filter(|(own, _)| *own == group);
        servers.filter_map(|(_, server)| u64::try_from(*server).ok()).collect()
    };
    Ok(GetServerGroupsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        servergroups: rows
            .iter()
            .map(|row| ServerGroupEntry {
                groupid: row.id.into(),
                name: row.text("name").into(),
                filltype: row.text("fill_rule").into(),
                servers: of(row.id),
            })
            .collect(),
    })
}
