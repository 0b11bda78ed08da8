//! What the house publishes, on pages and over REST: the same for a visitor, a client and a door
//! before another WHMCS.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use protocol::wire::Csv;
use protocol::{
    AddDownload, AddDownloadCategory, AddKnowledgebaseArticle, AddKnowledgebaseCategory,
    AddNetworkIssue, AddTicketReply,
};
use serde_json::json;

use super::browser::{Browser, text};
use crate::shop::{PASSWORD, furnish, sign_up, staff};
use crate::site::{Site, each, get, post};

/// Two articles, one for clients; two files, one for owners of product 1; an outage of server 1.
pub(crate) async fn publish(site: &Site) {
    let call =
        AddKnowledgebaseCategory { name: "Servers".into(), ..AddKnowledgebaseCategory::default() };
    site.system.call(call).await.unwrap();
    for (title, private) in [("Reboot <b>", false), ("Rescue", true)] {
        let call = AddKnowledgebaseArticle {
            catid: 1,
            title: title.into(),
            article: "# Head\n\nPress **it**. <script>alert(1)</script>".into(),
            private: Some(private.into()),
            ..AddKnowledgebaseArticle::default()
        };
        site.system.call(call).await.unwrap();
    }
    let call = AddDownloadCategory { name: "Tools".into(), ..AddDownloadCategory::default() };
    site.system.call(call).await.unwrap();
    for (title, products) in [("Open", None), ("Owned", Some(Csv(vec![1])))] {
        let call = AddDownload {
            catid: 1,
            title: title.into(),
            filename: format!("{title}.zip"),
            data: STANDARD.encode(title),
            productids: products,
            ..AddDownload::default()
        };
        site.system.call(call).await.unwrap();
    }
    site.run("insert into servers (name, module) values ('web1', '')").await;
    let call = AddNetworkIssue {
        title: "Disk is full".into(),
        serverid: Some(1),
        status: Some("Outage".into()),
        ..AddNetworkIssue::default()
    };
    site.system.call(call).await.unwrap();
}

#[tokio::test]
async fn visitors_and_clients_read_what_is_for_them() {
    for site in each().await {
        furnish(&site).await;
        publish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        jane.order(&site).await;
        let mut guest = Browser::on(&site);
        let mut member = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        for path in ["/kb", "/kb/category/1", "/kb?q=press"] {
            let (seen, more) = (guest.page(path).await, member.page(path).await);
            assert!(
                seen.contains("Reboot &lt;b&gt;") && !seen.contains("Rescue"),
                "{path}: {seen}"
            );
            assert!(more.contains("Rescue"), "{path}: {more}");
        }
        let article = guest.page("/kb/1-reboot-b").await;
        assert!(article.contains("<h2>Head</h2>") && article.contains("<strong>it</strong>"));
        assert!(article.contains("&lt;script&gt;") && !article.contains("<script>alert"));
        assert_eq!(guest.get("/kb/2").await.status, 404, "it is for clients");
        member.page("/kb/2").await;
        for (by_member, useful, said) in
            [(false, "1", "1 of 1"), (true, "0", "1 of 2"), (false, "1", "1 of 2")]
        {
            let browser = if by_member { &mut member } else { &mut guest };
            browser.page("/kb/1").await;
            let answer = browser.post("/kb/1/vote", &[("useful", useful)]).await;
            assert_eq!(answer.header("location"), "/kb/1");
            assert!(browser.page("/kb/1").await.contains(said), "{said}");
        }
        let helps = text(&guest.get("/kb/suggest?subject=How+to+reboot").await);
        assert!(helps.contains("/kb/1-reboot-b"), "{helps}");
        assert_eq!(guest.get("/kb/suggest?subject=zebra+crossing").await.status, 204);
        let status = guest.page("/network-status").await;
        assert!(status.contains("Disk is full") && !status.contains("Affects you"), "{status}");
        assert!(!member.page("/clientarea").await.contains("Disk is full"));
        site.run("update services set server_id = 1, status = 'Active'").await;
        assert!(member.page("/clientarea").await.contains("Disk is full"));
        assert!(member.page("/network-status").await.contains("Affects you"));
    }
}

#[tokio::test]
async fn files_are_handed_out_to_whom_they_are_for() {
    for site in each().await {
        furnish(&site).await;
        publish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        jane.order(&site).await;
        let mut guest = Browser::on(&site);
        let mut member = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let file = guest.get("/downloads/1/file").await;
        assert_eq!((file.status.as_u16(), &*file.bytes), (200, &b"Open"[..]));
        assert_eq!(file.header("content-type"), "application/octet-stream");
        assert!(file.header("content-disposition").starts_with("attachment"));
        let asked = guest.get("/downloads/2/file").await;
        assert_eq!(asked.header("location"), "/login?next=%2Fdownloads%2F2%2Ffile");
        assert_eq!(member.get("/downloads/2/file").await.status, 303, "the service is pending");
        assert!(guest.page("/downloads").await.contains("Log in"));
        site.run("update services set status = 'Active'").await;
        let file = member.get("/downloads/2/file").await;
        assert_eq!((file.status.as_u16(), &*file.bytes), (200, &b"Owned"[..]));
        assert_eq!(guest.get("/downloads/9/file").await.status, 404);
    }
}

#[tokio::test]
async fn programs_read_the_same() {
    for site in each().await {
        furnish(&site).await;
        publish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let issues = site.call(get("/api/v1/network-issues?state=open")).await.expect(200);
        assert_eq!(issues["items"][0]["server"], "web1");
        let none = site.call(get("/api/v1/network-issues?state=resolved")).await.expect(200);
        assert_eq!(none["total"], 0);
        let shelves = site.call(get("/api/v1/kb/categories")).await.expect(200);
        assert_eq!(shelves["items"][0]["articles"], 1);
        let found = site.call(get("/api/v1/kb/articles?search=press")).await.expect(200);
        assert_eq!(found["total"], 1);
        assert_eq!(jane.get(&site, "/api/v1/kb/articles?search=press").await["total"], 2);
        site.call(get("/api/v1/kb/articles/2")).await.expect(404);
        assert_eq!(jane.get(&site, "/api/v1/kb/articles/2").await["title"], "Rescue");
        // Whoever votes again changes its mind, and has no second vote.
        for (by_jane, useful, (found_useful, votes)) in [
            (false, true, (1, 1)),
            (false, true, (1, 1)),
            (true, true, (2, 2)),
            (true, false, (1, 2)),
            (false, false, (0, 2)),
        ] {
            let vote = post("/api/v1/kb/articles/1/vote", json!({ "useful": useful }));
            let vote = if by_jane { jane.asks(vote) } else { vote };
            let told = site.call(vote).await.expect(200);
            assert_eq!(told, json!({ "useful_votes": found_useful, "votes": votes }));
        }
        let files = site.call(get("/api/v1/downloads")).await.expect(200);
        assert_eq!(files["items"][0]["is_available"], true);
        assert_eq!(files["items"][1]["is_available"], false);
        let file = site.call(get("/api/v1/downloads/1/file")).await;
        assert_eq!((file.status.as_u16(), &*file.bytes), (200, &b"Open"[..]));
        site.call(get("/api/v1/downloads/2/file")).await.expect(403);
    }
}

#[tokio::test]
async fn tickets_are_rated_and_opened_again() {
    for site in each().await {
        furnish(&site).await;
        staff(&site, r#"["*"]"#).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let joe = sign_up(&site, "joe@example.com").await;
        let body = json!({ "department_id": 1, "subject": "Slow", "message": "Very." });
        let opened = site.call(jane.asks(post("/api/v1/tickets", body))).await.expect(201);
        let id = opened["id"].as_u64().unwrap();
        let reply = AddTicketReply {
            ticketid: id,
            message: "Faster now.".to_owned(),
            adminusername: Some("ann".to_owned()),
            ..AddTicketReply::default()
        };
        site.system.call(reply).await.unwrap();
        let path = format!("/api/v1/tickets/{id}");
        let ticket = jane.get(&site, &path).await;
        let reply_id = ticket["messages"][1]["reply_id"].as_u64().unwrap();
        let rating = json!({ "reply_id": reply_id, "rating": 5 });
        let feedback = json!({ "rating": 4, "comments": "Good" });
        let to =
            |last: &str, body: &serde_json::Value| post(&format!("{path}/{last}"), body.clone());
        site.call(jane.asks(to("ratings", &rating))).await.expect(200);
        site.call(jane.asks(to("feedback", &feedback))).await.expect(409);
        for (last, body) in [("ratings", &rating), ("feedback", &feedback), ("reopen", &json!({}))]
        {
            site.call(joe.asks(to(last, body))).await.expect(404);
        }
        site.call(jane.asks(to("close", &json!({})))).await.expect(200);
        site.call(jane.asks(to("feedback", &feedback))).await.expect(200);
        let mut member = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let page = member.page(&format!("/tickets/{id}")).await;
        assert!(page.contains("You rated this") && page.contains("How did it go?"), "{page}");
        let answer = member.post(&format!("/tickets/{id}/reopen"), &[]).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        assert_eq!(jane.get(&site, &path).await["status"], "Open");
        let again = site.call(jane.asks(to("reopen", &json!({})))).await.expect(200);
        assert_eq!(again["status"], "Open", "nothing is changed twice");
    }
}
