//! Tables as `kubectl get` prints them (`cli-runtime` `pkg/printers/tabwriter.go`): three blanks between
//! columns, and a column never becomes narrower than it once was.

/// The least width of a column, its padding included.
const LEAST: usize = 6;
/// What separates columns.
const PADDING: usize = 3;

/// The columns of one run of kubectl.
#[derive(Debug, Default)]
pub(super) struct Table {
    widths: Vec<usize>,
}

impl Table {
    /// Rows that are printed at once, each with as many cells as the others.
    pub(super) fn print(&mut self, rows: &[Vec<String>]) -> String {
        for row in rows {
            self.widths.resize(self.widths.len().max(row.len()), LEAST);
            for (width, cell) in self.widths.iter_mut().zip(row) {
                *width = (*width).max(cell.chars().count() + PADDING);
            }
        }
        let mut text = String::new();
        for row in rows {
            for (at, cell) in row.iter().enumerate() {
                text += cell;
                if at + 1 < row.len() {
                    let blanks = self.widths[at] - cell.chars().count();
                    text.extend(std::iter::repeat_n(' ', blanks));
                }
            }
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn columns_grow_and_stay() {
        let row = |cells: [&str; 3]| vec![cells.map(str::to_owned).to_vec()];
        let mut table = Table::default();
        let head = [row(["NAME", "STATUS", "AGE"]), row(["p", "Pending", "0s"])].concat();
        assert_eq!(table.print(&head), "NAME   STATUS    AGE\np      Pending   0s\n");
        assert_eq!(
            table.print(&row(["p", "ContainerCreating", "0s"])),
            "p      ContainerCreating   0s\n"
        );
        assert_eq!(table.print(&row(["p", "Running", "2s"])), "p      Running             2s\n");
    }
}
