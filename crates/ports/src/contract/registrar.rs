//! What every registrar must show.

mod premium;
mod signing;
mod upkeep;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use model::dates::add_months;
use model::ids::DomainId;

use super::{answered, broken, names, settings, unsupported};
use crate::Secret;
use crate::registrar::{
    Answer, AvailabilityState, Contact, Contacts, DomainDone, DomainSyncState, Registrar,
    Registration, Renewal, Transfer,
};

/// What a suite needs to try a registrar.
#[derive(Debug, Clone)]
pub struct RegistrarTrial {
    /// Beginning of every idempotency key; not used before.
    pub key: String,
    /// The registrar's date.
    pub today: Date,
    /// A free name.
    pub free: String,
    /// A name that somebody has.
    pub taken: Option<String>,
    /// A name that can be transferred, with its code.
    pub transferable: Option<(String, Secret)>,
    /// A free name for which the registry asks more than for others, also at its renewal.
    pub premium: Option<String>,
}

/// Runs the suite.
pub async fn run(registrar: &dyn Registrar, trial: &RegistrarTrial) {
    let can = registrar.capabilities();
    names(can.module, can.display_name);
    settings::run(can.module, registrar.settings());
    prices_are_usable(registrar).await;
    messages_wait(registrar).await;
    if can.manual {
        return manual_leaves_it_to_people(registrar, trial).await;
    }
    free_and_taken(registrar, trial, AvailabilityState::Free).await;
    let expires_on = registered_once(registrar, trial).await;
    free_and_taken(registrar, trial, AvailabilityState::Taken).await;
    renewed_once(registrar, trial, expires_on).await;
    upkeep::run(registrar, trial).await;
    signing::run(registrar, &trial.free).await;
    premium::run(registrar, trial).await;
    transferred(registrar, trial).await;
    upkeep::released(registrar, trial).await;
}

async fn messages_wait(registrar: &dyn Registrar) {
    let can = registrar.capabilities();
    let name = can.module;
    let found = registrar.message().await;
    if !can.messages {
        unsupported(name, "take_message", registrar.take_message("no such message").await);
        return unsupported(name, "message", found);
    }
    let found = answered(name, "a message", found);
    let again = answered(name, "the message again", registrar.message().await);
    assert_eq!(again, found, "{name}: a message waits until it is taken");
    let gone = registrar.take_message("no such message").await;
    answered(name, "taking a message that is gone", gone);
}

async fn manual_leaves_it_to_people(registrar: &dyn Registrar, trial: &RegistrarTrial) {
    let name = registrar.capabilities().module;
    let registered = registrar.register(trial.registration("manual", &trial.free)).await;
    match answered(name, "a registration", registered) {
        Ok(DomainDone::Pending { reference }) if !reference.is_empty() => {}
        other => broken(name, "a registration by hand waits for a person", other),
    }
    unsupported(name, "sync", registrar.sync(&trial.free).await);
    unsupported(name, "name_servers", registrar.name_servers(&trial.free).await);
    unsupported(name, "availability", registrar.availability(&[]).await);
}

async fn prices_are_usable(registrar: &dyn Registrar) {
    let can = registrar.capabilities();
    let name = can.module;
    let prices = registrar.price_list().await;
    if !can.price_list {
        return unsupported(name, "price_list", prices);
    }
    let prices = answered(name, "the price list", prices);
    assert!(!prices.is_empty(), "{name}: the price list is not empty");
    let mut seen = BTreeSet::new();
    for price in &prices {
        let tld = &price.tld;
        assert!(seen.insert(tld.clone()), "{name}: {tld} is priced once");
        assert!(!tld.starts_with('.') && *tld == tld.to_lowercase(), "{name}: {tld} is plain");
        let years = price.years_min..=price.years_max;
        assert!(price.years_min >= 1 && !years.is_empty(), "{name}: {tld}: years make sense");
        let all = [price.register, price.transfer, price.renew, price.restore];
        let lawful = all.into_iter().flatten().all(|money| !money.is_negative());
        assert!(lawful, "{name}: {tld}: no price is below nothing");
    }
}

async fn free_and_taken(registrar: &dyn Registrar, trial: &RegistrarTrial, own: AvailabilityState) {
    let can = registrar.capabilities();
    let name = can.module;
    let foreign = "example.no-such-tld".to_owned();
    let mut asked = vec![trial.free.clone(), foreign];
    asked.extend(trial.taken.clone());
    let found = registrar.availability(&asked).await;
    if !can.availability {
        return unsupported(name, "availability", found);
    }
    let found = answered(name, "availability", found);
    let answered_for: Vec<&String> = found.iter().map(|each| &each.domain).collect();
    assert_eq!(answered_for, asked.iter().collect::<Vec<_>>(), "{name}: one answer each, in order");
    let states: Vec<AvailabilityState> = found.iter().map(|each| each.state).collect();
    let foreign = [AvailabilityState::NotOffered, AvailabilityState::Unknown];
    let as_expected = match states.as_slice() {
        [first, second, rest @ ..] => {
            *first == own
                && foreign.contains(second)
                && rest.iter().all(|state| *state == AvailabilityState::Taken)
        }
        _ => false,
    };
    if !as_expected {
        broken(name, &format!("availability: {own:?}, not offered, taken"), found);
    }
}

async fn registered_once(registrar: &dyn Registrar, trial: &RegistrarTrial) -> Date {
    let name = registrar.capabilities().module;
    let wish = trial.registration("register", &trial.free);
    let first = answered(name, "a registration", registrar.register(wish.clone()).await);
    let again = answered(name, "it again", registrar.register(wish).await);
    assert_eq!(again, first, "{name}: the same key registers once");
    let Ok(DomainDone::Done { expires_on: Some(expires_on) }) = first else {
        broken(name, "a free name is registered, with its expiry", first);
    };
    assert_eq!(Some(expires_on), add_months(trial.today, 12), "{name}: a year is a year");
    let other = registrar.register(trial.registration("second", &trial.free)).await;
    refused(name, "a second registration", other);
    let mut long = trial.registration("long", &format!("long-{}", trial.free));
    long.years = 99;
    refused(name, "99 years", registrar.register(long).await);
    let odd = trial.registration("odd", &format!("odd name\r\n{}", trial.free));
    refused(name, "a name with a line break", registrar.register(odd).await);
    synced(registrar, &trial.free, DomainSyncState::Active, Some(expires_on)).await;
    expires_on
}

async fn renewed_once(registrar: &dyn Registrar, trial: &RegistrarTrial, expires_on: Date) {
    let name = registrar.capabilities().module;
    let wish = |what: &str, domain: &str, expires_on| Renewal {
        idempotency_key: trial.key(what),
        id: DomainId(1),
        domain: domain.to_owned(),
        years: 1,
        expires_on,
        restore: false,
        fee: None,
        restore_fee: None,
    };
    let stale = wish("stale", &trial.free, trial.today);
    refused(name, "a renewal from another expiry", registrar.renew(stale).await);
    let good = wish("renew", &trial.free, expires_on);
    let first = answered(name, "a renewal", registrar.renew(good.clone()).await);
    let later = add_months(expires_on, 12);
    assert_eq!(first, Ok(DomainDone::Done { expires_on: later }), "{name}: a year is added");
    let again = answered(name, "it again", registrar.renew(good).await);
    assert_eq!(again, first, "{name}: the same key renews once");
    let twice = wish("renew twice", &trial.free, expires_on);
    refused(name, "the same renewal under another key", registrar.renew(twice).await);
    synced(registrar, &trial.free, DomainSyncState::Active, later).await;
}

async fn transferred(registrar: &dyn Registrar, trial: &RegistrarTrial) {
    let name = registrar.capabilities().module;
    let Some((domain, code)) = &trial.transferable else { return };
    let wish = |what: &str, domain: &str, transfer_code: Secret| Transfer {
        transfer_code,
        registration: trial.registration(what, domain),
    };
    let bad = wish("bad code", domain, "wrong".into());
    refused(name, "a transfer with a wrong code", registrar.transfer(bad).await);
    let own = wish("own", &trial.free, code.clone());
    refused(name, "a transfer of a name that is here", registrar.transfer(own).await);
    let good = wish("transfer", domain, code.clone());
    let first = answered(name, "a transfer", registrar.transfer(good.clone()).await);
    let again = answered(name, "it again", registrar.transfer(good).await);
    assert_eq!(again, first, "{name}: the same key transfers once");
    match first {
        Ok(DomainDone::Pending { .. }) => {
            synced(registrar, domain, DomainSyncState::TransferPending, None).await;
        }
        Ok(DomainDone::Done { expires_on }) => {
            synced(registrar, domain, DomainSyncState::Active, expires_on).await;
        }
        Err(no) => broken(name, "a transfer with the right code is accepted", no),
    }
}

async fn synced(
    registrar: &dyn Registrar,
    domain: &str,
    state: DomainSyncState,
    expires_on: Option<Date>,
) {
    let can = registrar.capabilities();
    let found = registrar.sync(domain).await;
    if !can.sync {
        return unsupported(can.module, "sync", found);
    }
    match answered(can.module, "sync", found) {
        Some(found) if found.state == state => {
            let same = expires_on.is_none() || found.expires_on == expires_on;
            assert!(same, "{}: {domain} expires on {expires_on:?}, not {found:?}", can.module);
        }
        other => broken(can.module, &format!("{domain} is {state:?}"), other),
    }
}

#[track_caller]
fn refused<T: std::fmt::Debug>(
    module: &str,
    what: &str,
    result: Result<Answer<T>, crate::PortError>,
) {
    match answered(module, what, result) {
        Err(no) if !no.code.is_empty() && !no.message.is_empty() => {}
        other => broken(module, &format!("{what} is refused with code and sentence"), other),
    }
}

impl RegistrarTrial {
    /// A trial with names of `.com`.
    pub fn usual(key: &str, today: Date) -> RegistrarTrial {
        RegistrarTrial {
            key: key.to_owned(),
            today,
            free: "contract-suite.com".to_owned(),
            taken: None,
            transferable: Some(("contract-transfer.com".to_owned(), "right".into())),
            premium: None,
        }
    }

    fn key(&self, what: &str) -> String {
        format!("{} {what}", self.key)
    }

    fn registration(&self, what: &str, domain: &str) -> Registration {
        Registration {
            idempotency_key: self.key(what),
            id: DomainId(1),
            domain: domain.to_owned(),
            years: 1,
            name_servers: vec!["ns1.example.com".to_owned(), "ns2.example.com".to_owned()],
            contacts: sample_contacts("Ada"),
            id_protection: false,
            fields: BTreeMap::new(),
            fee: None,
        }
    }
}

/// Contacts that every registry takes.
pub fn sample_contacts(first_name: &str) -> Contacts {
    let contact = Contact {
        first_name: first_name.to_owned(),
        last_name: "Lovelace".to_owned(),
        company: String::new(),
        email: "ada@example.com".to_owned(),
        address1: "12 Example Street".to_owned(),
        address2: String::new(),
        city: "London".to_owned(),
        state: "Greater London".to_owned(),
        postcode: "W1J 7NT".to_owned(),
        country: "GB".to_owned(),
        phone: "+44.2079460000".to_owned(),
    };
    Contacts {
        registrant: contact.clone(),
        admin: contact.clone(),
        technical: contact.clone(),
        billing: contact,
    }
}
