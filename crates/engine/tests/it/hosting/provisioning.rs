//! Module calls: once, whatever crashes, times out or comes at the same time.

use std::sync::Arc;

use engine::hosting::lifecycle::order_creation;
use engine::hosting::provisioning::{Ran, Request, create, run};
use engine::jobs::{run_forever, run_until_idle};
use engine::system::mail::{self, NewMail};
use engine::testing::{TestEngine, each};
use engine::{Engine, Fault};
use futures::future::join_all;
use jiff::SignedDuration;
use model::hosting::service::ServiceStatus;
use model::ids::ServiceId;
use ports::fake::Mishap;
use ports::provisioning::{
    ConnectionOutcome, ProvisionOutcome, Provisioner, ProvisionerCapabilities, ServerCall,
    ServiceAction, ServiceCall, ServiceState, Usage,
};
use ports::{Asking, SettingField};
use tokio::sync::Notify;

use crate::scenery::{make, number, service};

async fn ask(test: &TestEngine, id: ServiceId, action: ServiceAction) -> Result<Ran, String> {
    ask_for(&test.engine, test, id, Request::of(action)).await
}

async fn ask_for(
    engine: &Engine,
    test: &TestEngine,
    id: ServiceId,
    request: Request,
) -> Result<Ran, String> {
    run(&engine.cx(test.caller()), id, &request).await.map_err(|fault| match fault {
        Fault::Refused(refusal) => refusal.said.into_owned(),
        Fault::Broken(error) => format!("broken: {error:?}"),
    })
}

const DONE: Result<Ran, String> = Ok(Ran::Done { link: None });

#[tokio::test(flavor = "multi_thread")]
async fn a_service_lives_from_creation_to_termination() {
    use ServiceAction::{ChangePassword, Create, Suspend, Terminate, Unsuspend};
    for test in each().await.unwrap() {
        let id = make(&test, "fakepanel").await.service(&test, ServiceStatus::Pending).await;
        let steps = [
            (Suspend, Err("The service is Pending"), ServiceStatus::Pending),
            (Unsuspend, Err("The service is Pending"), ServiceStatus::Pending),
            (Create, Ok(()), ServiceStatus::Active),
            (Create, Err("The service has already been created"), ServiceStatus::Active),
            (Suspend, Ok(()), ServiceStatus::Suspended),
            (Unsuspend, Ok(()), ServiceStatus::Active),
            (Unsuspend, Ok(()), ServiceStatus::Active),
            (ChangePassword, Ok(()), ServiceStatus::Active),
            (Terminate, Ok(()), ServiceStatus::Terminated),
            (Unsuspend, Err("The service is Terminated"), ServiceStatus::Terminated),
            (Create, Ok(()), ServiceStatus::Active),
        ];
        for (action, expected, status) in steps {
            let got = ask(&test, id, action.clone()).await.map(drop);
            assert_eq!(got, expected.map_err(str::to_owned), "{action:?}");
            assert_eq!(service(&test, id).await.status, status, "{action:?}");
        }
        assert_eq!(test.world.provisioner.service_count(), 1);
    }
}

/// Anything else that is not active becomes so by being made, or not at all.
#[tokio::test(flavor = "multi_thread")]
async fn only_what_is_suspended_goes_on() {
    use ServiceStatus::{Cancelled, Completed, Fraud, Pending, Terminated};
    for test in each().await.unwrap() {
        let scenery = make(&test, "fakepanel").await;
        for status in [Pending, Completed, Terminated, Cancelled, Fraud] {
            let id = scenery.service(&test, status).await;
            let refused = ask(&test, id, ServiceAction::Unsuspend).await;
            assert_eq!(refused.unwrap_err(), format!("The service is {status}"));
            assert_eq!(service(&test, id).await.status, status);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_kept_sealed_and_told_to_the_module() {
    for test in each().await.unwrap() {
        let id = make(&test, "fakepanel").await.service(&test, ServiceStatus::Pending).await;
        ask(&test, id, ServiceAction::Create).await.unwrap();
        let password = Some("correct horse".to_owned());
        let request = Request { password, ..Request::of(ServiceAction::ChangePassword) };
        ask_for(&test.engine, &test, id, request).await.unwrap();
        let row = service(&test, id).await;
        assert!(!row.password.contains("horse"));
        let place = format!("services.password:{id}");
        assert_eq!(test.engine.secrets().open(&place, &row.password).unwrap(), "correct horse");
        let calls = test.world.provisioner.calls();
        assert_eq!(calls.last().unwrap().1.password.expose(), "correct horse");
        let sql = "select count(*) from service_calls where input = '{}'";
        assert_eq!(number(&test, sql).await, 0, "inputs are kept");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_told_and_queued_until_it_works() {
    for test in each().await.unwrap() {
        let id = make(&test, "fakepanel").await.service(&test, ServiceStatus::Pending).await;
        for expected in ["Plan not found", "Disk full"] {
            test.world.provisioner.refuse_next("no", expected);
            let said = ask(&test, id, ServiceAction::Create).await.unwrap_err();
            assert_eq!(said, expected);
        }
        let mut c = test.engine.read().await.unwrap();
        let wanted = store::hosting::queue::Wanted { limit: 10, ..Default::default() };
        let queued = store::hosting::queue::open(&mut c, wanted).await.unwrap();
        assert_eq!(queued.len(), 1);
        assert_eq!((queued[0].action.as_str(), queued[0].retries), ("CreateAccount", 1));
        assert_eq!(queued[0].last_error, "Disk full");
        assert_eq!(ask(&test, id, ServiceAction::Create).await, DONE);
        assert!(store::hosting::queue::open(&mut c, wanted).await.unwrap().is_empty());
        let log = "select count(*) from activity
            where description = 'Module Create Failed - Service ID: 1 - Error: Disk full'";
        assert_eq!(number(&test, log).await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn i35_an_answer_that_was_lost_is_asked_for_and_nothing_is_made_twice() {
    for test in each().await.unwrap() {
        let scenery = make(&test, "fakepanel").await;
        for (mishap, calls) in [(Mishap::LoseAnswer, 1), (Mishap::LoseRequest, 1)] {
            let before = test.world.provisioner.calls().len();
            let id = scenery.service(&test, ServiceStatus::Pending).await;
            test.world.faults.next(mishap);
            ask(&test, id, ServiceAction::Create).await.unwrap_err();
            assert_eq!(service(&test, id).await.status, ServiceStatus::Pending);
            assert_eq!(ask(&test, id, ServiceAction::Create).await, DONE, "{mishap:?}");
            assert_eq!(test.world.provisioner.calls().len() - before, calls, "{mishap:?}");
            assert_eq!(service(&test, id).await.status, ServiceStatus::Active);
        }
        assert_eq!(test.world.provisioner.service_count(), 2);
        let open = "select count(*) from module_queue where completed_at is null";
        assert_eq!(number(&test, open).await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn i37_a_job_settles_what_nobody_asks_for_again() {
    for test in each().await.unwrap() {
        let scenery = make(&test, "fakepanel").await;
        let arrived = scenery.service(&test, ServiceStatus::Pending).await;
        let lost = scenery.service(&test, ServiceStatus::Pending).await;
        test.world.faults.next(Mishap::LoseAnswer);
        ask(&test, arrived, ServiceAction::Create).await.unwrap_err();
        test.world.faults.next(Mishap::LoseRequest);
        ask(&test, lost, ServiceAction::Create).await.unwrap_err();
        test.clock.advance(SignedDuration::from_secs(600));
        run_until_idle(&test.engine).await.unwrap();
        assert_eq!(service(&test, arrived).await.status, ServiceStatus::Active);
        assert_eq!(service(&test, lost).await.status, ServiceStatus::Pending, "not by itself");
        assert_eq!(
            number(&test, "select count(*) from service_calls where finished_at is null").await,
            0
        );
        // The same key again: had the first request been on its way still, it would be one machine.
        ask(&test, lost, ServiceAction::Create).await.unwrap();
        let keys = "select count(distinct idempotency_key) from service_calls where service_id = 2";
        assert_eq!(number(&test, keys).await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn i31_of_32_calls_at_the_same_time_one_is_carried_out() {
    for test in each().await.unwrap() {
        let id = make(&test, "fakepanel").await.service(&test, ServiceStatus::Pending).await;
        let calls = (0..32).map(|_| {
            let (engine, caller) = (test.engine.clone(), test.caller());
            tokio::spawn(async move {
                let request = Request::of(ServiceAction::Create);
                run(&engine.cx(caller), id, &request).await.is_ok()
            })
        });
        let calls: Vec<_> = calls.collect();
        let mut done = 0;
        for call in calls {
            done += usize::from(call.await.unwrap());
        }
        assert_eq!(done, 1, "{:?}", test.engine);
        assert_eq!(test.world.provisioner.calls().len(), 1);
        assert_eq!(test.world.provisioner.service_count(), 1);
    }
}

/// The payment of an order and its acceptance may both begin: it is accepted all the same.
#[tokio::test(flavor = "multi_thread")]
async fn a_creation_that_somebody_else_began_is_waited_for() {
    for test in each().await.unwrap() {
        let id = make(&test, "fakepanel").await.service(&test, ServiceStatus::Pending).await;
        let cx = test.engine.cx(test.caller());
        let done = join_all((0..4).map(|_| create(&cx, id, false))).await;
        assert!(done.iter().all(Result::is_ok), "{done:?}");
        assert_eq!(service(&test, id).await.status, ServiceStatus::Active);
        assert_eq!(test.world.provisioner.service_count(), 1);
        create(&cx, id, false).await.unwrap();
        assert_eq!(test.world.provisioner.service_count(), 1, "nor is it made again");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b37_a_crash_between_the_two_acts_makes_no_second_machine() {
    for test in each().await.unwrap() {
        let id = make(&test, "deathtrap").await.service(&test, ServiceStatus::Pending).await;
        let trap = Arc::new(Deathtrap::over(&test));
        let mut world = test.world.world.clone();
        world.add_provisioner(trap.clone());
        let secrets = test.engine.secrets().clone();
        let engine = Engine::new(test.home.db.clone(), world, secrets);
        let cx = engine.cx(test.caller());
        let request = Request::of(ServiceAction::Create);
        // The process dies as soon as the machine is there.
        tokio::select! {
            ended = run(&cx, id, &request) => panic!("{ended:?}"),
            () = trap.made.notified() => {}
        }
        assert_eq!(service(&test, id).await.status, ServiceStatus::Pending);
        let refused = ask_for(&engine, &test, id, request.clone()).await.unwrap_err();
        assert_eq!(refused, "Another action is being carried out on this service");
        test.clock.advance(SignedDuration::from_secs(100));
        run_until_idle(&engine).await.unwrap();
        let row = service(&test, id).await;
        assert_eq!(row.status, ServiceStatus::Active);
        assert!(!row.dedicated_ip.is_empty());
        assert_eq!(test.world.provisioner.service_count(), 1);
        assert_eq!(test.world.provisioner.calls().len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hung_server_delays_only_its_own() {
    for test in each().await.unwrap() {
        let scenery = make(&test, "deathtrap").await;
        let mut world = test.world.world.clone();
        world.add_provisioner(Arc::new(Deathtrap::over(&test)));
        let engine = Engine::new(test.home.db.clone(), world, test.engine.secrets().clone());
        for _ in 0..20 {
            let id = scenery.service(&test, ServiceStatus::Pending).await;
            let mut act = test.act().await.unwrap();
            order_creation(&mut act, id, "test").await.unwrap();
            act.commit().await.unwrap();
        }
        let mut act = test.act().await.unwrap();
        let new = NewMail { to: "jane@example.com".into(), ..NewMail::default() };
        mail::enqueue(&mut act, &new, None).await.unwrap();
        act.commit().await.unwrap();
        let (_stop, stopped) = tokio::sync::watch::channel(false);
        let worker = tokio::spawn(run_forever(engine, stopped));
        while test.world.mailer.outbox().is_empty() {
            tokio::task::yield_now().await;
        }
        worker.abort();
        assert!(test.world.provisioner.calls().len() <= 4, "places at one server");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_action_first_finds_out_about_the_open_one() {
    for test in each().await.unwrap() {
        let id = make(&test, "fakepanel").await.service(&test, ServiceStatus::Pending).await;
        test.world.faults.next(Mishap::LoseAnswer);
        ask(&test, id, ServiceAction::Create).await.unwrap_err();
        assert_eq!(ask(&test, id, ServiceAction::Suspend).await, DONE);
        assert_eq!(service(&test, id).await.status, ServiceStatus::Suspended);
        assert_eq!(test.world.provisioner.calls().len(), 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_called_says_so() {
    for test in each().await.unwrap() {
        let create = || ServiceAction::Create;
        let unknown = ask(&test, ServiceId(99), create()).await.unwrap_err();
        assert_eq!(unknown, "Service ID not found");
        for (module, expected) in
            [("", "Service not assigned to a module"), ("cpanel", "Module Not Found")]
        {
            let sql = "update products set module = $1";
            let mut scenery = None;
            if number(&test, "select count(*) from clients").await == 0 {
                scenery = Some(make(&test, "x").await);
            }
            let mut act = test.act().await.unwrap();
            act.conn.exec(sql, store::args![module]).await.unwrap();
            act.commit().await.unwrap();
            let id = match scenery {
                Some(scenery) => scenery.service(&test, ServiceStatus::Pending).await,
                None => ServiceId(1),
            };
            assert_eq!(ask(&test, id, create()).await.unwrap_err(), expected);
        }
    }
}

/// Makes the machine and then never answers, like a process that dies there.
struct Deathtrap {
    capabilities: ProvisionerCapabilities,
    inner: Arc<dyn Provisioner>,
    made: Notify,
}

impl Deathtrap {
    fn over(test: &TestEngine) -> Self {
        let inner = test.world.provisioner.clone();
        let capabilities =
            ProvisionerCapabilities { module: "deathtrap", ..inner.capabilities().clone() };
        Self { capabilities, inner, made: Notify::new() }
    }
}

impl Provisioner for Deathtrap {
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
        Box::pin(async move {
            self.inner.run(action, call).await?;
            self.made.notify_one();
            std::future::pending().await
        })
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
}
