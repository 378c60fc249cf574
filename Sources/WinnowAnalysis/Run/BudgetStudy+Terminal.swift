import WinnowReport

extension BudgetStudy {
    /// Makes what a terminal shows of runs at a glance: the finding, a small picture of each run in block characters, and the
    /// strategies' table.
    ///
    /// - Parameters:
    ///   - headline: the strategies and budgets that are shown.
    ///   - database: the path that the calls name.
    ///   - width: the columns of a line at most.
    public func glance(_ headline: Headline, database: String, width: Int) -> String {
        var report = report(headline, database: database)
        let answer = Report(answer: report.answer, [])
        report.answer = []
        // Of the footnotes those that say what the marks mean; winnow table has the others.
        report.sections = report.sections.map { section in
            guard case .table(var table) = section else { return section }
            table.footnotes.removeAll { !$0.hasPrefix("Bold or *") && !$0.hasPrefix("†") }
            return .table(table)
        }
        let layout = PageLayout(width: width, footnoteLines: nil)
        let pictures = plot.panels.map { panel in
            let title = PageLayout(width: width, footnoteLines: nil).broken(panel.title)
            return (title + panel.blockLines(width: width)).joined(separator: "\n") + "\n"
        }
        return ([answer.rendered(as: .terminal, layout)] + pictures + [report.rendered(as: .terminal, layout)])
            .joined(separator: "\n")
    }
}
