//! The module `aws-kms` against KMS as moto plays it, with signatures checked by Amazon's library.

use std::sync::Arc;

use modules::http::Pool;
use modules::kms::{Account, AwsKms};
use ports::kms::KeyService;
use ports::{PortError, Secret, SystemClock};

use crate::amazon::Amazon;

fn service(amazon: &Amazon, change: impl FnOnce(&mut Account)) -> Result<AwsKms, PortError> {
    let mut account = Account {
        key: amazon.told("kms_key").to_owned(),
        region: amazon.told("region").to_owned(),
        endpoint: amazon.address(),
        access_key: amazon.told("access_key").to_owned(),
        secret_key: amazon.told("secret_key").into(),
        session_token: Secret::default(),
    };
    change(&mut account);
    AwsKms::new(Arc::new(SystemClock), &Pool::default(), account)
}

#[tokio::test]
async fn keys_are_made_wrapped_and_unwrapped() {
    let amazon = Amazon::start();
    let kms = service(&amazon, |_| {}).unwrap();
    let made = kms.generate("encryption_key k1").await.unwrap().unwrap();
    let again = kms.generate("encryption_key k1").await.unwrap().unwrap();
    assert_ne!(made.key, again.key);
    assert_eq!(kms.unwrap("encryption_key k1", &made.wrapped).await.unwrap().unwrap(), made.key);
    let wrapped = kms.wrap("encryption_key k2", &made.key).await.unwrap().unwrap();
    assert_eq!(kms.unwrap("encryption_key k2", &wrapped).await.unwrap().unwrap(), made.key);
    // What it was wrapped for is bound to it.
    let refused = kms.unwrap("encryption_key k1", &wrapped).await.unwrap().unwrap_err();
    assert!(refused.code.contains("InvalidCiphertext"), "{refused}");
}

#[tokio::test]
async fn what_is_wrong_is_said() {
    let amazon = Amazon::start();
    let wrong = service(&amazon, |it| it.secret_key = "wrong-wrong".into()).unwrap();
    let refused = wrong.generate("x").await.unwrap().unwrap_err();
    assert_eq!(refused.code, "SignatureDoesNotMatch", "{refused}");
    let nobodys = service(&amazon, |it| it.key = "alias/nobodys".to_owned()).unwrap();
    let refused = nobodys.generate("x").await.unwrap().unwrap_err();
    assert!(refused.code.contains("NotFound"), "{refused}");
    let gone = service(&amazon, |it| it.endpoint = "http://127.0.0.1:9".to_owned()).unwrap();
    let error = gone.generate("x").await.unwrap_err();
    assert!(matches!(error, PortError::NotSent { .. }), "{error}");
    let Err(error) = service(&amazon, |it| it.endpoint = "http://kms.example".to_owned()) else {
        panic!("it opens");
    };
    assert!(error.to_string().contains("endpoint"), "{error}");
}
