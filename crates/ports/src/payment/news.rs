//! What gateways tell: by web hook, or when they are asked for their records.

use model::money::Money;

use super::{ChargeOutcome, KeptMethod};

/// A web hook as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebHook {
    /// Header names in lower case, with values.
    pub headers: Vec<(String, String)>,
    /// The body, byte for byte: signatures are over it.
    pub body: Vec<u8>,
    /// When it arrived; signatures grow old.
    pub received_at: jiff::Timestamp,
}

/// What a web hook says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WebHookOutcome {
    /// Signed by the gateway.
    Event(GatewayEvent),
    /// Signed by the gateway, and of no interest.
    Ignored,
    /// Not signed by the gateway, or too old: answer 400 and change nothing.
    Forged {
        /// What is wrong, for the log.
        why: String,
    },
}

/// Something that happened at the gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewayEvent {
    /// The gateway's id of the event; the same one may come many times.
    pub event: String,
    /// Our key of the charge, if the gateway carries it.
    pub idempotency_key: Option<String>,
    /// Amount the event is about, if it says one.
    pub amount: Option<Money>,
    /// What happened.
    pub what: GatewayNews,
}

/// What may happen at a gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GatewayNews {
    /// A charge came to an outcome.
    Charge(ChargeOutcome),
    /// What a charge was paid with is kept now; some gateways tell so apart from the charge.
    Kept(KeptMethod),
    /// A payment was given back, by whomever.
    Refunded {
        /// The transaction id of the payment.
        payment: String,
        /// The gateway's id of the refund.
        reference: String,
    },
    /// The client's bank wants a payment back.
    Disputed {
        /// The transaction id of the payment.
        payment: String,
    },
    /// A dispute came to its end.
    DisputeEnded {
        /// The transaction id of the payment.
        payment: String,
        /// The money stays with us.
        won: bool,
    },
    /// A refund that was under way did not arrive.
    RefundFailed {
        /// The gateway's id of the refund.
        reference: String,
    },
}

/// An entry of a gateway's books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewayRecord {
    /// The id of the payment or refund, as its charge or refund told it.
    pub reference: String,
    /// How much.
    pub amount: Money,
    /// What it is.
    pub what: Recorded,
}

/// What an entry of a gateway's books is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recorded {
    /// A payment that was carried out.
    Payment {
        /// Our key of the charge.
        idempotency_key: String,
    },
    /// Money that went back, or is on its way.
    Refund {
        /// The transaction id of the payment, of which nobody says that it is ours.
        payment: String,
    },
}
