//! Ids that stand in a body or a query beside the one of the route.

use protocol::AddTicketReply;
use serde_json::{Value, json};

use super::{NOBODYS, belongings, essence};
use crate::shop::{Person, furnish, sign_up, staff};
use crate::site::{each, get, post};

#[tokio::test]
async fn an_invoice_is_not_paid_with_anothers_card() {
    for site in each().await {
        furnish(&site).await;
        let (jane, eve) =
            (sign_up(&site, "jane@example.com").await, sign_up(&site, "eve@example.com").await);
        let janes = belongings(&site, &jane).await;
        let eves = belongings(&site, &eve).await;
        let path = format!("/api/v1/invoices/{}/payments", eves.invoice);
        let pay = |id: &Value| {
            let body = json!({"method": "paymethod", "pay_method_id": id});
            eve.asks(post(&path, body))
        };
        let foreign = essence(site.call(pay(&janes.pay_method)).await);
        let missing = essence(site.call(pay(&json!(NOBODYS))).await);
        assert_eq!((foreign.0, &foreign), (404, &missing));
        let invoice = eve.get(&site, &format!("/api/v1/invoices/{}", eves.invoice)).await;
        assert_eq!(invoice["status"], "Unpaid");
    }
}

#[tokio::test]
async fn an_invoice_is_not_combined_with_anothers() {
    for site in each().await {
        furnish(&site).await;
        let (jane, eve) =
            (sign_up(&site, "jane@example.com").await, sign_up(&site, "eve@example.com").await);
        let janes = belongings(&site, &jane).await;
        let eves = belongings(&site, &eve).await;
        let pay = |id: &Value| {
            let body = json!({"invoice_ids": [eves.invoice, id]});
            eve.asks(post("/api/v1/invoices/combined", body))
        };
        let foreign = essence(site.call(pay(&janes.invoice)).await);
        let missing = essence(site.call(pay(&json!(NOBODYS))).await);
        assert_eq!((foreign.0, &foreign), (404, &missing));
        assert_eq!(eve.get(&site, "/api/v1/invoices").await["total"], 1);
    }
}

#[tokio::test]
async fn a_ticket_is_not_about_anothers_service() {
    for site in each().await {
        furnish(&site).await;
        let (jane, eve) =
            (sign_up(&site, "jane@example.com").await, sign_up(&site, "eve@example.com").await);
        let janes = belongings(&site, &jane).await;
        for (path, body) in [
            ("tickets", json!({"department_id": 1, "subject": "Help", "message": "Me"})),
            ("sso", json!({})),
        ] {
            let with = |id: &Value| {
                let mut body = body.clone();
                body["service_id"] = id.clone();
                eve.asks(post(&format!("/api/v1/{path}"), body))
            };
            let foreign = essence(site.call(with(&janes.service)).await);
            let missing = essence(site.call(with(&json!(NOBODYS))).await);
            assert_eq!((foreign.0, &foreign), (404, &missing), "{path}");
        }
        assert_eq!(eve.get(&site, "/api/v1/tickets").await["total"], 0);
    }
}

#[tokio::test]
async fn a_file_is_not_had_through_ones_own_ticket() {
    for site in each().await {
        furnish(&site).await;
        let (jane, eve) =
            (sign_up(&site, "jane@example.com").await, sign_up(&site, "eve@example.com").await);
        let janes = belongings(&site, &jane).await;
        let eves = belongings(&site, &eve).await;
        let body = json!({"message": "More", "files": [{"name": "b.txt", "data": "Yg=="}]});
        let path = format!("/api/v1/tickets/{}/replies", janes.ticket);
        let ticket = site.call(jane.asks(post(&path, body))).await.expect(200);
        let reply = ticket["messages"].as_array().unwrap().last().unwrap()["reply_id"].clone();
        let file = |ticket: &Value, reply: &Value| {
            get(&format!("/api/v1/tickets/{ticket}/attachment?reply_id={reply}&index=0"))
        };
        let own = site.call(jane.asks(file(&janes.ticket, &reply))).await;
        assert_eq!((own.status.as_u16(), &*own.bytes), (200, &b"b"[..]));
        let foreign = essence(site.call(eve.asks(file(&eves.ticket, &reply))).await);
        let missing = essence(site.call(eve.asks(file(&eves.ticket, &json!(NOBODYS)))).await);
        assert_eq!((foreign.0, &foreign), (404, &missing));
    }
}

#[tokio::test]
async fn a_reply_is_not_rated_through_ones_own_ticket() {
    for site in each().await {
        furnish(&site).await;
        staff(&site, r#"["*"]"#).await;
        let (jane, eve) =
            (sign_up(&site, "jane@example.com").await, sign_up(&site, "eve@example.com").await);
        let janes = belongings(&site, &jane).await;
        let eves = belongings(&site, &eve).await;
        let ticketid = janes.ticket.as_u64().unwrap();
        let reply = AddTicketReply {
            ticketid,
            message: "Try the switch.".to_owned(),
            adminusername: Some("ann".to_owned()),
            ..AddTicketReply::default()
        };
        site.system.call(reply).await.unwrap();
        let path = format!("/api/v1/tickets/{ticketid}");
        let ticket = jane.get(&site, &path).await;
        let reply = &ticket["messages"][1]["reply_id"];
        let rate = |who: &Person, ticket: &Value, reply: &Value, rating: u64| {
            let body = json!({"reply_id": reply, "rating": rating});
            who.asks(post(&format!("/api/v1/tickets/{ticket}/ratings"), body))
        };
        site.call(rate(&jane, &janes.ticket, reply, 4)).await.expect(200);
        let foreign = essence(site.call(rate(&eve, &eves.ticket, reply, 1)).await);
        let missing = essence(site.call(rate(&eve, &eves.ticket, &json!(NOBODYS), 1)).await);
        assert_eq!((foreign.0, &foreign), (404, &missing));
        let messages = jane.get(&site, &path).await["messages"].clone();
        assert_eq!((&messages[0]["rating"], &messages[1]["rating"]), (&json!(null), &json!(4)));
    }
}
