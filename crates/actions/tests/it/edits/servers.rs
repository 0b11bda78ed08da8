//! What a panel is signed in to with stays at its address.

use actions::testing::each;

use super::{call, id_of};
use crate::scenery::make;

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_password_goes_to_no_other_address() {
    for test in each().await.unwrap() {
        make(&test).await;
        let form = "name=web9&module=fakepanel&hostname=web9.example.net&ipaddress=192.0.2.9\
            &secure=1&port=2087&serverpassword=s3cret";
        let id = id_of(&call(&test, "AddServer", form).await.unwrap()["serverid"]);
        for (change, moves) in [
            ("hostname=evil.example.net", true),
            ("ipaddress=192.0.2.66", true),
            ("port=80", true),
            ("secure=0", true),
            ("module=otherpanel", true),
            ("hostname=web9.example.net&port=2087&secure=1&name=web10&maxaccounts=9", false),
            ("hostname=web10.example.net&port=80&serverpassword=an0ther", false),
        ] {
            let done = call(&test, "UpdateServer", &format!("serverid={id}&{change}")).await;
            let expected = "Give the password again: the one that is kept goes to no other address";
            assert_eq!(done.err().as_deref(), moves.then_some(expected), "{change}");
        }
        // One without a password goes where it wants.
        let bare = "name=bare&module=fakepanel&hostname=a.example.net";
        let bare = id_of(&call(&test, "AddServer", bare).await.unwrap()["serverid"]);
        let form = format!("serverid={bare}&hostname=b.example.net");
        call(&test, "UpdateServer", &form).await.unwrap();
    }
}
