//! Custom fields that the house asks clients about, for every door.

use engine::{Caller, Meaning};
use protocol::wire::{Keyed, PhpSerialized};
use protocol::{CustomFieldEntry, GetCustomFields};

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

/// Refuses answers to what a client is not asked. The engine does it, too; before a remote WHMCS
/// nobody else knows that a client asks.
pub(crate) async fn only_open(
    app: &App,
    caller: &Caller,
    of: Of,
    given: &Given,
) -> Result<(), CallError> {
    let Some(PhpSerialized(answers)) = given else { return Ok(()) };
    let rows = open_fields(app, caller, of).await?;
    let is_asked = |id: u64| rows.iter().any(|row| row.fieldid.id() == Some(id));
    match answers.iter().find(|(id, _)| !is_asked(**id)) {
        Some((id, _)) => {
            let field = format!("customfields[{id}]");
            Err(engine::invalid(field, format!("There is no custom field {id}")).into())
        }
        None => Ok(()),
    }
}

/// Answers by the number of the field, as calls say them; nothing for none.
pub(crate) fn given(answers: impl IntoIterator<Item = (u64, String)>) -> Given {
    let keyed: Keyed<String, u64> = answers.into_iter().collect();
    (!keyed.is_empty()).then_some(PhpSerialized(keyed))
}
