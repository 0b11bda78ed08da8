//! What a user may do for a client.

use crate::word::{Word, words};

words! {
    /// One permission of a user on a client
    /// (`https://developers.whmcs.com/api-reference/getpermissionslist/`).
    pub enum ClientPermission {
        Profile = "profile",
        Contacts = "contacts",
        Products = "products",
        ManageProducts = "manageproducts",
        ProductSso = "productsso",
        Domains = "domains",
        ManageDomains = "managedomains",
        Invoices = "invoices",
        Quotes = "quotes",
        Tickets = "tickets",
        Affiliates = "affiliates",
        Emails = "emails",
        Orders = "orders",
    }
}

/// A set of permissions; the owner of a client has [`ClientPermissions::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct ClientPermissions(u16);

/// A word that names no permission.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a permission")]
pub struct UnknownPermission(pub String);

impl ClientPermissions {
    /// Every permission.
    pub const ALL: ClientPermissions = ClientPermissions(0b1_1111_1111_1111);
    /// No permission.
    pub const NONE: ClientPermissions = ClientPermissions(0);

    /// Whether the permission is in the set.
    pub fn has(self, permission: ClientPermission) -> bool {
        self.0 & bit(permission) != 0
    }

    /// The set with one more permission.
    pub fn with(self, permission: ClientPermission) -> ClientPermissions {
        ClientPermissions(self.0 | bit(permission))
    }

    /// The permissions of the set, in the vendor's order.
    pub fn list(self) -> impl Iterator<Item = ClientPermission> {
        ClientPermission::ALL.iter().copied().filter(move |each| self.has(*each))
    }

    /// Reads words separated by commas; empty ones are skipped.
    pub fn parse(text: &str) -> Result<ClientPermissions, UnknownPermission> {
        text.split(',').map(str::trim).filter(|word| !word.is_empty()).try_fold(
            ClientPermissions::NONE,
            |set, word| {
                ClientPermission::from_word(word)
                    .map(|permission| set.with(permission))
                    .ok_or_else(|| UnknownPermission(word.to_owned()))
            },
        )
    }
}

/// The words separated by commas.
impl std::fmt::Display for ClientPermissions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let words: Vec<_> = self.list().map(Word::word).collect();
        f.pad(&words.join(","))
    }
}

fn bit(permission: ClientPermission) -> u16 {
    let index = ClientPermission::ALL.iter().position(|each| *each == permission);
    index.and_then(|i| u32::try_from(i).ok()).map_or(0, |i| 1 << i)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_read_and_shown() {
        let set = ClientPermissions::parse("Profile, invoices,,tickets").unwrap();
        assert_eq!(set.to_string(), "profile,invoices,tickets");
        assert!(set.has(ClientPermission::Invoices) && !set.has(ClientPermission::Orders));
        assert_eq!(ClientPermissions::parse("root"), Err(UnknownPermission("root".to_owned())));
        assert_eq!(ClientPermissions::parse(""), Ok(ClientPermissions::NONE));
    }

    #[test]
    fn all_is_every_permission() {
        assert_eq!(ClientPermissions::ALL.list().count(), ClientPermission::ALL.len());
        let text = ClientPermissions::ALL.to_string();
        assert_eq!(ClientPermissions::parse(&text), Ok(ClientPermissions::ALL));
    }
}
