//! The few facts of each language that dates, numbers and amounts need, after CLDR 47.

use super::current;

/// A language of the pages.
#[derive(Debug)]
pub(crate) struct Language {
    /// As in `lang` and in `Accept-Language`.
    pub(crate) code: &'static str,
    /// The name that WHMCS has for it in `language` of clients.
    pub(crate) wire: &'static str,
    /// Its name in itself.
    pub(crate) name: &'static str,
    /// Written from right to left.
    pub(crate) rtl: bool,
    /// Whose rules of plurals it follows.
    pub(super) plurals: &'static str,
    /// Short names of the months.
    months: [&'static str; 12],
    /// `{d}`, `{m}` and `{y}` in their order.
    date: &'static str,
    /// Between a date and a time.
    comma: &'static str,
    group: &'static str,
    pub(super) decimal: &'static str,
    /// Groups begin at so many digits.
    grouped_from: usize,
    /// Groups of two digits above the first three.
    lakhs: bool,
    /// The character of zero; the other digits follow it.
    pub(super) zero: char,
    sign: Sign,
}

/// Where the sign of a currency stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// `$5`
    Before,
    /// `R$ 5`
    BeforeWithSpace,
    /// `5 €`
    After,
    /// `5€`
    AfterWithoutSpace,
}

const NO_BREAK: &str = "\u{a0}";

/// All of them, in the order shown; the first is what is spoken when nobody says otherwise.
pub(crate) static LANGUAGES: [Language; 7] = [
    Language {
        code: "en",
        wire: "english",
        name: "English",
        rtl: false,
        plurals: "en",
        months: [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ],
        date: "{d} {m} {y}",
        comma: ", ",
        group: ",",
        decimal: ".",
        grouped_from: 4,
        lakhs: false,
        zero: '0',
        sign: Sign::Before,
    },
    Language {
        code: "de",
        wire: "german",
        name: "Deutsch",
        rtl: false,
        plurals: "de",
        months: [
            "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.",
            "Dez.",
        ],
        date: "{d}. {m} {y}",
        comma: ", ",
        group: ".",
        decimal: ",",
        grouped_from: 4,
        lakhs: false,
        zero: '0',
        sign: Sign::After,
    },
    Language {
        code: "fr",
        wire: "french",
        name: "Français",
        rtl: false,
        plurals: "fr",
        months: [
            "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.",
            "nov.", "déc.",
        ],
        date: "{d} {m} {y}",
        comma: ", ",
        group: "\u{202f}",
        decimal: ",",
        grouped_from: 4,
        lakhs: false,
        zero: '0',
        sign: Sign::After,
    },
    Language {
        code: "es",
        wire: "spanish",
        name: "Español",
        rtl: false,
        plurals: "es",
        months: [
            "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic",
        ],
        date: "{d} {m} {y}",
        comma: ", ",
        group: ".",
        decimal: ",",
        grouped_from: 5,
        lakhs: false,
        zero: '0',
        sign: Sign::After,
    },
    Language {
        code: "pt-BR",
        wire: "portuguese-br",
        name: "Português (Brasil)",
        rtl: false,
        plurals: "pt",
        months: [
            "jan.", "fev.", "mar.", "abr.", "mai.", "jun.", "jul.", "ago.", "set.", "out.", "nov.",
            "dez.",
        ],
        date: "{d} de {m} de {y}",
        comma: ", ",
        group: ".",
        decimal: ",",
        grouped_from: 4,
        lakhs: false,
        zero: '0',
        sign: Sign::BeforeWithSpace,
    },
    Language {
        code: "bn",
        wire: "bengali",
        name: "বাংলা",
        rtl: false,
        plurals: "bn",
        months: [
            "জানু",
            "ফেব",
            "মার্চ",
            "এপ্রিল",
            "মে",
            "জুন",
            "জুলাই",
            "আগস্ট",
            "সেপ্টেম্বর",
            "অক্টোবর",
            "নভেম্বর",
            "ডিসেম্বর",
        ],
        date: "{d} {m}, {y}",
        comma: ", ",
        group: ",",
        decimal: ".",
        grouped_from: 4,
        lakhs: true,
        zero: '০',
        sign: Sign::AfterWithoutSpace,
    },
    Language {
        code: "ar",
        wire: "arabic",
        name: "العربية",
        rtl: true,
        plurals: "ar",
        months: [
            "يناير",
            "فبراير",
            "مارس",
            "أبريل",
            "مايو",
            "يونيو",
            "يوليو",
            "أغسطس",
            "سبتمبر",
            "أكتوبر",
            "نوفمبر",
            "ديسمبر",
        ],
        date: "{d} {m} {y}",
        comma: "، ",
        group: ",",
        decimal: ".",
        grouped_from: 4,
        lakhs: false,
        zero: '0',
        sign: Sign::After,
    },
];

/// The language of whatever is outside of a request.
pub(super) static ENGLISH: &Language = &LANGUAGES[0];

/// The language with this code.
pub(crate) fn by_code(code: &str) -> Option<&'static Language> {
    LANGUAGES.iter().find(|language| language.code.eq_ignore_ascii_case(code))
}

/// The language with this code, or with this name on the wire.
pub(crate) fn by_any_name(name: &str) -> Option<&'static Language> {
    let by_wire = || LANGUAGES.iter().find(|each| each.wire.eq_ignore_ascii_case(name));
    by_code(name).or_else(by_wire)
}

impl Language {
    /// A day as people write it; `month` counts from 1.
    pub(crate) fn date(&self, year: &str, month: usize, day: &str) -> Option<String> {
        let month = self.months.get(month.checked_sub(1)?)?;
        let text = self.date.replace("{d}", &self.digits(day)).replace("{m}", month);
        Some(text.replace("{y}", &self.digits(year)))
    }

    /// A day with a time of that day.
    pub(crate) fn moment(&self, date: &str, time: &str) -> String {
        format!("{date}{}{}", self.comma, self.digits(time))
    }

    /// A plain number, `1234567.50`, as people write it.
    pub(crate) fn number(&self, number: &str) -> String {
        self.number_with(number, (self.group, self.decimal), self.lakhs, self.grouped_from)
    }

    /// A number as a currency has it, by the format of `GetCurrencies`.
    fn number_in(&self, number: &str, format: i64) -> String {
        let signs = match format {
            2 | 4 => (",", "."),
            3 => (".", ","),
            _ => return self.number(number),
        };
        let whole = number
            .split_once('.')
            .filter(|(_, fraction)| format == 4 && fraction.bytes().all(|digit| digit == b'0'));
        self.number_with(whole.map_or(number, |(whole, _)| whole), signs, false, 4)
    }

    fn number_with(
        &self,
        number: &str,
        (group, decimal): (&str, &str),
        lakhs: bool,
        grouped_from: usize,
    ) -> String {
        let (sign, number) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let mut text = sign.to_owned();
        let count = whole.chars().count();
        for (index, digit) in whole.chars().enumerate() {
            let left = count - index;
            let ends_group = if lakhs && left > 3 {
                (left - 3).is_multiple_of(2)
            } else {
                left.is_multiple_of(3)
            };
            if index > 0 && count >= grouped_from && ends_group {
                text.push_str(group);
            }
            text.push(digit);
        }
        if !fraction.is_empty() {
            text.push_str(decimal);
            text.push_str(fraction);
        }
        self.digits(&text)
    }

    /// An amount of a currency in its format. A currency with words on both sides keeps them there.
    pub(crate) fn money(&self, prefix: &str, amount: &str, suffix: &str, format: i64) -> String {
        let (minus, amount) = amount.strip_prefix('-').map_or(("", amount), |rest| ("-", rest));
        let number = self.number_in(amount, format);
        let sign = prefix.trim();
        let text = match self.sign {
            _ if prefix.is_empty() || !suffix.is_empty() => format!("{minus}{prefix}{number}"),
            Sign::Before => format!("{minus}{prefix}{number}"),
            Sign::BeforeWithSpace => format!("{minus}{sign}{NO_BREAK}{number}"),
            Sign::After => format!("{minus}{number}{NO_BREAK}{sign}"),
            Sign::AfterWithoutSpace => format!("{minus}{number}{sign}"),
        };
        let text = text + suffix;
        // Set off from the text around it, so that the sign stays where it belongs.
        if self.rtl { format!("\u{2066}{text}\u{2069}") } else { text }
    }

    /// A text with the digits of the language.
    pub(crate) fn digits(&self, text: &str) -> String {
        if self.zero == '0' {
            return text.to_owned();
        }
        let own = |letter: char| {
            let value = letter.to_digit(10)?;
            char::from_u32(u32::from(self.zero) + value)
        };
        text.chars().map(|letter| own(letter).unwrap_or(letter)).collect()
    }
}

/// A number in the language of the request.
pub(super) fn number(text: &str) -> String {
    current().number(text)
}

#[cfg(test)]
mod tests {
    use super::by_any_name;

    #[test]
    fn amounts_and_days_are_written_as_people_do() {
        for (name, money, date) in [
            ("english", "-€1,234,567.50", "31 Jan 2026"),
            ("german", "-1.234.567,50\u{a0}€", "31. Jan. 2026"),
            ("french", "-1\u{202f}234\u{202f}567,50\u{a0}€", "31 janv. 2026"),
            ("spanish", "-1.234.567,50\u{a0}€", "31 ene 2026"),
            ("pt-br", "-€\u{a0}1.234.567,50", "31 de jan. de 2026"),
            ("bengali", "-১২,৩৪,৫৬৭.৫০€", "৩১ জানু, ২০২৬"),
            ("ar", "\u{2066}-1,234,567.50\u{a0}€\u{2069}", "31 يناير 2026"),
        ] {
            let language = by_any_name(name).unwrap();
            assert_eq!(language.money("€", "-1234567.50", "", 1), money, "{name}");
            assert_eq!(language.date("2026", 1, "31").unwrap(), date, "{name}");
        }
        assert_eq!(by_any_name("es").unwrap().number("1234.5"), "1234,5");
        assert_eq!(by_any_name("es").unwrap().number("12345"), "12.345");
        assert_eq!(by_any_name("de").unwrap().money("$", "5.00", " USD", 1), "$5,00 USD");
        assert!(by_any_name("klingon").is_none());
        let german = by_any_name("de").unwrap();
        assert_eq!(german.money("", "-1234.50", " USD", 2), "-1,234.50 USD");
        assert_eq!(by_any_name("bn").unwrap().money("৳", "175000.00", "", 4), "১৭৫,০০০৳");
    }
}
