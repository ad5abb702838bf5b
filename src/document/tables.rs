//! A table's line to the spans of its cells.
//! Knows nothing of what stands in a cell.

use super::Span;

/// Whether the line has a pipe that is not escaped.
pub(super) fn has_pipe(line: &str) -> bool {
    pipes(line).next().is_some()
}

fn pipes(line: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = line.as_bytes();
    bytes
        .iter()
        .enumerate()
        .filter(move |&(at, &byte)| byte == b'|' && (at == 0 || bytes[at - 1] != b'\\'))
        .map(|(at, _)| at)
}

/// The trimmed cells between the pipes; those at both ends of the line are optional.
pub(super) fn split(text: &str, line: Span) -> Vec<Span> {
    let slice = &text[line.range()];
    let end = line.start + slice.trim_end().len();
    let mut start = line.start;
    let mut cells = Vec::new();
    for pipe in pipes(slice) {
        let at = line.start + pipe;
        // A leading pipe opens the first cell.
        if at > line.start {
            cells.push(trim(text, start, at));
        }
        start = at + 1;
    }
    if start < end {
        cells.push(trim(text, start, end));
    }
    cells
}

fn trim(text: &str, start: usize, end: usize) -> Span {
    let slice = &text[start..end];
    let trimmed = slice.trim();
    if trimmed.is_empty() {
        // Between the pipes, where someone would write.
        let middle = slice.char_indices().nth(1).map_or(start, |(at, _)| start + at);
        return Span::new(middle, middle);
    }
    let start = start + slice.len() - slice.trim_start().len();
    Span::new(start, start + trimmed.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(line: &str) -> Vec<&str> {
        split(line, Span::new(0, line.len()))
            .into_iter()
            .map(|span| &line[span.range()])
            .collect()
    }

    #[test]
    fn pipes_at_the_ends_are_optional_and_escaped_ones_are_text() {
        assert_eq!(cells("| a | b \\| c |  |"), ["a", "b \\| c", ""]);
        assert_eq!(cells("a | b"), ["a", "b"]);
        assert_eq!(cells("| | |"), ["", ""]);
    }
}
