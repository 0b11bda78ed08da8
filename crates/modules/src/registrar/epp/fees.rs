//! What a registry asks for a name, where it asks more than for others (RFC 8748).
//!
//! A check asks for the fees of one year; a command repeats the fee that was agreed, and the
//! registry refuses it when that is not its own (section 4 of the RFC).

use model::money::{Currency, Money};
use ports::Refused;
use ports::registrar::{Availability, AvailabilityState, PremiumCost};

use super::frames::{self, Extra};
use super::reply::Reply;
use super::xml::Node;

/// The registration of a name, as the extension calls it.
pub(super) const CREATE: &str = "create";
/// Its renewal.
pub(super) const RENEW: &str = "renew";
/// Its transfer to us.
pub(super) const TRANSFER: &str = "transfer";
/// Its restoration (section 3.1), which is an update with an extension.
pub(super) const RESTORE: &str = "restore";

/// The class of names that cost what others do (section 3.7).
const STANDARD: &str = "standard";
/// What a registry without fees cannot do.
const PREMIUM: &str = "premium names";

/// Asks for the fees of names beside a check of them.
pub(super) fn question() -> Node {
    let command = |act: &str| Node::new("fee:command").attribute("name", act);
    Node::new("fee:check").with_all([CREATE, RENEW, TRANSFER, RESTORE].map(command))
}

/// The fee that was agreed, beside the command that it is for.
pub(super) fn accepted(act: &str, fee: Option<Money>) -> Extra {
    let Some(fee) = fee else { return Extra::None };
    Extra::Needed(agreement(act, fee), PREMIUM)
}

/// Asks a name back, for the fee that was agreed if there is one (section 5.2.5).
pub(super) fn restored(fee: Option<Money>) -> Extra {
    let restore = frames::restore();
    match fee {
        None => Extra::Always(restore),
        Some(fee) => Extra::AlwaysAndNeeded(restore, agreement("update", fee), PREMIUM),
    }
}

fn agreement(verb: &str, fee: Money) -> Node {
    Node::new(&format!("fee:{verb}"))
        .with(Node::text("fee:currency", fee.currency.code()))
        .with(Node::text("fee:fee", fee.to_string()))
}

/// What a registry said to a check.
#[derive(Default)]
pub(super) struct Checked {
    names: Node,
    fees: Node,
}

impl Checked {
    pub(super) fn of(reply: &Reply) -> Checked {
        Checked { names: reply.object("domain:chkData"), fees: reply.extra("fee:chkData") }
    }

    /// Whether a name can be had.
    pub(super) fn state(&self, name: &str) -> AvailabilityState {
        let mut all = self.names.all("domain:cd");
        let found = all.find(|each| each.said(&["domain:name"]).eq_ignore_ascii_case(name));
        let Some(found) = found else { return AvailabilityState::Unknown };
        let free = found.at(&["domain:name"]).map(|name| is_true(name.value("avail")));
        let reason = found.said(&["domain:reason"]).to_ascii_lowercase();
        match free {
            Some(true) => AvailabilityState::Free,
            Some(false) if reason.contains("reserved") => AvailabilityState::Reserved,
            Some(false) => AvailabilityState::Taken,
            None => AvailabilityState::Unknown,
        }
    }

    /// What a year of something costs for a name; `None` where it is like with any other.
    ///
    /// # Errors
    /// Refused when it costs more and the amount cannot be read.
    pub(super) fn fee(&self, name: &str, act: &str) -> Result<Option<Money>, Refused> {
        let currency = self.fees.said(&["fee:currency"]);
        for each in self.fees.all("fee:cd") {
            let other = !each.said(&["fee:objID"]).eq_ignore_ascii_case(name);
            // Without a class a name costs what others do.
            let class = each.said(&["fee:class"]);
            if other || class.is_empty() || class.eq_ignore_ascii_case(STANDARD) {
                continue;
            }
            let own = |command: &&Node| {
                let common = is_true(command.value("standard"));
                command.value("name") == act && !common && command.at(&["fee:fee"]).is_some()
            };
            if let Some(command) = each.all("fee:command").find(own) {
                let why = format!("It is a premium name ({class}), and its fee cannot be read");
                let fee = sum(command, currency);
                return fee.map(Some).ok_or_else(|| Refused::new("2004", why));
            }
        }
        Ok(None)
    }

    /// The same in the words of the port.
    pub(super) fn availability(&self, name: &str) -> Availability {
        let fees = [CREATE, RENEW, TRANSFER, RESTORE].map(|act| self.fee(name, act));
        // Who does not know what it costs cannot sell it.
        let state = match fees.iter().all(Result::is_ok) {
            true => self.state(name),
            false => AvailabilityState::Unknown,
        };
        let [register, renew, transfer, restore] = fees.map(Result::unwrap_or_default);
        let cost = PremiumCost { register, renew, transfer, restore };
        Availability {
            domain: name.to_owned(),
            state,
            premium: Some(cost).filter(PremiumCost::is_some),
        }
    }
}

/// All fees and credits of a command (section 3.4): together they are what is asked.
fn sum(command: &Node, currency: &str) -> Option<Money> {
    let currency = Currency::iso(currency).ok()?;
    let parts = command.all("fee:fee").chain(command.all("fee:credit"));
    let mut whole = Money::zero(currency);
    for part in parts {
        whole = whole.add(money(part.said(&[]), currency)?).ok()?;
    }
    (!whole.is_negative()).then_some(whole)
}

/// A decimal, of which zeros at the end do not count.
fn money(text: &str, currency: Currency) -> Option<Money> {
    let text = match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => text,
    };
    Money::parse(text, &currency).ok()
}

/// Whether a boolean of a schema is.
pub(super) fn is_true(text: &str) -> bool {
    matches!(text, "1" | "true")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(cds: &str) -> Checked {
        let text = format!(
            "<fee:chkData xmlns:fee='{}'><fee:currency>USD</fee:currency>{cds}</fee:chkData>",
            super::super::xml::FEE
        );
        let fees = super::super::xml::read(&text).ok().unwrap();
        Checked { names: Node::default(), fees }
    }

    #[test]
    fn fees_are_read_as_registries_write_them() {
        let cd = |class: &str, standard: &str, fees: &str| {
            format!(
                "<fee:cd><fee:objID>A.example</fee:objID>{class}\
                 <fee:command name='create'{standard}>\
                 <fee:period unit='y'>1</fee:period>{fees}</fee:command></fee:cd>"
            )
        };
        let class = |word: &str| format!("<fee:class>{word}</fee:class>");
        let premium = class("premium");
        let fee = |amount: &str| format!("<fee:fee description='x'>{amount}</fee:fee>");
        let credit = "<fee:credit>-5.00</fee:credit>";
        for (text, expected) in [
            (cd(&premium, "", &fee("100.00")), Ok(Some(10_000))),
            (cd(&premium, "", &fee("100.0000")), Ok(Some(10_000))),
            (cd(&premium, "", &fee("100")), Ok(Some(10_000))),
            (cd(&premium, "", &(fee("100.00") + &fee("25.5") + credit)), Ok(Some(12_050))),
            (cd(&class("Tier 3"), " standard='0'", &fee("7.00")), Ok(Some(700))),
            (cd(&premium, " standard='1'", &fee("7.00")), Ok(None)),
            (cd(&class("standard"), "", &fee("7.00")), Ok(None)),
            (cd("", "", &fee("7.00")), Ok(None)),
            // A reserved name has a class and no fee.
            (cd(&class("reserved"), "", ""), Ok(None)),
            (cd(&premium, "", &fee("7.001")), Err(())),
            (cd(&premium, "", &fee("")), Err(())),
            (String::new(), Ok(None)),
            // Some registries have an element for each command.
            (cd(&class("standard"), "", &fee("1")) + &cd(&premium, "", &fee("2")), Ok(Some(200))),
        ] {
            let found = checked(&text).fee("a.example", CREATE).map_err(drop);
            let expected = expected.map(|fee| fee.map(|fee| Money::from_minor(fee, Currency::USD)));
            assert_eq!(found, expected, "{text}");
            assert_eq!(checked(&text).fee("a.example", RENEW).ok(), Some(None), "{text}");
            assert_eq!(checked(&text).fee("b.example", CREATE).ok(), Some(None), "{text}");
        }
    }
}
