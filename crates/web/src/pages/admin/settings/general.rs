//! The general settings: a topic at a time, or searched by name and meaning; changed together.

use std::collections::BTreeMap;

use axum::response::Response;
use engine::system::settings::{KNOWN, Known, MAIL_SERVER, SMTP_PASSWORD, keeps_empty, known};
use futures::future::join_all;
use protocol::{
    Action as _, GetConfigurationValue, GetConfigurationValueResponse, SetConfigurationValue,
};
use serde::Serialize;
use serde_json::json;

use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Problems, Tried};
use crate::whmcs::CallError;

/// Settings that a page of their own keeps, or that hold secrets.
const ELSEWHERE: &[&str] = &["APIAccessKey", "AdminNotes"];

/// Settings that may have many lines.
const LONG: &[&str] = &["InvoicePayTo", "WhoisServers"];

/// Said of a setting that is empty, although it is not so at first.
const NOTHING: &str = "Nothing is set";

/// Settings asked for at once: a WHMCS elsewhere answers one a request.
const ASKED_AT_ONCE: usize = 8;

/// Where a topic begins in the table of settings, and what it is called.
const TOPICS: [(&str, &str); 25] = [
    ("CompanyName", "Company"),
    ("CreateInvoiceDaysBefore", "When invoices are made"),
    ("SequentialInvoiceNumberFormat", "Numbers and papers"),
    ("OrderDaysGrace", "Orders"),
    ("TaxEnabled", "Tax"),
    ("AddFundsMinimum", "Credit"),
    ("AutoSuspension", "Suspension and termination"),
    ("AutomationTimeOfDay", "Automation"),
    ("CCProcessDaysBefore", "Charging cards"),
    ("SendReminder", "Reminders"),
    ("InvoiceLateFeeAmount", "Late fees"),
    ("AutoCancellationRequests", "Cancellations"),
    ("DomainRenewalNotices", "Domain names"),
    ("CloseInactiveTickets", "Clients and tickets"),
    ("CurrencyAutoUpdateExchangeRates", "Currencies"),
    ("AffiliateEnabled", "Affiliates and counted links"),
    ("UpdateServerUsage", "Usage"),
    ("DataRetentionMonths", "How long data is kept"),
    ("DefaultNameserver1", "Name servers"),
    ("WhoisDetails", "WHOIS"),
    ("UpgradeMode", "Upgrades"),
    ("TicketMask", "Tickets and programs"),
    ("TldSyncRegistrar", "Prices of domain names"),
    ("RequireStaffTwoFactor", "Log-ins and mail server"),
    ("MailDesign", "How mails look"),
];

#[derive(Serialize)]
struct Setting {
    name: &'static str,
    topic: &'static str,
    meaning: String,
    /// What is in force of a field that is empty.
    placeholder: &'static str,
    /// As it is kept.
    was: String,
    /// As it is shown: what somebody typed, where it was refused.
    value: String,
    /// Switched on by the word `on`.
    switch: bool,
    /// It is written only.
    secret: bool,
    long: bool,
}

/// What was typed, by the name of the setting.
type Typed = BTreeMap<String, String>;

/// Which settings a page shows: those of one topic, or of all topics that are about some words.
struct Sight {
    q: String,
    topic: &'static str,
}

impl Sight {
    /// As a page was asked for, or as its form was sent.
    fn of(q: &str, topic: &str) -> Self {
        let named = TOPICS.iter().map(|(_, name)| *name).find(|name| *name == topic);
        Self { q: q.trim().to_owned(), topic: named.unwrap_or(TOPICS[0].1) }
    }

    /// Whether it shows a setting; one that was refused is shown wherever it belongs.
    fn shows(&self, known: &Known, problems: &Problems) -> bool {
        if ELSEWHERE.contains(&known.name) {
            return false;
        }
        if problems.has(known.name) {
            return true;
        }
        if self.q.is_empty() {
            return topic(known.name) == self.topic;
        }
        let words = self.q.split_whitespace().map(str::to_lowercase);
        let text = format!("{} {}", known.name, known.meaning).to_lowercase();
        words.into_iter().all(|word| text.contains(&word))
    }

    /// Its address after a setting was set: the search again, or the topic of that setting.
    fn address(&self, set: Option<&str>) -> String {
        let page = match self.q.as_str() {
            "" => address("topic", set.map_or(self.topic, topic)),
            words => address("q", words),
        };
        set.map_or_else(|| page.clone(), |name| format!("{page}#s-{name}"))
    }

    /// The way to each topic, and whether it is the one that is shown.
    fn topics(&self) -> Vec<serde_json::Value> {
        let is_here = |name: &str| self.q.is_empty() && self.topic == name;
        let way =
            |name| json!({ "name": name, "href": address("topic", name), "here": is_here(name) });
        TOPICS.iter().map(|(_, name)| way(*name)).collect()
    }
}

/// The page for a topic, or for a search.
fn address(by: &str, what: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    format!("/admin/settings?{}", query.append_pair(by, what).finish())
}

/// `GET /admin/settings`
pub(crate) async fn page(desk: Desk) -> Result<Response, Fail> {
    let query = desk.query();
    let sight = Sight::of(query.text("q"), query.text("topic"));
    show(&desk, &sight, &Typed::new(), Problems::default()).await
}

/// `POST /admin/settings`: every setting that is not as its page showed it. What somebody else has
/// changed meanwhile, and nobody here, stays. Nothing is set while anything is refused, but for
/// what only does not fit to another one that is changed as well: that is seen when both are set.
pub(crate) async fn submit(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    desk.permitted(SetConfigurationValue::NAME)?;
    let changed = changed(&posted);
    let once = posted.text("once");
    let mut problems = unknown(&posted);
    if problems.is_empty() && desk.does_itself(SetConfigurationValue::NAME) {
        let rehearsing = desk.rehearsing();
        for one in &changed {
            let refused = set(&rehearsing, one, &changed, "").await?;
            let waits = changed.iter().any(|(other, _)| *other != one.0 && refused.has(other));
            if !waits {
                problems.join(said_at(refused, one.0));
            }
        }
    }
    let doing = if problems.is_empty() { changed.as_slice() } else { &[] };
    let (done, refused) = all_set(&desk, doing, once).await?;
    problems.join(refused);
    let sight = Sight::of(posted.text("q"), posted.text("topic"));
    if !problems.is_empty() {
        let typed = posted.fields();
        let typed = typed.iter().filter_map(|(field, value)| Some((named(field)?, value)));
        let typed = typed.map(|(name, value)| (name.to_owned(), value.clone())).collect();
        return show(&desk, &sight, &typed, problems).await;
    }
    let path = sight.address(done.first().copied());
    Ok(match done.as_slice() {
        [] => desk.refuse(&path, "Nothing was changed: everything is as it was"),
        [name] => desk.go(&path, &format!("{name} is set")),
        _ => desk.go(&path, &format!("{} are set", done.join(", "))),
    })
}

/// Sets them, those again that were refused as long as others are set: they may have had to fit.
async fn all_set(
    desk: &Desk,
    doing: &[(&'static str, String)],
    once: &str,
) -> Result<(Vec<&'static str>, Problems), Fail> {
    let mut done: Vec<&'static str> = Vec::new();
    loop {
        let (before, mut problems) = (done.len(), Problems::default());
        for one in doing {
            if done.contains(&one.0) {
                continue;
            }
            match set(desk, one, doing, once).await? {
                refused if refused.is_empty() => done.push(one.0),
                refused => problems.join(said_at(refused, one.0)),
            }
        }
        if problems.is_empty() || done.len() == before {
            return Ok((done, problems));
        }
    }
}

/// What is wrong with the names of settings: one that there is none of, or none at all. Their page
/// sends neither.
fn unknown(posted: &Posted) -> Problems {
    let fields = posted.fields();
    let mut names = fields.keys().filter_map(|field| named(field)).peekable();
    if names.peek().is_none() && !fields.keys().any(|field| field.starts_with("forget[")) {
        return Problems::form("No setting was sent");
    }
    let odd = names.find(|name| known(name).is_none());
    odd.map_or_else(Problems::default, |name| Problems::form(format!("There is no setting {name}")))
}

/// `to[Name]`, a field of the page.
fn named(field: &str) -> Option<&str> {
    field.strip_prefix("to[")?.strip_suffix(']')
}

/// The settings that somebody typed another value into, in the order of the table. A secret is not
/// shown, so an empty one was left alone, and to forget it is said with a tick.
fn changed(posted: &Posted) -> Vec<(&'static str, String)> {
    let fields = posted.fields();
    let text = |field: String| fields.get(&field).map(|text| text.replace("\r\n", "\n"));
    let one = |known: &'static Known| {
        if fields.contains_key(&format!("forget[{}]", known.name)) {
            return Some((known.name, String::new()));
        }
        let to = text(format!("to[{}]", known.name))?;
        let was = text(format!("was[{}]", known.name)).unwrap_or_default();
        // A switch that was never set is off, and its page sends the word.
        let was = if was.is_empty() && to == "off" { "off" } else { was.trim_end() };
        (to.trim_end() != was).then_some((known.name, to))
    };
    KNOWN.iter().filter_map(one).collect()
}

/// Sets one of some; what is wrong with it is said by its name, which says more than that its value
/// is, or by the name of another setting that it does not fit to. The password of the mail server
/// goes with each setting of that, which may lead it elsewhere.
async fn set(
    desk: &Desk,
    (name, value): &(&'static str, String),
    all: &[(&'static str, String)],
    once: &str,
) -> Result<Problems, Fail> {
    let mut one = Posted::default().with("setting", name).with("value", value).with("once", once);
    let given = all.iter().find(|(other, _)| *other == SMTP_PASSWORD);
    if let Some((_, password)) = given.filter(|_| MAIL_SERVER.contains(name)) {
        one.set("smtppass", password);
    }
    Ok(match desk.submit::<SetConfigurationValue>(&one).await? {
        Tried::Done(_) => Problems::default(),
        Tried::Again(problems) => problems.renamed("value", name),
    })
}

/// Where it is said that a setting was refused: at itself, or where the password of the mail server
/// is to be given again.
fn said_at(refused: Problems, name: &str) -> Problems {
    if refused.has(SMTP_PASSWORD) { refused } else { refused.at(name) }
}

/// The topic that a setting stands in: the last one that begins before it.
fn topic(name: &str) -> &'static str {
    let until = KNOWN.iter().position(|known| known.name == name).unwrap_or(KNOWN.len());
    let before = KNOWN.iter().take(until + 1).rev();
    let mut begins =
        before.filter_map(|known| TOPICS.iter().find(|(first, _)| *first == known.name));
    begins.next().map_or("Further", |(_, topic)| topic)
}

/// What is in force while its field is empty: the default, or nothing where that is a value too.
fn in_force(known: &Known, was: &str) -> &'static str {
    let is_nothing = was.is_empty() || keeps_empty(known.name);
    if is_nothing && !known.default.is_empty() { NOTHING } else { known.default }
}

/// A meaning for people: without the number of its rule, and a switch without its word.
fn meaning(text: &str) -> String {
    let is_rule = |inner: &str| {
        inner.split([',', ' ']).filter(|part| !part.is_empty()).all(|part| {
            part.starts_with(|c: char| c.is_ascii_uppercase())
                && part.chars().skip(1).all(|c| c.is_ascii_digit())
                && part.len() > 1
        })
    };
    let text = text.strip_prefix("on: ").unwrap_or(text);
    let text = match text.rsplit_once(" (").map(|(head, tail)| (head, tail.split_once(')'))) {
        Some((head, Some((inner, rest)))) if is_rule(inner) => format!("{head}{rest}"),
        _ => text.to_owned(),
    };
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

async fn value(desk: &Desk, name: &str) -> Result<GetConfigurationValueResponse, CallError> {
    desk.ask(GetConfigurationValue { setting: name.to_owned() }).await
}

async fn show(
    desk: &Desk,
    sight: &Sight,
    typed: &Typed,
    problems: Problems,
) -> Result<Response, Fail> {
    let meant: Vec<&Known> = KNOWN.iter().filter(|known| sight.shows(known, &problems)).collect();
    let mut answers = Vec::new();
    for part in meant.chunks(ASKED_AT_ONCE) {
        let asked: Vec<_> = part.iter().map(|known| value(desk, known.name)).collect();
        answers.extend(join_all(asked).await);
    }
    let mut settings = Vec::new();
    for (known, answer) in meant.into_iter().zip(answers) {
        let value = match answer {
            Ok(answer) => answer.value.to_string(),
            // Another WHMCS does not know all of ours.
            Err(CallError::Refused(refusal)) if refusal.meaning != engine::Meaning::NotAllowed => {
                continue;
            }
            Err(error) => return Err(Fail::new(desk, error)),
        };
        let was = value;
        let value = typed.get(known.name).unwrap_or(&was).clone();
        settings.push(Setting {
            name: known.name,
            topic: topic(known.name),
            meaning: meaning(known.meaning),
            placeholder: in_force(known, &was),
            switch: known.meaning.starts_with("on: "),
            secret: known.name == SMTP_PASSWORD,
            long: LONG.contains(&known.name) || was.len() > 60,
            was,
            value,
        });
    }
    let status = problems.status();
    let mut shown: Vec<&str> = settings.iter().map(|each| each.topic).collect();
    shown.dedup();
    let view = json!({
        "q": sight.q,
        "topic": sight.topic,
        "topics": sight.topics(),
        "shown": shown,
        "settings": settings,
        "problems": problems,
    });
    Ok(desk.page(status, "admin/settings.html", "General settings", view).await)
}

#[cfg(test)]
mod tests {
    use engine::system::settings::LANGUAGES;

    use super::{KNOWN, NOTHING, TOPICS, in_force, meaning, topic};
    use crate::pages::language;

    #[test]
    fn the_languages_of_the_setting_are_those_of_pages() {
        assert_eq!(language::LANGUAGES.each_ref().map(|each| each.wire), LANGUAGES);
    }

    #[test]
    fn topics_begin_where_a_setting_is() {
        let places = TOPICS.map(|(first, _)| KNOWN.iter().position(|known| known.name == first));
        assert!(places.iter().all(Option::is_some), "{places:?}");
        assert!(places.is_sorted(), "{places:?}");
        assert_eq!(topic("TaxType"), "Tax");
        assert_eq!(topic("CompanyName"), "Company");
    }

    #[test]
    fn an_empty_field_tells_what_is_in_force() {
        for (name, was, expected) in [
            ("DomainRenewalNotices", "", NOTHING),
            ("DomainRenewalNotices", "7", NOTHING),
            ("DateFormat", "DD.MM.YYYY", "YYYY-MM-DD"),
            // Kept empty by an import, or elsewhere.
            ("DateFormat", "", NOTHING),
            ("PDFPaperSize", "", ""),
        ] {
            let known = KNOWN.iter().find(|known| known.name == name).unwrap();
            assert_eq!(in_force(known, was), expected, "{name} {was}");
        }
    }

    #[test]
    fn people_are_told_no_numbers_of_rules() {
        for (text, expected) in [
            ("Days before it (B6).", "Days before it."),
            ("on: invoice the next period (B9).", "Invoice the next period."),
            ("Two rules (B6, B17).", "Two rules."),
            ("Paper (A4 or Letter).", "Paper (A4 or Letter)."),
            ("Plain.", "Plain."),
        ] {
            assert_eq!(meaning(text), expected);
        }
    }
}
