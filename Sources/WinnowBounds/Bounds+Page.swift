extension Bounds {
    /// The page is that of the documentation on what is bounded, in Markdown.
    public static var page: String {
        let rows = all.map { bound in
            "| \(bound.subject) | \(bound) | \(bound.consequence) | \(bound.option.map { "`\($0)`" } ?? "") |\n"
        }
        return """
            # What is bounded

            Files, servers, programs and options may say anything. So that none of it hangs a command or fills the memory,
            each thing that is read has a limit, and what exceeds it is named.

            | what | limit | beyond it | raised by |
            | :-- | --: | :-- | :-- |
            \(rows.joined())
            Readers, answer rules and normal forms take time linear in the text. A sample whose log-probability is positive or
            infinite, or whose token counts make no sense, stays without that number, and imports and endpoints say for how
            many. Numbers in a database are checked as they are read.

            Control characters, signs that reorder text and signs without width are shown as escapes such as `\\u001b` wherever
            people read; data in pipes and files are exact. `--format csv-spreadsheet` puts an apostrophe before a text that a
            spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a carriage return). Names that
            differ in their bytes are different, and lists show the code points of those that look alike.

            """
    }
}
