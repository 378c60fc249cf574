import Testing
import WinnowSelection

@Suite("Contract of strategies")
struct ContractTests {
    @Test("the registry has the names of the design, each once")
    func names() {
        let names =
            "single majority majority-logprob cisc best-logprob shortest-trace majority-trace-legal"
            + " adaptive-beta adaptive-dirichlet adaptive-entropy adaptive-majority esc"
            + " stop-bayes-factor stop-martingale stop-doubling short-1 short-3 majority-of-bests best-of-majority"
            + " deepconf-mean deepconf-tail deepconf-bottom deepconf-lowest"
            + " deepconf-mean-top10% deepconf-tail-top10% deepconf-bottom-top10% deepconf-lowest-top10%"
            + " deepconf-tail-scaled deepconf-bottom-scaled deepconf-lowest-scaled"
            + " deepconf-online deepconf-online-scaled self-certainty-borda inverse-entropy"
            + " orm-max orm-vote prm-last-max prm-last-vote prm-min-max prm-min-vote prm-prod-max prm-prod-vote"
            + " prm-mean-max prm-mean-vote yesno-max yesno-vote yesno-check-max yesno-check-vote"
            + " logistic-max logistic-vote"
            + " verifier verifier-majority accepted-vote accepted-vote-majority oracle greedy guess"
        #expect(Strategies.all.map(\.name) == names.split(separator: " ").map(String.init))
        #expect(Strategies.named("best") == nil)
    }

    @Test("a budget above the pool is refused, never filled", arguments: Strategies.all.map(\.name))
    func budgetAbovePool(name: String) throws {
        let strategy = try #require(Strategies.named(name))
        let pool = try randomPool(seed: 3, size: 4)
        for estimator in SelectionOptions.Estimator.allCases {
            #expect(throws: SelectionError.budgetExceedsPool(budget: 5, candidates: 4)) {
                try strategy.outcomes(for: pool, budgets: [1, 5], options: SelectionOptions(estimator: estimator))
            }
        }
        #expect(throws: SelectionError.invalidBudget(0)) { try strategy.outcomes(for: pool, budgets: [0]) }
    }

    @Test("outcomes follow the order of the budgets, repeated ones included", arguments: Strategies.all.map(\.name))
    func order(name: String) throws {
        let strategy = try #require(Strategies.named(name))
        let pool = try randomPool(seed: 8, size: 9)
        let mixed = try strategy.outcomes(for: pool, budgets: [5, 1, 9, 5])
        let single = try [5, 1, 9, 5].map { try strategy.outcomes(for: pool, budgets: [$0])[0] }
        #expect(mixed == single)
        #expect(try strategy.outcomes(for: pool, budgets: []).isEmpty)
    }

    @Test("an answer that is graded both ways is reported")
    func conflictingGrades() {
        #expect(throws: SelectionError.conflictingGrades(answer: 2)) {
            try Pool(candidates: [Candidate(answer: 2, isRight: true), Candidate(answer: 2, isRight: false)])
        }
    }

    @Test("greedy without a greedy candidate is refused")
    func missingGreedy() throws {
        let pool = try Pool(candidates: [Candidate(answer: 0, isRight: true)])
        #expect(throws: SelectionError.missingGreedyCandidate) { try Greedy().outcomes(for: pool, budgets: [1]) }
    }

    @Test("a verdict that failed and an accepted blank accept nothing")
    func noAcceptance() throws {
        let pool = try Pool(candidates: [
            Candidate(answer: 0, isRight: true, isAccepted: nil),
            Candidate(answer: nil, isRight: false, isAccepted: true),
        ])
        let outcome = try FirstAccepted().outcomes(for: pool, budgets: [2])[0]
        #expect(outcome.abstained == 1)
        #expect(outcome.verifierCalls == 1)
    }

    @Test("only abstention and grading make a guarantee sound")
    func guarantees() {
        let sound = Strategies.all.filter { $0.guarantee(verifierIsSound: true) == .sound }.map(\.name)
        let unsound = Strategies.all.filter { $0.guarantee(verifierIsSound: false) == .sound }.map(\.name)
        #expect(sound == ["verifier", "accepted-vote", "oracle"])
        #expect(unsound == ["oracle"])
    }

    @Test("a candidate whose score is not a number is chosen last")
    func unscoredIsLast() throws {
        let pool = try Pool(candidates: [
            Candidate(answer: 0, isRight: false, logProbability: .nan),
            Candidate(answer: 1, isRight: true, logProbability: -100),
        ])
        #expect(try BestLogProbability().outcomes(for: pool, budgets: [1, 2]).map(\.right) == [0.5, 1])
    }
}
