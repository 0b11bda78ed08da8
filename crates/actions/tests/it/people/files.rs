//! Files that are kept with a client.

use actions::testing::each;
use engine::{Actor, Caller, Door};
use model::ids::{ClientId, UserId};
use protocol::{AddClientFile, DeleteClientFile, GetClientFile, GetClientFiles};

use crate::billing::furnish;

fn client(id: i64) -> Caller {
    let actor =
        Actor::Client { user: UserId(1), client: ClientId(id), name: "jane".to_owned(), by: None };
    Caller { actor, ..Caller::system(Door::Page) }
}

fn file(clientid: u64, title: &str, staff: bool) -> AddClientFile {
    AddClientFile {
        clientid,
        title: Some(title.to_owned()),
        filename: "a/contract.pdf".to_owned(),
        data: "UERG".to_owned(),
        staffonly: Some(staff.into()),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_seen_by_whom_they_are_for() {
    for test in each().await.unwrap() {
        let (jane, other) = (furnish(&test).await, furnish(&test).await);
        let id = u64::try_from(jane).unwrap();
        test.call(file(id, "Contract", false)).await.unwrap();
        test.call(file(id, "Notes", true)).await.unwrap();
        assert_eq!(test.refused(file(99, "X", false)).await, "Client ID Not Found");
        let list = GetClientFiles { clientid: id };
        let all = test.call(list.clone()).await.unwrap().files.0.file.0;
        let titles: Vec<&str> = all.iter().map(|row| &*row.title).collect();
        assert_eq!(titles, ["Notes", "Contract"]);
        let own = test.call_as(&client(jane), list.clone()).await.unwrap().files.0.file.0;
        assert_eq!((own.len(), &*own[0].title, &*own[0].uploadedby), (1, "Contract", ""));
        // Whoever asks as another client sees its own, whatever number it names.
        let none = test.call_as(&client(other), list).await.unwrap();
        assert_eq!(none.totalresults.0, 0);
        let get = |fileid| GetClientFile { fileid, clientid: None };
        let found = test.call_as(&client(jane), get(1)).await.unwrap();
        assert_eq!((&*found.filename, &*found.data), ("contract.pdf", "UERG"));
        for (who, fileid) in [(client(jane), 2), (client(other), 1)] {
            let refused = test.call_as(&who, get(fileid)).await.unwrap_err();
            assert_eq!(&*refused.refusal().unwrap().said, "Client File ID Not Found");
        }
        assert!(test.call_as(&client(jane), file(id, "Mine", false)).await.is_err());
        test.call(DeleteClientFile { fileid: 1 }).await.unwrap();
        assert_eq!(test.refused(get(1)).await, "Client File ID Not Found");
    }
}
