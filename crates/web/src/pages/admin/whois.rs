//! Whether a name is free, and who has it.

use axum::http::StatusCode;
use axum::response::Response;
use protocol::DomainWhois;
use serde_json::json;

use super::desk::Desk;
use super::fail::Fail;
use super::form::problems;

/// `GET /admin/whois`
pub(crate) async fn show(desk: Desk) -> Result<Response, Fail> {
    let query = desk.query();
    let domain = query.text("domain").trim().to_ascii_lowercase();
    let (mut found, mut problem) = (None, None);
    if !domain.is_empty() {
        match desk.ask(DomainWhois { domain: domain.clone(), ..DomainWhois::default() }).await {
            Ok(answer) => found = Some(answer),
            Err(error) => match problems(&error) {
                Some(problems) => problem = Some(problems.line()),
                None => return Err(Fail::new(&desk, error)),
            },
        }
    }
    let premium = found.as_ref().and_then(|found| found.premium.clone());
    let view = json!({
        "domain": domain,
        "status": found.as_ref().map(|found| found.status.to_string()),
        "whois": found.map(|found| found.whois.replace("<br />", "").replace("<br>", "")),
        "premium": premium,
        "problem": problem,
    });
    Ok(desk.page(StatusCode::OK, "admin/whois.html", "WHOIS lookup", view).await)
}
