//! Addons that deliver a product: made, suspended and ended with their service.

use engine::catalogue::create::{self, NewAddon, NewGroup, NewProduct};
use engine::hosting::lifecycle::{addon_paid, order_suspension, order_termination, service_paid};
use engine::jobs::run_until_idle;
use engine::testing::{TestEngine, each};
use jiff::civil::date;
use model::dates::{Cycle, Period};
use model::hosting::service::{AutoSetup, ServiceStatus};
use model::ids::{AddonId, ClientId, ServiceId};
use store::args;
use store::hosting::addons::{self, AddonRow};
use store::hosting::carried;
use store::hosting::services::ServiceRow;

use crate::scenery::{make, service};

const MONTH: Period = Period { from: date(2026, 1, 1), to_exclusive: date(2026, 2, 1) };

/// An addon on a service that delivers a hidden product of the module `fakepanel`.
async fn addon(test: &TestEngine, client: ClientId, service: ServiceId) -> AddonId {
    let mut act = test.act().await.unwrap();
    let name = "Certificates".to_owned();
    let group = create::group(&mut act, NewGroup { name, ..NewGroup::default() }).await.unwrap();
    let product = NewProduct {
        module: "fakepanel".to_owned(),
        hidden: true,
        module_settings: serde_json::json!({ "plan": "certificate" }),
        ..NewProduct::new(group, "Certificate")
    };
    let product = create::product(&mut act, product).await.unwrap();
    let kind = NewAddon { auto_setup: AutoSetup::Payment, ..NewAddon::new("Certificate") };
    let kind = create::addon(&mut act, kind).await.unwrap();
    let sql = "update product_addons set delivers_id = $2 where id = $1";
    act.conn.exactly(1, sql, args![kind, product]).await.unwrap();
    let row = AddonRow {
        id: AddonId(0),
        client_id: client,
        service_id: service,
        addon_id: Some(kind),
        order_id: None,
        name: String::new(),
        anchor_on: MONTH.from,
        registered_on: MONTH.from,
        gateway: "fakecard".to_owned(),
        quantity: 1,
        setup_minor: 0,
        recurring_minor: 300,
        cycle: Cycle::Monthly,
        taxed: false,
        next_due_on: Some(MONTH.from),
        status: ServiceStatus::Pending,
        notes: String::new(),
        terminated_on: None,
        created_at: 0,
        updated_at: 0,
    };
    let id = addons::insert(&mut act.conn, &row).await.unwrap();
    act.commit().await.unwrap();
    id
}

async fn carrier(test: &TestEngine, addon: AddonId) -> Option<ServiceRow> {
    carried::of_addon(&mut test.engine.read().await.unwrap(), addon).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_addon_delivers_goes_the_way_of_its_service() {
    for test in each().await.unwrap() {
        let scenery = make(&test, "fakepanel").await;
        let parent = scenery.service(&test, ServiceStatus::Pending).await;
        let addon = addon(&test, scenery.client, parent).await;
        assert_eq!(carrier(&test, addon).await, None, "nothing before it is paid");
        for _ in 0..2 {
            let mut act = test.act().await.unwrap();
            service_paid(&mut act, parent, Some(MONTH)).await.unwrap();
            addon_paid(&mut act, addon, Some(MONTH)).await.unwrap();
            act.commit().await.unwrap();
            run_until_idle(&test.engine).await.unwrap();
        }
        let made = carrier(&test, addon).await.unwrap();
        assert_eq!(made.status, ServiceStatus::Active);
        assert!(made.provisioned_at.is_some());
        assert_eq!((made.cycle, made.next_due_on), (Cycle::Free, None), "the addon is billed");
        assert_eq!(made.domain, "example.com");
        assert_eq!(test.world.provisioner.service_count(), 2);

        let mut act = test.act().await.unwrap();
        order_suspension(&mut act, parent, date(2026, 2, 1)).await.unwrap();
        act.commit().await.unwrap();
        run_until_idle(&test.engine).await.unwrap();
        assert_eq!(service(&test, parent).await.status, ServiceStatus::Suspended);
        assert_eq!(service(&test, made.id).await.status, ServiceStatus::Suspended);

        let next = Period { from: date(2026, 2, 1), to_exclusive: date(2026, 3, 1) };
        let mut act = test.act().await.unwrap();
        service_paid(&mut act, parent, Some(next)).await.unwrap();
        act.commit().await.unwrap();
        run_until_idle(&test.engine).await.unwrap();
        assert_eq!(service(&test, made.id).await.status, ServiceStatus::Active);

        let mut act = test.act().await.unwrap();
        order_termination(&mut act, parent, None, "test").await.unwrap();
        act.commit().await.unwrap();
        run_until_idle(&test.engine).await.unwrap();
        assert_eq!(service(&test, parent).await.status, ServiceStatus::Terminated);
        assert_eq!(service(&test, made.id).await.status, ServiceStatus::Terminated);
        assert_eq!(test.world.provisioner.service_count(), 0);
    }
}
