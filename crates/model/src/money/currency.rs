//! A currency: its three letters and how many digits its minor unit has.

use super::MoneyError;
use std::fmt;

/// A currency by ISO 4217: code and digits of the minor unit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    code: [u8; 3],
    digits: u8,
}

impl Currency {
    /// US dollar, two digits.
    pub const USD: Currency = Currency { code: *b"USD", digits: 2 };
    /// Euro, two digits.
    pub const EUR: Currency = Currency { code: *b"EUR", digits: 2 };
    /// Pound sterling, two digits.
    pub const GBP: Currency = Currency { code: *b"GBP", digits: 2 };
    /// Japanese yen, no digits.
    pub const JPY: Currency = Currency { code: *b"JPY", digits: 0 };
    /// Kuwaiti dinar, three digits.
    pub const KWD: Currency = Currency { code: *b"KWD", digits: 3 };

    /// A currency of three letters (any case) and at most four digits.
    pub fn new(code: &str, digits: u8) -> Result<Currency, MoneyError> {
        let code: [u8; 3] = code.as_bytes().try_into().map_err(|_| MoneyError::BadCurrency)?;
        if digits > 4 || !code.iter().all(u8::is_ascii_alphabetic) {
            return Err(MoneyError::BadCurrency);
        }
        Ok(Currency { code: code.map(|letter| letter.to_ascii_uppercase()), digits })
    }

    /// A currency of three letters (any case) with the digits of ISO 4217.
    pub fn iso(code: &str) -> Result<Currency, MoneyError> {
        Currency::new(code, iso_digits(code))
    }

    /// The three capital letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.code).unwrap_or("XXX")
    }

    /// Digits of the minor unit.
    pub const fn digits(&self) -> u8 {
        self.digits
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.code(), self.digits)
    }
}

/// Digits of a currency's minor unit by ISO 4217; 2 for a code that is not listed there.
pub fn iso_digits(code: &str) -> u8 {
    match code.to_ascii_uppercase().as_str() {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX"
        | "UYI" | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        "CLF" | "UYW" => 4,
        _ => 2,
    }
}

/// The currencies of ISO 4217 that money is held in today, with the units of account of a country;
/// no metals, no codes for tests, none that was withdrawn (list one, 2025).
const CODES: &str = "\
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP \
    BYN BZD CAD CDF CHF CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR \
    FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD \
    JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT \
    MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN \
    PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB \
    TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI UYU UYW UZS VED VES VND VUV WST XAF XCD \
    XCG XOF XPF YER ZAR ZMW ZWG";

/// Whether a code of three letters, in any case, is one of ISO 4217.
pub fn is_iso_code(code: &str) -> bool {
    CODES.split_ascii_whitespace().any(|known| known.eq_ignore_ascii_case(code))
}
