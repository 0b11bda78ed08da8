//! Seller and buyer as an address is written.

use model::people::address::town_lines;
use model::people::country::Country;
use model::people::full_name;
use ports::documents::Party;
use store::billing::payers::PayerRow;

use crate::billing::parties::{self, Buyer, Parties, Seller};
use crate::system::settings::Settings;

/// Those of a snapshot (B16); who they are today where there is none.
pub(super) fn both(snapshot: &str, settings: &Settings, payer: Option<&PayerRow>) -> [Party; 2] {
    let kept = kept(snapshot, settings, payer);
    [seller(&kept.seller), buyer(&kept.buyer, &kept.seller.country)]
}

/// The same as they are kept.
pub(super) fn kept(snapshot: &str, settings: &Settings, payer: Option<&PayerRow>) -> Parties {
    let kept = parties::read(snapshot);
    match payer {
        Some(payer) if kept == Parties::default() => parties::snapshot(settings, payer, Vec::new()),
        // Of what was moved in from elsewhere only the buyer is known.
        _ if kept.seller == Seller::default() => {
            Parties { seller: parties::seller(settings), ..kept }
        }
        _ => kept,
    }
}

/// The company as it is today.
pub(super) fn company(settings: &Settings) -> Party {
    seller(&parties::seller(settings))
}

fn seller(seller: &Seller) -> Party {
    let mut address = filled(seller.address.lines().map(str::to_owned));
    if address.first().is_some_and(|first| *first == seller.name.trim()) {
        // Many write the address as on an envelope; the name stands above it already.
        address.remove(0);
    }
    Party { name: seller.name.clone(), address, tax_id: seller.tax_id.clone() }
}

/// A buyer, as the post of his country writes him; the country is named to a seller elsewhere.
pub(super) fn buyer(buyer: &Buyer, home: &str) -> Party {
    let person = full_name(&buyer.first_name, &buyer.last_name);
    let company = buyer.company.trim();
    let (name, contact) =
        if company.is_empty() { (person, String::new()) } else { (company.to_owned(), person) };
    let country = match Country::of(&buyer.country) {
        Some(country) if !buyer.country.eq_ignore_ascii_case(home) => country.name.to_owned(),
        Some(_) => String::new(),
        None => buyer.country.clone(),
    };
    let (address1, address2) = (buyer.address1.clone(), buyer.address2.clone());
    let mut address = vec![contact, address1, address2];
    address.extend(town_lines(&buyer.city, &buyer.state, &buyer.postcode, &buyer.country));
    address.push(country);
    address
        .extend(buyer.lines().flat_map(|line| line.lines().map(str::to_owned).collect::<Vec<_>>()));
    Party { name, address: filled(address), tax_id: buyer.tax_id.trim().to_owned() }
}

fn filled(rows: impl IntoIterator<Item = String>) -> Vec<String> {
    rows.into_iter().map(|row| row.trim().to_owned()).filter(|row| !row.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{buyer, kept};
    use crate::billing::parties::{Buyer, Parties};
    use crate::system::settings::Settings;

    fn who(country: &str, company: &str) -> Buyer {
        Buyer {
            first_name: "Jane".into(),
            last_name: "Doe".into(),
            company: company.into(),
            address1: "1 Main St".into(),
            city: "Town".into(),
            state: "ST".into(),
            postcode: "12345".into(),
            country: country.into(),
            ..Buyer::default()
        }
    }

    #[test]
    fn addresses_are_written_as_the_country_writes_them() {
        for (country, company, name, address) in [
            ("US", "", "Jane Doe", "1 Main St|Town, ST 12345|United States"),
            ("US", "Acme", "Acme", "Jane Doe|1 Main St|Town, ST 12345|United States"),
            ("DE", "", "Jane Doe", "1 Main St|12345 Town|ST"),
            ("GB", "", "Jane Doe", "1 Main St|Town|ST|12345|United Kingdom"),
            ("XX", "", "Jane Doe", "1 Main St|12345 Town|ST|XX"),
        ] {
            let party = buyer(&who(country, company), "DE");
            assert_eq!((party.name.as_str(), party.address.join("|").as_str()), (name, address));
        }
    }

    #[test]
    fn who_sells_today_sold_what_only_the_buyer_is_known_of() {
        let settings = Settings::new([("CompanyName".to_owned(), "Ours".to_owned())].into());
        let snapshot = Parties { buyer: who("DE", ""), ..Parties::default() };
        let snapshot = serde_json::to_string(&snapshot).unwrap();
        let found = kept(&snapshot, &settings, None);
        assert_eq!((found.seller.name.as_str(), found.buyer), ("Ours", who("DE", "")));
        let known = snapshot.replacen(r#""name":"""#, r#""name":"Theirs""#, 1);
        assert_eq!(kept(&known, &settings, None).seller.name, "Theirs");
    }
}
