//! Mailers, and the way to mailboxes.

mod mailboxes;
mod outbox;
mod smtp;

pub use mailboxes::MailServerBoxes;
pub use outbox::OutboxMailer;
pub use ports::mail::MailSecurity as Security;
pub use smtp::{SmtpMailer, SmtpServers, SmtpSettings};
