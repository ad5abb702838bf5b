//! Every input has a document, and every span of it lies where it should.

mod dialect_support;

use dialect_support::check;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Bytes of the dialect, thrown together: what a random string would hit once in a year.
fn scraps() -> impl Strategy<Value = String> {
    let scraps = prop::sample::select(vec![
        "#",
        "##",
        "- ",
        "* ",
        "*",
        "**",
        "_",
        "__",
        "~~",
        "~",
        "1. ",
        "1) ",
        "1.1 ",
        "1.2 ",
        "(a) ",
        "(b) ",
        "a) ",
        "i. ",
        "•",
        "– ",
        "> ",
        ">",
        "|",
        "| a ",
        "|---|",
        "\\|",
        "\\",
        "`",
        "```",
        "~~~",
        ":::",
        "::: x",
        "{",
        "}",
        "{{",
        "}}",
        "{#a}",
        "((",
        "))",
        "??",
        "«",
        "»",
        "<<",
        ">>",
        "<",
        "<b>",
        "</b>",
        "<div>",
        "<br>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "[",
        "]",
        "![",
        "](",
        ")",
        "[x]: /y",
        "%A_B%",
        "____",
        "......",
        "XX/XX/20XX",
        "&",
        "&amp;",
        "&#8217;",
        "---",
        "===",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\t",
        "  ",
        "    ",
        " ",
        "word",
        "Day",
        "10",
        "é",
        "’",
        "£",
        "\u{a0}",
        "\u{200b}",
        "\u{ad}",
        "\u{feff}",
        "🏠",
        "ombudlint: allow 5.2",
        "key: value",
        "title:",
        "…",
    ]);
    prop::collection::vec(scraps, 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20000, failure_persistence: None, rng_seed: RngSeed::Fixed(2024), ..ProptestConfig::default() })]

    #[test]
    fn any_scraps_of_markup_have_a_document(text in scraps()) {
        check(&text);
    }

    #[test]
    fn any_string_has_a_document(text in any::<String>()) {
        check(&text);
    }
}

fn repeat(unit: &str, times: usize) -> String {
    unit.repeat(times)
}

#[test]
fn hostile_shapes_have_documents() {
    let units = [
        "[",
        "]",
        "![",
        "[a](",
        "[a](b",
        "[a][",
        "[[a]",
        "](",
        ">",
        "> ",
        "- ",
        "* ",
        "*a ",
        "*a_",
        "_a *b ",
        "**a*b ",
        "a**b",
        "~",
        "~~a~",
        "`",
        "`a``",
        "<",
        "<a ",
        "<a b=\"",
        "<a x=\" y='",
        "<!--",
        "<!",
        "<?",
        "{",
        "{{",
        "((",
        "((a??",
        "<<",
        "«",
        "%A",
        "&",
        "&#",
        "\\",
        "|",
        "|a",
        "a|b",
        "X",
        "X/",
        "xX-",
        ".",
        "..x",
        "…",
        "_",
        "____a",
        "(a) ",
        "1.1 ",
        "1. ",
        "#",
        "`a`",
        "<b>",
        "{#a ",
        ":::",
        "::: a ",
        "é",
        "\u{200b}",
        "\u{a0}",
        "\t",
        "-",
        "- - x",
        "=",
        "[a]: b",
        "<div>",
        "XX ",
        "((",
        "a)) ",
        "{%",
    ];
    for unit in units {
        for ending in ["", "\n", "\n\n"] {
            check(&repeat(
                &format!("{unit}{ending}"),
                30_000 / (unit.len() + ending.len()),
            ));
        }
    }
}

#[test]
fn a_hundred_thousand_levels_are_flat_text() {
    check(&repeat("[", 100_000));
    check(&repeat(">", 100_000));
    check(&repeat("- ", 100_000));
    check(
        &(0..1_500)
            .map(|depth| format!("{}- x\n", " ".repeat(2 * depth)))
            .collect::<String>(),
    );
    check(
        &(0..1_500)
            .map(|depth| format!("{}x\n", ">".repeat(depth)))
            .collect::<String>(),
    );
    check(&repeat("::: part\n", 100_000));
    check(&repeat("1. a\n1.1 b\n(a) c\n- d\n", 10_000));
}

#[test]
fn wide_tables_and_long_lines_have_documents() {
    check(&format!(
        "{}\n{}\n{}\n",
        repeat("|a", 100_000),
        repeat("|-", 100_000),
        repeat("|b", 100_000)
    ));
    check(&repeat("We will respond within ten working days. ", 120_000));
    check(&repeat("*a* [b](c) ", 100_000));
    check(&repeat("- - - - ", 100_000));
}

#[test]
fn anything_left_open_goes_to_the_end() {
    for open in [
        "```\n",
        "~~~\n",
        "<!-- a\n",
        "<script>\n",
        "::: a\n",
        "> a\n",
        "- a\n",
        "| a |\n|---|\n",
        "---\n",
        "**a ",
        "[a](b \"",
        "`",
        "<b c=\"",
    ] {
        check(&format!("# Title\n\n{open}{}", repeat("text\n", 1_000)));
        check(&format!("{open}text"));
    }
}
