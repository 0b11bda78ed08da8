//! Taking money: what the engine asks of a payment gateway (B18, B20, B22-B24).
//!
//! A charge is written down before it is sent, with an idempotency key (B23). `Paid`, `Pending`,
//! `ActionNeeded` and `Refused` are outcomes. After `PortError::Unknown`, or after a crash, the
//! engine asks with [`PaymentGateway::look_up`] and never charges again by itself.

mod card;
mod card_numbers;
mod confirmation;
mod news;

pub use card::{CardBrand, CardEntry, CardFault, CardField, TAKES_NO_NUMBERS, passes_luhn};
pub use card_numbers::masked_card_numbers;
pub use confirmation::{CONFIRMATION_PATH, Confirmation};
pub use news::{GatewayEvent, GatewayNews, GatewayRecord, Recorded, WebHook, WebHookOutcome};

use std::sync::Arc;

use jiff::civil::Date;
use model::ids::{ClientId, InvoiceId};
use model::money::{Currency, Money};

use crate::provisioning::ConnectionOutcome;
use crate::{Asking, PortError, Refused, SettingField, Settings, ready};

/// What a gateway lacks that keeps no cards.
const STORED_CARDS: &str = "stored cards";

/// A way to take money.
pub trait PaymentGateway: Send + Sync {
    /// What it can do.
    fn capabilities(&self) -> &GatewayCapabilities;

    /// The settings it understands.
    fn settings(&self) -> &[SettingField];

    /// The same gateway with the operator's settings; an error names the setting at fault.
    ///
    /// Cheap, so that it may be done for every use: a changed setting then holds on every node.
    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn PaymentGateway>, PortError>;

    /// Takes money. The same key with the same charge answers the first outcome again.
    fn charge(&self, charge: Charge) -> Asking<'_, ChargeOutcome>;

    /// What became of a charge; `None` if it never arrived.
    fn look_up<'a>(&'a self, asked: &'a Asked) -> Asking<'a, Option<ChargeOutcome>>;

    /// What it has written down since an instant (Unix seconds) of payments that are ours and of
    /// refunds, in any order; older ones may be among it.
    fn records(&self, since: i64) -> Asking<'_, Vec<GatewayRecord>> {
        let _ = since;
        let module = self.capabilities().module;
        ready(Err(PortError::Unsupported { module, capability: "records" }))
    }

    /// Gives back all or part of a payment; never more than was paid (B20).
    fn refund(&self, refund: Refund) -> Asking<'_, RefundOutcome>;

    /// Keeps a card of a client for later charges; afterwards only its token is known to us.
    fn store(
        &self,
        owner: CardOwner,
        card: CardEntry,
        idempotency_key: &str,
    ) -> Asking<'_, StoreOutcome> {
        let _ = (owner, card, idempotency_key);
        let module = self.capabilities().module;
        ready(Err(PortError::Unsupported { module, capability: STORED_CARDS }))
    }

    /// Forgets a stored card; a token that is not known counts as forgotten.
    fn forget(&self, token: &str) -> Asking<'_, ()> {
        let _ = token;
        let module = self.capabilities().module;
        ready(Err(PortError::Unsupported { module, capability: STORED_CARDS }))
    }

    /// What the client is to do to pay (bank details, an address); `None` if it works by itself.
    fn instructions(&self) -> Option<String> {
        None
    }

    /// What a client is asked on a page of ours in the place of its bank: about the charge whose
    /// `ActionNeeded` told [`CONFIRMATION_PATH`] with this secret, which begins with the module's
    /// name and a hyphen. `None` when nothing waits for that; only sandboxes ask there.
    fn confirmation(&self, secret: &str) -> Option<Confirmation> {
        let _ = secret;
        None
    }

    /// The client's answer to that, which counts once; `false` when nothing waits for it.
    fn confirm(&self, secret: &str, agrees: bool) -> bool {
        let _ = (secret, agrees);
        false
    }

    /// Checks the signature of a web hook and tells what it says; events may come again (B18).
    ///
    /// Some gateways must be asked whether a signature is theirs.
    fn read_web_hook<'a>(&'a self, hook: &'a WebHook) -> Asking<'a, WebHookOutcome> {
        let _ = hook;
        let module = self.capabilities().module;
        ready(Err(PortError::Unsupported { module, capability: "web hooks" }))
    }

    /// Whether the gateway answers and takes our credentials.
    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        let module = self.capabilities().module;
        ready(Err(PortError::Unsupported { module, capability: "a connection test" }))
    }
}

/// What a gateway can do. A page or rule asks here and never tries and sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewayCapabilities {
    /// System name, as on the wire (`banktransfer`).
    pub module: &'static str,
    /// The name that clients see, unless the operator chose another.
    pub display_name: &'static str,
    /// Takes no real money.
    pub sandbox: bool,
    /// Charges a stored method without the client being there (B22).
    pub automatic_capture: bool,
    /// Keeps cards and answers tokens: their numbers with `card_entry`, else what the gateway's own
    /// form in the browser made of a card, whose id stands in the place of the number.
    pub stores_cards: bool,
    /// Keeps what a client pays with on its page, if the client agrees, and tells a token of it.
    pub keeps_methods: bool,
    /// Takes the money of a stored method only when the charge is asked after, by the reference
    /// that its `Pending` told: so that nothing is taken before that reference is written down.
    pub settles_when_asked: bool,
    /// Takes a card number, to charge it or to keep it; only sandboxes do, others take it on their
    /// own pages.
    pub card_entry: bool,
    /// Sends the client to a page of its own and back.
    pub redirect: bool,
    /// Paid outside of any system; staff record the payment.
    pub manual: bool,
    /// Outcomes may be `Pending` for days and are settled by web hook or look-up.
    pub asynchronous_settlement: bool,
    /// Gives money back.
    pub refunds: bool,
    /// Gives a part of a payment back.
    pub partial_refunds: bool,
    /// Sends web hooks.
    pub web_hooks: bool,
    /// Tells what it has written down, to be compared with ours.
    pub records: bool,
    /// Currency codes that it takes; `None` for any.
    pub currencies: Option<&'static [&'static str]>,
}

impl GatewayCapabilities {
    /// A gateway that can do nothing yet, in any currency.
    pub const fn none(module: &'static str, display_name: &'static str) -> GatewayCapabilities {
        GatewayCapabilities {
            module,
            display_name,
            sandbox: false,
            automatic_capture: false,
            stores_cards: false,
            keeps_methods: false,
            settles_when_asked: false,
            card_entry: false,
            redirect: false,
            manual: false,
            asynchronous_settlement: false,
            refunds: false,
            partial_refunds: false,
            web_hooks: false,
            records: false,
            currencies: None,
        }
    }

    /// Whether it takes a currency.
    pub fn takes(&self, currency: &Currency) -> bool {
        self.currencies.is_none_or(|codes| codes.contains(&currency.code()))
    }
}

/// A wish to take money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// Derived from invoice and attempt, the same after a crash (B23).
    pub idempotency_key: String,
    /// How much, in the invoice's currency.
    pub amount: Money,
    /// For which invoice.
    pub invoice: InvoiceId,
    /// From which client.
    pub client: ClientId,
    /// With what.
    pub source: ChargeSource,
    /// What the client reads on the statement.
    pub description: String,
}

/// What to take the money with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChargeSource {
    /// A method stored with this gateway before.
    Token(String),
    /// A card, once.
    Card(CardEntry),
    /// Whatever the client chooses on the gateway's page.
    Hosted {
        /// Where the client comes back to.
        return_url: String,
        /// Whose it is, if the client wants it kept for later charges; asked only of gateways that
        /// keep methods.
        keep: Option<CardOwner>,
    },
}

impl ChargeSource {
    /// Where the client comes back to, for a gateway that is paid on its own page only.
    ///
    /// # Errors
    /// Unsupported by the module when the client is not there.
    pub fn return_url(&self, module: &'static str) -> Result<&str, PortError> {
        match self {
            ChargeSource::Hosted { return_url, .. } => Ok(return_url),
            ChargeSource::Token(_) | ChargeSource::Card(_) => {
                let capability = "charges without the client";
                Err(PortError::Unsupported { module, capability })
            }
        }
    }
}

/// What became of a charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChargeOutcome {
    /// The money is ours.
    Paid {
        /// The gateway's transaction id, unique per gateway (B18).
        reference: String,
        /// What the gateway keeps for itself, in the charge's currency.
        fee: Money,
        /// What the client paid with on the gateway's page, if it is kept now. It is told again
        /// whenever the charge is asked after.
        kept: Option<KeptMethod>,
    },
    /// Accepted, not yet settled.
    Pending {
        /// The gateway's transaction id.
        reference: String,
    },
    /// The client must confirm first.
    ActionNeeded {
        /// The gateway's transaction id.
        reference: String,
        /// Where the client confirms; below [`CONFIRMATION_PATH`] it is a page of ours.
        url: String,
    },
    /// Final: no money moved.
    Refused(Refused),
}

impl ChargeOutcome {
    /// The money is ours, and nothing was kept.
    pub fn paid(reference: impl Into<String>, fee: Money) -> ChargeOutcome {
        ChargeOutcome::Paid { reference: reference.into(), fee, kept: None }
    }
}

/// A charge that is asked after.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// Its key.
    pub idempotency_key: String,
    /// The gateway's own id of it, as far as it has told us one; else empty.
    pub reference: String,
    /// When it was begun, in Unix seconds, if that is known: nothing older need be looked through.
    pub since: Option<i64>,
}

impl Asked {
    /// A charge of which only the key is known.
    pub fn key(key: &str) -> Asked {
        Asked { idempotency_key: key.to_owned(), ..Asked::default() }
    }
}

/// A wish to give money back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund {
    /// The same for every attempt at the same refund.
    pub idempotency_key: String,
    /// The transaction id of the payment.
    pub reference: String,
    /// How much, in the payment's currency.
    pub amount: Money,
}

/// What became of a refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundOutcome {
    /// The money is on its way.
    Refunded {
        /// The gateway's id of the refund.
        reference: String,
    },
    /// Accepted, not yet settled.
    Pending {
        /// The gateway's id of the refund.
        reference: String,
    },
    /// Final: no money moved.
    Refused(Refused),
}

/// What became of a card to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreOutcome {
    /// It is kept.
    Stored(StoredMethod),
    /// It cannot be right; the fault names the field.
    Faulty(CardFault),
    /// The bank said no.
    Refused(Refused),
}

/// Whose card or account is to be kept, so that a gateway keeps all those of a client together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardOwner {
    /// The client.
    pub client: ClientId,
    /// Its mail address; empty if it is not known.
    pub email: String,
    /// The tokens of what the gateway keeps of it already.
    pub tokens: Vec<String>,
}

/// A stored method, as much of it as we may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredMethod {
    /// What to charge it by.
    pub token: String,
    /// Whose card it is.
    pub brand: CardBrand,
    /// The number's last four digits.
    pub last_four: String,
    /// The last day on which it is good.
    pub expires_on: Date,
    /// What the gateway knows the same card by under whatever token; empty where it says nothing.
    pub fingerprint: String,
}

/// What a client paid with on a gateway's page and let it keep, as much of it as we may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptMethod {
    /// What to charge it by.
    pub token: String,
    /// What it is, such as `Visa` or `PayPal`.
    pub brand: String,
    /// What tells it from others of its kind, such as the mail address of an account.
    pub description: String,
    /// The last digits of its number; empty where there are none.
    pub last_four: String,
    /// The last day on which it is good; `None` if it does not expire.
    pub expires_on: Option<Date>,
}
