//! Which invoice a transfer pays: what its text names, and what must agree before it is booked.
//!
//! Clients are told to state the number of the invoice. Banks fold letters, drop signs and break
//! lines, so numbers are compared without case and signs; and as numbers may be short, an amount
//! that agrees is always asked for as well.

use std::fmt;

use super::invoice::InvoiceStatus;
use crate::ids::{ClientId, InvoiceId};
use crate::money::Money;

/// Pieces of a text that are looked at; what stands behind them names nothing.
const PIECES_MAX: usize = 80;
/// Pieces that one number may be made of.
const JOINED_MAX: usize = 8;
/// Letters and digits of a number at most.
const NAME_CHARS_MAX: usize = 40;
/// A number of fewer digits may be any number.
const SURE_DIGITS: usize = 4;

/// Words beside which a short number is that of an invoice.
const INVOICE_WORDS: &[&str] = &[
    "INVOICE",
    "INV",
    "NO",
    "NR",
    "NUMBER",
    "NUM",
    "RECHNUNG",
    "RECHNUNGSNR",
    "RE",
    "RG",
    "RNR",
    "RECHNUNGSNUMMER",
    "FACTURE",
    "FACTURA",
    "FACTUUR",
    "FATTURA",
    "FATURA",
    "FAKTURA",
    "FACT",
    "FA",
    "NUMERO",
    "N",
    "PAYMENT",
    "FOR",
    "OF",
];

/// A piece of a text that may be the number of an invoice.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// Without signs, in capitals.
    pub folded: String,
    /// Its first piece.
    start: usize,
    /// Behind its last piece.
    end: usize,
}

/// An invoice that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// Which.
    pub id: InvoiceId,
    /// Whose.
    pub client: ClientId,
    /// Where it stands.
    pub status: InvoiceStatus,
    /// What is still to be paid.
    pub balance: Money,
}

/// Money that arrived, as far as matching is concerned.
#[derive(Debug, Clone, Copy)]
pub struct Transfer<'a> {
    /// How much; above zero.
    pub amount: Money,
    /// What the payer wrote.
    pub text: &'a str,
    /// The clients whose money came from this account before.
    pub payers: &'a [ClientId],
}

/// Why a line is left for the staff; shown as said here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// No invoice is named.
    Nothing,
    /// More than one open invoice is named.
    Several,
    /// The invoice is in another currency.
    OtherCurrency,
    /// Another amount is still to be paid.
    OtherAmount,
    /// The invoice is paid or refunded.
    Paid,
    /// The invoice is cancelled.
    Cancelled,
    /// The invoice is a draft.
    Draft,
    /// A short number that may be anything.
    Short,
    /// Money from this account was always another client's.
    OtherPayer,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::Nothing => "No invoice is named",
            Reason::Several => "More than one open invoice is named",
            Reason::OtherCurrency => "The invoice is in another currency",
            Reason::OtherAmount => "Another amount is to be paid",
            Reason::Paid => "The invoice is paid already",
            Reason::Cancelled => "The invoice is cancelled",
            Reason::Draft => "The invoice is a draft",
            Reason::Short => "The number is short, and may mean something else",
            Reason::OtherPayer => "Money from this account was another client's before",
        })
    }
}

/// A number without signs, in capitals, as names are compared.
pub fn fold(text: &str) -> String {
    let kept = text.chars().filter(|letter| letter.is_alphanumeric());
    kept.map(|letter| letter.to_ascii_uppercase()).collect()
}

/// All pieces of a text that may be the number of an invoice: those with a digit.
pub fn names(text: &str) -> Vec<Name> {
    let pieces = pieces(text);
    let mut names = Vec::new();
    for start in 0..pieces.len() {
        let mut folded = String::new();
        for (end, piece) in pieces.iter().enumerate().skip(start).take(JOINED_MAX) {
            folded.push_str(piece);
            if folded.chars().count() > NAME_CHARS_MAX {
                break;
            }
            if folded.bytes().any(|byte| byte.is_ascii_digit()) {
                names.push(Name { folded: folded.clone(), start, end: end + 1 });
            }
        }
    }
    names
}

/// Runs of letters and runs of digits, folded.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut before = None;
    for letter in text.chars() {
        let kind = letter.is_alphanumeric().then(|| letter.is_ascii_digit());
        if let Some(kind) = kind {
            if before != Some(kind) {
                if pieces.len() == PIECES_MAX {
                    break;
                }
                pieces.push(String::new());
            }
            if let Some(last) = pieces.last_mut() {
                last.push(letter.to_ascii_uppercase());
            }
        }
        before = kind;
    }
    pieces
}

/// Of what a text names, that which no longer name contains: `INV-2026-12` does not name 12 as
/// well.
pub fn longest<T: Clone>(found: &[(Name, T)]) -> Vec<(Name, T)> {
    let within = |one: &Name, other: &Name| {
        other.start <= one.start
            && one.end <= other.end
            && (one.start, one.end) != (other.start, other.end)
    };
    let kept = found.iter().filter(|(name, _)| !found.iter().any(|(other, _)| within(name, other)));
    kept.cloned().collect()
}

/// The invoice that a transfer surely pays, or why there is none.
pub fn judge(transfer: Transfer<'_>, found: &[(Name, Named)]) -> Result<InvoiceId, Reason> {
    let found = longest(found);
    let mut all: Vec<(Name, Named)> = Vec::new();
    for one in found {
        if !all.iter().any(|(_, named)| named.id == one.1.id) {
            all.push(one);
        }
    }
    let open: Vec<_> = all.iter().filter(|(_, named)| named.status.is_open()).collect();
    match (open.as_slice(), all.as_slice()) {
        ([], []) => Err(Reason::Nothing),
        ([], [(_, first), ..]) => Err(match first.status {
            InvoiceStatus::Cancelled => Reason::Cancelled,
            InvoiceStatus::Draft => Reason::Draft,
            _ => Reason::Paid,
        }),
        ([(name, named)], _) => agrees(transfer, name, *named),
        _ => Err(Reason::Several),
    }
}

fn agrees(transfer: Transfer<'_>, name: &Name, named: Named) -> Result<InvoiceId, Reason> {
    if named.balance.currency != transfer.amount.currency {
        return Err(Reason::OtherCurrency);
    }
    if named.balance != transfer.amount {
        return Err(Reason::OtherAmount);
    }
    if !transfer.payers.is_empty() && !transfer.payers.contains(&named.client) {
        return Err(Reason::OtherPayer);
    }
    let short = name.folded.len() < SURE_DIGITS;
    let alone = || {
        let mut others = pieces(transfer.text).into_iter().enumerate();
        others.all(|(place, piece)| {
            (name.start..name.end).contains(&place) || INVOICE_WORDS.contains(&piece.as_str())
        })
    };
    if short && !alone() { Err(Reason::Short) } else { Ok(named.id) }
}

/// Whether the bank's name of a payer is that of a client: the company's words, or both names.
pub fn is_payer(payer: &str, (first, last): (&str, &str), company: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        words.filter(|word| !word.is_empty()).map(str::to_uppercase).collect()
    };
    let said = words(payer);
    let has = |text: &str| {
        let wanted = words(text);
        !wanted.is_empty() && wanted.iter().all(|word| said.contains(word))
    };
    has(company) || (has(first) && has(last))
}

#[cfg(test)]
#[path = "bank/tests.rs"]
mod tests;
