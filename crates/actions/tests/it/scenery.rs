//! A small hosting company with one client, for tests that are not about how it came to be.

use actions::testing::TestActions;
use engine::catalogue::create::{self, NewChoice, NewGroup, NewOption, NewPrice, NewProduct};
use jiff::civil::date;
use model::catalogue::options::OptionKind;
use model::dates::Cycle;
use model::hosting::service::ServiceStatus;
use model::ids::{ClientId, ConfigChoiceId, ConfigOptionId, CurrencyId, ProductId, ServiceId};
use model::money::{Currency, Money};
use store::args;
use store::hosting::services::{self, ServiceRow};
use store::system::gateways::{self, GatewayRow};

/// What there is.
pub(crate) struct Scenery {
    pub(crate) client: ClientId,
    /// Monthly 10.00 USD, yearly 100.00 USD.
    pub(crate) small: ProductId,
    /// Monthly 20.00 USD.
    pub(crate) large: ProductId,
    /// `ram|Memory` of both: 1 GB for nothing, 2 GB for 5.00 a month.
    pub(crate) memory: (ConfigOptionId, Vec<ConfigChoiceId>),
}

/// An amount of dollars.
pub(crate) fn dollars(cents: i64) -> Money {
    Money::from_minor(cents, Currency::new("USD", 2).unwrap())
}

fn price(cycle: Cycle, cents: i64) -> NewPrice {
    NewPrice { currency: CurrencyId(1), cycle, price: dollars(cents), setup: dollars(0) }
}

/// Makes it.
pub(crate) async fn make(test: &TestActions) -> Scenery {
    let mut act = test.engine.act().await.unwrap();
    let sql = "insert into clients (uuid, first_name, last_name, email, email_folded, currency_id,
            status, country, signed_up_on, created_at, updated_at)
        values ('u-1', 'Jane', 'Doe', 'jane@example.com', 'jane@example.com', 1, 'Active', 'US',
            '2026-01-01', 0, 0) returning id";
    let client = act.conn.scalar(sql, args![]).await.unwrap();
    for (module, name) in [("fakecard", "Credit Card"), ("faketransfer", "Bank Transfer")] {
        let row = GatewayRow {
            module: module.to_owned(),
            name: name.to_owned(),
            position: 0,
            active: true,
            waiting: false,
            settings: "{}".to_owned(),
        };
        gateways::put(&mut act.conn, &row).await.unwrap();
    }
    let name = "Hosting".to_owned();
    let group = create::group(&mut act, NewGroup { name, ..NewGroup::default() }).await.unwrap();
    let mut products = Vec::new();
    for (name, monthly) in [("Small", 1_000), ("Large", 2_000)] {
        let mut product = NewProduct::new(group, name);
        product.module = "fakepanel".to_owned();
        product.prices = vec![price(Cycle::Monthly, monthly)];
        if name == "Small" {
            product.prices.push(price(Cycle::Annually, 10_000));
        }
        products.push(create::product(&mut act, product).await.unwrap());
    }
    let options = create::option_group(&mut act, "Options", &products).await.unwrap();
    let choice = |name: &str, cents| NewChoice {
        name: name.to_owned(),
        prices: vec![price(Cycle::Monthly, cents)],
    };
    let option = NewOption {
        group: options,
        name: "ram|Memory".to_owned(),
        kind: OptionKind::Dropdown,
        quantity_min: 0,
        quantity_max: 0,
        choices: vec![choice("1024|1 GB", 0), choice("2048|2 GB", 500)],
    };
    let memory = create::option(&mut act, option).await.unwrap();
    act.commit().await.unwrap();
    Scenery { client, small: products[0], large: products[1], memory }
}

impl Scenery {
    /// One more small service, monthly from 1 January 2026, due on 1 February.
    pub(crate) async fn service(&self, test: &TestActions, status: ServiceStatus) -> ServiceId {
        let row = ServiceRow {
            domain: "example.com".to_owned(),
            gateway: "fakecard".to_owned(),
            first_payment_minor: 1_000,
            recurring_minor: 1_000,
            cycle: Cycle::Monthly,
            next_due_on: Some(date(2026, 2, 1)),
            status,
            ..ServiceRow::new(self.client, self.small, date(2026, 1, 1))
        };
        let mut act = test.engine.act().await.unwrap();
        let id = services::insert(&mut act.conn, &row).await.unwrap();
        act.commit().await.unwrap();
        id
    }
}

/// A service as it is now.
pub(crate) async fn service(test: &TestActions, id: ServiceId) -> ServiceRow {
    let mut c = test.engine.engine.read().await.unwrap();
    services::by_id(&mut c, id).await.unwrap().unwrap()
}

/// A number as ids are on the wire.
pub(crate) fn wire(id: impl Into<i64>) -> u64 {
    id.into().unsigned_abs()
}
