//! Electronic invoices by EN 16931: what they say, worked out once in whole minor units, and
//! written down as UBL 2.1.
//!
//! The numbers of the standard's terms (BT-1 …) and rules (BR-1 …) are those of its semantic model;
//! where a rule of it cannot be kept, there is no document but a [`Lack`].

mod iban;
mod sums;
mod ubl;
mod vat;
mod xml;

use jiff::civil::Date;

pub use iban::named_in;
pub use ubl::ubl;
pub use vat::{HowTaxed, vat_number};

use crate::dates::Period;
use crate::money::Currency;

/// An invoice or a credit note before it is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EInvoice {
    /// Which of both, with what only that one says.
    pub kind: Kind,
    /// Its number (BT-1).
    pub number: String,
    /// The day on it (BT-2).
    pub issued_on: Date,
    /// Of all amounts (BT-5).
    pub currency: Currency,
    /// Who sells.
    pub seller: Party,
    /// Who buys.
    pub buyer: Party,
    /// What is said beside it (BT-22); empty ones are left out.
    pub notes: Vec<String>,
    /// What for.
    pub lines: Vec<Line>,
    /// How the taxed lines are taxed.
    pub taxed: HowTaxed,
    /// Why tax is not charged, where that needs a reason and has none of its own (BT-120).
    pub exempt_because: String,
    /// Tax of all levels; minor units, as all sums here.
    pub tax_minor: i64,
    /// Lines and tax.
    pub total_minor: i64,
    /// What was paid or applied of it; of a credit note: what was given back.
    pub paid_minor: i64,
    /// How the rest is paid (BT-82); empty for not said.
    pub pay_by: String,
    /// What the payer reads about that (BT-20); may be empty.
    pub terms: String,
}

/// Invoice or credit note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Type 380.
    Invoice {
        /// The day it is due (BT-9).
        due_on: Date,
    },
    /// Type 381: it takes back what an invoice asked for.
    CreditNote {
        /// The number of that invoice (BT-25).
        invoice: String,
        /// The day on it (BT-26).
        invoiced_on: Date,
    },
}

/// Seller or buyer; what is not known is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Party {
    /// A company or a person (BT-27, BT-44).
    pub name: String,
    /// The person to talk to (BT-56).
    pub contact: String,
    /// Where electronic invoices go and come from (BT-34, BT-49).
    pub email: String,
    /// The number in the register of companies (BT-30).
    pub registration: String,
    /// VAT number, or another tax number.
    pub tax_id: String,
    /// Street and what belongs to it; all of the address where it is not known in parts.
    pub street: Vec<String>,
    /// Town (BT-37, BT-52).
    pub city: String,
    /// Postal code (BT-38, BT-53).
    pub postcode: String,
    /// State (BT-39, BT-54).
    pub state: String,
    /// ISO 3166 alpha-2 (BT-40, BT-55).
    pub country: String,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What for; the first of its own lines is the name (BT-153), others describe it (BT-154).
    pub text: String,
    /// The time it is for (BG-26).
    pub period: Option<Period>,
    /// Without tax (BT-131); negative for a discount.
    pub net_minor: i64,
    /// Whether it is taxed as the document is; else it is exempt.
    pub taxed: bool,
}

/// Why there is no electronic invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Lack {
    /// BR-16.
    #[error("it has no lines")]
    Lines,
    /// BR-06.
    #[error("the seller has no name")]
    SellerName,
    /// BR-09.
    #[error("the seller has no country")]
    SellerCountry,
    /// BR-S-02, BR-E-02, BR-Z-02, BR-CO-26.
    #[error("the seller has no tax number")]
    SellerTaxId,
    /// BR-AE-02.
    #[error("reverse charge needs the VAT number of the seller, such as DE123456789")]
    SellerVatNumber,
    /// BR-07.
    #[error("the buyer has no name")]
    BuyerName,
    /// BR-11.
    #[error("the buyer has no country")]
    BuyerCountry,
    /// BR-AE-02.
    #[error("reverse charge needs the VAT number of the buyer, such as DE123456789")]
    BuyerVatNumber,
    /// BR-CL-04.
    #[error("the currency is none of ISO 4217")]
    Currency,
    /// BR-DEC-09 to BR-DEC-23.
    #[error("an amount has more than two decimals")]
    Decimals,
    /// BR-CO-17, BR-S-09.
    #[error("its tax does not follow from its rate")]
    Tax,
    /// BR-CO-10 to BR-CO-16.
    #[error("its lines and taxes do not add up to its total")]
    Sums,
}
