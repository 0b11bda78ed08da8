//! `ValidateStaffLogin`: the same for a member of staff; our own.

use engine::people::sign_in;
use engine::{Allowed, Cx, Result};
use protocol::{ValidateStaffLogin, ValidateStaffLoginResponse};

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    registry.flow(|cx, call: ValidateStaffLogin| Box::pin(validate_staff_login(cx, call)))
}

async fn validate_staff_login(
    cx: &Cx,
    call: ValidateStaffLogin,
) -> Result<ValidateStaffLoginResponse> {
    let name = call.adminusername.or(call.email).unwrap_or_default();
    let from = sign_in::address(cx, call.clientip.as_deref());
    let staff = sign_in::staff(cx, &name, &call.password2, from).await?;
    let permissions = match Allowed::from_json(&staff.actions) {
        Allowed::All => vec!["*".into()],
        Allowed::Only(names) => names.into_iter().map(Into::into).collect(),
    };
    Ok(ValidateStaffLoginResponse {
        adminid: staff.id.0.into(),
        name: format!("{} {}", staff.first_name, staff.last_name).trim().into(),
        email: staff.email.into(),
        role: staff.role.into(),
        permissions: permissions.into(),
    })
}
