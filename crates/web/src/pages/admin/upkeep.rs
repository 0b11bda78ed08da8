//! How the system is: its health, its database and the copies of it; and the code that other sites
//! put into their pages.

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use protocol::{
    GetConfigurationValue, GetDatabaseStatus, GetDatabaseStatusResponse, GetHealthStatus,
    GetProducts, RunAutomation, TestConnection, TidyDatabase,
};
use serde_json::{Value, json};

use super::desk::Desk;
use super::done::tried;
use super::fail::Fail;
use super::form::{Posted, Problems};
use crate::App;
use crate::routing::{get, post};

/// Tables that are shown; small ones are of no interest.
const TABLES_MAX: usize = 12;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/system", get(page).merge(post(submit)))
        .route("/admin/integration", get(integration))
}

async fn page(desk: Desk) -> Result<Response, Fail> {
    show(&desk, Problems::default()).await
}

/// The page. What the database says of its tables takes a moment on a large company, so the page
/// stands at once and then fetches it (`told`).
async fn show(desk: &Desk, problems: Problems) -> Result<Response, Fail> {
    let query = desk.query();
    let fetches = desk.does_itself("GetDatabaseStatus") && query.text("told") != "1";
    let asked = GetHealthStatus { fetchStatus: (query.text("servers") == "1").into() };
    let health = desk.call(asked).await?.checks.unwrap_or_default();
    let database = if fetches { None } else { desk.maybe(GetDatabaseStatus {}).await };
    let status = problems.status();
    let view = json!({
        "checks": [
            ("bad", "circle-alert", health.danger.0),
            ("warn", "triangle-alert", health.warning.0),
            ("ok", "circle-check", health.success.0),
        ],
        "fetches": fetches,
        "database": database.map(told),
        "problems": problems,
        "may_run": desk.may("RunAutomation"),
        "may_tidy": desk.may("TidyDatabase"),
        "may_test": desk.may("TestConnection"),
    });
    Ok(desk.page(status, "admin/system.html", "System health", view).await)
}

/// What the database says of itself, as it is shown.
fn told(found: GetDatabaseStatusResponse) -> Value {
    let tables = found.tables.0.table.0.into_iter().take(TABLES_MAX);
    let tables = tables.map(|row| (row.name, row.rows.0.to_string(), size(row.bytes.0)));
    let copies = found.copies.0.copy.0.into_iter();
    json!({
        "kind": found.kind,
        "step": found.step,
        "size": size(found.bytes.0),
        "tables": tables.collect::<Vec<_>>(),
        "copies": copies.map(|copy| (copy.name, size(copy.bytes.0))).collect::<Vec<_>>(),
    })
}

/// Bytes as people read them; nothing where nobody knows.
fn size(bytes: i64) -> String {
    match bytes {
        0 => String::new(),
        bytes if bytes < 1_024 * 1_024 => format!("{} KiB", (bytes + 1_023) / 1_024),
        bytes => format!("{} MiB", bytes / (1_024 * 1_024)),
    }
}

async fn submit(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let task = |name: &str| Posted::default().with("task", name).with("once", posted.text("once"));
    let said = match posted.verb() {
        "tidy" => tried(desk.submit::<TidyDatabase>(&posted).await?, "The tables were looked at"),
        "prune" => {
            let form = task("LogPruning");
            tried(desk.submit::<RunAutomation>(&form).await?, "What is old enough was cleaned up")
        }
        "backup" => {
            let form = task("DatabaseBackup");
            tried(desk.submit::<RunAutomation>(&form).await?, "The task ran; see the copies")
        }
        source @ ("vat" | "rates") => {
            let call = TestConnection { source: Some(source.to_owned()), ..Default::default() };
            let found = desk.call(call).await?;
            Ok(match found.reached.0 {
                true => format!("It answers: {}", found.message),
                false => format!("It does not answer as it should: {}", found.message),
            })
        }
        _ => return Err(Fail::missing(&desk)),
    };
    match said {
        Ok(said) => Ok(desk.go("/admin/system", &said)),
        Err(problems) => show(&desk, problems).await,
    }
}

async fn integration(desk: Desk) -> Result<Response, Fail> {
    let call = GetConfigurationValue { setting: "SystemURL".to_owned() };
    let kept = desk.maybe(call).await.map(|found| found.value.to_string()).unwrap_or_default();
    let base = desk.app().0.base_url.clone().unwrap_or(kept);
    let base = base.trim_end_matches('/').to_owned();
    let base = if base.is_empty() { "https://billing.example.com".to_owned() } else { base };
    let products = desk.maybe(GetProducts::default()).await;
    let products = products.map(|found| found.products.0.product.0).unwrap_or_default();
    let products: Vec<Value> =
        products.iter().map(|row| json!({ "id": i64::from(row.pid), "name": row.name })).collect();
    let chosen = desk.query().id("product");
    let first = products.first().and_then(|row| row["id"].as_u64());
    let view = json!({
        "snippets": snippets(&base, chosen.or(first).unwrap_or(1)),
        "products": products,
        "chosen": chosen.or(first),
    });
    let title = "Integration code";
    Ok(desk.page(StatusCode::OK, "admin/integration.html", title, view).await)
}

/// What stands on other sites: title, what it does, and the code.
fn snippets(base: &str, product: u64) -> Vec<[String; 3]> {
    let snippet = |title: &str, text: &str, code: String| [title.to_owned(), text.to_owned(), code];
    let link = |path: &str, label: &str| format!("<a href=\"{base}{path}\">{label}</a>");
    vec![
        snippet(
            "Order a product",
            "A link to the order form of one product.",
            link(&format!("/order/{product}"), "Order now"),
        ),
        snippet("The shop", "All groups of products.", link("/store", "Our products")),
        snippet(
            "Search for a domain",
            "A field that looks a name up and offers to register it.",
            format!(
                "<form action=\"{base}/domains/search\" method=\"get\">\n  \
                 <input type=\"text\" name=\"query\" placeholder=\"yourname.com\" required>\n  \
                 <button>Search</button>\n</form>"
            ),
        ),
        snippet(
            "Client area",
            "Leads to the log-in, and from there to the client area.",
            link("/clientarea", "Log in"),
        ),
        snippet("Registration", "A new account without an order.", link("/register", "Sign up")),
        snippet(
            "Answers and tickets",
            "The knowledge base, and a form for those who find nothing.",
            format!("{}\n{}", link("/knowledgebase", "Help"), link("/contact", "Write to us")),
        ),
        snippet(
            "State of the network",
            "What is broken now and what is planned.",
            link("/serverstatus", "Network status"),
        ),
        snippet(
            "Prices",
            "Products with prices as JSON, for pages that are made by a program.",
            format!("curl {base}/api/v1/products"),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::{size, snippets};

    #[test]
    fn sizes_are_rounded_up() {
        for (bytes, expected) in [(0, ""), (1, "1 KiB"), (1_025, "2 KiB"), (3 << 20, "3 MiB")] {
            assert_eq!(size(bytes), expected);
        }
    }

    #[test]
    fn code_leads_to_our_pages() {
        for [title, _, code] in snippets("https://b.example", 7) {
            assert!(code.contains("https://b.example/"), "{title}");
        }
    }
}
