//! What a mail is about, and whom it goes to.

use std::sync::Arc;

use jiff::Timestamp;
use model::ids::{ClientId, DomainId, InvoiceId, ServiceId};
use store::billing::invoices::{self, InvoiceRow};
use store::billing::{invoice_items, transactions};
use store::domains::names;
use store::hosting::{details, services};
use store::people::clients;
use store::system::mail_targets::{self, TicketTarget};

use super::fields::{self, Addressee, Domain, House, Invoice, Service};
use super::words::Template;
use crate::billing::gateways;
use crate::system::currencies::Currencies;
use crate::system::mail::AboutTicket;
use crate::system::settings::{SYSTEM_URL, Settings};
use crate::{Act, Result, invalid};

/// A mail to somebody about something.
#[derive(Debug)]
pub(crate) struct About {
    /// Whom it goes to.
    to: Addressee,
    /// What it is about.
    thing: Thing,
    /// What the house says in this mail only, by the names of fields.
    more: Vec<(&'static str, String)>,
    /// Addresses that get copies.
    pub(super) cc: Vec<String>,
    /// The conversation that the mail is part of.
    pub(super) ticket: Option<AboutTicket>,
}

/// What a mail is about, besides whom it goes to.
#[derive(Debug)]
pub(crate) enum Thing {
    Client,
    Affiliate(i64),
    Service(Box<Service>),
    Domain(Box<Domain>),
    Invoice(Box<Invoice>),
    Ticket(Box<TicketTarget>),
}

impl About {
    /// A mail about an invoice in hand. What its row does not say is read only for a template
    /// that asks for it.
    ///
    /// # Errors
    /// Broken when the currency is gone or the database fails.
    pub(crate) async fn invoice(
        act: &mut Act,
        template: &Template,
        to: impl Into<Addressee>,
        row: &InvoiceRow,
    ) -> Result<Self> {
        let invoice = in_hand(act, template, row.clone()).await?;
        Ok(Self::of(to.into(), Thing::Invoice(Box::new(invoice))))
    }

    /// The same, with what the house says in this mail only.
    pub(crate) fn with(self, more: Vec<(&'static str, String)>) -> Self {
        Self { more, ..self }
    }

    /// [`About::invoice`] for a template that asks for nothing but what a new invoice's row says,
    /// and how it is paid by hand.
    ///
    /// # Errors
    /// Broken when the currency is gone.
    pub(crate) fn new_invoice(
        house: &House,
        currencies: &Arc<Currencies>,
        to: impl Into<Addressee>,
        row: &InvoiceRow,
        instructions: &str,
    ) -> Result<Self> {
        let (settings, currencies) = (Arc::clone(&house.settings), Arc::clone(currencies));
        let mut invoice = as_it_is(settings, currencies, row.clone())?;
        if is_to_be_paid(row) {
            instructions.clone_into(&mut invoice.instructions);
        }
        Ok(Self::of(to.into(), Thing::Invoice(Box::new(invoice))))
    }

    /// A mail about nothing but whom it goes to, with fields of its own.
    pub(crate) fn client(to: impl Into<Addressee>, more: Vec<(&'static str, String)>) -> Self {
        Self { more, ..Self::of(to.into(), Thing::Client) }
    }

    fn of(to: Addressee, thing: Thing) -> Self {
        Self { to, thing, more: Vec::new(), cc: Vec::new(), ticket: None }
    }

    /// Which client it goes to.
    pub(super) const fn to_client(&self) -> Option<ClientId> {
        self.to.client
    }

    /// The language it is written in; empty for the usual one.
    pub(crate) fn language(&self) -> &str {
        &self.to.language
    }

    /// The address it goes to.
    pub(super) fn address(&self) -> &str {
        &self.to.email
    }

    /// The name of whom it goes to.
    pub(super) fn name(&self) -> String {
        self.to.name()
    }

    /// What stands for a field.
    pub(super) fn value(&self, house: &House, name: &str) -> Option<String> {
        let own = self.more.iter().find(|(known, _)| *known == name);
        own.map(|(_, value)| value.clone())
            .or_else(|| match self.thing {
                // Of a guest no more is said than what the ticket calls it.
                Thing::Ticket(_) if self.to.client.is_none() && name != "client_name" => None,
                _ => fields::of_client(&self.to, name),
            })
            .or_else(|| fields::of_thing(&self.thing, name))
            .or_else(|| fields::common(house, name))
    }
}

/// Reads the thing of a kind; `None` when it does not exist or nobody can be written to.
pub(super) async fn read(act: &mut Act, template: &Template, id: i64) -> Result<Option<About>> {
    match template.kind() {
        "general" => of_client(act, ClientId(id), Thing::Client).await,
        "affiliate" => match mail_targets::client_of_affiliate(&mut act.conn, id).await? {
            Some(client) => of_client(act, client, Thing::Affiliate(id)).await,
            None => Ok(None),
        },
        "product" => of_service(act, ServiceId(id)).await,
        "domain" => of_domain(act, DomainId(id)).await,
        "invoice" => of_invoice(act, template, InvoiceId(id)).await,
        "support" => of_ticket(act, id).await,
        _ => Err(invalid("customtype", "Invalid message type provided")),
    }
}

async fn of_client(act: &mut Act, id: ClientId, thing: Thing) -> Result<Option<About>> {
    let row = clients::by_id(&mut act.conn, id).await?;
    Ok(row.map(|row| About::of(Addressee::from(&row), thing)))
}

async fn of_service(act: &mut Act, id: ServiceId) -> Result<Option<About>> {
    let Some(row) = services::by_id(&mut act.conn, id).await? else { return Ok(None) };
    let names = details::names(&mut act.conn, &[id]).await?;
    let Some(names) = names.into_iter().next() else { return Ok(None) };
    let currencies = act.currencies().await?;
    currencies.currency(names.currency_id)?;
    let place = format!("services.password:{id}");
    let password = act.engine.secrets().open(&place, &row.password)?;
    let client = row.client_id;
    let settings = Arc::clone(&act.settings);
    let service = Service { row, names, password, currencies, settings };
    of_client(act, client, Thing::Service(Box::new(service))).await
}

async fn of_domain(act: &mut Act, id: DomainId) -> Result<Option<About>> {
    let Some(row) = names::by_id(&mut act.conn, id).await? else { return Ok(None) };
    let (client, settings) = (row.client_id, Arc::clone(&act.settings));
    of_client(act, client, Thing::Domain(Box::new(Domain { row, settings }))).await
}

async fn of_invoice(act: &mut Act, template: &Template, id: InvoiceId) -> Result<Option<About>> {
    let Some(row) = invoices::by_id(&mut act.conn, id).await? else { return Ok(None) };
    let client = row.client_id;
    let invoice = in_hand(act, template, row).await?;
    of_client(act, client, Thing::Invoice(Box::new(invoice))).await
}

async fn in_hand(act: &mut Act, template: &Template, row: InvoiceRow) -> Result<Invoice> {
    let id = row.id;
    let currencies = act.currencies().await?;
    let mut invoice = as_it_is(Arc::clone(&act.settings), currencies, row)?;
    if template.asks(fields::METHOD) {
        invoice.method = gateways::shown(&mut act.conn, &invoice.row.gateway).await?;
    }
    if asks_how_to_pay(template) && is_to_be_paid(&invoice.row) {
        let mut ways = gateways::instructions(act).await?;
        invoice.instructions = ways.remove(&invoice.row.gateway).unwrap_or_default();
    }
    if template.asks(fields::LINES) {
        invoice.lines = invoice_items::of_invoice(&mut act.conn, id).await?;
    }
    if [fields::LAST_AMOUNT, fields::LAST_REFERENCE].iter().any(|name| template.asks(name)) {
        let payments = transactions::of_invoice(&mut act.conn, id).await?;
        invoice.last_payment = payments.into_iter().rfind(|row| row.amount_in_minor > 0);
    }
    Ok(invoice)
}

/// Whether a template asks for more of an invoice than its row says.
pub(crate) fn asks_for_more(template: &Template) -> bool {
    let read = [fields::METHOD, fields::LINES, fields::LAST_AMOUNT, fields::LAST_REFERENCE];
    read.iter().any(|name| template.asks(name))
}

/// Whether a template says how an invoice is paid by hand.
pub(crate) fn asks_how_to_pay(template: &Template) -> bool {
    template.asks(fields::INSTRUCTIONS)
}

/// Whether money is still asked for; a draft is not yet read by its client.
fn is_to_be_paid(row: &InvoiceRow) -> bool {
    row.status.is_open() && row.balance_minor() > 0
}

/// An invoice with what its row says.
fn as_it_is(
    settings: Arc<Settings>,
    currencies: Arc<Currencies>,
    row: InvoiceRow,
) -> Result<Invoice> {
    currencies.currency(row.currency_id)?;
    let paid_at = row.paid_at.and_then(|at| Timestamp::from_second(at).ok());
    let paid_on = paid_at.map(|at| settings.date_of(at));
    let link = format!("{}viewinvoice.php?id={}", settings.text(SYSTEM_URL), row.id);
    let (method, instructions) = (String::new(), String::new());
    let (lines, last_payment) = (Vec::new(), None);
    Ok(Invoice {
        row,
        currencies,
        settings,
        link,
        method,
        instructions,
        paid_on,
        lines,
        last_payment,
    })
}

async fn of_ticket(act: &mut Act, id: i64) -> Result<Option<About>> {
    let found = mail_targets::ticket(&mut act.conn, id).await?;
    let Some(ticket) = found else { return Ok(None) };
    let cc = ticket.cc.split(',').map(|address| address.trim().to_owned());
    let cc = cc.filter(|address| !address.is_empty()).collect();
    let conversation = Some(AboutTicket {
        ticket: id,
        from: ticket.department_email.clone(),
        answers: ticket.last_message_id.clone(),
        to_staff: false,
    });
    if ticket.client_id > 0 {
        let client = ClientId(ticket.client_id);
        let about = of_client(act, client, Thing::Ticket(Box::new(ticket))).await?;
        return Ok(about.map(|about| About { cc, ticket: conversation, ..about }));
    }
    if ticket.email.is_empty() {
        return Ok(None);
    }
    // A guest wrote it: there is no client, only an address.
    let to = Addressee {
        email: ticket.email.clone(),
        first_name: ticket.name.clone(),
        ..Addressee::default()
    };
    let about = About::of(to, Thing::Ticket(Box::new(ticket)));
    Ok(Some(About { cc, ticket: conversation, ..about }))
}
