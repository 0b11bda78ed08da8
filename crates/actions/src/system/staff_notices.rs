//! `AddStaffNotice` and its neighbours: the board of the staff. Our own.

use engine::system::edits;
use engine::{Act, Cx, Result};
use protocol::{
    AddStaffNotice, AddStaffNoticeResponse, DeleteStaffNotice, DeleteStaffNoticeResponse,
    GetStaffNotices, GetStaffNoticesResponse, StaffNotice, UpdateStaffNotice,
    UpdateStaffNoticeResponse,
};
use store::edits::things::STAFF_NOTICE;
use store::system::staff_notices::{self, NoticeRow};

use crate::Registry;
use crate::edits::Fields;
use crate::wire::{moment, number};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetStaffNotices| Box::pin(get(cx, call)))
        .write(|act, call: AddStaffNotice| Box::pin(add(act, call)))
        .write(|act, call: UpdateStaffNotice| Box::pin(update(act, call)))
        .write(|act, call: DeleteStaffNotice| Box::pin(delete(act, call)))
}

async fn get(cx: &Cx, _: GetStaffNotices) -> Result<GetStaffNoticesResponse> {
    let settings = cx.engine.settings().await?;
    let rows = staff_notices::all(&mut cx.read().await?).await?;
    let shown = |row: NoticeRow| StaffNotice {
        noticeid: row.id.into(),
        title: row.title.into(),
        message: row.message.into(),
        pinned: row.pinned.into(),
        author: row.author.into(),
        created: moment(&settings, Some(row.created_at)),
        updated: moment(&settings, Some(row.updated_at)),
    };
    Ok(GetStaffNoticesResponse {
        totalresults: rows.len().into(),
        notices: rows.into_iter().map(shown).collect(),
    })
}

async fn add(act: &mut Act, call: AddStaffNotice) -> Result<AddStaffNoticeResponse> {
    let at = Some(Some(act.at()));
    let author = act.caller.actor.name().to_owned();
    let fields = Fields::new()
        .needed("title", call.title)?
        .text("message", call.message)
        .flag("pinned", call.pinned)
        .text("author", Some(author))
        .instant("created_at", at)
        .instant("updated_at", at);
    let id = edits::add(act, &STAFF_NOTICE, fields.done()).await?;
    Ok(AddStaffNoticeResponse { noticeid: id.into() })
}

async fn update(act: &mut Act, call: UpdateStaffNotice) -> Result<UpdateStaffNoticeResponse> {
    let fields = Fields::new()
        .kept("title", call.title)?
        .text("message", call.message.text())
        .flag("pinned", call.pinned)
        .instant("updated_at", Some(Some(act.at())));
    edits::change(act, &STAFF_NOTICE, number(call.noticeid), fields.done()).await?;
    Ok(UpdateStaffNoticeResponse { noticeid: call.noticeid.into() })
}

async fn delete(act: &mut Act, call: DeleteStaffNotice) -> Result<DeleteStaffNoticeResponse> {
    edits::remove(act, &STAFF_NOTICE, number(call.noticeid)).await?;
    Ok(DeleteStaffNoticeResponse { noticeid: call.noticeid.into() })
}
