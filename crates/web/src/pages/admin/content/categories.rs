//! Categories of articles and of downloads: the same sheet for both.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use protocol::{
    Action, AddDownloadCategory, AddKnowledgebaseCategory, DeleteDownloadCategory,
    DeleteKnowledgebaseCategory, GetDownloadCategories, GetKnowledgebaseCategories,
    UpdateDownloadCategory, UpdateKnowledgebaseCategory,
};

use super::{Fields, Sheet, area, ask_delete, choices, choose, field, fields, flag, show, switch};
use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::done::tried;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Problems};
use crate::routing::get;

/// Whose categories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Articles,
    Downloads,
}

impl Of {
    const fn list(self) -> (&'static str, &'static str) {
        match self {
            Self::Articles => ("/admin/kb", "Knowledge base"),
            Self::Downloads => ("/admin/downloads", "Downloads"),
        }
    }

    fn path(self, last: impl ToString) -> String {
        format!("{}/categories/{}", self.list().0, last.to_string())
    }
}

/// A category.
struct Shelf {
    id: i64,
    parent: i64,
    name: String,
    text: String,
    hidden: bool,
    order: i64,
}

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(
            "/admin/kb/categories/new",
            get(async |desk| blank(desk, Of::Articles).await)
                .post(async |desk, posted| create(desk, posted, Of::Articles).await),
        )
        .route(
            "/admin/kb/categories/{id}",
            get(async |desk, id| page(desk, id, Of::Articles).await)
                .post(async |desk, id, posted| submit(desk, id, posted, Of::Articles).await),
        )
        .route(
            "/admin/downloads/categories/new",
            get(async |desk| blank(desk, Of::Downloads).await)
                .post(async |desk, posted| create(desk, posted, Of::Downloads).await),
        )
        .route(
            "/admin/downloads/categories/{id}",
            get(async |desk, id| page(desk, id, Of::Downloads).await)
                .post(async |desk, id, posted| submit(desk, id, posted, Of::Downloads).await),
        )
}

async fn all(desk: &Desk, of: Of) -> Result<Vec<Shelf>, Fail> {
    Ok(match of {
        Of::Articles => {
            let found =
                desk.call(GetKnowledgebaseCategories::default()).await?.categories.0.category.0;
            let shelf = |row: protocol::KnowledgebaseCategory| Shelf {
                id: row.catid.0,
                parent: row.parentid.0,
                name: row.name.0,
                text: row.description.0,
                hidden: row.hidden.0,
                order: row.order.0,
            };
            found.into_iter().map(shelf).collect()
        }
        Of::Downloads => {
            let found = desk.call(GetDownloadCategories::default()).await?.categories.0.category.0;
            let shelf = |row: protocol::DownloadCategory| Shelf {
                id: row.catid.0,
                parent: row.parentid.0,
                name: row.name.0,
                text: row.description.0,
                hidden: row.hidden.0,
                order: row.order.0,
            };
            found.into_iter().map(shelf).collect()
        }
    })
}

async fn blank(desk: Desk, of: Of) -> Result<Response, Fail> {
    let fields = fields([("parentid", "0".to_owned()), ("order", "0".to_owned())]);
    paper(&desk, of, None, &fields, &Problems::default()).await
}

async fn create(desk: Desk, posted: Posted, of: Of) -> Result<Response, Fail> {
    let said = "The category is there";
    let outcome = match of {
        Of::Articles => tried(desk.submit::<AddKnowledgebaseCategory>(&posted).await?, said),
        Of::Downloads => tried(desk.submit::<AddDownloadCategory>(&posted).await?, said),
    };
    match outcome {
        Ok(said) => Ok(desk.go(&format!("{}/new", of.list().0), &said)),
        Err(problems) => paper(&desk, of, None, &posted.fields(), &problems).await,
    }
}

async fn page(desk: Desk, Path(id): Path<i64>, of: Of) -> Result<Response, Fail> {
    let row = all(&desk, of).await?.into_iter().find(|row| row.id == id);
    let row = row.ok_or_else(|| Fail::missing(&desk))?;
    let fields = fields([
        ("name", row.name),
        ("description", row.text),
        ("parentid", row.parent.to_string()),
        ("hidden", flag(row.hidden)),
        ("order", row.order.to_string()),
    ]);
    paper(&desk, of, Some(id), &fields, &Problems::default()).await
}

async fn submit(desk: Desk, Path(id): Path<i64>, posted: Posted, of: Of) -> Result<Response, Fail> {
    let posted = posted.with("catid", id);
    let (here, deletes) = (of.path(id), posted.verb() == "delete");
    if deletes && !posted.confirmed() {
        return Ok(ask_delete(&desk, &posted, "category", here).await);
    }
    let outcome = match (of, deletes) {
        (Of::Articles, true) => change::<DeleteKnowledgebaseCategory>(&desk, &posted).await?,
        (Of::Articles, false) => change::<UpdateKnowledgebaseCategory>(&desk, &posted).await?,
        (Of::Downloads, true) => change::<DeleteDownloadCategory>(&desk, &posted).await?,
        (Of::Downloads, false) => change::<UpdateDownloadCategory>(&desk, &posted).await?,
    };
    match outcome {
        Ok(()) if deletes => Ok(desk.go(of.list().0, "The category is gone")),
        Ok(()) => Ok(desk.go(&here, "Saved")),
        Err(problems) if deletes => Ok(desk.refuse(&here, &problems.line())),
        Err(problems) => paper(&desk, of, Some(id), &posted.fields(), &problems).await,
    }
}

async fn change<A: Action>(desk: &Desk, posted: &Posted) -> Result<Result<(), Problems>, Fail> {
    Ok(tried(desk.submit::<A>(posted).await?, "").map(drop))
}

async fn paper(
    desk: &Desk,
    of: Of,
    id: Option<i64>,
    fields: &Fields,
    problems: &Problems,
) -> Result<Response, Fail> {
    let rows = all(desk, of).await?.into_iter().filter(|row| Some(row.id) != id);
    let rows: Vec<_> = rows.map(|row| (row.id, row.parent, row.name)).collect();
    let title = match id {
        Some(_) => fields.get("name").cloned().unwrap_or_default(),
        None => "New category".to_owned(),
    };
    let sheet = Sheet {
        list: of.list(),
        address: id.map_or_else(|| of.path("new"), |id| of.path(id)),
        title,
        lead: "Categories may be inside one another",
        exists: id.is_some(),
        inputs: vec![
            field("name", "Name").wide(),
            choose("parentid", "Inside", choices(&rows, Some("None: it stands at the top"))),
            field("order", "Place").hint("Smaller numbers stand first"),
            switch("hidden", "Hidden", "Only the staff sees it and what is in it"),
            area("description", "Description", 2).optional(),
        ],
        acts: if id.is_some() { vec![("delete", "Delete", "trash-2")] } else { Vec::new() },
        public: None,
        upload: false,
        preview: None,
        can_preview: false,
        asides: Vec::new(),
    };
    Ok(show(desk, sheet, fields, problems).await)
}
