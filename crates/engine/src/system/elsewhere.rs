//! What is kept to sign in with somewhere goes nowhere else. It is told to nobody, but whoever may
//! write the address could read it there: so it is given again with another address.

use crate::{Result, invalid};

/// Whether a change leads to another place than the one that something is kept for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Elsewhere(bool);

impl Elsewhere {
    /// One part of the place, such as the name of a host; one that is not given stays.
    #[must_use]
    pub fn text(self, new: Option<&str>, old: &str) -> Self {
        self.or(new.is_some_and(|new| new.trim() != old.trim()))
    }

    /// The same of a number, such as a port.
    #[must_use]
    pub fn number(self, new: Option<i64>, old: i64) -> Self {
        self.or(new.is_some_and(|new| new != old))
    }

    /// Whatever else leads there, such as a way that is no longer encrypted.
    #[must_use]
    pub fn or(self, leads: bool) -> Self {
        Self(self.0 || leads)
    }

    /// Whether it is another place.
    #[must_use]
    pub fn is_so(self) -> bool {
        self.0
    }

    /// Refuses to take what is kept (`what`, such as a password) to another place (`place`, such as
    /// a server).
    ///
    /// # Errors
    /// Invalid, naming the field in which it is given again.
    pub fn refused(self, field: &'static str, what: &str, place: &str) -> Result<()> {
        if !self.0 {
            return Ok(());
        }
        let said = format!("Give the {what} again: the one that is kept goes to no other {place}");
        Err(invalid(field, said))
    }
}
