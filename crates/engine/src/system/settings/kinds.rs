//! What kind of value each setting has, as a table.

use super::{
    ADD_FUNDS_MAX, ADD_FUNDS_MIN, ADMIN_NOTES, API_ACCESS_KEY, API_ALLOWED_IPS, AUTOMATION_TIME,
    BACKUPS_KEPT, BILLING_DAY, BRAKE_GAP_DAYS, BRAKE_PERCENT, CANCEL_INVOICE_DAYS,
    CANCEL_ORDER_DAYS, CAPTURE_DAYS_BEFORE, CAPTURE_WEEKS, CARD_NOTICE_DAY, CLIENT_STATUS,
    COMMISSION_DELAY, COMMISSION_PERCENT, COMPANY_ADDRESS, COMPANY_COUNTRY, COMPANY_EMAIL,
    DATE_FORMAT, DOMAIN_NOTICES, FRAUD_MODULE, INVOICE_DAYS_ANNUALLY, INVOICE_DAYS_BEFORE,
    INVOICE_DAYS_BEFORE_DOMAIN, INVOICE_DAYS_BIENNIALLY, INVOICE_DAYS_MONTHLY,
    INVOICE_DAYS_QUARTERLY, INVOICE_DAYS_SEMIANNUALLY, INVOICE_DAYS_TRIENNIALLY, Known, LANGUAGE,
    LATE_FEE_AMOUNT, LATE_FEE_DAYS, LATE_FEE_MINIMUM, LATE_FEE_REPEAT, LATE_FEE_TYPE, LOG_DAYS,
    MAIL_COLOUR, MAIL_FOOTER, MAIL_LOGO, MODULE_LOG_DAYS, NAME_SERVER_1, NAME_SERVER_2,
    NAME_SERVER_3, NAME_SERVER_4, NUMBER_DIGITS, NUMBER_FORMAT, NUMBER_RESET, ORDER_GRACE_DAYS,
    OVERAGE_DISK_PRICE, OVERAGE_TRAFFIC_PRICE, OVERDUE_DAYS_1, OVERDUE_DAYS_2, OVERDUE_DAYS_3,
    PAPER_SIZE, RATE_CHANGE_MAX, REFUND_APPROVAL_ABOVE, REMINDER_DAYS, RETENTION_MONTHS, SMTP_HOST,
    SMTP_PASSWORD, SMTP_PORT, SMTP_SECURITY, SUSPEND_DAYS, SYSTEM_URL, TAX_TYPE, TERMINATE_DAYS,
    TICKET_CLOSE_HOURS, TICKET_FILE_TYPES, TICKET_MAIL_JUDGE, TICKET_MASK, TIME_ZONE,
    TLD_SYNC_MARGIN, TLD_SYNC_MARGIN_TYPE, TLD_SYNC_REGISTRAR, TLD_SYNC_ROUNDING, UPGRADE_MODE,
    USAGE_DAYS, VAT_CHECK_DAYS, WHOIS_LOG_DAYS, WHOIS_SERVERS, known,
};

/// The languages of pages, by their names on the wire.
pub const LANGUAGES: [&str; 7] =
    ["english", "german", "french", "spanish", "portuguese-br", "bengali", "arabic"];

/// How dates are written, as WHMCS offers it, with the order of ISO 8601.
const DATE_FORMATS: [&str; 6] =
    ["DD/MM/YYYY", "DD.MM.YYYY", "DD-MM-YYYY", "MM/DD/YYYY", "YYYY/MM/DD", "YYYY-MM-DD"];

/// Days before or after an event at most: more is a slip of the hand.
pub(super) const NEAR_DAYS: i64 = 365;
/// Days for which something can be kept or waited for.
const LONG_DAYS: i64 = 36_500;
/// A number of which nothing else is known.
const NUMBER_MAX: i64 = 1_000_000;

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// On or off.
    Switch,
    /// A whole number between two, both included.
    Number(i64, i64),
    /// One of some words.
    Words(&'static [&'static str]),
    /// An amount in the default currency.
    Amount,
    /// A share of at most 100 per cent.
    Percent,
    /// A percentage or an amount, as another setting says.
    Either(&'static str),
    /// How prices are rounded.
    Rounding,
    /// A text of one line.
    Line,
    /// A text of several lines.
    Text,
    /// An e-mail address.
    Email,
    /// The code of a country.
    Country,
    /// A time zone of IANA.
    Zone,
    /// An address of pages.
    Url,
    /// An address that begins with https.
    SecureUrl,
    /// A colour as `#3f51d1`.
    Colour,
    /// The name under which a server judges mail.
    Server,
    /// The name or address of a mail server, without a port.
    MailServer,
    /// Names of name servers, with commas between.
    Hosts,
    /// IP addresses, as JSON or with commas, spaces or line ends between.
    Addresses,
    /// Endings of files, with commas between.
    Endings,
    /// Days before and after an event, with commas between.
    Days,
    /// A time of day.
    Time,
    /// How invoices are numbered.
    NumberFormat,
    /// How tickets are numbered.
    TicketMask,
    /// A registrar that there is.
    Registrar,
    /// A fraud check that there is.
    FraudCheck,
    /// Anything: checked elsewhere, or free.
    Any,
}

/// Settings that are more than a switch, a number without a limit or a line.
const KINDS: &[(&str, Kind)] = &[
    (COMPANY_EMAIL, Kind::Email),
    (COMPANY_ADDRESS, Kind::Text),
    (COMPANY_COUNTRY, Kind::Country),
    (SYSTEM_URL, Kind::Url),
    (TIME_ZONE, Kind::Zone),
    (LANGUAGE, Kind::Words(&LANGUAGES)),
    (DATE_FORMAT, Kind::Words(&DATE_FORMATS)),
    (INVOICE_DAYS_BEFORE, Kind::Number(0, NEAR_DAYS)),
    (INVOICE_DAYS_BEFORE_DOMAIN, Kind::Number(0, NEAR_DAYS)),
    (INVOICE_DAYS_MONTHLY, Kind::Number(0, NEAR_DAYS)),
    (INVOICE_DAYS_QUARTERLY, Kind::Number(0, NEAR_DAYS)),
    (INVOICE_DAYS_SEMIANNUALLY, Kind::Number(0, NEAR_DAYS)),
    (INVOICE_DAYS_ANNUALLY, Kind::Number(0, NEAR_DAYS)),
    (INVOICE_DAYS_BIENNIALLY, Kind::Number(0, NEAR_DAYS)),
    (INVOICE_DAYS_TRIENNIALLY, Kind::Number(0, NEAR_DAYS)),
    (BILLING_DAY, Kind::Number(0, 31)),
    (NUMBER_FORMAT, Kind::NumberFormat),
    (PAPER_SIZE, Kind::Words(&["A4", "Letter"])),
    (NUMBER_DIGITS, Kind::Number(0, 12)),
    (NUMBER_RESET, Kind::Words(&["yearly", "monthly"])),
    (ORDER_GRACE_DAYS, Kind::Number(0, NEAR_DAYS)),
    (FRAUD_MODULE, Kind::FraudCheck),
    (TAX_TYPE, Kind::Words(&["Exclusive", "Inclusive"])),
    (VAT_CHECK_DAYS, Kind::Number(0, LONG_DAYS)),
    (ADD_FUNDS_MIN, Kind::Amount),
    (ADD_FUNDS_MAX, Kind::Amount),
    (REFUND_APPROVAL_ABOVE, Kind::Amount),
    (SUSPEND_DAYS, Kind::Number(0, LONG_DAYS)),
    (TERMINATE_DAYS, Kind::Number(0, LONG_DAYS)),
    (AUTOMATION_TIME, Kind::Time),
    (BRAKE_PERCENT, Kind::Number(0, 100)),
    (BRAKE_GAP_DAYS, Kind::Number(0, NEAR_DAYS)),
    (CAPTURE_DAYS_BEFORE, Kind::Number(0, NEAR_DAYS)),
    (CAPTURE_WEEKS, Kind::Number(0, 52)),
    (CARD_NOTICE_DAY, Kind::Number(0, 31)),
    (REMINDER_DAYS, Kind::Number(0, NEAR_DAYS)),
    (OVERDUE_DAYS_1, Kind::Number(0, NEAR_DAYS)),
    (OVERDUE_DAYS_2, Kind::Number(0, NEAR_DAYS)),
    (OVERDUE_DAYS_3, Kind::Number(0, NEAR_DAYS)),
    (LATE_FEE_AMOUNT, Kind::Either(LATE_FEE_TYPE)),
    (LATE_FEE_TYPE, Kind::Words(&["Percentage", "Fixed Amount"])),
    (LATE_FEE_MINIMUM, Kind::Amount),
    (LATE_FEE_DAYS, Kind::Number(0, NEAR_DAYS)),
    (LATE_FEE_REPEAT, Kind::Number(0, NEAR_DAYS)),
    (CANCEL_INVOICE_DAYS, Kind::Number(0, LONG_DAYS)),
    (CANCEL_ORDER_DAYS, Kind::Number(0, LONG_DAYS)),
    (DOMAIN_NOTICES, Kind::Days),
    (TICKET_CLOSE_HOURS, Kind::Number(0, 24 * NEAR_DAYS)),
    (CLIENT_STATUS, Kind::Words(&["1", "2"])),
    (RATE_CHANGE_MAX, Kind::Number(0, 1_000)),
    (COMMISSION_PERCENT, Kind::Percent),
    (COMMISSION_DELAY, Kind::Number(0, LONG_DAYS)),
    (USAGE_DAYS, Kind::Number(0, LONG_DAYS)),
    (OVERAGE_DISK_PRICE, Kind::Amount),
    (OVERAGE_TRAFFIC_PRICE, Kind::Amount),
    (RETENTION_MONTHS, Kind::Number(0, 1_200)),
    (LOG_DAYS, Kind::Number(0, LONG_DAYS)),
    (MODULE_LOG_DAYS, Kind::Number(0, LONG_DAYS)),
    (BACKUPS_KEPT, Kind::Number(0, 1_000)),
    (NAME_SERVER_1, Kind::Hosts),
    (NAME_SERVER_2, Kind::Hosts),
    (NAME_SERVER_3, Kind::Hosts),
    (NAME_SERVER_4, Kind::Hosts),
    (WHOIS_SERVERS, Kind::Any),
    (WHOIS_LOG_DAYS, Kind::Number(0, LONG_DAYS)),
    (UPGRADE_MODE, Kind::Words(&["keep date", "restart", "at renewal"])),
    (TICKET_MASK, Kind::TicketMask),
    (API_ALLOWED_IPS, Kind::Addresses),
    (API_ACCESS_KEY, Kind::Any),
    (TICKET_FILE_TYPES, Kind::Endings),
    (TICKET_MAIL_JUDGE, Kind::Server),
    (TLD_SYNC_REGISTRAR, Kind::Registrar),
    (TLD_SYNC_MARGIN_TYPE, Kind::Words(&["percent", "fixed"])),
    (TLD_SYNC_MARGIN, Kind::Either(TLD_SYNC_MARGIN_TYPE)),
    (TLD_SYNC_ROUNDING, Kind::Rounding),
    (SMTP_HOST, Kind::MailServer),
    (SMTP_PORT, Kind::Number(1, 65_535)),
    (SMTP_SECURITY, Kind::Words(&["starttls", "tls", "none"])),
    (SMTP_PASSWORD, Kind::Any),
    (MAIL_COLOUR, Kind::Colour),
    (MAIL_LOGO, Kind::SecureUrl),
    (MAIL_FOOTER, Kind::Text),
    (ADMIN_NOTES, Kind::Text),
];

/// Settings whose empty value means something, though they have another at first.
const EMPTY_IS_A_VALUE: [&str; 2] = [DOMAIN_NOTICES, TICKET_FILE_TYPES];

/// Whether an empty value is kept, and not the way back to the default. A switch that is on at
/// first is off then: WHMCS keeps switches as `on` and an empty text.
#[must_use]
pub fn keeps_empty(name: &str) -> bool {
    let is_switch = |known: &Known| kind_of(known) == Kind::Switch && !known.default.is_empty();
    EMPTY_IS_A_VALUE.contains(&name) || known(name).is_some_and(is_switch)
}

/// Whether a setting is an amount, or may be one.
#[must_use]
pub fn is_amount(name: &str) -> bool {
    known(name).is_some_and(|known| matches!(kind_of(known), Kind::Amount | Kind::Either(_)))
}

/// The kind of a setting; of one that the table leaves out, as its meaning and default tell.
pub(super) fn kind_of(known: &Known) -> Kind {
    let found = KINDS.iter().find(|(name, _)| *name == known.name);
    match found {
        Some((_, kind)) => *kind,
        None if known.meaning.starts_with("on: ") => Kind::Switch,
        None if known.default.parse::<i64>().is_ok() => Kind::Number(0, NUMBER_MAX),
        None => Kind::Line,
    }
}
