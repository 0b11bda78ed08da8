//! Writes the sample documents into a folder, with the templates of another: `samples OUT [FROM]`.

use std::path::PathBuf;

use pdf::{Documents, Options, sample};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let out = arguments.next().ok_or("say where to")?;
    let documents = Documents::new(Options { templates: arguments.next(), ..Options::default() });
    std::fs::create_dir_all(&out)?;
    std::fs::write(out.join("invoice.pdf"), documents.invoice(&sample::invoice())?)?;
    std::fs::write(out.join("quote.pdf"), documents.quote(&sample::quote())?)?;
    std::fs::write(out.join("receipt.pdf"), documents.receipt(&sample::receipt())?)?;
    Ok(())
}
