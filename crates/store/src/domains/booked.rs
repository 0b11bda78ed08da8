//! What is booked with a name, off every row that has its three columns.

use model::domains::addon::Booked;

use super::names::DomainRow;
use super::renewal_prices::RenewalRow as PricedRow;
use crate::billing::renewals::RenewalRow;

macro_rules! booked {
    ($($row:ty)*) => {$(
        impl $row {
            /// What is booked with the name; nothing with what is no domain.
            #[must_use]
            pub const fn booked(&self) -> Booked {
                Booked {
                    dns_management: self.dns_management,
                    email_forwarding: self.email_forwarding,
                    id_protection: self.id_protection,
                }
            }
        }
    )*};
}

booked! { DomainRow PricedRow RenewalRow }
