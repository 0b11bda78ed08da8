//! The status of a domain.

use crate::moves::{WrongMove, look_up};
use crate::word::words;

words! {
    /// The status of a domain.
    pub enum DomainStatus {
        Pending = "Pending",
        PendingRegistration = "Pending Registration",
        PendingTransfer = "Pending Transfer",
        Active = "Active",
        /// Past its expiry, renewable at the usual price.
        Grace = "Grace",
        /// Past its grace, renewable at a penalty.
        Redemption = "Redemption",
        Expired = "Expired",
        TransferredAway = "Transferred Away",
        Cancelled = "Cancelled",
        Fraud = "Fraud",
    }

    /// What is ordered for a domain.
    pub enum DomainOrderType {
        Register = "Register",
        Transfer = "Transfer",
    }
}

impl DomainStatus {
    /// Whether it is not with us any more, so that its name may come again (B32).
    pub fn is_over(self) -> bool {
        use DomainStatus::{Cancelled, Expired, Fraud, TransferredAway};
        matches!(self, Expired | TransferredAway | Cancelled | Fraud)
    }

    /// Whether nobody else can have its name: a name that is only ordered is free (B32).
    pub fn holds_name(self) -> bool {
        !self.is_over() && self != DomainStatus::Pending
    }

    /// The status after a move, if the table has it.
    pub fn go(self, to: DomainStatus) -> Result<DomainStatus, WrongMove<DomainStatus>> {
        use DomainStatus::{
            Active, Cancelled, Expired, Fraud, Grace, Pending, PendingRegistration,
            PendingTransfer, Redemption, TransferredAway,
        };
        look_up(
            &[
                (Pending, &[PendingRegistration, PendingTransfer, Active, Cancelled, Fraud]),
                (PendingRegistration, &[Pending, Active, Cancelled, Fraud]),
                (PendingTransfer, &[Pending, Active, Cancelled, Fraud]),
                (Active, &[Grace, Redemption, Expired, TransferredAway, Cancelled, Fraud]),
                (Grace, &[Active, Redemption, Expired, TransferredAway, Cancelled, Fraud]),
                (Redemption, &[Active, Grace, Expired, TransferredAway, Cancelled, Fraud]),
                (Expired, &[Pending, Active, Grace, Redemption, TransferredAway, Cancelled]),
                (TransferredAway, &[PendingTransfer, Active]),
                (Cancelled, &[Pending, Active]),
                (Fraud, &[Pending, Active, Cancelled]),
            ],
            self,
            to,
        )
    }

    /// Whether renewals are invoiced: while it is ours, and while it can be had back (B6, B33).
    pub fn is_invoiced(self) -> bool {
        matches!(self, DomainStatus::Active | DomainStatus::Grace | DomainStatus::Redemption)
    }

    /// Whether the registrar is asked about it every day (B33).
    pub fn is_synced(self) -> bool {
        self.is_invoiced() || matches!(self, DomainStatus::PendingTransfer | DomainStatus::Expired)
    }
}

#[cfg(test)]
mod tests {
    use super::DomainStatus;
    use crate::moves::testing::draw;

    #[test]
    fn domains_move_as_drawn() {
        assert_eq!(
            draw(DomainStatus::go),
            "Pending > Pending Registration, Pending Transfer, Active, Cancelled, Fraud\n\
             Pending Registration > Pending, Active, Cancelled, Fraud\n\
             Pending Transfer > Pending, Active, Cancelled, Fraud\n\
             Active > Grace, Redemption, Expired, Transferred Away, Cancelled, Fraud\n\
             Grace > Active, Redemption, Expired, Transferred Away, Cancelled, Fraud\n\
             Redemption > Active, Grace, Expired, Transferred Away, Cancelled, Fraud\n\
             Expired > Pending, Active, Grace, Redemption, Transferred Away, Cancelled\n\
             Transferred Away > Pending Transfer, Active\n\
             Cancelled > Pending, Active\n\
             Fraud > Pending, Active, Cancelled\n"
        );
    }
}
