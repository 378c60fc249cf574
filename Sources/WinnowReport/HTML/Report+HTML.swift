import WinnowText

extension Report {
    /// Writes the report as HTML: the answer, then its sections; tables that are details are folded.
    ///
    /// Pictures are drawn where they stand, and calls to go on with are listed at the end.
    public var html: String {
        answer.map { "<p class=\"answer\">\($0.html)</p>\n" }.joined()
            + sections.map { section in
                switch section {
                case .heading(let heading): "<h3>\(HTMLText.escaped(heading))</h3>\n"
                case .note(let note): "<p>\(note.html)</p>\n"
                case .table(let table): table.html()
                case .detail(let table): table.html(isFolded: true)
                case .plot(let plot): plot.html
                case .picture(let name, let path): "<p>\(HTMLText.escaped(name)): \(HTMLText.escaped(path))</p>\n"
                }
            }.joined()
            + (next.isEmpty
                ? ""
                : "<ul class=\"calls\">"
                    + next.map {
                        "<li>\(HTMLText.escaped($0.purpose)): <code>\(HTMLText.escaped($0.command))</code></li>"
                    }
                    .joined() + "</ul>\n")
    }
}
