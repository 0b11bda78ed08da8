//! Mails as mail programs write them, and as nobody should: what is read of each.

use super::message::{Incoming, fingerprint, read};

fn mail(text: &str) -> Incoming {
    read(text.replace('\n', "\r\n").as_bytes()).unwrap()
}

fn part(headers: &str, body: &str) -> String {
    mail(&format!("From: Ann <ann@example.com>\nSubject: x\n{headers}\n\n{body}")).text
}

#[test]
fn charsets_and_encodings_are_read() {
    for (headers, body, expected) in [
        ("Content-Type: text/plain; charset=utf-8", "Größe €", "Größe €"),
        (
            "Content-Type: text/plain; charset=iso-8859-1\n\
             Content-Transfer-Encoding: quoted-printable",
            "Gr=F6=DFe=\n, lang",
            "Größe, lang",
        ),
        (
            "Content-Type: text/plain; charset=\"UTF-8\"\nContent-Transfer-Encoding: base64",
            "R3LDtsOfZQ==",
            "Größe",
        ),
        (
            "Content-Type: text/plain; charset=windows-1252\n\
             Content-Transfer-Encoding: quoted-printable",
            "=80 10 =96 =93a=94",
            "€ 10 – “a”",
        ),
        (
            "Content-Type: text/plain; charset=windows-1251\nContent-Transfer-Encoding: base64",
            "z/Do4uXy",
            "Привет",
        ),
        (
            "Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: base64",
            "8NLJ18XU",
            "Привет",
        ),
        (
            "Content-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: base64",
            "xOO6ww==",
            "你好",
        ),
        (
            "Content-Type: text/plain; charset=shift_jis\nContent-Transfer-Encoding: base64",
            "k/qWew==",
            "日本",
        ),
        (
            "Content-Type: text/plain; charset=iso-2022-jp\nContent-Transfer-Encoding: base64",
            "GyRCRnxLXBsoQg==",
            "日本",
        ),
        (
            "Content-Type: text/plain; charset=utf-7\nContent-Transfer-Encoding: 7bit",
            "Gr+APYA3w-e",
            "Größe",
        ),
        ("Content-Type: text/plain; charset=no-such", "plain", "plain"),
        ("Content-Type: text/html", "<p>Hello <b>there</b></p><p>Bye", "Hello there\n\nBye"),
        ("X-Nothing: here", "no type at all", "no type at all"),
        ("Content-Type: text/plain", "a\0b\u{7}c", "abc"),
        ("Content-Type: text/plain", "", ""),
    ] {
        assert_eq!(part(headers, body), expected, "{headers}");
    }
    // Bytes that are no UTF-8, and no word about them: something is shown, nothing breaks.
    let raw = b"From: a@example.com\r\nSubject: Gr\xf6\xdfe\r\n\r\nGr\xf6\xdfe\r\n";
    let read = read(raw).unwrap();
    assert!(read.text.starts_with("Gr") && read.subject.starts_with("Gr"), "{read:?}");
}

#[test]
fn headers_are_read_as_people_mean_them() {
    let found = mail(
        "From: =?utf-8?Q?J=C3=B6rg?= \"X\" <Joerg@Example.com>\n\
         To: Help <help@example.com>, \"b\" <B@example.com>\nCc: c@example.com\n\
         Delivered-To: support@example.com\nMessage-ID: <abc.123@mail.example.com>\n\
         In-Reply-To: <one@example.com>\nReferences: <root@example.com>\n <one@example.com>\n\
         Subject: =?iso-8859-1?Q?Gr=F6=DFe?= =?utf-8?B?IOKCrA==?=\n of\n it\n\nText\n",
    );
    assert_eq!(found.from, "Joerg@Example.com");
    assert!(found.from_name.starts_with("Jörg"), "{}", found.from_name);
    assert_eq!(found.subject, "Größe € of it");
    assert_eq!(found.message_id, "abc.123@mail.example.com");
    assert_eq!(found.references, ["one@example.com", "root@example.com", "one@example.com"]);
    let expected = ["support@example.com", "help@example.com", "b@example.com", "c@example.com"];
    assert_eq!(found.recipients, expected);
    let bare = mail("Received: from x\n\nonly text\n");
    assert_eq!((bare.from.as_str(), bare.subject.as_str(), bare.message_id.as_str()), ("", "", ""));
    // An identity that would break a header of ours is not taken over.
    assert_eq!(mail("From: a@b.cd\nMessage-ID: <a b@example.com>\n\nx").message_id.find(' '), None);
}

const MIXED: &str = "From: a@example.com
Subject: x
Content-Type: multipart/mixed; boundary=out

--out
Content-Type: multipart/alternative; boundary=in

--in
Content-Type: text/plain

Plain
--in
Content-Type: text/html

<p>Rich</p>
--in--
--out
Content-Type: image/png; name=\"a.png\"
Content-Transfer-Encoding: base64

iVBORw==
--out
Content-Disposition: attachment; filename*=utf-8''Gr%C3%B6%C3%9Fe.pdf
Content-Type: application/pdf
Content-Transfer-Encoding: base64

JVBERi0=
--out
Content-Type: message/rfc822

From: b@example.com
Subject: Inner
Content-Type: text/plain

Inner text
--out--
";

#[test]
fn parts_are_text_or_files() {
    let found = mail(MIXED);
    assert_eq!(found.text, "Plain");
    let files: Vec<_> = found.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(files, ["a.png", "Größe.pdf", "message.eml"]);
    assert_eq!(found.files[0].bytes, b"\x89PNG");
    assert_eq!(found.files[1].bytes, b"%PDF-");
    let inner = String::from_utf8(found.files[2].bytes.clone()).unwrap();
    assert!(inner.starts_with("From: b@example.com") && inner.contains("Inner text"), "{inner}");
    // The HTML counts where the plain text beside it says nothing.
    assert_eq!(mail(&MIXED.replace("\nPlain\n", "\n\n")).text, "Rich");
}

#[test]
fn programs_are_told_from_people() {
    for (headers, automatic, over_a_list) in [
        ("X-A: b", false, false),
        ("Auto-Submitted: no", false, false),
        ("Auto-Submitted: auto-replied (vacation)", true, false),
        ("auto-submitted:\n auto-generated; x=y", true, false),
        ("Precedence: bulk", true, true),
        ("Precedence: Junk", true, true),
        ("Precedence: list\nList-Id: <team.example.com>", false, true),
        ("X-Autoreply: yes", true, false),
        ("Return-Path: <>", true, false),
        ("Return-Path: < >", true, false),
        ("Return-Path: <ann@example.com>", false, false),
        (
            "Content-Type: multipart/report; report-type=disposition-notification;\n boundary=b",
            true,
            false,
        ),
    ] {
        let found = mail(&format!("From: ann@example.com\nSubject: x\n{headers}\n\nText\n"));
        assert_eq!(
            (found.automatic.is_some(), found.over_a_list),
            (automatic, over_a_list),
            "{headers}"
        );
    }
    assert!(mail("From: MAILER-DAEMON@example.com\n\nx").automatic.is_some());
}

#[test]
fn a_report_of_a_mail_server_is_read() {
    let found = mail(
        "From: MAILER-DAEMON@mx.example.com
Subject: Undelivered
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; gone@example.com
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b
Content-Type: message/rfc822

Message-ID: <ours@example.com>
Subject: Hello

Text
--b--
",
    );
    let report = found.report.unwrap();
    assert!(report.failed);
    assert_eq!(report.reason, "gone@example.com: 550 5.1.1 no such user");
    assert_eq!(report.about, ["ours@example.com"]);
    assert!(found.files.is_empty());
}

/// None of these may take long, much memory, or the program with it.
#[test]
fn bombs_do_not_go_off() {
    let head = "From: a@example.com\r\nSubject: x\r\n";
    let nested: String = (0..40)
        .map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n"))
        .collect();
    assert!(read(format!("{head}{nested}Content-Type: text/plain\r\n\r\nx").as_bytes()).is_some());
    let deeper = nested.repeat(3_000);
    assert!(read(format!("{head}{deeper}x").as_bytes()).is_none(), "parts in parts");
    let inner = "Content-Type: message/rfc822\r\n\r\n";
    let mails = read(format!("{head}{}", inner.repeat(900)).as_bytes()).unwrap();
    assert!(mails.files.len() <= 1, "mails in mails are one file: {}", mails.files.len());
    assert!(read(format!("{head}{}", inner.repeat(200_000)).as_bytes()).is_none());
    // The same wrapped once more, where only the parser sees it.
    use base64::Engine as _;
    let hidden = base64::engine::general_purpose::STANDARD.encode(inner.repeat(200_000));
    let kind = "Content-Type: Message/RFC822\r\nContent-Transfer-Encoding: base64\r\n\r\n";
    assert!(read(format!("{head}{kind}{hidden}").as_bytes()).is_some());
    let digest = "Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\
        Content-Transfer-Encoding: base64\r\n\r\n";
    assert!(read(format!("{head}{digest}{hidden}\r\n--b--\r\n").as_bytes()).is_some());
    let words = format!("Subject: {}\r\n", "=?utf-8?Q?a?= ".repeat(15_000));
    assert!(read(format!("{words}\r\nx").as_bytes()).is_some_and(|mail| mail.subject.len() <= 250));
    let people = format!("To: {}\r\n", "a@b.cd, ".repeat(25_000));
    let people = read(format!("{head}{people}\r\nx").as_bytes()).unwrap();
    assert_eq!(people.recipients.len(), 100);
    assert!(read(b"").is_none());
    assert!(read(&[0xff; 10_000]).is_none_or(|mail| mail.from.is_empty()));
}

#[test]
fn the_same_mail_is_known_again() {
    let print = |text: &str| fingerprint(&mail(text), text.as_bytes());
    let one = "From: a@example.com\nMessage-ID: <1@example.com>\nSubject: x\n\nText\n";
    let other_way = format!("Received: from elsewhere\n{one}");
    assert_eq!(print(one), print(&other_way));
    for other in [one.replace("Text", "Other"), one.replace("<1@", "<2@"), one.replace("a@", "b@")]
    {
        assert_ne!(print(one), print(&other), "{other}");
    }
    let nameless = "From: a@example.com\nSubject: x\n\nText\n";
    assert_eq!(print(nameless), print(nameless));
    assert_ne!(
        print(nameless),
        print(&format!("Date: Thu, 1 Jan 2026 00:00:00 +0000\n{nameless}"))
    );
}
