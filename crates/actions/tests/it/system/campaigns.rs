//! Mails to many clients at once: to whom, how fast, and who wants none.

use actions::testing::{TestActions, each};
use jiff::SignedDuration;
use serde_json::{Value, json};
use store::args;

use crate::billing::{ask, books_add_up, furnish, refused, refused_field};

/// Four clients: one in another country, one who did not agree to advertising.
async fn crowd(test: &TestActions) {
    for _ in 0..4 {
        furnish(test).await;
    }
    let mut act = test.engine.act().await.unwrap();
    for sql in [
        "update clients set marketing_opt_in = 1 where id <> $1",
        "update clients set country = 'DE' where id = $1 + 1",
        "update clients set email = 'c' || id || '@example.com' where id >= $1",
    ] {
        act.conn.exec(sql, args![1_i64]).await.unwrap();
    }
    act.commit().await.unwrap();
}

/// Who was written to now.
async fn work(test: &TestActions) -> Vec<String> {
    let mut to: Vec<_> = sent(test).await.into_iter().map(|(to, ..)| to).collect();
    to.sort();
    to
}

/// Address, subject and text of what is sent now.
async fn sent(test: &TestActions) -> Vec<(String, String, String)> {
    engine::jobs::run_until_idle(&test.engine.engine).await.unwrap();
    let mails = test.engine.world.mailer.take().into_iter();
    mails.map(|mail| (mail.to[0].address.clone(), mail.subject, mail.text)).collect()
}

async fn state(test: &TestActions) -> Value {
    ask(test, "GetCampaigns", "campaignid=1").await["campaigns"]["campaign"][0].clone()
}

const NEWS: &str = "name=News&subject=Hello+{$client_first_name}&message=It+is+here";

#[tokio::test(flavor = "multi_thread")]
async fn a_campaign_is_sent_portion_by_portion_to_those_who_agreed() {
    for test in each().await.unwrap() {
        crowd(&test).await;
        let added = ask(&test, "AddCampaign", &format!("{NEWS}&perminute=2")).await;
        assert_eq!((&added["campaignid"], &added["recipients"]), (&json!(1), &json!(3)));
        assert_eq!(work(&test).await.len(), 0, "nothing is sent before it is started");
        ask(&test, "StartCampaign", "campaignid=1").await;
        let mail = sent(&test).await;
        assert_eq!(mail.len(), 2, "two in a minute");
        let (_, subject, text) = mail.iter().find(|(to, ..)| to == "c2@example.com").unwrap();
        assert_eq!(subject, "Hello Jane");
        assert!(text.starts_with("It is here") && text.contains("unsubscribe?c=2"), "{text}");
        let said = refused(&test, "UpdateCampaign", "campaignid=1&subject=Other").await;
        assert_eq!(said, "A campaign that was started stays as it is");
        ask(&test, "StopCampaign", "campaignid=1").await;
        test.engine.clock.advance(SignedDuration::from_secs(61));
        assert_eq!(work(&test).await.len(), 0, "paused");
        let said = refused(&test, "DeleteCampaign", "campaignid=1").await;
        assert!(said.contains("in use"), "{said}");
        ask(&test, "StartCampaign", "campaignid=1").await;
        assert_eq!(work(&test).await, ["c4@example.com"]);
        let is = state(&test).await;
        let counts = (&is["state"], &is["sent"], &is["waiting"], &is["skipped"]);
        assert_eq!(counts, (&json!("Done"), &json!(3), &json!(0), &json!(0)));
        let said = refused(&test, "StartCampaign", "campaignid=1").await;
        assert_eq!(said, "The campaign is Done");
        ask(&test, "DeleteCampaign", "campaignid=1").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_erased_meanwhile_is_not_waited_for() {
    for test in each().await.unwrap() {
        crowd(&test).await;
        ask(&test, "AddCampaign", &format!("{NEWS}&perminute=1")).await;
        ask(&test, "StartCampaign", "campaignid=1").await;
        assert_eq!(work(&test).await, ["c2@example.com"]);
        for gone in ["clientid=2", "clientid=4"] {
            ask(&test, "DeleteClient", gone).await;
        }
        let is = state(&test).await;
        let counts = (&is["sent"], &is["waiting"], &is["recipients"]);
        assert_eq!(counts, (&json!(1), &json!(1), &json!(2)), "what was sent stays counted");
        books_add_up(&test).await;
        test.engine.clock.advance(SignedDuration::from_secs(61));
        assert_eq!(work(&test).await, ["c3@example.com"]);
        assert_eq!(state(&test).await["state"], json!("Done"));
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_cannot_be_filled_in_is_refused() {
    for test in each().await.unwrap() {
        crowd(&test).await;
        ask(&test, "AddCampaign", NEWS).await;
        for wrong in ["{$client_nmae}", "{$client_name", "{{+client_name+}}", "{$invoice_num}"] {
            for name in ["subject", "message"] {
                let query = format!("{NEWS}&{name}={wrong}");
                assert_eq!(refused_field(&test, "AddCampaign", &query).await, name, "{wrong}");
                assert_eq!(refused_field(&test, "PreviewAudience", &query).await, name);
                let query = format!("campaignid=1&{name}={wrong}");
                assert_eq!(refused_field(&test, "UpdateCampaign", &query).await, name);
            }
        }
        // One that was written down before it was looked at.
        let mut act = test.engine.act().await.unwrap();
        let sql = "update campaigns set message = '{$oops}' where id = $1";
        act.conn.exec(sql, args![1_i64]).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(refused_field(&test, "StartCampaign", "campaignid=1").await, "message");
        let good = "campaignid=1&message={$client_name},+{$date}:+{$unsubscribe_url}";
        ask(&test, "UpdateCampaign", good).await;
        ask(&test, "StartCampaign", "campaignid=1").await;
        assert_eq!(work(&test).await.len(), 3);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_counted_only_where_it_is_asked_for() {
    for test in each().await.unwrap() {
        crowd(&test).await;
        ask(&test, "AddCampaign", NEWS).await;
        let listed = ask(&test, "GetCampaigns", "").await;
        assert_eq!(listed["campaigns"]["campaign"][0].get("recipients"), None, "{listed}");
        assert_eq!(state(&test).await["recipients"], json!(3));
        ask(&test, "StartCampaign", "campaignid=1").await;
        let listed = ask(&test, "GetCampaigns", "").await;
        assert_eq!(listed["campaigns"]["campaign"][0]["recipients"], json!(3));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_link_in_a_mail_ends_advertising_also_for_what_is_under_way() {
    for test in each().await.unwrap() {
        crowd(&test).await;
        ask(&test, "AddCampaign", &format!("{NEWS}&perminute=2")).await;
        ask(&test, "StartCampaign", "campaignid=1").await;
        let (_, _, text) = sent(&test).await.remove(0);
        let link = text.split("unsubscribe?c=").nth(1).unwrap().trim();
        let (_, token) = link.split_once("&t=").unwrap();
        let said = refused(&test, "Unsubscribe", &format!("clientid=4&token={token}")).await;
        assert_eq!(said, "The link is not valid", "of another client");
        let own = test.engine.engine.secrets().fingerprint("unsubscribe:4");
        let own = own.replace('+', "-").replace('/', "_");
        for _ in 0..2 {
            ask(&test, "Unsubscribe", &format!("clientid=4&token={own}")).await;
        }
        test.engine.clock.advance(SignedDuration::from_secs(61));
        assert_eq!(work(&test).await.len(), 0);
        let is = state(&test).await;
        assert_eq!((&is["sent"], &is["skipped"]), (&json!(2), &json!(1)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_audience_is_all_that_is_asked_for() {
    for test in each().await.unwrap() {
        crowd(&test).await;
        ask(&test, "AddClientGroup", "name=VIP").await;
        ask(&test, "UpdateClient", "clientid=3&groupid=1").await;
        for (query, expected) in [
            ("", 3),
            ("marketing=0", 4),
            ("country=de", 1),
            ("groupid=1", 1),
            ("groupid=1&country=DE", 0),
            ("status=Active", 3),
            ("status=Closed", 0),
            ("productid=1", 0),
            ("serverid=1", 0),
            ("servicestatus=Active", 0),
        ] {
            let found = ask(&test, "PreviewAudience", query).await;
            assert_eq!(found["recipients"], json!(expected), "{query}");
        }
        ask(&test, "AddCampaign", &format!("{NEWS}&country=FR")).await;
        let said = refused(&test, "StartCampaign", "campaignid=1").await;
        assert_eq!(said, "Nobody would be written to");
        let said = refused(&test, "AddCampaign", &format!("{NEWS}&perminute=0")).await;
        assert_eq!(said, "From 1 to 1000 mails in a minute");
        let said = refused(&test, "PreviewAudience", "perminute=0").await;
        assert_eq!(said, "From 1 to 1000 mails in a minute", "as Add refuses it");
        for (wrong, why) in [
            ("country=ZZZ", "There is no such country: two letters, such as DE"),
            ("status=Asleep", "Invalid Client Status"),
            ("servicestatus=Asleep", "No service has this status"),
        ] {
            for (action, rest) in [("PreviewAudience", ""), ("AddCampaign", NEWS)] {
                assert_eq!(refused(&test, action, &format!("{rest}&{wrong}")).await, why);
            }
        }
    }
}
