//! What staff may be called at the door: names that are typed and read out without doubt.

/// The longest name (characters).
pub const USERNAME_CHARS_MAX: usize = 64;

/// Whether the text can be the name that a member of staff signs in with: letters and digits of any
/// script, with dots, dashes, underscores, plus signs and `@` among them, so that an e-mail address
/// is one. No spaces: nobody sees how many there are, or one at the end.
pub fn is_username(text: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || ".-_+@".contains(c);
    text.chars().count() <= USERNAME_CHARS_MAX
        && text.chars().all(plain)
        && text.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::is_username;

    #[test]
    fn names_are_told_from_other_text() {
        for (text, expected) in [
            ("ann", true),
            ("Ann.Berg-2_x", true),
            ("ann+office@example.com", true),
            ("jörg", true),
            ("अनु", true),
            ("ann berg", false),
            ("ann\u{a0}berg", false),
            (" ann", false),
            ("ann\n", false),
            ("<b>ann</b>", false),
            ("ann;", false),
            ("--", false),
            ("", false),
        ] {
            assert_eq!(is_username(text), expected, "{text:?}");
        }
        assert!(is_username(&"a".repeat(64)) && !is_username(&"a".repeat(65)));
    }
}
