//! `rules`: a few rules of our own, without asking anybody.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, LazyLock};

use model::money::Money;
use ports::fraud::{FraudCheck, FraudDecision, OrderFacts, Verdict};
use ports::provisioning::ConnectionOutcome;
use ports::{Asking, PortError, SettingField, SettingKind, Settings, ready};

use super::places::{Countries, Files, Proxies};

const MODULE: &str = "rules";

const FIELDS: [SettingField; 8] = [
    SettingField::text("review_score", "Review from score", "A person looks from this score on.")
        .kind(SettingKind::Number)
        .default_value("40"),
    SettingField::text("fail_score", "Fail from score", "The order fails from this score on.")
        .kind(SettingKind::Number)
        .default_value("80"),
    SettingField::text(
        "value_max",
        "Largest order value",
        "In whole units of the order's currency; a first order above it is suspect.",
    )
    .kind(SettingKind::Number)
    .default_value("500"),
    SettingField::text(
        "orders_max",
        "Most orders in a day",
        "From one address on the network; more are suspect.",
    )
    .kind(SettingKind::Number)
    .default_value("5"),
    SettingField::text(
        "blocked_countries",
        "Blocked countries",
        "Two-letter codes, separated by commas; orders from there fail.",
    ),
    SettingField::text(
        "suspect_mail_domains",
        "Suspect mail domains",
        "Domains, separated by commas, besides the well-known throw-away ones.",
    )
    .kind(SettingKind::LongText),
    SettingField::text(
        "country_database",
        "Database of countries",
        "Path of a file on the server in MaxMind's format (.mmdb), such as DB-IP's free \
         country database; it is read again when it changes. Empty: the country of an address \
         is not looked at.",
    ),
    SettingField::text(
        "proxy_list",
        "List of proxies",
        "Path of a file on the server with an address or a network a line, such as the list of \
         Tor's exits; it is read again when it changes.",
    ),
];

/// Domains of mail addresses that are thrown away after use, from the list that is kept at
/// <https://github.com/disposable-email-domains/disposable-email-domains> (CC0).
static THROW_AWAY: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("throw_away.txt").lines().collect());

/// The fraud check `rules`: each rule adds points, the sum decides.
#[derive(Clone)]
pub struct Rules {
    review_score: i64,
    fail_score: i64,
    value_max: i64,
    orders_max: i64,
    blocked_countries: Vec<String>,
    suspect_mail_domains: Vec<String>,
    countries: Option<Arc<Countries>>,
    proxies: Option<Arc<Proxies>>,
    /// Shared by all that are opened, so that a file is read once.
    country_files: Arc<Files<Countries>>,
    proxy_files: Arc<Files<Proxies>>,
}

impl std::fmt::Debug for Rules {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rules").finish_non_exhaustive()
    }
}

impl Default for Rules {
    fn default() -> Self {
        Rules {
            review_score: 40,
            fail_score: 80,
            value_max: 500,
            orders_max: 5,
            blocked_countries: Vec::new(),
            suspect_mail_domains: Vec::new(),
            countries: None,
            proxies: None,
            country_files: Arc::new(Files::of_countries()),
            proxy_files: Arc::new(Files::of_proxies()),
        }
    }
}

impl Rules {
    fn judge(&self, facts: &OrderFacts) -> Verdict {
        let mut reasons = Vec::new();
        let mut score = 0;
        for (points, reason) in self.findings(facts) {
            score += points;
            reasons.push(reason);
        }
        if facts.paid_invoices > 0 && score < self.fail_score {
            score = (score - 20).max(0);
        }
        let score = score.clamp(0, 100);
        let decision = if score >= self.fail_score {
            FraudDecision::Fail
        } else if score >= self.review_score {
            FraudDecision::Review
        } else {
            FraudDecision::Pass
        };
        Verdict {
            score: u8::try_from(score).unwrap_or(100),
            decision,
            reasons,
            reference: None,
            details: BTreeMap::from([("Rules".to_owned(), "own".to_owned())]),
        }
    }

    fn findings(&self, facts: &OrderFacts) -> Vec<(i64, String)> {
        let mut found = Vec::new();
        let ip_country = facts.ip.and_then(|ip| self.countries.as_ref()?.of(ip));
        let seen_in = ip_country.iter().chain([&facts.country]);
        let blocked = seen_in
            .map(|country| country.to_ascii_uppercase())
            .find(|country| self.blocked_countries.contains(country));
        if let Some(country) = blocked {
            found.push((100, format!("Orders from {country} are blocked")));
        }
        if let Some(other) = ip_country.as_ref().filter(|c| is_other(c, &facts.country)) {
            let at_home = &facts.country;
            found.push((40, format!("The address is in {at_home}, the connection in {other}")));
        }
        if facts.ip.is_some_and(|ip| self.proxies.as_ref().is_some_and(|known| known.have(ip))) {
            found.push((45, "The connection comes through a proxy".to_owned()));
        }
        if let Some((_, domain)) = facts.email.rsplit_once('@')
            && self.is_suspect(domain)
        {
            found.push((45, format!("Mail at {domain} is thrown away")));
        }
        if facts.paid_invoices == 0 && is_above(facts.total, self.value_max) {
            let total = format!("{} {}", facts.total, facts.total.currency);
            found.push((30, format!("A first order of {total}")));
        }
        if i64::from(facts.recent_orders) >= self.orders_max {
            found.push((40, format!("{} orders in a day already", facts.recent_orders)));
        }
        if facts.ip.is_none() {
            found.push((10, "The address on the network is not known".to_owned()));
        }
        found
    }

    fn is_suspect(&self, domain: &str) -> bool {
        let domain = domain.to_ascii_lowercase();
        let known = |domain: &str| {
            let own = || self.suspect_mail_domains.iter().any(|each| each == domain);
            THROW_AWAY.contains(domain) || own()
        };
        // What is below such a domain is given away, too.
        let below = domain.match_indices('.').map(|(at, _)| &domain[at + 1..]);
        known(&domain) || below.into_iter().any(known)
    }
}

impl FraudCheck for Rules {
    fn module(&self) -> &'static str {
        MODULE
    }

    fn display_name(&self) -> &'static str {
        "Own rules"
    }

    fn settings(&self) -> &[SettingField] {
        &FIELDS
    }

    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn FraudCheck>, PortError> {
        settings.check(MODULE, &FIELDS)?;
        let number = |name, usual| Ok(settings.number(MODULE, name)?.unwrap_or(usual));
        let words = |name| {
            let text = settings.get(name).unwrap_or_default();
            let each = text.split([',', '\n']).map(str::trim).filter(|word| !word.is_empty());
            each.map(str::to_owned).collect::<Vec<_>>()
        };
        let upper = |word: String| word.to_ascii_uppercase();
        let lower = |word: String| word.to_ascii_lowercase();
        let path = |name| settings.get(name).map(str::trim).filter(|path| !path.is_empty());
        let countries = path("country_database").map(|path| self.country_files.get(path));
        let proxies = path("proxy_list").map(|path| self.proxy_files.get(path));
        Ok(Arc::new(Rules {
            countries: countries.transpose().map_err(|why| wrong("country_database", why))?,
            proxies: proxies.transpose().map_err(|why| wrong("proxy_list", why))?,
            country_files: self.country_files.clone(),
            proxy_files: self.proxy_files.clone(),
            review_score: number("review_score", 40)?,
            fail_score: number("fail_score", 80)?,
            value_max: number("value_max", 500)?,
            orders_max: number("orders_max", 5)?,
            blocked_countries: words("blocked_countries").into_iter().map(upper).collect(),
            suspect_mail_domains: words("suspect_mail_domains").into_iter().map(lower).collect(),
        }))
    }

    /// Nobody is asked: its files were read when it was opened.
    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        ready(Ok(ConnectionOutcome::Reached { version: "Own rules, which ask nobody".to_owned() }))
    }

    fn check(&self, facts: OrderFacts) -> Asking<'_, Verdict> {
        ready(Ok(self.judge(&facts)))
    }
}

fn wrong(setting: &str, why: String) -> PortError {
    PortError::Configuration { module: MODULE, setting: setting.to_owned(), why }
}

fn is_other(country: &str, home: &str) -> bool {
    !country.is_empty() && !home.is_empty() && !country.eq_ignore_ascii_case(home)
}

fn is_above(total: Money, whole_units: i64) -> bool {
    let scale = 10_i128.pow(u32::from(total.currency.digits()));
    i128::from(total.minor) > i128::from(whole_units) * scale
}
