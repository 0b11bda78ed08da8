//! `DomainRegister`, `DomainTransfer` and `DomainRenew`: what costs money at the registrar.

use engine::domains::calls::{CallAction, Request, check_again, run};
use engine::domains::keep::{find, no_such_domain};
use engine::ordering::quote::{SHORT_MAX, length};
use engine::{Cx, Result, invalid};
use protocol::{
    DomainRegister, DomainRegisterResponse, DomainRenew, DomainRenewResponse, DomainTransfer,
    DomainTransferResponse,
};
use store::domains::names::{self, DomainRow};

use crate::Registry;
use crate::wire::id;

/// Languages that registries know for international names (ISO 639-2).
const IDN_LANGUAGES: [&str; 34] = [
    "afr", "alb", "ara", "arm", "bel", "bul", "cat", "chi", "cze", "dan", "dut", "est", "fin",
    "fre", "geo", "ger", "gre", "heb", "hin", "hun", "ice", "ind", "ita", "jpn", "kor", "lav",
    "lit", "nor", "pol", "por", "rus", "spa", "swe", "tur",
];

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .flow(|cx, call: DomainRegister| Box::pin(domain_register(cx, call)))
        .flow(|cx, call: DomainTransfer| Box::pin(domain_transfer(cx, call)))
        .flow(|cx, call: DomainRenew| Box::pin(domain_renew(cx, call)))
}

async fn domain_register(cx: &Cx, call: DomainRegister) -> Result<DomainRegisterResponse> {
    let row = wanted(cx, call.domainid, call.domain.as_deref()).await?;
    let idn_language = call.idnlanguage.unwrap_or_default().to_ascii_lowercase();
    if !idn_language.is_empty() && !IDN_LANGUAGES.contains(&idn_language.as_str()) {
        let known = IDN_LANGUAGES.join(", ");
        let said = format!("Invalid IDN Language. Must be one of: {known}");
        return Err(invalid("idnlanguage", said));
    }
    let request = Request { idn_language, ..Request::of(CallAction::Register) };
    run(cx, row.id, &request).await?;
    Ok(DomainRegisterResponse {})
}

async fn domain_transfer(cx: &Cx, call: DomainTransfer) -> Result<DomainTransferResponse> {
    let row = wanted(cx, call.domainid, call.domain.as_deref()).await?;
    if !cx.caller.actor.is_office() {
        check_again(&mut cx.read().await?, &row).await?;
    }
    if let Some(code) = call.eppcode {
        // As an order takes it.
        length("eppcode", code.reveal(), SHORT_MAX)?;
        let mut act = cx.act("DomainTransfer").await?;
        let place = format!("domains.epp_code:{}", row.id);
        let secrets = act.engine.secrets();
        let sealed = secrets.seal(&*cx.engine.world().chance, &place, code.reveal())?;
        let at = act.at();
        names::set_epp_code(&mut act.conn, row.id, &sealed, at).await?;
        act.commit().await?;
    }
    run(cx, row.id, &Request::of(CallAction::Transfer)).await?;
    Ok(DomainTransferResponse {})
}

async fn domain_renew(cx: &Cx, call: DomainRenew) -> Result<DomainRenewResponse> {
    let row = wanted(cx, call.domainid, call.domain.as_deref()).await?;
    let years = call.regperiod.filter(|years| *years > 0).map(id);
    let request = Request { years, ..Request::of(CallAction::Renew) };
    run(cx, row.id, &request).await?;
    Ok(DomainRenewResponse {})
}

/// The domain of a number or a name.
pub(super) async fn wanted(cx: &Cx, number: Option<u64>, name: Option<&str>) -> Result<DomainRow> {
    let mut conn = cx.read().await?;
    let found = find(&mut conn, &cx.caller, number.map(id), name).await?;
    found.ok_or_else(no_such_domain)
}
