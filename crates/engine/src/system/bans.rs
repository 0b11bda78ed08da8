//! Addresses and networks that are turned away: by staff, or after failed log-ins.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;

use jiff::Timestamp;
use model::system::network::Network;
use serde_json::json;
use store::people::login_failures;
use store::system::banned_ips::{self, BanRow};

use super::settings::{BAN_ATTEMPTS, BAN_MINUTES, Settings};
use crate::people::attempts::WINDOW;
use crate::{Act, Caller, Engine, Result, conflict, invalid, not_allowed, not_found};

/// A ban that is over stays in the list for so long (seconds).
const KEPT_SECONDS: i64 = 90 * 86_400;
/// The leading bits of the widest IPv4 network that can be banned.
const WIDEST_V4: u8 = 8;
/// The same for IPv6.
const WIDEST_V6: u8 = 16;
/// The reason of automatic bans.
const TOO_MANY: &str = "Too many failed log-ins";

/// Why and how long an address is turned away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ban {
    /// Which addresses.
    pub network: Network,
    /// Why, for whom it concerns.
    pub reason: String,
    /// From here on it does not hold.
    pub until: Timestamp,
}

impl Ban {
    /// The sentence for somebody who is turned away; the time is the company's.
    #[must_use]
    pub fn said(&self, settings: &Settings) -> String {
        let until = settings.zone().to_datetime(self.until).strftime("%Y-%m-%d %H:%M:%S");
        format!("Your IP address is banned until {until}: {}", self.reason)
    }
}

/// Found by one look per length of network.
#[derive(Debug, Default)]
pub(crate) struct Bans {
    lengths: Vec<(bool, u8)>,
    by_network: HashMap<Network, Ban>,
}

/// The bans that hold, at most some seconds old.
async fn holding(engine: &Engine) -> Result<Arc<Bans>> {
    let now = engine.now();
    if let Some(kept) = engine.bans().get(now) {
        return Ok(kept);
    }
    let mut conn = engine.read_aside().await?;
    if let Some(kept) = engine.bans().get(now) {
        return Ok(kept);
    }
    let rows = banned_ips::holding(&mut conn, now.as_second()).await?;
    Ok(engine.bans().put(now, Bans::new(rows)))
}

impl Bans {
    /// Of rows that begin with the bans that hold longest.
    fn new(rows: Vec<BanRow>) -> Self {
        let mut bans = Self::default();
        for row in rows {
            let Some(network) = Network::parse(&row.ip) else { continue };
            let Ok(until) = Timestamp::from_second(row.expires_at) else { continue };
            let ban = Ban { network, reason: row.reason, until };
            bans.by_network.entry(network).or_insert(ban);
        }
        bans.lengths = bans.by_network.keys().map(|n| (n.is_v4(), n.bits())).collect();
        bans.lengths.sort_unstable();
        bans.lengths.dedup();
        bans
    }

    fn of(&self, address: IpAddr, now: Timestamp) -> Option<&Ban> {
        let address = address.to_canonical();
        self.lengths
            .iter()
            .filter(|(is_v4, _)| *is_v4 == address.is_ipv4())
            .filter_map(|(_, bits)| self.by_network.get(&Network::new(address, *bits)))
            .filter(|ban| ban.until > now)
            .max_by_key(|ban| ban.until)
    }
}

/// The ban that an address is under; `None` when it may come in.
///
/// # Errors
/// When the database fails.
pub async fn of(engine: &Engine, address: IpAddr) -> Result<Option<Ban>> {
    let bans = holding(engine).await?;
    Ok(bans.of(address, engine.now()).cloned())
}

/// Refuses an address that is banned.
///
/// # Errors
/// Not allowed, with the end of the ban.
pub async fn admit(engine: &Engine, address: Option<IpAddr>) -> Result<()> {
    let Some(address) = address else { return Ok(()) };
    match of(engine, address).await? {
        Some(ban) => Err(not_allowed(ban.said(&*engine.settings().await?))),
        None => Ok(()),
    }
}

/// Bans an address or network until an instant (Unix seconds); gives the ban's number.
///
/// # Errors
/// Invalid for what is no address, for a network too wide and for an end that has passed; conflict
/// when the caller would turn itself away.
pub async fn add(act: &mut Act, ip: &str, reason: &str, expires_at: i64) -> Result<i64> {
    let network = Network::parse(ip).ok_or_else(|| invalid("ip", "Invalid IP Address"))?;
    let widest = if network.is_v4() { WIDEST_V4 } else { WIDEST_V6 };
    if network.bits() < widest {
        return Err(invalid("ip", format!("A network wider than /{widest} cannot be banned")));
    }
    if network.has_loopback() {
        return Err(invalid("ip", "This machine's own addresses cannot be banned"));
    }
    if act.caller.ip.parse().is_ok_and(|own| network.contains(own)) {
        return Err(conflict("This is the address you are calling from"));
    }
    if expires_at <= act.at() {
        return Err(invalid("expires", "The ban would be over already"));
    }
    put(act, network, reason, expires_at, false).await
}

async fn put(
    act: &mut Act,
    network: Network,
    reason: &str,
    expires_at: i64,
    automatic: bool,
) -> Result<i64> {
    let created_at = act.at();
    banned_ips::forget(&mut act.conn, created_at - KEPT_SECONDS).await?;
    let reason = reason.trim().to_owned();
    let ban = BanRow { id: 0, ip: network.to_string(), reason, created_at, expires_at, automatic };
    let id = banned_ips::put(&mut act.conn, &ban).await?;
    act.log(None, format!("Banned IP Added: {network} - {}", ban.reason)).await?;
    let payload = json!({
        "id": id, "ip": ban.ip, "reason": ban.reason,
        "expires_at": expires_at, "automatic": automatic,
    });
    act.event("IpBanned", None, &payload).await?;
    act.touch_bans();
    Ok(id)
}

/// Lifts a ban.
///
/// # Errors
/// Not found.
pub async fn lift(act: &mut Act, id: i64) -> Result<()> {
    let gone = banned_ips::remove(&mut act.conn, id).await?;
    let gone = gone.ok_or_else(|| not_found("Ban ID Not Found"))?;
    if let Some(network) = Network::parse(&gone.ip) {
        // Whoever is let in again begins anew.
        login_failures::clear(&mut act.conn, &network.to_string()).await?;
    }
    act.log(None, format!("Banned IP Removed: {} - {}", gone.ip, gone.reason)).await?;
    act.event("IpUnbanned", None, &json!({ "id": id, "ip": gone.ip })).await?;
    act.touch_bans();
    Ok(())
}

/// Counts a failed log-in of an address, and bans it after too many of them. This machine's own
/// addresses are those of a proxy that does not say for whom it asks: they are never banned.
///
/// # Errors
/// When the database fails.
pub async fn login_failed(engine: &Engine, caller: &Caller, from: Option<IpAddr>) -> Result<()> {
    let settings = engine.settings().await?;
    let attempts = settings.number(BAN_ATTEMPTS).unwrap_or(0);
    let seconds = settings.number(BAN_MINUTES).unwrap_or(0).saturating_mul(60);
    let Some(from) = from.map(|ip| ip.to_canonical()).filter(|ip| !ip.is_loopback()) else {
        return Ok(());
    };
    if attempts <= 0 || seconds <= 0 {
        return Ok(());
    }
    let network = Network::of_person(from);
    let mut act = engine.begin_system(caller.door, "AddBannedIp").await?;
    act.caller.ip = from.to_string();
    let (now, key) = (act.at(), network.to_string());
    let window = WINDOW.as_secs();
    login_failures::forget(&mut act.conn, now - window).await?;
    let failures = login_failures::count(&mut act.conn, &key, now, now - window).await?;
    if failures >= attempts {
        put(&mut act, network, TOO_MANY, now.saturating_add(seconds), true).await?;
        login_failures::clear(&mut act.conn, &key).await?;
    }
    act.commit().await
}

/// Forgets the failed log-ins of an address after a right one, within its act.
///
/// # Errors
/// When the database fails.
pub async fn login_succeeded(act: &mut Act, from: Option<IpAddr>) -> Result<()> {
    let Some(from) = from else { return Ok(()) };
    let key = Network::of_person(from).to_string();
    Ok(login_failures::clear(&mut act.conn, &key).await?)
}
