//! Requests as Amazon wants them signed (Signature Version 4), which others took over.
//!
//! Followed: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>.
//! Paths are signed as they are sent, so they may hold only letters, digits and `-._~/`.

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use model::hex::hex;
use ports::Secret;
use reqwest::{Method, Url};
use sha2::{Digest, Sha256};

/// Who signs, where and for what.
#[derive(Debug, Clone)]
pub(crate) struct Signer {
    /// The public half of the key.
    pub(crate) access_key: String,
    /// The other half.
    pub(crate) secret_key: Secret,
    /// Of keys that are lent for a time; empty for others.
    pub(crate) session_token: Secret,
    /// `eu-central-1`; others than Amazon often take any.
    pub(crate) region: String,
    /// `s3` or `kms`.
    pub(crate) service: &'static str,
}

impl Signer {
    /// The headers that sign a request: name and value.
    pub(crate) fn sign(
        &self,
        method: &Method,
        url: &Url,
        more: &[(&'static str, &str)],
        body: &[u8],
        now: Timestamp,
    ) -> Vec<(&'static str, Secret)> {
        let at = now.strftime("%Y%m%dT%H%M%SZ").to_string();
        let day = at.split('T').next().unwrap_or_default().to_owned();
        let payload = hex(&Sha256::digest(body));
        let host = match (url.host_str().unwrap_or_default(), url.port()) {
            (host, Some(port)) => format!("{host}:{port}"),
            (host, None) => host.to_owned(),
        };
        let mut headers = vec![
            ("host", host),
            ("x-amz-content-sha256", payload.clone()),
            ("x-amz-date", at.clone()),
        ];
        headers.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
        if !self.session_token.is_empty() {
            headers.push(("x-amz-security-token", self.session_token.expose().to_owned()));
        }
        headers.sort_unstable();
        let named: Vec<&str> = headers.iter().map(|(name, _)| *name).collect();
        let named = named.join(";");
        let lines: String =
            headers.iter().map(|(name, value)| format!("{name}:{}\n", value.trim())).collect();
        let query = url.query().unwrap_or_default();
        let request = format!("{method}\n{}\n{query}\n{lines}\n{named}\n{payload}", url.path());
        let scope = format!("{day}/{}/{}/aws4_request", self.region, self.service);
        let to_sign = format!("AWS4-HMAC-SHA256\n{at}\n{scope}\n{}", hex(&Sha256::digest(request)));
        let signature = hex(&self.signature(&day, &to_sign));
        let authorization = format!(
            "AWS4-HMAC-SHA256 Credential={}/{scope}, SignedHeaders={named}, Signature={signature}",
            self.access_key
        );
        // The host goes along by itself.
        let mut signed: Vec<(&'static str, Secret)> = headers
            .into_iter()
            .filter(|(name, _)| *name != "host")
            .map(|(name, value)| (name, value.into()))
            .collect();
        signed.push(("authorization", authorization.into()));
        signed
    }

    fn signature(&self, day: &str, to_sign: &str) -> Vec<u8> {
        let first = format!("AWS4{}", self.secret_key.expose());
        let parts = [day, &self.region, self.service, "aws4_request", to_sign];
        parts.iter().fold(first.into_bytes(), |key, part| keyed(&key, part.as_bytes()))
    }
}

fn keyed(key: &[u8], text: &[u8]) -> Vec<u8> {
    // A key of any length will do.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return Vec::new() };
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::Signer;
    use jiff::Timestamp;
    use reqwest::{Method, Url};

    #[test]
    fn the_vendors_examples_come_out() {
        // https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
        let signer = Signer {
            access_key: "AKIAIOSFODNN7EXAMPLE".to_owned(),
            secret_key: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".into(),
            session_token: "".into(),
            region: "us-east-1".to_owned(),
            service: "s3",
        };
        let now: Timestamp = "2013-05-24T00:00:00Z".parse().unwrap();
        for (path, more, signature) in [
            (
                "/test.txt",
                &[("range", "bytes=0-9")][..],
                "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
            ),
            (
                "/?lifecycle=",
                &[],
                "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
            ),
            (
                "/?max-keys=2&prefix=J",
                &[],
                "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
            ),
        ] {
            let url = Url::parse(&format!("https://examplebucket.s3.amazonaws.com{path}")).unwrap();
            let headers = signer.sign(&Method::GET, &url, more, b"", now);
            let (_, authorization) =
                headers.iter().find(|(name, _)| *name == "authorization").unwrap();
            let ours = authorization.expose().rsplit_once('=').unwrap().1;
            assert_eq!(ours, signature, "{path}");
        }
    }
}
