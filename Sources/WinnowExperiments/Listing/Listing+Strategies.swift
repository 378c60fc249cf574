import WinnowReport
import WinnowSelection

extension Listing {
    static func strategies() -> Table {
        Table(
            title: "Strategies",
            columns: [Column("strategy"), Column("guarantee"), Column("estimator"), Column("summary")],
            rows: Strategies.all.map { strategy in
                [
                    .text(strategy.name), .text(strategy.guarantee(verifierIsSound: true).rawValue),
                    .text(strategy.estimatorName()), .text(strategy.summary),
                ]
            },
            footnotes: ["A guarantee holds where the domain's verifier is sound, as all bundled ones are."])
    }
}
