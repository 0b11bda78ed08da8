//! Themes: whose template, style and colour is shown, and what is said of a wrong one.

use std::fs;
use std::path::Path;

use serde_json::json;
use tempfile::TempDir;
use web::Templates;

/// A folder of themes with these files.
fn themes(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::with_prefix("themes-").unwrap();
    for (name, text) in files {
        write(folder.path(), name, text);
    }
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn error_page(templates: &Templates) -> String {
    let view = json!({ "heading": "Oh", "text": "No" });
    // Slashes in values are escaped like everything that could matter in HTML.
    templates.text("error.html", &view).unwrap().replace("&#x2f;", "/")
}

#[test]
fn the_own_template_wins_then_the_parents_then_the_built_in() {
    let folder = themes(&[
        ("child/theme.toml", "name = \"Child\"\nparent = \"parent\""),
        ("parent/theme.toml", "name = \"Parent\""),
        ("parent/error.html", "{{ heading }} of the parent"),
    ]);
    let built_in = Templates::built_in();
    assert!(error_page(&built_in).contains("<h1>Oh</h1>"));
    let themed = built_in.clone().with_theme(folder.path(), "child").unwrap();
    assert_eq!(error_page(&themed), "Oh of the parent");
    // A file that is written while the house is open counts at once.
    write(folder.path(), "child/error.html", "{{ heading }} of the child");
    assert_eq!(error_page(&themed), "Oh of the child");
    // A mistake shows the last good state, and one that shows only on the page the built-in page.
    write(folder.path(), "child/error.html", "{{ heading ");
    assert_eq!(error_page(&themed), "Oh of the child");
    write(folder.path(), "child/error.html", "{{ nothing_of_this_name }}");
    assert!(error_page(&themed).contains("<h1>Oh</h1>"));
    write(folder.path(), "child/error.html", "{% include \"built-in/error.html\" %}!");
    assert!(error_page(&themed).contains("<h1>Oh</h1>"));
    assert!(error_page(&themed).contains("/assets/theme/theme.css"));
}

#[test]
fn what_cannot_be_used_is_said() {
    let folder = themes(&[
        ("loop/theme.toml", "parent = \"loop\""),
        ("typo/theme.toml", "colour = 1"),
        ("broken/theme.toml", ""),
        ("broken/error.html", "{% if %}"),
    ]);
    let built_in = Templates::built_in();
    for (name, said) in [
        ("loop", "builds upon"),
        ("typo", "unknown field"),
        ("broken", "error.html"),
        ("nowhere", "theme.toml"),
        ("../elsewhere", "builds upon"),
    ] {
        let error = built_in.clone().with_theme(folder.path(), name).unwrap_err().to_string();
        assert!(error.contains(said), "{name}: {error}");
    }
}

#[test]
fn a_check_finds_what_pages_would_stumble_over() {
    let folder = themes(&[
        ("good/theme.toml", "[brand]\nhue = 150\nlogo = \"logo.svg\""),
        ("good/logo.svg", "<svg/>"),
        ("good/error.html", "{% extends \"built-in/error.html\" %}"),
        ("bad/theme.toml", "[brand]\nlogo = \"none.svg\""),
        ("bad/error.html", "{{ headline }}<form method=\"post\"></form><p style=\"x\">"),
        ("bad/page-of-mine.html", "{% include \"nowhere.html\" %}"),
    ]);
    let built_in = Templates::built_in();
    assert_eq!(built_in.check_theme(folder.path(), "good").unwrap(), Vec::<String>::new());
    let found = built_in.check_theme(folder.path(), "bad").unwrap().join("\n");
    for said in [
        "no picture none.svg",
        "the page has no headline",
        "lacks {{ guard(frame) }}",
        " style=",
        "page-of-mine.html: no page",
        "no template nowhere.html",
    ] {
        assert!(found.contains(said), "{said}: {found}");
    }
}
