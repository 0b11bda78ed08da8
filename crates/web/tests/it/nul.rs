//! The character NUL, which one of the databases keeps in no text, comes in through no door.

use axum::http::Method;
use serde_json::json;

use crate::office::browser::Browser as Office;
use crate::pages::browser::Browser as Shop;
use crate::site::{Answer, Ask, ask, credential, each_engine, get, post};

fn text(answer: &Answer) -> String {
    String::from_utf8_lossy(&answer.bytes).into_owned()
}

fn sent(page: &str) -> Ask {
    ask(Method::POST, page)
}

/// A form whose second part is a text, or the name of a file.
fn parts(page: &str, second: &str) -> Ask {
    let body = format!(
        "--x\r\ncontent-disposition: form-data; name=\"email\"\r\n\r\na\r\n--x\r\n\
         content-disposition: form-data; {second}\r\n--x--\r\n"
    );
    sent(page).bytes(body.as_bytes()).header("content-type", PARTS)
}

const PARTS: &str = "multipart/form-data; boundary=x";

#[tokio::test]
async fn addresses_with_the_character_nul_are_refused() {
    for site in each_engine().await {
        for (address, status, part) in [
            ("/knowledgebase?search=a%00b", 400, "The field search"),
            ("/?language=%00", 400, "The field language"),
            ("/admin/login?a=%2500&next=%00", 400, "The field next"),
            ("/knowledgebase/%00", 404, "There is nothing here"),
            ("/admin/clients/%00", 404, "There is nothing here"),
            ("/api/v1/domains/a%00.com", 404, "not-found"),
            ("/api/v1/products?group=%00", 422, "?group"),
        ] {
            let answer = site.call(get(address).header("accept", "text/html")).await;
            assert_eq!(answer.status.as_u16(), status, "{address}: {}", text(&answer));
            assert!(text(&answer).contains(part), "{address}: {}", text(&answer));
        }
        let german = get("/login?next=%00").header("accept", "text/html");
        let said = text(&site.call(german.header("accept-language", "de")).await);
        assert!(said.contains("Das Feld next"), "{said}");
        let refused = site.call(get("/mcp?topics=a%00")).await.expect(422);
        assert!(refused.to_string().contains("?topics"), "{refused}");
        let kept = site.call(get("/kb?q=a%2500b")).await;
        assert_eq!(kept.status, 200, "two zeros behind a percent sign are no NUL");
    }
}

#[tokio::test]
async fn forms_of_pages_with_the_character_nul_are_refused_by_the_name_of_the_field() {
    for site in each_engine().await {
        let open = ["/admin/login", "/admin/login/passkey", "/login", "/register", "/cart/add/1"];
        for page in open.into_iter().chain(["/order/1", "/order/1/summary", "/cart/domain"]) {
            let forms = [
                (sent(page).form(&[("email", "a"), ("x[y]", "a\0b")]), "x[y]"),
                (sent(page).form(&[("z\0", "a")]), "z"),
            ];
            for (form, field) in forms {
                let answer = site.call(form).await;
                assert_eq!(answer.status, 400, "{page}: {}", text(&answer));
                assert!(text(&answer).contains(&format!("The field {field} ")), "{page}");
            }
        }
        // What is a file is said in a header, which cannot hold the character at all.
        for (second, said) in [
            ("name=\"about\"\r\n\r\na\0b", "The field about "),
            ("name=\"file\"; filename=\"a\0.txt\"\r\n\r\nb", "This form cannot be read"),
        ] {
            let answer = site.call(parts("/login", second)).await;
            assert_eq!(answer.status, 400, "{second}: {}", text(&answer));
            assert!(text(&answer).contains(said), "{second}: {}", text(&answer));
        }
        let mut shop = Shop::on(&site);
        shop.get("/login").await;
        let refused = shop.post("/login", &[("email", "a\0@example.com")]).await;
        assert!(text(&refused).contains("The field email"), "{}", text(&refused));
        let mut ann = Office::of_ann(&site, r#"["*"]"#).await;
        let fields = [("firstname", "J\0")];
        let refused = ann.submit("/admin/clients/new", "/admin/clients/new", &fields).await;
        assert_eq!(refused.status, 400, "{}", text(&refused));
        assert!(text(&refused).contains("The field firstname"), "{}", text(&refused));
    }
}

#[tokio::test]
async fn programs_that_send_the_character_nul_are_told_which_field() {
    use base64::Engine as _;
    let base64 = |text: &str| base64::engine::general_purpose::STANDARD.encode(text);
    for site in each_engine().await {
        let login = json!({"email": "a\0@example.com", "password": "x"});
        let refused = site.call(post("/api/v1/auth/login", login)).await.expect(422);
        assert!(refused.to_string().contains("/email"), "{refused}");
        let key = credential(&site.system).await;
        let packed = base64("a:1:{i:1;s:3:\"a\0b\";}");
        let files = base64(r#"[{"name": "a\u0000b", "data": "YQ=="}]"#);
        for (action, field, value, status, said) in [
            ("LogActivity", "description", "a\0b", 400, "'description' contains a NUL"),
            ("UpdateClient", "customfields", &*packed, 200, "customfields"),
            ("OpenTicket", "attachments", &*files, 200, "attachments"),
        ] {
            let call = [
                ("identifier", &*key.0),
                ("secret", &*key.1),
                ("responsetype", "json"),
                ("action", action),
                ("clientid", "1"),
                ("deptid", "1"),
                ("subject", "a"),
                ("message", "b"),
                (field, value),
            ];
            let call = sent("/includes/api.php").form(&call).from("127.0.0.1");
            let refused = site.call(call).await.expect(status);
            let message = refused["message"].as_str().unwrap();
            assert!(message.contains(said) && message.contains("NUL"), "{action}: {refused}");
        }
        let report = sent("/hooks/fakecard").bytes(b"{\"a\": \"\0\"}");
        let refused = site.call(report.header("fake-signature", "x")).await;
        assert!(refused.status.is_client_error(), "{refused:?}");
        let nobody = get("/mcp").header("authorization", &format!("Basic {}", base64("a\0:b")));
        let refused = site.call(nobody).await;
        assert!(refused.status.is_client_error(), "{refused:?}");
    }
}
