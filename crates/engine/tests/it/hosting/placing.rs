//! Which server a new service goes to, also when two want the last place.

use engine::Engine;
use engine::hosting::placing::place;
use engine::testing::{TestEngine, each};
use model::hosting::service::ServiceStatus;
use model::ids::{ServerId, ServiceId};
use store::args;
use store::catalogue::products;
use store::hosting::servers::{self, ServerRow};
use store::hosting::services;

use crate::scenery::{Scenery, make};

async fn servers_of(test: &TestEngine, rule: &str, sizes: &[i64]) -> (Scenery, Vec<ServerId>) {
    let scenery = make(test, "fakepanel").await;
    let mut act = test.act().await.unwrap();
    let group = servers::insert_group(&mut act.conn, "All", rule).await.unwrap();
    let mut ids = Vec::new();
    for size in sizes {
        let row = ServerRow {
            id: ServerId(0),
            name: format!("size {size}"),
            module: "fakepanel".to_owned(),
            hostname: String::new(),
            ip: "192.0.2.1".to_owned(),
            assigned_ips: String::new(),
            nameservers: String::new(),
            max_accounts: *size,
            username: String::new(),
            secret: String::new(),
            port: 0,
            secure: true,
            active: true,
            is_default: ids.is_empty(),
            monthly_cost_minor: 0,
            noc: String::new(),
            status_address: String::new(),
        };
        let id = servers::insert(&mut act.conn, &row).await.unwrap();
        servers::join_group(&mut act.conn, group, id).await.unwrap();
        ids.push(id);
    }
    let sql = "update products set server_group_id = $1";
    act.conn.exec(sql, args![group]).await.unwrap();
    act.commit().await.unwrap();
    (scenery, ids)
}

async fn place_one(engine: &Engine, id: ServiceId) -> Result<ServerId, String> {
    let mut act = engine.begin_system(engine::Door::Cli, "Test").await.unwrap();
    let row = services::lock(&mut act.conn, id).await.unwrap().unwrap();
    let product = products::by_id(&mut act.conn, row.product_id).await.unwrap().unwrap();
    let placed = place(&mut act, &row, &product).await.map_err(|fault| fault.to_string());
    act.commit().await.unwrap();
    placed
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_are_filled_by_the_rule_of_their_group() {
    for (rule, expected) in [("fill", [0, 0, 1, 1]), ("least", [0, 1, 0, 1])] {
        for test in each().await.unwrap() {
            let (scenery, servers) = servers_of(&test, rule, &[2, 2]).await;
            let mut placed = Vec::new();
            for _ in 0..4 {
                let id = scenery.service(&test, ServiceStatus::Pending).await;
                placed.push(place_one(&test.engine, id).await.unwrap());
            }
            assert_eq!(placed, expected.map(|index: usize| servers[index]), "{rule}");
            let late = scenery.service(&test, ServiceStatus::Pending).await;
            let refused = place_one(&test.engine, late).await.unwrap_err();
            assert_eq!(refused, "No server has room for it");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_place_is_taken_once() {
    for test in each().await.unwrap() {
        let (scenery, _) = servers_of(&test, "fill", &[3]).await;
        let mut tasks = Vec::new();
        for _ in 0..8 {
            let id = scenery.service(&test, ServiceStatus::Pending).await;
            let engine = test.engine.clone();
            tasks.push(tokio::spawn(async move { place_one(&engine, id).await.is_ok() }));
        }
        let mut placed = 0;
        for task in tasks {
            placed += usize::from(task.await.unwrap());
        }
        assert_eq!(placed, 3, "{:?}", test.engine);
    }
}
