//! What must be so before a domain name can be moved here.

use engine::{Actor, Caller};
use jiff::civil::Date;
use model::domains::name::DomainName;
use protocol::{DomainWhois, GetTLDPricing};
use schemars::JsonSchema;
use serde::Serialize;

use crate::listed::prices_of;
use crate::whmcs::CallError;
use crate::{App, sellable};

/// A name stays where it was registered for so long (days): ICANN, Transfer Policy, I.A.3.8
/// (<https://www.icann.org/resources/pages/transfer-policy-en>).
const STAYS_DAYS: i32 = 60;

/// What must be so before a name can be moved here.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Checklist {
    pub(crate) name: String,
    /// Whether nothing that is known stands in the way.
    pub(crate) is_ready: bool,
    pub(crate) steps: Vec<Step>,
}

/// One condition.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Step {
    pub(crate) step: What,
    pub(crate) state: Standing,
}

/// A condition of a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum What {
    /// The house takes names of this ending over.
    Offered,
    /// The name exists.
    Registered,
    /// Its present provider does not refuse transfers.
    Unlocked,
    /// It was registered or moved more than 60 days ago.
    OldEnough,
    /// Its owner has asked the present provider for the code.
    Code,
}

/// How a condition stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Standing {
    Done,
    Open,
    /// Nobody publishes it: its owner must look.
    Unknown,
}

/// How a move of this name stands, as far as its registry publishes it; a conflict where it is with
/// this installation. Errors name it `domain`.
pub(crate) async fn checklist(
    app: &App,
    caller: &Caller,
    name: &str,
) -> Result<Checklist, CallError> {
    let name = name.trim().to_ascii_lowercase();
    // Nobody moves to where they are.
    if let Ok(named) = DomainName::from_people(&name)
        && let Some(refusal) = sellable::with_us(app, caller, &named).await?
    {
        return Err(refusal.into());
    }
    // What the registry publishes is read to staff only; here it is looked at, and not shown.
    let reader = Caller { actor: Actor::System, ..caller.clone() };
    let call = DomainWhois { domain: name.clone(), ..DomainWhois::default() };
    let found = app.whmcs().call(&reader, call).await?;
    let prices = app.whmcs().call(caller, GetTLDPricing::default()).await?.pricing;
    let is_offered =
        prices_of(&name, &prices).is_some_and(|row| row.transfer.iter().next().is_some());
    let today = jiff::tz::TimeZone::UTC.to_datetime(app.0.clock.now()).date();
    let steps = steps(is_offered, &*found.status != "available", &found.whois, today);
    let is_ready = steps.iter().all(|each| each.state != Standing::Open || each.step == What::Code);
    Ok(Checklist { name, is_ready, steps })
}

fn steps(is_offered: bool, is_taken: bool, published: &str, today: Date) -> Vec<Step> {
    let state = |done: bool| if done { Standing::Done } else { Standing::Open };
    let known = |done: Option<bool>| done.map_or(Standing::Unknown, state);
    let (unlocked, old_enough) = match is_taken {
        true => (is_unlocked(published), is_old_enough(published, today)),
        false => (None, None),
    };
    vec![
        Step { step: What::Offered, state: state(is_offered) },
        Step { step: What::Registered, state: state(is_taken) },
        Step { step: What::Unlocked, state: known(unlocked) },
        Step { step: What::OldEnough, state: known(old_enough) },
        Step { step: What::Code, state: Standing::Open },
    ]
}

/// The value of a published line such as `Domain Status: ok`, whatever it is indented by.
fn values<'a>(published: &'a str, names: &'static [&str]) -> impl Iterator<Item = &'a str> {
    let pairs = published.lines().filter_map(|line| line.split_once(':'));
    pairs
        .filter(move |(key, _)| names.iter().any(|name| key.trim().eq_ignore_ascii_case(name)))
        .map(|(_, value)| value.trim())
        .filter(|value| !value.is_empty())
}

/// `None` where no status is published.
fn is_unlocked(published: &str) -> Option<bool> {
    let mut statuses = values(published, &["status", "domain status"]).peekable();
    statuses.peek()?;
    // `clientTransferProhibited` of WHOIS is `client transfer prohibited` of RDAP (RFC 8056).
    let bare = |text: &str| text.to_ascii_lowercase().replace([' ', '-', '_'], "");
    Some(!statuses.any(|status| bare(status).contains("transferprohibited")))
}

/// `None` where no day is published.
fn is_old_enough(published: &str, today: Date) -> Option<bool> {
    let names = &["creation date", "created", "registration", "registered on", "transfer"];
    let days = values(published, names).filter_map(|text| text.get(..10)?.parse::<Date>().ok());
    let last = days.max()?;
    Some((today - last).get_days() > STAYS_DAYS)
}

#[cfg(test)]
mod tests {
    use super::{Standing, steps};
    use Standing::{Done, Open, Unknown};
    use jiff::civil::date;

    #[test]
    fn what_is_published_is_read() {
        let today = date(2026, 6, 1);
        let locked = "Domain Status: clientTransferProhibited https://icann.org/epp\n";
        let old = "  Creation Date: 2020-01-31T00:00:00Z\n";
        let new = "created: 2026-05-01\n";
        for (is_offered, is_taken, published, expected) in [
            (true, true, String::new(), [Done, Done, Unknown, Unknown]),
            (true, true, format!("{locked}{old}"), [Done, Done, Open, Done]),
            (true, true, format!("Status: ok\n{new}"), [Done, Done, Done, Open]),
            (
                true,
                true,
                "status: client transfer prohibited".to_owned(),
                [Done, Done, Open, Unknown],
            ),
            (true, true, format!("{old}Transfer: 2026-05-20"), [Done, Done, Unknown, Open]),
            (false, false, locked.to_owned(), [Open, Open, Unknown, Unknown]),
        ] {
            let found = steps(is_offered, is_taken, &published, today);
            let states: Vec<_> = found.iter().map(|each| each.state).collect();
            assert_eq!(states[..4], expected, "{published}");
            assert_eq!(states[4], Open, "nobody but the owner knows of the code");
        }
    }
}
