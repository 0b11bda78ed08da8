//! What can be booked with a domain name beside it.

use crate::word::words;

words! {
    /// What can be booked with a domain name.
    pub enum DomainAddon {
        /// Its DNS records are kept here.
        DnsManagement = "dnsmanagement",
        /// Its mail is forwarded.
        EmailForwarding = "emailforwarding",
        /// Its owner is hidden.
        IdProtection = "idprotection",
    }
}

impl DomainAddon {
    /// As invoices have it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::DnsManagement => "DNS Management",
            Self::EmailForwarding => "Email Forwarding",
            Self::IdProtection => "ID Protection",
        }
    }
}

/// What is booked with a name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Booked {
    /// Its DNS records are kept here.
    pub dns_management: bool,
    /// Its mail is forwarded.
    pub email_forwarding: bool,
    /// Its owner is hidden.
    pub id_protection: bool,
}

impl Booked {
    /// Each one that is booked.
    pub fn each(self) -> impl Iterator<Item = DomainAddon> {
        let all = [
            (self.dns_management, DomainAddon::DnsManagement),
            (self.email_forwarding, DomainAddon::EmailForwarding),
            (self.id_protection, DomainAddon::IdProtection),
        ];
        all.into_iter().filter_map(|(booked, addon)| booked.then_some(addon))
    }

    /// What stands under the line of the name on an invoice: `+ DNS Management`, each on a line of
    /// its own.
    #[must_use]
    pub fn text(self) -> String {
        self.each().map(|addon| format!("\n+ {}", addon.title())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Booked;

    #[test]
    fn what_is_booked_stands_under_the_name() {
        let booked = |dns_management, email_forwarding, id_protection| Booked {
            dns_management,
            email_forwarding,
            id_protection,
        };
        for (booked, text) in [
            (booked(false, false, false), ""),
            (booked(false, false, true), "\n+ ID Protection"),
            (booked(true, true, false), "\n+ DNS Management\n+ Email Forwarding"),
        ] {
            assert_eq!(booked.text(), text);
        }
    }
}
