//! Signing in through somebody else: an identity provider says who a person is.

use crate::{Asking, PortError, Refused, Secret, ready};

/// Asks identity providers who somebody is. What a journey needs is given with each call, so that
/// nothing of it must be kept between its two halves.
pub trait SignIn: Send + Sync {
    /// The address at the provider that a browser is sent to.
    fn begin<'a>(&'a self, provider: &'a Provider, journey: &'a Journey) -> Asking<'a, String>;

    /// Who came back; a refusal when the provider, or the proof that it gave, says no.
    fn finish<'a>(
        &'a self,
        provider: &'a Provider,
        journey: &'a Journey,
        back: &'a Back,
    ) -> Asking<'a, Result<Identity, Refused>>;

    /// What the provider says of itself.
    fn test_connection<'a>(&'a self, provider: &'a Provider) -> Asking<'a, String>;
}

/// A provider, and who we are to it.
#[derive(Debug, Clone)]
pub struct Provider {
    /// Its name for itself: the address that its description is found below.
    pub issuer: String,
    /// What it calls us.
    pub client_id: String,
    /// What we prove that by; empty for none.
    pub client_secret: Secret,
}

/// One way to the provider and back. All of it is made anew each time.
#[derive(Debug, Clone)]
pub struct Journey {
    /// Where people are sent back to.
    pub redirect_uri: String,
    /// Comes back as it went.
    pub state: String,
    /// Stands in what the provider signs.
    pub nonce: Secret,
    /// Whose hash went along, so that a stolen code is worth nothing (RFC 7636).
    pub verifier: Secret,
}

/// What a browser brought back.
#[derive(Debug, Clone)]
pub struct Back {
    /// What the provider exchanges for its word.
    pub code: Secret,
    /// Which provider it says it comes from (RFC 9207); nothing where it did not say.
    pub issuer: Option<String>,
}

/// Who somebody is, in the provider's words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// The provider's name for itself.
    pub issuer: String,
    /// Its name for the person, which never changes.
    pub subject: String,
    /// E-mail address; may be empty.
    pub email: String,
    /// Whether the provider has seen that the address is the person's.
    pub email_verified: bool,
    /// Given name; may be empty.
    pub first_name: String,
    /// Family name; may be empty.
    pub last_name: String,
}

/// Knows no provider: for worlds in which people sign in by password only.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoSignIn;

const NOT_HERE: PortError =
    PortError::Unsupported { module: "none", capability: "signing in through a provider" };

impl SignIn for NoSignIn {
    fn begin<'a>(&'a self, _: &'a Provider, _: &'a Journey) -> Asking<'a, String> {
        ready(Err(NOT_HERE))
    }

    fn finish<'a>(
        &'a self,
        _: &'a Provider,
        _: &'a Journey,
        _: &'a Back,
    ) -> Asking<'a, Result<Identity, Refused>> {
        ready(Err(NOT_HERE))
    }

    fn test_connection<'a>(&'a self, _: &'a Provider) -> Asking<'a, String> {
        ready(Err(NOT_HERE))
    }
}
