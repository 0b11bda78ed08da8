//! The fields of mails: the name of each, an example of it, and how it is read off a thing.

use std::sync::Arc;

use jiff::civil::Date;
use model::ids::{ClientId, CurrencyId};
use model::money::shown_scaled;
use model::people::full_name;
use store::billing::invoice_items::InvoiceItemRow;
use store::billing::invoices::InvoiceRow;
use store::billing::payers::PayerRow;
use store::billing::transactions::TransactionRow;
use store::domains::names::DomainRow;
use store::hosting::{details, services};
use store::people::clients::ClientRow;
use store::people::users::UserRow;
use store::system::mail_targets::TicketTarget;

use super::about::Thing;
use crate::Act;
use crate::billing::bill::label;
use crate::system::currencies::Currencies;
use crate::system::settings::{COMPANY_EMAIL, COMPANY_NAME, SYSTEM_URL, Settings};

/// A field by its name, an example of it for previews, and how it is read: one row for all three,
/// so that the fields that a text may have are those that are filled in.
type Field<T> = (&'static str, &'static str, fn(&T) -> String);

/// The fields of every mail; a preview says what the house really says of itself.
const COMMON: &[Field<House>] = &[
    ("company_name", "", |house| house.settings.text(COMPANY_NAME).to_owned()),
    ("company_email", "", |house| house.settings.text(COMPANY_EMAIL).to_owned()),
    ("whmcs_url", "", |house| house.settings.text(SYSTEM_URL).to_owned()),
    ("signature", "", |house| house.settings.text(COMPANY_NAME).to_owned()),
    ("date", "2026-01-31", |house| house.settings.written(house.today)),
];

/// The fields of every mail to a client.
const OF_CLIENT: &[Field<Addressee>] = &[
    ("client_id", "1", |to| to.client.map(|id| id.to_string()).unwrap_or_default()),
    ("client_name", "Jane Doe", Addressee::name),
    ("client_first_name", "Jane", |to| to.first_name.clone()),
    ("client_last_name", "Doe", |to| to.last_name.clone()),
    ("client_company_name", "Doe Ltd", |to| to.company.clone()),
    ("client_email", "jane@example.com", |to| to.email.clone()),
];

/// The fields of a mail to a user about its own sign-in: it may act for many clients or none.
const OF_USER: &[Field<Addressee>] = &[
    ("client_name", "Jane Doe", |user| match user.name().as_str() {
        "" => "customer".to_owned(),
        name => name.to_owned(),
    }),
    ("client_first_name", "Jane", |user| user.first_name.clone()),
    ("client_last_name", "Doe", |user| user.last_name.clone()),
    ("client_email", "jane@example.com", |user| user.email.clone()),
];

const OF_AFFILIATE: &[Field<i64>] = &[("affiliate_id", "1", i64::to_string)];

const OF_SERVICE: &[Field<Service>] = &[
    ("service_id", "1", |it| it.row.id.to_string()),
    ("service_product_name", "Starter", |it| it.names.product_name.clone()),
    ("service_product_group", "Web hosting", |it| it.names.group_name.clone()),
    ("service_domain", "jane.example", |it| it.row.domain.clone()),
    ("service_username", "jane", |it| it.row.username.clone()),
    (super::PASSWORD, "tr0ub4dor", |it| it.password.clone()),
    ("service_server_name", "Server 1", |it| it.names.server_name.clone()),
    ("service_server_hostname", "server1.example", |it| it.names.server_hostname.clone()),
    ("service_server_ip", "192.0.2.1", |it| it.names.server_ip.clone()),
    ("service_dedicated_ip", "192.0.2.10", |it| it.row.dedicated_ip.clone()),
    ("service_assigned_ips", "192.0.2.10\n192.0.2.11", |it| it.row.assigned_ips.clone()),
    ("service_reg_date", "2026-01-01", |it| it.settings.written(it.row.registered_on)),
    ("service_next_due_date", "2026-02-01", |it| day(&it.settings, it.row.next_due_on)),
    ("service_billing_cycle", "Monthly", |it| it.row.cycle.to_string()),
    ("service_first_payment_amount", "$10.00 USD", |it| it.money(it.row.first_payment_minor)),
    ("service_recurring_amount", "$10.00 USD", |it| it.money(it.row.recurring_minor)),
    ("service_payment_method", "Bank transfer", |it| it.names.gateway_name.clone()),
    ("service_status", "Active", |it| it.row.status.to_string()),
    ("service_suspension_reason", "Overdue on Payment", |it| it.row.suspend_reason.clone()),
];

const OF_DOMAIN: &[Field<Domain>] = &[
    ("domain_id", "1", |it| it.row.id.to_string()),
    ("domain_name", "jane.example", |it| it.row.name.clone()),
    ("domain_reg_date", "2026-01-01", |it| it.settings.written(it.row.registered_on)),
    ("domain_expiry_date", "2027-01-01", |it| day(&it.settings, it.row.expires_on)),
    ("domain_next_due_date", "2027-01-01", |it| day(&it.settings, it.row.next_due_on)),
    ("domain_reg_period", "1", |it| it.row.years.to_string()),
    ("domain_status", "Active", |it| it.row.status.to_string()),
];

const OF_INVOICE: &[Field<Invoice>] = &[
    ("invoice_id", "1", |it| it.row.id.to_string()),
    ("invoice_num", "2026-0001", |it| label(&it.row)),
    ("invoice_subtotal", "$10.00 USD", |it| it.money(it.row.subtotal_minor)),
    ("invoice_tax", "$0.00 USD", |it| it.money(it.row.tax_minor)),
    ("invoice_tax_rate", "0%", |it| percent(it.row.tax_rate)),
    ("invoice_tax2", "$0.00 USD", |it| it.money(it.row.tax2_minor)),
    ("invoice_tax_rate2", "0%", |it| percent(it.row.tax_rate2)),
    ("invoice_credit", "$0.00 USD", |it| it.money(it.row.credit_minor)),
    // As everywhere on the wire and on the pages: what credit has paid is off it.
    ("invoice_total", "$10.00 USD", |it| it.money(it.row.total_minor - it.row.credit_minor)),
    ("invoice_amount_paid", "$0.00 USD", |it| it.money(it.row.paid_minor)),
    ("invoice_balance", "$10.00 USD", |it| it.money(it.row.balance_minor())),
    ("invoice_date_created", "2026-01-17", |it| it.settings.written(it.row.issued_on)),
    ("invoice_date_due", "2026-01-31", |it| it.settings.written(it.row.due_on)),
    ("invoice_date_paid", "2026-01-20", |it| day(&it.settings, it.paid_on)),
    ("invoice_status", "Unpaid", |it| it.row.status.to_string()),
    (METHOD, "Bank transfer", |it| it.method.clone()),
    (INSTRUCTIONS, "IBAN: DE02 1203 0000 0000 2020 51", |it| it.instructions.clone()),
    ("invoice_notes", "Thank you for your order.", |it| it.row.notes.clone()),
    ("invoice_link", "https://example.com/viewinvoice.php?id=1", |it| it.link.clone()),
    (LINES, "Starter: $10.00 USD\nTotal: $10.00 USD", Invoice::contents),
    (LAST_AMOUNT, "$10.00 USD", |it| match &it.last_payment {
        Some(payment) => it.money(payment.amount_in_minor),
        None => String::new(),
    }),
    (LAST_REFERENCE, "TX-1001", |it| match &it.last_payment {
        Some(payment) => payment.reference.clone(),
        None => String::new(),
    }),
];

const OF_TICKET: &[Field<TicketTarget>] = &[
    ("ticket_id", "ABC-123456", |ticket| ticket.mask.clone()),
    ("ticket_subject", "It is down", |ticket| ticket.subject.clone()),
    ("ticket_status", "Open", |ticket| ticket.status.clone()),
    ("ticket_priority", "Medium", |ticket| ticket.priority.clone()),
];

/// What the house says of itself, on a day.
#[derive(Debug, Clone)]
pub(crate) struct House {
    pub(super) settings: Arc<Settings>,
    today: Date,
}

impl House {
    /// As an act sees it.
    pub(crate) fn of(act: &Act) -> Self {
        Self { settings: Arc::clone(&act.settings), today: act.today() }
    }
}

/// Characters of a day as in `2026-01-31`.
const ISO_DAY_CHARS: usize = 10;

/// How an invoice is paid, as clients read it; read for texts only that ask for it.
pub(super) const METHOD: &str = "invoice_payment_method";
/// What somebody has to know who pays by hand what is open; read for texts only that ask for it.
pub(super) const INSTRUCTIONS: &str = "invoice_payment_instructions";
/// Every line of an invoice; read for texts only that ask for it.
pub(super) const LINES: &str = "invoice_html_contents";
/// What was paid last; read for texts only that ask for it.
pub(super) const LAST_AMOUNT: &str = "invoice_last_payment_amount";
/// The gateway's own id of what was paid last.
pub(super) const LAST_REFERENCE: &str = "invoice_last_payment_transid";

/// Whom a mail goes to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Addressee {
    /// Which client, if it is one.
    pub(crate) client: Option<ClientId>,
    /// Given name.
    pub(crate) first_name: String,
    /// Family name.
    pub(crate) last_name: String,
    /// Company.
    pub(crate) company: String,
    /// Mail address.
    pub(crate) email: String,
    /// Language name; empty for the usual one.
    pub(crate) language: String,
}

impl Addressee {
    pub(super) fn name(&self) -> String {
        full_name(&self.first_name, &self.last_name)
    }
}

impl From<&ClientRow> for Addressee {
    fn from(row: &ClientRow) -> Self {
        Self {
            client: Some(row.id),
            first_name: row.first_name.clone(),
            last_name: row.last_name.clone(),
            company: row.company.clone(),
            email: row.email.clone(),
            language: row.language.clone(),
        }
    }
}

impl From<&UserRow> for Addressee {
    fn from(row: &UserRow) -> Self {
        Self {
            client: None,
            first_name: row.first_name.clone(),
            last_name: row.last_name.clone(),
            company: String::new(),
            email: row.email.clone(),
            language: row.language.clone(),
        }
    }
}

impl From<&PayerRow> for Addressee {
    fn from(row: &PayerRow) -> Self {
        Self {
            // Whoever gets a quote need not be a client.
            client: Some(row.id).filter(|id| id.0 > 0),
            first_name: row.first_name.clone(),
            last_name: row.last_name.clone(),
            company: row.company.clone(),
            email: row.email.clone(),
            language: row.language.clone(),
        }
    }
}

/// What a mail about a service is read off.
#[derive(Debug)]
pub(crate) struct Service {
    pub(super) row: services::ServiceRow,
    pub(super) names: details::NamesRow,
    pub(super) password: String,
    pub(super) currencies: Arc<Currencies>,
    pub(super) settings: Arc<Settings>,
}

impl Service {
    fn money(&self, minor: i64) -> String {
        said(&self.currencies, minor, self.names.currency_id)
    }
}

/// What a mail about a domain is read off.
#[derive(Debug)]
pub(crate) struct Domain {
    pub(super) row: DomainRow,
    pub(super) settings: Arc<Settings>,
}

/// What a mail about an invoice is read off.
#[derive(Debug)]
pub(crate) struct Invoice {
    pub(super) row: InvoiceRow,
    pub(super) currencies: Arc<Currencies>,
    pub(super) settings: Arc<Settings>,
    pub(super) link: String,
    pub(super) method: String,
    pub(super) instructions: String,
    pub(super) paid_on: Option<Date>,
    pub(super) lines: Vec<InvoiceItemRow>,
    pub(super) last_payment: Option<TransactionRow>,
}

impl Invoice {
    fn money(&self, minor: i64) -> String {
        said(&self.currencies, minor, self.row.currency_id)
    }

    /// The lines and what they come to, one below the other.
    fn contents(&self) -> String {
        let row = &self.row;
        let shown = |line: &InvoiceItemRow| {
            let text = self.settings.line_shown(&line.description, line.period());
            (text, line.amount_minor)
        };
        let taxes = [(&row.tax_name, row.tax_minor), (&row.tax_name2, row.tax2_minor)];
        let taxes = taxes.map(|(name, minor)| match name.as_str() {
            "" => ("Tax".to_owned(), minor),
            name => (name.to_owned(), minor),
        });
        let some = |(_, minor): &(String, i64)| *minor != 0;
        let mut all: Vec<(String, i64)> = self.lines.iter().map(shown).collect();
        if taxes.iter().any(some) {
            all.push(("Sub Total".to_owned(), row.subtotal_minor));
            all.extend(taxes.into_iter().filter(some));
        }
        all.extend(Some(("Credit".to_owned(), -row.credit_minor)).filter(some));
        all.push(("Total".to_owned(), row.total_minor - row.credit_minor));
        let lines = all.into_iter().map(|(what, minor)| format!("{what}: {}", self.money(minor)));
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn said(currencies: &Currencies, minor: i64, currency: CurrencyId) -> String {
    let money = currencies.money(minor, currency);
    money.map(|money| currencies.formatted(money)).unwrap_or_default()
}

/// Ten-thousandths of a percent.
fn percent(rate: i64) -> String {
    format!("{}%", shown_scaled(rate, 4))
}

/// As the company writes dates; empty for none.
fn day(settings: &Settings, date: Option<Date>) -> String {
    date.map(|date| settings.written(date)).unwrap_or_default()
}

fn read<T>(fields: &[Field<T>], of: &T, name: &str) -> Option<String> {
    fields.iter().find(|(known, ..)| *known == name).map(|(_, _, value)| value(of))
}

/// What stands for a field of every mail.
pub(super) fn common(house: &House, name: &str) -> Option<String> {
    read(COMMON, house, name)
}

/// What stands for a field of every mail to a client.
pub(super) fn of_client(to: &Addressee, name: &str) -> Option<String> {
    read(OF_CLIENT, to, name)
}

/// What stands for a field of a mail to a user.
pub(super) fn of_user(user: &Addressee, name: &str) -> Option<String> {
    read(OF_USER, user, name)
}

/// What stands for a field of what a mail is about.
pub(super) fn of_thing(thing: &Thing, name: &str) -> Option<String> {
    match thing {
        Thing::Client => None,
        Thing::Affiliate(id) => read(OF_AFFILIATE, id, name),
        Thing::Service(service) => read(OF_SERVICE, service, name),
        Thing::Domain(domain) => read(OF_DOMAIN, domain, name),
        Thing::Invoice(invoice) => read(OF_INVOICE, invoice, name),
        Thing::Ticket(ticket) => read(OF_TICKET, ticket, name),
    }
}

/// The fields that a mail of a kind has of itself, and an example of each.
pub(super) fn of_kind(kind: &str) -> Vec<(&'static str, &'static str)> {
    let (common, client) = (known(COMMON), known(OF_CLIENT));
    match kind {
        "general" => [common, client].concat(),
        "affiliate" => [common, client, known(OF_AFFILIATE)].concat(),
        "product" => [common, client, known(OF_SERVICE)].concat(),
        "domain" => [common, client, known(OF_DOMAIN)].concat(),
        "invoice" => [common, client, known(OF_INVOICE)].concat(),
        "support" => [common, client, known(OF_TICKET)].concat(),
        _ => common,
    }
}

/// The same of a mail to a user.
pub(super) fn of_user_mails() -> Vec<(&'static str, &'static str)> {
    [known(COMMON), known(OF_USER)].concat()
}

fn known<T>(fields: &[Field<T>]) -> Vec<(&'static str, &'static str)> {
    fields.iter().map(|(name, example, _)| (*name, *example)).collect()
}

/// An example with the day that it begins with as the company writes dates.
pub(super) fn dated(settings: &Settings, example: &str) -> String {
    let parts = example.get(..ISO_DAY_CHARS).zip(example.get(ISO_DAY_CHARS..));
    let parts = parts.and_then(|(day, rest)| Some((day.parse::<Date>().ok()?, rest)));
    match parts {
        Some((day, rest)) => format!("{}{rest}", settings.written(day)),
        None => example.to_owned(),
    }
}

/// What a preview says where an example would not be true: of the house itself.
pub(super) fn of_house(settings: &Settings, name: &str) -> Option<String> {
    Some(match name {
        "company_name" | "signature" => settings.text(COMPANY_NAME).to_owned(),
        "company_email" => settings.text(COMPANY_EMAIL).to_owned(),
        "whmcs_url" => settings.text(SYSTEM_URL).to_owned(),
        _ => return None,
    })
}
