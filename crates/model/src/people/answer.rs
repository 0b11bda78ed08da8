//! Answers to security questions: what counts as the same answer.

/// The form in which answers are hashed and compared: letters and digits in lower case, one blank
/// between words, nothing else. People do not remember how they spelled it.
pub fn normalised(answer: &str) -> String {
    let lower = answer.to_lowercase();
    let plain: String = lower.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::normalised;

    #[test]
    fn spelling_does_not_matter_but_words_do() {
        for (one, other, same) in [
            ("Main Street 5", " main   street, 5. ", true),
            ("O'Hara", "o hara", true),
            ("ÉCOLE", "école", true),
            ("Main Street", "Mainstreet", false),
            ("Main Street 5", "Main Street 6", false),
            ("", "?!", true),
        ] {
            assert_eq!(normalised(one) == normalised(other), same, "{one} {other}");
        }
    }
}
