//! A small shop behind a site, and people who buy there.

use engine::people::passwords;
use engine::people::staff::NewStaff;
use model::ids::RoleId;
use protocol::wire::{Amount, Group, Keyed, List, PhpSerialized};
use protocol::{AddProduct, NewQuoteLine};
use serde_json::{Value, json};

use crate::site::{Ask, Site, get, post};

/// The password of everybody here.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// Two gateways of the fake world, a group and two products: 1 costs 5.00 a month with 1.00 for
/// the setup, 2 costs 20.00 once.
pub(crate) async fn furnish(site: &Site) {
    site.run(
        "insert into gateways (module, name, position) values ('fakecard', 'Card', 0);
         insert into gateways (module, name, position) values ('faketransfer', 'Transfer', 1);
         insert into product_groups (name, slug) values ('Hosting', 'hosting');
         insert into departments (name) values ('Support');",
    )
    .await;
    let price = |cycle: &str, text: &str| (cycle.to_owned(), Amount::parse(text).unwrap());
    for (name, paytype, prices) in [
        (
            "Starter",
            "recurring",
            vec![
                price("monthly", "5.00"),
                price("msetupfee", "1.00"),
                price("quarterly", "-1.00"),
                price("annually", "50.00"),
            ],
        ),
        ("Setup service", "onetime", vec![price("monthly", "20.00")]),
    ] {
        let prices: Keyed<Amount> = prices.into_iter().collect();
        let call = AddProduct {
            name: name.to_owned(),
            gid: 1,
            paytype: Some(paytype.to_owned()),
            pricing: [(1, prices)].into_iter().collect(),
            ..AddProduct::default()
        };
        site.system.call(call).await.unwrap();
    }
}

/// Somebody who signed up.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) access: String,
    pub(crate) refresh: String,
}

/// The body of a sign-up.
pub(crate) fn registration(email: &str) -> Value {
    json!({
        "email": email,
        "password": PASSWORD,
        "first_name": "Jane",
        "last_name": "Doe",
        "address1": "1 Road",
        "city": "Town",
        "state": "Texas",
        "postcode": "12345",
        "country": "US",
        "phone_number": "5551234567",
    })
}

/// Signs somebody up.
pub(crate) async fn sign_up(site: &Site, email: &str) -> Person {
    let answer = site.call(post("/api/v1/auth/register", registration(email))).await;
    person(&answer.expect(200))
}

/// The pair of tokens of an answer.
pub(crate) fn person(session: &Value) -> Person {
    let text = |name: &str| session[name].as_str().unwrap_or_default().to_owned();
    Person { access: text("access_token"), refresh: text("refresh_token") }
}

impl Person {
    /// The person's own request.
    pub(crate) fn asks(&self, ask: Ask) -> Ask {
        ask.bearer(&self.access)
    }

    pub(crate) async fn get(&self, site: &Site, path: &str) -> Value {
        site.call(self.asks(get(path))).await.expect(200)
    }

    /// Orders the first product; gives what came of it.
    pub(crate) async fn order(&self, site: &Site) -> Value {
        let body = json!({
            "payment_method": "fakecard",
            "items": [{"product_id": 1, "cycle": "monthly", "domain": "jane.example"}],
        });
        site.call(self.asks(post("/api/v1/orders", body))).await.expect(201)
    }
}

/// Three days of use of the one service there is, the newest one today.
pub(crate) async fn used(site: &Site) {
    for (day, disk, traffic) in
        [("2025-12-30", 500, 90_000), ("2025-12-31", 700, 91_024), ("2026-01-01", 1_024, 300)]
    {
        site.run(&format!(
            "insert into service_usage_days
                (service_id, day, disk_mib, disk_limit, traffic_mib, traffic_limit, at)
             values (1, '{day}', {disk}, 4096, {traffic}, 0, 0)"
        ))
        .await;
    }
}

/// A member of staff with this list of actions; the user name is `ann`.
pub(crate) async fn staff(site: &Site, actions: &str) {
    let mut act = site.system.engine.act().await.unwrap();
    let sql = format!(
        "insert into roles (kind, name, actions) values ('staff', 'Desk', '{actions}') returning id"
    );
    let role: i64 = act.conn.scalar(&sql, &[]).await.unwrap();
    let new = NewStaff {
        username: "ann".to_owned(),
        email: "ann@house.example".to_owned(),
        first_name: "Ann".to_owned(),
        last_name: "Ng".to_owned(),
        password_hash: passwords::hash(
            &site.system.engine.engine,
            &passwords::staff_form(PASSWORD),
        )
        .await
        .unwrap(),
        role: RoleId(role),
    };
    engine::people::staff::create(&mut act, new).await.unwrap();
    act.commit().await.unwrap();
}

/// One line of a quote, over 5.00.
pub(crate) fn quote_lines() -> Option<PhpSerialized<List<Group<NewQuoteLine>>>> {
    let line = NewQuoteLine {
        desc: "Work".to_owned(),
        up: Some(Amount::parse("5.00").unwrap()),
        ..NewQuoteLine::default()
    };
    Some(PhpSerialized(vec![Group(line)].into()))
}
