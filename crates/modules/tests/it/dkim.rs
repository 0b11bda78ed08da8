//! Signed mails, read by `dkimpy` as a real server got them.

use modules::mail::DkimKeys;
use ports::mail::Mailer as _;
use ports::mail::{Attachment, MadeMailKey, Mail, MailKey, MailKeys as _, MailOutcome, Mailbox};
use serde_json::json;

use crate::peers;
use crate::smtp::{Server, mail, mailer};

const NAME: &str = "k2026._domainkey.example.com";

fn holds(mail: &str, key: &MadeMailKey) -> bool {
    let record = format!("v=DKIM1; k=rsa; p={}", key.public);
    let asked = json!({ "mail": mail, "name": NAME, "record": record }).to_string();
    match peers::run("check_dkim.py", &[], &asked).trim() {
        "True" => true,
        "False" => false,
        said => panic!("{said}"),
    }
}

fn signed_with(key: &MadeMailKey) -> MailKey {
    let private = key.private.clone();
    MailKey { domain: "example.com".to_owned(), selector: "k2026".to_owned(), private }
}

#[tokio::test]
async fn others_believe_the_signatures_and_see_every_change() {
    let (key, other) = tokio::join!(DkimKeys.make(), DkimKeys.make());
    let (key, other) = (key.unwrap(), other.unwrap());
    let server = Server::start();
    let mailer = mailer(&server.settings());
    let many = (1..=80).map(|n| Mailbox::new(format!("Reader {n}"), format!("r{n}@example.net")));
    let file = Attachment {
        name: "Invoice-7.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        bytes: vec![0, 255, 13, 10, 46, 10],
    };
    let html = Some("<p>A line.  \t</p>\n\n\n".to_owned());
    for each in [
        mail("jane@example.com"),
        Mail { text: String::new(), ..mail("jane@example.com") },
        Mail { text: "Ends \t in blanks  \n\n\n\n".to_owned(), ..mail("jane@example.com") },
        Mail {
            cc: many.collect(),
            subject: "Ärger mit der Rechnung, sehr lang ".repeat(20),
            html,
            attachments: vec![file],
            reply_to: Some(Mailbox::new("Büro", "office@example.com")),
            ..mail("jane@example.com")
        },
    ] {
        let sent = Mail { signed_with: Some(signed_with(&key)), ..each };
        assert_eq!(mailer.send(sent).await.unwrap(), MailOutcome::Accepted);
        let got = server.got()["data"].as_str().unwrap().to_owned();
        assert!(got.lines().all(|line| line.len() <= 998), "{got}");
        assert!(holds(&got, &key), "{got}");
        assert!(!holds(&got, &other), "another key");
        for (was, is) in [
            ("From: \"Nordlicht", "From: evil@example.com\r\nFrom: \"Nordlicht"),
            ("\r\n\r\n", "\r\n\r\nPay me instead.\r\n"),
            ("\r\nDate: Fri", "\r\nDate: Sat"),
            ("t=17", "t=16"),
        ] {
            let changed = got.replacen(was, is, 1);
            assert_ne!(changed, got, "{was}");
            assert!(!holds(&changed, &key), "{is}");
        }
    }
}

#[tokio::test]
async fn keys_of_others_are_read_and_what_is_none_is_refused() {
    let key = DkimKeys.make().await.unwrap();
    assert_eq!(DkimKeys.read(key.private.expose()).unwrap(), key, "PKCS#1, as it is kept");
    for (form, title) in [("pkcs1", "BEGIN RSA PRIVATE KEY"), ("pkcs8", "BEGIN PRIVATE KEY")] {
        let theirs = peers::run("make_rsa.py", &["2048", form], "");
        assert!(theirs.contains(title), "{theirs}");
        assert!(DkimKeys.read(&theirs).unwrap().public.starts_with("MIIBIjAN"));
    }
    let large = peers::run("make_rsa.py", &["5120", "pkcs8"], "");
    for (bad, why) in [
        ("", "This is no RSA key in PEM without a password"),
        ("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "This is no RSA key"),
        (&large, "An RSA key for mails has 1024 to 4096 bits"),
    ] {
        let said = DkimKeys.read(bad).unwrap_err().message;
        assert!(said.starts_with(why), "{said}");
    }
}
