//! `AddBannedIp`.

use std::net::IpAddr;

use engine::{Act, Result, invalid};
use protocol::{AddBannedIp, AddBannedIpResponse};
use store::system::banned_ips;

use crate::Registry;
use crate::wire::{instant, number};

const DAY_SECONDS: i64 = 86_400;

pub(super) fn register(registry: Registry) -> Registry {
    registry.write(|act, call: AddBannedIp| Box::pin(add_banned_ip(act, call)))
}

async fn add_banned_ip(act: &mut Act, call: AddBannedIp) -> Result<AddBannedIpResponse> {
    let ip: IpAddr = call.ip.trim().parse().map_err(|_| invalid("ip", "Invalid IP Address"))?;
    let at = act.at();
    let given = call.expires.and_then(|expires| instant(&act.settings, expires));
    let by_days = |days| at.saturating_add(number(days).saturating_mul(DAY_SECONDS));
    let expires_at = given
        .or_else(|| call.days.map(by_days))
        .ok_or_else(|| invalid("days", "Parameter 'days' is required"))?;
    if expires_at <= at {
        return Err(invalid("expires", "The ban would be over already"));
    }
    let ip = ip.to_canonical().to_string();
    let id = banned_ips::insert(&mut act.conn, &ip, &call.reason, at, expires_at).await?;
    act.log(None, format!("Banned IP Added: {ip} - {}", call.reason)).await?;
    Ok(AddBannedIpResponse { banid: id.into() })
}
