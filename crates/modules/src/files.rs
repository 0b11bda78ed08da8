//! Keeping files outside of the database.

mod folder;
mod s3;

use ports::{SettingField, SettingKind};

pub use folder::Folder;
pub use s3::S3;

/// What every keeper of files is asked.
const TAKES_NEW: SettingField =
    SettingField::text("takes_new", "Takes new files", "Off leaves it for reading.")
        .kind(SettingKind::Flag)
        .default_value("on");
