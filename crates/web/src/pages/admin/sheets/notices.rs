//! The board of the staff.

use axum::Router;
use protocol::{AddStaffNotice, DeleteStaffNotice, GetStaffNotices, UpdateStaffNotice};

use super::small::{self, Small};
use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::sheet::{Fields, Input, Part, Thing, fields, part};

pub(super) fn routes() -> Router<App> {
    small::routes::<Notice>()
}

struct Notice;

impl Thing for Notice {
    type Add = AddStaffNotice;
    type Update = UpdateStaffNotice;
    type Delete = DeleteStaffNotice;
    const PATH: &'static str = "/admin/notices";
    const LIST: &'static str = "Notice board";
    const WORD: &'static str = "notice";
    const KEY: &'static str = "noticeid";

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        small::one::<Self>(desk, id).await
    }

    async fn parts(_: &Desk, _: Option<u64>) -> Vec<Part> {
        vec![part(
            "Notice",
            [
                Input::text("title", "Title").required().wide(),
                Input::area("message", "Message", 10).hint("Markdown works"),
                Input::switch("pinned", "It stands first"),
            ],
        )]
    }
}

impl Small for Notice {
    const LEAD: &'static str = "What the staff tells each other";
    const NEW: (&'static str, &'static str) = ("/admin/notices/new", "New notice");
    const SHOWN: &'static [(&'static str, &'static str)] =
        &[("title", "Notice"), ("message", "Message"), ("author", "By"), ("created", "Since")];

    async fn all(desk: &Desk) -> Result<Vec<Fields>, Fail> {
        Ok(desk.call(GetStaffNotices {}).await?.notices.0.notice.iter().map(fields).collect())
    }
}
