//! Any text of any script, and text that looks like markup.

use pdf::sample;
use ports::documents::{InvoiceDocument, Line};

use crate::DOCUMENTS;
use crate::reading::{check, pages, text};

fn bought_by(name: &str) -> InvoiceDocument {
    let mut invoice = sample::invoice();
    invoice.buyer.name = name.into();
    invoice
}

#[test]
fn names_of_every_script_can_be_read_again() {
    for name in [
        "Größe & Söhne",
        "Łukasz Gjørv, Đặng Ngọc",
        "Ελληνικά Δίκτυα",
        "Русский хостинг ЁЖ",
        "العربية",
        "עברית",
        "বাংলা হোস্টিং",
        "हिन्दी",
        "தமிழ்",
        "ไทย",
        "ქართული",
        "Հայերեն",
    ] {
        let pdf = DOCUMENTS.invoice(&bought_by(name)).unwrap();
        check(&pdf);
        let said = text(&pdf);
        assert!(said.contains(name), "{name}\n{said}");
    }
}

#[test]
fn what_no_font_has_is_still_there() {
    // Without fonts of the machine: a box on paper, the character when it is copied.
    let name = "株式会社 🦀 𓀀";
    let pdf = DOCUMENTS.invoice(&bought_by(name)).unwrap();
    check(&pdf);
    let said = text(&pdf);
    assert!(said.contains(name), "{said}");
}

#[test]
fn markup_in_data_is_only_text() {
    for name in [
        "#panic(\"gone\")",
        "#read(\"/etc/passwd\")",
        "*bold* _thin_ `raw` $x^2$",
        "= Heading",
        "@label <label>",
        "// no comment /* nor this */",
        "https://example.org/?a=1&b=2#c",
        "\"quoted\" 'single' -> -- ... ~",
        "\\u{41} \\n \\\\",
        "]}); #{",
        "{{ 7 * 7 }} {page} ${HOME}",
        "<script>alert(1)</script>",
    ] {
        let mut invoice = bought_by(name);
        invoice.lines.push(Line { description: name.into(), ..Line::default() });
        invoice.notes = name.into();
        let said = text(&DOCUMENTS.invoice(&invoice).unwrap());
        assert_eq!(said.matches(name).count(), 3, "{name}\n{said}");
    }
}

#[test]
fn text_that_is_too_long_stays_on_the_paper() {
    let long = "x".repeat(400);
    let mut invoice = bought_by(&long);
    invoice.seller.name.clone_from(&long);
    invoice.seller.tax_id.clone_from(&long);
    invoice.buyer.address = vec![long.clone(); 3];
    invoice.number = "9".repeat(30);
    invoice.lines[0].description = format!("{long}\n{}", "words and words ".repeat(1_000));
    invoice.instructions.clone_from(&long);
    let pdf = DOCUMENTS.invoice(&invoice).unwrap();
    check(&pdf);
    let said = text(&pdf);
    assert!(pages(&pdf) < 12, "{}", pages(&pdf));
    let letters = said.chars().filter(|c| *c == 'x').count();
    assert!(letters >= 400 * 7, "{letters}");
}

#[test]
fn empty_text_is_no_reason_to_fail() {
    let mut invoice = sample::invoice();
    invoice.seller.name.clear();
    invoice.buyer = ports::documents::Party::default();
    invoice.lines = vec![Line::default()];
    invoice.taxes.clear();
    invoice.payments.clear();
    let sheet = &mut invoice;
    for text in [&mut sheet.notes, &mut sheet.instructions, &mut sheet.credit, &mut sheet.paid] {
        text.clear();
    }
    check(&DOCUMENTS.invoice(&invoice).unwrap());
    invoice.lines.clear();
    check(&DOCUMENTS.invoice(&invoice).unwrap());
}

#[test]
fn documents_speak_the_language_of_their_reader() {
    for (language, word) in [
        ("german", "Rechnung"),
        ("french", "Facture"),
        ("es", "Factura"),
        ("portuguese-br", "Fatura"),
        ("pt-BR", "Fatura"),
        ("russian", "Счёт"),
        ("bengali", "ইনভয়েস"),
        ("arabic", "فاتورة"),
        ("swahili", "Invoice"),
    ] {
        let (mut invoice, mut quote) = (sample::invoice(), sample::quote());
        let mut receipt = sample::receipt();
        for sheet in [&mut invoice.sheet, &mut quote.sheet, &mut receipt.sheet] {
            sheet.language = language.into();
        }
        let pdf = DOCUMENTS.invoice(&invoice).unwrap();
        check(&pdf);
        let said = text(&pdf);
        assert!(said.contains(word), "{word}\n{said}");
        assert!(said.contains("174.67 €"), "{said}");
        DOCUMENTS.quote(&quote).unwrap();
        DOCUMENTS.receipt(&receipt).unwrap();
    }
}

#[test]
fn each_language_has_every_word() {
    let said = include_str!("../../templates/words.typ");
    let languages: Vec<(&str, Vec<&str>)> = said
        .split("\n  ),")
        .filter_map(|block| block.trim_start_matches(|c| c != '\n').rsplit_once(": (\n"))
        .map(|(before, words)| {
            let code = before.rsplit(char::is_whitespace).next().unwrap_or_default();
            let mut keys: Vec<&str> = words
                .split(": \"")
                .filter_map(|part| part.rsplit([' ', '\n']).next())
                .filter(|key| !key.is_empty() && !key.ends_with(['"', ',']))
                .collect();
            keys.sort_unstable();
            (code, keys)
        })
        .collect();
    let codes: Vec<&str> = languages.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["en", "de", "fr", "es", "pt", "ru", "ar", "bn"]);
    let english = &languages[0].1;
    assert!(english.len() > 50, "{english:?}");
    for (code, keys) in &languages {
        assert_eq!(keys, english, "{code}");
    }
}
