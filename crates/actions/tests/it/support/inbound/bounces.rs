//! Mails of ours that come back.

use protocol::GetEmails;

use super::{each, opened, read, send, sent, voices};
use crate::support::house::ANN;

fn report(about: &str, action: &str) -> String {
    format!(
        "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nTo: sales@house.example\n\
         Subject: Undelivered Mail\nAuto-Submitted: auto-replied\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n\
         --b\nContent-Type: text/plain\n\nSorry.\n\
         --b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n\
         Final-Recipient: rfc822; ann@example.com\nAction: {action}\nStatus: 5.1.1\n\
         Diagnostic-Code: smtp; 550 5.1.1 no such user\n\n\
         --b\nContent-Type: text/rfc822-headers\n\nMessage-ID: {about}\nSubject: Help\n\n--b--\n"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_mails_knows_what_came_back() {
    for test in each().await {
        let (done, said) = opened(&test).await;
        let mails = async || {
            let call = GetEmails { clientid: ANN, ..GetEmails::default() };
            test.call(call).await.unwrap().emails.0.email.0.remove(0)
        };
        assert!(!mails().await.failed.0);
        let forged = said.message_id.replacen("hostler-", "hostler-9", 1);
        for (about, action, status) in [
            (said.message_id.as_str(), "delayed", "Delivery Report"),
            (&forged, "failed", "Delivery Report"),
            ("<other@example.com>", "failed", "Delivery Report"),
        ] {
            let got = send(&test, &report(about, action)).await;
            assert_eq!((&*got.outcome, &*got.status), ("Noted", status), "{about} {action}");
            assert!(!mails().await.failed.0, "{about} {action}");
        }
        let got = send(&test, &report(&said.message_id, "failed")).await;
        assert_eq!(&*got.status, "Delivery Failure Noted");
        assert_eq!(got.ticketid, done.ticketid);
        let mail = mails().await;
        assert!(mail.failed.0 && !mail.pending.0);
        assert_eq!(&*mail.failure_reason, "ann@example.com: 550 5.1.1 no such user");
        assert_eq!(voices(&read(&test, &done).await).len(), 1, "no ticket and no answer of it");
        assert!(sent(&test).await.is_empty());
    }
}
