import WinnowReport
import WinnowSelection

extension Listing {
    static func strategiesTable() -> Table {
        Table(
            title: "Strategies",
            columns: [Column("strategy"), Column("guarantee"), Column("estimator"), Column("summary")],
            rows: Strategies.all.map { strategy in
                [
                    .text(strategy.name), .text(strategy.guarantee(verifierIsSound: true).rawValue),
                    .text(strategy.estimatorName()), .text(strategy.summary),
                ]
            },
            footnotes: [
                "A guarantee holds where the domain's verifier is sound, as all bundled ones are.",
                "Of any scorer NAME whose scores are stored (see winnow score): NAME-max, NAME-vote, NAME-cisc (softmax "
                    + "weights), NAME-top5-vote and NAME-top10%-vote (majority among the best), NAME-over0.5-vote (among those "
                    + "above a threshold). NAME-min-max and the like reduce the scores of its steps; NAME-x4-max averages 4 of "
                    + "its repeats. prm stands for the process scorer of --prm-target.",
            ])
    }
}
