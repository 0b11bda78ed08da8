//! What is written into the activity log of a WHMCS that knows only our credential: who asked for a
//! write, through which door and from where.
//!
//! With a key it is also how other nodes, and this one after a restart, know that the key was used:
//! such a WHMCS remembers none, and nothing is stored here. A line is written before the write, and
//! a second one if the write was refused; whoever finds an older line of a key looks what came of
//! it.

use engine::{Actor, Caller};
use jiff::SignedDuration;
use protocol::{
    Action as _, ActivityEntry, GetActivityLog, LogActivity, ModuleCustom, OperateService,
};
use remote::{Remote, RemoteError};

use super::elsewhere::Asked;

/// How the lines begin.
const OURS: &str = "Hostler: ";
/// Where the service begins that something is done to.
const ON_SERVICE: &str = " on Service ID: ";
/// Where what is said of a key begins.
const MARK: &str = " [key ";
/// What is said of an attempt that was refused.
const REFUSED: &str = "refused";
/// A call takes no longer, however slow a module behind the server is.
const UNDER_WAY_AT_MOST: SignedDuration = SignedDuration::from_mins(5);
/// Lines of a key that are looked at: every attempt has one or two.
const LINES: u64 = 100;
/// The actions on services, and what the log calls what they do.
const COMMANDS: [(&str, &str); 7] = [
    ("ModuleCreate", "Create"),
    ("ModuleSuspend", "Suspend"),
    ("ModuleUnsuspend", "Unsuspend"),
    ("ModuleTerminate", "Terminate"),
    ("ModuleChangePackage", "Change Package"),
    ("ModuleChangePw", "Change Password"),
    // Nobody asks for it by itself.
    ("", "Renew"),
];
/// Writes that say nothing of the business, or would tell of themselves.
const SILENT: &[&str] = &["CreateSsoToken", "LogActivity", "ValidateLogin"];

/// An attempt of a write with a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Try {
    pub(super) key: String,
    /// What was asked for, as far as it takes to tell it from something else.
    pub(super) asked: String,
    /// Tells this attempt from others of the same key.
    pub(super) number: String,
    /// What there was of its kind before.
    pub(super) before: Vec<String>,
}

impl Try {
    fn tag(&self) -> String {
        let Self { key, asked, number, before } = self;
        format!("{MARK}{key} for {asked}, try {number}, after {}]", before.join("|"))
    }

    fn read(line: &str) -> Option<Self> {
        let (_, tag) = line.strip_prefix(OURS)?.strip_suffix(']')?.rsplit_once(MARK)?;
        let (key, tag) = tag.split_once(" for ")?;
        let (asked, tag) = tag.split_once(", try ")?;
        let (number, before) = tag.split_once(", after ")?;
        let before = before.split('|').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        Some(Self { key: key.into(), asked: asked.into(), number: number.into(), before })
    }
}

/// An attempt of the same key before this one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Earlier {
    pub(super) first: Try,
    /// It began so lately that another node may be at it.
    pub(super) may_be_under_way: bool,
}

/// Notes that somebody asks for a write; `false` if that could not be noted.
pub(super) async fn note(
    remote: &Remote,
    caller: &Caller,
    asked: &Asked,
    of: Option<&Try>,
) -> bool {
    if of.is_none() && SILENT.contains(&asked.action) {
        return true;
    }
    let tag = of.map(Try::tag).unwrap_or_default();
    let service = asked.value("serviceid").and_then(|id| id.parse::<u64>().ok());
    let on = service.map(|id| format!("{ON_SERVICE}{id}")).unwrap_or_default();
    let function = asked.value("func_name").filter(|name| is_word(name));
    let function = function.map(|name| format!(" {name}")).unwrap_or_default();
    let line = format!("{OURS}{}{function}{on} {}{tag}", asked.action, by(caller));
    add(remote, client_of(caller, asked), line).await
}

/// What all lines have in common that say who asked for something to be done to a service.
pub(crate) fn about_service(id: u64) -> String {
    format!("{ON_SERVICE}{id} by ")
}

/// Whether this is one of our lines.
pub(crate) fn is_ours(line: &ActivityEntry) -> bool {
    line.description.starts_with(OURS)
}

/// Whether a line may tell of what one of ours was written before.
pub(crate) fn is_before(ours: &ActivityEntry, line: &ActivityEntry) -> bool {
    let is_soon = line
        .date
        .0
        .zip(ours.date.0)
        .is_none_or(|(at, before)| at.duration_since(before) < UNDER_WAY_AT_MOST);
    ours.id.0 < line.id.0 && is_soon
}

/// Whether a line tells of the very action that one of ours was written before: `Module Suspend
/// Successful` of `ModuleSuspend`. What a WHMCS calls the functions of a module nobody knows, but
/// they are not called as its own actions are.
pub(crate) fn is_of(ours: &ActivityEntry, line: &ActivityEntry) -> bool {
    let asked = ours.description.strip_prefix(OURS).and_then(|said| said.split_once(ON_SERVICE));
    let Some((asked, told)) = asked.map(|(asked, _)| asked).zip(command(line)) else {
        return false;
    };
    let (action, function) = asked.split_once(' ').unwrap_or((asked, ""));
    let known = COMMANDS.iter().find(|(_, word)| plain(word) == told).map(|(action, _)| *action);
    let is_function = action == ModuleCustom::NAME || action == OperateService::NAME;
    match known {
        Some(known) => known == action,
        None if told.starts_with("custom") || function.is_empty() => is_function,
        None => is_function && plain(function) == told,
    }
}

/// Whether a line tells what became of a call of a module.
pub(crate) fn is_of_module(line: &ActivityEntry) -> bool {
    command(line).is_some()
}

/// What a module was told to do, of which a line says how it ended.
fn command(line: &ActivityEntry) -> Option<String> {
    let said = line.description.strip_prefix("Module ")?;
    let ends = [" Successful", " Failed", " - "].into_iter().filter_map(|end| said.find(end));
    let word = said.get(..ends.min().unwrap_or(said.len()))?;
    Some(plain(word))
}

/// A word without what the two sides spell differently.
fn plain(word: &str) -> String {
    word.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

/// Whether the name of a function can stand in a line without being taken for another part of it.
fn is_word(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|each| each.is_ascii_alphanumeric() || each == '_')
}

/// Who asked, as one of our lines says it.
pub(crate) fn person(ours: &ActivityEntry) -> Option<&str> {
    let (_, who) = ours.description.strip_prefix(OURS)?.split_once(" by ")?;
    let (who, _) = who.rsplit_once(" over ")?.0.rsplit_once(" from ")?;
    let name = who.strip_suffix(')').and_then(|who| who.rsplit_once(" (")).map_or(who, |it| it.0);
    (!name.is_empty()).then_some(name)
}

/// Notes that a write was refused: its key may be used again.
pub(super) async fn note_refused(remote: &Remote, of: &Try) {
    let refused = Try { before: vec![REFUSED.to_owned()], ..of.clone() };
    add(remote, None, format!("{OURS}Refused{}", refused.tag())).await;
}

/// The first attempt of the same key, if that is another one; those that were refused do not count.
///
/// # Errors
/// When nobody answers.
pub(super) async fn earlier(remote: &Remote, of: &Try) -> Result<Option<Earlier>, RemoteError> {
    let description = Some(of.key.clone());
    let call = GetActivityLog { description, limitnum: Some(LINES), ..GetActivityLog::default() };
    match remote.call(call).await {
        Ok(said) => Ok(first_of(said.activity.0.entry.0, of)),
        // Our role may write the log and not read it: then each node knows its own keys only.
        Err(error @ RemoteError::Refused { .. }) => {
            tracing::warn!(%error, "the activity log of the WHMCS cannot be read");
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn first_of(mut lines: Vec<ActivityEntry>, of: &Try) -> Option<Earlier> {
    lines.sort_by_key(|line| line.id.0);
    let tries =
        lines.iter().filter_map(|line| Some((line.date.0, Try::read(&line.description.0)?)));
    let (refused, open): (Vec<_>, Vec<_>) =
        tries.filter(|(_, each)| each.key == of.key).partition(|(_, it)| it.before == [REFUSED]);
    let is_open = |it: &Try| refused.iter().all(|(_, refused)| refused.number != it.number);
    let now = open.iter().find(|(_, it)| it.number == of.number).and_then(|(at, _)| *at);
    let (at, first) = open.into_iter().find(|(_, it)| is_open(it))?;
    // By the clock of the server, which wrote both lines.
    let age = at.zip(now).map(|(at, now)| now.duration_since(at));
    let may_be_under_way = age.is_some_and(|age| age < UNDER_WAY_AT_MOST);
    (first.number != of.number).then_some(Earlier { first, may_be_under_way })
}

/// Whether the log took it. A role without `LogActivity` must not stop a write that it may make.
async fn add(remote: &Remote, clientid: Option<u64>, description: String) -> bool {
    let said = remote.call(LogActivity { clientid, description }).await;
    if let Err(error) = &said {
        tracing::warn!(%error, "the activity log of the WHMCS took no line");
    }
    said.is_ok()
}

fn by(caller: &Caller) -> String {
    let (name, door) = (caller.actor.name(), caller.door.word());
    let who = match caller.actor.id() {
        Some(id) => format!("{name} ({} {id})", caller.actor.word()),
        None => name.to_owned(),
    };
    format!("by {who} from {} over {door}", caller.ip)
}

/// Whom the line is about.
fn client_of(caller: &Caller, asked: &Asked) -> Option<u64> {
    match &caller.actor {
        Actor::Client { client, .. } => u64::try_from(client.0).ok(),
        _ => ["clientid", "userid"].iter().find_map(|name| asked.value(name)?.parse().ok()),
    }
}

#[cfg(test)]
mod tests {
    use protocol::ActivityEntry;

    use super::{OURS, REFUSED, Try, first_of, is_before, is_of, person};

    fn attempt(key: &str, number: &str, before: &[&str]) -> Try {
        let before = before.iter().map(|word| (*word).to_owned()).collect();
        Try { key: key.into(), asked: "ab12".into(), number: number.into(), before }
    }

    fn line(id: i64, action: &str, of: &Try) -> ActivityEntry {
        let description = format!("{OURS}{action} by Jo [key x] (client 3){}", of.tag()).into();
        let date = jiff::civil::date(2026, 1, 1).at(9, i8::try_from(id).unwrap(), 0, 0).into();
        ActivityEntry { id: id.into(), date, description, ..ActivityEntry::default() }
    }

    #[test]
    fn a_line_says_what_was_tried() {
        for before in [&[][..], &["1041"], &["2026-01-01", "Payment Pending"]] {
            let of = attempt("k", "7", before);
            assert_eq!(Try::read(&line(1, "AddOrder", &of).description.0), Some(of));
        }
        for other in ["", "Hostler: AddOrder by Jo", "New Order [key k for a, try 1, after ]"] {
            assert_eq!(Try::read(other), None, "{other}");
        }
    }

    #[test]
    fn a_line_says_who_asked() {
        for (said, expected) in [
            ("Hostler: AddOrder by Jo Doe (client 3) from 192.0.2.1 over rest", Some("Jo Doe")),
            (
                "Hostler: ModuleCustom on Service ID: 7 by Jo (CEO) (client 3) from 192.0.2.1 \
                 over rest [key k for a, try 1, after 5]",
                Some("Jo (CEO)"),
            ),
            (
                "Hostler: ModuleCustom on Service ID: 7 by ann (staff 1) from :: over page",
                Some("ann"),
            ),
            ("Hostler: AddOrder by System from  over cli", Some("System")),
            ("Hostler: Refused [key k for a, try 1, after refused]", None),
            ("Module Create Successful - Service ID: 7", None),
        ] {
            let line = ActivityEntry { description: said.into(), ..ActivityEntry::default() };
            assert_eq!(person(&line), expected, "{said}");
        }
        let of = attempt("k", "1", &[]);
        let [first, second, late] = [1, 2, 9].map(|minute| line(minute, "A", &of));
        assert!(is_before(&first, &second) && !is_before(&second, &first));
        assert!(!is_before(&first, &late), "it is of something else by then");
    }

    #[test]
    fn a_line_is_of_the_action_that_was_asked_for() {
        let says =
            |said: String| ActivityEntry { description: said.into(), ..ActivityEntry::default() };
        for (asked, told, expected) in [
            ("ModuleSuspend", "Module Suspend Successful - Service ID: 7", true),
            ("ModuleSuspend", "Module Unsuspend Successful - Service ID: 7", false),
            ("ModuleChangePw", "Module Change Password Failed - Service ID: 7", true),
            ("OperateService reboot", "Module reboot Successful - Service ID: 7", true),
            ("OperateService power_on", "Module poweron Successful - Service ID: 7", true),
            ("OperateService reboot", "Module console Successful - Service ID: 7", false),
            ("OperateService reboot", "Module Suspend Successful - Service ID: 7", false),
            ("ModuleCustom reboot", "Module Custom Function Successful - Service ID: 7", true),
            ("ModuleCustom", "Module Reboot Successful - Service ID: 7", true),
            ("ModuleSuspend", "Service Status Changed to Suspended - Service ID: 7", false),
            ("UpdateClientProduct", "Module Suspend Successful - Service ID: 7", false),
        ] {
            let ours =
                says(format!("{OURS}{asked} on Service ID: 7 by Jo (client 3) from : over a"));
            assert_eq!(is_of(&ours, &says(told.to_owned())), expected, "{asked}: {told}");
        }
    }

    #[test]
    fn the_first_attempt_that_was_not_refused_counts() {
        let [one, two, three] = ["1", "2", "3"].map(|number| attempt("k", number, &["5"]));
        let other = attempt("l", "9", &["5"]);
        let refused = attempt("k", "1", &[REFUSED]);
        let found = |lines: Vec<ActivityEntry>, of: &Try| {
            first_of(lines, of).map(|it| (it.first.number, it.may_be_under_way))
        };
        let lines = vec![line(9, "A", &three), line(2, "A", &two), line(1, "A", &other)];
        assert_eq!(found(lines, &three), Some(("2".to_owned(), false)));
        let lines = vec![line(3, "A", &three), line(2, "A", &two)];
        assert_eq!(found(lines, &three), Some(("2".to_owned(), true)));
        let lines = vec![line(3, "A", &two), line(2, "Refused", &refused), line(1, "A", &one)];
        assert_eq!(found(lines, &two), None);
        assert_eq!(found(vec![line(2, "A", &one), line(1, "A", &other)], &one), None);
    }
}
