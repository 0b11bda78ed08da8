//! Names: registered, taken over, renewed, restored, and how they stand (RFC 5731, 3915).

use jiff::civil::Date;
use model::money::Money;
use ports::Refused;
use ports::registrar::{
    Availability, AvailabilityState, DomainDone, DomainSync, DomainSyncState, Registration,
    Renewal, Transfer, agreed,
};

use super::fees::{self, Checked, is_true};
use super::frames::{self, Change, Extra, NewDomain};
use super::reply::{Reply, date};
use super::xml::Node;
use super::{Epp, Step, Stop};

/// How many names are asked after in one frame.
const NAMES_PER_CHECK: usize = 10;
/// RFC 5731 allows 99; no registry allows more than ten.
const YEARS_MAX: u8 = 10;
/// The status that keeps a name from being transferred.
const LOCK: &str = "clientTransferProhibited";

/// What a registry tells of a name.
pub(super) struct Info(Node);

impl Info {
    fn says(&self, name: &str) -> &str {
        self.0.said(&[name])
    }

    fn has(&self, status: &str) -> bool {
        self.0.all("domain:status").any(|each| each.value("s") == status)
    }

    /// Whether it is locked against transfer.
    pub(super) fn is_locked(&self) -> bool {
        self.has(LOCK)
    }

    /// The id of a contact.
    pub(super) fn person(&self, role: &str) -> Option<String> {
        let id = match role {
            frames::REGISTRANT => self.says("domain:registrant"),
            role => {
                let mut others = self.0.all("domain:contact");
                others.find(|each| each.value("type") == role)?.said(&[])
            }
        };
        (!id.is_empty()).then(|| id.to_owned())
    }

    /// The name servers, in the order of the registry.
    pub(super) fn name_servers(&self) -> Vec<String> {
        let hosts = self.0.at(&["domain:ns"]).map(Node::children).unwrap_or_default();
        let name = |host: &Node| match host.said(&["domain:hostName"]) {
            "" => host.said(&[]).to_ascii_lowercase(),
            name => name.to_ascii_lowercase(),
        };
        hosts.iter().map(name).collect()
    }
}

impl Epp {
    /// What is known of a name.
    pub(super) async fn info(&self, domain: &str) -> Step<Info> {
        Ok(Info(self.ask(frames::info("domain", domain)).await?.object("domain:infData")))
    }

    pub(super) async fn register_now(&self, wish: &Registration) -> Step<DomainDone> {
        let account = self.account()?;
        account.check_name(&wish.domain)?;
        check_years(wish.years)?;
        let code = account.code(&wish.idempotency_key);
        let names = [wish.domain.clone()];
        let checked = self.check(&names).await?;
        if checked.state(&wish.domain) != AvailabilityState::Free {
            return self.ours_already(wish, &code).await;
        }
        agreed(wish.years, wish.fee, checked.fee(&wish.domain, fees::CREATE)?)?;
        self.hosts(&wish.name_servers).await?;
        let new = NewDomain {
            domain: &wish.domain,
            years: wish.years,
            name_servers: &wish.name_servers,
            people: &self.people(&wish.domain, &wish.contacts).await?,
            code: &code,
        };
        let frame = frames::create_domain(account, &new);
        match self.ask_with(frame, fees::accepted(fees::CREATE, wish.fee)).await {
            Err(Stop::No(no)) if no.code == "2302" => self.ours_already(wish, &code).await,
            other => Ok(outcome(&other?, "domain:creData")),
        }
    }

    /// A name that is taken may have been taken by this very call, whose answer was lost.
    async fn ours_already(&self, wish: &Registration, code: &str) -> Step<DomainDone> {
        let taken = || Stop::from(Refused::new("2302", "The name is taken"));
        let info = match self.info(&wish.domain).await {
            Err(Stop::No(_)) => return Err(taken()),
            other => other?,
        };
        let ours = info.says("domain:clID") == self.account()?.user;
        if !ours || info.0.said(&["domain:authInfo", "domain:pw"]) != code {
            return Err(taken());
        }
        Ok(DomainDone::Done { expires_on: date(info.says("domain:exDate")) })
    }

    pub(super) async fn transfer_now(&self, wish: &Transfer) -> Step<DomainDone> {
        let account = self.account()?;
        let registration = &wish.registration;
        account.check_name(&registration.domain)?;
        check_years(registration.years)?;
        let asked = self.check(std::slice::from_ref(&registration.domain)).await?;
        let asked = asked.fee(&registration.domain, fees::TRANSFER)?;
        agreed(registration.years, registration.fee, asked)?;
        let code = wish.transfer_code.expose();
        let frame = frames::transfer(&registration.domain, registration.years, code);
        match self.ask_with(frame, fees::accepted(fees::TRANSFER, registration.fee)).await {
            Err(Stop::No(no)) if no.code == "2300" => {
                let data = self.transfer_state(&registration.domain).await?.unwrap_or_default();
                if data.said(&["domain:reID"]) != account.user {
                    return Err(no.into());
                }
                Ok(DomainDone::Pending { reference: String::new() })
            }
            other => {
                let reply = other?;
                let state = reply.object("domain:trnData");
                if state.said(&["domain:trStatus"]) == "pending" {
                    return Ok(DomainDone::Pending { reference: reply.reference });
                }
                Ok(outcome(&reply, "domain:trnData"))
            }
        }
    }

    pub(super) async fn renew_now(&self, wish: &Renewal) -> Step<DomainDone> {
        self.account()?.check_name(&wish.domain)?;
        check_years(wish.years)?;
        let asked = self.check(std::slice::from_ref(&wish.domain)).await?;
        agreed(wish.years, wish.fee, asked.fee(&wish.domain, fees::RENEW)?)?;
        if wish.restore {
            let restoration = asked.fee(&wish.domain, fees::RESTORE)?;
            self.restore(wish, restoration).await?;
        }
        let frame = frames::renew(&wish.domain, wish.expires_on, wish.years);
        let reply = self.ask_with(frame, fees::accepted(fees::RENEW, wish.fee)).await?;
        Ok(outcome(&reply, "domain:renData"))
    }

    /// Asks a name back from redemption, with the report that most registries want.
    async fn restore(&self, wish: &Renewal, asked: Option<Money>) -> Step<()> {
        let domain = wish.domain.as_str();
        let told = self.ask(frames::info("domain", domain)).await?;
        let info = Info(told.object("domain:infData"));
        let update = || frames::update(domain, Change::default());
        // It may have been asked back already, by a call that got no further.
        let mut reports = waits_for_report(&told.extra("rgp:infData"));
        if !reports {
            if !info.has("pendingDelete") {
                return Ok(());
            }
            agreed(1, wish.restore_fee, asked)?;
            let reply = self.ask_with(update(), fees::restored(wish.restore_fee)).await?;
            reports = waits_for_report(&reply.extra("rgp:upData"));
        }
        if !reports {
            return Ok(());
        }
        let now = self.clock.now().to_string();
        let deleted = info.says("domain:upDate");
        let deleted = if deleted.is_empty() { now.as_str() } else { deleted };
        let report = frames::restore_report(domain, deleted, &now);
        self.ask_with(update(), Extra::Always(report)).await.map(drop)
    }

    /// Has every name server at the registry, where they are objects.
    async fn hosts(&self, names: &[String]) -> Step<()> {
        if !self.account()?.host_objects || names.is_empty() {
            return Ok(());
        }
        let reply = self.ask(frames::check("host", names)).await?;
        for each in reply.object("host:chkData").all("host:cd") {
            let name = each.at(&["host:name"]);
            let missing = name.is_some_and(|name| is_true(name.value("avail")));
            if let Some(name) = name.filter(|_| missing) {
                match self.ask(frames::create_host(name.said(&[]))).await {
                    Err(Stop::No(no)) if no.code == "2302" => {}
                    other => drop(other?),
                }
            }
        }
        Ok(())
    }

    pub(super) async fn set_hosts(&self, domain: &str, wanted: &[String]) -> Step<()> {
        let account = self.account()?;
        check_hosts(wanted)?;
        let present = self.info(domain).await?.name_servers();
        let without = |list: &[String], other: &[String]| -> Vec<String> {
            list.iter().filter(|name| !other.contains(name)).cloned().collect()
        };
        let (add, remove) = (without(wanted, &present), without(&present, wanted));
        if add.is_empty() && remove.is_empty() {
            return Ok(());
        }
        self.hosts(&add).await?;
        let change = Change {
            add: frames::name_servers(account, &add).into_iter().collect(),
            remove: frames::name_servers(account, &remove).into_iter().collect(),
            set: Vec::new(),
        };
        self.ask(frames::update(domain, change)).await.map(drop)
    }

    pub(super) async fn turn_lock(&self, domain: &str, locked: bool) -> Step<()> {
        if self.info(domain).await?.is_locked() == locked {
            return Ok(());
        }
        let status = vec![frames::status(LOCK)];
        let change = match locked {
            true => Change { add: status, ..Change::default() },
            false => Change { remove: status, ..Change::default() },
        };
        self.ask(frames::update(domain, change)).await.map(drop)
    }

    /// A fresh code each time: it is known to nobody but who asked last (RFC 9154).
    pub(super) async fn fresh_code(&self, domain: &str) -> Step<String> {
        let code = super::account::dressed(&self.chance.base62(12));
        let change = Change { set: vec![frames::auth(&code)], ..Change::default() };
        self.ask(frames::update(domain, change)).await?;
        Ok(code)
    }

    /// How names stand, and what is asked for premium ones.
    pub(super) async fn check(&self, names: &[String]) -> Step<Checked> {
        let extra = Extra::IfSpoken(fees::question());
        Ok(Checked::of(&self.ask_with(frames::check("domain", names), extra).await?))
    }

    pub(super) async fn available(&self, domains: &[String]) -> Step<Vec<Availability>> {
        let account = self.account()?;
        let offered = |name: &String| account.check_name(name).is_ok();
        let ours: Vec<String> = domains.iter().filter(|name| offered(name)).cloned().collect();
        let mut found = Vec::new();
        for batch in ours.chunks(NAMES_PER_CHECK) {
            let checked = match self.check(batch).await {
                Err(Stop::No(_)) => Checked::default(),
                other => other?,
            };
            found.extend(batch.iter().map(|name| checked.availability(name)));
        }
        let mut found = found.into_iter();
        let each = |domain: &String| {
            let known = if offered(domain) { found.next() } else { None };
            known.unwrap_or_else(|| Availability {
                domain: domain.clone(),
                state: AvailabilityState::NotOffered,
                premium: None,
            })
        };
        Ok(domains.iter().map(each).collect())
    }

    pub(super) async fn stands(&self, domain: &str) -> Step<Option<DomainSync>> {
        let user = &self.account()?.user;
        let info = match self.info(domain).await {
            Ok(info) => Some(info),
            Err(Stop::No(no)) if no.code == "2303" => return Ok(None),
            // Some registries tell nothing of the names of others.
            Err(Stop::No(no)) if matches!(no.code.as_str(), "2201" | "2202") => None,
            Err(stop) => return Err(stop),
        };
        if let Some(info) = info.filter(|info| info.says("domain:clID") == user) {
            return Ok(ours(&info, self.clock.utc_date()));
        }
        let Some(transfer) = self.transfer_state(domain).await? else { return Ok(None) };
        let status = transfer.said(&["domain:trStatus"]);
        let asked = transfer.said(&["domain:reID"]) == user;
        let asked_of = transfer.said(&["domain:acID"]) == user;
        let approved = matches!(status, "clientApproved" | "serverApproved");
        let state = match status {
            "pending" if asked => DomainSyncState::TransferPending,
            "clientRejected" | "clientCancelled" | "serverCancelled" if asked => {
                DomainSyncState::TransferFailed { why: format!("The transfer is {status}") }
            }
            _ if approved && (asked || asked_of) => DomainSyncState::TransferredAway,
            _ => return Ok(None),
        };
        Ok(Some(DomainSync { state, expires_on: None }))
    }

    /// The latest transfer of a name, as far as it is ours to know.
    async fn transfer_state(&self, domain: &str) -> Step<Option<Node>> {
        match self.ask(frames::ask_transfer(domain)).await {
            Ok(reply) => Ok(Some(reply.object("domain:trnData"))),
            Err(Stop::No(_)) => Ok(None),
            Err(stop) => Err(stop),
        }
    }
}

/// A name of ours. One that is still being made is not known yet.
fn ours(info: &Info, today: Date) -> Option<DomainSync> {
    if info.has("pendingCreate") {
        return None;
    }
    let expires_on = date(info.says("domain:exDate"));
    let over = info.has("pendingDelete") || expires_on.is_some_and(|expiry| expiry < today);
    let state = if over { DomainSyncState::Expired } else { DomainSyncState::Active };
    Some(DomainSync { state, expires_on })
}

fn outcome(reply: &Reply, object: &str) -> DomainDone {
    match reply.code {
        1001 => DomainDone::Pending { reference: reply.reference.clone() },
        _ => DomainDone::Done { expires_on: reply.expiry(object) },
    }
}

/// Whether a name is asked back and lacks the report (RFC 3915 section 3.1).
fn waits_for_report(state: &Node) -> bool {
    state.all("rgp:rgpStatus").any(|each| each.value("s") == "pendingRestore")
}

fn check_years(years: u8) -> Result<(), Stop> {
    match years {
        1..=YEARS_MAX => Ok(()),
        _ => Err(Refused::new("2004", "Not for so many years").into()),
    }
}

/// RFC 5731 leaves the number to the registry; with 13, answers still fit a packet everywhere.
fn check_hosts(names: &[String]) -> Result<(), Stop> {
    if names.is_empty() || names.len() > 13 {
        return Err(Refused::new("2306", "Not so many name servers").into());
    }
    let bad = names.iter().find(|name| !model::domains::name::is_host_name(name));
    match bad {
        Some(bad) => Err(Refused::new("2005", format!("{bad:?} is not a host name")).into()),
        None => Ok(()),
    }
}
