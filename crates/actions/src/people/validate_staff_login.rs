//! `ValidateStaffLogin`: the same for a member of staff; our own.

use engine::people::{sign_in, two_factor};
use engine::{Cx, Result};
use model::people::full_name;
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
    let settings = cx.engine.settings().await?;
    let permitted = two_factor::permitted(&settings, &staff).into_names();
    let permissions: Vec<_> = permitted.into_iter().map(Into::into).collect();
    let (has, owes) = (!staff.two_factor_secret.is_empty(), two_factor::owes(&settings, &staff));
    Ok(ValidateStaffLoginResponse {
        adminid: staff.id.0.into(),
        name: full_name(&staff.first_name, &staff.last_name).into(),
        email: staff.email.into(),
        role: staff.role.into(),
        permissions: permissions.into(),
        twoFactorEnabled: has.into(),
        twoFactorOwed: owes.into(),
    })
}
