//! The status of a hosted service or addon.

use crate::moves::{WrongMove, look_up};
use crate::word::words;

words! {
    /// The status of a service or of a service's addon.
    pub enum ServiceStatus {
        /// Ordered, not provisioned.
        Pending = "Pending",
        Active = "Active",
        Suspended = "Suspended",
        Terminated = "Terminated",
        Cancelled = "Cancelled",
        Fraud = "Fraud",
        /// Delivered once and for all; never invoiced again.
        Completed = "Completed",
    }

    /// What a provisioning module can be told to do.
    pub enum ModuleCommand {
        Create = "Create",
        Suspend = "Suspend",
        Unsuspend = "Unsuspend",
        Terminate = "Terminate",
        Renew = "Renew",
        ChangePassword = "Change Password",
        ChangePackage = "Change Package",
    }

    /// When a cancelled service ends (B26).
    pub enum CancellationType {
        /// At the next run.
        Immediate = "Immediate",
        /// When the paid period ends.
        EndOfPeriod = "End of Billing Period",
    }

    /// When a product is provisioned without being asked.
    pub enum AutoSetup {
        /// As soon as it is ordered.
        Order = "order",
        /// When its first invoice is paid (B19).
        Payment = "payment",
        /// When the order is accepted.
        Accept = "on",
        Never = "",
    }
}

/// The reason stored with a suspension that the daily run makes; only this one is lifted by a
/// payment (B26).
pub const OVERDUE_REASON: &str = "Overdue on Payment";

impl ServiceStatus {
    /// The status after a move, if the table has it.
    pub fn go(self, to: ServiceStatus) -> Result<ServiceStatus, WrongMove<ServiceStatus>> {
        use ServiceStatus::{Active, Cancelled, Completed, Fraud, Pending, Suspended, Terminated};
        look_up(
            &[
                (Pending, &[Active, Cancelled, Fraud, Completed]),
                (Active, &[Pending, Suspended, Terminated, Cancelled, Fraud, Completed]),
                (Suspended, &[Active, Terminated, Cancelled, Fraud]),
                (Terminated, &[Pending, Active]),
                (Cancelled, &[Pending, Active]),
                (Fraud, &[Pending, Active, Terminated, Cancelled]),
                (Completed, &[Active, Terminated, Cancelled]),
            ],
            self,
            to,
        )
    }

    /// Whether renewals are invoiced (B6).
    pub fn is_invoiced(self) -> bool {
        matches!(self, ServiceStatus::Active | ServiceStatus::Suspended)
    }

    /// Whether the service has ended for good.
    pub fn is_ended(self) -> bool {
        matches!(self, ServiceStatus::Terminated | ServiceStatus::Cancelled | ServiceStatus::Fraud)
    }
}

impl ModuleCommand {
    /// The status of a service once the command has worked; `None` if it stays as it is.
    pub fn status_after(self) -> Option<ServiceStatus> {
        match self {
            ModuleCommand::Create | ModuleCommand::Unsuspend => Some(ServiceStatus::Active),
            ModuleCommand::Suspend => Some(ServiceStatus::Suspended),
            ModuleCommand::Terminate => Some(ServiceStatus::Terminated),
            ModuleCommand::Renew | ModuleCommand::ChangePassword | ModuleCommand::ChangePackage => {
                None
            }
        }
    }
}

/// Whether a payment lifts a suspension: only one made by the daily run (B26).
pub fn payment_lifts(status: ServiceStatus, suspend_reason: &str) -> bool {
    // An empty reason is what older records of the automatic suspension carry.
    let automatic = suspend_reason.is_empty() || suspend_reason == OVERDUE_REASON;
    status == ServiceStatus::Suspended && automatic
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moves::testing::draw;

    #[test]
    fn services_move_as_drawn() {
        assert_eq!(
            draw(ServiceStatus::go),
            "Pending > Active, Cancelled, Fraud, Completed\n\
             Active > Pending, Suspended, Terminated, Cancelled, Fraud, Completed\n\
             Suspended > Active, Terminated, Cancelled, Fraud\n\
             Terminated > Pending, Active\n\
             Cancelled > Pending, Active\n\
             Fraud > Pending, Active, Terminated, Cancelled\n\
             Completed > Active, Terminated, Cancelled\n"
        );
    }

    #[test]
    fn b26_a_payment_lifts_only_the_automatic_suspension() {
        for (status, reason, expected) in [
            (ServiceStatus::Suspended, OVERDUE_REASON, true),
            (ServiceStatus::Suspended, "", true),
            (ServiceStatus::Suspended, "Spam", false),
            (ServiceStatus::Active, OVERDUE_REASON, false),
            (ServiceStatus::Terminated, OVERDUE_REASON, false),
        ] {
            assert_eq!(payment_lifts(status, reason), expected, "{status} {reason:?}");
        }
    }
}
