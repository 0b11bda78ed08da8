//! `GetOwnAdmin` and `UpdateOwnAdmin`, our own: what members of staff change of themselves.

use engine::people::staff::{self, StaffChanges};
use engine::people::{passwords, sign_in};
use engine::{Act, Actor, Caller, Cx, Result, invalid, not_allowed, not_found};
use model::ids::StaffId;
use protocol::wire::Secret;
use protocol::{GetOwnAdmin, GetOwnAdminResponse, UpdateOwnAdmin, UpdateOwnAdminResponse};
use store::people::roles;
use store::people::staff::{self as rows, StaffRow};

use super::acts_as;
use crate::Registry;
use crate::wire::id;

/// A signature at most, in characters.
const SIGNATURE_MAX: usize = 10_000;

pub(crate) fn register(registry: Registry) -> Registry {
    registry.read(|cx, call: GetOwnAdmin| Box::pin(get_own_admin(cx, call))).prepared(
        |cx, call: UpdateOwnAdmin| Box::pin(prepare(cx, call)),
        |act, call| Box::pin(update_own_admin(act, call)),
    )
}

async fn get_own_admin(cx: &Cx, call: GetOwnAdmin) -> Result<GetOwnAdminResponse> {
    let row = own(cx, call.adminid).await?;
    let found = roles::all(&mut cx.read().await?).await?;
    let role = found.into_iter().find(|role| role.id == row.role_id);
    Ok(GetOwnAdminResponse {
        adminid: row.id.0.into(),
        username: row.username.into(),
        firstname: row.first_name.into(),
        lastname: row.last_name.into(),
        email: row.email.into(),
        role: role.map(|role| role.name).unwrap_or_default().into(),
        language: row.language.into(),
        signature: row.signature.into(),
    })
}

/// Checks the present password and hashes the new one; from here on `password2` is the hash.
async fn prepare(cx: &Cx, mut call: UpdateOwnAdmin) -> Result<UpdateOwnAdmin> {
    let row = own(cx, call.adminid).await?;
    sign_in::confirm_staff(cx, &row, &call.currentpassword).await?;
    for (field, text) in [("firstname", &call.firstname), ("lastname", &call.lastname)] {
        if text.as_ref().is_some_and(|text| text.trim().is_empty()) {
            return Err(invalid(field, "A name is required"));
        }
    }
    if call.signature.as_ref().is_some_and(|text| text.chars().count() > SIGNATURE_MAX) {
        return Err(invalid("signature", "The signature is too long"));
    }
    if let Some(password) = call.password2.take() {
        let personal = [&*row.username, &row.email, &row.first_name, &row.last_name];
        passwords::good_enough(&password, &personal)?;
        let form = passwords::staff_form(&password);
        call.password2 = Some(passwords::hash(&cx.engine, &form).await?.into());
    }
    Ok(call)
}

async fn update_own_admin(act: &mut Act, call: UpdateOwnAdmin) -> Result<UpdateOwnAdminResponse> {
    let member = whose(&act.caller, call.adminid)?;
    let changes = StaffChanges {
        email: call.email,
        first_name: call.firstname,
        last_name: call.lastname,
        password_hash: call.password2.map(Secret::into_revealed),
        signature: call.signature,
        language: call.language,
        ..StaffChanges::default()
    };
    staff::update(act, member, changes).await?;
    Ok(UpdateOwnAdminResponse { adminid: call.adminid.into() })
}

async fn own(cx: &Cx, number: u64) -> Result<StaffRow> {
    let member = whose(&cx.caller, number)?;
    let row = rows::by_id(&mut cx.read().await?, member).await?;
    row.ok_or_else(|| not_found("Admin ID Not Found"))
}

/// Whose account it is: staff have to do with their own only.
fn whose(caller: &Caller, number: u64) -> Result<StaffId> {
    let member: StaffId = id(number);
    match &caller.actor {
        _ if acts_as(caller, member) => Ok(member),
        Actor::Client { .. } | Actor::Visitor => Err(not_found("Admin ID Not Found")),
        _ => Err(not_allowed("Staff change their own account only")),
    }
}
