//! Refresh tokens that are good once, without a list of all of them.
//!
//! A token names itself and the token it was given for. Of a session only the token that was shown
//! last is remembered (and the one before it, for requests that were on their way). Whoever shows
//! that one again, or one given for it, is the browser that may have missed an answer; whoever
//! shows an older one has a copy, and the session ends for both (RFC 9700, 4.14.2).

/// For so long after an exchange the tokens before it are taken too: pages ask for several things
/// at once (seconds).
pub const GRACE_SECONDS: i64 = 30;

/// What is remembered of a session. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The token that was shown last.
    pub current: String,
    /// The one that was current before it; empty at first.
    pub previous: String,
    /// Since when `current` is.
    pub since: i64,
}

/// A refresh token as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown<'a> {
    /// Its own name.
    pub token: &'a str,
    /// The token that it was given for; empty for the first of a session.
    pub parent: &'a str,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is good, and becomes the current one.
    Advance,
    /// It is good, and changes nothing.
    Again,
    /// It is a copy of one that was used: the session ends.
    Reused,
}

/// Judges a token by what is remembered of its session. A session of which nothing is remembered
/// was never renewed.
#[must_use]
pub fn judge(kept: Option<&Kept>, shown: Shown<'_>, now: i64) -> Verdict {
    let Some(kept) = kept else { return Verdict::Advance };
    if shown.token == kept.current {
        return Verdict::Again;
    }
    if shown.parent == kept.current {
        return Verdict::Advance;
    }
    let is_of_previous = !kept.previous.is_empty()
        && (shown.token == kept.previous || shown.parent == kept.previous);
    let is_fresh = now.saturating_sub(kept.since) < GRACE_SECONDS;
    if is_of_previous && is_fresh { Verdict::Again } else { Verdict::Reused }
}

#[cfg(test)]
mod tests {
    use super::{GRACE_SECONDS, Kept, Shown, Verdict, judge};

    #[test]
    fn a_copy_of_a_used_token_is_found_out() {
        let kept = Kept { current: "b".to_owned(), previous: "a".to_owned(), since: 100 };
        let late = 100 + GRACE_SECONDS;
        for (token, parent, now, expected) in [
            // Its answer was lost: it is shown again.
            ("b", "a", late, Verdict::Again),
            // What was given for it.
            ("c", "b", late, Verdict::Advance),
            // On its way while another one was exchanged.
            ("a", "", late - 1, Verdict::Again),
            ("x", "a", late - 1, Verdict::Again),
            // The same ones later are copies, and so is anything older or unknown.
            ("a", "", late, Verdict::Reused),
            ("x", "a", late, Verdict::Reused),
            ("0", "", late - 1, Verdict::Reused),
        ] {
            let shown = Shown { token, parent };
            assert_eq!(judge(Some(&kept), shown, now), expected, "{token} {parent} {now}");
        }
    }

    #[test]
    fn the_first_of_a_session_is_good() {
        let shown = Shown { token: "a", parent: "" };
        assert_eq!(judge(None, shown, 0), Verdict::Advance);
        // A first token names no parent: it is not of a session that has no previous one yet.
        let kept = Kept { current: "a".to_owned(), previous: String::new(), since: 0 };
        assert_eq!(judge(Some(&kept), Shown { token: "b", parent: "" }, 1), Verdict::Reused);
    }
}
