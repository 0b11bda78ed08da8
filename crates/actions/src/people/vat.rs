//! `CheckVatNumber`: our own.

use engine::people::vat;
use engine::{Cx, Result, not_permitted};
use protocol::{Action as _, CheckVatNumber, CheckVatNumberResponse};

use crate::Registry;
use crate::wire::id;

pub(crate) fn register(registry: Registry) -> Registry {
    registry.flow(|cx, call: CheckVatNumber| Box::pin(check(cx, call)))
}

async fn check(cx: &Cx, call: CheckVatNumber) -> Result<CheckVatNumberResponse> {
    if !cx.caller.actor.is_office() {
        return Err(not_permitted(CheckVatNumber::NAME));
    }
    let said = vat::check(cx, id(call.clientid)).await?;
    Ok(CheckVatNumberResponse {
        vatnumber: said.number.into(),
        valid: said.is_valid.into(),
        name: said.name.into(),
    })
}
