//! A question from somebody without an account: it becomes a ticket, answered by mail.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use protocol::OpenTicket;
use serde_json::json;

use super::cart::{AGAIN, Cart};
use super::{Shown, show_with};
use crate::pages::client::ticket_new::{check_answers, departments, of_department};
use crate::pages::filled::Filled;
use crate::pages::gate::{Arrival, Arrived};
use crate::pages::language::{tell, tell_with};
use crate::pages::questions::{self, Answers};
use crate::pages::{flash, view};
use crate::session::limits::{Rule, network};
use crate::{App, asked};

/// Messages from one network: 5, then one each ten minutes.
pub(super) const MESSAGES: Rule = Rule { burst: 5, each_ms: 600_000 };

/// `GET /contact`
pub(super) async fn form(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
) -> Shown {
    page(&app, &arrival, &headers, (Filled::default(), &Answers::new()), StatusCode::OK).await
}

async fn page(
    app: &App,
    arrival: &Arrival,
    headers: &HeaderMap,
    (filled, answers): (Filled, &Answers),
    status: StatusCode,
) -> Shown {
    let to = departments(app, &view::visitor(arrival.ip), &filled, answers).await?;
    let page = json!({
        "questions": to.questions,
        "asked": to.chosen,
        "filled": filled,
        "departments": to.rows,
    });
    let cart = Cart::read(app, headers);
    show_with(app, arrival, &cart, "storefront/contact.html", &tell("contact"), status, page).await
}

/// `POST /contact`
pub(super) async fn send(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
) -> Shown {
    let names = ["name", "email", "subject", "department", "message"];
    let mut filled = Filled::typed(&arrival.form, &names);
    filled.need(&[
        ("name", "enter-your-name"),
        ("email", "enter-your-email"),
        ("subject", "enter-subject"),
        ("message", "write-message"),
        ("department", "choose-department"),
    ]);
    filled.mail_address("email");
    filled.bound(&["name", "email", "subject"]);
    let department: u64 = filled.text("department").parse().unwrap_or_default();
    let asks = of_department(&app, &view::visitor(arrival.ip), department).await?;
    let answers = questions::read(&arrival.form, "field_", &asks);
    check_answers(&mut filled, &arrival.form, &asks, &answers);
    if filled.is_good() {
        let key = format!("contact {}", network(arrival.ip));
        let now = app.0.clock.now();
        if !app.0.sessions.buckets().take(&key, MESSAGES, now).admitted {
            filled.problem("form", tell("too-many-messages"));
            let status = StatusCode::TOO_MANY_REQUESTS;
            return page(&app, &arrival, &headers, (filled, &answers), status).await;
        }
        let call = OpenTicket {
            deptid: department,
            subject: filled.text("subject").to_owned(),
            message: filled.text("message").to_owned(),
            name: filled.owned("name"),
            email: filled.owned("email"),
            customfields: asked::given(answers.clone()),
            ..OpenTicket::default()
        };
        let visitor = view::visitor(arrival.ip);
        let sent = match asked::check_department(&app, &visitor, department).await {
            Ok(()) => app.whmcs().call(&visitor, call).await,
            Err(error) => Err(error),
        };
        match sent {
            Ok(made) => {
                let text = tell_with("contact-sent", &[("number", made.tid.to_string().into())]);
                return Ok(flash::done(&app, "/contact", &text));
            }
            Err(error) => filled.refused(error, &[("deptid", "department")])?,
        }
    }
    page(&app, &arrival, &headers, (filled, &answers), AGAIN).await
}
