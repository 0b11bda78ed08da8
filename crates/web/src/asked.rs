//! Custom fields that the house asks clients about, for every door.

pub(crate) use engine::people::custom_fields::Due;
use engine::{Caller, Meaning};
use protocol::wire::{Keyed, PhpSerialized};
use protocol::{
    AddOrder, CustomFieldEntry, GetCustomFields, GetProducts, GetSupportDepartments, Product,
    ProductField,
};

use crate::App;
use crate::whmcs::CallError;

/// Fields that are read at most.
const FIELDS_MAX: u64 = 250;

/// What fields belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    /// To every client.
    Clients,
    /// To the tickets of any department.
    Departments,
    /// To the tickets of this one.
    Department(u64),
}

/// The fields that clients may fill in, in their order; none from a WHMCS that tells of none.
pub(crate) async fn open_fields(
    app: &App,
    caller: &Caller,
    of: Of,
) -> Result<Vec<CustomFieldEntry>, CallError> {
    let mut rows = all_fields(app, caller, of).await?;
    rows.retain(|row| !row.adminonly.0);
    Ok(rows)
}

/// The fields of clients as staff has them; none of whoever may not look at fields.
pub(crate) async fn of_clients_for_staff(
    app: &App,
    caller: &Caller,
) -> Result<Vec<CustomFieldEntry>, CallError> {
    match all_fields(app, caller, Of::Clients).await {
        Err(CallError::Refused(refusal)) if refusal.meaning == Meaning::NotAllowed => {
            Ok(Vec::new())
        }
        found => found,
    }
}

async fn all_fields(
    app: &App,
    caller: &Caller,
    of: Of,
) -> Result<Vec<CustomFieldEntry>, CallError> {
    let (kind, relid) = match of {
        Of::Clients => ("client", None),
        Of::Departments => ("support", None),
        Of::Department(id) => ("support", Some(id)),
    };
    let (r#type, limitnum) = (Some(kind.to_owned()), Some(FIELDS_MAX));
    let call = GetCustomFields { r#type, relid, limitnum, limitstart: None };
    // The key belongs to the one write of a request.
    let caller = Caller { idempotency_key: None, ..caller.clone() };
    match app.whmcs().call(&caller, call).await {
        Ok(found) => Ok(found.customfields.0.customfield.0),
        Err(CallError::NotOffered(_)) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// The fields that somebody new is asked for.
pub(crate) async fn at_sign_up(
    app: &App,
    caller: &Caller,
) -> Result<Vec<CustomFieldEntry>, CallError> {
    let mut rows = open_fields(app, caller, Of::Clients).await?;
    rows.retain(|row| row.showorder.0);
    Ok(rows)
}

/// Answers as calls say them.
pub(crate) type Given = Option<PhpSerialized<Keyed<String, u64>>>;

/// Refuses answers to what a client is not asked, and the want of those that are due. The engine
/// does it itself; before a remote WHMCS nobody else knows that a client answers, and one that
/// tells of no fields is believed.
pub(crate) async fn check_answers(
    app: &App,
    caller: &Caller,
    of: Of,
    given: &Given,
    due: Due,
) -> Result<(), CallError> {
    if !app.whmcs().is_remote() || given.is_none() && due == Due::Kept {
        return Ok(());
    }
    let rows = open_fields(app, caller, of).await?;
    let said = |id: u64| given.as_ref().and_then(|PhpSerialized(answers)| answers.get(&id));
    let is_asked = |id: u64| rows.iter().any(|row| row.fieldid.id() == Some(id));
    let mut ids = given.iter().flat_map(|PhpSerialized(answers)| answers.iter().map(|(id, _)| *id));
    if let Some(id) = ids.find(|id| !is_asked(*id)) {
        let field = format!("customfields[{id}]");
        return Err(engine::invalid(field, format!("There is no custom field {id}")).into());
    }
    let is_missing = |row: &CustomFieldEntry| match (due, row.fieldid.id().and_then(said)) {
        (_, Some(value)) => value.trim().is_empty(),
        (Due::SignUp, None) => row.showorder.0,
        (Due::All, None) => true,
        (Due::Kept, None) => false,
    };
    match rows.iter().find(|row| row.required.0 && is_missing(row)) {
        Some(row) => {
            let said = format!("You did not provide required custom field value for {}", row.name);
            Err(engine::invalid(format!("customfields[{}]", row.fieldid), said).into())
        }
        None => Ok(()),
    }
}

/// Refuses an order that leaves out what its products ask for, before a remote WHMCS: over its API
/// that takes any.
pub(crate) async fn check_order(
    app: &App,
    caller: &Caller,
    order: &AddOrder,
) -> Result<(), CallError> {
    if !app.whmcs().is_remote() {
        return Ok(());
    }
    let found = check_sold(app, caller, order.pid.numbered().map(|(_, id)| *id)).await?;
    for (at, id) in order.pid.numbered() {
        let product = found.iter().find(|product| product.pid.id() == Some(*id));
        let given = order.customfields.at(at).and_then(Option::as_ref);
        let said = |id: u64| given.and_then(|PhpSerialized(answers)| answers.get(&id));
        let asked = product.iter().flat_map(|product| product.customfields.0.customfield.iter());
        let is_missing = |field: &&ProductField| {
            let said = field.id.id().and_then(said);
            field.is_required() && said.is_none_or(|said| said.trim().is_empty())
        };
        if let Some(field) = asked.into_iter().find(is_missing) {
            let said = format!("{} is required", field.name);
            return Err(engine::invalid(format!("customfields[{}]", field.id), said).into());
        }
    }
    Ok(())
}

/// Refuses products that this caller does not see, before a remote WHMCS: that takes the order for
/// one of its staff. Gives the products; none before our own engine.
pub(crate) async fn check_sold(
    app: &App,
    caller: &Caller,
    ids: impl Iterator<Item = u64>,
) -> Result<Vec<Product>, CallError> {
    let ids: Vec<u64> = ids.collect();
    if ids.is_empty() || !app.whmcs().is_remote() {
        return Ok(Vec::new());
    }
    let caller = Caller { idempotency_key: None, ..caller.clone() };
    let call = GetProducts { pid: ids.clone().into(), ..GetProducts::default() };
    let found = app.whmcs().call(&caller, call).await?.products.0.product.0;
    let is_seen = |id: &u64| found.iter().any(|product| product.pid.id() == Some(*id));
    if ids.iter().all(is_seen) {
        return Ok(found);
    }
    Err(engine::not_found("Product ID Not Found").into())
}

/// Refuses a department that this caller does not see, before a remote WHMCS: that takes the ticket
/// for one of its staff.
pub(crate) async fn check_department(app: &App, caller: &Caller, id: u64) -> Result<(), CallError> {
    if !app.whmcs().is_remote() {
        return Ok(());
    }
    let caller = Caller { idempotency_key: None, ..caller.clone() };
    let call = GetSupportDepartments { ignore_dept_assignments: true.into() };
    let found = app.whmcs().call(&caller, call).await?.departments.0.department.0;
    if found.iter().any(|row| row.id.id() == Some(id)) {
        return Ok(());
    }
    Err(engine::not_found("Department ID not found").into())
}

/// Answers by the number of the field, as calls say them; nothing for none.
pub(crate) fn given(answers: impl IntoIterator<Item = (u64, String)>) -> Given {
    let keyed: Keyed<String, u64> = answers.into_iter().collect();
    (!keyed.is_empty()).then_some(PhpSerialized(keyed))
}
