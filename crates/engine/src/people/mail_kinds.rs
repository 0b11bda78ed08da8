//! Which kinds of mail a client or contact gets.

use crate::{Result, invalid};

/// The kinds, in the order in which they are stored.
pub const KINDS: [&str; 6] = ["general", "product", "domain", "invoice", "support", "affiliate"];

/// The vendor's sentence when nobody would get a client's domain mails.
const ICANN_CLIENT: &str = "You must have at least one email address enabled to receive domain \
    related notifications as required by ICANN. To disable domain notifications, please create an \
    alternative contact that is set to receive them";
/// The same for a contact.
const ICANN_CONTACT: &str = "You must have at least one email address enabled to receive domain \
    related notifications as required by ICANN. To disable domain notifications, please enable \
    domain notifications for the primary account holder or another contact";

/// A wish: each kind on, off, or as it was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wish(pub [Option<bool>; 6]);

impl Wish {
    /// The CSV after the wish.
    #[must_use]
    pub fn over(self, csv: &str) -> String {
        let wanted = KINDS.iter().zip(self.0).filter(|(kind, wish)| wish.unwrap_or(has(csv, kind)));
        wanted.map(|(kind, _)| *kind).collect::<Vec<_>>().join(",")
    }
}

/// Whether the kind is in the CSV.
#[must_use]
pub fn has(csv: &str, kind: &str) -> bool {
    csv.split(',').any(|each| each.trim() == kind)
}

/// Domain mails may be switched off for one address only while another one gets them.
pub(crate) fn check_domain(
    before: &str,
    after: &str,
    of_contact: bool,
    others: impl IntoIterator<Item = impl AsRef<str>>,
) -> Result<()> {
    let lost = has(before, "domain") && !has(after, "domain");
    if lost && !others.into_iter().any(|csv| has(csv.as_ref(), "domain")) {
        let end = if of_contact { ICANN_CONTACT } else { ICANN_CLIENT };
        return Err(invalid("email_preferences[domain]", end));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Wish, check_domain};

    #[test]
    fn wishes_change_only_what_they_name() {
        for (wish, before, after) in [
            ([None; 6], "general,invoice", "general,invoice"),
            (
                [Some(false), None, Some(true), None, None, None],
                "general,invoice",
                "domain,invoice",
            ),
            ([Some(false); 6], "general", ""),
            ([Some(true); 6], "", "general,product,domain,invoice,support,affiliate"),
        ] {
            assert_eq!(Wish(wish).over(before), after);
        }
    }

    #[test]
    fn somebody_gets_the_domain_mails() {
        for (before, after, others, allowed) in [
            ("domain", "", vec![], false),
            ("domain", "", vec!["general"], false),
            ("domain", "", vec!["general", "domain"], true),
            ("", "", vec![], true),
            ("domain", "domain", vec![], true),
        ] {
            assert_eq!(check_domain(before, after, false, others).is_ok(), allowed, "{before}");
        }
    }
}
