//! The identities of our mails: what a mail was about can be read from an answer to it, and only
//! from an answer to one of ours.

use super::secrets::Secrets;

/// What a mail of ours was about; 0 where there is nothing to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Reference {
    /// The job that sent it; 0 in the root of a conversation, which was never sent.
    pub(crate) job: i64,
    /// Its line in the list of the client's mails.
    pub(crate) email: i64,
    /// The ticket.
    pub(crate) ticket: i64,
    /// It went to the staff: who answers it may write as staff.
    pub(crate) to_staff: bool,
}

/// What every identity of ours begins with.
const PREFIX: &str = "hostler-";

impl Reference {
    /// The root of the conversation about a ticket: every mail about it refers to this.
    pub(crate) fn root(ticket: i64) -> Self {
        Self { ticket, ..Self::default() }
    }

    /// The identity, `<left@right>` (RFC 5322 section 3.6.4).
    pub(crate) fn identity(self, secrets: &Secrets, host: &str) -> String {
        let text = self.text();
        format!("<{text}-{}@{host}>", secrets.tag(&text))
    }

    /// Reads an identity; `None` for one that is not ours.
    pub(crate) fn read(secrets: &Secrets, identity: &str) -> Option<Self> {
        let left = identity.trim_start_matches('<').split_once('@')?.0;
        let (text, tag) = left.rsplit_once('-')?;
        let mut numbers = text.strip_prefix(PREFIX)?.split('-').map(str::parse::<i64>);
        let mut next = || numbers.next().and_then(Result::ok).filter(|number| *number >= 0);
        let (job, email, ticket) = (next()?, next()?, next()?);
        let found = Self { job, email, ticket, to_staff: next()? == 1 };
        (found.text() == text && secrets.is_tag_of(tag, text)).then_some(found)
    }

    fn text(self) -> String {
        let staff = i32::from(self.to_staff);
        format!("{PREFIX}{}-{}-{}-{staff}", self.job, self.email, self.ticket)
    }
}

#[cfg(test)]
mod tests {
    use super::{Reference, Secrets};

    #[test]
    fn only_our_own_identities_are_read() {
        let secrets = Secrets::new("k1", [7; 32]);
        let reference = Reference { job: 12, email: 3, ticket: 45, to_staff: true };
        let identity = reference.identity(&secrets, "example.com");
        assert!(identity.starts_with("<hostler-12-3-45-1-") && identity.ends_with("@example.com>"));
        assert_eq!(Reference::read(&secrets, &identity), Some(reference));
        let bare = identity.trim_matches(['<', '>']);
        assert_eq!(Reference::read(&secrets, bare), Some(reference), "as a header parser gives it");
        let root = Reference::root(45);
        assert_eq!(Reference::read(&secrets, &root.identity(&secrets, "a")), Some(root));
        for forged in [
            identity.replace("-45-", "-46-"),
            identity.replace("-45-1-", "-45-0-"),
            identity.replace("-45-1-", "-45-2-"),
            identity.replace("-12-", "-012-"),
            "<hostler-12-3-45-1-@example.com>".to_owned(),
            "<hostler-12-3-45-1@example.com>".to_owned(),
            "<hostler-1--1-1-0-00@example.com>".to_owned(),
            "<other@example.com>".to_owned(),
            "hostler".to_owned(),
            String::new(),
        ] {
            assert_eq!(Reference::read(&secrets, &forged), None, "{forged}");
        }
        let other = Secrets::new("k1", [8; 32]);
        assert_eq!(Reference::read(&other, &identity), None, "another house");
    }
}
