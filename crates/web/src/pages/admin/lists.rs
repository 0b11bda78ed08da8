//! The lists: one file per subject, all in the pattern of [`super::list`].

pub(super) mod billing;
pub(super) mod domains;
mod filters;
pub(super) mod hosting;
pub(super) mod logs;
pub(super) mod ordering;
pub(super) mod people;
pub(super) mod projects;
pub(super) mod support;
pub(super) mod system;

use axum::Router;
use axum::response::Response;

use super::content;
use super::desk::Desk;
use super::fail::Fail;
use super::list;
use crate::App;
use crate::routing::get;

/// One route per list; the handler only names its rows.
macro_rules! lists {
    ($($path:literal $rows:path,)*) => {
        pub(super) fn routes() -> Router<App> {
            Router::new()$(.route($path, get(async |desk: Desk| -> Result<Response, Fail> {
                list::show(&desk, $rows).await
            })))*
        }
    };
}

lists! {
    "/admin/clients" people::clients,
    "/admin/users" people::users,
    "/admin/orders" ordering::orders,
    "/admin/invoices" billing::invoices,
    "/admin/transactions" billing::transactions,
    "/admin/quotes" billing::quotes,
    "/admin/services" hosting::services,
    "/admin/service-addons" hosting::addons,
    "/admin/cancellations" hosting::cancellations,
    "/admin/module-log" system::module_log,
    "/admin/module-queue" hosting::queue,
    "/admin/domains" domains::domains,
    "/admin/projects" projects::projects,
    "/admin/tickets" support::tickets,
    "/admin/feedback" support::feedback,
    "/admin/mail-import" support::mail_import,
    "/admin/announcements" content::announcement_list,
    "/admin/kb" content::article_list,
    "/admin/downloads" content::download_list,
    "/admin/network-issues" content::network_issue_list,
    "/admin/todo" system::todo,
    "/admin/activity" system::activity,
    "/admin/audit" logs::audit,
    "/admin/email-log" logs::emails,
    "/admin/whois-log" logs::whois,
}

/// The text, or a word for there being none.
fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.trim().is_empty() { otherwise } else { text }
}

/// A total as the wire says it.
fn total(number: protocol::wire::Num) -> u64 {
    u64::try_from(number.0).unwrap_or(0)
}

/// Names of states.
fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}
