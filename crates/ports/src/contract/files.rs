//! What every keeper of files must show.

use super::{answered, broken};
use crate::PortError;
use crate::files::FileStore;

/// Runs the suite. `mark`, letters and digits, makes the names of this run its own.
pub async fn run(store: &dyn FileStore, mark: &str) {
    let module = store.module();
    let (name, other) = (format!("contract-{mark}"), format!("contract-{mark}-other"));
    let gone = async |when: &str| {
        let found = answered(module, "get", store.get(&name).await);
        assert!(found.is_none(), "{module}: nothing is there {when}");
    };
    gone("yet").await;
    for bytes in [vec![], b"hello".to_vec(), (0..=255).cycle().take(3_000_000).collect()] {
        answered(module, "put", store.put(&name, bytes.clone()).await);
        answered(module, "the same put again", store.put(&name, bytes.clone()).await);
        let found = answered(module, "get", store.get(&name).await);
        assert!(found.as_ref() == Some(&bytes), "{module}: {} bytes come back", bytes.len());
    }
    let found = answered(module, "get", store.get(&other).await);
    assert!(found.is_none(), "{module}: another name is another file");
    answered(module, "remove", store.remove(&name).await);
    gone("any more").await;
    answered(module, "remove of nothing", store.remove(&name).await);
    for name in ["", "../up", "a/b", "a b", "a%2fb", "ä", &"x".repeat(200)] {
        match store.put(name, b"x".to_vec()).await {
            Err(PortError::NotSent { .. }) => {}
            other => broken(module, "a name that is none of ours is not kept", other),
        }
        assert!(store.get(name).await.is_err(), "{module}: {name:?} is not read");
        assert!(store.remove(name).await.is_err(), "{module}: {name:?} is not removed");
    }
    let said = answered(module, "the trial", store.test_connection().await);
    assert!(!said.is_empty(), "{module}: it says where files are");
}
