//! Whether a name is free, asked of registrars and of the registries themselves; and the log of it.

use std::time::Duration;

use model::domains::name::DomainName;
use ports::PortError;
use ports::registrar::{Availability, AvailabilityState, PremiumCost};
use ports::whois::{Published, WhoisServer};
use store::Conn;
use store::domains::name_lookups::{self, LookupRow};

use super::premium::PATIENCE;
use super::registrars::{self, CALL_DEADLINE, ask_plain};
use super::sync::tld_of;
use crate::jobs::{asked, targets};
use crate::system::settings::{
    PREMIUM_DOMAINS, Settings, WHOIS_DETAILS, WHOIS_LOG_DAYS, WHOIS_SERVERS,
};
use crate::{Cx, Fault, Result, invalid, not_now};

const NOT_VALID: &str = "Domain not valid";
const NO_TLD: &str = "The given TLD is not supported for WHOIS lookups";
const NO_RESPONSE: &str = "No response from API command";

/// What is known about a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// As it is written.
    pub name: String,
    /// Whether it can be registered here.
    pub free: bool,
    /// What it costs us, if its registry asks more for it than for others.
    pub premium: Option<PremiumCost>,
    /// What its registry publishes of it, if it was asked.
    pub published: Option<Published>,
}

/// Asks the registrar of the ending, else any that tells, else the registry. Staff read what the
/// registry publishes of a name that somebody has.
///
/// # Errors
/// `Domain not valid`; that nobody can tell; that there was no answer.
pub async fn whois(cx: &Cx, text: &str) -> Result<Found> {
    let name = DomainName::from_people(text).map_err(|_| invalid("domain", NOT_VALID))?;
    let settings = cx.engine.settings().await?;
    let (known, now) = (cx.engine.premium(), cx.engine.now().as_second());
    // Clients do not wait again for who did not answer a moment ago.
    let told = match !cx.caller.actor.is_office() && known.is_silent(name.as_str(), now) {
        true => Err(not_now(NO_RESPONSE)),
        false => answer(cx, &settings, &name).await,
    };
    let is_silence = |fault: &Fault| fault.refusal().is_some_and(|it| it.said == NO_RESPONSE);
    if told.as_ref().is_err_and(is_silence) {
        known.keep_silence(now, name.as_str());
    }
    let (outcome, source) = match &told {
        Ok((found, source)) => (if found.free { "free" } else { "taken" }, source.as_str()),
        Err(_) => ("unknown", ""),
    };
    keep(cx, &settings, &name, outcome, source).await?;
    told.map(|(found, _)| found)
}

/// The answer, and who gave it.
async fn answer(cx: &Cx, settings: &Settings, name: &DomainName) -> Result<(Found, String)> {
    let mut c = cx.read().await?;
    let told = of_registrars(cx, &mut c, name).await?;
    // Registries take their time; nobody else shall wait for a connection meanwhile.
    drop(c);
    let found =
        |free, premium, published| Found { name: name.to_string(), free, premium, published };
    let Some((said, module)) = told else {
        let patience = if cx.caller.actor.is_office() { CALL_DEADLINE } else { PATIENCE };
        let published = published(cx, settings, name, patience).await?;
        let published = published.ok_or_else(|| not_now(NO_TLD))?;
        let source = published.source.clone();
        return Ok((found(published.is_free, None, Some(published)), source));
    };
    let (free, premium) = (said.state == AvailabilityState::Free, said.premium);
    if free || !cx.caller.actor.is_office() {
        let sold = premium.is_none() || settings.on(PREMIUM_DOMAINS);
        return Ok((found(free && sold, premium, None), module));
    }
    let details = published(cx, settings, name, CALL_DEADLINE).await.unwrap_or_else(|fault| {
        tracing::warn!(%fault, name = name.as_str(), "a registry did not tell about a name");
        None
    });
    Ok((found(false, premium, details.filter(|published| !published.is_free)), module))
}

/// What a registrar says of the name, and which one.
async fn of_registrars(
    cx: &Cx,
    c: &mut Conn,
    name: &DomainName,
) -> Result<Option<(Availability, String)>> {
    let tld = tld_of(c, name.as_str()).await?;
    let of_tld = tld.map(|row| row.registrar).filter(|module| !module.is_empty());
    let mut modules: Vec<String> = of_tld.into_iter().collect();
    let others = registrars::active(&cx.engine, c).await?;
    modules.extend(others.into_iter().map(|each| each.module.to_owned()));
    let wanted = [name.as_str().to_owned()];
    for module in modules {
        let Ok(registrar) = registrars::open(&cx.engine, c, &module).await else { continue };
        if !registrar.capabilities().availability {
            continue;
        }
        let answer = ask_plain(&cx.engine, &*registrar, |it| it.availability(&wanted)).await?;
        let Some(said) = answer.into_iter().next() else { continue };
        match said.state {
            AvailabilityState::Free | AvailabilityState::Taken | AvailabilityState::Reserved => {
                cx.engine.premium().put(cx.engine.now().as_second(), &said);
                return Ok(Some((said, module)));
            }
            AvailabilityState::Unknown => return Err(not_now(NO_RESPONSE)),
            AvailabilityState::NotOffered => {}
        }
    }
    Ok(None)
}

/// What the registry publishes; `None` when it shall not be asked, or none is known.
async fn published(
    cx: &Cx,
    settings: &Settings,
    name: &DomainName,
    patience: Duration,
) -> Result<Option<Published>> {
    if !settings.on(WHOIS_DETAILS) {
        return Ok(None);
    }
    let server = server_of(settings.text(WHOIS_SERVERS), name.as_str());
    let whois = &cx.engine.world().whois;
    // The registry of an ending that is down says nothing about the others.
    let ending = name.as_str().rsplit_once('.').map_or("", |(_, ending)| ending);
    let target = targets::registry(ending);
    let ask = || whois.look_up(name.as_str(), server.as_ref());
    match asked(&cx.engine, &target, whois.module(), patience, ask).await {
        Ok(published) => Ok(published),
        Err(PortError::Unsupported { .. }) => Ok(None),
        Err(error @ PortError::Configuration { .. }) => Err(Fault::broken(error)),
        Err(error) => {
            tracing::warn!(%error, name = name.as_str(), "a registry does not answer");
            Err(not_now(NO_RESPONSE))
        }
    }
}

/// Whether a name is free, as its registry says; `None` when it shall not be asked, or none is
/// known.
///
/// # Errors
/// That there was no answer.
pub(super) async fn of_registry(
    cx: &Cx,
    settings: &Settings,
    name: &str,
    patience: Duration,
) -> Result<Option<bool>> {
    let name = DomainName::parse(name).map_err(|_| invalid("domain", NOT_VALID))?;
    let published = published(cx, settings, &name, patience).await?;
    Ok(published.map(|published| published.is_free))
}

/// The servers of the setting: each line an ending and who tells about its names.
///
/// # Errors
/// Invalid for a line that is not like that; it names the line.
pub(crate) fn servers(text: &str) -> Result<Vec<(String, WhoisServer)>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let read = |line: &str| {
        let (ending, server) = line.split_once(char::is_whitespace)?;
        let ending = ending.trim_start_matches('.').to_ascii_lowercase();
        Some((ending, WhoisServer::parse(server.trim())?)).filter(|(ending, _)| !ending.is_empty())
    };
    let wrong = |line: &str| {
        invalid("value", format!("\"{line}\" is not an ending and a server, as: .com whois.host"))
    };
    lines.map(|line| read(line).ok_or_else(|| wrong(line))).collect()
}

/// The server for the longest ending of a name.
fn server_of(text: &str, name: &str) -> Option<WhoisServer> {
    let fits = |ending: &str| name.strip_suffix(ending).is_some_and(|rest| rest.ends_with('.'));
    let known = servers(text).unwrap_or_default().into_iter();
    let fitting = known.filter(|(ending, _)| fits(ending));
    fitting.max_by_key(|(ending, _)| ending.len()).map(|(_, server)| server)
}

/// Keeps a look-up for as long as the company likes.
async fn keep(
    cx: &Cx,
    settings: &Settings,
    name: &DomainName,
    outcome: &str,
    source: &str,
) -> Result<()> {
    let is_kept = settings.number(WHOIS_LOG_DAYS).is_some_and(|days| days > 0);
    if cx.caller.dry_run || !is_kept {
        return Ok(());
    }
    let row = LookupRow {
        id: 0,
        at: cx.engine.now().as_second(),
        name: name.to_string(),
        outcome: outcome.to_owned(),
        source: source.to_owned(),
        actor: cx.caller.actor.word().to_owned(),
        actor_id: cx.caller.actor.id(),
        ip: cx.caller.ip.clone(),
    };
    let mut c = cx.engine.db().write().await?;
    name_lookups::add(&mut c, &row).await?;
    Ok(c.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::{WhoisServer, server_of, servers};

    #[test]
    fn the_longest_ending_wins() {
        let text = ".test whois.nic.test\nco.test  https://rdap.co.test/\n\n";
        let host = |host: &str| Some(WhoisServer::Whois(host.to_owned()));
        for (name, expected) in [
            ("a.test", host("whois.nic.test")),
            ("a.co.test", Some(WhoisServer::Rdap("https://rdap.co.test/".to_owned()))),
            ("aco.test", host("whois.nic.test")),
            ("a.com", None),
        ] {
            assert_eq!(server_of(text, name), expected, "{name}");
        }
    }

    #[test]
    fn a_wrong_line_is_named() {
        for line in [".com", ".com whois host", ". whois.host", "whois.host"] {
            let text = format!(".net whois.host\n{line}");
            assert!(servers(&text).unwrap_err().to_string().contains(line), "{line}");
        }
    }
}
