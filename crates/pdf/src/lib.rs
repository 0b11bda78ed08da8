//! Invoices, credit notes, quotes, receipts and statements as PDF/A-3b, laid out by Typst templates
//! that operators can replace.
//!
//! A template is a program in a sandbox: it sees the document as `/data.json`, the files beside
//! it, and nothing else; no clock, no packages, no network. Fonts are embedded for most scripts;
//! Chinese, Japanese and Korean come from the folders in [`Options::fonts`]. What no font has is
//! shown as a box and can still be copied as text.

mod error;
mod fonts;
mod language;
mod render;
pub mod sample;
mod templates;
mod text;
mod world;

use std::path::PathBuf;

use ports::documents::{
    CreditNoteDocument, InvoiceDocument, QuoteDocument, ReceiptDocument, StatementDocument,
};

pub use error::PdfError;

/// What the operator may choose.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// A folder whose files take the place of the built-in templates of the same name.
    pub templates: Option<PathBuf>,
    /// PNG, JPEG, GIF, WebP or SVG; without one the company's name stands in its place.
    pub logo: Option<Vec<u8>>,
    /// Fonts, and folders of fonts, for scripts that no embedded font has.
    pub fonts: Vec<PathBuf>,
}

/// Makes PDFs. One serves the whole process: fonts are read once.
pub struct Documents {
    fonts: fonts::Fonts,
    templates: templates::Templates,
    library: world::Library,
    logo: Option<Vec<u8>>,
}

impl std::fmt::Debug for Documents {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Documents with {} fonts", self.fonts.len())
    }
}

impl Documents {
    /// Looks at the fonts. Files that are no fonts are passed over; templates are read for each
    /// document, so that a change shows at once.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self {
            fonts: fonts::Fonts::new(&options.fonts),
            templates: templates::Templates::new(options.templates),
            library: world::library(),
            logo: options.logo,
        }
    }

    /// Makes an invoice by `invoice.typ`.
    ///
    /// # Errors
    /// A template that fails, with file and line; a logo that is no picture.
    pub fn invoice(&self, document: &InvoiceDocument) -> Result<Vec<u8>, PdfError> {
        let of = render::Of { template: "invoice.typ", number: &document.number };
        render::render(self, of, &document.sheet, document)
    }

    /// Makes a credit note by `credit_note.typ`.
    ///
    /// # Errors
    /// As for an invoice.
    pub fn credit_note(&self, document: &CreditNoteDocument) -> Result<Vec<u8>, PdfError> {
        let of = render::Of { template: "credit_note.typ", number: &document.number };
        render::render(self, of, &document.sheet, document)
    }

    /// Makes a quote by `quote.typ`.
    ///
    /// # Errors
    /// As for an invoice.
    pub fn quote(&self, document: &QuoteDocument) -> Result<Vec<u8>, PdfError> {
        let of = render::Of { template: "quote.typ", number: &document.number };
        render::render(self, of, &document.sheet, document)
    }

    /// Makes a receipt by `receipt.typ`.
    ///
    /// # Errors
    /// As for an invoice.
    pub fn receipt(&self, document: &ReceiptDocument) -> Result<Vec<u8>, PdfError> {
        let of = render::Of { template: "receipt.typ", number: &document.number };
        render::render(self, of, &document.sheet, document)
    }

    /// Makes the account of a client by `statement.typ`.
    ///
    /// # Errors
    /// As for an invoice.
    pub fn statement(&self, document: &StatementDocument) -> Result<Vec<u8>, PdfError> {
        let of = render::Of { template: "statement.typ", number: &document.number };
        render::render(self, of, &document.sheet, document)
    }

    /// Makes one document of each kind from invented data, to find a broken template or logo
    /// before a customer does.
    ///
    /// # Errors
    /// The first that fails.
    pub fn check(&self) -> Result<(), PdfError> {
        self.invoice(&sample::invoice())?;
        self.credit_note(&sample::credit_note())?;
        self.quote(&sample::quote())?;
        self.receipt(&sample::receipt())?;
        self.statement(&sample::statement())?;
        Ok(())
    }
}
