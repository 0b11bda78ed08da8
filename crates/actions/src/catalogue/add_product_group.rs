//! `AddProductGroup`: our own.

use engine::catalogue::create::{self, NewGroup};
use engine::{Act, Result};
use protocol::{AddProductGroup, AddProductGroupResponse};

/// Makes a group of products.
pub(crate) async fn add_product_group(
    act: &mut Act,
    call: AddProductGroup,
) -> Result<AddProductGroupResponse> {
    let new = NewGroup {
        name: call.name,
        slug: call.slug,
        headline: call.headline.unwrap_or_default(),
        tagline: call.tagline.unwrap_or_default(),
        hidden: call.hidden.0,
    };
    Ok(AddProductGroupResponse { gid: create::group(act, new).await?.0.into() })
}
