//! Keepers of files: the suite on a folder, and on S3 as moto plays it, where Amazon's own library
//! checks every signature.

use std::sync::Arc;

use modules::files::{Folder, S3};
use modules::http::Pool;
use ports::contract::files::run;
use ports::files::FileStore;
use ports::{PortError, Settings, SystemClock};

use crate::amazon::Amazon;

fn s3(settings: &Settings) -> Result<Arc<dyn FileStore>, PortError> {
    Arc::new(S3::new(Arc::new(SystemClock), Pool::default())).open(settings)
}

fn settings(amazon: &Amazon, changes: &[(&str, &str)]) -> Settings {
    let endpoint = amazon.address();
    let mut settings = Settings::from_iter([
        ("bucket", amazon.told("bucket")),
        ("region", amazon.told("region")),
        ("endpoint", endpoint.as_str()),
        ("addressing", "path"),
        ("access_key", amazon.told("access_key")),
        ("secret_key", amazon.told("secret_key")),
    ]);
    for (name, value) in changes {
        settings.set(*name, *value);
    }
    settings
}

#[tokio::test]
async fn a_folder_keeps_the_contract() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("files").display().to_string();
    let open =
        |path: &str| Arc::new(Folder::default()).open(&Settings::from_iter([("path", path)]));
    run(&*open(&path).unwrap(), "1").await;
    for wrong in ["", "files", "./files"] {
        let Err(error) = open(wrong) else { panic!("{wrong} opens") };
        assert!(error.to_string().contains("path"), "{error}");
    }
    // A file stands where the folder should be.
    let file = folder.path().join("file");
    std::fs::write(&file, "x").unwrap();
    let error = open(&file.display().to_string()).unwrap().test_connection().await.unwrap_err();
    assert!(matches!(error, PortError::Configuration { .. }), "{error}");
}

#[tokio::test]
async fn s3_keeps_the_contract_and_names_what_is_wrong() {
    let amazon = Amazon::start();
    for (mark, prefix) in [("1", ""), ("2", "company/files_1.x")] {
        let store = s3(&settings(&amazon, &[("prefix", prefix)])).unwrap();
        run(&*store, mark).await;
    }
    // What one prefix keeps, another does not have.
    let one = s3(&settings(&amazon, &[("prefix", "one")])).unwrap();
    one.put("a", b"x".to_vec()).await.unwrap();
    let other = s3(&settings(&amazon, &[("prefix", "other")])).unwrap();
    assert_eq!(other.get("a").await, Ok(None));
    for (setting, value) in [
        ("secret_key", "wrong-wrong-wrong"),
        ("access_key", "AKIAAAAAAAAAAAAAAAAA"),
        ("bucket", "nobodys-bucket"),
    ] {
        let store = s3(&settings(&amazon, &[(setting, value)])).unwrap();
        let error = store.test_connection().await.unwrap_err();
        let PortError::Configuration { setting: named, .. } = &error else { panic!("{error}") };
        assert_eq!(named, setting, "{error}");
        assert!(!error.to_string().contains("wrong-wrong-wrong"), "{error}");
    }
    for (setting, value) in [
        ("bucket", "No Bucket"),
        ("prefix", "a b"),
        ("endpoint", "http://files.example"),
        ("addressing", "somewhere"),
        ("secret_key", ""),
    ] {
        let Err(error) = s3(&settings(&amazon, &[(setting, value)])) else {
            panic!("{setting} {value} opens")
        };
        assert!(error.to_string().contains(setting), "{error}");
    }
    let gone = s3(&settings(&amazon, &[("endpoint", "http://127.0.0.1:9")])).unwrap();
    let error = gone.get("a").await.unwrap_err();
    assert!(matches!(error, PortError::NotSent { .. }), "{error}");
}
