//! `hostler theme`, and a house that wears one.

use crate::home::{DAYS, Home};
use crate::server::Server;

#[test]
fn a_theme_is_begun_checked_and_worn() {
    let home = Home::furnished();
    let (well, said) = home.run(&["theme", "new", "mine", "storefront/home.html"]);
    assert!(well, "{said}");
    let (well, said) = home.run(&["theme", "new", "mine"]);
    assert!(!well && said.contains("there already"), "{said}");
    let (well, said) = home.run(&["theme", "check", "mine"]);
    assert!(well && said.contains("in order"), "{said}");
    let (well, said) = home.run(&["theme", "templates"]);
    assert!(well && said.contains("client/invoice.html"), "{said}");

    let folder = home.path().join("themes/mine");
    let toml = "[brand]\nlightness = 0.9\nchroma = 0.15\nhue = 150\nlogo = \"logo.svg\"\n";
    std::fs::write(folder.join("theme.toml"), toml).unwrap();
    std::fs::write(folder.join("logo.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>").unwrap();
    std::fs::write(folder.join("css/custom.css"), ".brandname{color:red}").unwrap();
    let environment = [("HOSTLER_THEME", "mine")];
    let server = Server::start(&home, &["--demo", "--demo-days", DAYS], &environment);
    // Slashes in values are escaped like everything that could matter in HTML.
    let page = server.page("/login").replace("&#x2f;", "/");
    assert!(page.contains("/assets/theme/theme.css"), "{page}");
    assert!(page.contains("src=\"/assets/theme/logo.svg\""), "{page}");
    let style = server.page("/assets/theme/theme.css");
    assert!(style.contains("--brand-h:150") && style.contains(".brandname{color:red}"), "{style}");
    // White could not be read on a colour as light as asked for.
    assert!(!style.contains("--brand-l:0.9"), "{style}");
    assert!(server.page("/assets/theme/logo.svg").contains("<svg"));
    server.assert_calm();
}
