//! What this node knows of the servers outside that it calls: how many calls each gets at the same
//! time, so that a hung one delays only its own; and which of them are left alone, because call
//! after call failed (see [`model::system::breaker`]).

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use model::system::breaker::{Breaker, BreakerSettings, End, Health};
use ports::{PortError, UnknownCause};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{Fault, not_now};

/// Calls to one target at the same time, per node.
const CALLS_MAX: usize = 4;
/// Targets that are known; beyond them those are forgotten of which there is nothing to know.
const TARGETS_MAX: usize = 4_096;
/// When a target is left alone: jobs come back then, and their tries are not used up.
const SETTINGS: BreakerSettings =
    BreakerSettings { failures_max: 5, pause: Duration::from_secs(60) };

/// The targets called so far.
#[derive(Default)]
pub(crate) struct Targets(Mutex<BTreeMap<String, Arc<Target>>>);

struct Target {
    places: Arc<Semaphore>,
    breaker: Mutex<Breaker>,
    /// When the first of the calls was made that have failed since the last answer.
    failing_since: Mutex<Option<Timestamp>>,
}

impl Target {
    /// Whether nothing would be lost with it.
    fn is_fresh(&self) -> bool {
        let places = self.places.available_permits() == CALLS_MAX;
        // At an instant before all others nobody who failed is asked again.
        places && held(&self.breaker).health(Duration::ZERO) == Health::Good
    }
}

/// A target that is left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftAlone {
    /// As the module names it: `gateway stripe`, `registrar opensrs`, `mail server`, or the
    /// address of a server.
    pub target: String,
    /// When the first of the calls was made that it has not answered since.
    pub since: Option<Timestamp>,
    /// When it is called again; absent while a first call tries it.
    pub until: Option<Timestamp>,
}

/// A call that was let through; dropped without [`Pass::ended`] nothing was learnt.
pub(crate) struct Pass {
    target: Arc<Target>,
    round: u64,
    now: Timestamp,
    end: End,
}

impl Targets {
    /// A place at the target, given back when dropped; `None` while all are taken.
    pub(crate) fn try_enter(&self, target: &str) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.of(target).places).try_acquire_owned().ok()
    }

    /// A place at the target, once there is one.
    pub(crate) async fn enter(&self, target: &str) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.of(target).places).acquire_owned().await.ok()
    }

    /// Whether all places at the target are taken.
    pub(crate) fn is_full(&self, target: &str) -> bool {
        self.of(target).places.available_permits() == 0
    }

    /// A pass for one call of the target, or how long it is left alone.
    pub(crate) fn admit(&self, target: &str, now: Timestamp) -> Result<Pass, SignedDuration> {
        let target = self.of(target);
        let admitted = held(&target.breaker).admit(since_epoch(now));
        let round = admitted.map_err(seconds)?;
        Ok(Pass { target, round, now, end: End::Abandoned })
    }

    /// A pass for a call that is made even while the target is left alone, because a person wants
    /// to know now. What comes of it counts: an answer ends the leaving alone.
    pub(crate) fn insist(&self, target: &str, now: Timestamp) -> Pass {
        let target = self.of(target);
        let round = held(&target.breaker).insist();
        Pass { target, round, now, end: End::Abandoned }
    }

    /// Makes one call of the target and learns from its end; or says how long it is left alone:
    /// nothing of the call is begun then.
    pub(crate) async fn call<T, F: Future<Output = Result<T, PortError>>>(
        &self,
        target: &str,
        now: Timestamp,
        ask: impl FnOnce() -> F,
    ) -> Result<Result<T, PortError>, SignedDuration> {
        let pass = self.admit(target, now)?;
        let answer = ask().await;
        pass.ended(end_of(Some(&answer)));
        Ok(answer)
    }

    /// How long the target is left alone; `None` when it may be called.
    pub(crate) fn left_alone(&self, target: &str, now: Timestamp) -> Option<SignedDuration> {
        held(&self.of(target).breaker).wait(since_epoch(now)).map(seconds)
    }

    /// Since when a target gives no answer, for whoever wanted it asked; `None` when it may be
    /// called.
    pub(crate) fn silence(&self, target: &str, now: Timestamp) -> Option<String> {
        let wait = self.left_alone(target, now)?.as_secs();
        let since = *held(&self.of(target).failing_since);
        let since = since.map_or_else(
            || "no answer for a while".to_owned(),
            |since| format!("{NO_ANSWER_SINCE} {}", since.strftime("%Y-%m-%d %H:%M:%S UTC")),
        );
        Some(format!("{since}, asked again in {wait} s"))
    }

    /// Every target that is left alone, by name.
    pub(crate) fn all_left_alone(&self, now: Timestamp) -> Vec<LeftAlone> {
        let known = held(&self.0);
        let told = |(target, known): (&String, &Arc<Target>)| {
            let until = match held(&known.breaker).health(since_epoch(now)) {
                Health::Good => return None,
                Health::Bad { retry_after } => now.checked_add(seconds(retry_after)).ok(),
                Health::Probing => None,
            };
            let since = *held(&known.failing_since);
            Some(LeftAlone { target: target.clone(), since, until })
        };
        known.iter().filter_map(told).collect()
    }

    fn of(&self, target: &str) -> Arc<Target> {
        let mut known = held(&self.0);
        if known.len() >= TARGETS_MAX && !known.contains_key(target) {
            known.retain(|_, each| Arc::strong_count(each) > 1 || !each.is_fresh());
        }
        let fresh = || {
            let places = Arc::new(Semaphore::new(CALLS_MAX));
            let breaker = Mutex::new(Breaker::new(SETTINGS));
            Arc::new(Target { places, breaker, failing_since: Mutex::default() })
        };
        Arc::clone(known.entry(target.to_owned()).or_insert_with(fresh))
    }
}

impl Pass {
    /// Says how the call ended.
    pub(crate) fn ended(mut self, end: End) {
        self.end = end;
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        let mut since = held(&self.target.failing_since);
        match self.end {
            End::Answered => *since = None,
            End::Failed => *since = since.or(Some(self.now)),
            End::Abandoned => {}
        }
        drop(since);
        held(&self.target.breaker).ended(self.round, self.end, since_epoch(self.now));
    }
}

/// What an answer of a port says of its target: `None` is no answer in time.
pub(crate) fn end_of<T>(answer: Option<&Result<T, PortError>>) -> End {
    match answer {
        None | Some(Err(PortError::NotSent { .. })) => End::Failed,
        // What came could be read by nobody, but it came.
        Some(Err(PortError::Unknown { cause: UnknownCause::Unreadable, .. })) => End::Answered,
        Some(Err(PortError::Unknown { .. })) => End::Failed,
        // Our own settings: nothing was asked.
        Some(Err(PortError::Configuration { .. } | PortError::Unsupported { .. })) => {
            End::Abandoned
        }
        Some(Ok(_)) => End::Answered,
    }
}

/// What a registrar is called here.
pub(crate) fn registrar(module: &str) -> String {
    format!("registrar {module}")
}

/// What a payment gateway is called here.
pub(crate) fn gateway(module: &str) -> String {
    format!("gateway {module}")
}

/// What the registry of an ending is called here.
pub(crate) fn registry(ending: &str) -> String {
    format!("registry .{ending}")
}

/// What a server of ours is called here.
pub(crate) fn server(id: impl std::fmt::Display) -> String {
    format!("server:{id}")
}

/// What a host of zones is called here.
pub(crate) fn name_servers(module: &str) -> String {
    format!("name servers {module}")
}

/// What the address of a web hook is called here.
pub(crate) fn web_hook(host: &str) -> String {
    format!("web hook {host}")
}

/// What a check of orders is called here.
pub(crate) fn fraud_check(module: &str) -> String {
    format!("fraud check {module}")
}

/// What a feed of exchange rates is called here.
pub(crate) fn rate_feed(module: &str) -> String {
    format!("rate feed {module}")
}

/// What the tax offices are called here.
pub(crate) fn tax_offices(module: &str) -> String {
    format!("tax offices {module}")
}

/// What a server with mailboxes is called here: all on it are of no use while it is away.
pub(crate) fn mailboxes(host: &str, port: u16) -> String {
    format!("mailboxes {}:{port}", host.trim().to_ascii_lowercase())
}

/// What a keeper of files is called here.
pub(crate) fn file_store(module: &str) -> String {
    format!("file store {module}")
}

/// What an identity provider is called here.
pub(crate) fn sign_in(issuer: &str) -> String {
    format!("sign-in {}", issuer.trim_end_matches('/'))
}

/// What the mail server is called here.
pub(crate) const MAIL_SERVER: &str = "mail server";

/// Why a job waits whose target is left alone.
pub(crate) const LEFT_ALONE: &str = "it failed again and again and is left alone for a while";

/// What is said of it, followed by the time.
const NO_ANSWER_SINCE: &str = "no answer since";

/// Whether a call was not made because its target is left alone.
pub(crate) fn was_not_made(fault: &Fault) -> bool {
    fault.refusal().is_some_and(|refusal| refusal.said.contains(LEFT_ALONE))
}

/// The refusal of a call that is not made.
pub(crate) fn is_left_alone(target: &str, wait: SignedDuration) -> Fault {
    let wait = wait.as_secs().max(1);
    not_now(format!("The {target} is not asked now: {LEFT_ALONE} ({wait} s)"))
}

fn held<T>(kept: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

fn since_epoch(now: Timestamp) -> Duration {
    Duration::from_secs(u64::try_from(now.as_second()).unwrap_or_default())
}

/// At least a second: what comes back at once would come back for ever.
fn seconds(wait: Duration) -> SignedDuration {
    SignedDuration::from_secs(i64::try_from(wait.as_secs()).unwrap_or(i64::MAX).max(1))
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};
    use model::system::breaker::End;

    use super::{CALLS_MAX, LeftAlone, SETTINGS, Targets};

    #[test]
    fn a_full_target_does_not_fill_another() {
        let targets = Targets::default();
        let taken: Vec<_> = (0..CALLS_MAX).filter_map(|_| targets.try_enter("a")).collect();
        assert_eq!(taken.len(), CALLS_MAX);
        assert!(targets.try_enter("a").is_none());
        assert!(targets.try_enter("b").is_some());
        drop(taken);
        assert!(targets.try_enter("a").is_some());
    }

    #[test]
    fn a_target_that_fails_again_and_again_is_left_alone_and_then_tried_once() {
        let targets = Targets::default();
        let mut now: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        for _ in 0..SETTINGS.failures_max {
            assert_eq!(targets.left_alone("a", now), None);
            targets.admit("a", now).ok().unwrap().ended(End::Failed);
        }
        let pause = SignedDuration::from_secs(60);
        assert_eq!(targets.left_alone("a", now), Some(pause));
        assert_eq!(targets.admit("a", now).err(), Some(pause));
        assert!(targets.admit("b", now).is_ok(), "another one is called as ever");
        let (since, until) = (Some(now), Some(now + pause));
        let left = LeftAlone { target: "a".to_owned(), since, until };
        assert_eq!(targets.all_left_alone(now), [left]);
        now += pause;
        let probe = targets.admit("a", now).ok().unwrap();
        assert!(targets.admit("a", now).is_err(), "one at a time");
        probe.ended(End::Answered);
        assert_eq!(targets.all_left_alone(now), []);
    }

    #[test]
    fn a_person_asks_all_the_same_and_is_told_since_when_there_was_no_answer() {
        let targets = Targets::default();
        let mut now: Timestamp = "2026-01-01T09:00:00Z".parse().unwrap();
        for _ in 0..SETTINGS.failures_max {
            assert_eq!(targets.silence("a", now), None);
            targets.admit("a", now).ok().unwrap().ended(End::Failed);
            now += SignedDuration::from_secs(1);
        }
        let told = "no answer since 2026-01-01 09:00:00 UTC, asked again in 59 s";
        assert_eq!(targets.silence("a", now).as_deref(), Some(told));
        assert_eq!(targets.silence("b", now), None);
        targets.insist("a", now).ended(End::Failed);
        let told = "no answer since 2026-01-01 09:00:00 UTC, asked again in 60 s";
        assert_eq!(targets.silence("a", now).as_deref(), Some(told));
        targets.insist("a", now).ended(End::Answered);
        assert!(targets.admit("a", now).is_ok(), "it works again for everybody");
        assert_eq!(targets.silence("a", now), None);
    }
}
