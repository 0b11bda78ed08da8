//! One of everything that somebody has, so that others may try to reach it.

use protocol::wire::Csv;
use protocol::{AddPayMethod, CreateClientInvite, CreateQuote, GetClientInvites};
use serde_json::{Value, json};

use crate::shop::Person;
use crate::site::{Site, post};

/// The ids of one of everything that somebody has.
pub(in crate::rest) struct Belongings {
    pub(in crate::rest) order: Value,
    pub(in crate::rest) invoice: Value,
    pub(in crate::rest) service: Value,
    pub(in crate::rest) contact: Value,
    pub(in crate::rest) pay_method: Value,
    pub(in crate::rest) ticket: Value,
    pub(in crate::rest) quote: Value,
    pub(in crate::rest) domain: Value,
    pub(in crate::rest) user: Value,
    pub(in crate::rest) passkey: Value,
    pub(in crate::rest) session: Value,
    pub(in crate::rest) invitation: Value,
    pub(in crate::rest) credit_note: Value,
}

pub(in crate::rest) async fn belongings(site: &Site, person: &Person) -> Belongings {
    let placed = person.order(site).await;
    let body = json!({"first_name": "Kim", "last_name": "Roe", "email": "kim@example.com"});
    let contact = site.call(person.asks(post("/api/v1/contacts", body))).await.expect(201);
    let client = person.get(site, "/api/v1/me").await["client_id"].as_u64().unwrap();
    let call = AddPayMethod {
        clientid: client,
        card_number: Some("4242424242424242".into()),
        card_expiry: Some("1230".to_owned()),
        ..AddPayMethod::default()
    };
    let kept = site.system.call(call).await.unwrap();
    let file = json!([{"name": "a.txt", "data": "YQ=="}]);
    let body = json!({"department_id": 1, "subject": "Help", "message": "Me", "files": file});
    let ticket = site.call(person.asks(post("/api/v1/tickets", body))).await.expect(201);
    let user = person.get(site, "/api/v1/me").await["user_id"].clone();
    let (email, permissions) = ("kim@example.com".to_owned(), Csv(vec!["invoices".to_owned()]));
    let call = CreateClientInvite { client_id: client, email, permissions };
    site.system.call(call).await.unwrap();
    let call = GetClientInvites { client_id: client };
    let waiting = site.system.call(call).await.unwrap().invites.0.invite.0;
    Belongings {
        invitation: json!(waiting[0].id.0),
        passkey: passkey(site, &user).await,
        session: session(site, &user).await,
        user,
        ticket: ticket["id"].clone(),
        quote: quote(site, client).await,
        credit_note: credit_note(site, client, &placed["invoice_id"]).await,
        domain: domain(site, client).await,
        order: placed["id"].clone(),
        invoice: placed["invoice_id"].clone(),
        service: placed["service_ids"][0].clone(),
        contact: contact["id"].clone(),
        pay_method: json!(kept.paymethodid.0),
    }
}

/// An offer to a client, delivered.
async fn quote(site: &Site, client: u64) -> Value {
    let call = CreateQuote {
        userid: Some(client),
        subject: "An offer".to_owned(),
        stage: "Delivered".to_owned(),
        validuntil: jiff::civil::date(2026, 2, 1).into(),
        lineitems: crate::shop::quote_lines(),
        ..CreateQuote::default()
    };
    json!(site.system.call(call).await.unwrap().quoteid.0)
}

/// What was taken back of an invoice.
async fn credit_note(site: &Site, client: u64, invoice: &Value) -> Value {
    site.run(&format!(
        "insert into credit_notes (number, invoice_id, client_id, currency_id, issued_on,
             subtotal_minor, tax_minor, tax2_minor, total_minor, reason, created_at)
         values ('CN-{client}', {invoice}, {client}, 1, '2026-01-01', 0, 0, 0, 0, 'Refund', 0)"
    ))
    .await;
    let mut act = site.system.engine.act().await.unwrap();
    let id: i64 = act.conn.scalar("select max(id) from credit_notes", &[]).await.unwrap();
    json!(id)
}

/// A key on a user's device.
async fn passkey(site: &Site, user: &Value) -> Value {
    site.run(&format!(
        "insert into passkeys (user_id, credential_id, public_key, name, created_at)
         values ({user}, 'device{user}', 'key', 'Phone', 0)"
    ))
    .await;
    let mut act = site.system.engine.act().await.unwrap();
    let id: i64 = act.conn.scalar("select max(id) from passkeys", &[]).await.unwrap();
    json!(id)
}

/// Where a user is signed in.
async fn session(site: &Site, user: &Value) -> Value {
    site.run(&format!(
        "insert into open_sessions (session, user_id, epoch, began_at, seen_at, expires_at, ip,
             device)
         values ('session{user}', {user}, 0, 0, 0, 0, '', '')"
    ))
    .await;
    let mut act = site.system.engine.act().await.unwrap();
    let id: i64 = act.conn.scalar("select max(id) from open_sessions", &[]).await.unwrap();
    json!(id)
}

/// A domain name of a client.
async fn domain(site: &Site, client: u64) -> Value {
    site.run(&format!(
        "insert into domains (client_id, name, type, registrar, status, anchor_on, registered_on,
             next_due_on, first_payment_minor, recurring_minor, created_at, updated_at)
         values ({client}, 'client{client}.example', 'Register', 'fakeregistrar', 'Active',
             '2026-01-01', '2026-01-01', '2027-01-01', 1000, 1000, 0, 0)"
    ))
    .await;
    let mut act = site.system.engine.act().await.unwrap();
    let id: i64 = act.conn.scalar("select max(id) from domains", &[]).await.unwrap();
    json!(id)
}

impl Belongings {
    /// The id that a route asks for.
    pub(super) fn of(&self, path: &str) -> &Value {
        if path.starts_with("/api/v1/users/invitations/") {
            return &self.invitation;
        }
        match path.split('/').nth(3).unwrap_or_default() {
            "orders" => &self.order,
            "invoices" => &self.invoice,
            "credit-notes" => &self.credit_note,
            "services" => &self.service,
            "contacts" => &self.contact,
            "tickets" => &self.ticket,
            "quotes" => &self.quote,
            "domains" => &self.domain,
            "users" => &self.user,
            "me" => &self.passkey,
            "auth" => &self.session,
            "pay-methods" => &self.pay_method,
            other => panic!("say here what the id of /{other}/{{id}} is"),
        }
    }
}
