//! Templates of the operator: they take the place of ours, and say where they are wrong.

use std::path::Path;

use pdf::{Documents, Options, PdfError, sample};

use crate::reading::{check, text};

fn with(files: &[(&str, &str)]) -> (tempfile::TempDir, Documents) {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    let templates = Some(folder.path().to_owned());
    let documents = Documents::new(Options { templates, ..Options::default() });
    (folder, documents)
}

#[test]
fn a_template_of_the_operator_takes_the_place_of_ours() {
    let own = "#let data = json(\"/data.json\")\n#set text(font: data.fonts)\n\
               Bill of #data.document.buyer.name over #data.document.total";
    let (_folder, documents) = with(&[("invoice.typ", own)]);
    let pdf = documents.invoice(&sample::invoice()).unwrap();
    check(&pdf);
    assert_eq!(text(&pdf), "Bill of Größe & Söhne OHG over 174.67 €");
    assert!(text(&documents.quote(&sample::quote()).unwrap()).contains("Valid until"));
}

#[test]
fn words_alone_can_be_replaced() {
    let ours = include_str!("../../templates/words.typ");
    let own = ours.replace("\"Invoice\"", "\"Tax invoice\"");
    let (_folder, documents) = with(&[("words.typ", &own)]);
    assert!(text(&documents.invoice(&sample::invoice()).unwrap()).contains("Tax invoice"));
}

#[test]
fn a_broken_template_is_told_by_file_line_and_column() {
    for (own, line, column, wanted) in [
        ("#let it = json(\"/data.json\")\n\n  #it.nothing", 3, 7, "nothing"),
        ("#let x = (", 1, 10, "unclosed delimiter"),
        ("A\n#unknown-thing()", 2, 2, "unknown variable: unknown-thing"),
        ("#import \"other.typ\": x", 1, 9, "access denied"),
        ("\n#import \"@preview/cetz:0.4.0\"", 2, 9, "packages cannot be used"),
        ("#read(\"/etc/passwd\")", 1, 7, "access denied"),
        ("#read(\"../../../etc/passwd\")", 1, 7, "would escape"),
        ("#datetime.today()", 1, 2, "current date"),
    ] {
        let (folder, documents) = with(&[("invoice.typ", own)]);
        match documents.invoice(&sample::invoice()).unwrap_err() {
            PdfError::Template { file, line: at, column: on, message } => {
                assert_eq!(Path::new(&file), folder.path().join("invoice.typ"));
                assert_eq!((at, on), (line, column), "{own}: {message}");
                assert!(message.contains(wanted), "{own}: {message}");
            }
            other => panic!("{own}: {other}"),
        }
        assert!(documents.check().is_err(), "{own}");
    }
}

#[test]
fn an_error_in_a_shared_file_names_that_file() {
    let own =
        include_str!("../../templates/common.typ").replace("#let label-text", "#let label-texts");
    let (folder, documents) = with(&[("common.typ", &own)]);
    let said = documents.invoice(&sample::invoice()).unwrap_err().to_string();
    let file = folder.path().join("common.typ").display().to_string();
    assert!(said.starts_with(&format!("{file}:")) && said.contains("label-text"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out_of_the_folder() {
    let (folder, documents) = with(&[("invoice.typ", "#read(\"secret\")")]);
    let outside = tempfile::NamedTempFile::new().unwrap();
    std::os::unix::fs::symlink(outside.path(), folder.path().join("secret")).unwrap();
    let said = documents.invoice(&sample::invoice()).unwrap_err().to_string();
    assert!(said.contains("access denied"), "{said}");
}

#[test]
fn a_logo_is_shown_and_a_broken_one_is_told() {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='30' height='10'>\
                <rect width='30' height='10' fill='#224488'/></svg>";
    let logo = |bytes: &[u8]| Options { logo: Some(bytes.to_vec()), ..Options::default() };
    let pdf = Documents::new(logo(svg)).invoice(&sample::invoice()).unwrap();
    check(&pdf);
    let said = Documents::new(logo(b"no picture")).invoice(&sample::invoice()).unwrap_err();
    let said = said.to_string();
    assert!(said.contains("common.typ (built in):"), "{said}");
    assert!(said.contains("unknown image format"), "{said}");
}

#[test]
fn the_built_in_templates_are_sound() {
    Documents::new(Options::default()).check().unwrap();
}
