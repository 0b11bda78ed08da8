//! Articles, written by the staff.

use engine::support::knowledge;
use engine::system::edits;
use engine::{Act, Result};
use protocol::{
    AddKnowledgebaseArticle, AddKnowledgebaseArticleResponse, DeleteKnowledgebaseArticle,
    DeleteKnowledgebaseArticleResponse, UpdateKnowledgebaseArticle,
    UpdateKnowledgebaseArticleResponse,
};
use store::edits::things::{ARTICLE, ARTICLE_CATEGORY};

use crate::Registry;
use crate::edits::Fields;
use crate::support::shelves::in_category;
use crate::wire::number;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddKnowledgebaseArticle| Box::pin(add(act, call)))
        .write(|act, call: UpdateKnowledgebaseArticle| Box::pin(update(act, call)))
        .write(|act, call: DeleteKnowledgebaseArticle| Box::pin(delete(act, call)))
}

async fn add(
    act: &mut Act,
    call: AddKnowledgebaseArticle,
) -> Result<AddKnowledgebaseArticleResponse> {
    in_category(act, &ARTICLE_CATEGORY, Some(call.catid)).await?;
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
    in_category(act, &ARTICLE_CATEGORY, call.catid).await?;
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

async fn delete(
    act: &mut Act,
    call: DeleteKnowledgebaseArticle,
) -> Result<DeleteKnowledgebaseArticleResponse> {
    let id = number(call.articleid);
    edits::remove(act, &ARTICLE, id).await?;
    Ok(DeleteKnowledgebaseArticleResponse { articleid: id.into() })
}
