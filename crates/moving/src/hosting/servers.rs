//! Servers and groups of them. They come without their passwords: nothing is done on them until
//! somebody enters those.

use protocol::{
    GetServerDetails, GetServerDetailsResponse, GetServerGroups, GetServerGroupsResponse,
    GetServers, Server, ServerEntry, ServerGroupEntry,
};
use store::system::imports::Put;

use crate::entry::Entry;
use crate::error::Result;
use crate::moving::Moving;
use crate::reading::{Page, Pages, ask_maybe};

pub(super) const SERVERS: &str = "servers";
const GROUPS: &str = "server groups";

pub(crate) async fn bring(moving: &mut Moving<'_>) -> Result<()> {
    if moving.ours {
        details(moving).await?;
        groups(moving).await?;
    } else if let Some(answer) = ask_maybe(moving, GetServers::default()).await? {
        let entries = answer.servers.iter().map(|row| server(moving, row)).collect();
        moving.write(SERVERS, entries).await?;
    } else {
        let why = "this WHMCS does not tell them: services stand on none";
        moving.report.note(SERVERS, "all", why);
    }
    if moving.report.of(SERVERS).brought > 0 {
        let why = "they come without user names and passwords: enter them before services are run";
        moving.report.note(SERVERS, "all", why);
    }
    Ok(())
}

fn server(moving: &Moving<'_>, row: &Server) -> Entry {
    Entry::of("servers", row.id.0)
        .set("name", moving.plain(&row.name))
        .set("module", row.module.0.clone())
        .set("hostname", row.hostname.0.clone())
        .set("ip", row.ipaddress.0.clone())
        .set("max_accounts", row.maxAllowedServices.0)
        .set("active", row.active.0)
}

async fn details(moving: &mut Moving<'_>) -> Result<()> {
    let mut pages = Pages::of(SERVERS);
    let call = |start, rows| GetServerDetails { limitstart: Some(start), limitnum: Some(rows) };
    let rows = |answer: GetServerDetailsResponse| Page {
        rows: answer.servers.0.server.0,
        of: answer.totalresults.0,
    };
    while let Some(rows) = pages.next(moving, call, rows).await? {
        moving.write(SERVERS, rows.iter().map(detailed).collect()).await?;
    }
    Ok(())
}

fn detailed(row: &ServerEntry) -> Entry {
    Entry::of("servers", row.serverid.0)
        .set("name", row.name.0.clone())
        .set("module", row.module.0.clone())
        .set("hostname", row.hostname.0.clone())
        .set("ip", row.ipaddress.0.clone())
        .set("assigned_ips", row.assignedips.0.clone())
        .set("nameservers", row.nameservers.0.clone())
        .set("max_accounts", row.maxaccounts.0)
        .set("username", row.serverusername.0.clone())
        .set("port", row.port.0)
        .set("secure", row.secure.0)
        .set("active", row.active.0)
        .set("is_default", row.default.0)
        .set("noc", row.noc.0.clone())
        .set("status_address", row.statusaddress.0.clone())
}

async fn groups(moving: &mut Moving<'_>) -> Result<()> {
    let mut pages = Pages::of(GROUPS);
    let call = |start, rows| GetServerGroups { limitstart: Some(start), limitnum: Some(rows) };
    let rows = |answer: GetServerGroupsResponse| Page {
        rows: answer.servergroups.0.servergroup.0,
        of: answer.totalresults.0,
    };
    while let Some(rows) = pages.next(moving, call, rows).await? {
        moving.write(GROUPS, rows.iter().map(group).collect()).await?;
    }
    Ok(())
}

fn group(row: &ServerGroupEntry) -> Entry {
    let servers = row.servers.0.iter().filter_map(|id| i64::try_from(*id).ok());
    let member = |server| {
        let member = Put::into("server_group_members").set("group_id", row.groupid.0);
        member.set("server_id", server)
    };
    Entry::of("server_groups", row.groupid.0)
        .set("name", row.name.0.clone())
        .set("fill_rule", row.filltype.0.clone())
        .all(servers.map(member))
}
