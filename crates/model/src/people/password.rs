//! Which passwords are good enough.

/// What a password must satisfy; length matters, odd characters do not (NIST SP 800-63B, 5.1.1.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordPolicy {
    /// Fewest characters.
    pub chars_min: usize,
    /// Most characters, so that hashing is not made a burden.
    pub chars_max: usize,
}

/// Why a password is refused; the sentence is for the person who chose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefusal {
    /// Too few characters.
    #[error("The password must have at least {chars_min} characters.")]
    TooShort {
        /// Fewest characters.
        chars_min: usize,
    },
    /// Too many characters.
    #[error("The password must have at most {chars_max} characters.")]
    TooLong {
        /// Most characters.
        chars_max: usize,
    },
    /// Everyone tries this one first.
    #[error("The password is too easy to guess.")]
    Common,
    /// It is the person's own name or address.
    #[error("The password must not contain your name or e-mail address.")]
    Personal,
}

impl Default for PasswordPolicy {
    fn default() -> Self {
        PasswordPolicy { chars_min: 8, chars_max: 200 }
    }
}

impl PasswordPolicy {
    /// Checks a password; `personal` are the names and addresses it must not contain.
    pub fn check(&self, password: &str, personal: &[&str]) -> Result<(), PasswordRefusal> {
        let chars = password.chars().count();
        if chars < self.chars_min {
            return Err(PasswordRefusal::TooShort { chars_min: self.chars_min });
        }
        if chars > self.chars_max {
            return Err(PasswordRefusal::TooLong { chars_max: self.chars_max });
        }
        let folded = password.to_lowercase();
        if is_common(&folded) {
            return Err(PasswordRefusal::Common);
        }
        let mut parts =
            personal.iter().flat_map(|text| [*text, text.split('@').next().unwrap_or("")]);
        // Names of one to three letters occur by chance in good passwords.
        if parts.any(|part| part.chars().count() > 3 && folded.contains(&part.to_lowercase())) {
            return Err(PasswordRefusal::Personal);
        }
        Ok(())
    }
}

const COMMON_STEMS: [&str; 16] = [
    "password",
    "passw0rd",
    "p@ssword",
    "p@ssw0rd",
    "letmein",
    "welcome",
    "changeme",
    "iloveyou",
    "football",
    "baseball",
    "sunshine",
    "princess",
    "trustno",
    "superman",
    "administrator",
    "computer",
];

/// Whether a lower-case password is a repetition, a run of keys, or a common stem with a number.
fn is_common(folded: &str) -> bool {
    let stem = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation());
    let mut distinct: Vec<char> = folded.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    let runs = ["01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz"];
    let keys = ["qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "1qaz2wsx3edc4rfv"];
    distinct.len() < 4
        || COMMON_STEMS.contains(&stem)
        || runs.iter().chain(&keys).any(|run| run.contains(folded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_refused_by_reason() {
        let policy = PasswordPolicy::default();
        for (password, expected) in [
            ("correct horse battery", Ok(())),
            ("Xk9#qLw2", Ok(())),
            ("пароль-длинный", Ok(())),
            ("short", Err(PasswordRefusal::TooShort { chars_min: 8 })),
            ("Password123!", Err(PasswordRefusal::Common)),
            ("12345678", Err(PasswordRefusal::Common)),
            ("qwertyui", Err(PasswordRefusal::Common)),
            ("aaaaaaaaaab", Err(PasswordRefusal::Common)),
            ("Johnson-and-sons", Err(PasswordRefusal::Personal)),
            ("mail4jane.doe", Err(PasswordRefusal::Personal)),
        ] {
            let personal = ["Jo", "Johnson", "jane.doe@example.com"];
            assert_eq!(policy.check(password, &personal), expected, "{password:?}");
        }
        let long = "ab1 ".repeat(60);
        assert_eq!(policy.check(&long, &[]), Err(PasswordRefusal::TooLong { chars_max: 200 }));
    }
}
