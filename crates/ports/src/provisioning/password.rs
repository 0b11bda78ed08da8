//! The password that a service has from its beginning.

use super::ServiceCall;
use crate::Chance;

/// Whether a service is to have a password before it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirstPassword {
    /// The module makes one, or there is none.
    NotNeeded,
    /// The other side takes no order without one.
    Needed,
    /// Somebody can sign in with keys; without any only with a password.
    WithoutKeys(KeyList),
}

/// How the keys of who may sign in are chosen: by an option or setting of this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyList {
    /// Names or numbers that the other side gave to keys, with commas.
    Names(&'static str),
    /// The public keys themselves, one a line.
    Lines(&'static str),
}

impl KeyList {
    /// The keys of a service.
    #[must_use]
    pub fn of(self, call: &ServiceCall) -> Vec<&str> {
        let (name, between) = match self {
            Self::Names(name) => (name, ','),
            Self::Lines(name) => (name, '\n'),
        };
        let keys = call.choice(name).split(between).map(str::trim);
        keys.filter(|key| !key.is_empty()).collect()
    }
}

impl FirstPassword {
    /// Whether this service still needs one.
    #[must_use]
    pub fn is_missing(self, call: &ServiceCall) -> bool {
        call.password.is_empty()
            && match self {
                Self::NotNeeded => false,
                Self::Needed => true,
                Self::WithoutKeys(keys) => keys.of(call).is_empty(),
            }
    }

    /// A password that the known panels and clouds take: 20 signs, of which 14 are left to chance;
    /// the others are there for their rules (capitals, digits, a sign that no shell reads).
    #[must_use]
    pub fn choose(chance: &dyn Chance) -> String {
        format!("{}_{:03}aZ", chance.base62(14), chance.number() % 1_000)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use model::ids::{ClientId, ServiceId};

    use super::{FirstPassword, KeyList, ServiceCall};
    use crate::{FakeChance, Secret};

    fn call(password: &str, keys: &str) -> ServiceCall {
        ServiceCall {
            idempotency_key: "k".to_owned(),
            service: ServiceId(1),
            client: ClientId(1),
            client_email: String::new(),
            product: [("ssh_keys".to_owned(), keys.to_owned())].into(),
            server: None,
            domain: String::new(),
            dedicated_ip: String::new(),
            username: String::new(),
            password: Secret::new(password),
            options: BTreeMap::new(),
            custom_fields: BTreeMap::new(),
            extra: BTreeMap::new(),
        }
    }

    #[test]
    fn a_password_is_missing_where_nobody_could_sign_in() {
        let keys = FirstPassword::WithoutKeys(KeyList::Names("ssh_keys"));
        for (rule, password, setting, missing) in [
            (FirstPassword::NotNeeded, "", "", false),
            (FirstPassword::Needed, "", "", true),
            (FirstPassword::Needed, "", "ssh-ed25519 A", true),
            (FirstPassword::Needed, "x", "", false),
            (keys, "", " ", true),
            (keys, "", ", ,", true),
            (keys, "", "ssh-ed25519 A", false),
            (keys, "x", "", false),
        ] {
            let call = call(password, setting);
            assert_eq!(rule.is_missing(&call), missing, "{rule:?} {password:?} {setting:?}");
        }
    }

    #[test]
    fn keys_are_those_of_the_nearest_choice() {
        let mut service = call("", "a, b,");
        let names = KeyList::Names("ssh_keys");
        assert_eq!(names.of(&service), ["a", "b"]);
        for (choice, expected) in [(" ", vec!["a", "b"]), ("c", vec!["c"]), (",", vec![])] {
            service.options.insert("ssh_keys".to_owned(), choice.to_owned());
            assert_eq!(names.of(&service), expected, "{choice}");
        }
        service.extra.insert("ssh_keys".to_owned(), "\n ssh-rsa A, B \n\n".to_owned());
        assert_eq!(KeyList::Lines("ssh_keys").of(&service), ["ssh-rsa A, B"]);
    }

    #[test]
    fn chosen_passwords_keep_the_rules_of_panels() {
        let password = FirstPassword::choose(&FakeChance::seeded(1));
        assert_eq!(password.len(), 20);
        assert!(password.bytes().any(|byte| byte.is_ascii_uppercase()));
        assert!(password.bytes().any(|byte| byte.is_ascii_lowercase()));
        assert!(password.bytes().filter(u8::is_ascii_digit).count() >= 3);
        assert_ne!(password, FirstPassword::choose(&FakeChance::seeded(2)));
    }
}
