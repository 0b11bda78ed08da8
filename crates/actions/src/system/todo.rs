//! `GetToDoItems`, `GetToDoItemStatuses`, `UpdateToDoItem`, and ours: `AddToDoItem`,
//! `DeleteToDoItem`.

use std::collections::BTreeMap;

use engine::{Act, Cx, Result, invalid, not_found};
use model::ids::{StaffId, ToDoId};
use model::support::todo::ToDoStatus;
use model::word::Word;
use protocol::{
    AddToDoItem, AddToDoItemResponse, DeleteToDoItem, DeleteToDoItemResponse, GetToDoItemStatuses,
    GetToDoItemStatusesResponse, GetToDoItems, GetToDoItemsResponse, ToDoItem, ToDoStatusCount,
    UpdateToDoItem, UpdateToDoItemResponse,
};
use serde_json::json;
use store::people::staff;
use store::system::todo_items::{self, ToDoRow, Wanted};

use crate::Registry;
use crate::wire::{date, never_unset, number, page};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetToDoItems| Box::pin(get_to_do_items(cx, call)))
        .read(|cx, _: GetToDoItemStatuses| Box::pin(get_to_do_item_statuses(cx)))
        .write(|act, call: UpdateToDoItem| Box::pin(update_to_do_item(act, call)))
        .write(|act, call: AddToDoItem| Box::pin(add_to_do_item(act, call)))
        .write(|act, call: DeleteToDoItem| Box::pin(delete_to_do_item(act, call)))
}

async fn get_to_do_items(cx: &Cx, call: GetToDoItems) -> Result<GetToDoItemsResponse> {
    let wanted = match call.status.as_deref() {
        None => Wanted::All,
        Some(text) if text.eq_ignore_ascii_case("incomplete") => Wanted::Incomplete,
        Some(text) => Wanted::In(status(text)?),
    };
    let (start, count) = page(call.limitstart, call.limitnum);
    let mut c = cx.read().await?;
    let total = todo_items::count(&mut c, wanted).await?;
    let rows = todo_items::page(&mut c, wanted, start, count).await?;
    Ok(GetToDoItemsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        items: rows
            .into_iter()
            .map(|row| ToDoItem {
                id: row.id.0.into(),
                date: date(Some(row.on_date)),
                title: row.title.into(),
                description: row.description.into(),
                admin: row.staff_id.0.into(),
                status: row.status.word().into(),
                duedate: date(row.due_on),
            })
            .collect(),
    })
}

async fn get_to_do_item_statuses(cx: &Cx) -> Result<GetToDoItemStatusesResponse> {
    let today = cx.engine.today().await?;
    let mut c = cx.read().await?;
    let counts: BTreeMap<ToDoStatus, (i64, i64)> = todo_items::counts(&mut c, today)
        .await?
        .into_iter()
        .map(|row| (row.status, (row.items, row.overdue)))
        .collect();
    let each = |status: &ToDoStatus| {
        let (count, overdue) = counts.get(status).copied().unwrap_or_default();
        // What is done or put off is not late.
        let late = !matches!(status, ToDoStatus::Completed | ToDoStatus::Postponed);
        ToDoStatusCount {
            r#type: status.word().into(),
            count: count.into(),
            overdue: if late { overdue } else { 0 }.into(),
        }
    };
    Ok(GetToDoItemStatusesResponse {
        totalresults: ToDoStatus::ALL.len().into(),
        todoitemstatuses: ToDoStatus::ALL.iter().map(each).collect(),
    })
}

async fn update_to_do_item(act: &mut Act, call: UpdateToDoItem) -> Result<UpdateToDoItemResponse> {
    let id = ToDoId(number(call.itemid));
    let before = todo_items::lock(&mut act.conn, id).await?;
    let before = before.ok_or_else(|| not_found("Item ID Not Found"))?;
    let mut after = before.clone();
    after.staff_id = known(act, call.adminid).await?;
    if let Some(text) = &call.status {
        after.status = status(text)?;
    }
    if let Some(date) = call.date.and_then(|date| date.0) {
        after.on_date = date;
    }
    if let Some(title) = call.title {
        after.title = titled(&title)?;
    }
    if let Some(description) = call.description {
        after.description = description;
    }
    if let Some(due) = call.duedate {
        after.due_on = due.0;
    }
    // An empty parameter changes nothing, so a field to empty is named.
    for name in call.unset.iter() {
        match name.trim() {
            "description" => after.description.clear(),
            other => return Err(never_unset(other)),
        }
    }
    todo_items::save(&mut act.conn, &after).await?;
    act.log(None, format!("To-Do Item Modified - Item ID: {id}")).await?;
    let day = |date: Option<jiff::civil::Date>| json!(date.map(|date| date.to_string()));
    let fields = [
        ("status", json!(before.status.word()), json!(after.status.word())),
        ("title", json!(before.title), json!(after.title)),
        ("description", json!(before.description), json!(after.description)),
        ("admin", json!(before.staff_id.0), json!(after.staff_id.0)),
        ("duedate", day(before.due_on), day(after.due_on)),
    ];
    act.changed("todo_items", id, &fields).await?;
    Ok(UpdateToDoItemResponse { itemid: id.0.into() })
}

async fn add_to_do_item(act: &mut Act, call: AddToDoItem) -> Result<AddToDoItemResponse> {
    let title = titled(&call.title)?;
    let row = ToDoRow {
        id: ToDoId(0),
        on_date: call.date.and_then(|date| date.0).unwrap_or(act.today()),
        title,
        description: call.description.unwrap_or_default(),
        staff_id: known(act, call.adminid.unwrap_or(0)).await?,
        status: call.status.as_deref().map(status).transpose()?.unwrap_or(ToDoStatus::New),
        due_on: call.duedate.and_then(|date| date.0),
    };
    let id = todo_items::insert(&mut act.conn, &row).await?;
    act.log(None, format!("To-Do Item Added - {} - Item ID: {id}", row.title)).await?;
    Ok(AddToDoItemResponse { itemid: id.0.into() })
}

async fn delete_to_do_item(act: &mut Act, call: DeleteToDoItem) -> Result<DeleteToDoItemResponse> {
    let id = ToDoId(number(call.itemid));
    if !todo_items::delete(&mut act.conn, id).await? {
        return Err(not_found("Item ID Not Found"));
    }
    act.log(None, format!("To-Do Item Deleted - Item ID: {id}")).await?;
    Ok(DeleteToDoItemResponse { itemid: id.0.into() })
}

fn titled(title: &str) -> Result<String> {
    match title.trim() {
        "" => Err(invalid("title", "A title is required")),
        title => Ok(title.to_owned()),
    }
}

/// The member of staff whose an item is; 0 is nobody.
async fn known(act: &mut Act, id: u64) -> Result<StaffId> {
    let id = StaffId(number(id));
    if id.0 > 0 && staff::by_id(&mut act.conn, id).await?.is_none() {
        return Err(not_found("Admin ID Not Found"));
    }
    Ok(id)
}

fn status(text: &str) -> Result<ToDoStatus> {
    ToDoStatus::from_word(text.trim()).ok_or_else(|| invalid("status", "Invalid Status"))
}
