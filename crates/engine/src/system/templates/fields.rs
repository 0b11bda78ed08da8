//! The fields of a mail about a thing, and whom it goes to.

use std::collections::BTreeMap;

use model::ids::{ClientId, DomainId, InvoiceId, ServiceId};
use model::money::Money;
use store::billing::invoices;
use store::domains::names;
use store::hosting::{details, services};
use store::people::clients::{self, ClientRow};

use crate::system::currencies::Currencies;
use crate::system::mail::AboutTicket;
use crate::system::settings::SYSTEM_URL;
use crate::{Act, Result, invalid};

/// The fields of every mail to a client.
pub(super) const OF_CLIENT: [&str; 6] = [
    "client_id",
    "client_name",
    "client_first_name",
    "client_last_name",
    "client_company_name",
    "client_email",
];

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
            Some(client) => of_client(act, client, vec![("affiliate_id", id.to_string())]).await,
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
    more: Vec<(&str, String)>,
) -> Result<Option<About>> {
    let Some(row) = clients::by_id(&mut act.conn, id).await? else { return Ok(None) };
    Ok(Some(with_client(&row, more)))
}

fn with_client(row: &ClientRow, more: Vec<(&str, String)>) -> About {
    let name = format!("{} {}", row.first_name, row.last_name).trim().to_owned();
    let own = OF_CLIENT.into_iter().zip([
        row.id.to_string(),
        name.clone(),
        row.first_name.clone(),
        row.last_name.clone(),
        row.company.clone(),
        row.email.clone(),
    ]);
    About {
        client: Some(row.id),
        email: row.email.clone(),
        name,
        language: row.language.clone(),
        fields: own.chain(more).map(|(key, value)| (key.to_owned(), value)).collect(),
        cc: Vec::new(),
        ticket: None,
    }
}

async fn client_of_affiliate(act: &mut Act, id: i64) -> Result<Option<ClientId>> {
    Ok(store::system::mail_targets::client_of_affiliate(&mut act.conn, id).await?)
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
    let due = row.next_due_on.map(|due| due.to_string()).unwrap_or_default();
    let more = vec![
        ("service_id", id.to_string()),
        ("service_product_name", names.product_name),
        ("service_product_group", names.group_name),
        ("service_domain", row.domain),
        ("service_username", row.username),
        ("service_password", password),
        ("service_server_name", names.server_name),
        ("service_server_hostname", names.server_hostname),
        ("service_server_ip", names.server_ip),
        ("service_dedicated_ip", row.dedicated_ip),
        ("service_assigned_ips", row.assigned_ips),
        ("service_reg_date", row.registered_on.to_string()),
        ("service_next_due_date", due),
        ("service_billing_cycle", row.cycle.to_string()),
        ("service_first_payment_amount", money(row.first_payment_minor)?),
        ("service_recurring_amount", money(row.recurring_minor)?),
        ("service_payment_method", names.gateway_name),
        ("service_status", row.status.to_string()),
        ("service_suspension_reason", row.suspend_reason),
    ];
    of_client(act, row.client_id, more).await
}

async fn of_domain(act: &mut Act, id: DomainId) -> Result<Option<About>> {
    let Some(row) = names::by_id(&mut act.conn, id).await? else { return Ok(None) };
    let day = |date: Option<jiff::civil::Date>| date.map(|d| d.to_string()).unwrap_or_default();
    let more = vec![
        ("domain_id", id.to_string()),
        ("domain_name", row.name),
        ("domain_reg_date", row.registered_on.to_string()),
        ("domain_expiry_date", day(row.expires_on)),
        ("domain_next_due_date", day(row.next_due_on)),
        ("domain_reg_period", row.years.to_string()),
        ("domain_status", row.status.to_string()),
    ];
    of_client(act, row.client_id, more).await
}

async fn of_invoice(act: &mut Act, id: InvoiceId) -> Result<Option<About>> {
    let Some(row) = invoices::by_id(&mut act.conn, id).await? else { return Ok(None) };
    let currencies = Currencies::read(&mut act.conn).await?;
    let currency = currencies.currency(row.currency_id)?;
    let money = |minor| currencies.formatted(Money::from_minor(minor, currency));
    let number = if row.number.is_empty() { id.to_string() } else { row.number.clone() };
    let link = format!("{}viewinvoice.php?id={id}", act.settings.text(SYSTEM_URL));
    let more = vec![
        ("invoice_id", id.to_string()),
        ("invoice_num", number),
        ("invoice_total", money(row.total_minor)),
        ("invoice_balance", money(row.balance_minor())),
        ("invoice_date_created", row.issued_on.to_string()),
        ("invoice_date_due", row.due_on.to_string()),
        ("invoice_status", row.status.to_string()),
        ("invoice_payment_method", row.gateway.clone()),
        ("invoice_link", link),
    ];
    of_client(act, row.client_id, more).await
}

async fn of_ticket(act: &mut Act, id: i64) -> Result<Option<About>> {
    let found = store::system::mail_targets::ticket(&mut act.conn, id).await?;
    let Some(ticket) = found else { return Ok(None) };
    let more = vec![
        ("ticket_id", ticket.mask),
        ("ticket_subject", ticket.subject),
        ("ticket_status", ticket.status),
        ("ticket_priority", ticket.priority),
    ];
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
    let fields = more.into_iter().chain([("client_name", ticket.name.clone())]);
    Ok(Some(About {
        client: None,
        email: ticket.email,
        name: ticket.name,
        language: String::new(),
        fields: fields.map(|(key, value)| (key.to_owned(), value)).collect(),
        cc,
        ticket: Some(conversation),
    }))
}
