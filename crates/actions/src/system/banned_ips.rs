//! `AddBannedIp`, and `GetBannedIps` and `DeleteBannedIp`, our own.

use std::net::IpAddr;

use engine::system::bans;
use engine::{Act, Cx, Result, invalid};
use model::system::network::Network;
use protocol::{
    AddBannedIp, AddBannedIpResponse, BannedIp, DeleteBannedIp, DeleteBannedIpResponse,
    GetBannedIps, GetBannedIpsResponse,
};
use store::system::banned_ips;

use crate::Registry;
use crate::wire::{instant, moment, number, page};

const DAY_SECONDS: i64 = 86_400;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddBannedIp| Box::pin(add_banned_ip(act, call)))
        .read(|cx, call: GetBannedIps| Box::pin(get_banned_ips(cx, call)))
        .write(|act, call: DeleteBannedIp| Box::pin(delete_banned_ip(act, call)))
}

async fn add_banned_ip(act: &mut Act, call: AddBannedIp) -> Result<AddBannedIpResponse> {
    let at = act.at();
    if Network::parse(&call.ip).is_none() {
        return Err(invalid("ip", "Invalid IP Address"));
    }
    let given = call.expires.and_then(|expires| instant(&act.settings, expires));
    let by_days = |days| at.saturating_add(number(days).saturating_mul(DAY_SECONDS));
    let expires_at = given
        .or_else(|| call.days.map(by_days))
        .ok_or_else(|| invalid("days", "Parameter 'days' is required"))?;
    let id = bans::add(act, &call.ip, &call.reason, expires_at).await?;
    Ok(AddBannedIpResponse { banid: id.into() })
}

async fn get_banned_ips(cx: &Cx, call: GetBannedIps) -> Result<GetBannedIpsResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    let settings = cx.engine.settings().await?;
    let now = cx.engine.now().as_second();
    let mut c = cx.read().await?;
    let (rows, total) = match call.ip.as_deref() {
        None => banned_ips::page(&mut c, start, limit).await?,
        Some(ip) => {
            let ip: IpAddr = ip.trim().parse().map_err(|_| invalid("ip", "Invalid IP Address"))?;
            let covers = |text: &str| Network::parse(text).is_some_and(|n| n.contains(ip));
            let mut rows = banned_ips::holding(&mut c, now).await?;
            rows.retain(|row| covers(&row.ip));
            let total = number(u64::try_from(rows.len()).unwrap_or(u64::MAX));
            let (skip, most) = (usize::try_from(start), usize::try_from(limit));
            let rows = rows.into_iter().skip(skip.unwrap_or(0)).take(most.unwrap_or(0));
            (rows.collect(), total)
        }
    };
    Ok(GetBannedIpsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        bans: rows
            .into_iter()
            .map(|row| BannedIp {
                id: row.id.into(),
                ip: row.ip.into(),
                reason: row.reason.into(),
                created: moment(&settings, Some(row.created_at)),
                expires: moment(&settings, Some(row.expires_at)),
                automatic: row.automatic.into(),
                active: (row.expires_at > now).into(),
            })
            .collect(),
    })
}

async fn delete_banned_ip(act: &mut Act, call: DeleteBannedIp) -> Result<DeleteBannedIpResponse> {
    bans::lift(act, number(call.banid)).await?;
    Ok(DeleteBannedIpResponse { banid: call.banid.into() })
}
