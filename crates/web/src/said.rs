//! What a WHMCS says, where a page says it in words of its own.

/// Said to every wrong password.
pub(crate) const WRONG_PASSWORD: &str = "Email or Password Invalid";

/// Said to every wrong code of a second factor.
pub(crate) const WRONG_CODE: &str = "Invalid Code";

/// What is wrong with a parameter: a reader knows the field by another name, and sees where it
/// stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// It has more than so many bytes.
    TooLong(i64),
    /// It is no name of a host.
    NoHost,
    /// It was left out.
    Missing,
    /// It is no amount.
    NoAmount,
    /// Something else: the sentence names the parameter, which only programs know.
    Other,
}

/// What a refusal says of a parameter, if it is one that pages have words for.
pub(crate) fn of_parameter(said: &str) -> Option<Wrong> {
    let (_, rest) = said.strip_prefix("Parameter '")?.split_once('\'')?;
    let most =
        |rest: &str| rest.strip_prefix(" is longer than ")?.strip_suffix(" bytes")?.parse().ok();
    Some(match rest {
        " is no host name" => Wrong::NoHost,
        " is required" => Wrong::Missing,
        // As `MoneyError` says it.
        rest if rest.starts_with(": ") => Wrong::NoAmount,
        rest => most(rest).map_or(Wrong::Other, Wrong::TooLong),
    })
}

/// Why a domain name is not sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotSold {
    /// Somebody has it.
    Taken,
    /// It is registered with us.
    WithUs,
    /// It waits in an order.
    Ordered,
    /// It moves only with a code.
    NeedsCode,
}

/// Which domain name a refusal does not sell, and why, if it is about that.
pub(crate) fn of_domain(said: &str) -> Option<(&str, NotSold)> {
    if let Some(rest) = said.strip_prefix("The transfer of ") {
        return rest.strip_suffix(" needs its EPP code").map(|name| (name, NotSold::NeedsCode));
    }
    let (name, why) = said.strip_prefix("The domain ")?.split_once(" is ")?;
    let why = match why {
        "taken by somebody" => NotSold::Taken,
        "already registered with us" => NotSold::WithUs,
        "already ordered with us" => NotSold::Ordered,
        _ => return None,
    };
    Some((name, why))
}

/// Between which amounts another one would have been taken, if a refusal is about that.
pub(crate) fn amounts_between(said: &str) -> Option<(&str, &str)> {
    said.strip_prefix("The amount must be from ")?.split_once(" to ")
}

#[cfg(test)]
mod tests {
    use super::{NotSold, Wrong, amounts_between, of_domain, of_parameter};

    #[test]
    fn the_name_that_is_not_sold_is_found() {
        for (said, expected) in [
            ("The domain a.com is taken by somebody", Some(("a.com", NotSold::Taken))),
            ("The domain a.com is already registered with us", Some(("a.com", NotSold::WithUs))),
            ("The domain a.com is already ordered with us", Some(("a.com", NotSold::Ordered))),
            ("The transfer of a.com needs its EPP code", Some(("a.com", NotSold::NeedsCode))),
            ("The domain is Active", None),
            ("The domain name has no ending.", None),
        ] {
            assert_eq!(of_domain(said), expected, "{said}");
        }
    }

    #[test]
    fn the_limits_of_an_amount_are_found() {
        let said = "The amount must be from 4.60 to 920.00";
        assert_eq!(amounts_between(said), Some(("4.60", "920.00")));
        assert_eq!(amounts_between("An amount is required"), None);
    }

    #[test]
    fn what_is_wrong_with_a_parameter_is_found() {
        for (said, wrong) in [
            ("Parameter 'promocode' is longer than 255 bytes", Some(Wrong::TooLong(255))),
            ("Parameter 'domain' is no host name", Some(Wrong::NoHost)),
            ("Parameter 'promocode' has control characters", Some(Wrong::Other)),
            ("Parameter 'userid' must be a number", Some(Wrong::Other)),
            ("Parameter 'amount' is required", Some(Wrong::Missing)),
            ("Parameter 'amount': not a decimal number", Some(Wrong::NoAmount)),
            ("It is longer than 255 bytes", None),
        ] {
            assert_eq!(of_parameter(said), wrong, "{said}");
        }
    }
}
