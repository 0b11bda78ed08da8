//! What a template can see: itself, its data, the files beside it, and fonts.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{LibraryExt, World};

use crate::Documents;
use crate::templates::{self, Templates};

/// The functions that templates call.
pub(crate) type Library = LazyHash<typst::Library>;

/// The standard library of Typst.
pub(crate) fn library() -> Library {
    LazyHash::new(typst::Library::default())
}

/// The desk on which one document is made.
pub(crate) struct Desk<'a> {
    house: &'a Documents,
    main: FileId,
    given: HashMap<FileId, Bytes>,
    /// Files do not change while a document is made.
    read: Mutex<HashMap<FileId, FileResult<Source>>>,
}

impl<'a> Desk<'a> {
    /// Puts the data of a document on a desk, and the logo.
    pub(crate) fn new(house: &'a Documents, main: FileId, data: String) -> Self {
        let logo = house.logo.clone().map(Bytes::new);
        let files = [("data.json", Some(Bytes::from_string(data))), ("logo", logo)];
        let given = files.into_iter().filter_map(|(name, bytes)| {
            let id = templates::id(name)?;
            Some((id, bytes?))
        });
        Self { house, main, given: given.collect(), read: Mutex::default() }
    }

    /// Where the templates come from.
    pub(crate) fn templates(&self) -> &Templates {
        &self.house.templates
    }
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<typst::Library> {
        &self.house.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.house.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let source = || {
            let bytes = self.house.templates.read(id)?;
            let text = std::str::from_utf8(&bytes).map_err(|_| FileError::InvalidUtf8)?;
            Ok(Source::new(id, text.trim_start_matches('\u{FEFF}').to_owned()))
        };
        read.entry(id).or_insert_with(source).clone()
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match self.given.get(&id) {
            Some(bytes) => Ok(bytes.clone()),
            None => self.house.templates.read(id),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.house.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        // A document says only the dates it was given.
        None
    }
}
