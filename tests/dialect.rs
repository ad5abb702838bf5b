//! The dialect by example: what is written, and the outline that is read.

mod dialect_support;

use dialect_support::{document, outline, shown, texts};
use ombudlint::document::{BlockKind, MarkKind};

/// One paragraph's text and marks.
fn inline(text: &str) -> String {
    let document = document(text);
    let found = texts(&document.blocks);
    assert_eq!(found.len(), 1, "{:?}", document.blocks);
    shown(found[0])
}

#[test]
fn front_matter_is_read_once_and_at_the_top() {
    let text =
        "\u{feff}---\r\ntitle: “Complaints: policy”\r\nkind: complaints-policy\r\n---\r\n\r\nText\r\n\r\n---\r\n";
    let document = document(text);
    let matter = document.front_matter.expect("front matter");
    let entries: Vec<_> = matter
        .entries
        .iter()
        .map(|entry| (entry.key.as_str(), entry.value.as_str()))
        .collect();
    assert_eq!(
        entries,
        [("title", "Complaints: policy"), ("kind", "complaints-policy")]
    );
    assert_eq!(&text[matter.entries[1].value_span.range()], "complaints-policy");
    assert_eq!(document.blocks.len(), 2);
}

#[test]
fn front_matter_without_an_end_is_text() {
    assert_eq!(outline("---\ntitle: x\n\nText"), "ignored\np title: x\np Text\n");
}

#[test]
fn headings_may_want_their_space_and_have_attributes() {
    assert_eq!(
        outline("##Stage 1\n#Scope\n#4. Limits\n#1 of 2\n\n#repairs"),
        "h2 Stage 1\nh1 Scope\nh1 4. Limits\np #1 of 2\np #repairs\n"
    );
    assert_eq!(
        outline("## How we work ## {#process provision=\"6.2\"}"),
        "h2 #process How we work\n"
    );
    assert_eq!(outline("## Dear {Name}"), "h2 Dear Name «field:Name»\n");
}

#[test]
fn a_setext_underline_makes_a_heading() {
    assert_eq!(outline("Our\npolicy\n===\n\nScope\n-----"), "h1 Our policy\nh2 Scope\n");
    assert_eq!(
        outline("4.1 Stage 1\n-----------\n\n4.2 Stage 2\n======\n"),
        "h2 4.1 Stage 1\nh1 4.2 Stage 2\n"
    );
}

#[test]
fn wrapped_lines_are_one_paragraph() {
    assert_eq!(
        inline("We will\n   reply  \nin ten\\\ndays"),
        "We will reply⏎in ten⏎days"
    );
}

#[test]
fn a_year_at_the_start_of_a_line_is_no_item() {
    assert_eq!(
        outline("It was agreed in\n2024. The board\n12 months on\n- ok"),
        "p It was agreed in 2024. The board 12 months on\nlist\n  [-]\n    p ok\n"
    );
    assert_eq!(
        outline("1. Agreed in\n2024. The board"),
        "list\n  [1.]\n    p Agreed in 2024. The board\n"
    );
}

#[test]
fn lists_nest_by_indentation_and_bridge_blank_lines() {
    let text = "- a\nlazy\n  - b\n\n- c\n\n  more\n1. x\n   1) y\n";
    let wanted = "list\n  [-]\n    p a lazy\n    list\n      [-]\n        p b\n  [-]\n    p c\n    p more\nlist\n  [1.]\n    p x\n    list\n      [1)]\n        p y\n";
    assert_eq!(outline(text), wanted);
}

#[test]
fn hand_numbered_clauses_need_no_blank_lines_or_indentation() {
    let text = "4.1 We will:\n(a) listen;\n(b) answer\nin writing.\n4.2 We may:\n\n- ask\n- wait\n\n4.3 End";
    let wanted = "list\n  [4.1]\n    p We will:\n    list\n      [(a)]\n        p listen;\n      [(b)]\n        p answer in writing.\n  [4.2]\n    p We may:\n    list\n      [-]\n        p ask\n      [-]\n        p wait\n  [4.3]\n    p End\n";
    assert_eq!(outline(text), wanted);
}

#[test]
fn clauses_nest_by_their_numbers() {
    let text = "1. Scope\n1.1 Tenants\n1.1.1 Secure\n1.1.2 Flexible\n1.2 Others\n2. Law\n";
    let wanted = "list\n  [1.]\n    p Scope\n    list\n      [1.1]\n        p Tenants\n        list\n          [1.1.1]\n            p Secure\n          [1.1.2]\n            p Flexible\n      [1.2]\n        p Others\n  [2.]\n    p Law\n";
    assert_eq!(outline(text), wanted);
}

#[test]
fn letters_and_roman_numbers_are_told_apart() {
    let text = "(a) one\n(i) first\n(ii) second\n(b) two\n";
    let wanted = "list\n  [(a)]\n    p one\n    list\n      [(i)]\n        p first\n      [(ii)]\n        p second\n  [(b)]\n    p two\n";
    assert_eq!(outline(text), wanted);
    let long: String = "abcdefghij".chars().map(|letter| format!("({letter}) x\n")).collect();
    assert_eq!(outline(&long).matches("\n  [(").count(), 10);
}

#[test]
fn times_and_citations_are_no_clauses() {
    assert_eq!(
        inline("We close at\n9.30 am as section 42\n(a) requires.\n4.2 million homes"),
        "We close at 9.30 am as section 42 (a) requires. 4.2 million homes"
    );
    assert_eq!(inline("(c) Crown copyright"), "(c) Crown copyright");
    assert_eq!(inline("24.12.2024 was a Tuesday"), "24.12.2024 was a Tuesday");
}

#[test]
fn pasted_bullets_are_bullets_and_a_dash_in_a_sentence_is_not() {
    assert_eq!(outline("• a\n•b"), "list\n  [•]\n    p a\n  [•]\n    p b\n");
    assert_eq!(inline("ten days\n– or more"), "ten days – or more");
    assert_eq!(
        outline("Stages:\n– one\n– two"),
        "p Stages:\nlist\n  [–]\n    p one\n  [–]\n    p two\n"
    );
    assert_eq!(
        outline("Ways:\no\tone\no\ttwo\n\n§\tthree"),
        "p Ways:\nlist\n  [o]\n    p one\n  [o]\n    p two\nlist\n  [§]\n    p three\n"
    );
    assert_eq!(
        outline("o by phone\no by post"),
        "list\n  [o]\n    p by phone\n  [o]\n    p by post\n"
    );
    assert_eq!(inline("deg diwrnod\no waith"), "deg diwrnod o waith");
    assert_eq!(inline("§ 12 of the Act"), "§ 12 of the Act");
}

#[test]
fn tables_keep_ragged_rows_and_empty_cells() {
    let text = "Before\n\n| | Days |\n|---|:-:|\n| Stage 1 | **10** \\| x | y |\n| z\n\nA | B\n--|--\n`a\\|b` | c\n";
    let wanted =
        "p Before\ntable  | Days\n  Stage 1 | 10 | x «strong:10» | y\n  z\ntable A | B\n  a|b «code:a|b» | c\n";
    assert_eq!(outline(text), wanted);
}

#[test]
fn quotes_nest_with_lists() {
    let text = "> - a\n>   b\n>\n> c\nlazy\n\n- > q\n  > r\n";
    assert_eq!(
        outline(text),
        "quote\n  list\n    [-]\n      p a b\n  p c lazy\nlist\n  [-]\n    quote\n      p q r\n"
    );
}

#[test]
fn fenced_parts_hold_blocks_and_other_parts() {
    let text = "::: decision {.final by=\"panel\"}\nUpheld\n::: remedy\n- £50\n:::\n:::\nAfter\n";
    assert_eq!(
        outline(text),
        "part decision\n  p Upheld\n  part remedy\n    list\n      [-]\n        p £50\np After\n"
    );
    let document = document(text);
    let BlockKind::Fenced { attributes, .. } = &document.blocks[0].kind else {
        panic!("no part")
    };
    assert_eq!(
        (attributes.classes[0].as_str(), attributes.pairs[0].1.as_str()),
        ("final", "panel")
    );
    assert_eq!(
        &text[document.blocks[0].span.range()],
        text.strip_suffix("\nAfter\n").expect("end")
    );
}

#[test]
fn fenced_code_is_never_read_and_indented_text_is() {
    assert_eq!(
        outline("```\n# a\n```\n\n    b\n\nText\n    goes on\n\n~~~\nopen"),
        "code\np b\np Text goes on\ncode\n"
    );
    assert_eq!(outline("- a\n\n        deep"), "list\n  [-]\n    p a\n    p deep\n");
}

#[test]
fn directives_are_found_wherever_they_stand() {
    let text = "<!-- ombudlint: allow 5.2 -->\n\n# Title <!-- ombudlint: a -->\n\n- item <!--\nombudlint: b c=\"d e\"\n-->\n\n<!-- ombudlint:\nd\n-->\n\n```\n<!-- ombudlint: no -->\n```\n";
    let verbs: Vec<_> = document(text)
        .directives
        .into_iter()
        .map(|directive| directive.verb)
        .collect();
    assert_eq!(verbs, ["allow", "a", "b", "d"]);
}

#[test]
fn comments_and_tags_are_dropped_and_their_text_kept() {
    assert_eq!(outline("<!-- a\n\nb --> We <b>do</b>"), "ignored\np We do\n");
    assert_eq!(
        outline("<div>\n<p>One.</p><p>Two<br/>three.</p>\n</div>\n<script>\nx\n\n</script>"),
        "ignored\np One.⏎Two⏎three.\nignored\nignored\n"
    );
    assert_eq!(inline("less < more, 5 <6"), "less < more, 5 <6");
}

#[test]
fn emphasis_code_and_struck_text_are_marked() {
    assert_eq!(
        inline("*a* **b _c_** ~~d~~ `e  f` g_h_i 2*3"),
        "a b c d e  f g_h_i 2*3 «em:a» «strong:b c» «em:c» «struck:d» «code:e  f»"
    );
    assert_eq!(inline("***both* one**"), "both one «strong:both one» «em:both»");
    assert_eq!(inline("**open and ~10 days to ~12"), "**open and ~10 days to ~12");
}

#[test]
fn links_of_every_kind_have_targets() {
    let text = "[a](b \"t\") [c][d] [d][] [d] ![e](f) <https://g.h> https://i.j_k_l\n\n[d]: <m n>\n";
    let wanted = "a c d d e https://g.h https://i.j_k_l «link:a→b» «link:c→m n» «link:d→m n» «link:d→m n» «link:https://g.h→https://g.h»";
    assert_eq!(inline(text), wanted);
    assert_eq!(inline("[out *[in](x)* y](z)"), "[out in y](z) «em:in» «link:in→x»");
}

#[test]
fn a_line_of_a_letter_is_no_link_definition() {
    assert_eq!(inline("[Decision]: Upheld"), "Decision: Upheld «field:Decision»");
}

#[test]
fn fields_of_every_program_are_placeholders() {
    let text = "{{decision}} {{ complaint.ref | upper }} ((name)) «Decision» <<a date>> [insert remedy] [LANDLORD_NAME] <Officer name> %REF% {Street}";
    let wanted = "decision complaint.ref name Decision a date insert remedy LANDLORD_NAME Officer name REF Street \
                  «field:decision» «field:complaint.ref» «field:name» «field:Decision» «field:a date» «field:insert remedy» «field:LANDLORD_NAME» «field:Officer name» «field:REF» «field:Street»";
    assert_eq!(inline(text), wanted);
}

#[test]
fn fields_that_a_converter_escaped_are_placeholders_at_their_place() {
    assert_eq!(
        inline(r"Dear \[first\_name\], by \<date of completion\>, \[1\] \[see *it*\] \[a"),
        "Dear first_name, by date of completion, [1] [see it] [a «field:first_name» «field:date of completion» «em:it»"
    );
    let text = r"Dear \[first\_name\],";
    let read = document(text);
    let found = texts(&read.blocks)[0];
    let start = found.plain.find("first").expect("word");
    let span = found.source_span(start, start + "first_name".len());
    assert_eq!(&text[span.range()], r"first\_name");
}

#[test]
fn a_condition_of_notify_shows_its_text() {
    assert_eq!(inline("((upheld??We *agree*.)) Yes"), "We agree. Yes «em:agree»");
}

#[test]
fn blanks_to_fill_in_stay_in_the_text() {
    assert_eq!(
        inline("£____ by XX/XX/20XX, XXX or ........"),
        "£____ by XX/XX/20XX, XXX or ........ «field:» «field:» «field:» «field:»"
    );
    assert_eq!(inline("And so on... next"), "And so on... next");
}

#[test]
fn boxes_footnotes_and_numbers_in_brackets_are_text() {
    assert_eq!(inline("[ ] [x] [^1] [1] [2019]"), "[ ] [x] [^1] [1] [2019]");
    assert_eq!(outline("- [x] done"), "list\n  [-]\n    p [x] done\n");
}

#[test]
fn entities_and_odd_characters_read_as_they_look() {
    assert_eq!(
        inline("it&rsquo;s &#163;5&nbsp;a\u{a0}day\u{200b}, soft\u{ad}ly\t\\*now\\* &c."),
        "it’s £5 a day, softly *now* &c."
    );
}

#[test]
fn a_word_across_markup_is_found_where_it_stands() {
    let text = "> We **wi**ll reply &amp;\n> act\u{a0}soon";
    let document = document(text);
    let found = texts(&document.blocks)[0];
    assert_eq!(found.plain, "We will reply & act soon");
    let span = |word: &str| {
        let start = found.plain.find(word).expect("word");
        &text[found.source_span(start, start + word.len()).range()]
    };
    assert_eq!(span("will"), "wi**ll");
    assert_eq!(span("& act"), "&amp;\n> act");
    assert_eq!(span("act soon"), "act\u{a0}soon");
}

#[test]
fn every_plain_word_is_cut_from_the_source_exactly() {
    for name in [
        "headings",
        "lists",
        "clauses",
        "tables",
        "quotes",
        "parts",
        "bullets-as-pasted",
        "placeholders",
    ] {
        let path = format!("{}/fixtures/dialect/{name}.md", env!("CARGO_MANIFEST_DIR"));
        let source = std::fs::read_to_string(path).expect("fixture");
        let document = document(&source);
        let mut words = 0;
        for text in texts(&document.blocks) {
            let split = text.plain.split([' ', '\n']).filter(|word| !word.is_empty());
            for word in split {
                let start = word.as_ptr() as usize - text.plain.as_ptr() as usize;
                let seen = &source[text.source_span(start, start + word.len()).range()];
                // Markup inside a word stays in the slice.
                let bare = seen.replace(
                    ['*', '{', '}', '[', ']', '(', ')', '«', '»', '<', '>', '%', '`', '\\'],
                    "",
                );
                let same = bare == word.replace(['(', ')', '[', ']', '*', '<', '>', '%', '`'], "");
                assert!(seen == word || same, "{name}: {word:?} cut as {seen:?}");
                words += 1;
            }
        }
        assert!(words > 10, "{name} has words");
    }
}

#[test]
fn marks_lie_on_what_they_mark() {
    let document = document("Dear {{name}}, we **uphold** it");
    let text = texts(&document.blocks)[0];
    let strong = text
        .marks
        .iter()
        .find(|mark| mark.kind == MarkKind::Strong)
        .expect("strong");
    assert_eq!(&text.plain[strong.start..strong.end], "uphold");
    assert_eq!(text.source_span(strong.start, strong.end).range(), 20..26);
}
