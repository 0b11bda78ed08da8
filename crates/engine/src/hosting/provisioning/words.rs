//! The words for module actions: in the queue, in the log, in events; and the moves they make.

use model::hosting::service::{ModuleCommand, ServiceStatus};
use ports::provisioning::ServiceAction;

/// The action as the module queue spells it on the wire.
#[must_use]
pub fn queue_word(action: &ServiceAction) -> &str {
    match action {
        ServiceAction::Create => "CreateAccount",
        ServiceAction::Suspend => "SuspendAccount",
        ServiceAction::Unsuspend => "UnsuspendAccount",
        ServiceAction::Terminate => "TerminateAccount",
        ServiceAction::ChangePackage => "ChangePackage",
        ServiceAction::ChangePassword => "ChangePassword",
        ServiceAction::Renew => "Renew",
        other => other.word(),
    }
}

/// The action as the activity log spells it: `Module Create Successful`.
pub(super) fn log_word(action: &ServiceAction) -> &str {
    match command(action) {
        Some(command) => model::word::Word::word(command),
        None => action.word(),
    }
}

/// The name under which the act stands in the logs.
pub(super) fn act_name(action: &ServiceAction) -> &'static str {
    match action {
        ServiceAction::Create => "ModuleCreate",
        ServiceAction::Suspend => "ModuleSuspend",
        ServiceAction::Unsuspend => "ModuleUnsuspend",
        ServiceAction::Terminate => "ModuleTerminate",
        ServiceAction::ChangePackage => "ModuleChangePackage",
        ServiceAction::ChangePassword => "ModuleChangePw",
        _ => "ModuleCustom",
    }
}

/// The events after success and after failure, as the vendor's hooks are called.
pub(super) fn events(action: &ServiceAction) -> (&'static str, &'static str) {
    match action {
        ServiceAction::Create => ("AfterModuleCreate", "AfterModuleCreateFailed"),
        ServiceAction::Suspend => ("AfterModuleSuspend", "AfterModuleSuspendFailed"),
        ServiceAction::Unsuspend => ("AfterModuleUnsuspend", "AfterModuleUnsuspendFailed"),
        ServiceAction::Terminate => ("AfterModuleTerminate", "AfterModuleTerminateFailed"),
        ServiceAction::ChangePackage => {
            ("AfterModuleChangePackage", "AfterModuleChangePackageFailed")
        }
        ServiceAction::ChangePassword => {
            ("AfterModuleChangePassword", "AfterModuleChangePasswordFailed")
        }
        _ => ("AfterModuleCustom", "AfterModuleCustomFailed"),
    }
}

/// The status of a service once the action has worked; `None` if it stays as it is.
pub(super) fn status_after(action: &ServiceAction) -> Option<ServiceStatus> {
    command(action).and_then(ModuleCommand::status_after)
}

fn command(action: &ServiceAction) -> Option<ModuleCommand> {
    Some(match action {
        ServiceAction::Create => ModuleCommand::Create,
        ServiceAction::Suspend => ModuleCommand::Suspend,
        ServiceAction::Unsuspend => ModuleCommand::Unsuspend,
        ServiceAction::Terminate => ModuleCommand::Terminate,
        ServiceAction::ChangePackage => ModuleCommand::ChangePackage,
        ServiceAction::ChangePassword => ModuleCommand::ChangePassword,
        ServiceAction::Renew => ModuleCommand::Renew,
        _ => return None,
    })
}
