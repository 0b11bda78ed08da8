//! The business settings: a table of names, defaults and meanings; names as in WHMCS.

mod addresses;
mod kinds;
pub mod overrides;
mod together;
mod values;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use model::billing::renewal::{text_kept, text_shown};
use model::dates::Period;

use super::keys;
use crate::{Act, Engine, Result, invalid};

pub(super) use addresses::is_server;
pub use kinds::{LANGUAGES, is_amount, keeps_empty};
pub(crate) use values::is_fixed;

/// One setting: its name on the wire, its default, and what it means.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// As `GetConfigurationValue` takes it.
    pub name: &'static str,
    /// Used while nothing is stored.
    pub default: &'static str,
    /// One sentence, with the rule it belongs to.
    pub meaning: &'static str,
}

macro_rules! settings {
    ($($constant:ident = $name:literal, $default:literal, $meaning:literal;)*) => {
        $(#[doc = $meaning] pub const $constant: &str = $name;)*
        /// Every setting there is.
        pub const KNOWN: &[Known] =
            &[$(Known { name: $name, default: $default, meaning: $meaning }),*];
    };
}

settings! {
    COMPANY_NAME = "CompanyName", "Hostler", "Name of the hosting company, on pages, mails and invoices.";
    COMPANY_EMAIL = "Email", "hello@example.com", "Sender of the company's mails.";
    COMPANY_ADDRESS = "InvoicePayTo", "", "Postal address on invoices, one line a line.";
    COMPANY_TAX_ID = "TaxCode", "", "The company's own tax number, on invoices.";
    COMPANY_COUNTRY = "DefaultCountry", "US", "Home country, ISO 3166 alpha-2.";
    COMPANY_CITY = "CompanyCity", "", "The town of the postal address, by itself in electronic invoices.";
    COMPANY_POSTCODE = "CompanyPostcode", "", "The postal code of the postal address, by itself in electronic invoices.";
    COMPANY_REGISTRATION = "CompanyRegistration", "", "The company's number in the register of companies, in electronic invoices.";
    SYSTEM_URL = "SystemURL", "http://localhost:8080/", "Public address of this installation.";
    TIME_ZONE = "TimeZone", "UTC", "IANA time zone that decides what today is (B5).";
    LANGUAGE = "Language", "english", "Default language of clients.";
    DATE_FORMAT = "DateFormat", "YYYY-MM-DD", "How dates are written in mails, on paper and in the lines of invoices; pages write them in the words of their language.";
    INVOICE_DAYS_BEFORE = "CreateInvoiceDaysBefore", "14", "Days before the due date at which a renewal is invoiced (B6).";
    INVOICE_DAYS_BEFORE_DOMAIN = "CreateDomainInvoiceDaysBefore", "14", "The same for domains (B6).";
    INVOICE_DAYS_MONTHLY = "CreateInvoiceDaysBeforeMonthly", "", "Override of CreateInvoiceDaysBefore for the monthly cycle; empty for none (B6).";
    INVOICE_DAYS_QUARTERLY = "CreateInvoiceDaysBeforeQuarterly", "", "Override for the quarterly cycle (B6).";
    INVOICE_DAYS_SEMIANNUALLY = "CreateInvoiceDaysBeforeSemiAnnually", "", "Override for the semi-annual cycle (B6).";
    INVOICE_DAYS_ANNUALLY = "CreateInvoiceDaysBeforeAnnually", "", "Override for the annual cycle (B6).";
    INVOICE_DAYS_BIENNIALLY = "CreateInvoiceDaysBeforeBiennially", "", "Override for the biennial cycle (B6).";
    INVOICE_DAYS_TRIENNIALLY = "CreateInvoiceDaysBeforeTriennially", "", "Override for the triennial cycle (B6).";
    CONTINUOUS_INVOICING = "ContinuousInvoiceGeneration", "", "on: invoice the next period although an earlier invoice is unpaid (B9).";
    BILLING_DAY = "BillingDay", "0", "Day of the month on which renewals are due together, for groups and clients that say nothing else; 0 for each on its own day (B8).";
    GROUP_SIMILAR = "GroupSimilarLineItems", "on", "on: equal lines of an invoice are shown as one with a quantity, to clients and on paper.";
    AUTO_APPLY_CREDIT = "NoAutoApplyCredit", "", "on: do not apply credit when an invoice is generated (B10).";
    NUMBER_FORMAT = "SequentialInvoiceNumberFormat", "{NUMBER}", "Format of invoice numbers: {NUMBER} {YEAR} {MONTH} {DAY} (B17).";
    ATTACH_PDF = "EnablePDFInvoices", "on", "on: mails about a new invoice or a refund have the invoice or the credit note as a PDF with them.";
    E_INVOICES = "EnableEInvoices", "", "on: the pages of invoices lead to them and their credit notes as electronic invoices by EN 16931 (XML).";
    PAPER_SIZE = "PDFPaperSize", "", "Paper of PDFs: A4 or Letter; empty for what is usual in the company's country.";
    NUMBER_ON_PAYMENT = "EnableProformaInvoicing", "", "on: the number is given at payment, before that it is a proforma (B17).";
    NUMBER_DIGITS = "SequentialInvoiceNumberDigits", "0", "Invoice numbers are padded with zeros to so many digits (B17).";
    NUMBER_RESET = "SequentialInvoiceNumberReset", "", "yearly or monthly: the counter starts again; empty for never (B17).";
    EDIT_ISSUED = "allow_editing_issued_invoices", "", "on: UpdateInvoice may change the lines and the date of an issued invoice, as WHMCS does (B16).";
    ORDER_GRACE_DAYS = "OrderDaysGrace", "0", "Days between an order and the due date of its invoice (B29).";
    TERMS = "TermsOfService", "", "Address of the terms of service, such as https://my.example.com/terms or /kb/7, for those who order; empty for none.";
    TERMS_ASKED = "EnableTOSAccept", "", "on: whoever orders in the shop or signs up says that the terms of service are agreed to; the activity log keeps it.";
    FRAUD_MODULE = "FraudModule", "", "System name of the module that judges orders; empty for the first there is.";
    TAX_ENABLED = "TaxEnabled", "", "on: taxes are computed (B13).";
    TAX_TYPE = "TaxType", "Exclusive", "Exclusive or Inclusive prices (B13).";
    TAX_COMPOUND = "TaxL2Compound", "", "on: the second level is computed on price plus first level (B13).";
    TAX_DEDUCT = "TaxInclusiveDeduct", "on", "on: who pays no tax pays the net part of an inclusive price (B13).";
    TAX_DOMAINS = "TaxDomains", "", "on: domains are taxed (B14).";
    TAX_LATE_FEES = "TaxLateFee", "", "on: late fees are taxed (B14).";
    TAX_BILLABLE = "TaxBillableItems", "", "on: billable items are taxed (B14).";
    TAX_CUSTOM = "TaxCustomInvoices", "", "on: lines written by hand are taxed where nothing else is said (B14).";
    TAX_EU_VAT = "TaxEUTaxValidation", "", "on: a valid EU VAT number outside the home country means reverse charge (B14).";
    TAX_EXEMPT_REASON = "TaxExemptReason", "", "Why no VAT is charged, in electronic invoices within the EU without it, such as: Small business, § 19 UStG.";
    VAT_CHECK_DAYS = "TaxEUVatCheckDays", "90", "Days after which the tax offices are asked again whether a client's EU VAT number exists; 0 for never (B14).";
    ADD_FUNDS_MIN = "AddFundsMinimum", "5.00", "Smallest amount of an add-funds invoice.";
    ADD_FUNDS_MAX = "AddFundsMaximum", "500.00", "Largest amount of an add-funds invoice.";
    REFUND_APPROVAL_ABOVE = "RefundApprovalAbove", "", "Refunds of an invoice that come to more, in the default currency, need a second person of the staff; empty for none (B20).";
    DISPUTE_HOLD = "DisputeSuspendsServices", "", "on: services are suspended whose payment is disputed at the gateway, until the dispute is won.";
    AUTO_SUSPEND = "AutoSuspension", "on", "on: suspend services that are overdue (B26).";
    SUSPEND_DAYS = "AutoSuspensionDays", "5", "Days after the due date at which a service is suspended (B26).";
    AUTO_UNSUSPEND = "AutoUnsuspend", "on", "on: unsuspend on payment what was suspended for being overdue (B26).";
    AUTO_TERMINATE = "AutoTermination", "", "on: terminate services that are long overdue (B26).";
    TERMINATE_DAYS = "AutoTerminationDays", "30", "Days after the due date at which a service is terminated (B26).";
    AUTOMATION_TIME = "AutomationTimeOfDay", "09:00", "When the daily tasks run, HH:MM in the company's time zone (B35).";
    BRAKE_PERCENT = "AutomationBrakePercent", "10", "Share of services or clients that a run may suspend, terminate or charge unasked, in percent (B27).";
    BRAKE_MINIMUM = "AutomationBrakeMinimum", "10", "So many are always let through (B27).";
    BRAKE_GAP_DAYS = "AutomationBrakeGapDays", "7", "After more days without a run, one that suspends, terminates or charges waits for a person (B27).";
    CAPTURE_DAYS_BEFORE = "CCProcessDaysBefore", "0", "Days before the due date at which a stored pay method is charged (B22).";
    CAPTURE_ONCE = "CCAttemptOnlyOnce", "", "on: a charge that failed is not tried again (B22).";
    CAPTURE_WEEKS = "CCRetryEveryWeekFor", "0", "Weeks in which a failed charge is tried again every seven days; 0 for every day until it is paid (B22).";
    CARD_NOTICE_DAY = "CCDaySendExpiryNotices", "25", "Day of the month on which owners of cards that expire next month are told; 0 for never (B24).";
    REMINDERS = "SendReminder", "on", "on: clients are reminded of invoices (B25).";
    REMINDER_DAYS = "SendInvoiceReminderDays", "7", "Days before the due date of the reminder; 0 for none (B25).";
    OVERDUE_DAYS_1 = "SendFirstOverdueInvoiceReminder", "1", "Days after the due date of the first overdue notice; 0 for none (B25).";
    OVERDUE_DAYS_2 = "SendSecondOverdueInvoiceReminder", "3", "Days after the due date of the second overdue notice; 0 for none (B25).";
    OVERDUE_DAYS_3 = "SendThirdOverdueInvoiceReminder", "5", "Days after the due date of the third overdue notice; 0 for none (B25).";
    LATE_FEE_AMOUNT = "InvoiceLateFeeAmount", "0.00", "Late fee: a percentage, or an amount in the default currency; 0 for none (B12).";
    LATE_FEE_TYPE = "LateFeeType", "Percentage", "Percentage or Fixed Amount (B12).";
    LATE_FEE_MINIMUM = "LateFeeMinimum", "0.00", "The least that a percentage comes to, in the default currency (B12).";
    LATE_FEE_DAYS = "AddLateFeeDays", "7", "Days after the due date at which the late fee is added (B12).";
    LATE_FEE_REPEAT = "LateFeeRepeatDays", "0", "Days until the late fee comes again; 0 for once (B12).";
    CANCEL_REQUESTS = "AutoCancellationRequests", "on", "on: services are ended as their clients asked (B26).";
    CANCEL_UNPAID = "CancelInvoiceOnCancellation", "on", "on: what is unpaid of a service that a client cancelled is not asked for any more (B26).";
    FIXED_TERMS = "FixedTermTerminations", "on", "on: services of products with a fixed term end after it (B26).";
    CANCEL_INVOICE_DAYS = "AutoCancelInvoiceDays", "0", "Days after the due date at which an unpaid invoice is cancelled; 0 for never (B28).";
    CANCEL_ORDER_DAYS = "AutoCancelOrderDays", "0", "Days after the due date at which an unpaid order is cancelled; 0 for never (B28).";
    DOMAIN_NOTICES = "DomainRenewalNotices", "30,7,1,-3,-10", "Days before the expiry of a domain on which its owner is told; negative ones are after it, empty for never (B33).";
    DOMAIN_SYNC = "DomainSyncEnabled", "on", "on: registrars are asked about every domain every day (B33).";
    PREMIUM_DOMAINS = "PremiumDomains", "", "on: names whose registries ask more for them than for others are sold, at their cost and a mark-up (B34); off: they are not offered.";
    TICKET_CLOSE_HOURS = "CloseInactiveTickets", "48", "Hours without an answer after which tickets of the statuses that say so are closed; 0 for never.";
    CLIENT_STATUS = "AutoClientStatusChange", "2", "1: never; 2: clients become inactive without, and active with, an active product.";
    RATES_DAILY = "CurrencyAutoUpdateExchangeRates", "on", "on: exchange rates are set from the feed every day (B3).";
    PRICES_DAILY = "CurrencyAutoUpdateProductPrices", "", "on: prices in other currencies follow the exchange rates every day (B3).";
    RATE_CHANGE_MAX = "CurrencyRateChangeMaximum", "20", "A rate of the feed that differs by more per cent is left for a person; 0 for any (B3).";
    AFFILIATES = "AffiliateEnabled", "", "on: affiliates earn commissions.";
    COMMISSION_PERCENT = "AffiliateEarningPercent", "10", "Commission of affiliates without terms of their own, in per cent.";
    COMMISSION_ONCE = "AffiliateOneTime", "", "on: a commission is earned by the first payment of a service only.";
    COMMISSION_DELAY = "AffiliatesDelayCommission", "30", "Days after the payment until a commission counts.";
    LINK_IMPORT = "LinkTrackingImport", "on", "on: who comes with utm_source in the address is counted under a link for that source, medium and campaign.";
    USAGE_DAILY = "UpdateServerUsage", "on", "on: servers are asked every day what their services use.";
    USAGE_DAYS = "UsageHistoryDays", "400", "Days for which it is kept what services used on each day; 0 for ever.";
    OVERAGE_DISK_PRICE = "OverageDiskPrice", "0.00", "Price of a GiB of disk beyond a service's limit in a month, in the default currency; 0 for none.";
    OVERAGE_TRAFFIC_PRICE = "OverageTrafficPrice", "0.00", "Price of a GiB of traffic beyond a service's limit in a month, in the default currency; 0 for none.";
    RETENTION_MONTHS = "DataRetentionMonths", "0", "Months after which clients are erased that are inactive or closed and have nothing left; 0 for never.";
    LOG_DAYS = "ActivityLogPruneDays", "0", "Days after which lines of the activity and audit log are removed; 0 for never.";
    MODULE_LOG = "ModuleDebugMode", "", "on: what modules are asked and answer is kept in the module log.";
    MODULE_LOG_DAYS = "ModuleLogPruneDays", "30", "Days after which calls are removed from the module log; 0 for never.";
    BACKUPS_KEPT = "DatabaseBackupsKept", "7", "Daily backups of the database that are kept; 0 makes none.";
    NAME_SERVER_1 = "DefaultNameserver1", "", "First name server of domains that name none.";
    NAME_SERVER_2 = "DefaultNameserver2", "", "Second name server of domains that name none.";
    NAME_SERVER_3 = "DefaultNameserver3", "", "Third name server of domains that name none.";
    NAME_SERVER_4 = "DefaultNameserver4", "", "Fourth name server of domains that name none.";
    WHOIS_DETAILS = "WhoisDetails", "on", "on: registries are asked about names that staff look up, and about those that no registrar tells about.";
    WHOIS_SERVERS = "WhoisServers", "", "Servers to ask instead of those that IANA lists; each line an ending and an address: .com https://rdap.host/ or .com whois.host.";
    WHOIS_LOG_DAYS = "WhoisLogPruneDays", "30", "Days for which look-ups of names are kept; 0 keeps none.";
    UPGRADE_MODE = "UpgradeMode", "keep date", "When an upgrade takes effect: keep date, restart or at renewal (B31).";
    CREDIT_ON_DOWNGRADE = "CreditOnDowngrade", "", "on: what a downgrade leaves over becomes credit (B31).";
    TICKET_MASK = "TicketMask", "%A%A%A-%n%n%n%n%n%n", "How ticket numbers look: %A letter, %n digit.";
    API_ALLOWED_IPS = "APIAllowedIPs", "", "Addresses that may call the API, a JSON list or separated by commas, no ranges; this machine always may.";
    API_ACCESS_KEY = "APIAccessKey", "", "Sealed key that allows calls of the API from any address.";
    TICKET_FILE_TYPES = "TicketAllowedFileTypes", ".jpg,.jpeg,.gif,.png,.webp,.txt,.log,.pdf,.zip", "Endings of the files that clients and guests may attach to tickets; empty for all.";
    CLIENT_FILES_MIB = "ClientAttachmentsLimit", "1024", "Mebibytes that the files of one client in tickets and proofs of payment may take up; 0 for any number.";
    TICKET_MAIL_LIMIT = "TicketEmailLimit", "10", "Mails of one sender that become tickets or answers within 15 minutes; further ones are refused (a brake for loops).";
    TICKET_MAIL_JUDGE = "TicketMailAuthserv", "", "Name under which the own mail server writes Authentication-Results; mail that it found forged is refused. Empty: its verdict is not looked at.";
    PROJECTS = "ProjectManagement", "on", "on: projects, tasks and timers can be used.";
    TLD_SYNC_REGISTRAR = "TldSyncRegistrar", "", "The registrar whose cost prices TLD prices are made of (B34).";
    TLD_SYNC_MARGIN_TYPE = "TldSyncMarginType", "percent", "percent or fixed: how the margin on cost prices is meant (B34).";
    TLD_SYNC_MARGIN = "TldSyncMargin", "20", "Margin on cost prices: per cent, or an amount in the default currency (B34).";
    TLD_SYNC_ROUNDING = "TldSyncRounding", "x.99", "How prices are rounded up: none, a multiple as 0.50, or an ending as x.99 (B34).";
    TLD_SYNC_DAILY = "TldSyncDaily", "", "on: the daily automation sets TLD prices from TldSyncRegistrar (B34).";
    RESOLVER_DAILY = "DomainResolverDaily", "", "on: the daily automation looks up where names of services and domains point.";
    STAFF_TWO_FACTOR = "RequireStaffTwoFactor", "", "on: staff without Two-Factor Authentication can do nothing but set it up.";
    BAN_ATTEMPTS = "InvalidLoginBanAttempts", "3", "Failed log-ins of one address within 15 minutes after which it is banned; 0 for never.";
    BAN_MINUTES = "InvalidLoginBanLength", "15", "Minutes for which failed log-ins ban an address; 0 for never.";
    SMTP_HOST = "SMTPHost", "", "Mail server, where the configuration names none; empty keeps mails in memory.";
    SMTP_PORT = "SMTPPort", "587", "Its port.";
    SMTP_SECURITY = "SMTPSSL", "starttls", "starttls, tls (usual on port 465), or none.";
    SMTP_USER = "SMTPUsername", "", "Who signs in at the mail server; empty for nobody.";
    SMTP_PASSWORD = "SMTPPassword", "", "Sealed password of that user; it is never shown, and given again with another server or user.";
    MAIL_DESIGN = "MailDesign", "on", "on: mails have the design of the house; off: they are what their template says.";
    MAIL_COLOUR = "MailColour", "#3f51d1", "The company's colour in mails, such as #3f51d1.";
    MAIL_LOGO = "LogoURL", "", "Address of a logo at the head of mails (https); empty: the company's name.";
    MAIL_FOOTER = "MailFooter", "", "Lines under every mail; empty: name, postal address and web address of the company.";
    ADMIN_NOTES = "AdminNotes", "", "A note that all staff see.";
}

/// The name servers of domains that name none, in order.
pub const DEFAULT_NAME_SERVERS: [&str; 4] =
    [NAME_SERVER_1, NAME_SERVER_2, NAME_SERVER_3, NAME_SERVER_4];

/// The settings that say where the password of the mail server goes.
pub const MAIL_SERVER: [&str; 4] = [SMTP_HOST, SMTP_PORT, SMTP_SECURITY, SMTP_USER];

/// What is stored over the defaults.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    stored: BTreeMap<String, String>,
    overrides: Arc<overrides::Overrides>,
    zone: Option<TimeZone>,
}

impl Settings {
    /// From the stored pairs. An unknown time zone counts as UTC.
    #[must_use]
    pub fn new(stored: BTreeMap<String, String>) -> Self {
        let mut settings = Self { stored, ..Self::default() };
        settings.zone = TimeZone::get(settings.text(TIME_ZONE)).ok();
        settings
    }

    /// The value, or its default; empty for a name nobody knows.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.stored.get(name).map(String::as_str).unwrap_or_else(|| usual(name))
    }

    /// Whether the value is `on`, `1` or `true`.
    #[must_use]
    pub fn on(&self, name: &str) -> bool {
        is_on(self.text(name))
    }

    /// The value as a whole number; `None` when it is empty or no number.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<i64> {
        self.text(name).trim().parse().ok()
    }

    /// A date as people of the company write it: `DateFormat` with its day, month and year.
    #[must_use]
    pub fn written(&self, date: Date) -> String {
        self.text(DATE_FORMAT)
            .replace("YYYY", &format!("{:04}", date.year()))
            .replace("MM", &format!("{:02}", date.month()))
            .replace("DD", &format!("{:02}", date.day()))
    }

    /// Whether people of the company write the month before the day: `MM/DD/YYYY`.
    #[must_use]
    pub fn writes_month_first(&self) -> bool {
        self.text(DATE_FORMAT).starts_with("MM")
    }

    /// The text of an invoice's line with the dates of its period as the company writes them.
    #[must_use]
    pub fn line_shown(&self, text: &str, period: Option<Period>) -> String {
        text_shown(text, period, |date| self.written(date))
    }

    /// How such a text is kept when it is sent back.
    #[must_use]
    pub fn line_kept(&self, text: &str, period: Option<Period>) -> String {
        text_kept(text, period, |date| self.written(date))
    }

    /// The date of an instant in the company's time zone (B5).
    #[must_use]
    pub fn date_of(&self, instant: Timestamp) -> Date {
        self.zone().to_datetime(instant).date()
    }

    /// The company's time zone.
    #[must_use]
    pub fn zone(&self) -> TimeZone {
        self.zone.clone().unwrap_or(TimeZone::UTC)
    }
}

fn is_on(value: &str) -> bool {
    ["on", "1", "true", "yes"].iter().any(|word| value.eq_ignore_ascii_case(word))
}

/// All settings by their names: the run that makes invoices asks for some thirty of each invoice.
static BY_NAME: LazyLock<HashMap<&str, &Known>> =
    LazyLock::new(|| KNOWN.iter().map(|known| (known.name, known)).collect());

/// The setting of a name; `None` for a name nobody knows.
#[must_use]
pub fn known(name: &str) -> Option<&'static Known> {
    BY_NAME.get(name).copied()
}

/// The default of a setting; empty for a name nobody knows.
fn usual(name: &str) -> &'static str {
    known(name).map_or("", |known| known.default)
}

/// Stores a setting; whether that changed it. An empty value goes back to the default, where it
/// has no meaning of its own.
///
/// # Errors
/// Invalid for a name nobody knows (`Invalid name for parameter setting`), for a value that the
/// setting cannot have, and, naming the other one, for a value that does not fit to another one.
pub async fn set(act: &mut Act, name: &str, value: &str) -> Result<bool> {
    if known(name).is_none() {
        return Err(invalid("setting", "Invalid name for parameter setting"));
    }
    let checked = values::checked(act, name, value).await?;
    let value = checked.as_str();
    together::fits(act, name, value).await?;
    if name == SMTP_PASSWORD {
        return set_password(act, value).await;
    }
    // Addresses of pages are put right behind it.
    let value = &match name {
        SYSTEM_URL if !value.is_empty() => format!("{}/", value.trim_end_matches('/')),
        _ => value.to_owned(),
    };
    let before = act.settings.text(name).to_owned();
    let is_back = value.is_empty() && !kinds::keeps_empty(name);
    if is_back {
        store::system::settings::remove(&mut act.conn, name).await?;
    } else {
        store::system::settings::put(&mut act.conn, name, value).await?;
    }
    act.touch_settings();
    let after = if is_back { usual(name) } else { value };
    if before == after {
        return Ok(false);
    }
    act.log(None, format!("Setting Changed: {name} from '{before}' to '{after}'")).await?;
    let field = (name, before.clone().into(), after.to_owned().into());
    act.changed("settings", 0, &[field]).await?;
    Ok(true)
}

/// What nobody may read is kept sealed, and logged without its value.
async fn set_password(act: &mut Act, value: &str) -> Result<bool> {
    let kept = match value {
        "" => String::new(),
        value => super::mail_server::sealed(act, value)?,
    };
    store::system::settings::put(&mut act.conn, SMTP_PASSWORD, &kept).await?;
    act.touch_settings();
    act.log(None, format!("Setting Changed: {SMTP_PASSWORD}")).await?;
    Ok(true)
}

/// The settings, at most some seconds old.
pub(crate) async fn recent(engine: &Engine) -> Result<Arc<Settings>> {
    let now = engine.now();
    if let Some(kept) = engine.recent_settings().get(now) {
        return Ok(kept);
    }
    let mut conn = engine.read_aside().await?;
    // Somebody else may have read them while this one waited.
    if let Some(kept) = engine.recent_settings().get(now) {
        return Ok(kept);
    }
    keys::refresh(engine, &mut conn).await?;
    let stored = store::system::settings::all(&mut conn).await?;
    let overrides = store::system::setting_overrides::all(&mut conn).await?;
    let mut settings = Settings::new(stored.into_iter().collect());
    settings.overrides = Arc::new(overrides::of_rows(overrides));
    engine.module_log().follow(Some(&settings));
    Ok(engine.recent_settings().put(now, settings))
}

#[cfg(test)]
mod tests {
    use super::Settings;

    #[test]
    fn defaults_hold_until_something_is_stored() {
        let fresh = Settings::new([].into());
        assert_eq!(fresh.number(super::INVOICE_DAYS_BEFORE), Some(14));
        assert!(!fresh.on(super::TAX_ENABLED));
        let stored = [("TaxEnabled".to_owned(), "on".to_owned())];
        assert!(Settings::new(stored.into()).on(super::TAX_ENABLED));
    }

    #[test]
    fn each_setting_is_found_by_its_name() {
        for each in super::KNOWN {
            let found = super::known(each.name).map(|found| (found.default, found.meaning));
            assert_eq!(found, Some((each.default, each.meaning)), "{}", each.name);
        }
        assert!(super::known("TaxEnable").is_none());
    }

    #[test]
    fn dates_are_written_as_the_company_does() {
        let date = jiff::civil::date(2026, 3, 1);
        for (format, expected) in
            [("", "2026-03-01"), ("DD/MM/YYYY", "01/03/2026"), ("DD.MM.YYYY", "01.03.2026")]
        {
            let stored = Some(("DateFormat".to_owned(), format.to_owned()));
            let stored = stored.filter(|_| !format.is_empty()).into_iter().collect();
            assert_eq!(Settings::new(stored).written(date), expected);
        }
    }

    #[test]
    fn b5_today_is_a_matter_of_time_zone() {
        let instant = "2026-03-01T02:00:00Z".parse().unwrap();
        let at = |zone: &str| {
            Settings::new([("TimeZone".to_owned(), zone.to_owned())].into()).date_of(instant)
        };
        assert_eq!(at("UTC").to_string(), "2026-03-01");
        assert_eq!(at("America/New_York").to_string(), "2026-02-28");
    }
}
