//! What every mailer must show.

use super::{answered, broken, names};
use crate::mail::{Attachment, Mail, MailOutcome, Mailbox, Mailer};

/// Runs the suite with a writer and a reader that the mailer may use.
pub async fn run(mailer: &dyn Mailer, from: &Mailbox, to: &Mailbox) {
    let name = mailer.module();
    names(name, name);
    let good = Mail {
        message_id: "<contract-suite@example.com>".to_owned(),
        from: from.clone(),
        to: vec![to.clone()],
        subject: "Grüße aus der Prüfung".to_owned(),
        text: "A line.\n.\nA line after a lonely dot.\n".to_owned(),
        html: Some("<p>A line.</p>".to_owned()),
        attachments: vec![Attachment {
            name: "invoice 1.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            bytes: vec![0, 1, 2, 255],
        }],
        ..Mail::default()
    };
    let outcome = answered(name, "a mail", mailer.send(good.clone()).await);
    assert_eq!(outcome, MailOutcome::Accepted, "{name}: a good mail is accepted");
    let again = answered(name, "it again", mailer.send(good.clone()).await);
    assert_eq!(again, MailOutcome::Accepted, "{name}: a mail may be sent again");
    let named = |text: &str| Mailbox::new(text, to.address.clone());
    let header = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
    for (what, bad) in [
        ("no recipient", Mail { to: Vec::new(), ..good.clone() }),
        ("no address", Mail { to: vec![Mailbox::new("A", "")], ..good.clone() }),
        ("two in one", Mail { to: vec![Mailbox::new("A", "a@b.c,d@e.f")], ..good.clone() }),
        ("a break in a subject", Mail { subject: "a\r\nBcc: x@y.z".to_owned(), ..good.clone() }),
        ("a break in a name", Mail { to: vec![named("a\nBcc: x@y.z")], ..good.clone() }),
        ("a break in a header", Mail { headers: header("X-A", "b\r\nX: c"), ..good.clone() }),
        ("a break in an id", Mail { message_id: "<a>\r\nX: c".to_owned(), ..good.clone() }),
    ] {
        match answered(name, what, mailer.send(bad).await) {
            MailOutcome::Refused(no) if !no.message.is_empty() => {}
            other => broken(name, &format!("{what}: a mail is refused"), other),
        }
    }
}
