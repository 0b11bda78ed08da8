//! Downloads: shown to whom, fetched by whom, counted, replaced, gone with their bytes.

use actions::testing::TestActions;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::Caller;
use protocol::wire::Csv;
use protocol::{
    AddDownload, AddDownloadCategory, DeleteDownload, DeleteDownloadCategory, DeleteProduct,
    FetchDownload, GetDownloadCategories, GetDownloads, UpdateDownload,
};

use super::house::{ANN, client, each, staff, visitor};
use super::network_issues::rack;

fn file(title: &str) -> AddDownload {
    AddDownload {
        catid: 1,
        title: title.into(),
        filename: format!("../{title}.zip"),
        data: STANDARD.encode(title),
        ..AddDownload::default()
    }
}

/// Downloads 1 to 4: for everybody, for clients, for owners of product 1, hidden.
async fn shelf(test: &TestActions) {
    rack(test).await;
    let call = AddDownloadCategory { name: "Tools".into(), ..AddDownloadCategory::default() };
    test.call(call).await.unwrap();
    test.call(file("A-open")).await.unwrap();
    let clients = AddDownload { clientsonly: Some(true.into()), ..file("B-clients") };
    test.call(clients).await.unwrap();
    test.call(AddDownload { productids: Some(Csv(vec![1])), ..file("C-owners") }).await.unwrap();
    test.call(AddDownload { hidden: Some(true.into()), ..file("D-hidden") }).await.unwrap();
}

async fn shown(test: &TestActions, who: &Caller, clientid: Option<u64>) -> String {
    let call = GetDownloads { clientid, ..GetDownloads::default() };
    let found = test.call_as(who, call).await.unwrap();
    let rows = found.downloads.0.download.0.iter();
    rows.map(|row| format!("{}{}", &row.title[..1], if row.available.0 { "+" } else { "-" }))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_for_everybody_clients_or_owners() {
    for test in each().await {
        shelf(&test).await;
        for (who, for_client, expected) in [
            (visitor(), None, "A+B-C-"),
            (visitor(), Some(ANN), "A+B-C-"),
            (client(1), None, "A+B+C+"),
            // Bob's service ended.
            (client(2), None, "A+B+C-"),
            (client(2), Some(ANN), "A+B+C-"),
            (staff(), None, "A+B+C+D+"),
            (staff(), Some(2), "A+B+C-D+"),
        ] {
            assert_eq!(shown(&test, &who, for_client).await, expected);
        }
        for (who, id, expected) in [
            (visitor(), 1, "A-open"),
            (visitor(), 2, "Log in to download this file"),
            (visitor(), 4, "Download ID Not Found"),
            (client(2), 2, "B-clients"),
            (client(2), 3, "This file is for clients with a certain product"),
            (client(1), 3, "C-owners"),
            (client(1), 4, "Download ID Not Found"),
            (staff(), 4, "D-hidden"),
        ] {
            let call = FetchDownload { downloadid: id, clientid: None, seenby: None };
            let told = match test.call_as(&who, call).await {
                Ok(told) => String::from_utf8(STANDARD.decode(&*told.data).unwrap()).unwrap(),
                Err(engine::Fault::Refused(refusal)) => refusal.said.into_owned(),
                Err(other) => other.to_string(),
            };
            assert_eq!(told, expected);
        }
        let found = test.call(GetDownloads::default()).await.unwrap().downloads.0.download.0;
        let counts: Vec<_> = found.iter().map(|row| row.fetched.0).collect();
        assert_eq!(counts, [1, 1, 1, 1], "only what was handed out is counted");
        assert_eq!((&*found[0].filename, found[0].size.0), ("A-open.zip", 6));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_replaced_and_goes_with_its_bytes() {
    for test in each().await {
        shelf(&test).await;
        let change = UpdateDownload {
            downloadid: 1,
            title: Some("A2".into()),
            data: Some(STANDARD.encode("new bytes")),
            filename: Some("new.bin".into()),
            ..UpdateDownload::default()
        };
        test.call(change).await.unwrap();
        let call = FetchDownload { downloadid: 1, clientid: None, seenby: None };
        let told = test.call(call).await.unwrap();
        assert_eq!((&*told.filename, told.size.0), ("new.bin", 9));
        // Nobody in particular any more.
        let productids = Some(Csv(vec![0]));
        let open = UpdateDownload { downloadid: 3, productids, ..UpdateDownload::default() };
        assert_eq!(
            test.refused(DeleteProduct { pid: 1 }).await,
            "The product is in use: 3 × services",
        );
        test.call(open).await.unwrap();
        assert_eq!(shown(&test, &visitor(), None).await, "A+B-C+");
        let full = DeleteDownloadCategory { catid: 1 };
        let said = "The download category is in use: 4 × downloads";
        assert_eq!(test.refused(full.clone()).await, said);
        for downloadid in 1..=4 {
            test.call(DeleteDownload { downloadid }).await.unwrap();
        }
        let mut act = test.engine.act().await.unwrap();
        let left: i64 =
            act.conn.scalar("select count(*) from files", store::args![]).await.unwrap();
        drop(act);
        assert_eq!(left, 0, "no bytes stay behind");
        test.call(full).await.unwrap();
        assert_eq!(test.call(GetDownloadCategories::default()).await.unwrap().totalresults.0, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_files_are_refused() {
    for test in each().await {
        shelf(&test).await;
        for (call, expected) in [
            (AddDownload { data: "%".into(), ..file("X") }, "Parameter 'data' must hold base64"),
            (AddDownload { data: String::new(), ..file("X") }, "The file is empty"),
            (AddDownload { catid: 9, ..file("X") }, "There is no such category"),
            (
                AddDownload { productids: Some(Csv(vec![99])), ..file("X") },
                "One of them does not exist",
            ),
            (AddDownload { title: " ".into(), ..file("X") }, "Parameter 'title' is required"),
        ] {
            assert_eq!(test.refused(call).await, expected);
        }
    }
}
