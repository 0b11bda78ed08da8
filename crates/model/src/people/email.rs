//! E-mail addresses: one form for comparing, and a check that mail could be sent there.

/// The longest address that can be used in mail transport (RFC 5321, 4.5.3.1.3).
pub const EMAIL_BYTES_MAX: usize = 254;

/// The form in which addresses are compared and kept unique: trimmed and in lower case.
///
/// Folding happens here and not in SQL, because the databases differ in it.
pub fn fold(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Whether the text has the form of one address: no spaces, controls, lists or second `@`.
pub fn is_address(email: &str) -> bool {
    let Some((local, host)) = email.split_once('@') else { return false };
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"@,;:<>()[]\\\"".contains(c);
    email.len() <= EMAIL_BYTES_MAX
        && (1..=64).contains(&local.len())
        && local.chars().all(plain)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && host.contains('.')
        && host.split('.').all(is_host_label)
}

fn is_host_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= 63
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| c.is_alphanumeric() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_other_text() {
        for (text, expected) in [
            ("a@example.com", true),
            ("o'brien+tag@sub.example.co", true),
            ("josé@exämple.de", true),
            ("a@localhost", false),
            ("a@b@example.com", false),
            ("a b@example.com", false),
            ("a@example.com\nbcc:x@y.zz", false),
            ("a@example..com", false),
            ("a@-example.com", false),
            (".a@example.com", false),
            ("a..b@example.com", false),
            ("<a@example.com>", false),
            ("@example.com", false),
            ("a@", false),
            ("", false),
        ] {
            assert_eq!(is_address(text), expected, "{text:?}");
        }
        assert!(!is_address(&format!("a@{}.com", "b".repeat(250))));
    }

    #[test]
    fn folding_makes_equal_addresses_equal() {
        assert_eq!(fold(" ÉA@Example.COM "), "éa@example.com");
    }
}
