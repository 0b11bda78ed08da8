//! Downloads: our own actions.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::support::downloads::{self, Other, Shown};
use engine::system::settings::Settings;
use engine::system::{edits, files};
use engine::{Act, Cx, Result, invalid};
use protocol::wire::Csv;
use protocol::{
    AddDownload, AddDownloadResponse, DeleteDownload, DeleteDownloadResponse, Download,
    FetchDownload, FetchDownloadResponse, GetDownloads, GetDownloadsResponse, UpdateDownload,
    UpdateDownloadResponse,
};
use store::edits::things::{DOWNLOAD, DOWNLOAD_CATEGORY, DOWNLOAD_PRODUCTS};
use store::support::downloads::{Listed, forget};

use super::shelves::in_category;
use crate::Registry;
use crate::edits::Fields;
use crate::wire::{id as id_of, moment, number, page};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetDownloads| Box::pin(get(cx, call)))
        .write(|act, call: AddDownload| Box::pin(add(act, call)))
        .write(|act, call: UpdateDownload| Box::pin(update(act, call)))
        .write(|act, call: DeleteDownload| Box::pin(delete(act, call)))
        .flow(|cx, call: FetchDownload| Box::pin(fetch(cx, call)))
}

async fn get(cx: &Cx, call: GetDownloads) -> Result<GetDownloadsResponse> {
    let settings = cx.engine.settings().await?;
    let (start, limit) = page(call.limitstart, call.limitnum);
    let listed = Listed { id: call.downloadid.map(number), category: call.catid.map(number) };
    let other = Other { seen_by: call.seenby.as_deref(), client: call.clientid.map(id_of) };
    let mut c = cx.read().await?;
    let (rows, total) = downloads::list(&mut c, &cx.caller, other, listed, (start, limit)).await?;
    Ok(GetDownloadsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        downloads: rows.into_iter().map(|shown| wire(&settings, shown)).collect(),
    })
}

fn wire(settings: &Settings, shown: Shown) -> Download {
    let Shown { row, products, available } = shown;
    let products: Vec<String> = products.iter().map(ToString::to_string).collect();
    Download {
        downloadid: row.id.into(),
        catid: row.category_id.into(),
        category: row.category.into(),
        title: row.title.into(),
        description: row.description.into(),
        filename: row.filename.into(),
        size: row.size_bytes.into(),
        clientsonly: row.clients_only.into(),
        productids: products.join(",").into(),
        hidden: row.hidden.into(),
        available: available.into(),
        fetched: row.fetched.into(),
        created: moment(settings, Some(row.created_at)),
        updated: moment(settings, Some(row.updated_at)),
    }
}

async fn add(act: &mut Act, call: AddDownload) -> Result<AddDownloadResponse> {
    in_category(act, &DOWNLOAD_CATEGORY, Some(call.catid)).await?;
    let bytes = decoded(&call.data)?;
    let (file, name) = downloads::keep(act, &call.filename, &bytes).await?;
    let at = Some(Some(act.at()));
    let fields = Fields::new()
        .number("category_id", Some(call.catid))
        .needed("title", call.title)?
        .text("description", call.description)
        .instant("file_id", Some(Some(file)))
        .text("filename", Some(name))
        .flag("clients_only", call.clientsonly)
        .flag("hidden", call.hidden)
        .instant("created_at", at)
        .instant("updated_at", at);
    let id = edits::add(act, &DOWNLOAD, fields.done()).await?;
    tie(act, id, call.productids).await?;
    Ok(AddDownloadResponse { downloadid: id.into() })
}

async fn update(act: &mut Act, call: UpdateDownload) -> Result<UpdateDownloadResponse> {
    let id = number(call.downloadid);
    let before = edits::one(&mut act.conn, &DOWNLOAD, id).await?;
    in_category(act, &DOWNLOAD_CATEGORY, call.catid).await?;
    let mut fields = Fields::new()
        .number("category_id", call.catid)
        .kept("title", call.title)?
        .text("description", call.description.text())
        .flag("clients_only", call.clientsonly)
        .flag("hidden", call.hidden)
        .instant("updated_at", Some(Some(act.at())));
    let data = call.data.filter(|data| !data.is_empty());
    if let Some(data) = &data {
        let name = call.filename.as_deref().unwrap_or(before.text("filename"));
        let (file, name) = downloads::keep(act, name, &decoded(data)?).await?;
        fields = fields.instant("file_id", Some(Some(file))).text("filename", Some(name));
    } else if let Some(name) = call.filename.filter(|name| !name.trim().is_empty()) {
        fields = fields.text("filename", Some(engine::support::files::clean(&name)));
    }
    edits::change(act, &DOWNLOAD, id, fields.done()).await?;
    if data.is_some() {
        forget(&mut act.conn, before.number("file_id")).await?;
    }
    tie(act, id, call.productids).await?;
    Ok(UpdateDownloadResponse { downloadid: id.into() })
}

async fn delete(act: &mut Act, call: DeleteDownload) -> Result<DeleteDownloadResponse> {
    let id = number(call.downloadid);
    let before = edits::one(&mut act.conn, &DOWNLOAD, id).await?;
    edits::remove(act, &DOWNLOAD, id).await?;
    forget(&mut act.conn, before.number("file_id")).await?;
    Ok(DeleteDownloadResponse { downloadid: id.into() })
}

async fn fetch(cx: &Cx, call: FetchDownload) -> Result<FetchDownloadResponse> {
    let other = Other { seen_by: call.seenby.as_deref(), client: call.clientid.map(id_of) };
    let mut act = cx.act("FetchDownload").await?;
    let row = downloads::fetch(&mut act, number(call.downloadid), other).await?;
    act.commit().await?;
    let bytes = files::bytes(&cx.engine, row.file_id.into()).await?;
    Ok(FetchDownloadResponse {
        filename: row.filename.into(),
        size: row.size_bytes.into(),
        data: STANDARD.encode(bytes).into(),
    })
}

/// Lets only the owners of some products fetch it; of 0, those of none.
async fn tie(act: &mut Act, id: i64, products: Option<Csv<u64>>) -> Result<()> {
    let products = products.map(|list| list.0.into_iter().filter(|product| *product > 0));
    edits::replace_links(act, &DOWNLOAD_PRODUCTS, id, products).await
}

fn decoded(data: &str) -> Result<Vec<u8>> {
    let text: String = data.chars().filter(|c| !c.is_whitespace()).collect();
    STANDARD.decode(text).map_err(|_| invalid("data", "Parameter 'data' must hold base64"))
}
