//! `CreateProject`, `UpdateProject` and `AddProjectMessage`.

use engine::projects::{self, About, about_ids};
use engine::{Act, Result};
use model::ids::{ClientId, ProjectId};
use protocol::{
    AddProjectMessage, AddProjectMessageResponse, CreateProject, CreateProjectResponse,
    UpdateProject, UpdateProjectResponse,
};
use serde_json::{Value, json};
use store::projects::messages;
use store::projects::plans::{self, ProjectRow};

use crate::Registry;
use crate::wire::id;

/// The status of a project that says nothing.
const PENDING: &str = "Pending";

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: CreateProject| Box::pin(create_project(act, call)))
        .write(|act, call: UpdateProject| Box::pin(update_project(act, call)))
        .write(|act, call: AddProjectMessage| Box::pin(add_project_message(act, call)))
}

async fn create_project(act: &mut Act, call: CreateProject) -> Result<CreateProjectResponse> {
    projects::check_writer(act)?;
    let client_id = projects::client(act, call.userid.map_or(ClientId(0), id)).await?;
    let staff_id = projects::member(act, Some(id(call.adminid))).await?;
    let status = call.status.filter(|status| !status.trim().is_empty());
    let tickets = call.ticketids.unwrap_or_default();
    let invoices = call.invoiceids.unwrap_or_default();
    let ticket_ids = about_ids(act, About::Tickets, &tickets, "").await?;
    let invoice_ids = about_ids(act, About::Invoices, &invoices, "").await?;
    let row = ProjectRow {
        id: ProjectId(0),
        title: call.title.trim().to_owned(),
        staff_id,
        client_id,
        status: status.unwrap_or_else(|| PENDING.to_owned()),
        created_on: call.created.and_then(|date| date.0).unwrap_or_else(|| act.today()),
        due_on: call.duedate.and_then(|date| date.0),
        completed: call.completed.0,
        ticket_ids,
        invoice_ids,
        notes: String::new(),
        created_at: act.at(),
        updated_at: act.at(),
    };
    let project = plans::add(&mut act.conn, &row).await?;
    let text = format!("Created Project - Project ID: {project} - {}", row.title);
    act.log(client_of(&row), text).await?;
    act.event("ProjectCreated", client_of(&row), &json!({ "project": project.0 })).await?;
    Ok(CreateProjectResponse {
        message: "Project has been created".into(),
        projectid: project.0.into(),
    })
}

async fn update_project(act: &mut Act, call: UpdateProject) -> Result<UpdateProjectResponse> {
    let before = projects::lock(act, id(call.projectid)).await?;
    let mut row = before.clone();
    if let Some(client) = call.userid {
        row.client_id = projects::client(act, id(client)).await?;
    }
    if let Some(staff) = call.adminid {
        row.staff_id = projects::member(act, Some(id(staff))).await?;
    }
    let texts = [(call.title, &mut row.title), (call.status, &mut row.status)];
    for (new, text) in texts {
        if let Some(new) = new.filter(|new| !new.trim().is_empty()) {
            *text = new.trim().to_owned();
        }
    }
    row.notes = call.notes.text().unwrap_or(row.notes);
    row.created_on = call.created.and_then(|date| date.0).unwrap_or(row.created_on);
    row.due_on = call.duedate.map_or(row.due_on, |date| date.0);
    row.completed = call.completed.map_or(row.completed, bool::from);
    if let Some(ids) = call.ticketids.text() {
        row.ticket_ids = about_ids(act, About::Tickets, &ids, &row.ticket_ids).await?;
    }
    if let Some(ids) = call.invoiceids.text() {
        row.invoice_ids = about_ids(act, About::Invoices, &ids, &row.invoice_ids).await?;
    }
    row.updated_at = act.at();
    plans::save(&mut act.conn, &row).await?;
    act.changed("projects", row.id, &differences(&before, &row)).await?;
    act.log(client_of(&row), format!("Updated Project - Project ID: {}", row.id)).await?;
    Ok(UpdateProjectResponse { message: "Project Has Been Updated".into() })
}

async fn add_project_message(
    act: &mut Act,
    call: AddProjectMessage,
) -> Result<AddProjectMessageResponse> {
    let project = projects::lock(act, id(call.projectid)).await?;
    let staff = projects::member(act, call.adminid.map(id)).await?;
    let at = act.at();
    messages::add(&mut act.conn, project.id, staff, at, &call.message).await?;
    plans::touch(&mut act.conn, project.id, at).await?;
    let text = format!("Added Project Message - Project ID: {}", project.id);
    act.log(client_of(&project), text).await?;
    Ok(AddProjectMessageResponse { message: "Message has been added".into() })
}

/// The client for the logs; `None` for nobody.
pub(super) fn client_of(row: &ProjectRow) -> Option<ClientId> {
    (row.client_id.0 != 0).then_some(row.client_id)
}

fn differences(before: &ProjectRow, after: &ProjectRow) -> [(&'static str, Value, Value); 9] {
    let day = |row: &ProjectRow| json!(row.due_on.map(|date| date.to_string()));
    [
        ("title", json!(before.title), json!(after.title)),
        ("status", json!(before.status), json!(after.status)),
        ("notes", json!(before.notes), json!(after.notes)),
        ("adminid", json!(before.staff_id.0), json!(after.staff_id.0)),
        ("userid", json!(before.client_id.0), json!(after.client_id.0)),
        ("completed", json!(before.completed), json!(after.completed)),
        ("duedate", day(before), day(after)),
        ("ticketids", json!(before.ticket_ids), json!(after.ticket_ids)),
        ("invoiceids", json!(before.invoice_ids), json!(after.invoice_ids)),
    ]
}
