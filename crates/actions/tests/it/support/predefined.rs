//! Answers that the staff keeps ready, written and taken away.

use protocol::{
    AddTicketPredefinedCat, AddTicketPredefinedReply, DeleteTicketPredefinedCat,
    DeleteTicketPredefinedReply, GetTicketPredefinedCats, GetTicketPredefinedReplies,
    UpdateTicketPredefinedCat, UpdateTicketPredefinedReply,
};

use super::house::each;

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_kept_in_categories() {
    for test in each().await {
        let add = |name: &str, parentid| AddTicketPredefinedCat { name: name.into(), parentid };
        let catid = test.call(add("Billing", None)).await.unwrap().catid.id().unwrap();
        let inner = test.call(add("Cards", Some(catid))).await.unwrap().catid.id().unwrap();
        let reply = |catid, name: &str| AddTicketPredefinedReply {
            catid,
            name: name.into(),
            reply: "Dear client".into(),
        };
        let replyid = test.call(reply(inner, "Expired")).await.unwrap().replyid.id().unwrap();
        for (call, expected) in [
            (reply(inner, " "), "Parameter 'name' is required"),
            (reply(99, "Lost"), "A value of the predefined reply is not possible"),
        ] {
            assert_eq!(test.refused(call).await, expected);
        }
        let rename = UpdateTicketPredefinedReply {
            replyid,
            name: Some("Card expired".into()),
            catid: Some(catid),
            ..UpdateTicketPredefinedReply::default()
        };
        test.call(rename).await.unwrap();
        let rename = UpdateTicketPredefinedCat {
            catid: inner,
            name: Some("Debit".into()),
            ..UpdateTicketPredefinedCat::default()
        };
        test.call(rename).await.unwrap();
        let found = test.call(GetTicketPredefinedCats {}).await.unwrap().categories.0.category.0;
        let shown = found.iter().map(|row| format!("{} {}", row.name, row.replycount.0));
        assert_eq!(shown.collect::<Vec<_>>(), ["Billing 1", "Debit 0"]);
        let call = GetTicketPredefinedReplies { catid: Some(catid) };
        let found = test.call(call).await.unwrap().predefinedreplies.0.predefinedreply.0;
        assert_eq!((&*found[0].name, &*found[0].reply), ("Card expired", "Dear client"));
        let full = DeleteTicketPredefinedCat { catid };
        let said = "The predefined reply category is in use: 1 × replies";
        assert_eq!(test.refused(full.clone()).await, said);
        test.call(DeleteTicketPredefinedReply { replyid }).await.unwrap();
        let said = "The predefined reply category is in use: 1 × categories";
        assert_eq!(test.refused(full.clone()).await, said);
        test.call(DeleteTicketPredefinedCat { catid: inner }).await.unwrap();
        test.call(full.clone()).await.unwrap();
        assert_eq!(test.refused(full).await, "Predefined Reply Category ID Not Found");
        let gone = DeleteTicketPredefinedReply { replyid };
        assert_eq!(test.refused(gone).await, "Predefined Reply ID Not Found");
    }
}
