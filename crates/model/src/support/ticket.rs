//! Ticket statuses, priorities and the numbers that clients see.

use crate::ids::TicketId;
use crate::word::words;
use jiff::civil::Date;

words! {
    /// How urgent a ticket is.
    pub enum TicketPriority {
        Low = "Low",
        Medium = "Medium",
        High = "High",
    }
}

/// A ticket status that a new installation has; further ones are data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DefaultStatus {
    /// The word shown and stored.
    pub title: &'static str,
    /// Whether such tickets count as active.
    pub active: bool,
    /// Whether such tickets wait for the staff.
    pub awaiting: bool,
    /// Whether such tickets close by themselves when idle.
    pub auto_close: bool,
    /// Colour of the label, as `#rrggbb`.
    pub color: &'static str,
    /// Whether the status may be deleted.
    pub deletable: bool,
}

/// The status of a new ticket.
pub const OPEN: &str = "Open";
/// The status after an answer of the staff.
pub const ANSWERED: &str = "Answered";
/// The status after an answer of the client.
pub const CUSTOMER_REPLY: &str = "Customer-Reply";
/// The status of a finished ticket.
pub const CLOSED: &str = "Closed";

/// The statuses of a new installation, in order.
pub const DEFAULT_STATUSES: [DefaultStatus; 6] = [
    status(OPEN, (true, true, false), "#2f7d4f", false),
    status(ANSWERED, (true, false, true), "#1f2933", false),
    status(CUSTOMER_REPLY, (true, true, true), "#b4540a", false),
    status("On Hold", (true, false, false), "#1d5fa8", true),
    status("In Progress", (true, false, false), "#a81d2b", true),
    status(CLOSED, (false, false, false), "#6b7280", false),
];

/// The mask of a new installation: six digits.
pub const DEFAULT_MASK: &str = "%n%n%n%n%n%n";

/// Who answers a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answerer {
    /// A member of the staff.
    Staff,
    /// The client, or whoever wrote the ticket.
    Client,
}

/// The status of a ticket after an answer.
pub fn status_after_reply(by: Answerer) -> &'static str {
    match by {
        Answerer::Staff => ANSWERED,
        Answerer::Client => CUSTOMER_REPLY,
    }
}

/// The number that a client sees, from a mask.
///
/// `%A` and `%a` are letters, `%n` a digit, `%y`, `%m`, `%d` parts of the date, `%i` the id.
/// `draw(n)` gives a random number below `n`. The mask must hold enough chance for the caller to
/// find a free number: a collision is drawn again.
pub fn number(mask: &str, id: TicketId, today: Date, mut draw: impl FnMut(u8) -> u8) -> String {
    let mut random = |first: u8, count: u8| char::from(first + draw(count).min(count - 1));
    let mut text = String::new();
    let mut rest = mask.chars();
    while let Some(c) = rest.next() {
        let code = if c == '%' { rest.next() } else { None };
        match (c, code) {
            ('%', Some('A')) => text.push(random(b'A', 26)),
            ('%', Some('a')) => text.push(random(b'a', 26)),
            ('%', Some('n')) => text.push(random(b'0', 10)),
            ('%', Some('y')) => text.push_str(&format!("{:04}", today.year())),
            ('%', Some('m')) => text.push_str(&format!("{:02}", today.month())),
            ('%', Some('d')) => text.push_str(&format!("{:02}", today.day())),
            ('%', Some('i')) => text.push_str(&id.to_string()),
            (_, Some(other)) => text.push(other),
            (c, None) => text.push(c),
        }
    }
    text
}

const fn status(
    title: &'static str,
    (active, awaiting, auto_close): (bool, bool, bool),
    color: &'static str,
    deletable: bool,
) -> DefaultStatus {
    DefaultStatus { title, active, awaiting, auto_close, color, deletable }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn numbers_follow_their_mask() {
        for (mask, expected) in [
            (DEFAULT_MASK, "012345"),
            ("%A%a-%y%m%d-%i", "Ab-20260307-42"),
            ("100%%", "100%"),
            ("T%", "T%"),
            ("", ""),
        ] {
            let mut next = 0;
            let draw = |_| {
                next += 1;
                next - 1
            };
            assert_eq!(number(mask, TicketId(42), date(2026, 3, 7), draw), expected, "{mask}");
        }
        assert_eq!(number("%n%A", TicketId(1), date(2026, 3, 7), |_| 255), "9Z", "never beyond");
    }

    #[test]
    fn the_default_statuses_are_told_apart() {
        let waiting: Vec<_> =
            DEFAULT_STATUSES.iter().filter(|s| s.awaiting).map(|s| s.title).collect();
        assert_eq!(waiting, [OPEN, CUSTOMER_REPLY]);
        let closing: Vec<_> =
            DEFAULT_STATUSES.iter().filter(|s| s.auto_close).map(|s| s.title).collect();
        assert_eq!(closing, [ANSWERED, CUSTOMER_REPLY]);
        assert_eq!(status_after_reply(Answerer::Staff), ANSWERED);
        assert_eq!(status_after_reply(Answerer::Client), CUSTOMER_REPLY);
    }
}
