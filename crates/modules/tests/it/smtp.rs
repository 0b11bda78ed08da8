//! Mail through a real mail server: `aiosmtpd`, with TLS and a password.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::sync::Arc;

use modules::mail::{Security, SmtpMailer, SmtpSettings};
use ports::mail::{Attachment, Mail, MailOutcome, Mailbox, Mailer as _};
use ports::{FakeClock, PortError, contract};
use serde_json::Value;

use crate::peers::Peer;

/// Where the server writes what it takes.
const MAILS: &str = "mails.jsonl";

/// The server, which ends when this is dropped.
pub(crate) struct Server {
    peer: Peer,
    authority: Vec<u8>,
    folder: tempfile::TempDir,
}

impl Server {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let [authority, mails] = ["authority.pem", MAILS].map(|name| folder.path().join(name));
        let arguments = [authority.to_str().unwrap(), mails.to_str().unwrap()];
        let peer = Peer::start_with("run_smtp.py", &arguments);
        let authority = std::fs::read(authority).unwrap();
        Self { peer, authority, folder }
    }

    /// The mail that it took last.
    pub(crate) fn got(&self) -> Value {
        let mails = std::fs::read_to_string(self.folder.path().join(MAILS)).unwrap();
        serde_json::from_str(mails.lines().next_back().unwrap()).unwrap()
    }

    pub(crate) fn settings(&self) -> SmtpSettings {
        SmtpSettings {
            host: "localhost".to_owned(),
            port: self.peer.port,
            security: Security::StartTls,
            user: "hostler".to_owned(),
            password: "s3cret".into(),
            authority: Some(self.authority.clone()),
        }
    }
}

pub(crate) fn mailer(settings: &SmtpSettings) -> SmtpMailer {
    let clock = FakeClock::at("2026-01-02T03:04:05Z".parse().unwrap());
    SmtpMailer::new(settings, Arc::new(clock)).unwrap()
}

pub(crate) fn mail(to: &str) -> Mail {
    Mail {
        message_id: "<hostler-job-7@example.com>".to_owned(),
        from: Mailbox::new("Nordlicht Hosting", "hello@example.com"),
        to: vec![Mailbox::new("Jane Doe", to)],
        bcc: vec![Mailbox::new("", "archive@example.com")],
        subject: "Grüße".to_owned(),
        text: "A line.\n.\nFrom a lonely dot on.\n".to_owned(),
        headers: vec![("Auto-Submitted".to_owned(), "auto-generated".to_owned())],
        ..Mail::default()
    }
}

#[tokio::test]
async fn the_mailer_keeps_the_contract_of_its_port() {
    let server = Server::start();
    let (from, to) = (Mailbox::new("A", "a@example.com"), Mailbox::new("B", "b@example.com"));
    contract::mail::run(&mailer(&server.settings()), &from, &to).await;
}

#[tokio::test]
async fn a_mail_arrives_as_it_was_written() {
    let server = Server::start();
    let mailer = mailer(&server.settings());
    mailer.check().await.unwrap();
    let file = Attachment {
        name: "Invoice-7.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        bytes: b"%PDF-1.7\xff\x00".to_vec(),
    };
    let html = Some("<p>A line.</p>".to_owned());
    let sent = Mail { html, attachments: vec![file], ..mail("jane@example.com") };
    assert_eq!(mailer.send(sent).await.unwrap(), MailOutcome::Accepted);
    let got = server.got();
    assert_eq!(got["sender"], "hello@example.com");
    assert_eq!(got["recipients"], serde_json::json!(["jane@example.com", "archive@example.com"]));
    assert_eq!((&got["tls"], &got["user"]), (&Value::Bool(true), &Value::from("hostler")));
    let data = got["data"].as_str().unwrap();
    for wanted in [
        "Message-ID: <hostler-job-7@example.com>\r\n",
        "Date: Fri, 02 Jan 2026 03:04:05 +0000\r\n",
        "From: \"Nordlicht Hosting\" <hello@example.com>\r\n",
        "To: \"Jane Doe\" <jane@example.com>\r\n",
        "Auto-Submitted: auto-generated\r\n",
        "\r\n.\r\nFrom a lonely dot on.\r\n",
        "Content-Type: text/html; charset=utf-8\r\n",
        "Content-Disposition: attachment; filename=\"Invoice-7.pdf\"\r\n",
        "JVBERi0xLjf/AA==",
    ] {
        assert!(data.contains(wanted), "{wanted}\n{data}");
    }
    assert!(!data.contains("archive@example.com"), "a hidden copy stays hidden: {data}");
}

#[tokio::test]
async fn what_the_server_says_is_told_apart() {
    let server = Server::start();
    let good = mailer(&server.settings());
    for (to, later) in [("refused@example.com", false), ("later@example.com", true)] {
        let outcome = good.send(Mail { bcc: Vec::new(), ..mail(to) }).await.unwrap();
        match outcome {
            MailOutcome::Later(no) if later => assert_eq!(no.code, "451", "{no}"),
            MailOutcome::Refused(no) if !later => assert_eq!(no.code, "550", "{no}"),
            other => panic!("{to}: {other:?}"),
        }
    }
    // Nothing here says anything about the mail: it stays to be sent.
    let settings = server.settings();
    let wrong = SmtpSettings { password: "wrong-pass".into(), ..settings.clone() };
    let error = mailer(&wrong).send(mail("jane@example.com")).await.unwrap_err();
    assert!(matches!(error, PortError::Configuration { .. }), "{error}");
    assert!(!format!("{error} {error:?} {wrong:?}").contains("wrong-pass"), "{error}");
    let stranger = SmtpSettings { authority: None, ..settings.clone() };
    let error = mailer(&stranger).send(mail("jane@example.com")).await.unwrap_err();
    assert!(error.to_string().contains("ertificate"), "{error}");
    let in_the_clear = SmtpSettings { security: Security::None, ..settings };
    assert!(mailer(&in_the_clear).send(mail("jane@example.com")).await.is_err());
    let port = server.peer.port;
    drop(server);
    let nobody = SmtpSettings { port, security: Security::None, ..wrong };
    let error = mailer(&nobody).send(mail("jane@example.com")).await.unwrap_err();
    assert!(matches!(error, PortError::NotSent { .. }), "{error}");
}
