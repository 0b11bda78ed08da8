//! Roles: lists of the actions they allow.

/// A set of allowed actions; the permission to do an action is the action's own name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Role {
    allowed: Vec<String>,
}

impl Role {
    /// A role from action names in any case; `*` allows everything, `Get*` all that begin so.
    pub fn new<'a>(allowed: impl IntoIterator<Item = &'a str>) -> Role {
        let mut allowed: Vec<String> = allowed
            .into_iter()
            .map(|name| name.trim().to_ascii_lowercase())
            .filter(|name| !name.is_empty())
            .collect();
        allowed.sort_unstable();
        allowed.dedup();
        Role { allowed }
    }

    /// A role that allows every action.
    pub fn everything() -> Role {
        Role::new(["*"])
    }

    /// Whether the role allows an action, named in any case.
    pub fn allows(&self, action: &str) -> bool {
        let action = action.to_ascii_lowercase();
        self.allowed.iter().any(|each| match each.strip_suffix('*') {
            Some(beginning) => action.starts_with(beginning),
            None => *each == action,
        })
    }

    /// The names, in lower case and sorted.
    pub fn names(&self) -> &[String] {
        &self.allowed
    }
}

#[cfg(test)]
mod tests {
    use super::Role;

    #[test]
    fn roles_allow_what_they_list() {
        for (allowed, action, expected) in [
            (&["GetInvoices"][..], "getinvoices", true),
            (&["getinvoices"], "GetInvoice", false),
            (&["*"], "DeleteClient", true),
            (&["Get*", "AddOrder"], "GetClients", true),
            (&["Get*", "AddOrder"], "addorder", true),
            (&["Get*", "AddOrder"], "AddOrders", false),
            (&[], "GetClients", false),
            (&["", " "], "", false),
        ] {
            let role = Role::new(allowed.iter().copied());
            assert_eq!(role.allows(action), expected, "{allowed:?} {action}");
        }
        assert!(Role::everything().allows("AnythingAtAll"));
    }
}
