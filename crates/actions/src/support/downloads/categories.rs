//! Categories of downloads: our own actions.

use engine::support::knowledge::reader;
use engine::support::shelves;
use engine::system::edits;
use engine::{Act, Cx, Result};
use protocol::{
    AddDownloadCategory, AddDownloadCategoryResponse, DeleteDownloadCategory,
    DeleteDownloadCategoryResponse, DownloadCategory, GetDownloadCategories,
    GetDownloadCategoriesResponse, UpdateDownloadCategory, UpdateDownloadCategoryResponse,
};
use store::edits::things::DOWNLOAD_CATEGORY;
use store::support::downloads;
use store::support::knowledge::{CategoryRow, Reader};

use crate::Registry;
use crate::edits::Fields;
use crate::wire::number;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetDownloadCategories| Box::pin(get(cx, call)))
        .write(|act, call: AddDownloadCategory| Box::pin(add(act, call)))
        .write(|act, call: UpdateDownloadCategory| Box::pin(update(act, call)))
        .write(|act, call: DeleteDownloadCategory| Box::pin(delete(act, call)))
}

async fn get(cx: &Cx, call: GetDownloadCategories) -> Result<GetDownloadCategoriesResponse> {
    let reader = reader(&cx.caller, call.seenby.as_deref())?;
    let found = downloads::categories(&mut cx.read().await?, reader).await?;
    let found = shelves::in_order(found, reader == Reader::Office);
    let category = |row: CategoryRow| DownloadCategory {
        catid: row.id.into(),
        parentid: row.parent_id.into(),
        name: row.name.into(),
        description: row.description.into(),
        hidden: row.hidden.into(),
        order: row.position.into(),
        downloads: row.things.into(),
    };
    Ok(GetDownloadCategoriesResponse {
        totalresults: found.len().into(),
        categories: found.into_iter().map(category).collect(),
    })
}

async fn add(act: &mut Act, call: AddDownloadCategory) -> Result<AddDownloadCategoryResponse> {
    shelves::check_parent(act, &DOWNLOAD_CATEGORY, 0, call.parentid).await?;
    let fields = Fields::new()
        .needed("name", call.name)?
        .number("parent_id", call.parentid)
        .text("description", call.description)
        .flag("hidden", call.hidden)
        .number("position", call.order);
    let id = edits::add(act, &DOWNLOAD_CATEGORY, fields.done()).await?;
    Ok(AddDownloadCategoryResponse { catid: id.into() })
}

async fn update(
    act: &mut Act,
    call: UpdateDownloadCategory,
) -> Result<UpdateDownloadCategoryResponse> {
    let id = number(call.catid);
    shelves::check_parent(act, &DOWNLOAD_CATEGORY, id, call.parentid).await?;
    let fields = Fields::new()
        .kept("name", call.name)?
        .number("parent_id", call.parentid)
        .text("description", call.description.text())
        .flag("hidden", call.hidden)
        .number("position", call.order);
    edits::change(act, &DOWNLOAD_CATEGORY, id, fields.done()).await?;
    Ok(UpdateDownloadCategoryResponse { catid: id.into() })
}

async fn delete(
    act: &mut Act,
    call: DeleteDownloadCategory,
) -> Result<DeleteDownloadCategoryResponse> {
    let id = number(call.catid);
    edits::remove(act, &DOWNLOAD_CATEGORY, id).await?;
    Ok(DeleteDownloadCategoryResponse { catid: id.into() })
}
