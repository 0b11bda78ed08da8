//! Departments, edited: our own actions.

use engine::system::edits;
use engine::{Act, Cx, Result};
use protocol::{
    AddSupportDepartment, AddSupportDepartmentResponse, DeleteSupportDepartment,
    DeleteSupportDepartmentResponse, GetSupportDepartmentDetails,
    GetSupportDepartmentDetailsResponse, SupportDepartmentEntry, UpdateSupportDepartment,
    UpdateSupportDepartmentResponse,
};
use store::edits::things::SUPPORT_DEPARTMENT;

use crate::Registry;
use crate::edits::Fields;
use crate::wire::{number, page};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddSupportDepartment| Box::pin(add_support_department(act, call)))
        .write(|act, call: UpdateSupportDepartment| Box::pin(update_support_department(act, call)))
        .write(|act, call: DeleteSupportDepartment| Box::pin(delete_support_department(act, call)))
        .read(|cx, call: GetSupportDepartmentDetails| {
            Box::pin(get_support_department_details(cx, call))
        })
}

async fn add_support_department(
    act: &mut Act,
    call: AddSupportDepartment,
) -> Result<AddSupportDepartmentResponse> {
    let fields = Fields::new()
        .needed("name", call.name)?
        .text("description", call.description)
        .text("email", call.email)
        .flag("hidden", call.hidden)
        .flag("clients_only", call.clientsonly)
        .number("position", call.order)
        .flag("prevent_client_closure", call.preventclientclosure);
    let id = edits::add(act, &SUPPORT_DEPARTMENT, fields.done()).await?;
    Ok(AddSupportDepartmentResponse { deptid: id.into() })
}

async fn update_support_department(
    act: &mut Act,
    call: UpdateSupportDepartment,
) -> Result<UpdateSupportDepartmentResponse> {
    let fields = Fields::new()
        .text("name", call.name)
        .text("description", call.description)
        .text("email", call.email)
        .flag("hidden", call.hidden)
        .flag("clients_only", call.clientsonly)
        .number("position", call.order)
        .flag("prevent_client_closure", call.preventclientclosure);
    let id = number(call.deptid);
    edits::change(act, &SUPPORT_DEPARTMENT, id, fields.done()).await?;
    Ok(UpdateSupportDepartmentResponse { deptid: call.deptid.into() })
}

async fn delete_support_department(
    act: &mut Act,
    call: DeleteSupportDepartment,
) -> Result<DeleteSupportDepartmentResponse> {
    edits::remove(act, &SUPPORT_DEPARTMENT, number(call.deptid)).await?;
    Ok(DeleteSupportDepartmentResponse { deptid: call.deptid.into() })
}

async fn get_support_department_details(
    cx: &Cx,
    call: GetSupportDepartmentDetails,
) -> Result<GetSupportDepartmentDetailsResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    let (rows, total) =
        edits::page(&mut cx.read().await?, &SUPPORT_DEPARTMENT, start, limit).await?;
    Ok(GetSupportDepartmentDetailsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        supportdepartments: rows
            .iter()
            .map(|row| SupportDepartmentEntry {
                deptid: row.id.into(),
                name: row.text("name").into(),
                description: row.text("description").into(),
                email: row.text("email").into(),
                hidden: row.flag("hidden").into(),
                clientsonly: row.flag("clients_only").into(),
                order: row.number("position").into(),
                preventclientclosure: row.flag("prevent_client_closure").into(),
            })
            .collect(),
    })
}
