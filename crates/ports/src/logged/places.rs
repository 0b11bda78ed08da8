//! Keepers of files and of keys, and providers of sign-ins, whose calls are kept.
//!
//! The bytes of a file are no business of a log: only their number is.

use std::sync::Arc;

use super::{About, Note, done, done_or_refused};
use crate::files::FileStore;
use crate::kms::{Generated, KeyService};
use crate::sign_in::{Back, Identity, Journey, Provider, SignIn};
use crate::{Asking, PortError, Refused, Secret, SettingField, Settings};

struct Logged<M: ?Sized> {
    inner: Arc<M>,
    note: Note,
}

pub(super) fn files(inner: Arc<dyn FileStore>, note: Note) -> Arc<dyn FileStore> {
    Arc::new(Logged { inner, note })
}

pub(super) fn sign_in(inner: Arc<dyn SignIn>, note: Note) -> Arc<dyn SignIn> {
    Arc::new(Logged { inner, note })
}

pub(super) fn keys(inner: Arc<dyn KeyService>, note: Note) -> Arc<dyn KeyService> {
    Arc::new(Logged { inner, note })
}

/// A file that says only how long it is.
pub(super) struct Unshown(pub(super) Option<Vec<u8>>);

impl std::fmt::Debug for Unshown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Some(bytes) => write!(f, "{} bytes", bytes.len()),
            None => f.write_str("nothing"),
        }
    }
}

impl FileStore for Logged<dyn FileStore> {
    fn module(&self) -> &'static str {
        self.inner.module()
    }

    fn display_name(&self) -> &'static str {
        self.inner.display_name()
    }

    fn settings(&self) -> &'static [SettingField] {
        self.inner.settings()
    }

    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn FileStore>, PortError> {
        let note = self.note.with(self.inner.settings(), settings);
        Ok(files(Arc::clone(&self.inner).open(settings)?, note))
    }

    fn put<'a>(&'a self, name: &'a str, bytes: Vec<u8>) -> Asking<'a, ()> {
        let about = About::new(name, format_args!("{} bytes", bytes.len()));
        self.note.kept("put", || about, self.inner.put(name, bytes), done)
    }

    fn get<'a>(&'a self, name: &'a str) -> Asking<'a, Option<Vec<u8>>> {
        let asking = self.inner.get(name);
        let unshown: Asking<'a, Unshown> = Box::pin(async move { asking.await.map(Unshown) });
        let kept = self.note.kept("get", || About::new(name, name), unshown, done);
        Box::pin(async move { kept.await.map(|file| file.0) })
    }

    fn remove<'a>(&'a self, name: &'a str) -> Asking<'a, ()> {
        self.note.kept("remove", || About::new(name, name), self.inner.remove(name), done)
    }

    fn test_connection(&self) -> Asking<'_, String> {
        self.note.kept("test connection", About::default, self.inner.test_connection(), done)
    }
}

/// Of keys nothing is written down but what they are for: a wrapped one is no secret, and yet
/// nobody's business who reads a log.
struct Key<T>(T);

impl<T> std::fmt::Debug for Key<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a key")
    }
}

impl Logged<dyn KeyService> {
    fn kept<'a, T: Send + 'a>(
        &'a self,
        action: &'static str,
        about: &'a str,
        asking: Asking<'a, Result<T, Refused>>,
    ) -> Asking<'a, Result<T, Refused>> {
        let unshown: Asking<'a, Result<Key<T>, Refused>> =
            Box::pin(async move { Ok(asking.await?.map(Key)) });
        let kept = self.note.kept(action, || About::new(about, about), unshown, done_or_refused);
        Box::pin(async move { Ok(kept.await?.map(|key| key.0)) })
    }
}

impl KeyService for Logged<dyn KeyService> {
    fn module(&self) -> &'static str {
        self.inner.module()
    }

    fn generate<'a>(&'a self, about: &'a str) -> Asking<'a, Result<Generated, Refused>> {
        self.kept("generate", about, self.inner.generate(about))
    }

    fn wrap<'a>(&'a self, about: &'a str, key: &'a Secret) -> Asking<'a, Result<String, Refused>> {
        self.kept("wrap", about, self.inner.wrap(about, key))
    }

    fn unwrap<'a>(
        &'a self,
        about: &'a str,
        wrapped: &'a str,
    ) -> Asking<'a, Result<Secret, Refused>> {
        self.kept("unwrap", about, self.inner.unwrap(about, wrapped))
    }
}

impl SignIn for Logged<dyn SignIn> {
    fn begin<'a>(&'a self, provider: &'a Provider, journey: &'a Journey) -> Asking<'a, String> {
        let asking = self.inner.begin(provider, journey);
        self.note.kept("begin", || about(provider, Some(journey), None), asking, done)
    }

    fn finish<'a>(
        &'a self,
        provider: &'a Provider,
        journey: &'a Journey,
        back: &'a Back,
    ) -> Asking<'a, Result<Identity, Refused>> {
        let asking = self.inner.finish(provider, journey, back);
        let about = || about(provider, Some(journey), Some(back));
        self.note.kept("finish", about, asking, done_or_refused)
    }

    fn test_connection<'a>(&'a self, provider: &'a Provider) -> Asking<'a, String> {
        let asking = self.inner.test_connection(provider);
        self.note.kept("test connection", || about(provider, None, None), asking, done)
    }
}

/// What is asked of a provider; all that could be used by somebody else is a secret.
fn about(provider: &Provider, journey: Option<&Journey>, back: Option<&Back>) -> About {
    let mut secrets = vec![provider.client_secret.clone()];
    if let Some(journey) = journey {
        let state = Secret::from(journey.state.as_str());
        secrets.extend([journey.nonce.clone(), journey.verifier.clone(), state]);
    }
    secrets.extend(back.map(|back| back.code.clone()));
    let to = journey.map(|journey| journey.redirect_uri.as_str());
    let request = (&provider.client_id, to, back.and_then(|back| back.issuer.as_deref()));
    About { secrets, ..About::new(&provider.issuer, request) }
}
