//! The code of a language that a client chose.

/// English names, as clients' languages are stored, and the codes that `words.typ` and PDF readers
/// know them by.
const NAMES: &[(&str, &str)] = &[
    ("arabic", "ar"),
    ("azerbaijani", "az"),
    ("bengali", "bn"),
    ("bangla", "bn"),
    ("catalan", "ca"),
    ("chinese", "zh"),
    ("chinese-cn", "zh"),
    ("chinese-tw", "zh"),
    ("croatian", "hr"),
    ("czech", "cs"),
    ("danish", "da"),
    ("dutch", "nl"),
    ("english", "en"),
    ("estonian", "et"),
    ("farsi", "fa"),
    ("french", "fr"),
    ("german", "de"),
    ("greek", "el"),
    ("hebrew", "he"),
    ("hindi", "hi"),
    ("hungarian", "hu"),
    ("italian", "it"),
    ("japanese", "ja"),
    ("macedonian", "mk"),
    ("norwegian", "no"),
    ("polish", "pl"),
    ("portuguese-br", "pt"),
    ("portuguese-pt", "pt"),
    ("romanian", "ro"),
    ("russian", "ru"),
    ("spanish", "es"),
    ("swedish", "sv"),
    ("turkish", "tr"),
    ("ukranian", "uk"),
    ("ukrainian", "uk"),
];

/// The ISO 639 code of a language by its name or code; English when nobody knows it.
pub(crate) fn code(language: &str) -> String {
    let language = language.trim().to_ascii_lowercase();
    if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == language) {
        return (*code).to_owned();
    }
    let code = language.split(['-', '_']).next().unwrap_or_default();
    let known = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
    if known { code.to_owned() } else { "en".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn names_and_codes_become_codes() {
        for (given, expected) in [
            ("english", "en"),
            ("German", "de"),
            ("de", "de"),
            ("de_AT", "de"),
            ("pt-BR", "pt"),
            ("bengali", "bn"),
            ("", "en"),
            ("klingon", "en"),
            ("1x", "en"),
        ] {
            assert_eq!(code(given), expected, "{given}");
        }
    }
}
