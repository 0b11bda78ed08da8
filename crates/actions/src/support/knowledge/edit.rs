//! Articles and their categories, written by the staff.

use engine::support::{knowledge, shelves};
use engine::system::edits;
use engine::{Act, Result, invalid};
use protocol::{
    AddKnowledgebaseArticle, AddKnowledgebaseArticleResponse, AddKnowledgebaseCategory,
    AddKnowledgebaseCategoryResponse, DeleteKnowledgebaseArticle,
    DeleteKnowledgebaseArticleResponse, DeleteKnowledgebaseCategory,
    DeleteKnowledgebaseCategoryResponse, UpdateKnowledgebaseArticle,
    UpdateKnowledgebaseArticleResponse, UpdateKnowledgebaseCategory,
    UpdateKnowledgebaseCategoryResponse,
};
use store::edits::things::{ARTICLE, ARTICLE_CATEGORY};

use crate::Registry;
use crate::edits::Fields;
use crate::wire::number;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddKnowledgebaseCategory| Box::pin(add_category(act, call)))
        .write(|act, call: UpdateKnowledgebaseCategory| Box::pin(update_category(act, call)))
        .write(|act, call: DeleteKnowledgebaseCategory| Box::pin(delete_category(act, call)))
        .write(|act, call: AddKnowledgebaseArticle| Box::pin(add(act, call)))
        .write(|act, call: UpdateKnowledgebaseArticle| Box::pin(update(act, call)))
        .write(|act, call: DeleteKnowledgebaseArticle| Box::pin(delete(act, call)))
}

async fn add_category(
    act: &mut Act,
    call: AddKnowledgebaseCategory,
) -> Result<AddKnowledgebaseCategoryResponse> {
    shelves::check_parent(act, &ARTICLE_CATEGORY, 0, call.parentid).await?;
    let fields = Fields::new()
        .needed("name", call.name)?
        .number("parent_id", call.parentid)
        .text("description", call.description)
        .flag("hidden", call.hidden)
        .number("position", call.order);
    let id = edits::add(act, &ARTICLE_CATEGORY, fields.done()).await?;
    Ok(AddKnowledgebaseCategoryResponse { catid: id.into() })
}

async fn update_category(
    act: &mut Act,
    call: UpdateKnowledgebaseCategory,
) -> Result<UpdateKnowledgebaseCategoryResponse> {
    let id = number(call.catid);
    shelves::check_parent(act, &ARTICLE_CATEGORY, id, call.parentid).await?;
    let fields = Fields::new()
        .kept("name", call.name)?
        .number("parent_id", call.parentid)
        .text("description", call.description.text())
        .flag("hidden", call.hidden)
        .number("position", call.order);
    edits::change(act, &ARTICLE_CATEGORY, id, fields.done()).await?;
    Ok(UpdateKnowledgebaseCategoryResponse { catid: id.into() })
}

async fn delete_category(
    act: &mut Act,
    call: DeleteKnowledgebaseCategory,
) -> Result<DeleteKnowledgebaseCategoryResponse> {
    let id = number(call.catid);
    edits::remove(act, &ARTICLE_CATEGORY, id).await?;
    Ok(DeleteKnowledgebaseCategoryResponse { catid: id.into() })
}

async fn add(
    act: &mut Act,
    call: AddKnowledgebaseArticle,
) -> Result<AddKnowledgebaseArticleResponse> {
    in_category(act, Some(call.catid)).await?;
    let at = Some(Some(act.at()));
    let fields = Fields::new()
        .number("category_id", Some(call.catid))
        .needed("title", call.title)?
        .needed("article", call.article)?
        .text("tags", call.tags)
        .flag("private", call.private)
        .number("position", call.order)
        .instant("created_at", at)
        .instant("updated_at", at);
    let id = edits::add(act, &ARTICLE, fields.done()).await?;
    index(act, id).await?;
    Ok(AddKnowledgebaseArticleResponse { articleid: id.into() })
}

async fn update(
    act: &mut Act,
    call: UpdateKnowledgebaseArticle,
) -> Result<UpdateKnowledgebaseArticleResponse> {
    let id = number(call.articleid);
    in_category(act, call.catid).await?;
    let fields = Fields::new()
        .number("category_id", call.catid)
        .kept("title", call.title)?
        .kept("article", call.article)?
        .text("tags", call.tags.text())
        .flag("private", call.private)
        .number("position", call.order)
        .instant("updated_at", Some(Some(act.at())));
    edits::change(act, &ARTICLE, id, fields.done()).await?;
    index(act, id).await?;
    Ok(UpdateKnowledgebaseArticleResponse { articleid: id.into() })
}

/// The words that an article is found by are those of what it says now.
async fn index(act: &mut Act, id: i64) -> Result<()> {
    let row = edits::one(&mut act.conn, &ARTICLE, id).await?;
    knowledge::index(act, row.text("title"), row.text("tags"), row.text("article"), id).await
}

async fn in_category(act: &mut Act, category: Option<u64>) -> Result<()> {
    let Some(category) = category else { return Ok(()) };
    let found = store::edits::find(&mut act.conn, &ARTICLE_CATEGORY, number(category), false);
    match found.await? {
        Some(_) => Ok(()),
        None => Err(invalid("catid", "There is no such category")),
    }
}

async fn delete(
    act: &mut Act,
    call: DeleteKnowledgebaseArticle,
) -> Result<DeleteKnowledgebaseArticleResponse> {
    let id = number(call.articleid);
    edits::remove(act, &ARTICLE, id).await?;
    Ok(DeleteKnowledgebaseArticleResponse { articleid: id.into() })
}
