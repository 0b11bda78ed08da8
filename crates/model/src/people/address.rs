//! The order of town, state and postal code, which each country's post has its own of.

/// Town, state and postal code of an address, line by line, as the country (ISO 3166-1 alpha-2) is
/// used to read them; what is empty is left out.
///
/// The orders are those of the Universal Postal Union's addressing systems by country
/// (<https://www.upu.int/en/postal-solutions/programmes-services/addressing-solutions>).
#[must_use]
pub fn town_lines(city: &str, state: &str, postcode: &str, country: &str) -> Vec<String> {
    let (city, state, postcode) = (city.trim(), state.trim(), postcode.trim());
    let lines = match country.trim().to_ascii_uppercase().as_str() {
        "US" | "CA" | "AU" | "MX" | "PH" | "BR" => {
            let comma = if city.is_empty() || state.is_empty() { "" } else { ", " };
            vec![format!("{city}{comma}{state} {postcode}")]
        }
        "GB" => vec![city.to_owned(), state.to_owned(), postcode.to_owned()],
        "IE" | "IN" | "BD" | "PK" | "LK" | "SG" | "HK" | "ZA" | "NZ" | "NG" | "KE" => {
            vec![format!("{city} {postcode}"), state.to_owned()]
        }
        _ => vec![format!("{postcode} {city}"), state.to_owned()],
    };
    let lines = lines.into_iter().map(|line| line.trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::town_lines;

    #[test]
    fn each_country_has_its_order() {
        for (parts, country, expected) in [
            (["Town", "ST", "12345"], "US", "Town, ST 12345"),
            (["Town", "ST", "12345"], "ca", "Town, ST 12345"),
            (["Town", "", "12345"], "AU", "Town 12345"),
            (["", "ST", "12345"], "US", "ST 12345"),
            (["Town", "Kent", "TN1 1AA"], "GB", "Town|Kent|TN1 1AA"),
            (["Town", "", "TN1 1AA"], "GB", "Town|TN1 1AA"),
            (["Town", "ST", "12345"], "IN", "Town 12345|ST"),
            (["Town", "ST", "12345"], "DE", "12345 Town|ST"),
            ([" Town ", " ", " 12345"], "DE", "12345 Town"),
            (["Town", "", "12345"], "", "12345 Town"),
            (["", "", ""], "US", ""),
        ] {
            let [city, state, postcode] = parts;
            let lines = town_lines(city, state, postcode, country);
            assert_eq!(lines.join("|"), expected, "{country}: {parts:?}");
        }
    }
}
