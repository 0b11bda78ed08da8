//! Calls against a fake server in this process, well-behaved and hostile.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod actions;
mod breaker;
mod faults;
mod forms;
mod http;
mod limits;
mod measures;
mod privacy;
mod reads;
mod retries;
mod tls;
mod upstream;

use remote::{Config, Credentials, Remote};

/// The credentials of all tests; none of these words may be seen anywhere but in a body.
const IDENTIFIER: &str = "IdentifierOfTheTest";
const SECRET: &str = "S3cret(Of*The)Test";
const ACCESS_KEY: &str = "Access.Key-Of_The$Test";

/// A configuration with the test's credentials and no repetitions.
fn config(url: &str) -> Config {
    let key = Credentials::ApiKey { identifier: IDENTIFIER.into(), secret: SECRET.into() };
    Config { access_key: Some(ACCESS_KEY.into()), retries_max: 0, ..Config::new(url, key) }
}

fn remote(config: Config) -> Remote {
    Remote::new(config, || 7).unwrap()
}
