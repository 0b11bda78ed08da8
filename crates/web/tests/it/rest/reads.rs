//! Equal reads before a WHMCS elsewhere.

use std::sync::atomic::Ordering;

use futures::future::join_all;
use serde_json::json;

use crate::shop::sign_up;
use crate::site::{Held, get, over_a_held_line, post};

const PROFILE: &str = "/api/v1/profile";

impl Held {
    async fn until(&self, so_many: usize) {
        while self.so_far.load(Ordering::SeqCst) < so_many {
            tokio::task::yield_now().await;
        }
    }
}

#[tokio::test]
async fn equal_reads_are_answered_once_and_each_to_who_asked() {
    let (site, held) = over_a_held_line().await;
    let jane = sign_up(&site, "jane@example.com").await;
    let eve = sign_up(&site, "eve@example.com").await;
    held.next.store(100, Ordering::SeqCst);
    let of_jane = (0..20).map(|number| {
        let named = jane.asks(get(PROFILE)).header("x-request-id", &format!("n{number}"));
        let named = named.header("traceparent", &format!("00-{number:032x}-{number:016x}-01"));
        // The tag that somebody knows makes no other read of it.
        site.call(if number == 0 { named.header("if-none-match", "*") } else { named })
    });
    let answered = async {
        held.until(2).await;
        held.free.add_permits(100);
    };
    let reads = join_all(of_jane);
    let (mut of_jane, of_eve, ()) =
        tokio::join!(reads, site.call(eve.asks(get(PROFILE))), answered);
    assert_eq!(held.so_far.load(Ordering::SeqCst), 2, "one for Jane, one for Eve");
    assert_eq!(of_eve.expect(200)["email"], "eve@example.com");
    assert_eq!(of_jane.remove(0).status, 304);
    for (answer, number) in of_jane.into_iter().zip(1..) {
        assert_eq!(answer.header("x-request-id"), format!("n{number}"));
        assert_eq!(answer.expect(200)["email"], "jane@example.com");
    }
}

#[tokio::test]
async fn nobody_is_answered_from_before_a_write() {
    let (site, held) = over_a_held_line().await;
    let jane = sign_up(&site, "jane@example.com").await;
    held.next.store(1, Ordering::SeqCst);
    let contact = json!({"first_name": "Kim", "last_name": "Roe", "email": "kim@example.com"});
    let later = async {
        held.until(1).await;
        site.run("update clients set city = 'Oslo'").await;
        // Any write will do: nobody here knows what it changes.
        site.call(jane.asks(post("/api/v1/contacts", contact))).await.expect(201);
        let read = jane.get(&site, PROFILE).await;
        held.free.add_permits(1);
        read
    };
    let (before, later) = tokio::join!(jane.get(&site, PROFILE), later);
    assert_ne!(before["city"], "Oslo");
    assert_eq!(later["city"], "Oslo");
}
