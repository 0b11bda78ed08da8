//! How busy machines were whose provider only counts: it is read, kept for a day, and shown.

use std::sync::{Arc, Mutex};

use engine::Engine;
use engine::automation::{Wanted, find, run_now};
use engine::hosting::metrics;
use engine::hosting::provisioning::{Request, run};
use engine::testing::{TestEngine, each};
use jiff::SignedDuration;
use model::hosting::service::ServiceStatus;
use model::ids::ServiceId;
use ports::provisioning::{
    ConnectionOutcome, Measuring, ProvisionOutcome, Provisioner, ProvisionerCapabilities, Reading,
    ServerCall, ServiceAction, ServiceCall, ServiceState, Usage,
};
use ports::{Asking, Clock, PortError, SettingField, ready};
use store::args;

use crate::scenery::{make, number};

const ROWS: &str = "select count(*) from server_readings";

/// A machine that worked for so many milliseconds, and moved as many bytes each way.
fn reading(machine: &str, worked: u64) -> Reading {
    Reading { machine: machine.to_owned(), worked, received: Some(worked), sent: None }
}

/// An engine with a host that counts, and a service there.
async fn counted(test: &TestEngine) -> (Engine, Arc<Counting>, ServiceId) {
    let id = make(test, "counting").await.service(test, ServiceStatus::Pending).await;
    let mut act = test.act().await.unwrap();
    let sql = "insert into servers (name, module, hostname, secret)
        values ('One', 'counting', 'one.example.com', '') returning id";
    let server: i64 = act.conn.scalar(sql, args![]).await.unwrap();
    let sql = "update services set server_id = $2 where id = $1";
    act.conn.exec(sql, args![id, server]).await.unwrap();
    act.commit().await.unwrap();
    let host = Arc::new(Counting::over(test));
    let mut world = test.world.world.clone();
    world.add_provisioner(host.clone());
    let engine = Engine::new(test.home.db.clone(), world, test.engine.secrets().clone());
    run(&engine.cx(test.caller()), id, &Request::of(ServiceAction::Create)).await.unwrap();
    (engine, host, id)
}

/// Runs the task; what it says.
async fn read(engine: &Engine, test: &TestEngine) -> Vec<String> {
    let wanted =
        Wanted { tasks: vec![find("Read Counters Of Machines").unwrap()], ..Wanted::default() };
    let ran = run_now(&engine.cx(test.caller()), &wanted).await.unwrap();
    let items = ran.into_iter().flat_map(|ran| ran.outcome.items);
    items.map(|item| format!("{} {}", item.text, item.skipped.unwrap_or_default())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_machines_count_is_kept_for_the_day_that_is_shown() {
    for test in each().await.unwrap() {
        let (engine, host, id) = counted(&test).await;
        let cx = engine.cx(test.caller());
        let begin = test.clock.now().as_second();
        // One reading is none: nothing lies between.
        for (worked, expected) in [(10_000, vec![]), (40_000, vec![1_000])] {
            host.tell(Ok(vec![reading("machine-11", 7), reading("machine-1", worked)]));
            assert_eq!(read(&engine, &test).await, Vec::<String>::new());
            test.clock.advance(SignedDuration::from_secs(120));
            let (_, told) = metrics::of(&cx, id).await.unwrap();
            let cpu: Vec<u64> = told.cpu.iter().map(|sample| sample.value).collect();
            assert_eq!((cpu, told.sent.len()), (expected, 0));
            test.clock.advance(SignedDuration::from_secs(180));
        }
        let (span, told) = metrics::of(&cx, id).await.unwrap();
        assert_eq!((told.received[0].at, told.received[0].value), (begin / 300 * 300, 100));
        assert!((span.from..span.until).contains(&begin));
        assert_eq!(number(&test, ROWS).await, 2);
        // A host that is silent is said, and what was read stays for its day.
        host.tell(Err("out of order"));
        let said = read(&engine, &test).await;
        assert!(said.len() == 1 && said[0].starts_with("One "), "{said:?}");
        assert_eq!(number(&test, ROWS).await, 2);
        test.clock.advance_days(1);
        host.tell(Ok(vec![reading("machine-1", 50_000)]));
        read(&engine, &test).await;
        assert_eq!(number(&test, ROWS).await, 1);
        assert_eq!(metrics::of(&cx, id).await.unwrap().1, metrics::Metrics::default());
    }
}

/// A host that counts as it is told to.
struct Counting {
    capabilities: ProvisionerCapabilities,
    inner: Arc<dyn Provisioner>,
    told: Mutex<Result<Vec<Reading>, &'static str>>,
}

impl Counting {
    fn over(test: &TestEngine) -> Self {
        let inner = test.world.provisioner.clone();
        let capabilities = ProvisionerCapabilities {
            module: "counting",
            metrics: Measuring::Counted,
            ..inner.capabilities().clone()
        };
        Self { capabilities, inner, told: Mutex::new(Ok(Vec::new())) }
    }

    fn tell(&self, told: Result<Vec<Reading>, &'static str>) {
        *self.told.lock().unwrap() = told;
    }
}

impl Provisioner for Counting {
    fn capabilities(&self) -> &ProvisionerCapabilities {
        &self.capabilities
    }

    fn product_settings(&self) -> &[SettingField] {
        self.inner.product_settings()
    }

    fn run<'a>(
        &'a self,
        action: &'a ServiceAction,
        call: &'a ServiceCall,
    ) -> Asking<'a, ProvisionOutcome> {
        self.inner.run(action, call)
    }

    fn look_up<'a>(
        &'a self,
        action: &'a ServiceAction,
        call: &'a ServiceCall,
    ) -> Asking<'a, Option<ProvisionOutcome>> {
        self.inner.look_up(action, call)
    }

    fn state<'a>(&'a self, call: &'a ServiceCall) -> Asking<'a, Option<ServiceState>> {
        self.inner.state(call)
    }

    fn test_connection<'a>(&'a self, server: &'a ServerCall) -> Asking<'a, ConnectionOutcome> {
        self.inner.test_connection(server)
    }

    fn usage<'a>(&'a self, server: &'a ServerCall) -> Asking<'a, Vec<Usage>> {
        self.inner.usage(server)
    }

    fn readings<'a>(&'a self, _server: &'a ServerCall) -> Asking<'a, Vec<Reading>> {
        ready(self.told.lock().unwrap().clone().map_err(|why| PortError::NotSent {
            module: "counting",
            why: why.to_owned(),
            retry_after_seconds: None,
        }))
    }

    fn machine_name(&self, call: &ServiceCall) -> Result<String, PortError> {
        Ok(format!("machine-{}", call.service))
    }
}
