//! Who is asking, through which door.

use model::ids::{ApiCredentialId, ClientId, StaffId, UserId};

use crate::act::not_permitted;
use crate::{Allowed, Result, not_allowed};

/// Everything an operation needs to know about the one who asked for it.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Who.
    pub actor: Actor,
    /// Through which door.
    pub door: Door,
    /// From which address; empty for the system itself.
    pub ip: String,
    /// Given by the caller so that a repeated request has one effect.
    pub idempotency_key: Option<IdempotencyKey>,
    /// Do everything, answer as if done, keep nothing (B36).
    pub dry_run: bool,
}

/// A key chosen by the caller of a write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(pub String);

/// Who acts.
#[derive(Debug, Clone)]
pub enum Actor {
    /// Hostler itself: the automation, the command line, the demo.
    System,
    /// A member of staff.
    Staff {
        /// Which.
        id: StaffId,
        /// The name written into logs.
        name: String,
        /// What the role permits.
        allowed: Allowed,
    },
    /// A program with an API credential.
    Api {
        /// Which.
        id: ApiCredentialId,
        /// The name written into logs.
        name: String,
        /// The staff member it acts as, for `adminid` columns.
        staff: Option<StaffId>,
        /// What the role permits.
        allowed: Allowed,
    },
    /// A user acting for a client; the door has checked every id against that client.
    Client {
        /// Who logged in.
        user: UserId,
        /// For whom.
        client: ClientId,
        /// The name written into logs.
        name: String,
        /// The member of staff who looks at the pages as that user.
        by: Option<StaffId>,
    },
    /// Somebody who did not log in.
    Visitor,
}

/// Said to staff in the place of a user.
const ONLY_ITSELF: &str = "Only the person itself may do this";

/// What only the person itself does about how it signs in, what it pays with and who else acts for
/// its account: never staff in its place.
const OWN: &[&str] = &[
    "AddPasskey",
    "AddPayMethod",
    "AddSignInLink",
    "ChangeEmail",
    "ChangePassword",
    "ConfirmPassword",
    "ConfirmTwoFactor",
    "CreateClientInvite",
    "CreateSsoToken",
    "DeletePasskey",
    "DeletePayMethod",
    "DeleteSignInLink",
    "DeleteUserClient",
    "EndSession",
    "EndSessions",
    "EndTwoFactor",
    "SetSecurityAnswer",
    "StartPasskey",
    "StartTwoFactor",
    "TransferOwnership",
    "UpdatePayMethod",
    "UpdateUser",
    "UpdateUserPermissions",
    "WithdrawClientInvite",
    "WithdrawEmailChange",
];

/// The doors of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Door {
    /// `/includes/api.php`.
    Rpc,
    /// `/api/v1`.
    Rest,
    /// The pages.
    Page,
    /// Web hooks of gateways.
    Hook,
    /// Assistants.
    Mcp,
    /// The command line.
    Cli,
    /// The automation.
    Automation,
}

impl Door {
    /// The word kept in the audit log.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Rpc => "rpc",
            Self::Rest => "rest",
            Self::Page => "page",
            Self::Hook => "hook",
            Self::Mcp => "mcp",
            Self::Cli => "cli",
            Self::Automation => "automation",
        }
    }
}

impl Caller {
    /// Hostler itself.
    #[must_use]
    pub fn system(door: Door) -> Self {
        Self {
            actor: Actor::System,
            door,
            ip: String::new(),
            idempotency_key: None,
            dry_run: false,
        }
    }

    /// The same caller asking only what would happen.
    #[must_use]
    pub fn dry(mut self) -> Self {
        self.dry_run = true;
        self
    }
}

impl Actor {
    /// The word kept in the logs.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Staff { .. } => "staff",
            Self::Api { .. } => "api",
            Self::Client { .. } => "client",
            Self::Visitor => "visitor",
        }
    }

    /// The number beside that word.
    #[must_use]
    pub const fn id(&self) -> Option<i64> {
        match self {
            Self::System | Self::Visitor => None,
            Self::Staff { id, .. } => Some(id.0),
            Self::Api { id, .. } => Some(id.0),
            Self::Client { user, .. } => Some(user.0),
        }
    }

    /// The name people read in the logs.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::System => "System",
            Self::Visitor => "Visitor",
            Self::Staff { name, .. } | Self::Api { name, .. } | Self::Client { name, .. } => name,
        }
    }

    /// The staff member behind the caller, if any.
    #[must_use]
    pub const fn staff(&self) -> Option<StaffId> {
        match self {
            Self::Staff { id, .. } => Some(*id),
            Self::Api { staff, .. } => *staff,
            _ => None,
        }
    }

    /// Whether the caller is staff, a program of the staff, or the system: not a client or visitor.
    #[must_use]
    pub const fn is_office(&self) -> bool {
        matches!(self, Self::System | Self::Staff { .. } | Self::Api { .. })
    }

    /// Whether the role permits the action. Clients and visitors are limited by their door; staff
    /// in the place of a user leave alone what is only that person's own.
    #[must_use]
    pub fn may(&self, action: &str) -> bool {
        match self {
            Self::Staff { allowed, .. } | Self::Api { allowed, .. } => allowed.permits(action),
            Self::Client { by: Some(_), .. } => !OWN.contains(&action),
            Self::System | Self::Client { .. } | Self::Visitor => true,
        }
    }

    /// Refuses an action that the caller may not do.
    ///
    /// # Errors
    /// Not allowed.
    pub fn admit(&self, action: &str) -> Result<()> {
        match self {
            _ if self.may(action) => Ok(()),
            Self::Client { .. } => Err(not_allowed(ONLY_ITSELF)),
            _ => Err(not_permitted(action)),
        }
    }

    /// What an idempotency key is unique within.
    #[must_use]
    pub fn scope(&self) -> String {
        format!("{}:{}", self.word(), self.id().unwrap_or_default())
    }
}
