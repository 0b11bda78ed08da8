//! The generated reference of all actions: checked in, and equal to what the code says.

use std::fmt::Write as _;

use protocol::{Access, ActionInfo, FieldInfo, ParamInfo};

/// Set to write the document instead of comparing it.
const WRITE: &str = "HOSTLER_WRITE_DOCUMENTS";

#[test]
fn the_reference_of_actions_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/generated/actions.md");
    let text = reference();
    if std::env::var_os(WRITE).is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(kept == text, "run the tests once with {WRITE}=1 and commit docs/generated/actions.md");
}

#[test]
fn every_difference_names_an_action() {
    for (name, _) in actions::differences::DIFFERENCES {
        assert!(protocol::find(name).is_some(), "{name}");
    }
}

fn reference() -> String {
    let mut text = String::from(
        "# Every action\n\nGenerated from the code. Parameters marked * are required. `POST \
         /includes/api.php` with `action=…` calls each; so does `hostler call`.\n",
    );
    let mut category = "";
    for info in protocol::ACTIONS {
        if info.category != category {
            category = info.category;
            let _ = writeln!(text, "\n## {category}");
        }
        action(&mut text, info);
    }
    text
}

fn action(text: &mut String, info: &ActionInfo) {
    let access = if info.access == Access::Read { "reads" } else { "writes" };
    let _ = writeln!(text, "\n### {}\n\n{} ({access})", info.name, info.doc);
    if let Some(url) = info.url() {
        let _ = writeln!(text, "[vendor's page]({url})");
    }
    if let Some(difference) = actions::differences::of(info.name) {
        let _ = writeln!(text, "\n*Here:* {difference}");
    }
    if !info.params.is_empty() {
        let _ = writeln!(text, "\n| parameter | kind | |\n| --- | --- | --- |");
        info.params.iter().for_each(|each| parameter(text, each));
    }
    let fields = names(info.fields);
    if !fields.is_empty() {
        let _ = writeln!(text, "\nAnswers `{}`.", fields.join("`, `"));
    }
}

fn parameter(text: &mut String, info: &ParamInfo) {
    let star = if info.required { "*" } else { "" };
    let doc = info.doc.replace('|', "\\|");
    let _ = writeln!(text, "| `{}`{star} | {} | {doc} |", info.name, info.kind);
}

fn names(fields: &[FieldInfo]) -> Vec<&str> {
    let nested = fields
        .iter()
        .flat_map(|field| if field.flattened { names(field.fields) } else { vec![field.name] });
    nested.collect()
}
