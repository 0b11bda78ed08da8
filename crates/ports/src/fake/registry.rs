//! A registry of domain names in memory, with the refusal codes of RFC 5730 section 3.

mod name;
mod prices;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use jiff::civil::Date;
use model::dates::{add_days, add_months};

pub use name::RegistryName;
pub use prices::sample_prices;

use super::Remembered;
use crate::registrar::{
    Answer, Availability, AvailabilityState, DomainDone, DomainSync, PremiumCost, Registration,
    Renewal, TldPrice, Transfer, agreed,
};
use crate::{Chance, Refused, held};

/// Days that a transfer takes.
pub(crate) const TRANSFER_DAYS: i32 = 5;

/// Years to which a name may be paid at most.
const YEARS_MAX: u8 = 10;

/// A registry in memory.
#[derive(Debug, Default)]
pub struct Registry {
    prices: Vec<TldPrice>,
    books: Mutex<Books>,
}

#[derive(Debug, Default)]
struct Books {
    names: BTreeMap<String, RegistryName>,
    taken: BTreeSet<String>,
    premium: BTreeMap<String, PremiumCost>,
    answers: Remembered<Answer<DomainDone>>,
}

impl Registry {
    /// A registry of the top-level domains in the list.
    pub fn new(prices: Vec<TldPrice>) -> Registry {
        Registry { prices, books: Mutex::default() }
    }

    /// The prices.
    pub fn prices(&self) -> Vec<TldPrice> {
        self.prices.clone()
    }

    /// Gives a name to somebody else.
    pub fn take(&self, domain: &str) {
        held(&self.books).taken.insert(domain.to_owned());
    }

    /// Asks more for a name than for others, or something else than before.
    pub fn ask_more(&self, domain: &str, cost: PremiumCost) {
        held(&self.books).premium.insert(domain.to_owned(), cost);
    }

    /// Enters a name that was registered before this memory began; nothing if it is known.
    pub fn adopt(&self, domain: &str, expires_on: Option<Date>) {
        let mut books = held(&self.books);
        let known = books.names.contains_key(domain);
        if !known && !books.taken.contains(domain) && self.price_of(domain).is_some() {
            books
                .names
                .insert(domain.to_owned(), RegistryName { expires_on, ..Default::default() });
        }
    }

    /// Registers a free name, once per key.
    pub fn register(
        &self,
        wish: &Registration,
        today: Date,
        chance: &dyn Chance,
    ) -> Answer<DomainDone> {
        self.once(&wish.idempotency_key, |books| {
            self.check(wish)?;
            if books.is_taken(&wish.domain) {
                return Err(Refused::new("2302", "The name is taken"));
            }
            agreed(wish.years, wish.fee, books.cost(&wish.domain).register)?;
            let expires_on = years_after(today, wish.years)?;
            let name = RegistryName::of(wish, expires_on, chance);
            books.names.insert(wish.domain.clone(), name);
            Ok(DomainDone::Done { expires_on: Some(expires_on) })
        })
    }

    /// Starts a transfer, once per key; it is done five days later. The code `wrong` is.
    pub fn transfer(
        &self,
        wish: &Transfer,
        today: Date,
        chance: &dyn Chance,
    ) -> Answer<DomainDone> {
        let registration = &wish.registration;
        self.once(&registration.idempotency_key, |books| {
            let price = self.check(registration)?;
            if books.names.contains_key(&registration.domain) {
                return Err(Refused::new("2106", "The name is here already"));
            }
            let code = wish.transfer_code.expose();
            if code == "wrong" || (code.is_empty() && price.needs_transfer_code) {
                return Err(Refused::new("2202", "The transfer code is wrong"));
            }
            let asked = books.cost(&registration.domain).transfer;
            agreed(registration.years, registration.fee, asked)?;
            let expires_on = years_after(today, registration.years)?;
            let mut name = RegistryName::of(registration, expires_on, chance);
            name.transfer_ends_on = add_days(today, TRANSFER_DAYS);
            books.taken.remove(&registration.domain);
            books.names.insert(registration.domain.clone(), name);
            Ok(DomainDone::Pending { reference: format!("transfer-{}", registration.domain) })
        })
    }

    /// Renews a name, once per key.
    pub fn renew(&self, wish: &Renewal, today: Date) -> Answer<DomainDone> {
        self.once(&wish.idempotency_key, |books| {
            let price = self.price_of(&wish.domain).ok_or_else(not_offered)?;
            let PremiumCost { renew: asked, restore: restoration, .. } = books.cost(&wish.domain);
            let name = books.name(&wish.domain)?;
            name.check_renewal(wish, price, today)?;
            agreed(wish.years, wish.fee, asked)?;
            if wish.restore {
                agreed(1, wish.restore_fee, restoration)?;
            }
            let expires_on = years_after(wish.expires_on, wish.years)?;
            if expires_on > years_after(today, YEARS_MAX)? {
                return Err(Refused::new("2105", "The name is paid for long enough"));
            }
            name.expires_on = Some(expires_on);
            Ok(DomainDone::Done { expires_on: Some(expires_on) })
        })
    }

    /// Reads or changes a name that is here.
    pub fn with<T>(
        &self,
        domain: &str,
        work: impl FnOnce(&mut RegistryName) -> Answer<T>,
    ) -> Answer<T> {
        work(held(&self.books).name(domain)?)
    }

    /// Which of the names are free.
    pub fn availability(&self, domains: &[String]) -> Vec<Availability> {
        let books = held(&self.books);
        let state = |domain: &str| match self.price_of(domain) {
            None => AvailabilityState::NotOffered,
            Some(_) if books.is_taken(domain) => AvailabilityState::Taken,
            Some(_) => AvailabilityState::Free,
        };
        let each = |domain: &String| Availability {
            domain: domain.clone(),
            state: state(domain),
            premium: books.premium.get(domain).copied(),
        };
        domains.iter().map(each).collect()
    }

    /// State and expiry of a name.
    pub fn sync(&self, domain: &str, today: Date) -> Option<DomainSync> {
        held(&self.books).names.get(domain).map(|name| name.sync(today))
    }

    fn once(
        &self,
        key: &str,
        work: impl FnOnce(&mut Books) -> Answer<DomainDone>,
    ) -> Answer<DomainDone> {
        let mut books = held(&self.books);
        if let Some(answer) = books.answers.get(key) {
            return answer.clone();
        }
        let answer = work(&mut books);
        books.answers.put(key, answer.clone());
        answer
    }

    fn check(&self, wish: &Registration) -> Answer<&TldPrice> {
        let (label, _) = wish.domain.split_once('.').unwrap_or_default();
        let lawful = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let edges = label.starts_with('-') || label.ends_with('-');
        if label.is_empty() || label.len() > 63 || edges || !label.bytes().all(lawful) {
            return Err(Refused::new("2005", "The name is not valid"));
        }
        let price = self.price_of(&wish.domain).ok_or_else(not_offered)?;
        if !(price.years_min..=price.years_max).contains(&wish.years) {
            return Err(Refused::new("2306", "Not for so many years"));
        }
        Ok(price)
    }

    fn price_of(&self, domain: &str) -> Option<&TldPrice> {
        let (_, tld) = domain.split_once('.')?;
        self.prices.iter().find(|price| price.tld == tld)
    }
}

impl Books {
    fn is_taken(&self, domain: &str) -> bool {
        self.names.contains_key(domain) || self.taken.contains(domain)
    }

    fn cost(&self, domain: &str) -> PremiumCost {
        self.premium.get(domain).copied().unwrap_or_default()
    }

    fn name(&mut self, domain: &str) -> Answer<&mut RegistryName> {
        self.names.get_mut(domain).ok_or_else(|| Refused::new("2303", "There is no such name"))
    }
}

fn not_offered() -> Refused {
    Refused::new("2307", "The top-level domain is not offered")
}

fn years_after(date: Date, years: u8) -> Answer<Date> {
    add_months(date, i32::from(years) * 12)
        .ok_or_else(|| Refused::new("2004", "The years do not fit"))
}
