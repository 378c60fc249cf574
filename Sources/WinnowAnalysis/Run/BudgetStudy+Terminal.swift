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
        let layout = PageLayout(width: width, footnoteLines: 2)
        let pictures = plot.panels.map { panel in
            let title = PageLayout(width: width, footnoteLines: nil).broken(panel.title)
            return (title + panel.blockLines(width: width)).joined(separator: "\n") + "\n"
        }
        return ([answer.rendered(as: .terminal, layout)] + pictures + [report.rendered(as: .terminal, layout)])
            .joined(separator: "\n")
    }
}
