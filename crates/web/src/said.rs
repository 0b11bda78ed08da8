//! What a WHMCS says, where a page says it in words of its own.

/// Said to every wrong password.
pub(crate) const WRONG_PASSWORD: &str = "Email or Password Invalid";

/// What is wrong with a parameter: a reader knows the field by another name, and sees where it
/// stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// It has more than so many bytes.
    TooLong(i64),
    /// It is no name of a host.
    NoHost,
}

/// What a refusal says of a parameter, if it is one that pages have words for.
pub(crate) fn of_parameter(said: &str) -> Option<Wrong> {
    let (_, rest) = said.strip_prefix("Parameter '")?.split_once("' is ")?;
    if rest == "no host name" {
        return Some(Wrong::NoHost);
    }
    let most = rest.strip_prefix("longer than ")?.strip_suffix(" bytes")?;
    Some(Wrong::TooLong(most.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{Wrong, of_parameter};

    #[test]
    fn what_is_wrong_with_a_parameter_is_found() {
        for (said, wrong) in [
            ("Parameter 'promocode' is longer than 255 bytes", Some(Wrong::TooLong(255))),
            ("Parameter 'domain' is no host name", Some(Wrong::NoHost)),
            ("Parameter 'promocode' has control characters", None),
            ("It is longer than 255 bytes", None),
        ] {
            assert_eq!(of_parameter(said), wrong, "{said}");
        }
    }
}
