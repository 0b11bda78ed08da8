//! What mails are signed with, and whether the DNS says so.

use actions::testing::each;
use engine::domains::resolution::Record;
use engine::jobs::run_until_idle;
use engine::system::mail::{self, NewMail};
use protocol::{CreateMailKey, DeleteMailKey, GetMailKeys, SetConfigurationValue};

use crate::billing::ask;

fn of(domain: &str) -> CreateMailKey {
    CreateMailKey { domain: Some(domain.to_owned()), ..CreateMailKey::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_signs_the_mails_of_its_domain_until_it_is_deleted() {
    for test in each().await.unwrap() {
        let set = SetConfigurationValue {
            setting: "Email".to_owned(),
            value: "billing@mail.example.com".to_owned(),
            ..Default::default()
        };
        test.call(set).await.unwrap();
        let world = &test.engine.world;
        let signed = async || {
            let new = NewMail {
                to: "jane@example.net".to_owned(),
                subject: "Hello".to_owned(),
                ..NewMail::default()
            };
            let mut act = test.engine.act().await.unwrap();
            mail::enqueue(&mut act, &new, None).await.unwrap();
            act.commit().await.unwrap();
            run_until_idle(&test.engine.engine).await.unwrap();
            let mails = world.mailer.take();
            mails.last().unwrap().signed_with.clone().map(|key| (key.domain, key.selector))
        };
        assert_eq!(signed().await, None);
        let made = test.call(of("Example.com.")).await.unwrap();
        assert_eq!(made.recordname.0, "hostler._domainkey.example.com");
        assert_eq!(made.recordvalue.0, "v=DKIM1; k=rsa; p=Z2l2ZW4=");
        let key = ("example.com".to_owned(), "hostler".to_owned());
        assert_eq!(signed().await, Some(key), "what is below the domain counts, too");
        let published = async || {
            let keys = test.call(GetMailKeys {}).await.unwrap().keys.0.key.0;
            keys.iter().map(|key| key.published.0.clone()).collect::<Vec<_>>()
        };
        assert_eq!(published().await, ["no"]);
        let txt = |text: &str| Record::Txt(text.to_owned());
        world.resolver.add(&made.recordname.0, txt("v=DKIM1; p=b3RoZXI="));
        assert_eq!(published().await, ["another"]);
        world.resolver.add(&made.recordname.0, txt("v=DKIM1;k=rsa;p=Z2l2 ZW4="));
        assert_eq!(published().await, ["yes"]);
        let twice = test.refused(of("example.com")).await;
        assert_eq!(twice, "example.com has a key; delete that first");
        test.call(DeleteMailKey { domain: "example.com".to_owned() }).await.unwrap();
        assert_eq!(signed().await, None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_domain_name_or_key_is_refused() {
    for test in each().await.unwrap() {
        let named = |selector: &str| CreateMailKey {
            selector: Some(selector.to_owned()),
            ..of("example.com")
        };
        let given = CreateMailKey { privatekey: Some("a word".into()), ..of("example.com") };
        for (call, said) in [
            (of("localhost"), "A domain has a dot, as example.com"),
            (of("exa mple.com"), "Letters, digits and hyphens, with dots between"),
            (of("example..com"), "Letters, digits and hyphens, with dots between"),
            (named("a_b"), "Letters, digits and hyphens, with dots between"),
            (given, "This is no key"),
        ] {
            assert_eq!(test.refused(call).await, said);
        }
        let none = test.refused(DeleteMailKey { domain: "example.com".to_owned() }).await;
        assert_eq!(none, "This domain has no key");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_setting_goes_back_to_its_usual_value() {
    for test in each().await.unwrap() {
        let name = "setting=RefundApprovalAbove";
        for (value, kept) in [("5", "5"), ("", "")] {
            ask(&test, "SetConfigurationValue", &format!("{name}&value={value}")).await;
            let said = ask(&test, "GetConfigurationValue", name).await;
            assert_eq!(said["value"], kept);
        }
        let said = ask(&test, "SetConfigurationValue", name).await;
        assert_eq!(said["message"], "Parameter 'value' is required");
    }
}
