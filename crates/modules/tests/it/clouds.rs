//! What every cloud is put through: answers are lost, two come at once, and a service still has at
//! most one machine.

use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use model::ids::{ServerId, ServiceId};
use ports::calls::CallLog;
use ports::contract::provisioning::ProvisionerTrial;
use ports::logged::logged;
use ports::provisioning::{
    ConnectionOutcome, ProvisionOutcome, Provisioner, Sample, ServerCall, ServiceAction,
    ServiceCall, Span,
};
use ports::{Choice, ChoiceKind, PortError, contract};

use crate::call_log::Memory;
use crate::counterpart::{Counterpart, Fake, Mishap};

/// A cloud under test.
pub(crate) trait Subject: Fake {
    /// The module.
    fn module() -> Box<dyn Provisioner>;

    /// User name and secret of an account.
    const LOGIN: (&'static str, &'static str);

    /// What the call sets as the password of a machine: with quotes, and one that the cloud takes.
    const ROOT_PASSWORD: &'static str = "S3cret \"quoted\" and long";

    /// A product.
    const PRODUCT: &'static [(&'static str, &'static str)];

    /// Where a machine is ordered, by the end of the path.
    const MAKE: &'static str;

    /// Where a machine is started again, and where it gets a fresh system.
    const REBOOT: &'static str;

    /// How many machines there are, and how many were ever made.
    fn count(&self) -> (usize, usize);
}

/// A secret that nobody has.
const STRANGER: &str = "another:key:of-nobody";

/// A server record that leads to the counterpart.
pub(crate) fn server<S: Subject>(port: u16) -> ServerCall {
    server_with::<S>(port, S::LOGIN.1)
}

/// The same with another secret: a record has one, which is told as password and as key.
pub(crate) fn server_with<S: Subject>(port: u16, secret: &str) -> ServerCall {
    ServerCall {
        server: ServerId(1),
        name: "A cloud".to_owned(),
        host: "127.0.0.1".to_owned(),
        ip: String::new(),
        port: Some(port),
        secure: false,
        username: S::LOGIN.0.to_owned(),
        password: secret.into(),
        access_key: secret.into(),
    }
}

/// A call with a key.
pub(crate) fn call<S: Subject>(port: u16, key: &str) -> ServiceCall {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    ServiceCall {
        server: Some(server::<S>(port)),
        password: S::ROOT_PASSWORD.into(),
        product: S::PRODUCT.iter().map(owned).collect(),
        ..ProvisionerTrial::usual(key, ServiceId(42)).call
    }
}

/// Asks until it is no longer under way; what surely was not done is asked for again.
pub(crate) async fn settled<S: Subject>(
    call: &ServiceCall,
    action: &ServiceAction,
) -> ProvisionOutcome {
    let module = S::module();
    let mut outcome = module.run(action, call).await;
    for _ in 0..50 {
        let Err(error) = &outcome else { break };
        assert!(error.may_repeat(), "{error}");
        outcome = module.run(action, call).await;
    }
    let mut outcome = outcome.unwrap();
    while matches!(outcome, ProvisionOutcome::Pending { .. }) {
        outcome = module.look_up(action, call).await.unwrap().unwrap();
    }
    outcome
}

/// Does something that must be done.
pub(crate) async fn done<S: Subject>(cloud: &Counterpart<S>, action: &ServiceAction, key: &str) {
    let outcome = settled::<S>(&call::<S>(cloud.port, key), action).await;
    assert!(matches!(outcome, ProvisionOutcome::Done(_)), "{action:?} {key}: {outcome:?}");
}

/// What the cloud lists, and that it lists nothing to strangers.
pub(crate) async fn lists<S: Subject>(cloud: &Counterpart<S>, expected: &[(ChoiceKind, &[&str])]) {
    let module = S::module();
    for (kind, lines) in expected {
        let found = module.choices(&server::<S>(cloud.port), *kind).await.unwrap();
        let line = |choice: &Choice| {
            let price = choice.price.map(|price| format!(", {price} {}", price.currency.code()));
            let price = price.unwrap_or_default();
            format!("{}: {}{price} ({})", choice.id, choice.name, choice.note)
        };
        assert_eq!(found.iter().map(line).collect::<Vec<_>>(), *lines, "{kind:?}");
        let wrong = server_with::<S>(cloud.port, "wr0ng");
        let error = module.choices(&wrong, *kind).await.unwrap_err();
        assert!(matches!(error, PortError::Configuration { .. }), "{error}");
        assert!(!error.to_string().contains("wr0ng"), "{error}");
    }
}

/// How busy the machine was: seconds before or after the last step of 2025, and values.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Busy {
    pub(crate) cpu: Vec<(i64, u64)>,
    pub(crate) received: Vec<(i64, u64)>,
    pub(crate) sent: Vec<(i64, u64)>,
}

/// What the cloud measured on the last day of 2025.
pub(crate) async fn busy<S: Subject>(cloud: &Counterpart<S>) -> Busy {
    let last = 1_767_225_300;
    let span = Span::day_until(last);
    let told = S::module().metrics(&call::<S>(cloud.port, "look"), span).await.unwrap().unwrap();
    let of = |series: Vec<Sample>| {
        series.iter().map(|sample| (sample.at - last, sample.value)).collect()
    };
    Busy { cpu: of(told.cpu), received: of(told.received), sent: of(told.sent) }
}

/// Everything that holds for all of them.
pub(crate) async fn tried<S: Subject>() {
    keeps_the_contract::<S>().await;
    has_one_machine_whatever_is_lost::<S>().await;
    makes_one_machine_of_two_orders::<S>().await;
    tells_what_became_of_an_act::<S>().await;
    finds_done_what_is_gone::<S>().await;
    names_what_is_wrong::<S>().await;
    keeps_secrets_out_of_the_log::<S>().await;
}

async fn keeps_the_contract<S: Subject>() {
    let cloud = Counterpart::<S>::start().await;
    let trial = ProvisionerTrial { call: call::<S>(cloud.port, "suite") };
    contract::provisioning::run(&*S::module(), &trial).await;
    assert_eq!(cloud.see(|cloud| cloud.count()), (0, 1));
}

async fn has_one_machine_whatever_is_lost<S: Subject>() {
    for (mishap, unknown, found) in
        [(Mishap::ReplyLost, true, true), (Mishap::Down, true, false), (Mishap::Busy, false, false)]
    {
        let cloud = Counterpart::<S>::start().await;
        let create = call::<S>(cloud.port, "make");
        cloud.arm(S::MAKE, mishap);
        let error = S::module().run(&ServiceAction::Create, &create).await.unwrap_err();
        assert_eq!(error.is_unknown(), unknown, "{mishap:?}: {error}");
        let asked = S::module().look_up(&ServiceAction::Create, &create).await.unwrap();
        assert_eq!(asked.is_some(), found, "{mishap:?}: {asked:?}");
        // Whoever is impatient repeats it, with the same key and with another one.
        done(&cloud, &ServiceAction::Create, "make").await;
        let again = call::<S>(cloud.port, "again");
        let second = settled::<S>(&again, &ServiceAction::Create).await;
        assert!(matches!(second, ProvisionOutcome::Refused(_)), "{second:?}");
        assert_eq!(cloud.see(|cloud| cloud.count()), (1, 1), "{mishap:?}");
    }
}

async fn makes_one_machine_of_two_orders<S: Subject>() {
    let cloud = Counterpart::<S>::start().await;
    let (one, two) = (call::<S>(cloud.port, "one"), call::<S>(cloud.port, "two"));
    let (first, second) = tokio::join!(
        settled::<S>(&one, &ServiceAction::Create),
        settled::<S>(&two, &ServiceAction::Create)
    );
    let good = |outcome: &ProvisionOutcome| matches!(outcome, ProvisionOutcome::Done(_));
    assert!(good(&first) != good(&second), "{first:?} {second:?}");
    assert_eq!(cloud.see(|cloud| cloud.count().0), 1);
}

async fn tells_what_became_of_an_act<S: Subject>() {
    let cloud = Counterpart::<S>::start().await;
    done(&cloud, &ServiceAction::Create, "make").await;
    for (mishap, key) in [(Mishap::Down, "down"), (Mishap::ReplyLost, "lost")] {
        let act = call::<S>(cloud.port, key);
        cloud.arm(S::REBOOT, mishap);
        let error = S::module().run(&ServiceAction::Reboot, &act).await.unwrap_err();
        assert!(error.is_unknown(), "{error}");
        let mut found = S::module().look_up(&ServiceAction::Reboot, &act).await.unwrap();
        while matches!(found, Some(ProvisionOutcome::Pending { .. })) {
            found = S::module().look_up(&ServiceAction::Reboot, &act).await.unwrap();
        }
        let known = matches!(found, Some(ProvisionOutcome::Done(_)));
        assert_eq!(known, mishap == Mishap::ReplyLost, "{mishap:?}: {found:?}");
        // Another act with the same key, and this one with another key, never arrived.
        let other = S::module().look_up(&ServiceAction::Reset, &act).await.unwrap();
        assert_eq!(other, None);
    }
}

async fn finds_done_what_is_gone<S: Subject>() {
    let cloud = Counterpart::<S>::start().await;
    let mut terminate = call::<S>(cloud.port, "end");
    let nothing = S::module().look_up(&ServiceAction::Terminate, &terminate).await.unwrap();
    assert_eq!(nothing, None);
    terminate.custom_fields.insert("cloud_id".to_owned(), "17".to_owned());
    let outcome = settled::<S>(&terminate, &ServiceAction::Terminate).await;
    assert!(matches!(outcome, ProvisionOutcome::Done(_)), "{outcome:?}");
    let found = S::module().look_up(&ServiceAction::Terminate, &terminate).await.unwrap();
    assert!(matches!(found, Some(ProvisionOutcome::Done(_))), "{found:?}");
}

async fn names_what_is_wrong<S: Subject>() {
    let cloud = Counterpart::<S>::start().await;
    let bad = server_with::<S>(cloud.port, STRANGER);
    let refused = S::module().test_connection(&bad).await.unwrap();
    assert!(matches!(refused, ConnectionOutcome::Refused(no) if no.code == "unauthorized"));
    let bad = ServiceCall { server: Some(bad), ..call::<S>(cloud.port, "make") };
    let error = S::module().run(&ServiceAction::Create, &bad).await.unwrap_err();
    assert!(matches!(&error, PortError::Configuration { .. }), "{error}");
    assert!(!error.to_string().contains("another"), "{error}");
    for (name, value) in [("name_prefix", "Big Co"), ("shutdown_seconds", "60")] {
        let mut bad = call::<S>(cloud.port, "make");
        bad.product.insert(name.to_owned(), value.to_owned());
        let error = S::module().run(&ServiceAction::Create, &bad).await.unwrap_err();
        assert!(error.to_string().contains(name), "{error}");
    }
    assert_eq!(cloud.see(|cloud| cloud.count()), (0, 0));
}

/// Neither the secrets of a call, in whatever they are wrapped, nor the way to its screen.
async fn keeps_secrets_out_of_the_log<S: Subject>() {
    let cloud = Counterpart::<S>::start().await;
    let memory = Arc::new(Memory::default());
    let log: Arc<dyn CallLog> = memory.clone();
    let name = S::module().capabilities().module;
    let module = logged(crate::world(), &log).provisioners[name].clone();
    let mut secrets = vec!["S3cret".to_owned(), S::LOGIN.1.to_owned()];
    // Of several in one, each.
    let parts = S::LOGIN.1.split(':').filter(|part| part.len() > 8);
    secrets.extend(parts.map(str::to_owned));
    // The end of the password as it stands in base 64, wherever it begins there.
    let end = |before: usize| {
        let text = BASE64_STANDARD.encode(format!("{} and long", "x".repeat(before)));
        text[before.div_ceil(3) * 4..text.len() - 4].to_owned()
    };
    secrets.extend((0..3).map(end));
    for action in [
        ServiceAction::Create,
        ServiceAction::Reinstall,
        ServiceAction::ChangePassword,
        ServiceAction::Console,
    ] {
        if !module.capabilities().offers(&action) {
            continue;
        }
        let call = call::<S>(cloud.port, action.word());
        let mut outcome = module.run(&action, &call).await.unwrap();
        while matches!(outcome, ProvisionOutcome::Pending { .. }) {
            outcome = module.look_up(&action, &call).await.unwrap().unwrap();
        }
        let ProvisionOutcome::Done(changes) = outcome else { panic!("{action:?} {outcome:?}") };
        if let Some(link) = changes.link {
            // Whatever lets in stands last.
            let (_, behind) = link.rsplit_once('#').unwrap_or_default();
            let parts = form_urlencoded::parse(behind.as_bytes());
            secrets
                .extend(parts.filter(|(name, _)| name == "password").map(|it| it.1.into_owned()));
            secrets.push(link);
        }
    }
    let said = format!("{:?}", memory.0.lock().unwrap());
    assert!(said.contains("HTTP 2"), "{name}: what was said is kept");
    for secret in secrets {
        assert!(!said.contains(&secret), "{name}: {secret}: {said}");
    }
}
