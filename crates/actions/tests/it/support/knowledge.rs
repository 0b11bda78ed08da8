//! The knowledge base: who reads what, what a search finds, votes and views.

use actions::testing::TestActions;
use engine::Caller;
use protocol::{
    AddKnowledgebaseArticle, AddKnowledgebaseCategory, CountKnowledgebaseView,
    DeleteKnowledgebaseArticle, DeleteKnowledgebaseCategory, GetKnowledgebaseArticle,
    GetKnowledgebaseArticles, GetKnowledgebaseCategories, UpdateKnowledgebaseArticle,
    UpdateKnowledgebaseCategory, VoteKnowledgebaseArticle,
};

use super::house::{client, each, staff, visitor};

/// Categories: Servers (1) with Linux (2) inside, and Internal (3), which is hidden, with
/// Secrets (4) inside.
async fn shelves(test: &TestActions) {
    for (name, parent, hidden) in
        [("Servers", 0, false), ("Linux", 1, false), ("Internal", 0, true), ("Secrets", 3, false)]
    {
        let call = AddKnowledgebaseCategory {
            name: name.into(),
            parentid: Some(parent),
            hidden: Some(hidden.into()),
            ..AddKnowledgebaseCategory::default()
        };
        test.call(call).await.unwrap();
    }
}

/// Articles 1 to 5: two public, one for clients, two behind a hidden category.
async fn library(test: &TestActions) {
    shelves(test).await;
    for (category, title, text, tags, private) in [
        (1, "Reboot a server", "Press **Restart**. Unsaved data is lost.", "restart", false),
        (2, "Log in by SSH", "Use a key. The server answers on port 22.", "shell, key", false),
        (2, "Rescue system", "A second system to repair the server.", "", true),
        (3, "On call", "Who repairs the server at night.", "", false),
        (4, "Passwords", "Where the server passwords are.", "", false),
    ] {
        let call = AddKnowledgebaseArticle {
            catid: category,
            title: title.into(),
            article: text.into(),
            tags: Some(tags.into()),
            private: Some(private.into()),
            order: None,
        };
        test.call(call).await.unwrap();
    }
}

async fn titles(test: &TestActions, who: &Caller, call: GetKnowledgebaseArticles) -> String {
    let found = test.call_as(who, call).await.unwrap();
    assert_eq!(found.numreturned.0, i64::try_from(found.articles.0.article.0.len()).unwrap());
    let titles = found.articles.0.article.0.iter().map(|row| row.facts.title.to_string());
    titles.collect::<Vec<_>>().join(", ")
}

fn vote(articleid: u64, useful: bool) -> VoteKnowledgebaseArticle {
    let useful = useful.into();
    VoteKnowledgebaseArticle { articleid, useful, ..VoteKnowledgebaseArticle::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_staff_looks_with_the_eyes_of_others() {
    for test in each().await {
        library(&test).await;
        for (seen_by, expected) in [
            ("visitor", "Log in by SSH, Reboot a server"),
            ("client", "Log in by SSH, Reboot a server, Rescue system"),
        ] {
            let seenby = Some(seen_by.to_owned());
            let call = GetKnowledgebaseArticles { seenby, ..GetKnowledgebaseArticles::default() };
            assert_eq!(titles(&test, &staff(), call.clone()).await, expected);
            // Nobody sees more by saying so.
            let visitors = "Log in by SSH, Reboot a server";
            assert_eq!(titles(&test, &visitor(), call).await, visitors);
        }
        let seenby = Some("visitor".to_owned());
        let hidden = GetKnowledgebaseArticle { articleid: 3, seenby };
        assert_eq!(test.refused(hidden).await, "Knowledgebase Article ID Not Found");
        for (voter, expected) in [("a", 1), ("b", 2), ("a", 2)] {
            let call = VoteKnowledgebaseArticle { voter: Some(voter.into()), ..vote(1, true) };
            assert_eq!(test.call(call).await.unwrap().votes.0, expected, "{voter}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_sees_what_is_for_them() {
    for test in each().await {
        library(&test).await;
        for (who, shelves, articles, readable) in [
            (visitor(), "Servers 1, Linux 1", "Log in by SSH, Reboot a server", "12"),
            (
                client(1),
                "Servers 1, Linux 2",
                "Log in by SSH, Reboot a server, Rescue system",
                "123",
            ),
            (
                staff(),
                "Internal 1, Secrets 1, Servers 1, Linux 2",
                "Log in by SSH, On call, Passwords, Reboot a server, Rescue system",
                "12345",
            ),
        ] {
            let found = test.call_as(&who, GetKnowledgebaseCategories::default()).await.unwrap();
            let found = found.categories.0.category.0;
            let shown = found.iter().map(|row| format!("{} {}", row.name, row.articles.0));
            assert_eq!(shown.collect::<Vec<_>>().join(", "), shelves);
            assert_eq!(titles(&test, &who, GetKnowledgebaseArticles::default()).await, articles);
            let mut read = String::new();
            for articleid in 1..=6 {
                let call = GetKnowledgebaseArticle { articleid, seenby: None };
                if test.call_as(&who, call).await.is_ok() {
                    read.push_str(&articleid.to_string());
                }
            }
            assert_eq!(read, readable);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_finds_beginnings_and_forgives_mistakes() {
    for test in each().await {
        library(&test).await;
        for (text, expected) in [
            ("ssh", "Log in by SSH"),
            ("SSH key", "Log in by SSH"),
            ("shell", "Log in by SSH"),
            ("reboo", "Reboot a server"),
            ("rebot", "Reboot a server"),
            ("rescue", ""),
            ("passwords", ""),
            ("How do I restart my server?", "Reboot a server"),
            ("zebra", ""),
            ("' or 1=1 %_", ""),
            ("  ", "Log in by SSH, Reboot a server"),
        ] {
            let search = Some(text.to_owned());
            let call = GetKnowledgebaseArticles { search, ..GetKnowledgebaseArticles::default() };
            assert_eq!(titles(&test, &visitor(), call).await, expected, "{text}");
        }
        let search = Some("rescue".to_owned());
        let call = GetKnowledgebaseArticles { search, ..GetKnowledgebaseArticles::default() };
        assert_eq!(titles(&test, &client(1), call).await, "Rescue system");
        let change = UpdateKnowledgebaseArticle {
            articleid: 1,
            title: Some("Zebras".into()),
            ..UpdateKnowledgebaseArticle::default()
        };
        test.call(change).await.unwrap();
        for (text, expected) in [("zebra", "Zebras"), ("reboot", "")] {
            let search = Some(text.to_owned());
            let call = GetKnowledgebaseArticles { search, ..GetKnowledgebaseArticles::default() };
            assert_eq!(titles(&test, &visitor(), call).await, expected, "{text} after a change");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_votes_once_and_may_change_its_mind() {
    for test in each().await {
        library(&test).await;
        let from = |ip: &str| Caller { ip: ip.into(), ..visitor() };
        let other = from("192.0.2.9");
        for (who, useful, expected) in [
            (visitor(), true, (1, 1)),
            (visitor(), true, (1, 1)),
            (client(1), false, (1, 2)),
            (client(2), true, (2, 3)),
            (visitor(), false, (1, 3)),
            (other, true, (2, 4)),
            (client(1), true, (3, 4)),
            // Whoever has an address of IPv6 has many of them.
            (from("2001:db8:0:1::1"), true, (4, 5)),
            (from("2001:db8:0:1:a:b:c:d"), true, (4, 5)),
            (from("2001:db8:0:2::1"), true, (5, 6)),
        ] {
            let call = vote(1, useful);
            let told = test.call_as(&who, call).await.unwrap();
            assert_eq!((told.useful.0, told.votes.0), expected);
        }
        let call = vote(3, true);
        assert!(test.call_as(&visitor(), call).await.is_err(), "it is for clients");
        for _ in 0..2 {
            test.call_as(&visitor(), CountKnowledgebaseView { articleid: 2, seenby: None })
                .await
                .unwrap();
        }
        assert!(
            test.call_as(&visitor(), CountKnowledgebaseView { articleid: 5, seenby: None })
                .await
                .is_err()
        );
        let orderby = Some("views".to_owned());
        let call = GetKnowledgebaseArticles { orderby, ..GetKnowledgebaseArticles::default() };
        assert_eq!(titles(&test, &visitor(), call).await, "Log in by SSH, Reboot a server");
        let row = test.call(GetKnowledgebaseArticle { articleid: 2, seenby: None }).await.unwrap();
        assert_eq!((row.facts.views.0, row.facts.votes.0), (2, 0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn shelves_cannot_be_inside_themselves_nor_go_while_they_hold_something() {
    for test in each().await {
        library(&test).await;
        let into = |catid, parentid| UpdateKnowledgebaseCategory {
            catid,
            parentid: Some(parentid),
            ..UpdateKnowledgebaseCategory::default()
        };
        for (call, expected) in [
            (into(1, 1), "A category cannot be inside itself"),
            (into(1, 2), "A category cannot be inside itself"),
            (into(1, 99), "There is no such category"),
            (into(99, 0), "Knowledgebase Category ID Not Found"),
        ] {
            assert_eq!(test.refused(call).await, expected);
        }
        let full = DeleteKnowledgebaseCategory { catid: 2 };
        let said = "The knowledgebase category is in use: 2 × articles";
        assert_eq!(test.refused(full.clone()).await, said);
        let gone = AddKnowledgebaseArticle {
            catid: 99,
            title: "A".into(),
            article: "B".into(),
            ..AddKnowledgebaseArticle::default()
        };
        assert_eq!(test.refused(gone).await, "There is no such category");
        test.call_as(&client(1), vote(2, true)).await.unwrap();
        for articleid in [2, 3] {
            test.call(DeleteKnowledgebaseArticle { articleid }).await.unwrap();
        }
        test.call(full).await.unwrap();
        let again = GetKnowledgebaseArticle { articleid: 2, seenby: None };
        assert_eq!(test.refused(again).await, "Knowledgebase Article ID Not Found");
    }
}
