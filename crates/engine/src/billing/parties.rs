//! Seller and buyer as they were when the invoice was issued (B16).

use serde::{Deserialize, Serialize};
use store::billing::payers::PayerRow;

use crate::Result;
use crate::system::settings::{self, Settings};

/// The snapshot kept with an invoice, as JSON.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Parties {
    /// Who sells.
    pub seller: Seller,
    /// Who buys.
    pub buyer: Buyer,
}

/// The company.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Seller {
    /// Its name.
    pub name: String,
    /// Its postal address, lines separated by `\n`.
    pub address: String,
    /// Its tax number.
    pub tax_id: String,
    /// ISO 3166 alpha-2.
    pub country: String,
    /// The town of the postal address, for electronic invoices.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub city: String,
    /// Its postal code.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub postcode: String,
    /// Its number in the register of companies.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub registration: String,
}

/// The client.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Buyer {
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Company.
    pub company: String,
    /// Street.
    pub address1: String,
    /// Second line of the address.
    pub address2: String,
    /// City.
    pub city: String,
    /// State.
    pub state: String,
    /// Postal code.
    pub postcode: String,
    /// ISO 3166 alpha-2.
    pub country: String,
    /// Tax number.
    pub tax_id: String,
    /// Names and values of the fields of the house that invoices show.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<(String, String)>,
}

/// Takes the snapshot; `fields` are those that invoices show.
#[must_use]
pub fn snapshot(settings: &Settings, payer: &PayerRow, fields: Vec<(String, String)>) -> Parties {
    Parties { seller: seller(settings), buyer: Buyer { fields, ..buyer(payer) } }
}

/// The snapshot as an invoice keeps it: [`Parties`] as JSON, of a seller that many invoices share.
///
/// # Errors
/// Broken when it cannot be written down.
pub(crate) fn kept(seller: &Seller, buyer: &Buyer) -> Result<String> {
    #[derive(Serialize)]
    struct Kept<'a> {
        seller: &'a Seller,
        buyer: &'a Buyer,
    }
    Ok(serde_json::to_string(&Kept { seller, buyer })?)
}

impl Buyer {
    /// What the fields say, a line each.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        self.fields.iter().map(|(name, value)| format!("{name}: {value}"))
    }
}

/// The company as it is now.
#[must_use]
pub fn seller(settings: &Settings) -> Seller {
    let text = |name| settings.text(name).to_owned();
    Seller {
        name: text(settings::COMPANY_NAME),
        address: text(settings::COMPANY_ADDRESS),
        tax_id: text(settings::COMPANY_TAX_ID),
        country: text(settings::COMPANY_COUNTRY),
        city: text(settings::COMPANY_CITY),
        postcode: text(settings::COMPANY_POSTCODE),
        registration: text(settings::COMPANY_REGISTRATION),
    }
}

/// Who sold: the company of a snapshot, or as it is now where that knows of none, as of what was
/// moved in from elsewhere.
#[must_use]
pub fn sold_by(kept: Seller, settings: &Settings) -> Seller {
    if kept == Seller::default() { seller(settings) } else { kept }
}

/// The client as he is now.
#[must_use]
pub fn buyer(payer: &PayerRow) -> Buyer {
    Buyer {
        first_name: payer.first_name.clone(),
        last_name: payer.last_name.clone(),
        company: payer.company.clone(),
        address1: payer.address1.clone(),
        address2: payer.address2.clone(),
        city: payer.city.clone(),
        state: payer.state.clone(),
        postcode: payer.postcode.clone(),
        country: payer.country.clone(),
        tax_id: payer.tax_id.clone(),
        fields: Vec::new(),
    }
}

/// Reads a snapshot; an invoice from elsewhere may have none.
#[must_use]
pub fn read(json: &str) -> Parties {
    serde_json::from_str(json).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Buyer, Parties, Seller, kept, read};

    #[test]
    fn what_is_kept_of_one_seller_and_many_buyers_is_the_snapshot_of_each() {
        let seller =
            Seller { name: "Hostler".to_owned(), city: "Rome".to_owned(), ..Seller::default() };
        for fields in [Vec::new(), vec![("VAT".to_owned(), "IT\"1".to_owned())]] {
            let buyer = Buyer { last_name: "Doe".to_owned(), fields, ..Buyer::default() };
            let parties = Parties { seller: seller.clone(), buyer: buyer.clone() };
            let written = kept(&seller, &buyer).unwrap();
            assert_eq!(written, serde_json::to_string(&parties).unwrap());
            assert_eq!(read(&written), parties);
        }
    }
}
