//! Categories, of articles and of downloads: our own actions, the same for both.

use engine::support::knowledge::reader;
use engine::support::shelves;
use engine::system::edits;
use engine::{Act, Cx, Result, invalid};
use protocol::wire::Flag;
use protocol::{
    AddDownloadCategory, AddDownloadCategoryResponse, AddKnowledgebaseCategory,
    AddKnowledgebaseCategoryResponse, DeleteDownloadCategory, DeleteDownloadCategoryResponse,
    DeleteKnowledgebaseCategory, DeleteKnowledgebaseCategoryResponse, DownloadCategory,
    GetDownloadCategories, GetDownloadCategoriesResponse, GetKnowledgebaseCategories,
    GetKnowledgebaseCategoriesResponse, KnowledgebaseCategory, UpdateDownloadCategory,
    UpdateDownloadCategoryResponse, UpdateKnowledgebaseCategory,
    UpdateKnowledgebaseCategoryResponse,
};
use store::edits::Thing;
use store::edits::things::{ARTICLE_CATEGORY, DOWNLOAD_CATEGORY};
use store::support::knowledge::{CategoryRow, Reader};
use store::support::{downloads, knowledge};

use crate::Registry;
use crate::edits::Fields;
use crate::wire::number;

/// What is said of a category that is added or changed; what is absent stays.
struct Said {
    name: Option<String>,
    parent: Option<u64>,
    description: Option<String>,
    hidden: Option<Flag>,
    order: Option<u64>,
}

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetKnowledgebaseCategories| Box::pin(of_articles(cx, call)))
        .write(|act, call: AddKnowledgebaseCategory| Box::pin(add_of_articles(act, call)))
        .write(|act, call: UpdateKnowledgebaseCategory| Box::pin(change_of_articles(act, call)))
        .write(|act, call: DeleteKnowledgebaseCategory| {
            Box::pin(async move {
                edits::remove(act, &ARTICLE_CATEGORY, number(call.catid)).await?;
                Ok(DeleteKnowledgebaseCategoryResponse { catid: call.catid.into() })
            })
        })
        .read(|cx, call: GetDownloadCategories| Box::pin(of_downloads(cx, call)))
        .write(|act, call: AddDownloadCategory| Box::pin(add_of_downloads(act, call)))
        .write(|act, call: UpdateDownloadCategory| Box::pin(change_of_downloads(act, call)))
        .write(|act, call: DeleteDownloadCategory| {
            Box::pin(async move {
                edits::remove(act, &DOWNLOAD_CATEGORY, number(call.catid)).await?;
                Ok(DeleteDownloadCategoryResponse { catid: call.catid.into() })
            })
        })
}

async fn of_articles(
    cx: &Cx,
    call: GetKnowledgebaseCategories,
) -> Result<GetKnowledgebaseCategoriesResponse> {
    let reader = reader(&cx.caller, call.seenby.as_deref())?;
    let found = knowledge::categories(&mut cx.read().await?, reader).await?;
    let found = shelves::in_order(found, reader == Reader::Office);
    let category = |row: CategoryRow| KnowledgebaseCategory {
        catid: row.id.into(),
        parentid: row.parent_id.into(),
        name: row.name.into(),
        description: row.description.into(),
        hidden: row.hidden.into(),
        order: row.position.into(),
        articles: row.things.into(),
    };
    Ok(GetKnowledgebaseCategoriesResponse {
        totalresults: found.len().into(),
        categories: found.into_iter().map(category).collect(),
    })
}

async fn of_downloads(
    cx: &Cx,
    call: GetDownloadCategories,
) -> Result<GetDownloadCategoriesResponse> {
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

async fn add_of_articles(
    act: &mut Act,
    call: AddKnowledgebaseCategory,
) -> Result<AddKnowledgebaseCategoryResponse> {
    let AddKnowledgebaseCategory { name, parentid: parent, description, hidden, order } = call;
    let said = Said { name: Some(name), parent, description, hidden, order };
    Ok(AddKnowledgebaseCategoryResponse { catid: add(act, &ARTICLE_CATEGORY, said).await?.into() })
}

async fn add_of_downloads(
    act: &mut Act,
    call: AddDownloadCategory,
) -> Result<AddDownloadCategoryResponse> {
    let AddDownloadCategory { name, parentid: parent, description, hidden, order } = call;
    let said = Said { name: Some(name), parent, description, hidden, order };
    Ok(AddDownloadCategoryResponse { catid: add(act, &DOWNLOAD_CATEGORY, said).await?.into() })
}

async fn change_of_articles(
    act: &mut Act,
    call: UpdateKnowledgebaseCategory,
) -> Result<UpdateKnowledgebaseCategoryResponse> {
    let UpdateKnowledgebaseCategory { catid, name, parentid: parent, hidden, order, .. } = call;
    let said = Said { name, parent, description: call.description.text(), hidden, order };
    change(act, &ARTICLE_CATEGORY, number(catid), said).await?;
    Ok(UpdateKnowledgebaseCategoryResponse { catid: catid.into() })
}

async fn change_of_downloads(
    act: &mut Act,
    call: UpdateDownloadCategory,
) -> Result<UpdateDownloadCategoryResponse> {
    let UpdateDownloadCategory { catid, name, parentid: parent, hidden, order, .. } = call;
    let said = Said { name, parent, description: call.description.text(), hidden, order };
    change(act, &DOWNLOAD_CATEGORY, number(catid), said).await?;
    Ok(UpdateDownloadCategoryResponse { catid: catid.into() })
}

async fn add(act: &mut Act, thing: &Thing, said: Said) -> Result<i64> {
    shelves::check_parent(act, thing, 0, said.parent).await?;
    edits::add(act, thing, said.fields()?.done()).await
}

async fn change(act: &mut Act, thing: &Thing, id: i64, said: Said) -> Result<()> {
    shelves::check_parent(act, thing, id, said.parent).await?;
    edits::change(act, thing, id, said.fields()?.done()).await
}

impl Said {
    fn fields(self) -> Result<Fields> {
        Ok(Fields::new()
            .kept("name", self.name)?
            .number("parent_id", self.parent)
            .text("description", self.description)
            .flag("hidden", self.hidden)
            .number("position", self.order))
    }
}

/// Refuses a category that does not exist.
pub(super) async fn in_category(act: &mut Act, thing: &Thing, category: Option<u64>) -> Result<()> {
    let Some(category) = category else { return Ok(()) };
    match store::edits::find(&mut act.conn, thing, number(category), false).await? {
        Some(_) => Ok(()),
        None => Err(invalid("catid", "There is no such category")),
    }
}
