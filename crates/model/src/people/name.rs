//! What people are called.

/// A given and a family name as one; either may be empty.
#[must_use]
pub fn full_name(first: &str, last: &str) -> String {
    format!("{first} {last}").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::full_name;

    #[test]
    fn names_are_put_together() {
        for (first, last, expected) in [
            ("Ann", "Berg", "Ann Berg"),
            ("Ann", "", "Ann"),
            ("", "Berg", "Berg"),
            ("", "", ""),
            (" Ann", "Berg ", "Ann Berg"),
        ] {
            assert_eq!(full_name(first, last), expected);
        }
    }
}
