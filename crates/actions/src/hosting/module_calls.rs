//! `ModuleCreate` and the other actions that a module carries out; `OperateService`, our own.

use std::collections::BTreeMap;

use engine::hosting::provisioning::{Ran, Request, ServiceAction, run};
use engine::{Cx, Result, invalid};
use model::ids::ServiceId;
use protocol::{
    ModuleChangePackage, ModuleChangePackageResponse, ModuleChangePw, ModuleChangePwResponse,
    ModuleCreate, ModuleCreateResponse, ModuleCustom, ModuleCustomResponse, ModuleSuspend,
    ModuleSuspendResponse, ModuleTerminate, ModuleTerminateResponse, ModuleUnsuspend,
    ModuleUnsuspendResponse, OperateService, OperateServiceResponse,
};

use crate::Registry;
use crate::wire::number;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .flow(|cx, call: ModuleCreate| Box::pin(module_create(cx, call)))
        .flow(|cx, call: ModuleSuspend| Box::pin(module_suspend(cx, call)))
        .flow(|cx, call: ModuleUnsuspend| Box::pin(module_unsuspend(cx, call)))
        .flow(|cx, call: ModuleTerminate| Box::pin(module_terminate(cx, call)))
        .flow(|cx, call: ModuleChangePackage| Box::pin(module_change_package(cx, call)))
        .flow(|cx, call: ModuleChangePw| Box::pin(module_change_pw(cx, call)))
        .flow(|cx, call: ModuleCustom| Box::pin(module_custom(cx, call)))
        .flow(|cx, call: OperateService| Box::pin(operate_service(cx, call)))
}

async fn module_create(cx: &Cx, call: ModuleCreate) -> Result<ModuleCreateResponse> {
    carry_out(cx, call.serviceid, Request::of(ServiceAction::Create)).await?;
    Ok(ModuleCreateResponse {})
}

async fn module_suspend(cx: &Cx, call: ModuleSuspend) -> Result<ModuleSuspendResponse> {
    let reason = call.suspendreason;
    let request = Request { reason, ..Request::of(ServiceAction::Suspend) };
    carry_out(cx, call.serviceid, request).await?;
    Ok(ModuleSuspendResponse {})
}

async fn module_unsuspend(cx: &Cx, call: ModuleUnsuspend) -> Result<ModuleUnsuspendResponse> {
    carry_out(cx, call.serviceid, Request::of(ServiceAction::Unsuspend)).await?;
    Ok(ModuleUnsuspendResponse {})
}

async fn module_terminate(cx: &Cx, call: ModuleTerminate) -> Result<ModuleTerminateResponse> {
    carry_out(cx, call.serviceid, Request::of(ServiceAction::Terminate)).await?;
    Ok(ModuleTerminateResponse {})
}

async fn module_change_package(
    cx: &Cx,
    call: ModuleChangePackage,
) -> Result<ModuleChangePackageResponse> {
    carry_out(cx, call.serviceid, Request::of(ServiceAction::ChangePackage)).await?;
    Ok(ModuleChangePackageResponse {})
}

async fn module_change_pw(cx: &Cx, call: ModuleChangePw) -> Result<ModuleChangePwResponse> {
    let password = call.servicepassword.map(|password| password.reveal().to_owned());
    let request = Request { password, ..Request::of(ServiceAction::ChangePassword) };
    carry_out(cx, call.serviceid, request).await?;
    Ok(ModuleChangePwResponse {})
}

async fn module_custom(cx: &Cx, call: ModuleCustom) -> Result<ModuleCustomResponse> {
    carry_out(cx, call.serviceid, Request::of(function(&call.func_name)?)).await?;
    Ok(ModuleCustomResponse {})
}

async fn operate_service(cx: &Cx, call: OperateService) -> Result<OperateServiceResponse> {
    let image = call.image.map(|image| ("image".to_owned(), image));
    let extra: BTreeMap<_, _> = image.into_iter().collect();
    let request = Request { extra, ..Request::of(function(&call.func_name)?) };
    let ran = run(cx, ServiceId(number(call.serviceid)), &request).await?;
    Ok(match ran {
        Ran::Done { link } => {
            OperateServiceResponse { pending: false.into(), url: link.map(Into::into) }
        }
        Ran::Pending => OperateServiceResponse { pending: true.into(), url: None },
    })
}

/// A function of a module; what changes the status of a service has actions and permissions of
/// its own.
fn function(name: &str) -> Result<ServiceAction> {
    let action = ServiceAction::from_word(name.trim());
    if matches!(
        action,
        ServiceAction::Create
            | ServiceAction::Suspend
            | ServiceAction::Unsuspend
            | ServiceAction::Terminate
            | ServiceAction::ChangePackage
            | ServiceAction::ChangePassword
    ) {
        return Err(invalid("func_name", "Module function not supported"));
    }
    Ok(action)
}

async fn carry_out(cx: &Cx, service: u64, request: Request) -> Result<()> {
    run(cx, ServiceId(number(service)), &request).await.map(drop)
}
