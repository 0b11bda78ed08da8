//! Forms that a role cannot send: templates leave out the buttons that are not permitted, and what
//! is left of such a form is shown and not filled in. One of which nothing is left to see goes.

/// A page with forms that have no button as things to look at.
pub(super) fn shown_only(page: &str) -> String {
    let mut kept = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, from)) = rest.split_once("<form ") {
        kept.push_str(before);
        let (Some((tag, _)), Some((form, after))) =
            (from.split_once('>'), from.split_once("</form>"))
        else {
            kept.push_str("<form ");
            rest = from;
            continue;
        };
        let inside = form.get(tag.len() + 1..).unwrap_or_default();
        rest = after;
        if !tag.contains("method=\"post\"") || can_be_sent(page, tag, inside) {
            kept.push_str(&format!("<form {form}</form>"));
        } else if is_seen(inside) {
            kept.push_str(&format!("<form {tag}><fieldset class=\"as-is\" disabled>"));
            kept.push_str(&format!("{inside}</fieldset></form>"));
        }
    }
    kept.push_str(rest);
    kept
}

/// Whether a button of the form, or one elsewhere that names it, sends it.
fn can_be_sent(page: &str, tag: &str, inside: &str) -> bool {
    let sends = |button: &str| {
        let (tag, _) = button.split_once('>').unwrap_or((button, ""));
        !tag.contains("type=\"button\"")
    };
    let id = tag.split_once("id=\"").and_then(|(_, rest)| rest.split('"').next());
    inside.split("<button").skip(1).any(sends)
        || id.is_some_and(|id| page.contains(&format!("form=\"{id}\"")))
}

/// Whether there is anything to see: text, or what was filled in.
fn is_seen(inside: &str) -> bool {
    let mut pieces = inside.split('<');
    let text = |piece: &str| !piece.trim().is_empty();
    pieces.next().is_some_and(text)
        || pieces.any(|piece| {
            let (tag, after) = piece.split_once('>').unwrap_or((piece, ""));
            let filled = tag.starts_with("input ") && !tag.contains("type=\"hidden\"");
            filled || tag.starts_with("textarea") || tag.starts_with("select") || text(after)
        })
}

#[cfg(test)]
mod tests {
    use super::shown_only;

    #[test]
    fn a_form_without_a_button_is_looked_at() {
        let hidden = "<input type=\"hidden\" name=\"csrf\" value=\"x\">";
        let sent = format!("<form method=\"post\">{hidden}<button>Go</button></form>");
        let empty = format!("<form class=\"panel\" method=\"post\">{hidden} </form>");
        for (page, expected) in [
            ("<p>Nothing</p>".to_owned(), "<p>Nothing</p>".to_owned()),
            (format!("a{sent}b{empty}c{sent}"), format!("a{sent}bc{sent}")),
            (
                "<form method=\"post\"><input name=\"a\"></form>".to_owned(),
                "<form method=\"post\"><fieldset class=\"as-is\" disabled><input name=\"a\">\
                 </fieldset></form>"
                    .to_owned(),
            ),
            (
                "<form method=\"post\"><b>It is over</b><button type=\"button\">x</button></form>"
                    .to_owned(),
                "<form method=\"post\"><fieldset class=\"as-is\" disabled><b>It is over</b>\
                 <button type=\"button\">x</button></fieldset></form>"
                    .to_owned(),
            ),
            (
                "<form id=\"f\" method=\"post\"></form><button form=\"f\">Go</button>".to_owned(),
                "<form id=\"f\" method=\"post\"></form><button form=\"f\">Go</button>".to_owned(),
            ),
            ("<form action=\"/x\"></form>".to_owned(), "<form action=\"/x\"></form>".to_owned()),
        ] {
            assert_eq!(shown_only(&page), expected, "{page}");
        }
    }
}
