import WinnowReport

extension StudyPage {
    // MARK: Why the curves level off

    var plateaus: [Report.Section] {
        let runs = rows("diagnosis").byRun
        // The choice per bin is made on one half of a pool and measured on the other, so its largest budget is a half.
        let half = runs.joined().filter { $0["group"] == "compute-optimal" }.numbers("budget").max().map {
            "\(Int($0))"
        }
        let table = table(
            "diagnosis",
            columns: [
                "domain", "model", "mode right", "covered", "effective votes", "a", "b",
                "best by bin, gain" + (half.map { " @\($0)" } ?? ""),
            ]
        ) {
            runs.map { rows in
                func figure(_ group: String, _ measure: String) -> FigureRow? {
                    rows.only(["group": group, "measure": measure])
                }
                let best = rows.only(["group": "compute-optimal", "measure": "gain", "budget": half ?? ""])
                return [
                    rows[0].text("domain"), rows[0].text("model"),
                    figure("limits", "mode_right")?.interval("value") ?? .missing,
                    figure("limits", "covered")?.interval("value") ?? .missing,
                    figure("effective-votes", "median")?.shown("value", scale: 1) ?? .missing,
                    figure("coverage-law", "a")?.interval("value", scale: 1, digits: 2) ?? .missing,
                    figure("coverage-law", "b")?.interval("value", scale: 1, digits: 2) ?? .missing,
                    best?.interval("value") ?? .missing,
                ]
            }
        }
        return [
            .note(
                """
                Share of problems whose most frequent answer is right, the limit of votes; share with any right sample; \
                effective votes; coverage law exp(a·k^b). (\(code: "winnow diagnose"), \
                \(link: "diagnosis.csv", to: "diagnosis.csv"), which also has difficulty bins and the cross-fitted choice per \
                bin)
                """), table,
        ] + pictures("histogram")
    }

    // MARK: Traces and answers

    var traces: [Report.Section] {
        let largest = largestText("budget", of: "estimates")
        let table = table(
            "traces",
            columns: [
                "domain", "model", "phi", "odds ratio", "within problems, points (n)", "majority right, legal",
                "majority right, illegal",
            ]
        ) {
            rows("traces").filter { !$0["domain"].isEmpty }.byRun.map { rows in
                func all(_ group: String, _ measure: String) -> FigureRow? {
                    rows.only(["group": group, "row": "all", "measure": measure])
                }
                func majority(_ measure: String) -> Cell {
                    rows.only(["group": "selection", "row": "majority", "budget": largest, "measure": measure])?
                        .interval("value") ?? .missing
                }
                let within = all("within-problems", "difference").map { row -> Cell in
                    guard case .text(let text) = row.interval("value").value else { return .missing }
                    return .text("\(text) (\(row["problems"]))")
                }
                return [
                    rows[0].text("domain"), rows[0].text("model"),
                    all("association", "phi")?.interval("value", scale: 1, digits: 2) ?? .missing,
                    all("association", "odds_ratio")?.interval("value", scale: 1) ?? .missing, within ?? .missing,
                    majority("right_legal"), majority("right_illegal"),
                ]
            }
        }
        return [
            .note(
                """
                phi over all candidates, the Mantel–Haenszel odds ratio stratified by problem, and the difference of right \
                answers between legal and illegal traces of the same problem; then which part of the majority's right answers \
                of \(largest) samples follows a legal trace. (\(code: "winnow traces"), \(link: "traces.csv", to: "traces.csv"))
                """), table,
        ]
    }
}
