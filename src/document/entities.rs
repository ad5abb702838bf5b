//! `&nbsp;`, `&pound;`, `&#8217;`: what a reader sees for them.
//! The named ones are those that word processors and council web sites write.

use super::emit::Decoded;

/// The entity at the start of `text` (which begins with `&`) and its length.
pub(super) fn decode(text: &str) -> Option<(Decoded, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let decoded = match name.strip_prefix('#') {
        Some(number) => Decoded::One(numeric(number)?),
        None => Decoded::Name(named(name)?),
    };
    Some((decoded, end + 1))
}

fn numeric(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) if hex.len() <= 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()) => {
            u32::from_str_radix(hex, 16).ok()?
        }
        None if number.len() <= 7 && number.bytes().all(|b| b.is_ascii_digit()) => number.parse().ok()?,
        _ => return None,
    };
    if code == 0 {
        Some('\u{FFFD}')
    } else {
        Some(char::from_u32(code).unwrap_or('\u{FFFD}'))
    }
}

fn named(name: &str) -> Option<&'static str> {
    Some(match name {
        "amp" | "AMP" => "&",
        "lt" | "LT" => "<",
        "gt" | "GT" => ">",
        "quot" | "QUOT" => "\"",
        "apos" => "'",
        "nbsp" => "\u{A0}",
        "ensp" => "\u{2002}",
        "emsp" => "\u{2003}",
        "thinsp" => "\u{2009}",
        "zwnj" => "\u{200C}",
        "zwj" => "\u{200D}",
        "shy" => "\u{AD}",
        "lsquo" => "‘",
        "rsquo" => "’",
        "sbquo" => "‚",
        "ldquo" => "“",
        "rdquo" => "”",
        "bdquo" => "„",
        "laquo" => "«",
        "raquo" => "»",
        "lsaquo" => "‹",
        "rsaquo" => "›",
        "ndash" => "–",
        "mdash" => "—",
        "minus" => "−",
        "hellip" => "…",
        "bull" => "•",
        "middot" => "·",
        "pound" => "£",
        "euro" => "€",
        "yen" => "¥",
        "cent" => "¢",
        "sect" => "§",
        "para" => "¶",
        "copy" | "COPY" => "©",
        "reg" | "REG" => "®",
        "trade" => "™",
        "deg" => "°",
        "plusmn" => "±",
        "times" => "×",
        "divide" => "÷",
        "frac12" | "half" => "½",
        "frac14" => "¼",
        "frac34" => "¾",
        "sup2" => "²",
        "sup3" => "³",
        "dagger" => "†",
        "Dagger" => "‡",
        "larr" => "←",
        "rarr" => "→",
        "check" => "✓",
        "acirc" => "â",
        "ecirc" => "ê",
        "icirc" => "î",
        "ocirc" => "ô",
        "ucirc" => "û",
        "wcirc" => "ŵ",
        "ycirc" => "ŷ",
        "Acirc" => "Â",
        "Ecirc" => "Ê",
        "Icirc" => "Î",
        "Ocirc" => "Ô",
        "Ucirc" => "Û",
        "Wcirc" => "Ŵ",
        "Ycirc" => "Ŷ",
        "agrave" => "à",
        "aacute" => "á",
        "ccedil" => "ç",
        "egrave" => "è",
        "eacute" => "é",
        "iuml" => "ï",
        "oacute" => "ó",
        "ouml" => "ö",
        "uuml" => "ü",
        "Tab" => "\t",
        "NewLine" => " ",
        "lbrack" | "lsqb" => "[",
        "rbrack" | "rsqb" => "]",
        "lowbar" => "_",
        "ast" => "*",
        "vert" | "verbar" => "|",
        "num" => "#",
        "percnt" => "%",
        "commat" => "@",
        "colon" => ":",
        "sol" => "/",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_decoded_and_the_rest_is_text() {
        assert!(matches!(decode("&rsquo;s"), Some((Decoded::Name("’"), 7))));
        assert!(matches!(decode("&#8217;"), Some((Decoded::One('’'), 7))));
        assert!(matches!(decode("&#xA3;"), Some((Decoded::One('£'), 6))));
        assert!(matches!(decode("&#xD800;"), Some((Decoded::One('\u{FFFD}'), _))));
        assert!(decode("& Co;").is_none());
        assert!(decode("&unknown;").is_none());
        assert!(decode("&#+1;").is_none());
    }
}
