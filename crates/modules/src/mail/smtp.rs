//! `smtp`: mails go to a mail server (RFC 5321), over TLS unless told otherwise.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, UNIX_EPOCH};

use jiff::Timestamp;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox as Address, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::{Error, response::Severity};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use ports::mail::{
    Mail, MailOutcome, MailSecurity as Security, MailServer, MailServers, Mailbox, Mailer,
};
use ports::{Asking, Clock, PortError, Refused, Secret, UnknownCause};

use super::dkim;

const MODULE: &str = "smtp";

/// A server that says nothing for so long is given up; the mail is tried again later.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Which server, and how it is spoken to.
#[derive(Debug, Clone)]
pub struct SmtpSettings {
    /// Its name, which its certificate must have.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way is secured.
    pub security: Security,
    /// Who signs in; nobody if empty.
    pub user: String,
    /// The password of that user.
    pub password: Secret,
    /// The certificate (PEM) of an authority of the company's own.
    pub authority: Option<Vec<u8>>,
}

/// The mailer `smtp`.
pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    clock: Arc<dyn Clock>,
}

impl SmtpMailer {
    /// A mailer that connects when there is a mail.
    ///
    /// # Errors
    /// Configuration when the authority's certificate cannot be read.
    pub fn new(settings: &SmtpSettings, clock: Arc<dyn Clock>) -> Result<Self, PortError> {
        let secured = || tls(settings).map_err(|error| wrong("smtp_ca", error));
        let tls = match settings.security {
            Security::StartTls => Tls::Required(secured()?),
            Security::Tls => Tls::Wrapper(secured()?),
            Security::None => Tls::None,
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port)
            .tls(tls)
            .timeout(Some(TIMEOUT));
        if !settings.user.is_empty() {
            let password = settings.password.expose().to_owned();
            builder = builder.credentials(Credentials::new(settings.user.clone(), password));
        }
        Ok(Self { transport: builder.build(), clock })
    }

    /// Connects and signs in, without sending anything.
    ///
    /// # Errors
    /// Why that did not work.
    pub async fn check(&self) -> Result<(), PortError> {
        match self.transport.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err(wrong("smtp_host", "it does not answer as a mail server")),
            Err(error) => Err(mishap(&error)),
        }
    }

    async fn hand_over(&self, mail: Mail) -> Result<MailOutcome, PortError> {
        if let Some(fault) = mail.fault() {
            return Ok(MailOutcome::Refused(fault));
        }
        let message = match message(&mail, self.clock.now()) {
            Ok(message) => message,
            Err(why) => return Ok(MailOutcome::Refused(Refused::new("bad_mail", why))),
        };
        let bytes = match &mail.signed_with {
            None => Ok(message.formatted()),
            Some(key) => dkim::signed(&message.formatted(), key, self.clock.now()),
        };
        let bytes = bytes.map_err(|why| wrong("privatekey", why))?;
        match self.transport.send_raw(message.envelope(), &bytes).await {
            Ok(_) => Ok(MailOutcome::Accepted),
            Err(error) => answered(&error).ok_or_else(|| mishap(&error)),
        }
    }
}

impl Mailer for SmtpMailer {
    fn module(&self) -> &'static str {
        MODULE
    }

    fn send(&self, mail: Mail) -> Asking<'_, MailOutcome> {
        Box::pin(self.hand_over(mail))
    }
}

/// Mailers for servers that the business settings name; the last one keeps its connections.
pub struct SmtpServers {
    clock: Arc<dyn Clock>,
    last: Mutex<Option<(MailServer, Arc<SmtpMailer>)>>,
}

impl SmtpServers {
    /// None has been asked for yet.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, last: Mutex::default() }
    }
}

impl MailServers for SmtpServers {
    fn mailer(&self, server: &MailServer) -> Result<Arc<dyn Mailer>, PortError> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, mailer)) = last.as_ref()
            && known == server
        {
            return Ok(mailer.clone());
        }
        let settings = SmtpSettings {
            host: server.host.clone(),
            port: server.port,
            security: server.security,
            user: server.user.clone(),
            password: server.password.clone(),
            authority: None,
        };
        let mailer = Arc::new(SmtpMailer::new(&settings, self.clock.clone())?);
        *last = Some((server.clone(), mailer.clone()));
        Ok(mailer)
    }
}

fn tls(settings: &SmtpSettings) -> Result<TlsParameters, Error> {
    let mut builder = TlsParameters::builder(settings.host.clone());
    if let Some(pem) = &settings.authority {
        builder = builder.add_root_certificate(Certificate::from_pem(pem)?);
    }
    builder.build()
}

/// The mail as bytes; why not, if it cannot be written down.
fn message(mail: &Mail, at: Timestamp) -> Result<Message, String> {
    let seconds = u64::try_from(at.as_second()).map_err(|error| error.to_string())?;
    let mut builder = Message::builder()
        .message_id(Some(mail.message_id.clone()))
        .date(UNIX_EPOCH + Duration::from_secs(seconds))
        .from(address(&mail.from)?)
        .subject(mail.subject.as_str());
    if let Some(reply_to) = &mail.reply_to {
        builder = builder.reply_to(address(reply_to)?);
    }
    for to in &mail.to {
        builder = builder.to(address(to)?);
    }
    for copy in &mail.cc {
        builder = builder.cc(address(copy)?);
    }
    for hidden in &mail.bcc {
        builder = builder.bcc(address(hidden)?);
    }
    for (name, value) in &mail.headers {
        let name = HeaderName::new_from_ascii(name.clone()).map_err(|error| error.to_string())?;
        builder = builder.raw_header(HeaderValue::new(name, value.clone()));
    }
    let said = |error: lettre::error::Error| error.to_string();
    let text = SinglePart::plain(mail.text.clone());
    let html = mail.html.clone().map(SinglePart::html);
    if mail.attachments.is_empty() {
        return match html {
            None => builder.singlepart(text).map_err(said),
            Some(html) => {
                let both = MultiPart::alternative().singlepart(text).singlepart(html);
                builder.multipart(both).map_err(said)
            }
        };
    }
    let mut parts = match html {
        None => MultiPart::mixed().singlepart(text),
        Some(html) => {
            let both = MultiPart::alternative().singlepart(text).singlepart(html);
            MultiPart::mixed().multipart(both)
        }
    };
    for file in &mail.attachments {
        let kind = ContentType::parse(&file.media_type).map_err(|error| error.to_string())?;
        parts = parts.singlepart(Attachment::new(file.name.clone()).body(file.bytes.clone(), kind));
    }
    builder.multipart(parts).map_err(said)
}

fn address(mailbox: &Mailbox) -> Result<Address, String> {
    let address = mailbox.address.parse().map_err(|_| {
        // The parser's own sentence does not say which address it was.
        format!("{:?} is not a mail address", mailbox.address)
    })?;
    let name = Some(mailbox.name.clone()).filter(|name| !name.is_empty());
    Ok(Address::new(name, address))
}

/// What the server said about this mail; `None` when it is not about the mail.
fn answered(error: &Error) -> Option<MailOutcome> {
    let code = error.status()?;
    let refused = Refused::new(code.to_string(), sentence(error));
    match (code.severity, code.to_string().as_str()) {
        // Who may send at all is our own affair: the next attempt may be after it was put right.
        (_, "454" | "530" | "534" | "535" | "538") => None,
        (Severity::TransientNegativeCompletion, _) => Some(MailOutcome::Later(refused)),
        (Severity::PermanentNegativeCompletion, _) => Some(MailOutcome::Refused(refused)),
        _ => None,
    }
}

fn mishap(error: &Error) -> PortError {
    let why = sentence(error);
    if error.status().is_some() || error.is_tls() || error.is_client() {
        return wrong("smtp_host, smtp_user or smtp_password", why);
    }
    if error.is_timeout() {
        return PortError::Unknown { module: MODULE, cause: UnknownCause::Timeout, why };
    }
    PortError::NotSent { module: MODULE, why, retry_after_seconds: None }
}

/// The error with what caused it: its own words alone say only `connection error`.
fn sentence(error: &Error) -> String {
    let mut said = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        let words = inner.to_string();
        if !said.contains(&words) {
            said = format!("{said}: {words}");
        }
        cause = inner.source();
    }
    said
}

fn wrong(setting: &str, why: impl ToString) -> PortError {
    PortError::Configuration { module: MODULE, setting: setting.to_owned(), why: why.to_string() }
}
