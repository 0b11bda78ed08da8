//! Names of countries in the language of the page.

use model::people::country::Country;

use super::language::word;

/// Codes and names of all countries, by name.
pub(super) fn countries() -> Vec<(&'static str, String)> {
    let name = |code| name(code).unwrap_or_else(|| String::from(code));
    let mut countries: Vec<_> = Country::all().map(|each| (each.code, name(each.code))).collect();
    countries.sort_by_cached_key(|(_, name)| name.chars().map(unaccented).collect::<String>());
    countries
}

/// What a country is called; `None` for a code that no catalogue has.
pub(super) fn name(code: &str) -> Option<String> {
    Some(word("country", code)).filter(|name| name != code)
}

/// The letter that a capital is looked for under: Österreich stands beside Oman, not after Zypern.
const fn unaccented(letter: char) -> char {
    match letter {
        'À'..='Å' => 'A',
        'Ç' => 'C',
        'È'..='Ë' => 'E',
        'Ì'..='Ï' => 'I',
        'Ò'..='Ö' => 'O',
        'Ù'..='Ü' => 'U',
        other => other,
    }
}
