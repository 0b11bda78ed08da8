//! `hostler theme`, and a house that wears one.

use std::collections::BTreeMap;

use crate::home::{DAYS, Home};
use crate::http::{Answer, Ask, get, post};
use crate::pages::hidden;
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

/// A browser that keeps cookies.
#[derive(Default)]
struct Browser(BTreeMap<String, String>);

impl Browser {
    fn ask(&mut self, server: &Server<'_>, ask: Ask) -> Answer {
        let cookies = self.0.iter().map(|(name, value)| format!("{name}={value}"));
        let cookies = cookies.collect::<Vec<_>>().join("; ");
        let answer = server.ask(&ask.header("cookie", &cookies));
        for (name, value) in answer.cookies() {
            self.0.remove(name);
            if !value.is_empty() {
                self.0.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }

    /// A page as it is read.
    fn page(&mut self, server: &Server<'_>, target: &str) -> String {
        self.ask(server, get(target)).text().replace("&#x2f;", "/")
    }

    /// Sends the form of the themes.
    fn look(&mut self, server: &Server<'_>, fields: &[(&str, &str)]) -> u16 {
        let csrf = hidden(&self.page(server, "/admin/themes"), "csrf");
        let fields = [&[("csrf", &*csrf)], fields].concat();
        self.ask(server, post("/admin/themes", &fields)).status
    }
}

#[test]
fn a_theme_is_looked_at_by_staff_before_it_is_worn() {
    let home = Home::furnished();
    let (well, said) = home.run(&["theme", "new", "other"]);
    assert!(well, "{said}");
    let toml = home.path().join("themes/other/theme.toml");
    std::fs::write(toml, "[brand]\nhue = 30\n").unwrap();
    let server = Server::start(&home, &["--demo", "--demo-days", DAYS], &[]);
    let (style, is_shown) = ("/assets/theme/theme.css", |page: &str| page.contains("theme.css"));
    let mut staff = Browser::default();
    let password = server.password();
    let login = [("name", demo::STAFF_EMAIL), ("password", &*password)];
    assert_eq!(staff.ask(&server, post("/admin/login", &login)).status, 303);
    assert!(!is_shown(&staff.page(&server, "/login")));

    assert_eq!(staff.look(&server, &[("do", "look"), ("theme", "other")]), 303);
    assert!(staff.page(&server, "/admin/themes").contains("You look at it"));
    assert!(is_shown(&staff.page(&server, "/login")));
    assert!(staff.page(&server, style).contains("--brand-h:30"));
    // Nobody else is shown it, whatever a browser says of itself.
    assert!(!is_shown(&server.page("/login")));
    let forged = get("/login").header("cookie", "hostler-theme=other");
    assert!(!is_shown(&server.ask(&forged).text()));
    assert_eq!(server.ask(&get(style)).status, 404);

    assert_eq!(staff.look(&server, &[("do", "look"), ("theme", "nowhere")]), 303);
    assert!(staff.page(&server, "/admin/themes").contains("theme.toml"), "what is wrong is said");
    assert_eq!(staff.look(&server, &[("do", "end")]), 303);
    assert!(!is_shown(&staff.page(&server, "/login")));
    server.assert_calm();
}
