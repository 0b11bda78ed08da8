//! What a setting can be. A wrong word or amount would be noticed by its effects only: mails that
//! are not sent, or by refunds that nobody can make.

use jiff::tz::TimeZone;
use model::billing::numbering::{self, NumberReset};
use model::domains::name::host_from_people;
use model::domains::price::PriceRounding;
use model::money::{Currency, Money, Percent};
use model::people::country::Country;
use model::people::email::is_address;

use super::addresses::{are_addresses, are_digits, is_server, is_url};
use super::kinds::{Kind, NEAR_DAYS, kind_of};
use super::{WHOIS_SERVERS, is_on, known};
use crate::{Act, Result, invalid};

/// Letters of a line at most.
pub(super) const LINE_LETTERS_MAX: usize = 250;
/// Letters of a text of several lines at most.
const TEXT_LETTERS_MAX: usize = 20_000;
/// Letters of a mask of ticket numbers at most.
const MASK_LETTERS_MAX: usize = 50;
/// Numbers that a mask must make at least: from fewer, one that is free is soon not drawn any more.
const MASK_NUMBERS_MIN: u64 = 1_000_000;

/// What a value is held against.
#[derive(Debug, Default)]
struct Around {
    /// The default currency, for what is an amount.
    home: Option<Currency>,
    registrars: Vec<&'static str>,
    fraud_checks: Vec<&'static str>,
    /// Whether what is either is an amount and no percentage.
    is_fixed: bool,
}

/// A value as it is kept: a word in its own spelling, nothing but texts with spaces around it.
///
/// # Errors
/// Invalid, naming `value`, for what the setting cannot be. Empty, which is the default, is always
/// right.
pub(super) async fn checked(act: &mut Act, name: &str, value: &str) -> Result<String> {
    let Some(known) = known(name).filter(|_| !value.is_empty()) else {
        return Ok(value.to_owned());
    };
    if name == WHOIS_SERVERS {
        return crate::domains::lookup::servers(value).map(|_| value.to_owned());
    }
    let kind = kind_of(known);
    let mut around = Around::default();
    match kind {
        Kind::Amount | Kind::Rounding => around.home = Some(home(act).await?),
        Kind::Either(by) => {
            around.home = Some(home(act).await?);
            around.is_fixed = is_fixed(act.settings.text(by));
        }
        Kind::Registrar => {
            around.registrars = act.engine.world().registrars.keys().copied().collect();
        }
        Kind::FraudCheck => {
            around.fraud_checks = act.engine.world().fraud_checks.keys().copied().collect();
        }
        _ => {}
    }
    judged(kind, value, &around).map_err(|said| invalid("value", said))
}

/// The currency of amounts in settings.
pub(super) async fn home(act: &mut Act) -> Result<Currency> {
    let currencies = act.currencies().await?;
    currencies.currency(currencies.default_row()?.id)
}

/// Whether a late fee is an amount and no percentage.
pub(crate) fn is_fixed(kind: &str) -> bool {
    kind.to_ascii_lowercase().starts_with("fixed")
}

/// The value as it is kept, or a sentence that says what it can be.
fn judged(kind: Kind, value: &str, around: &Around) -> Result<String, String> {
    let trimmed = value.trim();
    if let Kind::Words(words) = kind {
        let word = words.iter().find(|word| word.eq_ignore_ascii_case(trimmed));
        return word.map(|word| (*word).to_owned()).ok_or_else(|| said(kind, around));
    }
    if !is_right(kind, trimmed, around) {
        return Err(said(kind, around));
    }
    Ok(match kind {
        Kind::Any | Kind::Text => value.to_owned(),
        Kind::Country => trimmed.to_ascii_uppercase(),
        _ => trimmed.to_owned(),
    })
}

fn is_right(kind: Kind, value: &str, around: &Around) -> bool {
    match kind {
        Kind::Any | Kind::Words(_) => true,
        Kind::Switch => is_on(value) || is_off(value),
        Kind::Number(least, most) => {
            whole(value).is_some_and(|number| (least..=most).contains(&number))
        }
        Kind::Amount => is_amount(value, around),
        Kind::Percent => is_share(value, 100),
        Kind::Either(_) if around.is_fixed => is_amount(value, around),
        Kind::Either(_) => is_share(value, 1_000),
        Kind::Rounding => {
            around.home.is_none_or(|home| PriceRounding::parse(value, &home).is_some())
        }
        Kind::Line => letters(value) <= LINE_LETTERS_MAX && !value.contains(char::is_control),
        Kind::Text => letters(value) <= TEXT_LETTERS_MAX,
        Kind::Email => is_address(value),
        Kind::Country => Country::of(value).is_some(),
        Kind::Zone => TimeZone::get(value).is_ok(),
        Kind::Url => is_url(value, &["https://", "http://"]) && !value.contains(['?', '#']),
        Kind::SecureUrl => is_url(value, &["https://"]),
        Kind::Colour => is_colour(value),
        Kind::Server => {
            let odd = |c: char| c.is_whitespace() || c.is_control() || "/@,;".contains(c);
            letters(value) <= LINE_LETTERS_MAX && !value.contains(odd)
        }
        Kind::MailServer => is_server(value),
        Kind::Hosts => all(value, |host| host.contains('.') && host_from_people(host).is_some()),
        Kind::Addresses => are_addresses(value),
        Kind::Endings => all(value, is_ending),
        Kind::Days => value.split(',').all(|day| whole(day.trim()).is_some_and(near)),
        Kind::Time => is_time(value),
        Kind::NumberFormat => {
            value.matches("{NUMBER}").count() == 1
                && numbering::check(value, NumberReset::Never).is_ok()
        }
        Kind::TicketMask => is_mask(value),
        Kind::Registrar => around.registrars.contains(&value),
        Kind::FraudCheck => around.fraud_checks.contains(&value),
    }
}

/// What a value of the kind can be.
fn said(kind: Kind, around: &Around) -> String {
    let among = |words: &[&str]| format!("It can be: {}", words.join(", "));
    let text = match kind {
        Kind::Any => "It can be anything",
        Kind::Switch => "It can be: on, off",
        Kind::Words(words) => return among(words),
        Kind::Number(least, most) => {
            return format!("It must be a whole number from {least} to {most}");
        }
        Kind::Either(_) if !around.is_fixed => "It must be a percentage such as 2.5",
        Kind::Amount | Kind::Either(_) => {
            let code = around.home.as_ref().map_or("the default currency", Currency::code);
            return format!("It must be an amount in {code}");
        }
        Kind::Percent => "It must be a percentage such as 2.5, at most 100",
        Kind::Rounding => "It must be none, a multiple such as 0.50, or an ending such as x.99",
        Kind::Line => return format!("It must be one line of at most {LINE_LETTERS_MAX} letters"),
        Kind::Text => return format!("It must be a text of at most {TEXT_LETTERS_MAX} letters"),
        Kind::Email => "It must be an e-mail address",
        Kind::Country => "It must be the code of a country, such as US",
        Kind::Zone => "There is no such time zone; one is Europe/Berlin",
        Kind::Url => "It must be an address such as https://my.example.com/, without ? and #",
        Kind::SecureUrl => "It must be an address that begins with https://",
        Kind::Colour => "It must be a colour such as #3f51d1",
        Kind::Server => "It must be the name of a server, such as mail.example.com",
        Kind::MailServer => {
            "It must be the name of a server, such as mail.example.com; the port has a field of \
             its own"
        }
        Kind::Hosts => "It must be the name of a server, such as ns1.example.com",
        Kind::Addresses => "It must be IP addresses, with commas between",
        Kind::Endings => "It must be endings of files with commas between, such as .pdf,.png",
        Kind::Days => "It must be days, at most 365, with commas between, such as 30,7,-3",
        Kind::Time => "It must be a time of day such as 09:00",
        Kind::NumberFormat => {
            "It must have {NUMBER} once, and no other tag than {YEAR}, {MONTH} and {DAY}, in at \
             most 80 letters"
        }
        Kind::TicketMask => {
            "It must make 1000000 numbers or more by %n, %A and %a, or have %i; no other letter \
             can be after a % than y, m and d, and it has at most 50 letters"
        }
        Kind::Registrar => return among(&around.registrars),
        Kind::FraudCheck => return among(&around.fraud_checks),
    };
    text.to_owned()
}

pub(super) fn letters(text: &str) -> usize {
    text.chars().count()
}

fn is_off(value: &str) -> bool {
    matches!(value.to_ascii_lowercase().as_str(), "off" | "0" | "false" | "no")
}

fn is_amount(value: &str, around: &Around) -> bool {
    let home = around.home.as_ref();
    !value.starts_with('+')
        && home.is_some_and(|home| Money::parse(value, home).is_ok_and(|sum| sum.minor >= 0))
}

/// Whether it is a percentage up to so many per cent.
fn is_share(value: &str, most: i64) -> bool {
    !value.starts_with('+')
        && Percent::parse(value).is_ok_and(|share| share.ten_thousandths() <= most * 10_000)
}

/// Whether there is a part between commas, and every one is right.
pub(super) fn all(value: &str, is_right: impl Fn(&str) -> bool) -> bool {
    let mut parts = value.split(',').map(str::trim).filter(|part| !part.is_empty()).peekable();
    parts.peek().is_some() && parts.all(is_right)
}

/// A whole number as people write it: without a sign that says nothing.
fn whole(value: &str) -> Option<i64> {
    value.parse().ok().filter(|_| !value.starts_with('+'))
}

fn near(day: i64) -> bool {
    (-NEAR_DAYS..=NEAR_DAYS).contains(&day)
}

fn is_colour(value: &str) -> bool {
    let digits = value.strip_prefix('#').unwrap_or_default();
    digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_ending(text: &str) -> bool {
    let fine = |c: char| c.is_alphanumeric() || "._-+".contains(c);
    text.len() > 1 && text.starts_with('.') && text.chars().all(fine)
}

fn is_time(text: &str) -> bool {
    let part = |text: &str, most: u8| {
        text.len() == 2 && are_digits(text) && text.parse::<u8>().is_ok_and(|part| part < most)
    };
    text.split_once(':').is_some_and(|(hour, minute)| part(hour, 24) && part(minute, 60))
}

/// Without chance or the id all tickets of a day would have one number.
fn is_mask(mask: &str) -> bool {
    let mut codes = mask.chars();
    let (mut numbers, mut known) = (1_u64, true);
    while let Some(letter) = codes.next() {
        if letter == '%' {
            let code = codes.next();
            numbers = numbers.saturating_mul(match code {
                Some('A' | 'a') => 26,
                Some('n') => 10,
                // Of every ticket another one.
                Some('i') => u64::MAX,
                _ => 1,
            });
            known &= matches!(code, Some('A' | 'a' | 'n' | 'i' | 'y' | 'm' | 'd' | '%'));
        }
    }
    let enough = numbers >= MASK_NUMBERS_MIN;
    enough && known && letters(mask) <= MASK_LETTERS_MAX && !mask.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use model::money::Currency;

    use super::super::KNOWN;
    use super::{Around, Kind, judged, kind_of, known};

    fn around() -> Around {
        Around {
            home: Some(Currency::new("USD", 2).unwrap()),
            registrars: vec!["fakeregistrar"],
            fraud_checks: vec!["rules"],
            is_fixed: false,
        }
    }

    #[test]
    fn what_is_used_at_first_can_be_set() {
        for known in KNOWN.iter().filter(|known| !known.default.is_empty()) {
            let kept = judged(kind_of(known), known.default, &around());
            assert_eq!(kept.as_deref(), Ok(known.default), "{}", known.name);
        }
    }

    /// The name of a setting, what it can be, and what it cannot.
    const LIMITS: &[(&str, &[&str], &[&str])] = &[
        ("CompanyName", &["Acme"], &["A\nB"]),
        ("Email", &["a@b.example"], &["a@b", "me", "a@b.example, c@d.example"]),
        ("InvoicePayTo", &["1 Road\nTown"], &[]),
        ("DefaultCountry", &["US", "de"], &["USA", "XX", "1"]),
        (
            "SystemURL",
            &["http://localhost:8080/", "https://a.b", "http://[::1]:8080/"],
            &[
                "a.example",
                "ftp://a",
                "https://a.b/?c",
                "https://a.b/#c",
                "https://me:word@a.b/",
                "https://a.b:65536/",
                "https://a.b:+80/",
                "https://a.b:/",
                "http://::1/",
            ],
        ),
        ("LogoURL", &["https://a.example/l.png"], &["http://a.example/l.png", "https://", "x"]),
        ("TimeZone", &["Europe/Berlin", "UTC"], &["Mars", "Moon/Base", "+25:00"]),
        ("Language", &["german", "English"], &["klingon"]),
        (
            "DateFormat",
            &["DD.MM.YYYY", "yyyy-mm-dd"],
            &["dd/mm/yy", "YYYY-YYYY-MM-DD", "DDMMYYYY", "on DD.MM.YYYY"],
        ),
        ("CreateInvoiceDaysBefore", &["0", "14", " 40 "], &["-1", "366", "soon", "1.5", "+5"]),
        ("BillingDay", &["0", "31"], &["32", "-1"]),
        (
            "SequentialInvoiceNumberFormat",
            &["{NUMBER}", "RE-{YEAR}/{MONTH}-{NUMBER}"],
            &["RE-{YEAR}", "{NUMBER}{WEEK}", "{NUMBER", "{NUMBER}-{NUMBER}"],
        ),
        ("SequentialInvoiceNumberDigits", &["12"], &["13", "-2"]),
        ("TaxEnabled", &["on", "Off", "1", "0"], &["maybe", "2"]),
        ("AddFundsMinimum", &["5", "5.00"], &["-5", "5.001", "much"]),
        ("AutomationTimeOfDay", &["09:00", "23:59"], &["24:00", "9", "9:60", "9:5", "+9:00"]),
        ("AutomationBrakePercent", &["0", "100"], &["101", "-1"]),
        ("InvoiceLateFeeAmount", &["2.5", "0.00"], &["ten", "-1", "100000"]),
        ("AffiliateEarningPercent", &["10", "12.5"], &["101", "a"]),
        (
            "DomainRenewalNotices",
            &["30,7,1,-3,-10", "7", "30, 7"],
            &["30,x", "400", ",", "30,,7", "30,7,", "+7"],
        ),
        ("AutoClientStatusChange", &["1", "2"], &["0", "3"]),
        ("ActivityLogPruneDays", &["0", "36500"], &["36501"]),
        ("DatabaseBackupsKept", &["7"], &["-7", "100000"]),
        ("DefaultNameserver1", &["ns1.example.com"], &["ns1", "ns1 example com", "-a.b"]),
        (
            "TicketMask",
            &["%i", "%y-%n%n%n%n%n%n", "%A%A%A%A%A"],
            &["ABC", "%y%m%d", "%i%x", "%i%", "%n%n%n%n%n", "%A%A%A%A"],
        ),
        ("APIAllowedIPs", &["192.0.2.1, ::1", "[\"192.0.2.1\"]"], &["here", "192.0.2.0/24"]),
        ("TicketAllowedFileTypes", &[".pdf,.tar.gz"], &["pdf", ".a b"]),
        ("TicketMailAuthserv", &["mx.house.example"], &["mx house"]),
        ("TldSyncRegistrar", &["fakeregistrar"], &["another"]),
        ("FraudModule", &["rules"], &["another"]),
        ("TldSyncMargin", &["20", "150"], &["-5", "lots"]),
        ("TldSyncRounding", &["none", "0.50", "x.99"], &["up"]),
        (
            "SMTPHost",
            &["mail.example.com", "localhost", "[2001:db8::1]", "192.0.2.1"],
            &["mail example", "http://a/", "mail.example.com:587", "[2001:db8::1]:587", "[a]"],
        ),
        ("SMTPPort", &["25", "65535"], &["0", "65536", "smtp"]),
        ("MailColour", &["#3F51d1"], &["3f51d1", "#3f5", "blue"]),
        ("InvalidLoginBanAttempts", &["0", "3"], &["-1", "10000000", "+3"]),
    ];

    #[test]
    fn every_kind_of_value_has_its_limits() {
        for (name, right, wrong) in LIMITS {
            let kind = kind_of(known(name).unwrap());
            for value in *right {
                let kept = judged(kind, value, &around()).unwrap_or_default();
                assert!(kept.eq_ignore_ascii_case(value.trim()), "{name} {value}: {kept}");
            }
            for value in *wrong {
                let said = judged(kind, value, &around()).unwrap_err();
                assert!(said.starts_with("It ") || said.starts_with("There "), "{name} {value}");
            }
        }
        let fixed = Around { is_fixed: true, ..around() };
        let fee = Kind::Either("LateFeeType");
        assert_eq!(judged(fee, "7.555", &fixed), Err("It must be an amount in USD".to_owned()));
        assert_eq!(judged(Kind::Words(&["A4"]), " a4", &fixed).as_deref(), Ok("A4"));
    }
}
