//! `AddServer`, `UpdateServer`, `DeleteServer`, `GetServerDetails`: our own.

use engine::system::edits;
use engine::system::elsewhere::Elsewhere;
use engine::{Act, Cx, Result};
use protocol::wire::Secret;
use protocol::{
    AddServer, AddServerResponse, DeleteServer, DeleteServerResponse, GetServerDetails,
    GetServerDetailsResponse, ServerEntry, UpdateServer, UpdateServerResponse,
};
use store::edits::things::SERVER;
use store::hosting::servers;

use crate::Registry;
use crate::edits::Fields;
use crate::wire::{id, number, page};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddServer| Box::pin(add_server(act, call)))
        .write(|act, call: UpdateServer| Box::pin(update_server(act, call)))
        .write(|act, call: DeleteServer| Box::pin(delete_server(act, call)))
        .read(|cx, call: GetServerDetails| Box::pin(get_server_details(cx, call)))
}

async fn add_server(act: &mut Act, call: AddServer) -> Result<AddServerResponse> {
    let fields = Fields::new()
        .needed("name", call.name)?
        .needed("module", call.module)?
        .text("hostname", call.hostname)
        .text("ip", call.ipaddress)
        .text("assigned_ips", call.assignedips)
        .text("nameservers", call.nameservers)
        .number("max_accounts", call.maxaccounts)
        .text("username", call.serverusername)
        .number("port", call.port)
        .flag("secure", call.secure)
        .flag("active", call.active)
        .flag("is_default", call.default)
        .text("noc", call.noc)
        .text("status_address", call.statusaddress);
    let id = edits::add(act, &SERVER, fields.done()).await?;
    keep_secret(act, id, call.serverpassword).await?;
    Ok(AddServerResponse { serverid: id.into() })
}

async fn update_server(act: &mut Act, call: UpdateServer) -> Result<UpdateServerResponse> {
    stays_there(act, &call).await?;
    let fields = Fields::new()
        .text("name", call.name)
        .text("module", call.module)
        .text("hostname", call.hostname)
        .text("ip", call.ipaddress)
        .text("assigned_ips", call.assignedips)
        .text("nameservers", call.nameservers)
        .number("max_accounts", call.maxaccounts)
        .text("username", call.serverusername)
        .number("port", call.port)
        .flag("secure", call.secure)
        .flag("active", call.active)
        .flag("is_default", call.default)
        .text("noc", call.noc)
        .text("status_address", call.statusaddress);
    let server = number(call.serverid);
    edits::change(act, &SERVER, server, fields.done()).await?;
    keep_secret(act, server, call.serverpassword).await?;
    Ok(UpdateServerResponse { serverid: call.serverid.into() })
}

async fn delete_server(act: &mut Act, call: DeleteServer) -> Result<DeleteServerResponse> {
    edits::remove(act, &SERVER, number(call.serverid)).await?;
    Ok(DeleteServerResponse { serverid: call.serverid.into() })
}

async fn get_server_details(cx: &Cx, call: GetServerDetails) -> Result<GetServerDetailsResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    let (rows, total) = edits::page(&mut cx.read().await?, &SERVER, start, limit).await?;
    Ok(GetServerDetailsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        servers: rows
            .iter()
            .map(|row| ServerEntry {
                serverid: row.id.into(),
                name: row.text("name").into(),
                module: row.text("module").into(),
                hostname: row.text("hostname").into(),
                ipaddress: row.text("ip").into(),
                assignedips: row.text("assigned_ips").into(),
                nameservers: row.text("nameservers").into(),
                maxaccounts: row.number("max_accounts").into(),
                serverusername: row.text("username").into(),
                port: row.number("port").into(),
                secure: row.flag("secure").into(),
                active: row.flag("active").into(),
                default: row.flag("is_default").into(),
                noc: row.text("noc").into(),
                statusaddress: row.text("status_address").into(),
            })
            .collect(),
    })
}

/// What a panel is signed in to with is told to nobody. So it goes to no other address either,
/// where whoever may write that one would read it: it is given again with the address.
async fn stays_there(act: &mut Act, call: &UpdateServer) -> Result<()> {
    let row = match call.serverpassword {
        Some(_) => None,
        None => servers::by_id(&mut act.conn, id(call.serverid)).await?,
    };
    let Some(row) = row.filter(|row| !row.secret.is_empty()) else { return Ok(()) };
    Elsewhere::default()
        .text(call.module.as_deref(), &row.module)
        .text(call.hostname.as_deref(), &row.hostname)
        .text(call.ipaddress.as_deref(), &row.ip)
        .number(call.port.map(number), row.port)
        .or(row.secure && call.secure.is_some_and(|secure| !secure.0))
        .refused("serverpassword", "password", "address")
}

/// Seals what the panel is signed in to with.
async fn keep_secret(act: &mut Act, id: i64, secret: Option<Secret>) -> Result<()> {
    let Some(secret) = secret else { return Ok(()) };
    let chance = &act.engine.world().chance;
    let place = format!("servers.secret:{id}");
    let sealed = act.engine.secrets().seal(chance.as_ref(), &place, secret.reveal())?;
    Ok(servers::set_secret(&mut act.conn, id.into(), &sealed).await?)
}
