//! Makes PDFs for the engine: a thread pool around the crate that lays them out.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use anyhow::{Context, Result};
use pdf::{Options, PdfError};
use ports::documents::{
    CreditNoteDocument, Documents, InvoiceDocument, QuoteDocument, ReceiptDocument,
    StatementDocument,
};
use ports::{Asking, PortError};
use tokio::sync::Semaphore;

use crate::config::Config;

const MODULE: &str = "pdf";

/// The PDFs of this program.
pub(crate) struct Pdf {
    maker: Arc<Maker>,
    /// Layout is work for the processor: more at once than it has cores makes each of them slower.
    turns: Arc<Semaphore>,
}

/// Reads the fonts when the first document is asked for: most commands make none.
struct Maker {
    options: Options,
    made: OnceLock<pdf::Documents>,
}

impl Maker {
    fn get(&self) -> &pdf::Documents {
        self.made.get_or_init(|| pdf::Documents::new(self.options.clone()))
    }
}

impl Pdf {
    /// Takes templates, logo and fonts as the configuration says.
    pub(crate) fn new(config: &Config) -> Result<Self> {
        let values = &config.values;
        let templates = Some(PathBuf::from(values.text("pdf_templates")));
        let templates = templates.filter(|folder| folder.is_dir());
        let logo = match values.text("pdf_logo") {
            "" => None,
            path => Some(std::fs::read(path).with_context(|| {
                values.wrong("pdf_logo", "a PNG, JPEG, WebP or SVG file that can be read")
            })?),
        };
        let fonts = values.text("pdf_fonts").split(',').map(str::trim).filter(|it| !it.is_empty());
        let fonts = fonts.map(PathBuf::from).collect();
        let options = Options { templates, logo, fonts };
        let maker = Arc::new(Maker { options, made: OnceLock::new() });
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Self { maker, turns: Arc::new(Semaphore::new(cores)) })
    }

    /// Tries every template.
    pub(crate) fn check(&self) -> Result<String> {
        self.maker.get().check()?;
        Ok(format!("{:?}", self.maker.get()))
    }

    fn make(
        &self,
        work: impl FnOnce(&pdf::Documents) -> Result<Vec<u8>, PdfError> + Send + 'static,
    ) -> Asking<'_, Vec<u8>> {
        let maker = Arc::clone(&self.maker);
        Box::pin(async move {
            let turn = self.turns.acquire().await.map_err(|error| broken(&error))?;
            let made = tokio::task::spawn_blocking(move || work(maker.get())).await;
            drop(turn);
            made.map_err(|error| broken(&error))?.map_err(|error| broken(&error))
        })
    }
}

/// Nothing was sent anywhere, and repeating will not help.
fn broken(error: &dyn std::fmt::Display) -> PortError {
    let (setting, why) = ("pdf_templates".to_owned(), error.to_string());
    PortError::Configuration { module: MODULE, setting, why }
}

impl Documents for Pdf {
    fn module(&self) -> &'static str {
        MODULE
    }

    fn invoice(&self, document: InvoiceDocument) -> Asking<'_, Vec<u8>> {
        self.make(move |documents| documents.invoice(&document))
    }

    fn credit_note(&self, document: CreditNoteDocument) -> Asking<'_, Vec<u8>> {
        self.make(move |documents| documents.credit_note(&document))
    }

    fn quote(&self, document: QuoteDocument) -> Asking<'_, Vec<u8>> {
        self.make(move |documents| documents.quote(&document))
    }

    fn receipt(&self, document: ReceiptDocument) -> Asking<'_, Vec<u8>> {
        self.make(move |documents| documents.receipt(&document))
    }

    fn statement(&self, document: StatementDocument) -> Asking<'_, Vec<u8>> {
        self.make(move |documents| documents.statement(&document))
    }
}
