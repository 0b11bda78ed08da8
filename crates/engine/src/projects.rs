//! Projects, tasks and timers: what their actions have in common.

use model::ids::{ClientId, ProjectId, StaffId};
use store::people::{clients, staff};
use store::projects::plans::{self, ProjectRow};

use crate::system::settings::{PROJECTS, Settings};
use crate::{Act, Result, not_allowed, not_found, not_now};

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
    row.map(|row| row.id).ok_or_else(|| not_found("Admin ID Not Found"))
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
    row.map(|row| row.id).ok_or_else(|| not_found("Client ID Not Found"))
}

/// Numbers separated by commas as they are kept: `,1,2,`, each once; what is no number is left out.
#[must_use]
pub fn kept_ids(text: &str) -> String {
    let mut ids = read_ids(text);
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return String::new();
    }
    ids.iter().fold(",".to_owned(), |text, id| format!("{text}{id},"))
}

/// Numbers separated by commas.
#[must_use]
pub fn read_ids(text: &str) -> Vec<i64> {
    text.split(',').filter_map(|id| id.trim().parse().ok()).filter(|id| *id > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::{kept_ids, read_ids};

    #[test]
    fn numbers_are_kept_between_commas() {
        for (text, expected) in
            [("", ""), ("7", ",7,"), (" 12, 3,3,x,-1,0", ",3,12,"), (",1,2,", ",1,2,")]
        {
            assert_eq!(kept_ids(text), expected, "{text}");
        }
        assert_eq!(read_ids(",1,2,"), [1, 2]);
    }
}
