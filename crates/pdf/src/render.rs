//! From data to bytes: compile the template, write the PDF.

use serde::Serialize;
use serde_json::json;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use ports::documents::Sheet;

use crate::world::Desk;
use crate::{Documents, PdfError, language, templates, text};

/// The text of one document at most: some 20,000 lines of an invoice.
pub(crate) const DATA_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Layout is recursive; the stacks that threads get by default are made for other work.
const STACK_BYTES: usize = 16 * 1024 * 1024;

/// How many documents later what was computed for one is forgotten.
const MEMORY_DOCUMENTS: usize = 8;

/// Which document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Of<'a> {
    pub(crate) template: &'static str,
    pub(crate) number: &'a str,
}

/// Makes a PDF of a document.
pub(crate) fn render(
    house: &Documents,
    of: Of<'_>,
    sheet: &Sheet,
    document: &impl Serialize,
) -> Result<Vec<u8>, PdfError> {
    let data = data(house, sheet, document)?;
    let made = std::thread::scope(|scope| {
        let work = || draw(house, of, sheet, data);
        let thread = std::thread::Builder::new().name("pdf".into()).stack_size(STACK_BYTES);
        let thread = thread.spawn_scoped(scope, work).map_err(broken)?;
        thread.join().map_err(|_| PdfError::Broken("it panicked".into()))?
    });
    typst::comemo::evict(MEMORY_DOCUMENTS);
    made
}

/// What the template reads as `/data.json`.
fn data(house: &Documents, sheet: &Sheet, document: &impl Serialize) -> Result<String, PdfError> {
    let mut document = serde_json::to_value(document).map_err(broken)?;
    text::clean(&mut document);
    let document = document.to_string();
    if document.len() > DATA_BYTES_MAX {
        return Err(PdfError::TooLarge(document.len()));
    }
    let rest = json!({
        "language": language::code(&sheet.language),
        "logo": house.logo.is_some(),
        "fonts": house.fonts.families(&document),
    });
    let rest = rest.to_string();
    let rest = rest.trim_start_matches('{');
    Ok(format!("{{\"document\":{document},{rest}"))
}

fn draw(house: &Documents, of: Of<'_>, sheet: &Sheet, data: String) -> Result<Vec<u8>, PdfError> {
    let main = templates::id(of.template).ok_or_else(|| broken(of.template))?;
    if let Err(error) = house.templates.read(main) {
        return Err(PdfError::unreadable(&house.templates, main, &error.to_string()));
    }
    let desk = Desk::new(house, main, data);
    let failed = |errors: &[SourceDiagnostic]| PdfError::of_template(errors, &desk);
    let laid_out = typst::compile::<PagedDocument>(&desk).output;
    let laid_out = laid_out.map_err(|errors| failed(&errors))?;
    let options = PdfOptions {
        ident: Smart::Custom(format!("{} {}", of.template, of.number)),
        creator: Smart::Custom(Some("Hostler".into())),
        timestamp: timestamp(sheet.made_at),
        standards: PdfStandards::new(&[PdfStandard::A_3b]).map_err(|e| broken(e.message()))?,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&laid_out, &options).map_err(|errors| failed(&errors))
}

fn timestamp(seconds: i64) -> Option<Timestamp> {
    let at = jiff::Timestamp::from_second(seconds).ok()?;
    let at = jiff::tz::TimeZone::UTC.to_datetime(at);
    let small = |number: i8| u8::try_from(number).ok();
    Some(Timestamp::new_utc(Datetime::from_ymd_hms(
        i32::from(at.year()),
        small(at.month())?,
        small(at.day())?,
        small(at.hour())?,
        small(at.minute())?,
        small(at.second())?,
    )?))
}

fn broken(error: impl std::fmt::Display) -> PdfError {
    PdfError::Broken(error.to_string())
}
