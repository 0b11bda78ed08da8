//! Projects, tasks and timers: what their actions have in common.

use model::ids::{ClientId, ProjectId, StaffId};
use store::billing::invoices;
use store::people::{clients, staff};
use store::projects::plans::{self, ProjectRow};
use store::support::tickets;

use crate::system::settings::{PROJECTS, Settings};
use crate::{Act, Result, invalid, not_allowed, not_found, not_now};

/// The refusal when there is no such project.
pub const NO_PROJECT: &str = "Project ID Not Found";

/// Refuses while projects are switched off.
///
/// # Errors
/// `Project Management is not active.`
pub fn check_active(settings: &Settings) -> Result<()> {
    if settings.on(PROJECTS) { Ok(()) } else { Err(not_now("Project Management is not active.")) }
}

/// Refuses while projects are switched off, and to others than the staff.
///
/// # Errors
/// See [`check_active`].
pub fn check_writer(act: &Act) -> Result<()> {
    check_active(&act.settings)?;
    if act.caller.actor.is_office() {
        return Ok(());
    }
    Err(not_allowed("Only staff may change projects"))
}

/// The project for a change.
///
/// # Errors
/// Those of [`check_writer`]; `Project ID Not Found`.
pub async fn lock(act: &mut Act, id: ProjectId) -> Result<ProjectRow> {
    check_writer(act)?;
    plans::lock(&mut act.conn, id).await?.ok_or_else(|| not_found(NO_PROJECT))
}

/// The member of staff with a number, else the one behind the caller, else nobody.
///
/// # Errors
/// `Admin ID Not Found`
pub async fn member(act: &mut Act, id: Option<StaffId>) -> Result<StaffId> {
    let Some(id) = id.filter(|id| id.0 != 0) else {
        return Ok(act.caller.actor.staff().unwrap_or(StaffId(0)));
    };
    let row = staff::by_id(&mut act.conn, id).await?;
    row.map(|row| row.id).ok_or_else(|| not_found("Admin ID Not Found").at("adminid"))
}

/// The client with a number; 0 is nobody.
///
/// # Errors
/// `Client ID Not Found`
pub async fn client(act: &mut Act, id: ClientId) -> Result<ClientId> {
    if id.0 == 0 {
        return Ok(id);
    }
    let row = clients::by_id(&mut act.conn, id).await?;
    row.map(|row| row.id).ok_or_else(|| not_found("Client ID Not Found").at("userid"))
}

/// What a project may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Tickets, by their numbers inside.
    Tickets,
    /// Invoices.
    Invoices,
}

/// The numbers of what a project is about, as they are kept. Those that stand there already
/// (`before`) are not looked up: a ticket deleted since keeps nobody from changing the rest.
///
/// # Errors
/// See [`read_ids`]; not found, naming the field and the number, for what does not exist.
pub async fn about_ids(act: &mut Act, about: About, text: &str, before: &str) -> Result<String> {
    let (field, word) = match about {
        About::Tickets => ("ticketids", "Ticket"),
        About::Invoices => ("invoiceids", "Invoice"),
    };
    let (ids, before) = (read_ids(field, text)?, read_ids(field, before)?);
    let new: Vec<i64> = ids.iter().copied().filter(|id| !before.contains(id)).collect();
    let known = match about {
        About::Tickets => tickets::known(&mut act.conn, &new).await?,
        About::Invoices => invoices::known(&mut act.conn, &new).await?,
    };
    match new.iter().find(|id| !known.contains(id)) {
        Some(id) => Err(not_found(format!("{word} ID Not Found: {id}")).at(field)),
        None => Ok(kept(ids)),
    }
}

/// Numbers as they are kept: `,1,2,`, each once.
fn kept(mut ids: Vec<i64>) -> String {
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return String::new();
    }
    ids.iter().fold(",".to_owned(), |text, id| format!("{text}{id},"))
}

/// Numbers separated by commas.
///
/// # Errors
/// Invalid, naming the field, for what is no number above zero.
pub fn read_ids(field: &'static str, text: &str) -> Result<Vec<i64>> {
    let typed = text.split(',').map(str::trim).filter(|id| !id.is_empty());
    let number = |typed: &str| {
        let id = typed.parse().ok().filter(|id| *id > 0);
        id.ok_or_else(|| invalid(field, format!("Numbers with commas between: “{typed}” is none")))
    };
    typed.map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::{kept, read_ids};

    #[test]
    fn numbers_are_kept_between_commas() {
        for (text, expected) in [("", ""), ("7", ",7,"), (" 12, 3,3", ",3,12,"), (",1,2,", ",1,2,")]
        {
            assert_eq!(kept(read_ids("ticketids", text).unwrap()), expected, "{text}");
        }
        assert_eq!(read_ids("ticketids", ",1,2,").unwrap(), [1, 2]);
        for wrong in ["abc", "-4", "0", "1,x", "1 2", "99999999999999999999"] {
            let fault = read_ids("ticketids", wrong).unwrap_err();
            assert_eq!(fault.refusal().unwrap().field.as_deref(), Some("ticketids"), "{wrong}");
        }
    }
}
