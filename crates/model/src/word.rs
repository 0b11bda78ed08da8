//! Enums whose variants are words: the same ones in the database and on the wire.

/// An enum of words.
pub trait Word: Copy + Sized + 'static {
    /// Every variant, in the order of declaration.
    const ALL: &'static [Self];

    /// The exact word, as stored and as shown on the wire.
    fn word(self) -> &'static str;

    /// The variant of a word in any case, or `None` for a foreign word.
    fn from_word(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|each| each.word().eq_ignore_ascii_case(text))
    }
}

/// Defines enums of words, each with [`Word`] and `Display`.
macro_rules! words {
    ($($(#[$doc:meta])* $vis:vis enum $name:ident {
        $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)*
    })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name {
            $(
                #[doc = concat!("`", $word, "`. ")]
                $(#[$variant_doc])*
                $variant,
            )*
        }

        impl $crate::word::Word for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),*];

            fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad($crate::word::Word::word(*self))
            }
        }
    )*};
}
pub(crate) use words;

#[cfg(test)]
mod tests {
    use super::*;

    words! {
        /// Two words to test with.
        enum Answer {
            Yes = "Yes",
            NotNow = "Not Now",
        }
    }

    #[test]
    fn words_are_read_in_any_case_and_written_exactly() {
        for (text, expected) in [
            ("Yes", Some(Answer::Yes)),
            ("yEs", Some(Answer::Yes)),
            ("not now", Some(Answer::NotNow)),
            ("notnow", None),
            ("", None),
        ] {
            assert_eq!(Answer::from_word(text), expected, "{text:?}");
        }
        assert_eq!(Answer::NotNow.to_string(), "Not Now");
        for each in Answer::ALL {
            assert_eq!(Answer::from_word(each.word()), Some(*each));
        }
    }
}
