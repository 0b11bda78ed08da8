//! A client and things it has, for tests that are not about how they came to be.

use engine::catalogue::create::{self, NewGroup, NewProduct};
use engine::testing::TestEngine;
use jiff::civil::date;
use model::dates::Cycle;
use model::hosting::service::{AutoSetup, ServiceStatus};
use model::ids::{ClientId, ProductId, ServiceId};
use store::args;
use store::hosting::services::{self, ServiceRow};

/// A client and a product of the module `fakepanel`.
pub(crate) struct Scenery {
    pub(crate) client: ClientId,
    pub(crate) product: ProductId,
}

/// Makes them.
pub(crate) async fn make(test: &TestEngine, module: &str) -> Scenery {
    let mut act = test.act().await.unwrap();
    let sql = "insert into clients (uuid, first_name, last_name, email, email_folded, currency_id,
            status, signed_up_on, created_at, updated_at)
        values ('u-1', 'Jane', 'Doe', 'jane@example.com', 'jane@example.com', 1, 'Active',
            '2026-01-01', 0, 0) returning id";
    let client = act.conn.scalar(sql, args![]).await.unwrap();
    let name = "Hosting".to_owned();
    let group = create::group(&mut act, NewGroup { name, ..NewGroup::default() }).await.unwrap();
    let product = NewProduct {
        module: module.to_owned(),
        module_settings: serde_json::json!({ "plan": "small" }),
        auto_setup: AutoSetup::Payment,
        ..NewProduct::new(group, "Starter")
    };
    let product = create::product(&mut act, product).await.unwrap();
    act.commit().await.unwrap();
    Scenery { client, product }
}

impl Scenery {
    /// One more service, monthly from 1 January 2026.
    pub(crate) async fn service(&self, test: &TestEngine, status: ServiceStatus) -> ServiceId {
        let row = ServiceRow {
            domain: "example.com".to_owned(),
            gateway: "fakecard".to_owned(),
            first_payment_minor: 1_000,
            recurring_minor: 1_000,
            cycle: Cycle::Monthly,
            next_due_on: Some(date(2026, 1, 1)),
            status,
            ..ServiceRow::new(self.client, self.product, date(2026, 1, 1))
        };
        let mut act = test.act().await.unwrap();
        let id = services::insert(&mut act.conn, &row).await.unwrap();
        act.commit().await.unwrap();
        id
    }
}

/// A service as it is now.
pub(crate) async fn service(test: &TestEngine, id: ServiceId) -> ServiceRow {
    let mut c = test.engine.read().await.unwrap();
    services::by_id(&mut c, id).await.unwrap().unwrap()
}

/// One number of the database.
pub(crate) async fn number(test: &TestEngine, sql: &str) -> i64 {
    test.engine.read().await.unwrap().scalar(sql, args![]).await.unwrap()
}
