//! Switching a machine on and off.

use super::service::ServiceStatus;
use crate::word::words;

words! {
    /// What can be asked of a machine.
    pub enum PowerAction {
        Start = "start",
        /// Ask the system to shut down.
        Shutdown = "shutdown",
        /// Cut the power.
        Stop = "stop",
        /// Ask the system to restart.
        Reboot = "reboot",
        /// Cut the power and start again.
        Reset = "reset",
    }

    /// Whether a machine runs.
    pub enum PowerState {
        Running = "running",
        Stopped = "stopped",
        /// On its way from one to the other.
        Changing = "changing",
        Unknown = "unknown",
    }
}

impl PowerAction {
    /// Whether the action makes sense in a state; an unknown state refuses nothing.
    pub fn fits(self, state: PowerState) -> bool {
        match state {
            PowerState::Unknown => true,
            PowerState::Running => self != PowerAction::Start,
            PowerState::Stopped => self == PowerAction::Start,
            PowerState::Changing => matches!(self, PowerAction::Stop | PowerAction::Reset),
        }
    }
}

/// Whether a client may switch the machine of a service: only while it is active, for a
/// suspension would otherwise be undone by a click.
pub fn client_may_switch(status: ServiceStatus) -> bool {
    status == ServiceStatus::Active
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word::Word;

    #[test]
    fn actions_fit_the_state_of_the_machine() {
        for (state, expected) in [
            (PowerState::Running, "shutdown stop reboot reset"),
            (PowerState::Stopped, "start"),
            (PowerState::Changing, "stop reset"),
            (PowerState::Unknown, "start shutdown stop reboot reset"),
        ] {
            let fitting: Vec<_> =
                PowerAction::ALL.iter().filter(|a| a.fits(state)).map(|a| a.word()).collect();
            assert_eq!(fitting.join(" "), expected, "{state}");
        }
    }

    #[test]
    fn a_suspended_machine_stays_off() {
        assert!(client_may_switch(ServiceStatus::Active));
        assert!(!client_may_switch(ServiceStatus::Suspended));
    }
}
