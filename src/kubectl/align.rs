//! Columns as kubectl aligns them (Go's `text/tabwriter` with a padding of two blanks).
//!
//! Text in front of a tab is a cell. Cells of one column in lines that follow one another are padded to
//! the widest of them; what stands behind the last tab of a line belongs to no column.

/// `text` with its tabs made blanks.
pub(super) fn align(text: &str) -> String {
    let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    let mut aligned = vec![String::new(); lines.len()];
    pad(&lines, &mut aligned, 0);
    for (line, out) in lines.iter().zip(&mut aligned) {
        *out += line.last().copied().unwrap_or_default();
        *out += "\n";
    }
    aligned.concat()
}

/// Pads the cells of one column, and then those of the columns behind it.
fn pad(lines: &[Vec<&str>], out: &mut [String], column: usize) {
    let has_cell = |line: &Vec<&str>| line.len() > column + 1;
    let mut from = 0;
    while let Some(skip) = lines[from..].iter().position(has_cell) {
        let start = from + skip;
        let length = lines[start..].iter().take_while(|line| has_cell(line)).count();
        let block = start..start + length;
        let chars = |line: &Vec<&str>| line[column].chars().count();
        let width = lines[block.clone()].iter().map(chars).max().unwrap_or(0) + 2;
        for (line, out) in lines[block.clone()].iter().zip(&mut out[block.clone()]) {
            *out += line[column];
            out.extend(std::iter::repeat_n(' ', width - chars(line)));
        }
        pad(&lines[block.clone()], &mut out[block.clone()], column + 1);
        from = block.end;
    }
}

#[cfg(test)]
mod tests {
    use super::align;

    #[test]
    fn a_column_is_as_wide_as_its_widest_cell_and_ends_where_a_line_has_none() {
        for (text, aligned) in [
            ("Name:\tp\nNamespace:\tns", "Name:       p\nNamespace:  ns\n"),
            ("Labels:\ta=1\n\tb=2", "Labels:  a=1\n         b=2\n"),
            ("A:\t1\nno cell here\nLonger:\t2", "A:  1\nno cell here\nLonger:  2\n"),
            ("a\tb\tc\naa\tbbb\td", "a   b    c\naa  bbb  d\n"),
            ("Empty:\t", "Empty:  \n"),
        ] {
            assert_eq!(align(text), aligned, "{text:?}");
        }
    }
}
