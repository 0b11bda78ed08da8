//! Staff before a WHMCS that logs no staff in: the owners of clients in groups that the operator
//! names. Such a member of staff has the number of its client, below zero: it is nobody where a
//! Hostler takes the place of that WHMCS, and nobody there is somebody here.

use std::collections::BTreeMap;

use model::ids::{ClientId, StaffId};
use protocol::wire::Csv;
use protocol::{
    ACTIONS, Action as _, ActionInfo, ClientDetails, GetSessionStateResponse, SetConfigurationValue,
};

use super::CallError;

/// Every action.
const ALL: &str = "*";

/// Published, but done only for the pages of a WHMCS itself: a program is told `API Command
/// Restricted to Internal API`.
const INTERNAL: [&str; 1] = [SetConfigurationValue::NAME];

/// What the owners of the clients of a group may do, by the number of the group.
#[derive(Debug, Clone, Default)]
pub struct StaffGroups(BTreeMap<i64, Vec<String>>);

/// The number under which the owner of a client is staff.
pub(crate) fn staff_of(client: ClientId) -> StaffId {
    StaffId(client.0.saturating_neg())
}

/// Why the owner of a client is refused an action that no group could permit: the WHMCS that such
/// staff works for has none such.
pub(crate) fn lacks(staff: StaffId, action: &'static str) -> Option<CallError> {
    let is_there = protocol::find(action).is_some_and(is_offered_by_all);
    (staff.0 < 0 && !is_there).then_some(CallError::NotOffered(action))
}

/// Whether a WHMCS that has nothing but the published actions does this one for a program.
fn is_offered_by_all(action: &ActionInfo) -> bool {
    !action.is_ours() && !INTERNAL.contains(&action.name)
}

/// The client whose owner is this member of staff.
pub(super) fn client_of(staff: StaffId) -> ClientId {
    ClientId(staff.0.saturating_neg())
}

/// What is wrong with a setting of such groups.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadStaffGroups {
    /// A part without a group's number and `=`.
    #[error("“{0}” does not begin with the number of a client group and =")]
    NoGroup(String),
    /// A word that is no action.
    #[error("there is no action {0}")]
    NoAction(String),
}

impl StaffGroups {
    /// Reads `5=*; 6=GetClients GetTickets AddTicketReply`.
    ///
    /// # Errors
    /// For a part without the number of a group, and for what is no action.
    pub fn parse(setting: &str) -> Result<Self, BadStaffGroups> {
        let mut groups = BTreeMap::new();
        for part in setting.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let no_group = || BadStaffGroups::NoGroup(part.to_owned());
            let (group, words) = part.split_once('=').ok_or_else(no_group)?;
            let group = group.trim().parse::<u32>().map_err(|_| no_group())?;
            let may: Result<Vec<_>, _> = words.split_whitespace().map(action).collect();
            groups.insert(i64::from(group), may?);
        }
        Ok(Self(groups))
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What a session of the owner of a client may do now, of what the WHMCS behind offers: pages
    /// lead nowhere else.
    pub(super) fn state_of(
        &self,
        staff: StaffId,
        client: &ClientDetails,
    ) -> GetSessionStateResponse {
        let may = self.0.get(&client.groupid.0).filter(|_| client.status == "Active");
        let is_here = client.id.0 == client_of(staff).0;
        GetSessionStateResponse {
            active: (is_here && may.is_some()).into(),
            name: client.fullname.clone(),
            email: client.email.clone(),
            permissions: Csv(may.map(|may| offered(may)).unwrap_or_default()),
            ..GetSessionStateResponse::default()
        }
    }
}

/// What of these actions a WHMCS with only the published ones does.
fn offered(may: &[String]) -> Vec<String> {
    let all = may.iter().any(|name| name == ALL);
    let there = ACTIONS.iter().filter(|action| is_offered_by_all(action));
    let named = there.filter(|action| all || may.iter().any(|name| name == action.name));
    named.map(|action| action.name.to_owned()).collect()
}

fn action(word: &str) -> Result<String, BadStaffGroups> {
    match protocol::find(word) {
        _ if word == ALL => Ok(ALL.to_owned()),
        Some(info) => Ok(info.name.to_owned()),
        None => Err(BadStaffGroups::NoAction(word.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use model::ids::{ClientId, StaffId};
    use protocol::ClientDetails;

    use super::{BadStaffGroups, StaffGroups, staff_of};

    #[test]
    fn settings_are_read() {
        let read = |text: &str| StaffGroups::parse(text).map(|groups| groups.0);
        assert!(read("").unwrap().is_empty());
        let groups = read(" 5=* ; 6 = getclients GetTickets;").unwrap();
        assert_eq!(groups[&5], ["*"]);
        assert_eq!(groups[&6], ["GetClients", "GetTickets"]);
        let no_group = |text: &str| BadStaffGroups::NoGroup(text.to_owned());
        for text in ["*", "five=*", "-1=*"] {
            assert_eq!(read(text), Err(no_group(text)), "{text}");
        }
        assert_eq!(read("5=GetMoney"), Err(BadStaffGroups::NoAction("GetMoney".to_owned())));
    }

    #[test]
    fn what_the_whmcs_behind_lacks_is_not_permitted() {
        let client = ClientDetails {
            id: 1.into(),
            groupid: 5.into(),
            status: "Active".into(),
            ..ClientDetails::default()
        };
        for (setting, count, expected) in [
            ("5=*", 161, ["GetClients", "AddOrder"].as_slice()),
            ("5=GetClients PreviewOrder SetConfigurationValue", 1, &["GetClients"]),
        ] {
            let groups = StaffGroups::parse(setting).unwrap();
            let may = groups.state_of(staff_of(ClientId(1)), &client).permissions.0;
            assert_eq!(may.len(), count, "{setting}: {may:?}");
            assert!(expected.iter().all(|name| may.iter().any(|each| each == name)), "{may:?}");
        }
    }

    #[test]
    fn only_an_active_client_of_a_group_is_staff() {
        let groups = StaffGroups::parse("5=GetClients").unwrap();
        for (id, group, status, expected) in [
            (1, 5, "Active", true),
            (1, 5, "Inactive", false),
            (1, 5, "Closed", false),
            (1, 4, "Active", false),
            (1, 0, "Active", false),
            (2, 5, "Active", false),
        ] {
            let (id, groupid, status) = (id.into(), group.into(), status.into());
            let client = ClientDetails { id, groupid, status, ..ClientDetails::default() };
            let state = groups.state_of(staff_of(ClientId(1)), &client);
            assert_eq!(state.active.0, expected, "{client:?}");
            assert!(!expected || state.permissions.0 == ["GetClients"]);
            assert!(!groups.state_of(StaffId(1), &client).active.0, "a number of others");
        }
    }
}
