//! Text as a picture that phones scan (QR code, ISO/IEC 18004).

use std::fmt::Write;

use qrcode::types::Color;
use qrcode::{EcLevel, QrCode};
use serde::Serialize;
use serde_json::{Value, json};

/// Light squares around it, without which it is not found.
const MARGIN: usize = 4;

/// A picture: a path of dark squares, each one unit wide.
#[derive(Debug, Serialize)]
struct Picture {
    /// How wide and high it is, with its margin.
    size: usize,
    /// For the attribute `d`.
    path: String,
}

/// A key for one-time codes as a page shows it: to scan, to type, to open.
pub(super) fn key(secret: &str, uri: &str) -> Value {
    json!({ "secret": secret, "uri": uri, "picture": of(uri) })
}

/// The picture of a text; `None` when it is too long for one.
fn of(text: &str) -> Option<Picture> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let (width, squares) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (y, row) in squares.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&Color::Dark) {
                let (left, top, wide) = (x + MARGIN, y + MARGIN, run.len());
                let _ = write!(path, "M{left} {top}h{wide}v1h-{wide}z");
            }
            x += run.len();
        }
    }
    Some(Picture { size: width + 2 * MARGIN, path })
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_picture_has_its_three_corners() {
        let picture = of("otpauth://totp/Acme:ann").unwrap();
        // Version 2 has 25 squares a side; the corners begin with seven dark ones.
        assert_eq!(picture.size, 25 + 8);
        assert!(picture.path.starts_with("M4 4h7v1h-7z"), "{}", picture.path);
        assert!(picture.path.contains("M22 4h7v1h-7z"), "{}", picture.path);
        assert!(picture.path.contains("M4 22h7v1h-7z"), "{}", picture.path);
        assert!(of(&"x".repeat(4000)).is_none());
    }
}
