//! Tokens and transaction ids of the sandbox: they say what they stand for, never a card number.

use jiff::civil::Date;
use model::money::{Currency, Money};

use super::numbers::{Behaviour, declined};

/// A stored card: `sbx_pay_4242_2029-12-31_` and a mark of the key it was stored with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) behaviour: Behaviour,
    pub(super) last_four: String,
    pub(super) expires_on: Date,
}

impl Token {
    /// The token's text, the same for the same key.
    pub(super) fn write(&self, key: &str) -> String {
        let word = match self.behaviour {
            Behaviour::Pay => "pay",
            Behaviour::Wait => "wait",
            Behaviour::Confirm => "confirm",
            Behaviour::RefuseCharge(_) | Behaviour::Refuse(_) => "refuse",
        };
        format!("sbx_{word}_{}_{}_{}", self.last_four, self.expires_on, mark(key))
    }

    /// The card of a token's text; `None` if it is not one of ours.
    pub(super) fn read(text: &str) -> Option<Token> {
        let mut parts = text.strip_prefix("sbx_")?.split('_');
        let behaviour = match parts.next()? {
            "pay" => Behaviour::Pay,
            "wait" => Behaviour::Wait,
            "confirm" => Behaviour::Confirm,
            "refuse" => Behaviour::RefuseCharge(declined()),
            _ => return None,
        };
        let last_four = parts.next()?.to_owned();
        let expires_on = parts.next()?.parse().ok()?;
        let key_mark = parts.next()?;
        let whole = key_mark.len() == 16 && parts.next().is_none();
        whole.then_some(Token { behaviour, last_four, expires_on })
    }
}

/// The transaction id of a charge: `sbx_ch_1595_USD-2_` and a mark of its key.
pub(super) fn payment_reference(amount: Money, key: &str) -> String {
    let Money { minor, currency } = amount;
    let (code, digits) = (currency.code(), currency.digits());
    format!("sbx_ch_{minor}_{code}-{digits}_{}", mark(key))
}

/// The amount of a transaction id; `None` if it is not one of ours.
pub(super) fn reference_amount(reference: &str) -> Option<Money> {
    let mut parts = reference.strip_prefix("sbx_ch_")?.split('_');
    let minor: i64 = parts.next()?.parse().ok()?;
    let (code, digits) = parts.next()?.split_once('-')?;
    let currency = Currency::new(code, digits.parse().ok()?).ok()?;
    (minor > 0 && parts.next()?.len() == 16).then(|| Money::from_minor(minor, currency))
}

/// Sixteen digits that differ between keys (64-bit FNV-1a); not a secret and not a proof.
pub(super) fn mark(key: &str) -> String {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", key.bytes().fold(0xcbf2_9ce4_8422_2325, step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_read_as_they_were_written() {
        let token = Token {
            behaviour: Behaviour::Wait,
            last_four: "0259".to_owned(),
            expires_on: jiff::civil::date(2029, 12, 31),
        };
        assert_eq!(Token::read(&token.write("a key")), Some(token));
        for odd in ["", "sbx_", "sbx_pay_4242", "sbx_pay_4242_2029-12-31_short", "tok_visa"] {
            assert_eq!(Token::read(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_reference_holds_its_amount() {
        let good = reference_amount("sbx_ch_1595_USD-2_0123456789abcdef");
        assert_eq!(good, Some(Money::from_minor(1_595, Currency::USD)));
        for odd in ["sbx_ch_-5_USD-2_0123456789abcdef", "sbx_ch_5_USD_0123456789abcdef", "ch_1"] {
            assert_eq!(reference_amount(odd), None, "{odd}");
        }
    }
}
