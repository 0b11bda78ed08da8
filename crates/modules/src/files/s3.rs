//! `s3`: files in a bucket of Amazon S3, or of anything that speaks like it.
//!
//! Followed: <https://docs.aws.amazon.com/AmazonS3/latest/API/> (`PutObject`, `GetObject`,
//! `DeleteObject`). Requests are signed in their headers, with the hash of the body.

use std::sync::Arc;

use ports::files::{FileStore, checked};
use ports::{Asking, Clock, PortError, Secret, SettingField, SettingKind, Settings, UnknownCause};
use reqwest::{Method, Url};

use super::TAKES_NEW;
use crate::aws::Signer;
use crate::http::{Answer, Line, Pool, Request};

const MODULE: &str = "s3";
/// Larger files are not read (bytes): above what we take from anybody.
const FILE_BYTES_MAX: usize = 64 * 1024 * 1024;
/// What the trial of the settings is called.
const PROBE: &str = "hostler-probe";

const FIELDS: [SettingField; 8] = [
    SettingField::text("bucket", "Bucket", "There already, and not open to the public.").required(),
    SettingField::text("region", "Region", "eu-central-1; others than Amazon often take any.")
        .default_value("us-east-1"),
    SettingField::text("endpoint", "Address", "https://…; empty for Amazon's own.").leads(),
    SettingField::text("addressing", "Bucket stands in", "Amazon wants host, many others path.")
        .kind(SettingKind::Choice(&["host", "path"]))
        .default_value("host"),
    SettingField::text("prefix", "Before every name", "A folder of its own: hostler/files."),
    SettingField::text(
        "access_key",
        "Access key ID",
        "With rights to put, get and delete objects.",
    )
    .required(),
    SettingField::text("secret_key", "Secret access key", "The other half of the key.")
        .kind(SettingKind::Secret)
        .required(),
    TAKES_NEW,
];

/// The module `s3`.
#[derive(Clone)]
pub struct S3 {
    clock: Arc<dyn Clock>,
    pool: Pool,
    bucket: Option<Bucket>,
}

/// What the settings say.
#[derive(Clone)]
struct Bucket {
    line: Line,
    signer: Signer,
    /// The bucket, where it stands in the path, and the parts of the prefix.
    path: Vec<String>,
    name: String,
}

impl S3 {
    /// Asks over these connections.
    pub fn new(clock: Arc<dyn Clock>, pool: Pool) -> Self {
        Self { clock, pool, bucket: None }
    }

    async fn ask(&self, method: Method, name: &str, body: Vec<u8>) -> Result<Answer, PortError> {
        let name = checked(MODULE, name)?;
        let bucket = self.bucket.as_ref();
        let bucket = bucket.ok_or_else(|| PortError::setting(MODULE, "bucket", "is missing"))?;
        let mut path: Vec<&str> = bucket.path.iter().map(String::as_str).collect();
        path.push(name);
        let mut request = Request::new(method.clone(), &path).takes(FILE_BYTES_MAX).hides_body();
        let url = bucket.line.url(&request)?;
        for (name, value) in bucket.signer.sign(&method, &url, &[], &body, self.clock.now()) {
            request = request.header(name, value);
        }
        if method == Method::PUT {
            request = request.bytes(body);
        }
        bucket.line.send(request).await
    }

    async fn keep(&self, name: &str, bytes: Vec<u8>) -> Result<(), PortError> {
        let answer = self.ask(Method::PUT, name, bytes).await?;
        if answer.is_success() { Ok(()) } else { Err(refused(&answer)) }
    }

    async fn read(&self, name: &str) -> Result<Option<Vec<u8>>, PortError> {
        let answer = self.ask(Method::GET, name, Vec::new()).await?;
        match answer.status {
            200 => Ok(Some(answer.body)),
            404 if said(&answer, "Code").as_deref() == Some("NoSuchKey") => Ok(None),
            _ => Err(refused(&answer)),
        }
    }

    async fn delete(&self, name: &str) -> Result<(), PortError> {
        let answer = self.ask(Method::DELETE, name, Vec::new()).await?;
        match answer.status {
            404 if said(&answer, "Code").as_deref() == Some("NoSuchKey") => Ok(()),
            _ if answer.is_success() => Ok(()),
            _ => Err(refused(&answer)),
        }
    }
}

impl FileStore for S3 {
    fn module(&self) -> &'static str {
        MODULE
    }

    fn display_name(&self) -> &'static str {
        "S3 bucket"
    }

    fn settings(&self) -> &'static [SettingField] {
        &FIELDS
    }

    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn FileStore>, PortError> {
        settings.check(MODULE, &FIELDS)?;
        let name = settings.need(MODULE, "bucket")?.trim().to_owned();
        if !is_bucket(&name) {
            return Err(PortError::setting(MODULE, "bucket", "is no name of a bucket"));
        }
        let region = settings.get("region").unwrap_or("us-east-1").trim().to_owned();
        let in_path = settings.get("addressing") == Some("path");
        let base = match settings.get("endpoint") {
            Some(address) => address.trim().to_owned(),
            None => format!("https://s3.{region}.amazonaws.com"),
        };
        let mut path = Vec::new();
        let base = if in_path {
            path.push(name.clone());
            base
        } else {
            before_host(&base, &name)?
        };
        path.extend(prefix(settings.get("prefix").unwrap_or_default())?);
        let signer = Signer {
            access_key: settings.need(MODULE, "access_key")?.trim().to_owned(),
            secret_key: Secret::new(settings.need(MODULE, "secret_key")?.trim()),
            session_token: Secret::default(),
            region,
            service: "s3",
        };
        let line = self.pool.line(MODULE, "endpoint", &base)?;
        let bucket = Some(Bucket { line, signer, path, name });
        Ok(Arc::new(Self { bucket, ..(*self).clone() }))
    }

    fn put<'a>(&'a self, name: &'a str, bytes: Vec<u8>) -> Asking<'a, ()> {
        Box::pin(self.keep(name, bytes))
    }

    fn get<'a>(&'a self, name: &'a str) -> Asking<'a, Option<Vec<u8>>> {
        Box::pin(self.read(name))
    }

    fn remove<'a>(&'a self, name: &'a str) -> Asking<'a, ()> {
        Box::pin(self.delete(name))
    }

    fn test_connection(&self) -> Asking<'_, String> {
        Box::pin(async move {
            self.keep(PROBE, b"probe".to_vec()).await?;
            let read = self.read(PROBE).await?;
            self.delete(PROBE).await?;
            if read.as_deref() != Some(b"probe") {
                return Err(unreadable("what was put there does not come back"));
            }
            let name = self.bucket.as_ref().map(|bucket| bucket.name.as_str());
            Ok(format!("bucket {}", name.unwrap_or_default()))
        })
    }
}

/// The bucket as the first part of the host.
fn before_host(base: &str, bucket: &str) -> Result<String, PortError> {
    let wrong = |why: &str| PortError::setting(MODULE, "endpoint", why);
    let mut url = Url::parse(base).map_err(|_| wrong("is not a URL"))?;
    let host = url.host_str().unwrap_or_default().to_owned();
    let numeric = host.starts_with('[') || host.parse::<std::net::IpAddr>().is_ok();
    if numeric || bucket.contains('.') {
        let why = "needs the bucket in the path: a number, or a bucket with dots";
        return Err(PortError::setting(MODULE, "addressing", why));
    }
    url.set_host(Some(&format!("{bucket}.{host}"))).map_err(|_| wrong("has no host"))?;
    Ok(url.into())
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html>
fn is_bucket(name: &str) -> bool {
    let inside = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let ends = [name.bytes().next(), name.bytes().last()];
    (3..=63).contains(&name.len())
        && ends.into_iter().flatten().all(inside)
        && name.bytes().all(|byte| inside(byte) || byte == b'-' || byte == b'.')
        && !name.contains("..")
}

/// The parts of a prefix; they are signed as they are sent, so they hold nothing to be escaped.
fn prefix(text: &str) -> Result<Vec<String>, PortError> {
    let parts: Vec<String> =
        text.trim().split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let good = |part: &String| part.bytes().all(plain) && !matches!(part.as_str(), "." | "..");
    if parts.iter().all(good) {
        return Ok(parts);
    }
    Err(PortError::setting(MODULE, "prefix", "may hold letters, digits and - _ . / only"))
}

/// A "no", which is always one about the settings: which of them, as the vendor's codes say.
fn refused(answer: &Answer) -> PortError {
    let code = said(answer, "Code").unwrap_or_else(|| format!("HTTP {}", answer.status));
    let message = said(answer, "Message").unwrap_or_default();
    let setting = match code.as_str() {
        "SignatureDoesNotMatch" => "secret_key",
        "InvalidAccessKeyId" | "AccessDenied" | "InvalidToken" => "access_key",
        "AuthorizationHeaderMalformed" | "PermanentRedirect" => "region",
        _ => "bucket",
    };
    PortError::setting(MODULE, setting, format!("{code}: {message}"))
}

/// A text of an error document.
fn said(answer: &Answer, name: &str) -> Option<String> {
    let text = String::from_utf8_lossy(&answer.body);
    let (_, rest) = text.split_once(&format!("<{name}>"))?;
    let (inside, _) = rest.split_once("</")?;
    Some(inside.chars().take(200).collect())
}

fn unreadable(why: &str) -> PortError {
    let (cause, why) = (UnknownCause::Unreadable, why.to_owned());
    PortError::Unknown { module: MODULE, cause, why }
}

#[cfg(test)]
mod tests {
    use super::{before_host, is_bucket, prefix};

    #[test]
    fn buckets_and_prefixes_are_checked() {
        for (name, expected) in [
            ("hostler-files", true),
            ("hostler.files", true),
            ("ab", false),
            ("Hostler", false),
            ("-abc", false),
            ("a..b", false),
            ("a/b", false),
        ] {
            assert_eq!(is_bucket(name), expected, "{name}");
        }
        assert_eq!(prefix("/a/b.c//").unwrap(), ["a", "b.c"]);
        assert_eq!(prefix(" ").unwrap(), [""; 0]);
        for wrong in ["a b", "../a", "a/..", "ä", "a%2f"] {
            assert!(prefix(wrong).is_err(), "{wrong}");
        }
        let host = before_host("https://s3.eu-central-1.amazonaws.com", "files").unwrap();
        assert_eq!(host, "https://files.s3.eu-central-1.amazonaws.com/");
        assert!(before_host("http://127.0.0.1:9000", "files").is_err());
        assert!(before_host("https://s3.example", "with.dots").is_err());
    }
}
