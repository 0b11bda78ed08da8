//! Which device somebody sits at, in words that its owner knows it by.
//!
//! What browsers say of themselves names every browser that came before them, so the newer name is
//! looked for first (MDN, "Browser detection using the user agent string"). A program says its
//! product and version (RFC 9110, 10.1.5).

/// What browsers say, and what people call them: the first that is found counts.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("OPT/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("YaBrowser/", "Yandex Browser"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("DuckDuckGo/", "DuckDuckGo"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// The same of systems.
const SYSTEMS: &[(&str, &str)] = &[
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("FreeBSD", "FreeBSD"),
    ("OpenBSD", "OpenBSD"),
    ("Linux", "Linux"),
];

/// Longer names of programs are cut (characters).
const PROGRAM_CHARS_MAX: usize = 40;

/// Browser and system of a `User-Agent`, such as `Firefox · Windows`, or the name of a program;
/// empty where it says neither.
#[must_use]
pub fn named(agent: &str) -> String {
    let agent = agent.trim();
    if !agent.starts_with("Mozilla/") {
        return program(agent);
    }
    let known = |table: &[(&'static str, &'static str)]| {
        table.iter().find(|(said, _)| agent.contains(said)).map(|(_, name)| *name)
    };
    match (known(BROWSERS), known(SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => String::new(),
    }
}

/// The product before its version, as far as it is a plain name.
fn program(agent: &str) -> String {
    let plain = |letter: &char| letter.is_ascii_alphanumeric() || "-_.".contains(*letter);
    agent.chars().take_while(plain).take(PROGRAM_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn devices_have_the_names_that_their_owners_know() {
        let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
        let windows = format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {webkit}");
        for (agent, expected) in [
            (format!("{windows} Chrome/131.0.0.0 Safari/537.36"), "Chrome · Windows"),
            (format!("{windows} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0"), "Edge · Windows"),
            (format!("{windows} Chrome/131.0.0.0 Safari/537.36 OPR/115.0.0.0"), "Opera · Windows"),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0".into(),
                "Firefox · Linux",
            ),
            (
                format!(
                    "Mozilla/5.0 (Linux; Android 14) {webkit} Chrome/131.0.0.0 Mobile Safari/5"
                ),
                "Chrome · Android",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, \
                 like Gecko) Version/18.1 Safari/605.1.15"
                    .into(),
                "Safari · macOS",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 \
                 (KHTML, like Gecko) CriOS/131.0 Mobile/15E148 Safari/604.1"
                    .into(),
                "Chrome · iPhone",
            ),
            ("Mozilla/5.0 (compatible; Windows)".into(), "Windows"),
            ("Mozilla/5.0".into(), ""),
            ("curl/8.5.0".into(), "curl"),
            ("my-shop 1.0 (Linux)".into(), "my-shop"),
            ("<b>x</b>".into(), ""),
            (String::new(), ""),
            ("x".repeat(500), &*"x".repeat(40)),
        ] {
            assert_eq!(named(&agent), expected, "{agent}");
        }
    }
}
