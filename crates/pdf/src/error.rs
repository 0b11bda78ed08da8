//! Why a document was not made.

use typst::World;
use typst::diag::SourceDiagnostic;
use typst::syntax::{DiagSpan, FileId};

use crate::templates::Templates;
use crate::world::Desk;

/// Why a document was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// A template is wrong; line and column count from 1, 0 when it is the file as a whole.
    #[error("{file}:{line}:{column}: {message}")]
    Template {
        /// The file; one that is built in says so.
        file: String,
        /// The line.
        line: usize,
        /// The column.
        column: usize,
        /// What is wrong, and what may help.
        message: String,
    },
    /// The document cannot be written as PDF/A-3b.
    #[error("the PDF cannot be written: {0}")]
    Export(String),
    /// The document has more text than one PDF is made for (4 MiB).
    #[error("the document has {0} bytes of text, which is too much for one PDF")]
    TooLarge(usize),
    /// The layout engine gave up.
    #[error("the layout engine failed: {0}")]
    Broken(String),
}

impl PdfError {
    /// The first of the errors that a template gave.
    pub(crate) fn of_template(errors: &[SourceDiagnostic], desk: &Desk<'_>) -> Self {
        let Some(first) = errors.first() else { return Self::Broken("no reason given".into()) };
        let message = sentence(first);
        // What fails inside of Typst's own functions is told at the call in the template.
        let calls = first.trace.iter().map(|point| point.span.into());
        let place = std::iter::once(first.span).chain(calls).find_map(|span| place(span, desk));
        match place {
            Some((id, line, column)) => {
                Self::Template { file: desk.templates().name(id), line, column, message }
            }
            None => Self::Export(message),
        }
    }

    /// A file of the operator's that cannot be read.
    pub(crate) fn unreadable(templates: &Templates, id: FileId, why: &str) -> Self {
        let (file, message) = (templates.name(id), why.to_owned());
        Self::Template { file, line: 0, column: 0, message }
    }
}

fn sentence(error: &SourceDiagnostic) -> String {
    // Hints about options of Typst's own command line help nobody here.
    let hints = error.hints.iter().filter(|hint| !hint.v.contains("`--"));
    let hints = hints.map(|hint| format!(" ({})", hint.v));
    std::iter::once(error.message.to_string()).chain(hints).collect()
}

/// File, line and column, from 1.
fn place(span: DiagSpan, desk: &Desk<'_>) -> Option<(FileId, usize, usize)> {
    let id = span.id()?;
    let range = typst::WorldExt::range(desk, span)?;
    let source = desk.source(id).ok()?;
    let (line, column) = source.lines().byte_to_line_column(range.start)?;
    Some((id, line + 1, column + 1))
}
