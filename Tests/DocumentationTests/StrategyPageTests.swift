import Testing
import WinnowSelection

/// The page on strategies, made from the registry.
@Suite("The page on strategies")
struct StrategyPageTests {
    @Test("is what the registry says")
    func page() throws {
        try Page.expect("Strategies.md", is: text())
    }

    private func text() -> String {
        """
        # Strategies

        A strategy picks an answer from the first k samples of a problem. These are all that Winnow knows.

        ## Overview

        `winnow list strategies` prints the same list. Users type the names: `--strategies majority,verifier`.

        A *guarantee* is what is promised about an answer that is given, where the verifier is sound. `sound`: it is never
        wrong. `mode`: it is the most frequent answer of the generator, which need not be right. `none`: nothing.

        An *exact* figure is the expectation over all k-subsets of the stored samples. A *monte-carlo* one is estimated by
        random draws, and its standard error is shown. What is *read* besides the answers is what a database has to hold;
        where it does not, the strategy is left out and named.

        \(table(Strategies.all.filter { !($0 is ScoredStrategy) }))

        ## Rounds

        A back-prompting loop (`winnow backprompt`) answers in rounds: k is the number of rounds, and the figures are means
        over the episodes of a problem. Other strategies see the first answers of such a run only.

        \(table(Strategies.byRounds))

        ## Rules on scores

        A scorer gives every sample a number. These rules are there for each of the bundled kinds of scorers, and for any
        scorer whose numbers `winnow judge --gives score` has stored under a name.

        | name | the answer is |
        | :-- | :-- |
        \(scoreRules)

        NAME may end in the way that the scores of steps become one number: \(reductions). `NAME-x4-max` averages 4 of the
        stored repetitions of each score. `prm` stands for the process scorer of `--prm-target`.

        \(table(Strategies.all.filter { $0 is ScoredStrategy }))

        ## Judges in pairs and groups

        A program or a model compares candidates a few at a time (`winnow judge --gives knockout`, `swiss` or `genselect`), and
        the winner goes on. The strategies replay what was stored under NAME. Each question is asked in two opposite orders;
        the answer with the most votes wins, and a coin of the seed settles a tie. A candidate without an answer loses unasked,
        and candidates with the same answer are not compared. A pool of n has n/k disjoint parts of k candidates: the figure is
        the mean over their tournaments. Calls are charged as calls of a verifier.

        \(table(Strategies.tournaments(by: "NAME")))

        ## Published rules: what was checked

        What a paper leaves open is a number in a rule's name, with a default. `winnow compare --rules` chooses it on the tune
        split and holds all rules against the better of greedy and majority, the latter at the temperature that the tune runs
        prefer where several were sampled. Rules on token confidences need a run that was
        sampled with `--confidence`, or a file with `top_logprobs`.

        \(checks)

        ## Rows that are equal by construction

        With a sound and complete verifier, `verifier` and `oracle` are the same number, and so are the other strategies
        that answer by it. With one sample there is no choice, so that every vote is `single`. Tables mark such rows with †
        and name what they equal; no test is made of a difference that cannot be.

        ## Where to go next

        - <doc:Statistics>
        - <doc:AddAStrategy>

        """
    }

    private func table(_ strategies: [any Strategy]) -> String {
        let rows = strategies.map { strategy in
            let needs = strategy.needs.map(\.description).sorted().joined(separator: ", ")
            let guarantee = strategy.guarantee(verifierIsSound: true).rawValue
            return "| `\(strategy.name)` | \(Page.cell(strategy.summary)) | \(guarantee) | "
                + "\(strategy.estimatorName()) | \(needs) |"
        }
        return (["| strategy | the answer | guarantee | figure | reads |", "| :-- | :-- | :-- | :-- | :-- |"] + rows)
            .joined(separator: "\n")
    }

    /// What was held against the papers, once for rules of one paper.
    private var checks: String {
        var rows: [(check: PaperCheck, names: [String])] = []
        for strategy in Strategies.all + Strategies.tournaments(by: "NAME") {
            guard let check = strategy.paper else { continue }
            if let place = rows.firstIndex(where: { $0.check == check }) {
                rows[place].names.append("`\(strategy.name)`")
            } else {
                rows.append((check, ["`\(strategy.name)`"]))
            }
        }
        let lines = rows.map { row in
            "| \(row.names.joined(separator: ", ")) | \(Page.cell(row.check.source)) | \(Page.cell(row.check.checked)) | "
                + "\(Page.cell(row.check.open ?? "")) |"
        }
        return
            (["| rules | source | as published | not checked, or Winnow's own |", "| :-- | :-- | :-- | :-- |"] + lines)
            .joined(separator: "\n")
    }

    /// One example of each rule on the scores of a scorer that is called NAME.
    private var scoreRules: String {
        Self.scoreNames.compactMap { Strategies.named($0) }
            .map { "| `\($0.name)` | \(Page.cell($0.summary)) |" }.joined(separator: "\n")
    }

    private static let scoreNames = [
        "NAME-max", "NAME-vote", "NAME-cisc", "NAME-top5-vote", "NAME-top10%-vote", "NAME-over0.5-vote", "NAME-borda",
        "NAME-majority-of-bests", "NAME-best-of-majority",
    ]

    private var reductions: String {
        StepReduction.allCases.map { "`NAME-\($0.rawValue)-max`" }.joined(separator: ", ")
    }

    @Test("names that the page gives as examples are strategies")
    func examples() throws {
        for name in Self.scoreNames {
            #expect(Strategies.named(name)?.name == name)
        }
        #expect(Strategies.named("NAME-x4-max") != nil)
    }
}
