//! What is done to services.

/// Something to do to a service.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ServiceAction {
    /// Make it.
    Create,
    /// Take it offline and keep its data.
    Suspend,
    /// Bring it back.
    Unsuspend,
    /// Destroy it with its data.
    Terminate,
    /// Give it the call's product and options.
    ChangePackage,
    /// Give it the call's password.
    ChangePassword,
    /// Tell the other side that a further period was paid.
    Renew,
    /// Switch it on.
    PowerOn,
    /// Ask it to stop, and switch it off.
    PowerOff,
    /// Ask it to start again.
    Reboot,
    /// Start it again without asking.
    Reset,
    /// Put a fresh system on it (option `image`); data is lost.
    Reinstall,
    /// Open its screen in the browser.
    Console,
    /// Start a rescue system.
    Rescue,
    /// An action of the module's own, by its function name.
    Custom(String),
}

impl ServiceAction {
    /// Every action but the modules' own.
    pub const COMMON: [ServiceAction; 14] = [
        ServiceAction::Create,
        ServiceAction::Suspend,
        ServiceAction::Unsuspend,
        ServiceAction::Terminate,
        ServiceAction::ChangePackage,
        ServiceAction::ChangePassword,
        ServiceAction::Renew,
        ServiceAction::PowerOn,
        ServiceAction::PowerOff,
        ServiceAction::Reboot,
        ServiceAction::Reset,
        ServiceAction::Reinstall,
        ServiceAction::Console,
        ServiceAction::Rescue,
    ];

    /// The action's word, as in the module queue and logs.
    pub fn word(&self) -> &str {
        match self {
            ServiceAction::Create => "create",
            ServiceAction::Suspend => "suspend",
            ServiceAction::Unsuspend => "unsuspend",
            ServiceAction::Terminate => "terminate",
            ServiceAction::ChangePackage => "changepackage",
            ServiceAction::ChangePassword => "changepassword",
            ServiceAction::Renew => "renew",
            ServiceAction::PowerOn => "poweron",
            ServiceAction::PowerOff => "poweroff",
            ServiceAction::Reboot => "reboot",
            ServiceAction::Reset => "reset",
            ServiceAction::Reinstall => "reinstall",
            ServiceAction::Console => "console",
            ServiceAction::Rescue => "rescue",
            ServiceAction::Custom(name) => name,
        }
    }

    /// The action of a word in any case; a word that is not ours is a module's own action.
    pub fn from_word(word: &str) -> ServiceAction {
        let common = ServiceAction::COMMON.into_iter();
        let mut ours = common.filter(|action| action.word().eq_ignore_ascii_case(word));
        ours.next().unwrap_or_else(|| ServiceAction::Custom(word.to_owned()))
    }
}
