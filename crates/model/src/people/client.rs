//! The status of a client.

use crate::moves::{WrongMove, look_up};
use crate::word::words;

words! {
    /// Whether a client may sign in and buy.
    pub enum ClientStatus {
        Active = "Active",
        /// Has no active service, but may sign in and buy.
        Inactive = "Inactive",
        /// The account has ended.
        Closed = "Closed",
    }
}

impl ClientStatus {
    /// The status after a move, if the table has it.
    pub fn go(self, to: ClientStatus) -> Result<ClientStatus, WrongMove<ClientStatus>> {
        use ClientStatus::{Active, Closed, Inactive};
        look_up(
            &[
                (Active, &[Inactive, Closed]),
                (Inactive, &[Active, Closed]),
                (Closed, &[Active, Inactive]),
            ],
            self,
            to,
        )
    }

    /// What the daily run makes of a client, given whether any of its services is active.
    ///
    /// A closed account stays closed: only a person reopens one.
    pub fn by_services(self, has_active_service: bool) -> ClientStatus {
        match (self, has_active_service) {
            (ClientStatus::Closed, _) => ClientStatus::Closed,
            (_, true) => ClientStatus::Active,
            (_, false) => ClientStatus::Inactive,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ClientStatus;
    use crate::moves::testing::draw;

    #[test]
    fn clients_move_as_drawn() {
        assert_eq!(
            draw(ClientStatus::go),
            "Active > Inactive, Closed\nInactive > Active, Closed\nClosed > Active, Inactive\n"
        );
    }

    #[test]
    fn the_daily_run_never_reopens_an_account() {
        for (from, has_active, to) in [
            (ClientStatus::Active, false, ClientStatus::Inactive),
            (ClientStatus::Inactive, true, ClientStatus::Active),
            (ClientStatus::Closed, true, ClientStatus::Closed),
        ] {
            assert_eq!(from.by_services(has_active), to);
        }
    }
}
