//! What the set-up offers to choose from: countries, currencies, time zones.

use model::people::country::Country;

/// Code, name, and what stands before and after an amount.
const CURRENCIES: &[(&str, &str, &str, &str)] = &[
    ("USD", "US dollar", "$", " USD"),
    ("EUR", "Euro", "€", ""),
    ("GBP", "Pound sterling", "£", ""),
    ("AED", "UAE dirham", "AED ", ""),
    ("ARS", "Argentine peso", "$", " ARS"),
    ("AUD", "Australian dollar", "$", " AUD"),
    ("BDT", "Bangladeshi taka", "৳", ""),
    ("BGN", "Bulgarian lev", "", " BGN"),
    ("BRL", "Brazilian real", "R$", ""),
    ("CAD", "Canadian dollar", "$", " CAD"),
    ("CHF", "Swiss franc", "CHF ", ""),
    ("CLP", "Chilean peso", "$", " CLP"),
    ("CNY", "Chinese yuan", "¥", " CNY"),
    ("COP", "Colombian peso", "$", " COP"),
    ("CZK", "Czech koruna", "", " Kč"),
    ("DKK", "Danish krone", "", " kr"),
    ("EGP", "Egyptian pound", "E£", ""),
    ("HKD", "Hong Kong dollar", "HK$", ""),
    ("HUF", "Hungarian forint", "", " Ft"),
    ("IDR", "Indonesian rupiah", "Rp ", ""),
    ("ILS", "Israeli shekel", "₪", ""),
    ("INR", "Indian rupee", "₹", ""),
    ("JPY", "Japanese yen", "¥", ""),
    ("KES", "Kenyan shilling", "KSh ", ""),
    ("KRW", "South Korean won", "₩", ""),
    ("MAD", "Moroccan dirham", "", " MAD"),
    ("MXN", "Mexican peso", "$", " MXN"),
    ("MYR", "Malaysian ringgit", "RM ", ""),
    ("NGN", "Nigerian naira", "₦", ""),
    ("NOK", "Norwegian krone", "", " kr"),
    ("NZD", "New Zealand dollar", "$", " NZD"),
    ("PHP", "Philippine peso", "₱", ""),
    ("PKR", "Pakistani rupee", "Rs ", ""),
    ("PLN", "Polish złoty", "", " zł"),
    ("RON", "Romanian leu", "", " lei"),
    ("RSD", "Serbian dinar", "", " RSD"),
    ("SAR", "Saudi riyal", "SAR ", ""),
    ("SEK", "Swedish krona", "", " kr"),
    ("SGD", "Singapore dollar", "S$", ""),
    ("THB", "Thai baht", "฿", ""),
    ("TRY", "Turkish lira", "₺", ""),
    ("TWD", "New Taiwan dollar", "NT$", ""),
    ("UAH", "Ukrainian hryvnia", "", " ₴"),
    ("VND", "Vietnamese dong", "", " ₫"),
    ("ZAR", "South African rand", "R", ""),
];

/// Codes and names of currencies, the most used first.
pub(super) fn currencies() -> Vec<(&'static str, String)> {
    CURRENCIES.iter().map(|(code, name, ..)| (*code, format!("{code} · {name}"))).collect()
}

/// What stands before and after an amount.
pub(super) fn written(code: &str) -> (&'static str, &'static str) {
    let found = CURRENCIES.iter().find(|(each, ..)| *each == code);
    found.map_or(("", ""), |(_, _, prefix, suffix)| (prefix, suffix))
}

/// Codes and names of all countries, by name.
pub(in crate::pages) fn countries() -> Vec<(&'static str, &'static str)> {
    let mut all: Vec<_> = Country::all().map(|country| (country.code, country.name)).collect();
    all.sort_unstable_by_key(|(_, name)| *name);
    all
}

/// Time zones by continent, those without one first.
pub(super) fn zones() -> Vec<(String, Vec<(String, String)>)> {
    let database = jiff::tz::db();
    let mut names: Vec<String> = database.available().map(|name| name.to_string()).collect();
    names.sort_unstable();
    let mut groups = vec![("World".to_owned(), vec![("UTC".to_owned(), "UTC".to_owned())])];
    for name in names {
        let Some((continent, city)) = name.split_once('/') else { continue };
        if matches!(continent, "Etc" | "SystemV" | "posix" | "right") {
            continue;
        }
        let city = city.replace('_', " ").replace('/', ", ");
        match groups.last_mut() {
            Some((last, cities)) if *last == continent => cities.push((name, city)),
            _ => groups.push((continent.to_owned(), vec![(name, city)])),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::{CURRENCIES, zones};

    #[test]
    fn there_is_a_place_for_everybody() {
        let zones = zones();
        let has = |wanted: &str| zones.iter().flat_map(|(_, all)| all).any(|(id, _)| id == wanted);
        for zone in ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Asia/Dhaka"] {
            assert!(has(zone), "{zone}");
        }
        for (code, ..) in CURRENCIES {
            assert!(model::money::is_iso_code(code), "{code}");
        }
    }
}
