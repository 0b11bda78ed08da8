//! What the house publishes, edited row by row.

use super::super::{Links, Thing};

/// Network issues.
pub const NETWORK_ISSUE: Thing = Thing {
    table: "network_issues",
    word: "Network Issue",
    label: "title",
    columns: &[
        "title",
        "description",
        "kind",
        "server_id",
        "affecting",
        "priority",
        "status",
        "starts_at",
        "ends_at",
        "created_at",
        "updated_at",
    ],
    uses: &[],
    before_delete: &[],
};

/// Categories of the knowledge base.
pub const ARTICLE_CATEGORY: Thing = Thing {
    table: "kb_categories",
    word: "Knowledgebase Category",
    label: "name",
    columns: &["parent_id", "name", "description", "hidden", "position"],
    uses: &[
        ("select count(*) from kb_articles where category_id = $1", "articles"),
        ("select count(*) from kb_categories where parent_id = $1", "categories"),
    ],
    before_delete: &[],
};

/// Articles of the knowledge base.
pub const ARTICLE: Thing = Thing {
    table: "kb_articles",
    word: "Knowledgebase Article",
    label: "title",
    columns: &[
        "category_id",
        "title",
        "article",
        "tags",
        "private",
        "position",
        "created_at",
        "updated_at",
    ],
    uses: &[],
    before_delete: &[
        "delete from kb_words where article_id = $1",
        "delete from kb_votes where article_id = $1",
    ],
};

/// Categories of downloads.
pub const DOWNLOAD_CATEGORY: Thing = Thing {
    table: "download_categories",
    word: "Download Category",
    label: "name",
    columns: &["parent_id", "name", "description", "hidden", "position"],
    uses: &[
        ("select count(*) from downloads where category_id = $1", "downloads"),
        ("select count(*) from download_categories where parent_id = $1", "categories"),
    ],
    before_delete: &[],
};

/// Downloads.
pub const DOWNLOAD: Thing = Thing {
    table: "downloads",
    word: "Download",
    label: "title",
    columns: &[
        "category_id",
        "title",
        "description",
        "file_id",
        "filename",
        "clients_only",
        "hidden",
        "created_at",
        "updated_at",
    ],
    uses: &[],
    before_delete: &["delete from download_products where download_id = $1"],
};

/// The products whose owners may fetch a download.
pub const DOWNLOAD_PRODUCTS: Links =
    Links { table: "download_products", own: "download_id", other: "product_id" };
