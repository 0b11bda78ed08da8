//! A client, a gateway, and some products to order.

use actions::testing::TestActions;
use engine::catalogue::create::NewChoice;
use engine::catalogue::create::{self, NewAddon, NewGroup, NewOption, NewPrice, NewProduct};
use model::catalogue::options::OptionKind;
use model::dates::Cycle;
use model::ids::CurrencyId;
use model::money::{Currency, Money};
use store::args;
use store::system::gateways::{self, GatewayRow};

/// Opens the shop: clients 1 (active), 2 (closed), 3 (another); gateways `mailin` and `paypal`;
/// products 1 (monthly 10.00, yearly 100.00, module `fakepanel`), 2 (scales, monthly 2.00);
/// addon 1 (monthly 3.00) for product 1; option 1 of product 1 (a quantity, 1.00 each).
pub(crate) async fn open(test: &TestActions) {
    let mut act = test.engine.act().await.unwrap();
    let sql = "insert into clients (uuid, first_name, last_name, email, email_folded, country,
            currency_id, status, signed_up_on, created_at, updated_at)
        values ($1, 'Jane', 'Doe', $1, $1, 'US', 1, $2, '2026-01-01', 0, 0)";
    for (mail, status) in [("a@x.org", "Active"), ("b@x.org", "Closed"), ("c@x.org", "Active")] {
        act.conn.exec(sql, args![mail, status]).await.unwrap();
    }
    for (position, module) in [(1, "mailin"), (2, "paypal")] {
        let row = GatewayRow {
            module: module.into(),
            name: module.to_uppercase(),
            position,
            active: true,
            waiting: false,
            settings: "{}".into(),
        };
        gateways::put(&mut act.conn, &row).await.unwrap();
    }
    let group = NewGroup { name: "Hosting".into(), ..NewGroup::default() };
    let group = create::group(&mut act, group).await.unwrap();
    let first = NewProduct {
        module: "fakepanel".into(),
        prices: vec![price(Cycle::Monthly, 1_000), price(Cycle::Annually, 10_000)],
        ..NewProduct::new(group, "Starter")
    };
    let first = create::product(&mut act, first).await.unwrap();
    let second = NewProduct {
        allow_quantity: 2,
        prices: vec![price(Cycle::Monthly, 200)],
        ..NewProduct::new(group, "Units")
    };
    create::product(&mut act, second).await.unwrap();
    let addon = NewAddon {
        allow_quantity: true,
        products: vec![first],
        prices: vec![price(Cycle::Monthly, 300)],
        ..NewAddon::new("Certificate")
    };
    create::addon(&mut act, addon).await.unwrap();
    let options = create::option_group(&mut act, "Extras", &[first]).await.unwrap();
    let choice = NewChoice { name: "IP".into(), prices: vec![price(Cycle::Monthly, 100)] };
    let option = NewOption {
        group: options,
        name: "IPs".into(),
        kind: OptionKind::Quantity,
        quantity_min: 0,
        quantity_max: 8,
        choices: vec![choice],
    };
    create::option(&mut act, option).await.unwrap();
    act.commit().await.unwrap();
}

fn price(cycle: Cycle, minor: i64) -> NewPrice {
    let money = |minor| Money::from_minor(minor, Currency::USD);
    NewPrice { currency: CurrencyId(1), cycle, price: money(minor), setup: money(0) }
}
