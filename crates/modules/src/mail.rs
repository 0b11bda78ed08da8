//! Mailers.

mod outbox;
mod smtp;

pub use outbox::OutboxMailer;
pub use ports::mail::MailSecurity as Security;
pub use smtp::{SmtpMailer, SmtpServers, SmtpSettings};
