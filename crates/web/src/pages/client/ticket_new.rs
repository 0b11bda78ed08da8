//! A new ticket: whom it goes to, what it is about, and what that department wants to know.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use model::domains::name::for_people;
use model::people::permission::ClientPermission;
use protocol::wire::Flag;
use protocol::{CustomFieldEntry, Form, GetClientsProducts, GetSupportDepartments, OpenTicket};
use serde::Deserialize;
use serde_json::json;

use super::Shown;
use super::frame::Member;
use super::tickets::{attaching, files, is_preview, preview};
use crate::App;
use crate::asked::{self, Of};
use crate::pages::filled::Filled;
use crate::pages::gate::Arrived;
use crate::pages::language::{self, tell};
use crate::pages::questions::{self, Answers, Question};
use crate::pages::view;
use crate::whmcs::CallError;

const PRIORITIES: [&str; 3] = ["Low", "Medium", "High"];

/// What the address of a new ticket may say.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct About {
    #[serde(default)]
    subject: String,
    #[serde(default)]
    message: String,
    #[serde(default)]
    service: String,
    #[serde(default)]
    department: String,
}

/// `GET /tickets/new`
pub(super) async fn form(here: Member, Query(about): Query<About>) -> Shown {
    let filled = Filled::with([
        ("subject", about.subject),
        ("message", about.message),
        ("service", about.service),
        ("department", about.department),
        ("priority", "Medium".to_owned()),
    ]);
    show_form(&here, filled, &Answers::new()).await
}

/// `GET /contact/fields`: what a department asks, for the script; also of guests.
pub(crate) async fn fields(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    Query(about): Query<About>,
) -> Response {
    let department = about.department.parse().unwrap_or_default();
    let member = Member::of(&app, &arrival);
    let caller = member.map_or_else(|| view::visitor(arrival.ip), |here| here.session.caller);
    let asks = match of_department(&app, &caller, department).await {
        Ok(rows) => questions::of_entries(&rows, &Answers::new(), &Answers::new()),
        Err(error) => return crate::pages::errors::failed(&app, &error),
    };
    let view = json!({ "questions": asks, "asked": about.department, "marks": {} });
    app.0.templates.page(StatusCode::OK, "client/ticket_asks.html", &view)
}

/// What a department asks; nothing of one that the caller cannot write to.
pub(crate) async fn of_department(
    app: &App,
    caller: &engine::Caller,
    department: u64,
) -> Result<Vec<CustomFieldEntry>, CallError> {
    let rows = open_to(app, caller).await?;
    if !rows.iter().any(|(id, _)| u64::try_from(*id) == Ok(department)) {
        return Ok(Vec::new());
    }
    asked::open_fields(app, caller, Of::Department(department)).await
}

/// Number and name of each department that the caller can write to.
async fn open_to(app: &App, caller: &engine::Caller) -> Result<Vec<(i64, String)>, CallError> {
    let call = GetSupportDepartments { ignore_dept_assignments: true.into() };
    // The key belongs to the one write of a request.
    let caller = engine::Caller { idempotency_key: None, ..caller.clone() };
    let rows = app.whmcs().call(&caller, call).await?.departments.0.department;
    Ok(rows.into_iter().map(|row| (row.id.0, row.name.to_string())).collect())
}

/// Whom a message can go to, and what the chosen department asks.
pub(crate) struct Departments {
    /// Number and name of each.
    pub(crate) rows: Vec<(i64, String)>,
    /// The number of the chosen one.
    pub(crate) chosen: String,
    pub(crate) questions: Vec<Question>,
}

/// The departments, of which the first one is chosen unless another was.
pub(crate) async fn departments(
    app: &App,
    caller: &engine::Caller,
    filled: &Filled,
    answers: &Answers,
) -> Result<Departments, CallError> {
    let rows = open_to(app, caller).await?;
    let wanted = rows.iter().find(|(id, _)| id.to_string() == filled.text("department"));
    let chosen = wanted.or(rows.first()).and_then(|(id, _)| u64::try_from(*id).ok());
    let asks = match chosen {
        Some(id) => asked::open_fields(app, caller, Of::Department(id)).await?,
        None => Vec::new(),
    };
    let chosen = chosen.unwrap_or_default();
    let questions = questions::of_entries(&asks, answers, &Answers::new());
    Ok(Departments { rows, chosen: chosen.to_string(), questions })
}

async fn show_form(here: &Member, filled: Filled, answers: &Answers) -> Shown {
    let door = here.door(ClientPermission::Tickets)?;
    let to = departments(&here.app, &here.session.caller, &filled, answers).await?;
    let mut services = vec![(String::new(), tell("none-in-particular"))];
    if here.session.may(ClientPermission::Products) {
        let call = GetClientsProducts { limitnum: Some(100), ..GetClientsProducts::default() };
        let rows = door.services(call).await?.products.0.product;
        services.extend(rows.into_iter().map(|row| {
            let host = if row.domain.is_empty() {
                String::new()
            } else {
                format!(": {}", for_people(&row.domain))
            };
            (row.id.to_string(), format!("{}{host}", row.name))
        }));
    }
    here.page("client/ticket_new.html", &tell("ticket-new"))
        .nav("support")
        .crumb(&tell("tickets"), "/tickets")
        .crumb(&tell("ticket-new"), "")
        .unless(filled.is_good())
        .show(json!({
            "preview": preview(here, &filled),
            "attaching": attaching(here).await,
            "filled": filled,
            "departments": to.rows,
            "questions": to.questions,
            "asked": to.chosen,
            "marks": filled.problems,
            "services": services,
            "priorities": PRIORITIES.map(|each| (each, language::word("priority", each))),
        }))
        .await
}

/// `POST /tickets/new`
pub(super) async fn open(here: Member) -> Shown {
    let names = ["department", "subject", "service", "priority", "message"];
    let mut filled = Filled::typed(here.form(), &names);
    filled.need(&[("subject", "enter-subject"), ("message", "write-message")]);
    filled.bound(&["subject"]);
    let department = filled.text("department").parse().ok();
    if department.is_none() {
        filled.problem("department", tell("choose-department"));
    }
    let asks =
        of_department(&here.app, &here.session.caller, department.unwrap_or_default()).await?;
    let answers = questions::read(here.form(), "field_", &asks);
    check_answers(&mut filled, here.form(), &asks, &answers);
    let attachments = files(here.form(), &mut filled);
    if filled.is_good() && !is_preview(&here) {
        let call = OpenTicket {
            deptid: department.unwrap_or_default(),
            subject: filled.text("subject").to_owned(),
            message: filled.text("message").to_owned(),
            priority: filled.owned("priority").filter(|text| !text.is_empty()),
            serviceid: filled.text("service").parse().ok(),
            markdown: Flag(true),
            customfields: asked::given(answers.clone()),
            attachments,
            ..OpenTicket::default()
        };
        match here.door(ClientPermission::Tickets)?.open_ticket(call).await {
            Ok(made) => {
                let path = format!("/tickets/{}", made.id);
                return here.done(&path, &tell("ticket-is-open"));
            }
            Err(error) => {
                let names =
                    [("deptid", "department"), ("serviceid", "service"), ("attachments", "files")];
                filled.refused(error, &names)?;
            }
        }
    }
    show_form(&here, filled, &answers).await
}

/// Complains about what the department asks and was not told. Without script a form whose
/// department was changed has not asked yet: then it comes back and does.
pub(crate) fn check_answers(
    filled: &mut Filled,
    form: &Form,
    asks: &[CustomFieldEntry],
    answers: &Answers,
) {
    let was_asked = form.text("asked") == form.text("department");
    if !was_asked && !asks.is_empty() {
        filled.problem("form", tell("department-asks-more"));
    } else {
        filled.unanswered(&questions::unanswered(asks, answers, &Answers::new()));
    }
}
