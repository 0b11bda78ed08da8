//! Amounts as Stripe counts them: <https://docs.stripe.com/currencies>.

use model::money::{Currency, Money};

use super::super::decimals::scaled;

/// Decimals of a currency at Stripe, which are not always those of ISO 4217: ISK and UGX have two
/// there, MGA has none.
fn digits(code: &str) -> u8 {
    match code {
        "BIF" | "CLP" | "DJF" | "GNF" | "JPY" | "KMF" | "KRW" | "MGA" | "PYG" | "RWF" | "VND"
        | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "JOD" | "KWD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// An amount in Stripe's smallest unit; `None` if it cannot be said exactly there.
pub(super) fn to_stripe(amount: Money) -> Option<i64> {
    scaled(amount.minor, amount.currency.digits(), digits(amount.currency.code()))
}

/// Stripe's amount in our smallest unit; `None` if it cannot be said exactly here.
pub(super) fn from_stripe(minor: i64, currency: Currency) -> Option<Money> {
    let ours = scaled(minor, digits(currency.code()), currency.digits())?;
    Some(Money::from_minor(ours, currency))
}

/// An amount of an object, in the currency that it names itself.
pub(super) fn of_object(minor: Option<i64>, code: &str) -> Option<Money> {
    from_stripe(minor?, Currency::iso(&code.to_ascii_uppercase()).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_counted_as_stripe_does() {
        for (code, our_digits, ours, stripes) in [
            ("USD", 2, 1_595, Some(1_595)),
            ("JPY", 0, 1_595, Some(1_595)),
            // WHMCS shows yen with two decimals unless told otherwise.
            ("JPY", 2, 159_500, Some(1_595)),
            ("JPY", 2, 159_550, None),
            ("ISK", 0, 1_595, Some(159_500)),
            ("KWD", 3, 1_590, Some(1_590)),
            ("KWD", 2, 159, Some(1_590)),
            ("USD", 4, 15_951, None),
            ("KWD", 0, i64::MAX, None),
        ] {
            let currency = Currency::new(code, our_digits).unwrap();
            let money = Money::from_minor(ours, currency);
            assert_eq!(to_stripe(money), stripes, "{money:?}");
            if let Some(stripes) = stripes {
                assert_eq!(from_stripe(stripes, currency), Some(money), "{money:?} and back");
            }
        }
    }
}
