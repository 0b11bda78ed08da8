//! `GetHealthStatus`: what is in order and what is not.

use engine::hosting::servers::{Health, probe_all};
use engine::system::{mail_server, settings};
use engine::{Cx, Result};
use protocol::{GetHealthStatus, GetHealthStatusResponse, HealthCheck, HealthChecks};
use store::billing::tax_rules;
use store::hosting::{queue, servers};
use store::system::{gateways, jobs};

use crate::Registry;

pub(super) fn register(registry: Registry) -> Registry {
    registry.flow(|cx, call: GetHealthStatus| Box::pin(get_health_status(cx, call)))
}

/// Names of checks that pages lead from to a setting.
const MAIL: &str = "Mail";
const TAX: &str = "Tax";

/// How a check came out.
enum Outcome {
    Fine,
    Odd,
    Bad,
}

async fn get_health_status(cx: &Cx, call: GetHealthStatus) -> Result<GetHealthStatusResponse> {
    let mut checks = HealthChecks::default();
    check_books(cx, &mut checks).await?;
    check_settings(cx, &mut checks).await?;
    if call.fetchStatus.0 {
        check_servers(cx, &mut checks).await?;
    }
    Ok(GetHealthStatusResponse { checks: Some(checks) })
}

async fn check_books(cx: &Cx, checks: &mut HealthChecks) -> Result<()> {
    let mut c = cx.read().await?;
    let kind = cx.engine.db().kind();
    add(checks, Outcome::Fine, "Database", format!("{kind} answers"));
    let now = cx.engine.now().as_second();
    let waiting = jobs::waiting(&mut c, now - 900).await?;
    let failed = jobs::given_up(&mut c, now - 86_400).await?;
    match (waiting, failed) {
        (0, 0) => add(checks, Outcome::Fine, "Jobs", "No job waits for long"),
        (0, failed) => {
            add(checks, Outcome::Odd, "Jobs", format!("{failed} were given up within a day"));
        }
        (waiting, _) => {
            let text = format!("{waiting} wait for more than 15 minutes: does a worker run?");
            add(checks, Outcome::Bad, "Jobs", text);
        }
    }
    let wanted = queue::Wanted { limit: 1_000, ..queue::Wanted::default() };
    match queue::open(&mut c, wanted).await?.len() {
        0 => add(checks, Outcome::Fine, "Module Queue", "No module call waits"),
        count => {
            add(checks, Outcome::Odd, "Module Queue", format!("{count} module calls failed"));
        }
    }
    Ok(())
}

async fn check_settings(cx: &Cx, checks: &mut HealthChecks) -> Result<()> {
    let values = cx.engine.settings().await?;
    let mut c = cx.read().await?;
    if gateways::active(&mut c).await?.is_empty() {
        add(checks, Outcome::Bad, "Payment Gateways", "No way to pay is active: nobody can pay");
    } else {
        add(checks, Outcome::Fine, "Payment Gateways", "At least one is active");
    }
    if values.text(settings::SYSTEM_URL).starts_with("https://") {
        add(checks, Outcome::Fine, "System URL", "Encrypted");
    } else {
        let text = "The system URL does not begin with https: passwords travel in the clear";
        add(checks, Outcome::Odd, "System URL", text);
    }
    if mail_server::is_a_setting(&cx.engine) {
        match values.text(settings::SMTP_HOST).trim() {
            "" => {
                let text = "No mail server is named: mails are written, and reach nobody";
                add(checks, Outcome::Odd, MAIL, text);
            }
            host => add(checks, Outcome::Fine, MAIL, format!("{host} takes them")),
        }
    }
    // A rule alone takes no tax: whoever wrote one down should hear that it does not count.
    if !values.on(settings::TAX_ENABLED) && !tax_rules::all(&mut c).await?.is_empty() {
        let text = "There are tax rules, but tax is switched off: nobody is charged any";
        add(checks, Outcome::Odd, TAX, text);
    }
    Ok(())
}

async fn check_servers(cx: &Cx, checks: &mut HealthChecks) -> Result<()> {
    let mut c = cx.read().await?;
    let mut rows = servers::all(&mut c).await?;
    drop(c);
    rows.retain(|row| row.active);
    let health = probe_all(&cx.engine, &rows).await?;
    for row in rows {
        match health.get(&row.id) {
            Some(Health::Reached(version)) => {
                add(checks, Outcome::Fine, &row.name, format!("Answers: {version}"));
            }
            Some(Health::Unreached(why)) => add(checks, Outcome::Bad, &row.name, why),
            None => {}
        }
    }
    Ok(())
}

fn add(checks: &mut HealthChecks, outcome: Outcome, name: &str, body: impl Into<String>) {
    let (list, kind) = match outcome {
        Outcome::Fine => (&mut checks.success, "success"),
        Outcome::Odd => (&mut checks.warning, "warning"),
        Outcome::Bad => (&mut checks.danger, "danger"),
    };
    let body: String = body.into();
    list.0.push(HealthCheck { name: name.into(), r#type: kind.into(), body: body.into() });
}
