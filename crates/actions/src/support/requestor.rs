//! Who wrote a ticket or reply, in the words of the wire.

/// A writer.
pub(super) struct Requestor {
    /// Full name.
    pub(super) name: String,
    /// Address; empty for the staff.
    pub(super) email: String,
    /// `Owner`, `Authorized User`, `Subaccount`, `Operator` or `Guest`.
    pub(super) kind: &'static str,
}

/// What is known about a writer.
pub(super) struct Writer<'a> {
    pub(super) client: i64,
    pub(super) contact: i64,
    pub(super) user: i64,
    pub(super) owner_user: i64,
    pub(super) staff_name: &'a str,
    pub(super) guest_name: &'a str,
    pub(super) guest_email: &'a str,
    pub(super) first_name: &'a str,
    pub(super) last_name: &'a str,
    pub(super) email: &'a str,
}

impl Writer<'_> {
    pub(super) fn requestor(&self) -> Requestor {
        if !self.staff_name.is_empty() {
            return Requestor {
                name: self.staff_name.to_owned(),
                email: String::new(),
                kind: "Operator",
            };
        }
        if self.client == 0 {
            return Requestor {
                name: self.guest_name.to_owned(),
                email: self.guest_email.to_owned(),
                kind: "Guest",
            };
        }
        let kind = match (self.contact, self.user) {
            (contact, _) if contact != 0 => "Subaccount",
            (_, user) if user != 0 && user != self.owner_user => "Authorized User",
            _ => "Owner",
        };
        let name = full(self.first_name, self.last_name);
        Requestor { name, email: self.email.to_owned(), kind }
    }
}

/// Both names, or the one there is.
pub(super) fn full(first: &str, last: &str) -> String {
    format!("{first} {last}").trim().to_owned()
}
