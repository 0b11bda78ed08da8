//! What a new company is told and does in its first hours: tax, mail, settings, files.

use super::browser::{Browser, text};
use crate::pages::browser::Browser as Member;
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{Site, each_engine, get, one};

/// A page as somebody sees it who looks at pages.
async fn seen(site: &Site, path: &str, cookies: &str) -> (u16, String) {
    let asked = get(path).header("accept", "text/html").header("cookie", cookies);
    let answer = site.call(asked).await;
    (answer.status.as_u16(), text(&answer))
}

/// An address with a word for a number leads nowhere, and says so in words for people.
#[tokio::test]
async fn a_word_for_a_number_leads_nowhere() {
    let site = one().await;
    furnish(&site).await;
    sign_up(&site, "jane@example.com").await;
    let ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let jane = Member::logged_in(&site, "jane@example.com", PASSWORD).await;
    for (path, cookies) in [
        ("/admin/invoices/abc", ann.cookies()),
        ("/admin/tickets/99999999999999999999", ann.cookies()),
        ("/services/abc", jane.cookies()),
        ("/order/abc", String::new()),
    ] {
        let (status, page) = seen(&site, path, &cookies).await;
        assert_eq!(status, 404, "{path}: {page}");
        assert!(page.contains("There is nothing here") && !page.contains("u64"), "{path}: {page}");
    }
    let program = site.call(get("/order/abc")).await;
    assert_eq!(program.status, 400, "a program is told what is wrong");
}

#[tokio::test]
async fn a_tax_rule_does_not_look_as_if_it_counted_while_tax_is_off() {
    let site = one().await;
    furnish(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let off = "Tax is switched off: no rule counts";
    let told = "There are tax rules, but tax is switched off";
    assert!(!ann.read("/admin").await.contains(told), "no rule, nothing to say");
    let new = "/admin/tax-rules/new";
    let rule = [("name", "VAT"), ("rate", "19"), ("level", "1"), ("do", "save")];
    assert!(ann.done(new, new, &rule).await.contains(off));
    assert!(ann.read("/admin").await.contains(told));
    let settings = "/admin/settings";
    ann.done(settings, settings, &[("was[TaxEnabled]", ""), ("to[TaxEnabled]", "on")]).await;
    assert!(!ann.read("/admin/tax-rules").await.contains(off));
    assert!(!ann.read("/admin").await.contains(told));
}

#[tokio::test]
async fn mails_that_nobody_takes_are_not_said_to_be_sent() {
    let site = one().await;
    furnish(&site).await;
    sign_up(&site, "jane@example.com").await;
    engine::jobs::run_until_idle(&site.system.engine.engine).await.unwrap();
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let nobody = "No mail server is named: mails are written, and reach nobody.";
    let log = ann.read("/admin/email-log").await;
    assert!(log.contains(nobody) && log.contains("Kept here"), "{log}");
    assert!(ann.read("/admin").await.contains(nobody));
    assert!(ann.read("/admin/system").await.contains("reach nobody"));
    let settings = "/admin/settings";
    ann.done(settings, settings, &[("to[SMTPHost]", "mail.example.com")]).await;
    let log = ann.read("/admin/email-log").await;
    assert!(!log.contains(nobody) && !log.contains("Kept here") && log.contains("Sent"), "{log}");
    assert!(!ann.read("/admin").await.contains(nobody));
}

/// The form says that a client without a password is sent a link to set one.
#[tokio::test]
async fn a_client_without_a_password_is_sent_a_link() {
    for site in each_engine().await {
        furnish(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let new = "/admin/clients/new";
        assert!(ann.read(new).await.contains("is sent a link to set it"));
        let person = |email: &'static str, quiet: &'static str| {
            [
                ("firstname", "Ada"),
                ("lastname", "Low"),
                ("email", email),
                ("password2", ""),
                ("skipvalidation", "1"),
                ("noemail", quiet),
            ]
        };
        let page = ann.done(new, new, &person("quiet@example.com", "1")).await;
        assert!(page.contains("The client was added") && !page.contains("is sent"), "{page}");
        engine::jobs::run_until_idle(&site.system.engine.engine).await.unwrap();
        let linked = || {
            let mails = site.system.engine.world.mailer.take();
            mails.iter().filter(|mail| format!("{mail:?}").contains("password/reset")).count()
        };
        assert_eq!(linked(), 0);
        let page = ann.done(new, new, &person("ada@example.com", "0")).await;
        assert!(page.contains("is sent a link to set a password"), "{page}");
        engine::jobs::run_until_idle(&site.system.engine.engine).await.unwrap();
        assert_eq!(linked(), 1, "the link stands in no list of mails");
    }
}

/// Who may not send such a link has to think of a password.
#[tokio::test]
async fn a_password_is_asked_for_where_no_link_can_be_sent() {
    let site = one().await;
    furnish(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["GetStats","AddClient","GetClients"]"#).await;
    let new = "/admin/clients/new";
    assert!(!ann.read(new).await.contains("is sent a link"));
    let person = [("firstname", "Ada"), ("email", "ada@example.com"), ("skipvalidation", "1")];
    let answer = ann.submit(new, new, &person).await;
    assert_eq!(answer.status, 422, "{}", text(&answer));
    assert!(text(&answer).contains("You did not enter a password"), "{}", text(&answer));
}

/// All that was typed is set at once; what somebody else has changed meanwhile stays.
#[tokio::test]
async fn settings_are_saved_together() {
    let site = one().await;
    furnish(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let here = "/admin/settings";
    let company = |page: &str| {
        let (_, rest) = page.split_once("name=\"to[CompanyName]\" value=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let first = company(&ann.read(here).await);
    let typed =
        [("was[CompanyName]", &*first), ("to[CompanyName]", "Acme"), ("to[TaxCode]", "DE1")];
    let page = ann.done(here, here, &typed).await;
    assert!(page.contains("CompanyName, TaxCode are set"), "{page}");
    assert_eq!(company(&page), "Acme");
    // The page of somebody who opened it before and changes something else.
    let later =
        [("was[CompanyName]", &*first), ("to[CompanyName]", &first), ("to[TaxCode]", "DE2")];
    let page = ann.done(here, here, &later).await;
    assert_eq!(company(&page), "Acme");
    assert!(page.contains("TaxCode is set") && page.contains("value=\"DE2\""), "{page}");
    // One that is refused keeps all from being set, and all that was typed stands.
    let wrong = [("to[TimeZone]", "Moon/Base"), ("to[TaxCode]", "DE3")];
    let answer = ann.submit(here, here, &wrong).await;
    let page = text(&answer);
    assert_eq!(answer.status, 422, "{page}");
    assert!(page.contains("name=\"was[TaxCode]\" value=\"DE2\""), "{page}");
    assert!(page.contains("name=\"to[TaxCode]\" value=\"DE3\""), "{page}");
}

/// What must fit together is changed together, whichever stands first.
#[tokio::test]
async fn settings_that_must_fit_are_changed_together() {
    let site = one().await;
    furnish(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let here = "/admin/settings?topic=Credit";
    let to = "/admin/settings";
    let pair = |least, most| {
        let was = [("was[AddFundsMinimum]", "5.00"), ("was[AddFundsMaximum]", "500.00")];
        [&was[..], &[("to[AddFundsMinimum]", least), ("to[AddFundsMaximum]", most)]].concat()
    };
    let typed = [pair("600", "500.00"), vec![("topic", "Credit")]].concat();
    let answer = ann.submit(here, to, &typed).await;
    let page = text(&answer);
    assert_eq!(answer.status, 422, "{page}");
    assert!(page.contains("AddFundsMinimum: The smallest amount to add cannot be"), "{page}");
    assert!(page.contains("name=\"to[AddFundsMinimum]\" value=\"600\""), "{page}");
    let typed = [pair("600", "1000"), vec![("topic", "Credit")]].concat();
    let page = ann.done(here, to, &typed).await;
    assert!(page.contains("AddFundsMaximum, AddFundsMinimum are set"), "{page}");
}

/// The kept password goes to another mail server only when it is given again, on the same page.
#[tokio::test]
async fn a_mail_server_is_changed_together_with_its_password() {
    let site = one().await;
    furnish(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let settings = "/admin/settings";
    let host = |host| ("to[SMTPHost]", host);
    let first = [host("mail.example.com"), ("to[SMTPPassword]", "s3cret")];
    let page = ann.done(settings, settings, &first).await;
    assert!(page.contains("SMTPHost, SMTPPassword are set"), "{page}");
    let answer = ann.submit(settings, settings, &[host("evil.example"), ("q", "SMTPHost")]).await;
    let page = text(&answer);
    assert_eq!(answer.status, 422, "{page}");
    assert!(page.contains("SMTPPassword: Give the password again"), "{page}");
    assert!(page.contains("name=\"to[SMTPPassword]\""), "there is room for it: {page}");
    assert!(page.contains("name=\"to[SMTPHost]\" value=\"evil.example\""), "{page}");
    let both = [host("mx.example.com"), ("to[SMTPPort]", "25"), ("to[SMTPPassword]", "an0ther")];
    let page = ann.done(settings, settings, &both).await;
    assert!(page.contains("SMTPHost, SMTPPort, SMTPPassword are set"), "{page}");
}

/// What the role does not permit is said before what a form lacks, and that on its page.
#[tokio::test]
async fn a_form_without_fields_is_answered_in_words() {
    let site = one().await;
    furnish(&site).await;
    site.run(
        "insert into todo_items (title, status, on_date) values ('Call', 'New', '2026-01-01')",
    )
    .await;
    let mut ann = Browser::of_ann(&site, r#"["GetToDoItems", "GetConfigurationValue"]"#).await;
    let (own, todo, settings) = ("/admin/sign-ins", "/admin/todo/1", "/admin/settings");
    for to in [todo, settings] {
        let answer = ann.submit(own, to, &[]).await;
        let page = text(&answer);
        assert_eq!(answer.status, 403, "{to}: {page}");
        assert!(page.contains("Your role does not permit this"), "{to}: {page}");
    }
    site.run(r#"update roles set actions = '["*"]' where kind = 'staff'"#).await;
    site.clock.advance(jiff::SignedDuration::from_secs(3));
    for (to, fields, said) in [
        (todo, &[][..], "Please fill this in"),
        (settings, &[][..], "No setting was sent"),
        (settings, &[("to[Nonsense]", "1")][..], "There is no setting Nonsense"),
    ] {
        let answer = ann.submit(own, to, fields).await;
        let page = text(&answer);
        assert_eq!(answer.status, 422, "{to}: {page}");
        assert!(page.contains(said), "{to}: {page}");
    }
}

/// A file is for programs: days and amounts as digits, currencies and numbers of rows beside them.
#[tokio::test]
async fn a_file_of_invoices_can_be_computed_with() {
    let site = one().await;
    furnish(&site).await;
    sign_up(&site, "jane@example.com").await.order(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let file = ann.read("/admin/invoices?as=csv").await;
    let mut lines = file.lines();
    let head: Vec<&str> = lines.next().unwrap().split(',').collect();
    let row: Vec<&str> = lines.next().unwrap().split(',').collect();
    let of = |name: &str| row[head.iter().position(|head| *head == name).unwrap()];
    let is_day = |text: &str| text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok();
    assert!(is_day(of("Date")) && is_day(of("Due")), "{file}");
    assert!(of("Total").parse::<f64>().is_ok(), "{file}");
    assert_eq!(of("Total (currency)"), "USD", "{file}");
    assert_eq!(of("Id"), "1", "{file}");
    let page = ann.read("/admin/invoices").await;
    assert!(!page.contains(&format!(">{}<", of("Date"))), "people read another form: {page}");
}

/// What a product is for and has stands where it is ordered, and a service says what it waits for.
#[tokio::test]
async fn an_order_shows_what_is_in_it_and_its_service_what_it_waits_for() {
    let site = one().await;
    furnish(&site).await;
    site.run("update products set description = 'For small sites\n10 GB\n5 mailboxes'").await;
    let (_, page) = seen(&site, "/order/1", "").await;
    for text in ["For small sites", "10 GB", "5 mailboxes"] {
        assert!(page.contains(text), "{text}: {page}");
    }
    sign_up(&site, "jane@example.com").await.order(&site).await;
    let mut jane = Member::logged_in(&site, "jane@example.com", PASSWORD).await;
    site.run("update services set status = 'Pending'").await;
    let page = jane.page("/services/1").await;
    assert!(page.contains("This service is not set up yet."), "{page}");
    site.run("update services set status = 'Active'").await;
    assert!(!jane.page("/services/1").await.contains("not set up yet"));
}

/// What will come in stands on the dashboard, fetched from its report after the page.
#[tokio::test]
async fn the_dashboard_says_what_will_come_in() {
    let site = one().await;
    furnish(&site).await;
    sign_up(&site, "jane@example.com").await.order(&site).await;
    site.run("update services set status = 'Active'").await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let page = ann.read("/admin").await.replace("&#x2f;", "/");
    let place = "id=\"picture-income_forecast\"";
    let (_, after) = page.split_once(place).unwrap_or_else(|| panic!("{page}"));
    assert!(after.contains("data-fetch=\"/admin/reports/income_forecast\""), "{page}");
    let report = ann.read("/admin/reports/income_forecast").await;
    assert!(report.contains(place) && report.contains("<li>"), "{report}");
}

/// Where there is nothing at all, it is said that there is nothing, and what comes first.
#[tokio::test]
async fn an_empty_house_says_what_comes_first() {
    let site = one().await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let clients = ann.read("/admin/clients").await;
    assert!(clients.contains("There is no client yet."), "{clients}");
    assert!(clients.contains("href=\"&#x2f;admin&#x2f;clients&#x2f;new\""), "{clients}");
    let looked_for = ann.read("/admin/clients?q=zz").await;
    assert!(looked_for.contains("No client is like that. Limited to Search: zz."), "{looked_for}");
    let first = "Make a group first";
    assert!(ann.read("/admin/products/new").await.contains(first));
    furnish(&site).await;
    assert!(!ann.read("/admin/products/new").await.contains(first));
}

/// Half a line of a new invoice, and a day to pay that is over before it begins, are said.
#[tokio::test]
async fn an_invoice_is_not_made_of_halves() {
    let site = one().await;
    furnish(&site).await;
    sign_up(&site, "jane@example.com").await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let new = "/admin/invoices/new";
    let whole = [("client", "1"), ("itemdescription1", "Work"), ("itemamount1", "5")];
    for (more, said) in [
        ([("itemdescription2", "Travel"), ("itemamount2", "")], "it may be 0"),
        ([("itemdescription2", ""), ("itemamount2", "7")], "Please say what this is for"),
        ([("date", "2026-01-31"), ("duedate", "2026-01-30")], "due before its date"),
    ] {
        let answer = ann.submit(new, new, &[&whole[..], &more].concat()).await;
        let page = text(&answer);
        assert_eq!(answer.status, 422, "{said}: {page}");
        assert!(page.contains(said) && page.contains("value=\"Work\""), "{said}: {page}");
    }
}
