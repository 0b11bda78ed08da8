//! How busy a service was: asked of its provider, and for a minute remembered.

use actions::testing::{TestActions, each};
use engine::{Actor, Caller, Door};
use jiff::SignedDuration;
use model::hosting::service::ServiceStatus;
use model::ids::UserId;
use ports::fake::Mishap;
use protocol::{GetServiceFunctions, GetServiceMetrics, ModuleCreate};

use crate::scenery::{Scenery, make, wire};

const NOT_OFFERED: &str = "The provider of this service does not measure it";

/// A service that runs.
async fn running(test: &TestActions) -> (Scenery, u64) {
    let scenery = make(test).await;
    let serviceid = wire(scenery.service(test, ServiceStatus::Pending).await);
    let asked = GetServiceMetrics { serviceid };
    assert_eq!(test.refused(asked).await, NOT_OFFERED, "nothing was made yet");
    let told = test.call(GetServiceFunctions { serviceid }).await.unwrap();
    assert!(!told.metrics.0, "nothing was made yet");
    test.call(ModuleCreate { serviceid }).await.unwrap();
    (scenery, serviceid)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_is_told_in_steps_and_asked_for_once_a_minute() {
    for test in each().await.unwrap() {
        let (_, serviceid) = running(&test).await;
        assert!(test.call(GetServiceFunctions { serviceid }).await.unwrap().metrics.0);
        let faults = &test.engine.world.provisioner.faults;
        let before = faults.calls();
        let told = test.call(GetServiceMetrics { serviceid }).await.unwrap();
        assert_eq!((told.serviceid.id(), told.points.0.len()), (Some(serviceid), 288));
        let times: Vec<i64> = told.points.0.iter().map(|point| point.time.0).collect();
        assert_eq!((times[0], times[287]), (told.from.0, told.until.0 - 300));
        let now = test.engine.engine.now().as_second();
        assert!((told.until.0 - 300..told.until.0).contains(&now), "{} {now}", told.until);
        let full = |point: &protocol::MetricsPoint| {
            let cpu: f64 = point.cpu.as_ref().unwrap().parse().unwrap();
            (0.0..=100.0).contains(&cpu) && point.received.is_some() && point.sent.is_some()
        };
        assert!(told.points.0.iter().all(full), "{told:?}");
        for (ahead, calls) in [(59, 1), (1, 2), (1, 2)] {
            test.engine.clock.advance(SignedDuration::from_secs(ahead));
            let again = test.call(GetServiceMetrics { serviceid }).await.unwrap();
            assert_eq!(faults.calls() - before, calls, "{ahead}");
            assert_eq!(again.points.0.len(), 288);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_is_said_and_not_remembered() {
    for test in each().await.unwrap() {
        let (_, serviceid) = running(&test).await;
        let faults = &test.engine.world.provisioner.faults;
        for mishap in [Mishap::NotSent, Mishap::LoseAnswer] {
            faults.at_call(faults.calls() + 1, mishap);
            let said = test.refused(GetServiceMetrics { serviceid }).await;
            assert_eq!(said, "The provider gave no answer");
        }
        test.call(GetServiceMetrics { serviceid }).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_see_their_own_services_only() {
    for test in each().await.unwrap() {
        let (scenery, serviceid) = running(&test).await;
        let client = |client| Caller {
            actor: Actor::Client { user: UserId(1), client, name: "Jane".to_owned(), by: None },
            ..Caller::system(Door::Page)
        };
        let asked = GetServiceMetrics { serviceid };
        test.call_as(&client(scenery.client), asked.clone()).await.unwrap();
        // What is remembered is remembered for its owner.
        let foreign = client(model::ids::ClientId(77));
        let said = test.call_as(&foreign, asked.clone()).await.unwrap_err();
        assert_eq!(said.to_string(), "Service ID not found");
        let absent = GetServiceMetrics { serviceid: 99 };
        assert_eq!(test.refused(absent).await, "Service ID not found");
        let mut act = test.engine.act().await.unwrap();
        act.conn.exec("update products set module = ''", &[]).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(test.refused(asked).await, NOT_OFFERED);
    }
}
