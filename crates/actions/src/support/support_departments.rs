//! Departments, edited: our own actions.

use engine::people::person::check_address;
use engine::support::mailboxes;
use engine::system::edits;
use engine::system::elsewhere::Elsewhere;
use engine::{Act, Cx, Result};
use protocol::wire::Secret;
use protocol::{
    AddSupportDepartment, AddSupportDepartmentResponse, DeleteSupportDepartment,
    DeleteSupportDepartmentResponse, GetSupportDepartmentDetails,
    GetSupportDepartmentDetailsResponse, SupportDepartmentEntry, UpdateSupportDepartment,
    UpdateSupportDepartmentResponse,
};
use store::edits::Record;
use store::edits::things::SUPPORT_DEPARTMENT;
use store::support::departments;

use crate::Registry;
use crate::edits::Fields;
use crate::wire::{id, moment, number, page};

const PORT_MAX: i64 = 65_535;

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
        .text("email", address(call.email)?)
        .flag("hidden", call.hidden)
        .flag("clients_only", call.clientsonly)
        .number("position", call.order)
        .flag("prevent_client_closure", call.preventclientclosure)
        .flag("replies_only", call.repliesonly);
    let fields = with_mailbox(fields, call.mailboxprotocol, call.mailboxsecurity)?
        .text("mailbox_host", trimmed(call.mailboxhost))
        .number("mailbox_port", call.mailboxport)
        .at_most("mailbox_port", PORT_MAX)?
        .text("mailbox_user", trimmed(call.mailboxuser));
    let id = edits::add(act, &SUPPORT_DEPARTMENT, fields.done()).await?;
    keep_password(act, id, call.mailboxpass).await?;
    Ok(AddSupportDepartmentResponse { deptid: id.into() })
}

async fn update_support_department(
    act: &mut Act,
    call: UpdateSupportDepartment,
) -> Result<UpdateSupportDepartmentResponse> {
    stays_there(act, &call).await?;
    let fields = Fields::new()
        .text("name", call.name)
        .text("description", call.description)
        .text("email", address(call.email)?)
        .flag("hidden", call.hidden)
        .flag("clients_only", call.clientsonly)
        .number("position", call.order)
        .flag("prevent_client_closure", call.preventclientclosure)
        .flag("replies_only", call.repliesonly);
    let fields = with_mailbox(fields, call.mailboxprotocol, call.mailboxsecurity)?
        .text("mailbox_host", trimmed(call.mailboxhost))
        .number("mailbox_port", call.mailboxport)
        .at_most("mailbox_port", PORT_MAX)?
        .text("mailbox_user", trimmed(call.mailboxuser));
    let id = number(call.deptid);
    edits::change(act, &SUPPORT_DEPARTMENT, id, fields.done()).await?;
    keep_password(act, id, call.mailboxpass).await?;
    Ok(UpdateSupportDepartmentResponse { deptid: call.deptid.into() })
}

/// An address, or none.
fn address(given: Option<String>) -> Result<Option<String>> {
    let given = trimmed(given);
    if let Some(text) = given.as_deref().filter(|text| !text.is_empty()) {
        check_address(text)?;
    }
    Ok(given)
}

/// The words of a mailbox; an empty protocol is none.
fn with_mailbox(
    fields: Fields,
    protocol: Option<String>,
    security: Option<String>,
) -> Result<Fields> {
    let security = security.filter(|word| !word.trim().is_empty());
    fields.word("mailbox_protocol", "mailboxprotocol", protocol, &["", "imap", "pop3"])?.word(
        "mailbox_security",
        "mailboxsecurity",
        security,
        &["tls", "starttls", "none"],
    )
}

/// A kept password is told to nobody, so it goes to no other server either: whoever may write its
/// name would read it there. It is given again with that.
async fn stays_there(act: &mut Act, call: &UpdateSupportDepartment) -> Result<()> {
    if call.mailboxpass.as_ref().is_some_and(|given| !given.reveal().is_empty()) {
        return Ok(());
    }
    let row = departments::mailbox(&mut act.conn, id(call.deptid)).await?;
    let Some(row) = row.filter(|row| !row.mailbox_password.is_empty()) else { return Ok(()) };
    let security = call.mailboxsecurity.as_deref().map(str::trim);
    let is_open = security.is_some_and(|word| word.eq_ignore_ascii_case("none"));
    Elsewhere::default()
        .text(call.mailboxhost.as_deref(), &row.mailbox_host)
        .number(call.mailboxport.map(number), row.mailbox_port)
        .or(row.mailbox_security != "none" && is_open)
        .refused("mailboxpass", "password", "server")
}

/// Seals a password; an empty field leaves the one that is kept, which no form shows.
async fn keep_password(act: &mut Act, id: i64, password: Option<Secret>) -> Result<()> {
    let Some(password) = password.filter(|password| !password.reveal().is_empty()) else {
        return Ok(());
    };
    mailboxes::keep_password(act, id.into(), password.reveal()).await
}

fn trimmed(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned())
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
    let settings = cx.engine.settings().await?;
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
                repliesonly: row.flag("replies_only").into(),
                mailboxprotocol: row.text("mailbox_protocol").into(),
                mailboxhost: row.text("mailbox_host").into(),
                mailboxport: row.number("mailbox_port").into(),
                mailboxsecurity: row.text("mailbox_security").into(),
                mailboxuser: row.text("mailbox_user").into(),
                mailboxfetched: moment(&settings, fetched(row)),
                mailboxerror: row.text("mailbox_error").into(),
            })
            .collect(),
    })
}

fn fetched(row: &Record) -> Option<i64> {
    Some(row.number("mailbox_fetched_at")).filter(|at| *at > 0)
}
