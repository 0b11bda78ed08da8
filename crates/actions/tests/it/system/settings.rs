//! Settings, lists, secrets, bans and notifications.

use actions::testing::each;
use engine::{Caller, Door};
use protocol::{
    AddBannedIp, DecryptPassword, EncryptPassword, GetConfigurationValue, GetCurrencies,
    SetConfigurationValue, TriggerNotificationEvent, UpdateAdminNotes, WhmcsDetails,
};

fn get(setting: &str) -> GetConfigurationValue {
    GetConfigurationValue { setting: setting.to_owned() }
}

fn set(setting: &str, value: &str) -> SetConfigurationValue {
    SetConfigurationValue {
        setting: setting.to_owned(),
        value: value.to_owned(),
        ..Default::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_setting_is_read_changed_and_unset() {
    for test in each().await.unwrap() {
        assert_eq!(&*test.call(get("TimeZone")).await.unwrap().value, "UTC");
        assert!(test.call(set("TimeZone", "Europe/Berlin")).await.unwrap().value_changed.0);
        assert!(!test.call(set("TimeZone", "Europe/Berlin")).await.unwrap().value_changed.0);
        assert_eq!(&*test.call(get("TimeZone")).await.unwrap().value, "Europe/Berlin");
        assert!(test.call(set("TimeZone", "")).await.unwrap().value_changed.0);
        assert_eq!(&*test.call(get("TimeZone")).await.unwrap().value, "UTC");
        assert_eq!(test.refused(get("Nonsense")).await, "Invalid name for parameter setting");
        assert_eq!(test.refused(set("Nonsense", "1")).await, "Invalid name for parameter setting");
        let mars = "There is no such time zone; one is Europe/Berlin";
        assert_eq!(test.refused(set("TimeZone", "Mars")).await, mars);
        let caller = Caller::system(Door::Rpc);
        let said = test.call_as(&caller, set("TimeZone", "UTC")).await.unwrap_err().to_string();
        assert_eq!(said, "API Command Restricted to Internal API");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn currencies_and_version_are_told() {
    for test in each().await.unwrap() {
        let list = test.call(GetCurrencies {}).await.unwrap();
        assert_eq!(list.totalresults.0, 3);
        let euro = &list.currencies.currency[1];
        assert_eq!((&*euro.code, euro.rate.as_str()), ("EUR", "0.92000"));
        let details = test.call(WhmcsDetails {}).await.unwrap();
        assert!(details.whmcs.canonicalversion.starts_with(&*details.whmcs.version));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_encrypted_text_differs_each_time_and_opens_again() {
    for test in each().await.unwrap() {
        let seal = || EncryptPassword { password2: "teststring".into() };
        let one = test.call(seal()).await.unwrap().password;
        let two = test.call(seal()).await.unwrap().password;
        assert_ne!(one, two);
        let opened = test.call(DecryptPassword { password2: one.0.into() }).await.unwrap();
        assert_eq!(opened.password.reveal(), "teststring");
        let odd = DecryptPassword { password2: "nonsense".into() };
        assert_eq!(test.refused(odd).await, "The password cannot be decrypted");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_setting_is_only_what_it_can_be() {
    for test in each().await.unwrap() {
        for (setting, value, said) in [
            ("RefundApprovalAbove", "much", "It must be an amount in USD"),
            ("AddFundsMinimum", "-5", "It must be an amount in USD"),
            ("LateFeeMinimum", "1.234", "It must be an amount in USD"),
            ("InvoiceLateFeeAmount", "ten", "It must be a percentage such as 2.5"),
            ("TaxType", "Odd", "It can be: Exclusive, Inclusive"),
            ("SMTPSSL", "ssl", "It can be: starttls, tls, none"),
            ("AutomationTimeOfDay", "25:00", "It must be a time of day such as 09:00"),
            ("CreateInvoiceDaysBeforeMonthly", "week", "It must be a whole number from 0 to 365"),
            ("AutoSuspensionDays", "-3", "It must be a whole number from 0 to 36500"),
            ("DefaultCountry", "XX", "It must be the code of a country, such as US"),
            ("Email", "nobody", "It must be an e-mail address"),
            (
                "SystemURL",
                "example",
                "It must be an address such as https://my.example.com/, without ? and #",
            ),
            ("TldSyncRegistrar", "nobody", "It can be: fakeregistrar"),
            ("TaxEnabled", "perhaps", "It can be: on, off"),
            (
                "AddFundsMinimum",
                "600",
                "The smallest amount to add cannot be more than the largest",
            ),
            (
                "SequentialInvoiceNumberReset",
                "yearly",
                "A number that starts again each year must contain it.",
            ),
        ] {
            assert_eq!(test.refused(set(setting, value)).await, said, "{setting} {value}");
        }
        let kept = async |setting: &str, value: &str| {
            test.call(set(setting, value)).await.unwrap();
            test.engine.engine.settings_changed();
            test.call(get(setting)).await.unwrap().value.to_string()
        };
        assert_eq!(kept("TaxType", "inclusive").await, "Inclusive");
        assert_eq!(kept("RefundApprovalAbove", "50.00").await, "50.00");
        assert_eq!(kept("RefundApprovalAbove", "").await, "");
        assert_eq!(kept("InvoiceLateFeeAmount", "7.5").await, "7.5");
        assert_eq!(kept("LateFeeType", "fixed amount").await, "Fixed Amount");
        let said = test.refused(set("InvoiceLateFeeAmount", "7.555")).await;
        assert_eq!(said, "It must be an amount in USD");
        assert_eq!(kept("CreateInvoiceDaysBeforeMonthly", "7").await, "7");
        assert_eq!(kept("DefaultCountry", " de").await, "DE");
        let format = "{YEAR}/{NUMBER}";
        assert_eq!(kept("SequentialInvoiceNumberFormat", format).await, format);
        assert_eq!(kept("SequentialInvoiceNumberReset", "yearly").await, "yearly");
    }
}

/// A switch is off when it is empty, as at the vendor; what says what empty means means that.
#[tokio::test(flavor = "multi_thread")]
async fn an_empty_value_is_kept_where_it_means_something() {
    for test in each().await.unwrap() {
        for (setting, before, after) in [
            ("AutoSuspension", "on", ""),
            ("TaxEnabled", "", ""),
            ("TicketAllowedFileTypes", ".pdf", ""),
            ("DomainRenewalNotices", "30", ""),
            ("AutoSuspensionDays", "9", "5"),
            ("CompanyName", "Acme", "Hostler"),
        ] {
            test.call(set(setting, before)).await.unwrap();
            let changed = test.call(set(setting, "")).await.unwrap().value_changed.0;
            assert_eq!(changed, before != after, "{setting}");
            test.engine.engine.settings_changed();
            assert_eq!(&*test.call(get(setting)).await.unwrap().value, after, "{setting}");
        }
        let settings = test.engine.engine.settings().await.unwrap();
        assert!(!settings.on("AutoSuspension"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_banned_for_days() {
    for test in each().await.unwrap() {
        let ban = |ip: &str, days| AddBannedIp {
            ip: ip.to_owned(),
            reason: "Spam".to_owned(),
            days,
            expires: None,
        };
        assert_eq!(test.call(ban("192.0.2.7", Some(2))).await.unwrap().banid.0, 1);
        assert_eq!(test.refused(ban("example", Some(2))).await, "Invalid IP Address");
        assert_eq!(test.refused(ban("192.0.2.7", None)).await, "Parameter 'days' is required");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn notes_and_notifications_are_kept() {
    for test in each().await.unwrap() {
        test.call(UpdateAdminNotes { notes: "Call Bob".to_owned() }).await.unwrap();
        let details = test.call(protocol::GetAdminDetails {}).await.unwrap();
        assert_eq!(&*details.notes, "Call Bob");
        assert!(details.allowedpermissions.contains("GetInvoices"));
        let text = |text: &str| Some(text.to_owned());
        let mut call = TriggerNotificationEvent::default();
        let steps = [
            "API Notification Events require a identifier string to be passed.",
            "API Notification Events require a title to be provided.",
            "API Notification Events require a message to be provided.",
        ];
        assert_eq!(test.refused(call.clone()).await, steps[0]);
        call.notification_identifier = text("disk");
        assert_eq!(test.refused(call.clone()).await, steps[1]);
        call.title = text("Disk full");
        assert_eq!(test.refused(call.clone()).await, steps[2]);
        call.message = text("/var");
        test.call(call).await.unwrap();
        let mut c = test.engine.engine.read().await.unwrap();
        let sql = "select count(*) from outbox where kind = 'NotificationTriggered'";
        let events: i64 = c.scalar(sql, store::args![]).await.unwrap();
        assert_eq!(events, 1);
    }
}

/// Whoever may write where the password goes would read it there.
#[tokio::test(flavor = "multi_thread")]
async fn the_kept_password_of_the_mail_server_goes_to_no_other_one() {
    for test in each().await.unwrap() {
        let again = "Give the password again: the one that is kept goes to no other server";
        for (setting, value) in
            [("SMTPHost", "mail.example.com"), ("SMTPUsername", "us"), ("SMTPPassword", "s3cret")]
        {
            test.call(set(setting, value)).await.unwrap();
        }
        for (setting, value, leads) in [
            ("SMTPHost", "evil.example", true),
            ("SMTPPort", "25", true),
            ("SMTPSSL", "None", true),
            ("SMTPUsername", "them", true),
            ("SMTPHost", " mail.example.com", false),
            ("SMTPPort", "", false),
            ("SMTPSSL", "tls", false),
            ("SMTPHost", "", false),
            // From nowhere it would come back to anybody.
            ("SMTPHost", "evil.example", true),
        ] {
            let said = test.call(set(setting, value)).await.err().map(|no| no.to_string());
            assert_eq!(said.as_deref(), leads.then_some(again), "{setting} {value}");
        }
        let smtppass = Some("an0ther".into());
        let call = SetConfigurationValue { smtppass, ..set("SMTPHost", "mx.example.com") };
        test.call(call.clone()).await.unwrap();
        test.engine.engine.settings_changed();
        assert_eq!(&*test.call(get("SMTPHost")).await.unwrap().value, "mx.example.com");
        let odd = SetConfigurationValue { setting: "CompanyName".to_owned(), ..call };
        let said = test.refused(odd).await;
        assert_eq!(said, "It goes with a setting of the mail server only");
        // One that is forgotten goes nowhere.
        test.call(set("SMTPPassword", "")).await.unwrap();
        test.call(set("SMTPHost", "mail.example.org")).await.unwrap();
    }
}
