//! What is not set up yet and somebody should know where it matters, with where it is put right.

use protocol::{GetConfigurationValue, GetHealthStatus, HealthCheck};

use super::desk::Desk;
use super::table::Notice;

/// Checks that a setting puts right: the name of the check, where, and what the link says.
const LEADS: [(&str, &str, &str); 3] = [
    ("Mail", "/admin/settings?q=SMTP", "Name a mail server"),
    ("Tax", "/admin/settings?q=TaxEnabled", "Switch tax on"),
    ("Payment Gateways", "/admin/gateways", "Choose how you are paid"),
];

/// What the system's health says of settings. A WHMCS elsewhere is not asked: it tries its servers
/// out first.
pub(super) async fn notices(desk: &Desk) -> Vec<Notice> {
    if !desk.does_itself("GetHealthStatus") {
        return Vec::new();
    }
    let health = desk.maybe(GetHealthStatus { fetchStatus: false.into() }).await;
    let checks = health.and_then(|health| health.checks).unwrap_or_default();
    checks.danger.0.iter().chain(&checks.warning.0).filter_map(notice).collect()
}

/// That mails reach nobody; none where a server takes them.
pub(super) async fn mail(desk: &Desk) -> Option<Notice> {
    notices(desk).await.into_iter().find(|notice| notice.href == LEADS[0].1)
}

/// That tax is switched off; none for whom no setting is told.
pub(super) async fn tax(desk: &Desk) -> Option<Notice> {
    let call = GetConfigurationValue { setting: "TaxEnabled".to_owned() };
    let is_on = desk.maybe(call).await?.value == "on";
    let (_, href, label) = LEADS[1];
    let text = "Tax is switched off: no rule counts, and nobody is charged any.".to_owned();
    (!is_on).then_some(Notice { text, href, label })
}

fn notice(check: &HealthCheck) -> Option<Notice> {
    let (_, href, label) = LEADS.into_iter().find(|(name, ..)| *check.name == **name)?;
    Some(Notice { text: format!("{}.", check.body), href, label })
}
