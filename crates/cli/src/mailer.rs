//! The mail server of the configuration, if there is one.

use std::sync::Arc;

use anyhow::{Context, Result};
use modules::mail::{Security, SmtpMailer, SmtpSettings};
use ports::SystemClock;

use crate::config::{self, Config};

/// The mailer; `None` when no server is named.
pub(crate) fn from(config: &Config) -> Result<Option<SmtpMailer>> {
    let values = &config.values;
    let host = values.text("smtp_host").trim();
    if host.is_empty() {
        return Ok(None);
    }
    let security = Security::parse(values.text("smtp_security"))
        .with_context(|| values.wrong("smtp_security", "starttls, tls or none"))?;
    let settings = SmtpSettings {
        host: host.to_owned(),
        port: values.parse("smtp_port", "a port, such as 587")?,
        security,
        user: values.text("smtp_user").to_owned(),
        password: values.text("smtp_password").into(),
        authority: config::authority(values, "smtp_ca")?,
    };
    let mailer = SmtpMailer::new(&settings, Arc::new(SystemClock));
    Ok(Some(mailer.with_context(|| values.wrong("smtp_ca", "a certificate in PEM"))?))
}

/// Signs in at the server and says how that went.
pub(crate) async fn check(config: &Config) -> Result<String> {
    let Some(mailer) = from(config)? else {
        return Ok("is kept in memory and not sent; smtp_host names a server".to_owned());
    };
    mailer.check().await?;
    Ok(format!("{} takes it", config.values.text("smtp_host")))
}
