//! Mails in the design of the house: one frame around every text, in HTML that mail programs read
//! (tables, and styles that stand where they count), without anything fetched but a logo.

use std::borrow::Cow;

use super::settings::{
    COMPANY_ADDRESS, COMPANY_NAME, MAIL_COLOUR, MAIL_DESIGN, MAIL_FOOTER, MAIL_LOGO, SYSTEM_URL,
    Settings,
};

/// The colour of the house, where the setting is none.
const COLOUR: &str = "#3f51d1";

/// What stands in the frame.
#[derive(Debug, Clone, Copy)]
pub struct Letter<'a> {
    /// The title.
    pub subject: &'a str,
    /// The plain text.
    pub text: &'a str,
    /// The same in HTML, where the template says it so.
    pub html: Option<&'a str>,
}

/// The HTML of a mail as it is sent; nothing for a plain text where the design is switched off.
#[must_use]
pub fn sent(settings: &Settings, letter: Letter<'_>) -> Option<String> {
    let whole = letter.html.is_some_and(|html| html.to_ascii_lowercase().contains("<html"));
    if whole || !settings.on(MAIL_DESIGN) {
        return letter.html.map(str::to_owned);
    }
    Some(framed(settings, letter))
}

fn framed(settings: &Settings, letter: Letter<'_>) -> String {
    let colour = colour(settings.text(MAIL_COLOUR));
    let body = letter.html.map_or_else(|| paragraphs(letter.text), str::to_owned);
    format!(
        "<!doctype html><html><head><meta charset=\"utf-8\">\
<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
<meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title><style>{STYLE}\
.mail a{{color:{colour}}}</style></head>\
<body class=\"page\" style=\"margin:0;padding:0;background:#f4f5f7\">\
<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\">\
<tr><td align=\"center\" style=\"padding:24px 12px\">\
<table role=\"presentation\" class=\"card\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" \
border=\"0\" style=\"max-width:600px;background:#ffffff;border:1px solid #e2e4ea;\
border-radius:12px;border-collapse:separate\">\
<tr><td class=\"top\" style=\"padding:20px 28px 16px;border-top:4px solid {colour};\
border-radius:12px 12px 0 0;border-bottom:1px solid #e2e4ea;{FONT};font-size:18px;\
font-weight:700;color:#1a1c23\">{head}</td></tr>\
<tr><td class=\"mail\" style=\"padding:24px 28px 28px;{FONT};font-size:16px;line-height:1.55;\
color:#1a1c23\">{body}</td></tr></table>\
<p class=\"foot\" style=\"max-width:600px;margin:16px auto 0;padding:0 28px;{FONT};\
font-size:13px;line-height:1.5;color:#5b6070\">{foot}</p>\
</td></tr></table></body></html>\n",
        title = escape(letter.subject),
        head = head(settings),
        foot = foot(settings),
    )
}

const FONT: &str = "font-family:Inter,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
/// What mail programs that know media queries do besides: the dark scheme, and tables of templates.
const STYLE: &str = ".mail p{margin:0 0 16px}.mail p:last-child{margin-bottom:0}\
.mail img{max-width:100%;height:auto}.mail table{border-collapse:collapse}\
.mail td,.mail th{padding:6px 10px;text-align:start;border-bottom:1px solid #e2e4ea}\
@media (prefers-color-scheme:dark){.page{background:#14161c!important}\
.card{background:#1d2029!important;border-color:#343845!important}\
.top,.mail{color:#eceef4!important;border-bottom-color:#343845!important}\
.foot{color:#a5abbb!important}.mail a{color:#a9b4ff!important}}";

/// The logo, or the name of the company.
fn head(settings: &Settings) -> String {
    let name = escape(settings.text(COMPANY_NAME));
    let logo = settings.text(MAIL_LOGO).trim();
    if logo.starts_with("https://") {
        let logo = escape(logo);
        return format!(
            "<img src=\"{logo}\" alt=\"{name}\" height=\"36\" style=\"display:block;height:36px\">"
        );
    }
    name.into_owned()
}

/// The lines under every mail.
fn foot(settings: &Settings) -> String {
    let own = settings.text(MAIL_FOOTER).trim();
    let mut lines: Vec<String> = if own.is_empty() {
        // Many begin the address with the name, as it stands on invoices.
        let name = settings.text(COMPANY_NAME).trim();
        let address = settings.text(COMPANY_ADDRESS).lines().map(str::trim);
        let address = address.filter(|line| !line.is_empty() && *line != name);
        let lines = std::iter::once(name).chain(address);
        vec![lines.map(escape).collect::<Vec<_>>().join(" · ")]
    } else {
        own.lines().map(|line| linked(line.trim())).collect()
    };
    let home = settings.text(SYSTEM_URL).trim();
    if own.is_empty() && home.starts_with("http") {
        lines.push(linked(home));
    }
    lines.join("<br>")
}

/// A colour of six digits, or that of the house.
fn colour(text: &str) -> &str {
    let text = text.trim();
    let digits = text
        .strip_prefix('#')
        .filter(|digits| digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if digits.is_some() { text } else { COLOUR }
}

/// Plain text as paragraphs with its lines and addresses kept.
fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let parts = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    let part = |part: &str| {
        let lines: Vec<String> = part.lines().map(linked).collect();
        format!("<p>{}</p>", lines.join("<br>"))
    };
    parts.map(part).collect()
}

/// A line with its addresses as links.
fn linked(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = ["https://", "http://"].iter().filter_map(|way| rest.find(way)).min() {
        let (before, from) = rest.split_at(at);
        let end = from.find(|c: char| c.is_whitespace() || "<>\"'".contains(c));
        let (url, after) = from.split_at(end.unwrap_or(from.len()));
        // What ends a sentence is no part of an address.
        let bare = url.trim_end_matches(['.', ',', ';', ':', '!', '?', ')']);
        let tail = url.get(bare.len()..).unwrap_or_default();
        let bare = escape(bare);
        out.push_str(&escape(before));
        out.push_str(&format!("<a href=\"{bare}\">{bare}</a>{}", escape(tail)));
        rest = after;
    }
    out.push_str(&escape(rest));
    out
}

/// Text as HTML, in one line and between double quotes.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    let entities = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;")];
    if !text.contains(['&', '<', '>', '"']) {
        return Cow::from(text);
    }
    entities.iter().fold(text.to_owned(), |text, (c, entity)| text.replace(c, entity)).into()
}

#[cfg(test)]
mod tests {
    use super::{COLOUR, colour, linked, paragraphs};

    #[test]
    fn plain_text_keeps_its_lines_and_leads_where_it_says() {
        for (text, expected) in [
            ("Hi\nyou\n\n\nBye", "<p>Hi<br>you</p><p>Bye</p>"),
            ("a & <b>", "<p>a &amp; &lt;b&gt;</p>"),
            (
                "See https://x.example/a?b=1&c=2.",
                "<p>See <a href=\"https://x.example/a?b=1&amp;c=2\">\
                 https://x.example/a?b=1&amp;c=2</a>.</p>",
            ),
            ("", ""),
        ] {
            assert_eq!(paragraphs(text), expected, "{text}");
        }
        let two = linked("http://a.example https://b.example/\"onclick");
        assert_eq!(two.matches("<a href").count(), 2);
        assert!(two.ends_with("</a>&quot;onclick"), "{two}");
    }

    #[test]
    fn only_a_colour_is_a_colour() {
        for (text, expected) in [
            ("#AA00bb", "#AA00bb"),
            (" #112233 ", "#112233"),
            ("red", COLOUR),
            ("#fff", COLOUR),
            ("#12345g", COLOUR),
            ("#123456;x:y", COLOUR),
        ] {
            assert_eq!(colour(text), expected, "{text}");
        }
    }
}
