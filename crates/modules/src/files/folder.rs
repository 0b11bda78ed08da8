//! `folder`: files in a folder of this machine, or of one that all nodes share.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::TAKES_NEW;
use ports::files::{FileStore, checked};
use ports::{Asking, PortError, SettingField, Settings, UnknownCause};
use tokio::io::AsyncWriteExt;

const MODULE: &str = "folder";
/// What the trial of the settings is called.
const PROBE: &str = "hostler-probe";

const FIELDS: [SettingField; 2] = [
    SettingField::text(
        "path",
        "Folder",
        "/srv/hostler/files: there on every node, and in no folder that a web server shows.",
    )
    .required(),
    TAKES_NEW,
];

/// The module `folder`.
#[derive(Debug, Clone, Default)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Where a file is: two letters of its name make a folder, so that none grows too large.
    fn place(&self, name: &str) -> Result<PathBuf, PortError> {
        let name = checked(MODULE, name)?;
        let (shelf, _) = name.split_at_checked(2).unwrap_or((name, ""));
        Ok(self.path.join(shelf).join(name))
    }

    async fn keep(&self, name: &str, bytes: Vec<u8>) -> Result<(), PortError> {
        let place = self.place(name)?;
        let failed = |error: std::io::Error| self.failed(&error);
        if let Some(shelf) = place.parent() {
            tokio::fs::create_dir_all(shelf).await.map_err(failed)?;
        }
        // Whoever reads finds all of a file or nothing.
        let half = place.with_extension("half");
        let mut file = tokio::fs::File::create(&half).await.map_err(failed)?;
        file.write_all(&bytes).await.map_err(failed)?;
        file.sync_all().await.map_err(failed)?;
        tokio::fs::rename(&half, &place).await.map_err(failed)
    }

    async fn read(&self, name: &str) -> Result<Option<Vec<u8>>, PortError> {
        match tokio::fs::read(self.place(name)?).await {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.failed(&error)),
        }
    }

    async fn delete(&self, name: &str) -> Result<(), PortError> {
        match tokio::fs::remove_file(self.place(name)?).await {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(self.failed(&error)),
            _ => Ok(()),
        }
    }

    fn failed(&self, error: &std::io::Error) -> PortError {
        if matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::NotADirectory) {
            return PortError::setting(MODULE, "path", error.to_string());
        }
        let (cause, why) = (UnknownCause::Transport, error.to_string());
        PortError::Unknown { module: MODULE, cause, why }
    }
}

impl FileStore for Folder {
    fn module(&self) -> &'static str {
        MODULE
    }

    fn display_name(&self) -> &'static str {
        "Folder"
    }

    fn settings(&self) -> &'static [SettingField] {
        &FIELDS
    }

    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn FileStore>, PortError> {
        settings.check(MODULE, &FIELDS)?;
        let path = Path::new(settings.need(MODULE, "path")?.trim());
        if !path.is_absolute() {
            return Err(PortError::setting(MODULE, "path", "is no path from the root"));
        }
        Ok(Arc::new(Self { path: path.to_owned() }))
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
            self.delete(PROBE).await?;
            Ok(self.path.display().to_string())
        })
    }
}
