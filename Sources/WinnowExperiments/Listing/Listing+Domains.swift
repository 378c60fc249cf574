import WinnowDomains
import WinnowReport

extension Listing {
    static func domains() -> Table {
        Table(
            title: "Domains",
            columns: [
                Column("domain"), Column("verifier"), Column("problem"), Column("answer"), Column("summary"),
            ],
            rows: Domains.all.map { domain in
                [
                    .text(domain.name), .text(description(of: domain.verifier)), .text(domain.example.problem),
                    .text(domain.example.answer), .text(domain.summary),
                ]
            },
            footnotes: [
                "A sound verifier never accepts a wrong answer, a complete one never rejects a right one; "
                    + "an answer key computes the answer itself."
            ])
    }

    private static func description(of verifier: VerifierDeclaration) -> String {
        let promises = [
            verifier.sound ? "sound" : nil, verifier.complete ? "complete" : nil,
            verifier.solvesTheProblem ? "answer key" : nil,
        ].compactMap { $0 }
        return promises.isEmpty ? "no guarantee" : promises.joined(separator: ", ")
    }
}
