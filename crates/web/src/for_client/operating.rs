//! What a client does to its running services, and what was done to them.

use engine::{Meaning, Refusal};
use protocol::{
    ActivityEntry, ClientService, GetActivityLog, GetProducts, GetServiceFunctions, ModuleCustom,
    OperateService, OperateServiceResponse,
};

use super::{ForClient, ROWS_MAX};
use crate::functions::{self, Operation};
use crate::session::proof::Proof;
use crate::session::turns::Once;
use crate::whmcs::{self, CallError};

impl ForClient {
    /// What can be done to a service of the client.
    pub(crate) async fn operations(&self, id: u64) -> Result<Vec<Operation>, CallError> {
        let service = self.service(id).await?;
        if !self.may_operate(&service) {
            return Ok(Vec::new());
        }
        let names = self.names_of(id, &service).await?;
        Ok(names.into_iter().map(|(operation, _)| operation).collect())
    }

    /// A client acts on what runs; staff on what there is, such as what was suspended.
    fn may_operate(&self, service: &ClientService) -> bool {
        !self.is_of_client() || service.status == "Active"
    }

    /// The operations with what the module calls them. Our modules tell by themselves; of those of
    /// another WHMCS a table knows.
    async fn names_of(
        &self,
        id: u64,
        service: &ClientService,
    ) -> Result<Vec<(Operation, String)>, CallError> {
        match self.look(GetServiceFunctions { serviceid: id }).await {
            Ok(told) => Ok(functions::told(&told.functions.0)),
            Err(CallError::NotOffered(_)) => {
                let module = self.module_of(service).await?;
                Ok(self.app.0.functions.of_module(&module))
            }
            Err(error) => Err(error),
        }
    }

    /// Does something to a service of the client; one thing at a time, and once for each key.
    pub(crate) async fn operate(
        &self,
        id: u64,
        operation: Operation,
        image: Option<String>,
        proof: Option<&Proof>,
    ) -> Result<OperateServiceResponse, CallError> {
        let service = self.service(id).await?;
        needs_proof(Some(operation), proof)?;
        if !self.may_operate(&service) {
            return Err(refused(Meaning::NotNow, None, "This service is not active"));
        }
        let mut names = self.names_of(id, &service).await?.into_iter();
        let name = names.find(|(each, _)| *each == operation).map(|(_, name)| name);
        let name = name.ok_or_else(|| {
            refused(Meaning::Invalid, Some("action"), "This service does not offer that")
        })?;
        let turns = self.app.0.sessions.turns();
        let _turn = turns.take(id).ok_or_else(|| {
            let said = "Another action is being carried out on this service";
            refused(Meaning::NotNow, None, said)
        })?;
        let call = OperateService { serviceid: id, func_name: name.clone(), image };
        match self.call(call).await {
            Err(CallError::NotOffered(_)) => self.by_stock_action(id, name).await,
            said => said,
        }
    }

    /// The same on a WHMCS that has only the published action, and no memory of keys.
    async fn by_stock_action(
        &self,
        id: u64,
        name: String,
    ) -> Result<OperateServiceResponse, CallError> {
        let (turns, now) = (self.app.0.sessions.turns(), self.app.0.clock.now());
        let key = self.caller.idempotency_key.as_ref();
        let key = key.map(|key| format!("{}\n{}", self.caller.actor.scope(), key.0));
        let asked = format!("{id} {name}");
        if let Some(key) = &key {
            if let Some(earlier) = turns.earlier(key, now) {
                return repeated(earlier, &asked);
            }
            turns.remember(key.clone(), Once { asked: asked.clone(), said: None }, now);
        }
        let done = self.look(ModuleCustom { serviceid: id, func_name: name }).await;
        let said = done.map(|_| OperateServiceResponse::default());
        match (&key, &said) {
            (Some(key), Ok(said)) => {
                let said = Some(said.clone());
                turns.remember(key.clone(), Once { asked, said }, now);
            }
            // It was surely not done: the same key may try again.
            (Some(key), Err(CallError::Refused(_) | CallError::Unavailable { .. })) => {
                turns.forget(key);
            }
            _ => {}
        }
        said
    }

    /// What was done to a service of the client, newest first.
    pub(crate) async fn history(&self, id: u64) -> Result<Vec<ActivityEntry>, CallError> {
        self.service(id).await?;
        let mark = format!("Service ID: {id}");
        let call = GetActivityLog {
            clientid: Some(self.owner()),
            description: Some(mark.clone()),
            limitnum: Some(ROWS_MAX),
            ..GetActivityLog::default()
        };
        let rows = self.look(call).await?.activity.0.entry.0.into_iter();
        let own = rows.filter(|row| row.clientId.0 == 0 || self.owns(row.clientId.0));
        let of_service = own.filter(|row| names(&row.description, &mark) && !whmcs::is_ours(row));
        let mut lines: Vec<ActivityEntry> = of_service.collect();
        if self.app.whmcs().is_remote() {
            let (description, limitnum) = (Some(whmcs::about_service(id)), Some(ROWS_MAX));
            let call = GetActivityLog { description, limitnum, ..GetActivityLog::default() };
            let mut notes = self.look(call).await?.activity.0.entry.0;
            notes.retain(whmcs::is_ours);
            sign(&mut lines, &notes);
        }
        Ok(lines)
    }

    async fn module_of(&self, service: &ClientService) -> Result<String, CallError> {
        let pid = u64::try_from(service.pid.0).unwrap_or(0);
        let call = GetProducts { pid: protocol::wire::Csv(vec![pid]), ..GetProducts::default() };
        let rows = self.look(call).await?.products.0.product;
        let product = rows.iter().find(|row| row.pid.0 == service.pid.0);
        Ok(product.map(|row| row.module.0.clone()).unwrap_or_default())
    }
}

/// What destroys data is done for nobody who has not just proven who it is.
pub(super) fn needs_proof(
    operation: Option<Operation>,
    proof: Option<&Proof>,
) -> Result<(), CallError> {
    if proof.is_some() || !operation.is_some_and(Operation::needs_proof) {
        return Ok(());
    }
    Err(refused(Meaning::NotAllowed, None, "This needs a fresh proof of who you are"))
}

fn refused(meaning: Meaning, field: Option<&'static str>, said: &'static str) -> CallError {
    let field = field.map(Into::into);
    CallError::Refused(Refusal { meaning, field, said: said.into() })
}

fn repeated(earlier: Once, asked: &str) -> Result<OperateServiceResponse, CallError> {
    if earlier.asked != asked {
        let said = "This idempotency key was already used for a different request";
        return Err(refused(Meaning::Conflict, None, said));
    }
    earlier.said.ok_or_else(|| {
        let said = "Nobody knows whether this was done: look at the history of the service";
        refused(Meaning::NotNow, None, said)
    })
}

/// Puts the people who asked in the place of our credential, which is all that another WHMCS knows:
/// its name is nobody's, and not told. What somebody asked for is the first thing that a module
/// did after it, and is what was asked for; of all else nobody knows who did it.
fn sign(lines: &mut [ActivityEntry], notes: &[ActivityEntry]) {
    let calls = lines.iter().filter(|line| whmcs::is_of_module(line));
    let calls: Vec<i64> = calls.map(|line| line.id.0).collect();
    for line in lines {
        let is_ours = |note: &ActivityEntry| note.username == line.username;
        if !notes.is_empty() && !notes.iter().any(is_ours) {
            continue;
        }
        let before = notes.iter().filter(|note| whmcs::is_before(note, line));
        let last = before.max_by_key(|note| note.id.0).filter(|note| {
            let is_between = |id: &i64| (note.id.0 + 1..line.id.0).contains(id);
            whmcs::is_of(note, line) && !calls.iter().any(is_between)
        });
        line.username = last.and_then(whmcs::person).unwrap_or_default().into();
    }
}

/// Whether a line names just this service: 7 is not 77.
fn names(line: &str, mark: &str) -> bool {
    line.match_indices(mark).any(|(at, _)| {
        let next = line.get(at + mark.len()..).and_then(|rest| rest.chars().next());
        next.is_none_or(|next| !next.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use protocol::ActivityEntry;

    use super::{names, sign};

    #[test]
    fn a_history_names_people_and_no_credential() {
        let line = |id: i64, username: &str, said: &str| ActivityEntry {
            id: id.into(),
            username: username.into(),
            description: said.into(),
            ..ActivityEntry::default()
        };
        let notes = [
            line(
                1,
                "portal",
                "Hostler: ModuleCustom on Service ID: 7 by Jo (client 3) from : over a",
            ),
            line(
                5,
                "portal",
                "Hostler: ModuleCustom on Service ID: 7 by ann (staff 1) from : over a",
            ),
        ];
        let done = [
            (0, "portal", "Module Reboot Successful"),
            (2, "portal", "Module Reboot Successful"),
            (3, "portal", "Module Reboot Successful"),
            (6, "portal", "Module Reboot Failed"),
            (7, "System", "Module Reboot Successful"),
            (8, "portal", "Module Suspend Successful"),
            (9, "portal", "Service Status Changed to Suspended"),
        ];
        for (notes, expected) in [
            (&notes[..], ["", "Jo", "", "ann", "System", "", ""]),
            (&notes[..0], ["", "", "", "", "", "", ""]),
        ] {
            let mut lines = done.map(|(id, name, said)| line(id, name, said));
            sign(&mut lines, notes);
            assert_eq!(lines.map(|line| line.username.to_string()), expected);
        }
    }

    #[test]
    fn a_line_names_a_service_by_its_whole_number() {
        for (line, expected) in [
            ("Module Create Successful - Service ID: 7", true),
            ("Module Create Failed - Service ID: 7 - Error: no", true),
            ("Module Create Successful - Service ID: 77", false),
            ("Service ID: 77, Service ID: 7", true),
            ("Service ID: ", false),
        ] {
            assert_eq!(names(line, "Service ID: 7"), expected, "{line}");
        }
    }
}
