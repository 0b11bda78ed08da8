//! The words for calls: in the queue, in the log, in events, in mails.

use store::domains::calls::CallAction;

/// The mail about a name that was registered.
pub(crate) const REGISTERED: &str = "Domain Registration Confirmation";
/// The mail about a name that came to us.
pub(crate) const TRANSFERRED: &str = "Domain Transfer Completed";
/// The mail about a name that did not come to us.
pub(crate) const TRANSFER_FAILED: &str = "Domain Transfer Failed";

/// The action as the module queue spells it on the wire.
#[must_use]
pub(crate) fn queue_word(action: CallAction) -> &'static str {
    match action {
        CallAction::Register => "RegisterDomain",
        CallAction::Transfer => "TransferDomain",
        CallAction::Renew => "RenewDomain",
    }
}

/// The name under which the act stands in the logs.
pub(in crate::domains) fn act_name(action: CallAction) -> &'static str {
    match action {
        CallAction::Register => "DomainRegister",
        CallAction::Transfer => "DomainTransfer",
        CallAction::Renew => "DomainRenew",
    }
}

/// What the log says of it: `Domain Registered Successfully`.
pub(super) fn log_word(action: CallAction) -> &'static str {
    match action {
        CallAction::Register => "Registered",
        CallAction::Transfer => "Transfer Initiated",
        CallAction::Renew => "Renewed",
    }
}

/// The events after success and after failure, as the vendor's hooks are called.
pub(super) fn events(action: CallAction) -> (&'static str, &'static str) {
    match action {
        CallAction::Register => ("AfterRegistrarRegistration", "AfterRegistrarRegistrationFailed"),
        CallAction::Transfer => ("AfterRegistrarTransfer", "AfterRegistrarTransferFailed"),
        CallAction::Renew => ("AfterRegistrarRenewal", "AfterRegistrarRenewalFailed"),
    }
}

/// The mail to the client when it is done.
pub(super) fn mail_when_done(action: CallAction) -> &'static str {
    match action {
        CallAction::Register => REGISTERED,
        CallAction::Transfer => TRANSFERRED,
        CallAction::Renew => "Domain Renewal Confirmation",
    }
}

/// The mail to the client when the registrar has begun, if there is one.
pub(super) fn mail_when_begun(action: CallAction) -> Option<&'static str> {
    (action == CallAction::Transfer).then_some("Domain Transfer Initiated")
}
