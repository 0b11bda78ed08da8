//! The fields of a mail about a thing, and whom it goes to.

use std::collections::BTreeMap;

use jiff::civil::Date;
use model::ids::{ClientId, DomainId, InvoiceId, ServiceId};
use model::money::Money;
use store::billing::invoices::{self, InvoiceRow};
use store::domains::names::{self, DomainRow};
use store::hosting::{details, services};
use store::people::clients::{self, ClientRow};
use store::people::users::UserRow;
use store::system::mail_targets::{self, TicketTarget};

use crate::system::currencies::Currencies;
use crate::system::mail::AboutTicket;
use crate::system::settings::{COMPANY_EMAIL, COMPANY_NAME, SYSTEM_URL};
use crate::{Act, Result, invalid};

/// A field by its name, and how it is read: one row for both, so that the fields that a text may
/// have are those that are filled in.
type Field<T> = (&'static str, fn(&T) -> String);

/// The fields of every mail.
const COMMON: &[Field<Act>] = &[
    ("company_name", |act| act.settings.text(COMPANY_NAME).to_owned()),
    ("company_email", |act| act.settings.text(COMPANY_EMAIL).to_owned()),
    ("whmcs_url", |act| act.settings.text(SYSTEM_URL).to_owned()),
    ("signature", |act| act.settings.text(COMPANY_NAME).to_owned()),
    ("date", |act| act.today().to_string()),
];

/// The fields of every mail to a client.
const OF_CLIENT: &[Field<ClientRow>] = &[
    ("client_id", |row| row.id.to_string()),
    ("client_name", full_name),
    ("client_first_name", |row| row.first_name.clone()),
    ("client_last_name", |row| row.last_name.clone()),
    ("client_company_name", |row| row.company.clone()),
    ("client_email", |row| row.email.clone()),
];

/// The fields of a mail to a user about its own sign-in: it may act for many clients or none.
const OF_USER: &[Field<UserRow>] = &[
    ("client_name", |user| match full_name_of(&user.first_name, &user.last_name).as_str() {
        "" => "customer".to_owned(),
        name => name.to_owned(),
    }),
    ("client_first_name", |user| user.first_name.clone()),
    ("client_last_name", |user| user.last_name.clone()),
    ("client_email", |user| user.email.clone()),
];

const OF_AFFILIATE: &[Field<i64>] = &[("affiliate_id", i64::to_string)];

const OF_SERVICE: &[Field<Service>] = &[
    ("service_id", |it| it.row.id.to_string()),
    ("service_product_name", |it| it.names.product_name.clone()),
    ("service_product_group", |it| it.names.group_name.clone()),
    ("service_domain", |it| it.row.domain.clone()),
    ("service_username", |it| it.row.username.clone()),
    (super::PASSWORD, |it| it.password.clone()),
    ("service_server_name", |it| it.names.server_name.clone()),
    ("service_server_hostname", |it| it.names.server_hostname.clone()),
    ("service_server_ip", |it| it.names.server_ip.clone()),
    ("service_dedicated_ip", |it| it.row.dedicated_ip.clone()),
    ("service_assigned_ips", |it| it.row.assigned_ips.clone()),
    ("service_reg_date", |it| it.row.registered_on.to_string()),
    ("service_next_due_date", |it| day(it.row.next_due_on)),
    ("service_billing_cycle", |it| it.row.cycle.to_string()),
    ("service_first_payment_amount", |it| it.first_payment.clone()),
    ("service_recurring_amount", |it| it.recurring.clone()),
    ("service_payment_method", |it| it.names.gateway_name.clone()),
    ("service_status", |it| it.row.status.to_string()),
    ("service_suspension_reason", |it| it.row.suspend_reason.clone()),
];

const OF_DOMAIN: &[Field<DomainRow>] = &[
    ("domain_id", |row| row.id.to_string()),
    ("domain_name", |row| row.name.clone()),
    ("domain_reg_date", |row| row.registered_on.to_string()),
    ("domain_expiry_date", |row| day(row.expires_on)),
    ("domain_next_due_date", |row| day(row.next_due_on)),
    ("domain_reg_period", |row| row.years.to_string()),
    ("domain_status", |row| row.status.to_string()),
];

const OF_INVOICE: &[Field<Invoice>] = &[
    ("invoice_id", |it| it.row.id.to_string()),
    ("invoice_num", |it| match it.row.number.as_str() {
        "" => it.row.id.to_string(),
        number => number.to_owned(),
    }),
    ("invoice_total", |it| it.total.clone()),
    ("invoice_balance", |it| it.balance.clone()),
    ("invoice_date_created", |it| it.row.issued_on.to_string()),
    ("invoice_date_due", |it| it.row.due_on.to_string()),
    ("invoice_status", |it| it.row.status.to_string()),
    ("invoice_payment_method", |it| it.row.gateway.clone()),
    ("invoice_link", |it| it.link.clone()),
];

const OF_TICKET: &[Field<TicketTarget>] = &[
    ("ticket_id", |ticket| ticket.mask.clone()),
    ("ticket_subject", |ticket| ticket.subject.clone()),
    ("ticket_status", |ticket| ticket.status.clone()),
    ("ticket_priority", |ticket| ticket.priority.clone()),
];

/// What a mail about a service is read off.
struct Service {
    row: services::ServiceRow,
    names: details::NamesRow,
    password: String,
    first_payment: String,
    recurring: String,
}

/// What a mail about an invoice is read off.
struct Invoice {
    row: InvoiceRow,
    total: String,
    balance: String,
    link: String,
}

/// The names of the fields that a mail of a kind has of itself.
pub(super) fn names_of(kind: &str) -> Vec<&'static str> {
    fn of<T>(fields: &[Field<T>]) -> impl Iterator<Item = &'static str> {
        fields.iter().map(|(name, _)| *name)
    }
    let client = of(OF_CLIENT);
    let common = of(COMMON);
    match kind {
        "general" => common.chain(client).collect(),
        "affiliate" => common.chain(client).chain(of(OF_AFFILIATE)).collect(),
        "product" => common.chain(client).chain(of(OF_SERVICE)).collect(),
        "domain" => common.chain(client).chain(of(OF_DOMAIN)).collect(),
        "invoice" => common.chain(client).chain(of(OF_INVOICE)).collect(),
        "support" => common.chain(client).chain(of(OF_TICKET)).collect(),
        _ => common.collect(),
    }
}

/// The fields of every mail, filled in.
pub(super) fn common(act: &Act) -> BTreeMap<String, String> {
    read(COMMON, act).collect()
}

fn read<T>(fields: &[Field<T>], of: &T) -> impl Iterator<Item = (String, String)> {
    fields.iter().map(move |(name, value)| ((*name).to_owned(), value(of)))
}

/// The fields of a mail to a user, filled in.
pub(super) fn of_user(act: &Act, user: &UserRow) -> BTreeMap<String, String> {
    read(COMMON, act).chain(read(OF_USER, user)).collect()
}

/// The names of those.
pub(super) fn names_of_user() -> Vec<&'static str> {
    COMMON.iter().map(|(name, _)| *name).chain(OF_USER.iter().map(|(name, _)| *name)).collect()
}

fn full_name(row: &ClientRow) -> String {
    full_name_of(&row.first_name, &row.last_name)
}

fn full_name_of(first: &str, last: &str) -> String {
    format!("{first} {last}").trim().to_owned()
}

fn day(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// Whom a mail goes to, and the fields it has for that.
pub(super) struct About {
    pub(super) client: Option<ClientId>,
    pub(super) email: String,
    pub(super) name: String,
    pub(super) language: String,
    pub(super) fields: BTreeMap<String, String>,
    /// Addresses that get copies.
    pub(super) cc: Vec<String>,
    /// The conversation that the mail is part of.
    pub(super) ticket: Option<AboutTicket>,
}

/// Reads the thing of a kind; `None` when it does not exist or nobody can be written to.
pub(super) async fn about(act: &mut Act, kind: &str, id: i64) -> Result<Option<About>> {
    match kind {
        "general" => of_client(act, ClientId(id), Vec::new()).await,
        "affiliate" => match client_of_affiliate(act, id).await? {
            Some(client) => of_client(act, client, read(OF_AFFILIATE, &id).collect()).await,
            None => Ok(None),
        },
        "product" => of_service(act, ServiceId(id)).await,
        "domain" => of_domain(act, DomainId(id)).await,
        "invoice" => of_invoice(act, InvoiceId(id)).await,
        "support" => of_ticket(act, id).await,
        _ => Err(invalid("customtype", "Invalid message type provided")),
    }
}

async fn of_client(
    act: &mut Act,
    id: ClientId,
    more: Vec<(String, String)>,
) -> Result<Option<About>> {
    let Some(row) = clients::by_id(&mut act.conn, id).await? else { return Ok(None) };
    Ok(Some(About {
        client: Some(row.id),
        email: row.email.clone(),
        name: full_name(&row),
        language: row.language.clone(),
        fields: read(OF_CLIENT, &row).chain(more).collect(),
        cc: Vec::new(),
        ticket: None,
    }))
}

async fn client_of_affiliate(act: &mut Act, id: i64) -> Result<Option<ClientId>> {
    Ok(mail_targets::client_of_affiliate(&mut act.conn, id).await?)
}

async fn of_service(act: &mut Act, id: ServiceId) -> Result<Option<About>> {
    let Some(row) = services::by_id(&mut act.conn, id).await? else { return Ok(None) };
    let names = details::names(&mut act.conn, &[id]).await?;
    let Some(names) = names.into_iter().next() else { return Ok(None) };
    let currencies = Currencies::read(&mut act.conn).await?;
    let money = |minor| {
        Ok::<_, crate::Fault>(currencies.formatted(currencies.money(minor, names.currency_id)?))
    };
    let place = format!("services.password:{id}");
    let password = act.engine.secrets().open(&place, &row.password)?;
    let (first_payment, recurring) = (money(row.first_payment_minor)?, money(row.recurring_minor)?);
    let client = row.client_id;
    let service = Service { row, names, password, first_payment, recurring };
    of_client(act, client, read(OF_SERVICE, &service).collect()).await
}

async fn of_domain(act: &mut Act, id: DomainId) -> Result<Option<About>> {
    let Some(row) = names::by_id(&mut act.conn, id).await? else { return Ok(None) };
    of_client(act, row.client_id, read(OF_DOMAIN, &row).collect()).await
}

async fn of_invoice(act: &mut Act, id: InvoiceId) -> Result<Option<About>> {
    let Some(row) = invoices::by_id(&mut act.conn, id).await? else { return Ok(None) };
    let currencies = Currencies::read(&mut act.conn).await?;
    let currency = currencies.currency(row.currency_id)?;
    let money = |minor| currencies.formatted(Money::from_minor(minor, currency));
    let link = format!("{}viewinvoice.php?id={id}", act.settings.text(SYSTEM_URL));
    let (total, balance) = (money(row.total_minor), money(row.balance_minor()));
    let client = row.client_id;
    let invoice = Invoice { row, total, balance, link };
    of_client(act, client, read(OF_INVOICE, &invoice).collect()).await
}

async fn of_ticket(act: &mut Act, id: i64) -> Result<Option<About>> {
    let found = mail_targets::ticket(&mut act.conn, id).await?;
    let Some(ticket) = found else { return Ok(None) };
    let more: Vec<_> = read(OF_TICKET, &ticket).collect();
    let cc = ticket.cc.split(',').map(|address| address.trim().to_owned());
    let cc = cc.filter(|address| !address.is_empty()).collect();
    let conversation = AboutTicket {
        ticket: id,
        from: ticket.department_email,
        answers: ticket.last_message_id,
        to_staff: false,
    };
    if ticket.client_id > 0 {
        let about = of_client(act, ClientId(ticket.client_id), more).await?;
        return Ok(about.map(|about| About { cc, ticket: Some(conversation), ..about }));
    }
    if ticket.email.is_empty() {
        return Ok(None);
    }
    // A guest wrote it: there is no client, only an address.
    let name = ("client_name".to_owned(), ticket.name.clone());
    Ok(Some(About {
        client: None,
        email: ticket.email,
        name: ticket.name,
        language: String::new(),
        fields: more.into_iter().chain([name]).collect(),
        cc,
        ticket: Some(conversation),
    }))
}
