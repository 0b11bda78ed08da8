//! Which test number does what; the numbers are those that Stripe made familiar.
//!
//! A number that is not listed is refused: somebody might type a real one.

use ports::Refused;
use ports::payment::CardField;

/// What a card does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Behaviour {
    /// Pays.
    Pay,
    /// Pays a day later.
    Wait,
    /// Wants the client to confirm.
    Confirm,
    /// Can be stored, and is refused when it is charged.
    RefuseCharge(Refused),
    /// Is refused always.
    Refuse(Refused),
}

const PAYING: [&str; 14] = [
    "4242424242424242",
    "4000056655665556",
    "4111111111111111",
    "4012888888881881",
    "5555555555554444",
    "5105105105105100",
    "5200828282828210",
    "2223003122003222",
    "378282246310005",
    "371449635398431",
    "6011111111111117",
    "6011000990139424",
    "3056930009020004",
    "3566002020360505",
];

const WAITING: &str = "4000000000000259";
const CONFIRMING: &str = "4000002500003155";
const REFUSED_WHEN_CHARGED: &str = "4000000000000341";

const REFUSED: [(&str, &str, &str); 5] = [
    ("4000000000000002", "card_declined", "The card was declined"),
    ("4000000000009995", "insufficient_funds", "The card has insufficient funds"),
    ("4000000000000069", "expired_card", "The card has expired"),
    ("4000000000000127", "incorrect_cvc", "The security code is not correct"),
    ("4000000000000119", "processing_error", "The bank could not process the card"),
];

/// What a number does.
pub(super) fn behaviour_of(digits: &str) -> Behaviour {
    if PAYING.contains(&digits) {
        return Behaviour::Pay;
    }
    if let Some((_, code, message)) = REFUSED.iter().find(|(number, ..)| *number == digits) {
        return Behaviour::Refuse(Refused::new(*code, *message));
    }
    match digits {
        WAITING => Behaviour::Wait,
        CONFIRMING => Behaviour::Confirm,
        REFUSED_WHEN_CHARGED => Behaviour::RefuseCharge(declined()),
        _ => Behaviour::Refuse(Refused::new(
            "not_a_test_card",
            "The sandbox takes test cards only, such as 4242 4242 4242 4242",
        )),
    }
}

/// The refusal of a card that could be stored.
pub(super) fn declined() -> Refused {
    Refused::new("card_declined", "The card was declined")
}

/// The code of a fault, when a card is charged without being stored.
pub(super) fn fault_code(field: CardField) -> &'static str {
    match field {
        CardField::Number => "invalid_number",
        CardField::Expiry => "invalid_expiry",
        CardField::SecurityCode => "invalid_cvc",
    }
}
