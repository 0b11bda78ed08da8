//! Domain names that somebody wants to have, looked at before they are ordered, for every door.

use std::time::Duration;

use engine::{Actor, Caller, Meaning, Refusal, conflict, invalid};
use futures::{StreamExt as _, stream};
use model::domains::name::DomainName;
use model::domains::status::{DomainOrderType, DomainStatus};
use model::word::Word as _;
use protocol::{
    AddOrder, DomainWhois, DomainWhoisResponse, GetClientsDomains, GetTLDPricing, GetTldPrices,
    PreviewOrder,
};

use crate::App;
use crate::listed::prices_of;
use crate::whmcs::CallError;

/// Names that are asked about at a time.
const ASKED_AT_ONCE: usize = 8;
/// Nobody waits longer for registries. A name that is sold without their answer is registered only
/// if it is free then.
const PATIENCE: Duration = Duration::from_secs(6);
/// Rows of a name that are looked at: it may have been with us before.
const ROWS_MAX: u64 = 100;
/// Last labels of endings that are moved without a code: at Nominet the present provider changes
/// the tag of the name.
const WITHOUT_CODE: [&str; 1] = ["uk"];

/// A domain name of an order.
struct Wanted {
    name: DomainName,
    kind: DomainOrderType,
    has_code: bool,
}

/// Refuses an order of names that somebody has, and, before a remote WHMCS, what our own engine
/// refuses itself: names whose ending is not sold, that are with this installation, or ordered.
pub(crate) async fn check_free(
    app: &App,
    caller: &Caller,
    order: &AddOrder,
) -> Result<(), CallError> {
    let wanted = wanted(order)?;
    if wanted.is_empty() {
        return Ok(());
    }
    // The key belongs to the one write of a request.
    let asker = Caller { idempotency_key: None, dry_run: false, ..caller.clone() };
    let prices = app.whmcs().call(&asker, GetTLDPricing::default()).await?.pricing;
    let is_sold = |each: &&Wanted| prices_of(each.name.as_str(), &prices).is_some();
    if app.whmcs().is_remote() {
        if let Some(Wanted { name, .. }) = wanted.iter().find(|each| !is_sold(each)) {
            let said = format!("The ending of {name} is not sold here");
            return Err(invalid("domain", said).into());
        }
        check_installation(app, &asker, &wanted).await?;
    }
    let registered = wanted.iter().filter(|each| each.kind == DomainOrderType::Register);
    let names: Vec<String> = registered.filter(is_sold).map(|each| each.name.to_string()).collect();
    let Ok(found) = tokio::time::timeout(PATIENCE, ask(app, &asker, names)).await else {
        tracing::warn!("registries let an order wait");
        return Ok(());
    };
    found
}

/// Refuses a transfer without the code that its ending needs, before a remote WHMCS: over its API
/// that takes any. Our own engine knows its endings itself.
pub(crate) async fn check_codes(
    app: &App,
    caller: &Caller,
    order: &AddOrder,
) -> Result<(), CallError> {
    if !app.whmcs().is_remote() {
        return Ok(());
    }
    let mut without = wanted(order)?;
    without.retain(|each| each.kind == DomainOrderType::Transfer && !each.has_code);
    if without.is_empty() {
        return Ok(());
    }
    // Which endings need one only the office is told, and only by another Hostler.
    let told = match app.whmcs().call(&as_office(caller), GetTldPrices::default()).await {
        Ok(found) => found.tlds.0.tld.0,
        Err(CallError::NotOffered(_)) => Vec::new(),
        Err(error) => return Err(error),
    };
    let needs_code = |name: &DomainName| {
        let (_, ending) = name.as_str().split_once('.').unwrap_or_default();
        let known = told.iter().find(|row| row.extension.trim_start_matches('.') == ending);
        known.map_or_else(|| !is_without_code(ending), |row| row.eppcode.0)
    };
    match without.iter().find(|each| needs_code(&each.name)) {
        Some(Wanted { name, .. }) => {
            Err(invalid("eppcode", format!("The transfer of {name} needs its EPP code")).into())
        }
        None => Ok(()),
    }
}

fn is_without_code(ending: &str) -> bool {
    ending.rsplit('.').next().is_some_and(|last| WITHOUT_CODE.contains(&last))
}

/// The names that an order is to register or transfer, each once.
fn wanted(order: &AddOrder) -> Result<Vec<Wanted>, CallError> {
    let mut all: Vec<Wanted> = Vec::new();
    for (at, name) in order.domain.numbered() {
        let kind = order.domaintype.at(at).and_then(|word| DomainOrderType::from_word(word));
        let Some(kind) = kind else { continue };
        let name = DomainName::from_people(name);
        let name = name.map_err(|why| invalid("domain", why.to_string()))?;
        if all.iter().any(|each| each.name == name) {
            return Err(invalid("domain", format!("{name} is in the order twice")).into());
        }
        let code = order.eppcode.at(at);
        let has_code = code.is_some_and(|code| !code.reveal().trim().is_empty());
        all.push(Wanted { name, kind, has_code });
    }
    Ok(all)
}

/// The same request as the house itself makes it: clients see only their own.
fn as_office(caller: &Caller) -> Caller {
    let actor = Actor::System;
    Caller { actor, idempotency_key: None, dry_run: false, ..caller.clone() }
}

/// Refuses names that this installation has, or somebody has ordered there; whose, is not told.
async fn check_installation(
    app: &App,
    caller: &Caller,
    wanted: &[Wanted],
) -> Result<(), CallError> {
    let reader = as_office(caller);
    for Wanted { name, .. } in wanted {
        let (domain, limitnum) = (Some(name.to_string()), Some(ROWS_MAX));
        let call = GetClientsDomains { domain, limitnum, ..GetClientsDomains::default() };
        let found = app.whmcs().call(&reader, call).await?.domains.0.domain.0;
        let same = found.iter().filter(|row| row.domainname.eq_ignore_ascii_case(name.as_str()));
        let statuses: Vec<_> = same.map(|row| DomainStatus::from_word(&row.status)).collect();
        // A status that nobody knows here holds the name.
        if statuses.iter().any(|status| status.is_none_or(DomainStatus::holds_name)) {
            let said = format!("The domain {name} is already registered with us");
            return Err(conflict(said).at("domain").into());
        }
        if statuses.contains(&Some(DomainStatus::Pending)) {
            let said = format!("The domain {name} is already ordered with us");
            return Err(conflict(said).at("domain").into());
        }
    }
    Ok(())
}

/// The same before a price is told, before a remote WHMCS: our own engine does it itself. What is
/// wrong with a name itself, that WHMCS says.
pub(crate) async fn check_preview(
    app: &App,
    caller: &Caller,
    order: &PreviewOrder,
) -> Result<(), CallError> {
    if order.domaintype.is_empty() || !app.whmcs().is_remote() {
        return Ok(());
    }
    let (domain, domaintype) = (order.domain.clone(), order.domaintype.clone());
    match wanted(&AddOrder { domain, domaintype, ..AddOrder::default() }) {
        Ok(wanted) => check_installation(app, caller, &wanted).await,
        Err(_) => Ok(()),
    }
}

/// Why a name is not sold that is with this installation, or ordered; nothing where it is neither.
pub(crate) async fn with_us(
    app: &App,
    caller: &Caller,
    name: &DomainName,
) -> Result<Option<Refusal>, CallError> {
    let kind = DomainOrderType::Register;
    let wanted = [Wanted { name: name.clone(), kind, has_code: false }];
    match check_installation(app, caller, &wanted).await {
        Ok(()) => Ok(None),
        Err(CallError::Refused(refusal)) if refusal.meaning == Meaning::Conflict => {
            Ok(Some(refusal))
        }
        Err(error) => Err(error),
    }
}

/// Asks whether names are free, several at a time, until one is known to be taken.
async fn ask(app: &App, caller: &Caller, names: Vec<String>) -> Result<(), CallError> {
    let calls = names.into_iter().map(|name| {
        let call = DomainWhois { domain: name.clone(), ..DomainWhois::default() };
        let asking = app.whmcs().call(caller, call);
        async move { (name, asking.await) }
    });
    let calls: Vec<_> = calls.collect();
    let mut answers = stream::iter(calls).buffer_unordered(ASKED_AT_ONCE);
    while let Some((name, said)) = answers.next().await {
        judge(&name, said)?;
    }
    Ok(())
}

/// What an answer means for the order of a name: who does not answer is no reason not to sell.
fn judge(name: &str, said: Result<DomainWhoisResponse, CallError>) -> Result<(), CallError> {
    match said {
        // One that is premium and not sold is refused in words of its own.
        Ok(answer) if answer.premium.as_ref().is_some_and(|premium| !premium.issold.0) => Ok(()),
        Ok(answer) if &*answer.status == "unavailable" => {
            Err(conflict(format!("The domain {name} is taken by somebody")).at("domain").into())
        }
        Ok(_) => Ok(()),
        Err(CallError::Refused(refusal)) if is_of_name(&refusal) => {
            Err(CallError::Refused(refusal))
        }
        Err(error) => {
            tracing::warn!(%error, name, "a name was not asked about for an order");
            Ok(())
        }
    }
}

/// Whether nobody can have such a name.
fn is_of_name(refusal: &Refusal) -> bool {
    refusal.meaning == Meaning::Invalid && refusal.field.as_deref() == Some("domain")
}

#[cfg(test)]
mod tests {
    use engine::{Meaning, conflict, invalid, not_now};
    use protocol::wire::Secret;
    use protocol::{AddOrder, DomainWhoisResponse, PremiumName};

    use super::{is_without_code, judge, wanted};
    use crate::whmcs::CallError;

    #[test]
    fn only_a_name_that_is_known_to_be_taken_is_refused() {
        let told = |status: &str| DomainWhoisResponse {
            status: status.into(),
            ..DomainWhoisResponse::default()
        };
        let premium = Some(PremiumName { issold: false.into(), ..PremiumName::default() });
        for (said, expected) in [
            (Ok(told("available")), None),
            (Ok(told("unknown")), None),
            (Ok(told("unavailable")), Some(Meaning::Conflict)),
            (Ok(DomainWhoisResponse { premium, ..told("unavailable") }), None),
            (Err(invalid("domain", "Domain not valid").into()), Some(Meaning::Invalid)),
            (Err(not_now("No response from API command").into()), None),
            (Err(conflict("It is odd").into()), None),
            (Err(CallError::TimedOut), None),
            (Err(CallError::NotOffered("DomainWhois")), None),
        ] {
            let found = judge("a.example", said).err().map(|error| match error {
                CallError::Refused(refusal) => {
                    assert_eq!(refusal.field.as_deref(), Some("domain"), "{refusal}");
                    refusal.meaning
                }
                other => panic!("{other}"),
            });
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn names_of_an_order_are_read_with_what_belongs_to_them() {
        let texts = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let order = |names: &[&str]| AddOrder {
            domain: texts(names).into(),
            domaintype: texts(&["", "register", "transfer"]).into(),
            eppcode: vec![Secret::from(""), Secret::from(""), Secret::from(" c ")].into(),
            ..AddOrder::default()
        };
        let found = wanted(&order(&["host", "Müller.com", "b.com"])).ok().unwrap();
        let found: Vec<_> = found.iter().map(|each| (each.name.as_str(), each.has_code)).collect();
        assert_eq!(found, [("xn--mller-kva.com", false), ("b.com", true)]);
        for names in [["", "b.com", "B.com"], ["", "-.com", "b.com"]] {
            assert!(wanted(&order(&names)).is_err(), "{names:?}");
        }
        for (ending, expected) in [("uk", true), ("co.uk", true), ("com", false), ("", false)] {
            assert_eq!(is_without_code(ending), expected, "{ending}");
        }
    }
}
