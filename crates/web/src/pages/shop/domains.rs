//! Looking for a domain name that is free.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use engine::Meaning;
use futures::future::{join, join_all};
use model::domains::addon::DomainAddon;
use model::domains::name::{DomainName, for_people, host_from_people};
use protocol::wire::{Amount, Named};
use protocol::{DomainWhois, DomainWhoisResponse, GetTLDPricing, PremiumName, TldAddons};
use serde::Deserialize;
use serde_json::{Value, json};

use super::cart::Cart;
use super::goods::Name;
use super::{Shown, show};
use crate::for_client::ForClient;
use crate::pages::client::Member;
use crate::pages::gate::{Arrival, Arrived};
use crate::pages::language::{self, tell, tell_with};
use crate::pages::view;
use crate::pages::words::Money;
use crate::session::limits::Rule;
use crate::whmcs::CallError;
use crate::{App, sellable};

/// Endings that one search asks about.
const ASKED_MAX: usize = 8;
/// Years that a name is sold for at most.
const YEARS_MAX: u64 = 10;
/// Searches from one network: 20, then one each three seconds.
const SEARCHES: Rule = Rule { burst: 20, each_ms: 3_000 };

#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    query: String,
    #[serde(default)]
    currency: String,
}

/// An ending that is sold, with its prices: for a year, and for as many years as it is sold.
#[derive(Default)]
pub(super) struct Ending {
    pub(super) tld: String,
    register: Option<String>,
    transfer: Option<String>,
    renew: Option<String>,
    pub(super) years: Vec<(u64, String)>,
    pub(super) transfers: Vec<(u64, String)>,
    /// What can be booked with a name, and what it costs a year unless it is free.
    pub(super) addons: Vec<(DomainAddon, Option<String>)>,
}

impl Ending {
    /// The ending of a name in the cart, where it is sold.
    pub(super) fn of<'a>(name: &Name, all: &'a [Self]) -> Option<&'a Self> {
        let tld = name.name.split_once('.').map_or("", |(_, tld)| tld);
        all.iter().find(|each| each.tld == tld)
    }

    /// Numbers of years with their prices, as the name is registered or moved.
    pub(super) fn offered(&self, name: &Name) -> &[(u64, String)] {
        if name.transfer { &self.transfers } else { &self.years }
    }
}

/// `GET /domains/search`
pub(super) async fn search(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Shown {
    let cart = Cart::shown(&app, &arrival, &headers, &wanted.currency).await?;
    let currency = currency(&app, &arrival, &cart).await?;
    let endings = endings(&app, &arrival, currency).await?;
    let name = cleaned(&wanted.query);
    let mut problem = None;
    let mut rows: Vec<Value> = Vec::new();
    if !name.is_empty() {
        if may_ask(&app, &arrival) {
            rows = look(&app, &arrival, &name, &endings, currency).await?;
            if rows.is_empty() && !endings.is_empty() {
                problem = Some(tell("name-not-possible"));
            } else if let Some(ending) = not_sold(&name, &endings) {
                problem = Some(tell_with("ending-not-sold", &[("ending", ending.into())]));
            }
        } else {
            problem = Some(tell("too-many-searches"));
        }
    }
    let prices: Vec<Value> = endings
        .iter()
        .take(24)
        .map(|each| {
            json!({
                "tld": for_people(&each.tld),
                "register": each.register,
                "transfer": each.transfer,
                "renew": each.renew,
            })
        })
        .collect();
    let page = json!({ "query": wanted.query, "rows": rows, "prices": prices, "problem": problem });
    show(&app, &arrival, &cart, "storefront/domains.html", &tell("find-domain"), page).await
}

/// Whether this network may have registries asked about a name once more.
pub(super) fn may_ask(app: &App, arrival: &Arrival) -> bool {
    let key = format!("domains {}", crate::session::limits::network(arrival.ip));
    app.0.sessions.buckets().take(&key, SEARCHES, app.0.clock.now()).admitted
}

/// Letters, digits, dashes and dots; `https://www.` and what follows a slash are taken away. Of
/// several names it is the first one.
fn cleaned(text: &str) -> String {
    let text = text.trim().to_lowercase();
    let text = text.split_once("://").map_or(&*text, |(_, rest)| rest);
    let text = text.split(['/', ',', ';', '\n']).next().unwrap_or_default();
    let text = text.strip_prefix("www.").unwrap_or(text);
    let plain = text.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '.'));
    // The dot of the root, and one that was typed twice.
    let parts = plain.take(80).collect::<String>();
    parts.split('.').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".")
}

/// The number of the currency that a cart shows.
pub(super) async fn currency(
    app: &App,
    arrival: &Arrival,
    cart: &Cart,
) -> Result<Option<u64>, CallError> {
    let caller = view::visitor(arrival.ip);
    let (currencies, chosen) = view::currencies(app, &caller, &cart.currency).await?;
    let row = currencies.iter().find(|row| row.code == chosen);
    Ok(row.and_then(|row| u64::try_from(row.id).ok()))
}

/// The endings that are sold, in a currency.
pub(super) async fn endings(
    app: &App,
    arrival: &Arrival,
    currencyid: Option<u64>,
) -> Result<Vec<Ending>, CallError> {
    let call = GetTLDPricing { currencyid, clientid: None };
    let answer = app.whmcs().call(&view::visitor(arrival.ip), call).await?;
    let money = Money {
        prefix: answer.currency.prefix.to_string(),
        suffix: answer.currency.suffix.to_string(),
        format: answer.currency.format.0,
    };
    let years = |prices: &Named<Amount>| {
        let price = |count: u64| {
            let price = prices.get(&count.to_string())?;
            (!price.as_str().starts_with('-')).then(|| (count, money.of(price)))
        };
        (1..=YEARS_MAX).filter_map(price).collect::<Vec<_>>()
    };
    let first = |years: &[(u64, String)]| {
        years.first().filter(|(count, _)| *count == 1).map(|(_, price)| price.clone())
    };
    let addons = |row: &TldAddons| {
        let offered = [
            (DomainAddon::DnsManagement, row.dns.0, &row.dnsprice),
            (DomainAddon::EmailForwarding, row.email.0, &row.emailprice),
            (DomainAddon::IdProtection, row.idprotect.0, &row.idprotectprice),
        ];
        let offered = offered.into_iter().filter(|(_, is_offered, _)| *is_offered);
        offered
            .map(|(addon, _, price)| (addon, price.as_ref().map(|price| money.of(price))))
            .collect()
    };
    let rows = answer.pricing.iter().map(|(tld, row)| {
        let (register, transfer) = (years(&row.register), years(&row.transfer));
        Ending {
            tld: tld.trim_start_matches('.').to_owned(),
            register: first(&register),
            transfer: first(&transfer),
            renew: first(&years(&row.renew)),
            years: register,
            transfers: transfer,
            addons: addons(&row.addons),
        }
    });
    Ok(rows.collect())
}

/// The ending that was typed, as people read it, where names of it are not sold.
fn not_sold(name: &str, endings: &[Ending]) -> Option<String> {
    let (_, typed) = name.split_once('.')?;
    let typed = host_from_people(typed.trim_matches('.'))?;
    let is_sold = endings.is_empty() || endings.iter().any(|each| each.tld == typed);
    (!is_sold).then(|| for_people(&typed))
}

/// The names that are asked about, as the wire has them: with the ending that was typed first.
fn asked<'a>(name: &str, endings: &'a [Ending]) -> Vec<(DomainName, &'a Ending)> {
    let (label, typed) = name.split_once('.').unwrap_or((name, ""));
    let typed = host_from_people(typed).unwrap_or_default();
    let wanted = endings.iter().filter(|each| each.tld == typed);
    let others = endings.iter().filter(|each| each.tld != typed);
    // Nobody can have a name that is none, under whatever ending.
    let whole = |each: &'a Ending| {
        Some((DomainName::from_people(&format!("{label}.{}", each.tld)).ok()?, each))
    };
    wanted.chain(others).filter_map(whole).take(ASKED_MAX).collect()
}

/// Asks whether the name is free: with the ending that was typed first, then with others.
async fn look(
    app: &App,
    arrival: &Arc<Arrival>,
    name: &str,
    endings: &[Ending],
    currencyid: Option<u64>,
) -> Result<Vec<Value>, CallError> {
    let asked = asked(name, endings);
    let caller = view::visitor(arrival.ip);
    let answers = join_all(asked.iter().map(|(name, _)| {
        let (caller, name) = (caller.clone(), name.clone());
        let call = DomainWhois { domain: name.to_string(), currencyid, clientid: None };
        async move {
            let told = app.whmcs().call(&caller, call);
            join(told, sellable::with_us(app, &caller, &name)).await
        }
    }))
    .await;
    let mut rows = Vec::new();
    for ((answer, with_us), (name, ending)) in answers.into_iter().zip(&asked) {
        let (state, premium) = match answer {
            Ok(answer) => (stand(&answer), answer.premium),
            // Nobody can have such a name, under whatever ending.
            Err(CallError::Refused(refusal)) if refusal.meaning == Meaning::Invalid => continue,
            Err(CallError::Refused(_)) => ("unknown", None),
            Err(error) => return Err(error),
        };
        let own = match Member::of(app, arrival) {
            Some(here) => ForClient::new(app, &here.session).domain_named(name.as_str()).await.ok(),
            None => None,
        };
        let why = with_us?.map(|refusal| language::refusal(&refusal.said).into_owned());
        let state = match (&own, &why) {
            (Some(_), _) => "yours",
            (None, Some(_)) => "ours",
            (None, None) => state,
        };
        let is_premium = premium.is_some();
        let more = prices_of(premium.unwrap_or_default());
        let price = match state {
            "taken" => more.transfer.or_else(|| ending.transfer.clone()),
            _ => more.register.or_else(|| ending.register.clone()),
        };
        let renew = more.renew.or_else(|| ending.renew.clone());
        let own = own.map(|own| own.id.0);
        rows.push(json!({
            "premium": is_premium,
            "name": name.as_str(),
            "shown": name.for_people(),
            "state": state,
            "price": price,
            "renew": renew,
            "own": own,
            "why": why,
        }));
    }
    Ok(rows)
}

/// How a name stands: `free`, `taken`, or `unsold` where nobody gets it here.
fn stand(answer: &DomainWhoisResponse) -> &'static str {
    match &answer.premium {
        Some(premium) if !premium.issold.0 => "unsold",
        _ if &*answer.status == "available" => "free",
        _ => "taken",
    }
}

/// What a premium name costs, as far as that is more than others do.
fn prices_of(premium: PremiumName) -> Ending {
    let money = Money {
        prefix: premium.currencyprefix.to_string(),
        suffix: premium.currencysuffix.to_string(),
        ..Money::default()
    };
    let price = |amount: Option<Amount>| amount.map(|amount| money.of(&amount));
    Ending {
        register: price(premium.register),
        transfer: price(premium.transfer),
        renew: price(premium.renew),
        ..Ending::default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Ending, asked, cleaned, not_sold};

    #[test]
    fn names_are_asked_about_as_the_wire_has_them() {
        let ending = |tld: &str| Ending { tld: tld.to_owned(), ..Ending::default() };
        let endings = [ending("com"), ending("de"), ending("xn--p1ai")];
        for (name, expected) in [
            ("müller", "xn--mller-kva.com xn--mller-kva.de xn--mller-kva.xn--p1ai"),
            ("müller.de", "xn--mller-kva.de xn--mller-kva.com xn--mller-kva.xn--p1ai"),
            ("пример.рф", "xn--e1afmkfd.xn--p1ai xn--e1afmkfd.com xn--e1afmkfd.de"),
            ("nordic.org", "nordic.com nordic.de nordic.xn--p1ai"),
            ("-", ""),
        ] {
            let names: Vec<_> =
                asked(name, &endings).iter().map(|(name, _)| name.to_string()).collect();
            assert_eq!(names.join(" "), expected, "{name}");
        }
    }

    #[test]
    fn an_ending_that_is_not_sold_is_told() {
        let ending = |tld: &str| Ending { tld: tld.to_owned(), ..Ending::default() };
        let endings = [ending("com"), ending("co.uk"), ending("xn--p1ai")];
        for (name, expected) in [
            ("nice.zzz", Some("zzz")),
            ("nice.com", None),
            ("nice.co.uk", None),
            ("пример.рф", None),
            ("nice", None),
            ("nice.", None),
        ] {
            assert_eq!(not_sold(name, &endings).as_deref(), expected, "{name}");
        }
        assert_eq!(not_sold("nice.zzz", &[]), None, "nothing is sold");
    }

    #[test]
    fn names_are_cleaned() {
        for (typed, expected) in [
            (" Nordic ", "nordic"),
            ("https://www.Nordic.com/shop?x", "nordic.com"),
            ("a b<c>.net", "abc.net"),
            ("müller.de", "müller.de"),
            ("Nordic.com.", "nordic.com"),
            ("nordic..com", "nordic.com"),
            ("a.com, b.com", "a.com"),
            (".com", "com"),
            ("", ""),
        ] {
            assert_eq!(cleaned(typed), expected, "{typed}");
        }
    }
}
