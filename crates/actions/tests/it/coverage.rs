//! Which actions are answered.

use actions::testing::each;

#[tokio::test(flavor = "multi_thread")]
async fn no_action_is_registered_twice() {
    let test = each().await.unwrap().remove(0);
    assert!(test.actions.registered_twice().is_empty(), "{:?}", test.actions.registered_twice());
}
