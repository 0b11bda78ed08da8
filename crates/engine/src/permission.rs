//! What a caller may do: a list of action names, in no particular case.

use std::collections::BTreeSet;

/// The actions that a role or a caller is limited to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allowed {
    /// Everything.
    All,
    /// These, by lower-case name.
    Only(BTreeSet<String>),
}

impl Allowed {
    /// From a role's list of action names; `*` allows everything.
    #[must_use]
    pub fn from_names<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let names: BTreeSet<String> =
            names.into_iter().map(|name| name.trim().to_ascii_lowercase()).collect();
        if names.contains("*") { Self::All } else { Self::Only(names) }
    }

    /// From the JSON list that the database keeps; anything else allows nothing.
    #[must_use]
    pub fn from_json(text: &str) -> Self {
        let names: Vec<String> = serde_json::from_str(text).unwrap_or_default();
        Self::from_names(names.iter().map(String::as_str))
    }

    /// The list as the wire says it; `*` for everything.
    #[must_use]
    pub fn into_names(self) -> Vec<String> {
        match self {
            Self::All => vec!["*".to_owned()],
            Self::Only(names) => names.into_iter().collect(),
        }
    }

    /// Whether the action is on the list.
    #[must_use]
    pub fn permits(&self, action: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(names) => names.contains(&action.to_ascii_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Allowed;

    #[test]
    fn names_are_compared_without_case() {
        let role = Allowed::from_json(r#"["GetInvoices", "addclient"]"#);
        let cases =
            [("getinvoices", true), ("AddClient", true), ("GetInvoice", false), ("", false)];
        for (action, expected) in cases {
            assert_eq!(role.permits(action), expected, "{action}");
        }
        assert!(Allowed::from_json(r#"["*"]"#).permits("Anything"));
        assert!(!Allowed::from_json("not json").permits("GetInvoices"));
    }
}
