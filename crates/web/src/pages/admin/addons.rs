//! What goes beyond selling and billing: the extras of the house, and the modules that are on.

use axum::http::StatusCode;
use axum::response::Response;
use protocol::GetConfigurationValue;
use serde_json::{Value, json};

use super::desk::Desk;
use super::fail::Fail;
use super::modules;

/// Icon, address, name, what it is for, the action it needs, and the setting that switches it.
const EXTRAS: [(&str, &str, &str, &str, &str, &str); 7] = [
    (
        "layers",
        "/admin/projects",
        "Projects",
        "Work that takes longer, with tasks, timers and messages",
        "GetProjects",
        "ProjectManagement",
    ),
    (
        "sticky-note",
        "/admin/notices",
        "Notice board",
        "What the staff tells each other",
        "GetStaffNotices",
        "",
    ),
    (
        "calendar",
        "/admin/calendar",
        "Calendar",
        "Events of the staff, and what is due each day",
        "GetCalendarEvents",
        "",
    ),
    (
        "link",
        "/admin/links",
        "Counted links",
        "Where visitors, sign-ups and orders come from",
        "GetLinks",
        "",
    ),
    (
        "globe",
        "/admin/resolver",
        "Domain resolver",
        "Which names left, and what to do about them",
        "GetDomainResolutions",
        "",
    ),
    (
        "percent",
        "/admin/tlds/sync",
        "Prices from costs",
        "Sale prices of domains from what the registrar takes",
        "SyncTldPricing",
        "",
    ),
    (
        "users",
        "/admin/affiliates",
        "Affiliates",
        "Clients who bring clients, and what they earn",
        "GetAffiliates",
        "",
    ),
];

/// `GET /admin/addons`
pub(super) async fn page(desk: Desk) -> Result<Response, Fail> {
    let mut extras: Vec<Value> = Vec::new();
    for (icon, href, name, text, needs, setting) in EXTRAS {
        if !desk.may(needs) {
            continue;
        }
        let on = setting.is_empty() || is_on(&desk, setting).await;
        extras.push(json!({
            "icon": icon, "href": href, "name": name, "text": text, "setting": setting, "on": on,
        }));
    }
    let all = if desk.may("GetModules") { modules::found(&desk).await? } else { Vec::new() };
    let active: Vec<Value> = all
        .iter()
        .filter(|row| row.active.0)
        .map(|row| {
            let kind = modules::KINDS.iter().find(|(word, _)| *word == &*row.moduletype);
            json!({
                "name": row.displayname,
                "kind": kind.map(|(_, label)| *label),
                "href": format!("/admin/modules/{}/{}", row.moduletype, row.name),
            })
        })
        .collect();
    let view = json!({ "extras": extras, "modules": active, "all": all.len() });
    Ok(desk.page(StatusCode::OK, "admin/addons.html", "Addons", view).await)
}

/// Whether a setting says `on`; where nobody may look, the page itself says no.
async fn is_on(desk: &Desk, setting: &str) -> bool {
    let call = GetConfigurationValue { setting: setting.to_owned() };
    let found = desk.maybe(call).await;
    found.is_none_or(|found| matches!(&*found.value.to_string(), "on" | "1" | "true"))
}
