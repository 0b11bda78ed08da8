//! `GetStaffPreferences` and `SetStaffPreference`: how the staff likes its pages. Our own.

use engine::{Act, Cx, Result, conflict, invalid, not_now};
use model::ids::StaffId;
use protocol::{
    GetStaffPreferences, GetStaffPreferencesResponse, SetStaffPreference,
    SetStaffPreferenceResponse, StaffPreference,
};
use store::system::preferences::{self, PreferenceRow};

use crate::Registry;

/// Letters of a name at most.
const NAME_LETTERS_MAX: usize = 200;
/// Letters of a value at most.
const VALUE_LETTERS_MAX: usize = 4_000;
/// Preferences of one member at most.
const PREFERENCES_MAX: usize = 500;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, _: GetStaffPreferences| Box::pin(get(cx)))
        .write(|act, call: SetStaffPreference| Box::pin(set(act, call)))
}

async fn get(cx: &Cx) -> Result<GetStaffPreferencesResponse> {
    let rows = preferences::of(&mut cx.read().await?, member(cx.caller.actor.staff())?).await?;
    let shown =
        |row: PreferenceRow| StaffPreference { name: row.name.into(), value: row.value.into() };
    Ok(GetStaffPreferencesResponse {
        totalresults: rows.len().into(),
        preferences: rows.into_iter().map(shown).collect(),
    })
}

async fn set(act: &mut Act, call: SetStaffPreference) -> Result<SetStaffPreferenceResponse> {
    let staff = member(act.caller.actor.staff())?;
    let name = call.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > NAME_LETTERS_MAX {
        return Err(invalid("name", "1 to 200 letters"));
    }
    let value = call.value.unwrap_or_default();
    if value.chars().count() > VALUE_LETTERS_MAX {
        return Err(invalid("value", "4000 letters at most"));
    }
    if value.is_empty() {
        preferences::forget(&mut act.conn, staff, &name).await?;
    } else {
        let kept = preferences::of(&mut act.conn, staff).await?;
        if kept.len() >= PREFERENCES_MAX && kept.iter().all(|row| row.name != name) {
            return Err(conflict("Forget another view first: 500 are kept at most"));
        }
        let updated_at = act.at();
        let row = PreferenceRow { staff_id: staff, name: name.clone(), value, updated_at };
        preferences::put(&mut act.conn, &row).await?;
    }
    Ok(SetStaffPreferenceResponse { name: name.into() })
}

/// Only somebody likes something; a program without a member behind it does not.
fn member(staff: Option<StaffId>) -> Result<StaffId> {
    staff.ok_or_else(|| not_now("Only a member of staff has preferences"))
}
