//! Recounting the books: every invariant is asked for what breaks it (B21).

use store::Conn;
use store::billing::books::{INVARIANTS, ViolationRow};

use crate::Result;

/// Something that does not add up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Which rule it breaks.
    pub invariant: &'static str,
    /// What breaks it, such as `invoice 12`.
    pub subject: String,
    /// What should be there.
    pub expected: String,
    /// What is there.
    pub found: String,
}

/// Recounts everything; nothing is what should come back.
///
/// # Errors
/// When the database fails.
pub async fn verify(c: &mut Conn) -> Result<Vec<Violation>> {
    let mut found = Vec::new();
    for invariant in INVARIANTS {
        for row in invariant.violations(c).await? {
            let ViolationRow { subject, expected, found: there } = row;
            found.push(Violation {
                invariant: invariant.name,
                subject: format!("{} {subject}", invariant.subject),
                expected: expected.unwrap_or_default(),
                found: there.unwrap_or_default(),
            });
        }
    }
    Ok(found)
}

/// How many rules [`verify`] asks for.
#[must_use]
pub fn rules() -> usize {
    INVARIANTS.len()
}
