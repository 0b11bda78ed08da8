//! `GetModuleLog` and `ClearModuleLog`: our own actions.

use engine::system::module_log;
use engine::system::settings::Settings;
use engine::{Act, Cx, Result};
use protocol::{
    ClearModuleLog, ClearModuleLogResponse, GetModuleLog, GetModuleLogResponse, ModuleCall,
};
use store::system::module_calls::{self, ModuleCallRow, Wanted};

use crate::Registry;
use crate::wire::{moment, number, page};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetModuleLog| Box::pin(get_module_log(cx, call)))
        .write(|act, call: ClearModuleLog| Box::pin(clear_module_log(act, call)))
}

async fn get_module_log(cx: &Cx, call: GetModuleLog) -> Result<GetModuleLogResponse> {
    module_log::settle(&cx.engine).await?;
    let settings = cx.engine.settings().await?;
    let (start, limit) = page(call.limitstart, call.limitnum);
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let (port, module) = (given(&call.r#type), given(&call.module));
    let (outcome, target) = (given(&call.outcome), given(&call.target));
    let wanted = Wanted {
        id: call.logid.map(number),
        port: port.as_deref(),
        module: module.as_deref(),
        outcome: outcome.as_deref(),
        target: target.as_deref(),
        client: call.clientid.map(number),
    };
    let mut c = cx.read().await?;
    let (rows, total) = module_calls::list(&mut c, wanted, start, limit).await?;
    Ok(GetModuleLogResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        calls: rows.into_iter().map(|row| entry(row, &settings)).collect(),
    })
}

fn entry(row: ModuleCallRow, settings: &Settings) -> ModuleCall {
    ModuleCall {
        logid: row.id.into(),
        date: moment(settings, Some(row.at)),
        r#type: row.port.into(),
        module: row.module.into(),
        action: row.action.into(),
        target: row.target.into(),
        clientid: row.client_id.unwrap_or_default().into(),
        outcome: row.outcome.into(),
        milliseconds: row.millis.into(),
        request: row.request.into(),
        response: row.answer.into(),
    }
}

async fn clear_module_log(act: &mut Act, _: ClearModuleLog) -> Result<ClearModuleLogResponse> {
    let removed = module_log::clear(act).await?;
    Ok(ClearModuleLogResponse { removed: i64::try_from(removed).unwrap_or(i64::MAX).into() })
}
