//! What a WHMCS says, where a page says it in words of its own.

/// Said to every wrong password.
pub(crate) const WRONG_PASSWORD: &str = "Email or Password Invalid";

/// How many bytes a refusal permits that is about the length of a parameter: a reader knows the
/// field by another name, and where it stands.
pub(crate) fn too_long(said: &str) -> Option<i64> {
    let (_, rest) = said.strip_prefix("Parameter '")?.split_once("' is longer than ")?;
    rest.strip_suffix(" bytes")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::too_long;

    #[test]
    fn lengths_are_found() {
        for (said, most) in [
            ("Parameter 'promocode' is longer than 255 bytes", Some(255)),
            ("Parameter 'promocode' has control characters", None),
            ("It is longer than 255 bytes", None),
        ] {
            assert_eq!(too_long(said), most, "{said}");
        }
    }
}
