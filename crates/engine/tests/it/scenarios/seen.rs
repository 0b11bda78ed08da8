//! What scenarios look at: the n-th invoice, service, domain and so on, as they are now.

use model::ids::{EmailId, InvoiceId, ServiceId};
use store::args;
use store::billing::invoices::{self, InvoiceRow};
use store::domains::names::{self, DomainRow};
use store::ordering::orders::{self, OrderRow};
use store::people::emails;

use super::stage::Stage;

impl Stage {
    /// Every invoice so far, in the order they were made: the first is invoice 1.
    pub(super) async fn invoices(&self) -> Vec<InvoiceId> {
        let mut conn = self.test.engine.read().await.unwrap();
        conn.column("select id from invoices order by id", args![]).await.unwrap()
    }

    /// The invoice with a number of the scenario.
    pub(super) async fn invoice(&self, number: &str) -> InvoiceRow {
        let id = nth(&self.invoices().await, number, "invoice");
        let mut conn = self.test.engine.read().await.unwrap();
        invoices::by_id(&mut conn, id).await.unwrap().unwrap()
    }

    /// The service with a number of the scenario.
    pub(super) async fn hosted(&self, number: &str) -> ServiceId {
        let mut conn = self.test.engine.read().await.unwrap();
        let sql = "select id from services order by id";
        nth(&conn.column::<ServiceId>(sql, args![]).await.unwrap(), number, "service")
    }

    /// The domain with a number of the scenario.
    pub(super) async fn domain(&self, number: &str) -> DomainRow {
        let mut conn = self.test.engine.read().await.unwrap();
        let sql = "select id from domains order by id";
        let id = nth(&conn.column(sql, args![]).await.unwrap(), number, "domain");
        names::by_id(&mut conn, id).await.unwrap().unwrap()
    }

    /// The order with a number of the scenario.
    pub(super) async fn order(&self, number: &str) -> OrderRow {
        let mut conn = self.test.engine.read().await.unwrap();
        let sql = "select id from orders order by id";
        let id = nth(&conn.column(sql, args![]).await.unwrap(), number, "order");
        orders::by_id(&mut conn, id).await.unwrap().unwrap()
    }

    /// One value of the database.
    pub(super) async fn value<T: store::FromVal>(&self, sql: &str, args: &[store::Val<'_>]) -> T {
        let mut conn = self.test.engine.read().await.unwrap();
        conn.scalar(sql, args).await.unwrap()
    }

    /// The last thing enqueued so far.
    pub(super) async fn last_job(&self) -> i64 {
        self.value("select coalesce(max(id), 0) from jobs", args![]).await
    }

    /// The subjects of the mails since then.
    pub(super) async fn mails_since(&self, job: i64) -> Vec<String> {
        let mut conn = self.test.engine.read().await.unwrap();
        let sql = "select id, payload from jobs where kind = 'mail' and id > $1 order by id";
        let all: Vec<(i64, String)> = conn.all(sql, args![job]).await.unwrap();
        let sent = self.test.world.mailer.outbox();
        let mut subjects = Vec::new();
        for (id, json) in all {
            // What was sent the queue has forgotten.
            let start = format!("<hostler-{id}-");
            let sent = sent.iter().find(|mail| mail.message_id.starts_with(&start));
            let mail: serde_json::Value = serde_json::from_str(&json).unwrap();
            let listed = mail["log_id"].as_i64().map(EmailId);
            let subject = match (sent, listed) {
                (Some(sent), _) => sent.subject.clone(),
                (None, Some(id)) => emails::to_send(&mut conn, id).await.unwrap().unwrap().subject,
                (None, None) => mail["subject"].as_str().unwrap().to_owned(),
            };
            subjects.push(subject);
        }
        subjects
    }
}

fn nth<T: Copy>(all: &[T], number: &str, what: &str) -> T {
    let index: usize = number.parse().unwrap();
    *all.get(index - 1).unwrap_or_else(|| panic!("there is no {what} {number}"))
}
