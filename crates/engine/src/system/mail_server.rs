//! The mail server of the business settings, for installations whose configuration names none.

use std::sync::Arc;

use ports::mail::{Mail, MailOutcome, MailSecurity, MailServer, Mailbox, Mailer};
use ports::{PortError, Secret};

use super::settings::{self, Settings};
use crate::{Act, Engine, Fault, Result, invalid, not_now};

/// Binds the sealed password to its place.
const PASSWORD_PLACE: &str = "settings.SMTPPassword";

const DEMO: &str = "This is a demo: its mails are kept here, and no mail server is asked";
const NO_SERVER: &str = "No mail server is named yet: mails are kept here, and not sent";

/// A mail server as somebody types it in.
#[derive(Debug, Clone, Default)]
pub struct NewMailServer {
    /// Its name.
    pub host: String,
    /// Its port; empty for 587.
    pub port: String,
    /// `starttls`, `tls` or `none`; empty for the first.
    pub security: String,
    /// Who signs in there; empty for nobody.
    pub user: String,
    /// The password of that user.
    pub password: Secret,
}

impl NewMailServer {
    /// As it is spoken to.
    ///
    /// # Errors
    /// Invalid for a name, port or security that is none, naming the wire's field.
    fn checked(&self) -> Result<MailServer> {
        let or = |text: &str, otherwise: &str| match text.trim() {
            "" => otherwise.to_owned(),
            text => text.to_owned(),
        };
        let host = self.host.trim();
        if !settings::is_server(host) {
            let said = match host.contains(':') {
                true => "This is not the name of a server: the port has a field of its own",
                false => "This is not the name of a server",
            };
            return Err(invalid("smtphost", said));
        }
        // Brackets set an address off from a port; there is none here.
        let host = host.trim_matches(['[', ']']);
        let port = or(&self.port, "587").parse().ok().filter(|port| *port > 0);
        Ok(MailServer {
            host: host.to_owned(),
            port: port.ok_or_else(|| invalid("smtpport", "A port is a number up to 65535"))?,
            security: MailSecurity::parse(&or(&self.security, "starttls"))
                .ok_or_else(|| invalid("smtpsecurity", "starttls, tls or none"))?,
            user: self.user.trim().to_owned(),
            password: self.password.clone(),
        })
    }
}

/// Whether the settings may name a mail server; where not, the configuration does.
#[must_use]
pub fn is_a_setting(engine: &Engine) -> bool {
    engine.world().mail_servers.is_some()
}

/// Keeps a mail server in the settings, with its password sealed.
///
/// # Errors
/// Invalid for what it cannot be.
pub async fn keep(act: &mut Act, new: &NewMailServer) -> Result<()> {
    let server = new.checked()?;
    let security = match server.security {
        MailSecurity::StartTls => "starttls",
        MailSecurity::Tls => "tls",
        MailSecurity::None => "none",
    };
    for (name, value) in [
        (settings::SMTP_HOST, &*server.host),
        (settings::SMTP_PORT, &server.port.to_string()),
        (settings::SMTP_SECURITY, security),
        (settings::SMTP_USER, &server.user),
        (settings::SMTP_PASSWORD, server.password.expose()),
    ] {
        settings::set(act, name, value).await?;
    }
    Ok(())
}

/// The password as it is kept.
pub(super) fn sealed(act: &Act, password: &str) -> Result<String> {
    let chance = act.engine.world().chance.as_ref();
    act.engine.secrets().seal(chance, PASSWORD_PLACE, password)
}

/// What takes the mails: the server of the settings where they may name one and do.
///
/// # Errors
/// Broken for settings that no server can have.
pub(crate) fn mailer(engine: &Engine, settings: &Settings) -> Result<Arc<dyn Mailer>> {
    let world = engine.world();
    let host = settings.text(settings::SMTP_HOST).trim();
    let Some(servers) = world.mail_servers.as_ref().filter(|_| !host.is_empty()) else {
        return Ok(world.mailer.clone());
    };
    let sealed = settings.text(settings::SMTP_PASSWORD);
    let new = NewMailServer {
        host: host.to_owned(),
        port: settings.text(settings::SMTP_PORT).to_owned(),
        security: settings.text(settings::SMTP_SECURITY).to_owned(),
        user: settings.text(settings::SMTP_USER).to_owned(),
        password: engine.secrets().open(PASSWORD_PLACE, sealed)?.into(),
    };
    servers.mailer(&new.checked()?).map_err(Fault::broken)
}

/// Sends a mail that says that it arrived, through a server that is not kept yet or the one in use.
///
/// # Errors
/// Invalid when the server does not take it, with its own sentence; not now when settings may not
/// name a server, and where mails are kept and not sent.
pub async fn try_out(engine: &Engine, server: Option<&NewMailServer>, to: &str) -> Result<()> {
    if !model::people::email::is_address(to) {
        return Err(invalid("to", "This is not an e-mail address"));
    }
    let settings = engine.settings().await?;
    let world = engine.world();
    let mailer = match (server, &world.mail_servers) {
        (None, _) => mailer(engine, &settings)?,
        (Some(server), Some(servers)) => {
            servers.mailer(&server.checked()?).map_err(|error| not_taken(&error))?
        }
        (Some(_), None) if !world.mailer.sends() => return Err(not_now(DEMO)),
        (Some(_), None) => return Err(not_now("The configuration says how mail is sent")),
    };
    if !mailer.sends() {
        // Only a demo keeps its mails although nobody may name a server.
        return Err(not_now(if world.mail_servers.is_some() { NO_SERVER } else { DEMO }));
    }
    let company = settings.text(settings::COMPANY_NAME);
    let mail = Mail {
        message_id: format!("<hostler-test-{}@localhost>", world.chance.hex(16)),
        from: Mailbox::new(company, to),
        to: vec![Mailbox::new("", to)],
        subject: format!("Test mail of {company}"),
        text: "This mail server takes the mails of your installation.\n".to_owned(),
        headers: vec![("Auto-Submitted".to_owned(), "auto-generated".to_owned())],
        ..Mail::default()
    };
    match mailer.send(mail).await {
        Ok(MailOutcome::Accepted) => Ok(()),
        Ok(MailOutcome::Later(no) | MailOutcome::Refused(no)) => {
            Err(invalid("smtphost", format!("The server says: {}", no.message)))
        }
        Err(error) => Err(not_taken(&error)),
    }
}

fn not_taken(error: &PortError) -> Fault {
    invalid("smtphost", format!("The mail was not sent. {error}"))
}
