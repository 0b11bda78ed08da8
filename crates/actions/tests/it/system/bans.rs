//! Banned addresses, networks and mail domains.

use actions::testing::{TestActions, each};
use engine::{Actor, Caller, Door};
use protocol::{
    AddBannedEmail, AddBannedIp, AddClient, AddUser, DeleteBannedEmail, DeleteBannedIp,
    GetBannedEmails, GetBannedIps, SetConfigurationValue, ValidateLogin,
};

fn ban(ip: &str) -> AddBannedIp {
    AddBannedIp { ip: ip.to_owned(), reason: "Spam".to_owned(), days: Some(2), expires: None }
}

async fn listed(test: &TestActions, ip: Option<&str>) -> Vec<String> {
    let call = GetBannedIps { ip: ip.map(str::to_owned), ..GetBannedIps::default() };
    let bans = test.call(call).await.unwrap().bans;
    bans.ban.iter().map(|ban| ban.ip.0.clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_and_networks_are_banned_listed_and_let_in_again() {
    for test in each().await.unwrap() {
        let one = test.call(ban("192.0.2.7")).await.unwrap().banid.0;
        test.call(ban("192.0.2.0/24")).await.unwrap();
        test.call(ban("2001:db8::1/48")).await.unwrap();
        assert_eq!(test.call(ban("192.0.2.7")).await.unwrap().banid.0, one, "said twice");
        assert_eq!(listed(&test, None).await.len(), 3);
        assert_eq!(listed(&test, Some("192.0.2.7")).await, ["192.0.2.7", "192.0.2.0/24"]);
        assert_eq!(listed(&test, Some("2001:db8:0:5::")).await, ["2001:db8::/48"]);
        for (ip, said) in [
            ("0.0.0.0/0", "A network wider than /8 cannot be banned"),
            ("::/8", "A network wider than /16 cannot be banned"),
            ("127.0.0.1", "This machine's own addresses cannot be banned"),
            ("192.0.2.0/40", "Invalid IP Address"),
        ] {
            assert_eq!(test.refused(ban(ip)).await, said, "{ip}");
        }
        let mut own = Caller::system(Door::Rest);
        own.ip = "198.51.100.7".to_owned();
        let said = test.call_as(&own, ban("198.51.100.0/24")).await.unwrap_err().to_string();
        assert_eq!(said, "This is the address you are calling from");
        let id = u64::try_from(one).unwrap();
        test.call(DeleteBannedIp { banid: id }).await.unwrap();
        assert_eq!(test.refused(DeleteBannedIp { banid: id }).await, "Ban ID Not Found");
        assert_eq!(listed(&test, Some("192.0.2.7")).await, ["192.0.2.0/24"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_logins_ban_as_the_settings_say() {
    for test in each().await.unwrap() {
        let set = async |setting: &str, value: &str| {
            let (setting, value) = (setting.to_owned(), value.to_owned());
            test.call(SetConfigurationValue { setting, value, ..Default::default() })
                .await
                .unwrap();
        };
        let wrong = async |ip: &str| {
            let call = ValidateLogin {
                email: "jane@example.com".to_owned(),
                password2: "wrong".into(),
                clientip: Some(ip.to_owned()),
            };
            test.refused(call).await
        };
        set("InvalidLoginBanAttempts", "2").await;
        set("InvalidLoginBanLength", "60").await;
        // The /64 of one person counts as one.
        for ip in ["2001:db8::1", "2001:db8::2"] {
            assert_eq!(wrong(ip).await, "Email or Password Invalid");
        }
        let said = "Your IP address is banned until 2026-01-01 10:00:00: Too many failed log-ins";
        assert_eq!(wrong("2001:db8::3").await, said);
        assert_eq!(listed(&test, None).await, ["2001:db8::/64"]);
        set("InvalidLoginBanAttempts", "0").await;
        for _ in 0..5 {
            assert_eq!(wrong("192.0.2.1").await, "Email or Password Invalid");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_registers_from_a_banned_mail_domain() {
    for test in each().await.unwrap() {
        let add = |domain: &str| AddBannedEmail { domain: domain.to_owned() };
        let id = test.call(add("Trash@Mail.Example")).await.unwrap().id.0;
        assert_eq!(test.refused(add("mail.example")).await, "That domain is banned already");
        assert_eq!(test.refused(add("nothing")).await, "Invalid domain");
        let visitor = Caller { actor: Actor::Visitor, ..Caller::system(Door::Rest) };
        let user = |email: &str| AddUser {
            firstname: "Jane".into(),
            lastname: "Doe".into(),
            email: email.into(),
            password2: "correct horse battery".into(),
            language: None,
        };
        let client = AddClient {
            email: Some("x@deep.mail.example".to_owned()),
            password2: Some("correct horse battery".into()),
            ..AddClient::default()
        };
        let no = "Addresses of this mail provider cannot be used. Please give another one";
        let said = test.call_as(&visitor, user("x@MAIL.example")).await.unwrap_err();
        assert_eq!(said.to_string(), no);
        let said = test.call_as(&visitor, client).await.unwrap_err();
        assert_eq!(said.to_string(), no);
        test.call_as(&visitor, user("x@email.example")).await.unwrap();
        let list = test.call(GetBannedEmails::default()).await.unwrap();
        assert_eq!(
            (&*list.domains.domain[0].domain, list.domains.domain[0].uses.0),
            ("mail.example", 2)
        );
        // Staff may, and whoever is allowed again.
        test.call(user("staff@mail.example")).await.unwrap();
        test.call(DeleteBannedEmail { id: u64::try_from(id).unwrap() }).await.unwrap();
        test.call_as(&visitor, user("x@mail.example")).await.unwrap();
    }
}
