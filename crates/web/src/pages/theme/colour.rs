//! The brand's colour as three numbers of OKLCH, and how well white stands on it.
//!
//! Conversion: <https://bottosson.github.io/posts/oklab/>; contrast: WCAG 2.2, 1.4.3.

/// Contrast that white text on the brand's colour has at least.
const CONTRAST_MIN: f64 = 4.5;
/// How far the lightness goes down at once.
const STEP: f64 = 0.005;

/// The lightness that is used: as wished, or as much darker as white text needs.
pub(crate) fn readable(lightness: f64, chroma: f64, hue: f64) -> f64 {
    let mut lightness = lightness.clamp(0.0, 1.0);
    while lightness > STEP && against_white(lightness, chroma, hue) < CONTRAST_MIN {
        lightness -= STEP;
    }
    (lightness * 1000.0).floor() / 1000.0
}

/// The contrast of white text on a colour, from 1 to 21.
pub(crate) fn against_white(lightness: f64, chroma: f64, hue: f64) -> f64 {
    let (sin, cos) = hue.to_radians().sin_cos();
    let (a, b) = (chroma * cos, chroma * sin);
    let cube = |x: f64| x * x * x;
    let l = cube(lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b);
    let m = cube(lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b);
    let s = cube(lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b);
    let red = 4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s;
    let green = -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s;
    let blue = -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s;
    let light = 0.2126 * red.clamp(0.0, 1.0)
        + 0.7152 * green.clamp(0.0, 1.0)
        + 0.0722 * blue.clamp(0.0, 1.0);
    1.05 / (light + 0.05)
}

#[cfg(test)]
mod tests {
    use super::{against_white, readable};

    #[test]
    fn white_can_always_be_read() {
        for hue in (0..360).step_by(5).map(f64::from) {
            for lightness in [0.2, 0.5, 0.7, 1.0] {
                for chroma in [0.0, 0.1, 0.2, 0.3] {
                    let used = readable(lightness, chroma, hue);
                    let contrast = against_white(used, chroma, hue);
                    assert!(contrast >= 4.5, "{lightness} {chroma} {hue}: {used} has {contrast}");
                    assert!(used <= lightness, "{lightness} {chroma} {hue}: {used}");
                }
            }
        }
        // What can be read already stays as it is.
        assert!((readable(0.5, 0.2, 268.0) - 0.5).abs() < 1e-9);
        assert!((against_white(0.0, 0.0, 0.0) - 21.0).abs() < 1e-9);
        assert!((against_white(1.0, 0.0, 0.0) - 1.0).abs() < 1e-3);
    }
}
