import WinnowDomains
import WinnowReport

extension Listing {
    static func domainsTable() -> Table {
        Table(
            title: "Domains",
            columns: [
                Column("domain"), Column("verifier"), Column("problem"), Column("answer"), Column("summary"),
            ],
            rows: Domains.all.map { domain in
                [
                    .text(domain.name), .text(domain.verifier.promises), .text(domain.example.problem),
                    .text(domain.example.answer), .text(domain.summary),
                ]
            },
            footnotes: [
                "A sound verifier never accepts a wrong answer, a complete one never rejects a right one; "
                    + "an answer key computes the answer itself."
            ])
    }
}

extension VerifierDeclaration {
    /// What is promised, in words.
    var promises: String {
        let promises = [
            sound ? "sound" : nil, complete ? "complete" : nil, solvesTheProblem ? "answer key" : nil,
        ].compactMap { $0 }
        return promises.isEmpty ? "no guarantee" : promises.joined(separator: ", ")
    }
}
