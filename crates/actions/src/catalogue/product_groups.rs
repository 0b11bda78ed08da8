//! `UpdateProductGroup`, `DeleteProductGroup`: our own.

use engine::system::edits;
use engine::{Act, Result};
use protocol::{
    DeleteProductGroup, DeleteProductGroupResponse, UpdateProductGroup, UpdateProductGroupResponse,
};
use store::edits::things::PRODUCT_GROUP;

use crate::Registry;
use crate::edits::Fields;
use crate::wire::number;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: UpdateProductGroup| Box::pin(update_product_group(act, call)))
        .write(|act, call: DeleteProductGroup| Box::pin(delete_product_group(act, call)))
}

async fn update_product_group(
    act: &mut Act,
    call: UpdateProductGroup,
) -> Result<UpdateProductGroupResponse> {
    let fields = Fields::new()
        .text("name", call.name)
        .text("slug", call.slug)
        .text("headline", call.headline)
        .text("tagline", call.tagline)
        .flag("hidden", call.hidden)
        .number("position", call.order);
    let id = number(call.gid);
    edits::change(act, &PRODUCT_GROUP, id, fields.done()).await?;
    Ok(UpdateProductGroupResponse { gid: call.gid.into() })
}

async fn delete_product_group(
    act: &mut Act,
    call: DeleteProductGroup,
) -> Result<DeleteProductGroupResponse> {
    edits::remove(act, &PRODUCT_GROUP, number(call.gid)).await?;
    Ok(DeleteProductGroupResponse { gid: call.gid.into() })
}
