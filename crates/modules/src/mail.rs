//! Mailers, and the way to mailboxes.

mod dkim;
mod mailboxes;
mod outbox;
mod smtp;

pub use dkim::DkimKeys;
pub use mailboxes::MailServerBoxes;
pub use outbox::OutboxMailer;
pub use ports::mail::MailSecurity as Security;
pub use smtp::{SmtpMailer, SmtpServers, SmtpSettings};
