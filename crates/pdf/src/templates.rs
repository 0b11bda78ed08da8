//! The templates: built in, and the operator's over them.

use std::path::{Path, PathBuf};

use typst::diag::{FileError, FileResult};
use typst::foundations::Bytes;
use typst::syntax::{FileId, RootedPath, VirtualPath, VirtualRoot};

/// A template, or a picture in one, at most.
const FILE_BYTES_MAX: u64 = 16 * 1024 * 1024;

const BUILT_IN: &[(&str, &str)] = &[
    ("common.typ", include_str!("../templates/common.typ")),
    ("credit_note.typ", include_str!("../templates/credit_note.typ")),
    ("invoice.typ", include_str!("../templates/invoice.typ")),
    ("quote.typ", include_str!("../templates/quote.typ")),
    ("receipt.typ", include_str!("../templates/receipt.typ")),
    ("statement.typ", include_str!("../templates/statement.typ")),
    ("words.typ", include_str!("../templates/words.typ")),
];

/// The templates of an installation.
#[derive(Debug)]
pub(crate) struct Templates {
    folder: Option<PathBuf>,
}

impl Templates {
    pub(crate) fn new(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    /// The bytes of a file: the operator's, else the built-in one.
    pub(crate) fn read(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.vpath();
        if !matches!(id.root(), VirtualRoot::Project) {
            let why = "packages cannot be used: copy the file into the folder of templates";
            return Err(FileError::Other(Some(why.into())));
        }
        if let Some(folder) = &self.folder
            && let Some(bytes) = own(folder, path)?
        {
            return Ok(Bytes::new(bytes));
        }
        BUILT_IN
            .iter()
            .find(|(name, _)| *name == path.get_without_slash())
            .map(|(_, text)| Bytes::from_string(*text))
            .ok_or(FileError::AccessDenied)
    }

    /// What people call a file.
    pub(crate) fn name(&self, id: FileId) -> String {
        let path = id.vpath().get_without_slash();
        match &self.folder {
            Some(folder) if folder.join(path).is_file() => folder.join(path).display().to_string(),
            _ => format!("{path} (built in)"),
        }
    }
}

/// A file in the operator's folder; nothing outside of it, whatever links lead there.
fn own(folder: &Path, path: &VirtualPath) -> FileResult<Option<Vec<u8>>> {
    let Ok(wanted) = path.realize(folder) else { return Ok(None) };
    let (Ok(real), Ok(folder)) = (wanted.canonicalize(), folder.canonicalize()) else {
        return Ok(None);
    };
    let of = |error| FileError::from_io(error, &wanted);
    if !real.starts_with(&folder) {
        return Err(FileError::AccessDenied);
    }
    if std::fs::metadata(&real).map_err(of)?.len() > FILE_BYTES_MAX {
        return Err(FileError::Other(Some("the file is larger than 16 MiB".into())));
    }
    std::fs::read(&real).map(Some).map_err(of)
}

/// The id of a file by its name.
pub(crate) fn id(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(format!("/{name}")).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}
