import TestGuards
import Testing
import WinnowDomains
import WinnowRandom

@Suite("Countdown traces")
struct CountdownTraceTests {
    private let domain = CountdownDomain()

    /// The example of the recipe for the variant with the target in each state.
    private let golden = """
        [ n19 n17 n12 n7 > n55 ] n17 - n7 = n10 [ n19 n12 n10 > n55 ] n19 + n10 = n29 [ n29 n12 > n55 ] \
        n29 + n12 = n41 x n29 - n12 = n17 x back [ n19 n12 n10 > n55 ] back [ n19 n17 n12 n7 > n55 ] \
        n19 + n12 = n31 [ n31 n17 n7 > n55 ] n31 + n7 = n38 [ n38 n17 > n55 ] n38 - n17 = n21 x n38 + n17 = n55 ok \
        ans ( ( ( n19 + n12 ) + n7 ) + n17 ) <e>
        """

    @Test("the recipe's example is legal, complete and right")
    func recipe() throws {
        let problem = try domain.problem(from: "17 12 19 7 > 55")
        #expect(domain.specification(of: problem) == "19 17 12 7 > 55")
        #expect(domain.vocabulary.text(domain.prompt(for: problem)) == "n19 n17 n12 n7 > n55 |")
        let completion = try #require(domain.vocabulary.tokens(golden))
        #expect(domain.checkTrace(of: completion, for: problem) == .legal(complete: true))
        let reading = domain.read(completion)
        #expect(reading.answer == "(((19+12)+7)+17)")
        #expect(reading.answerKey == "19+17+12+7")
        #expect(domain.verify("(((19+12)+7)+17)", of: problem) == .accepted)

        #expect(
            domain.steps(of: completion) == [
                "[ n19 n17 n12 n7 > n55 ] n17 - n7 = n10 [ n19 n12 n10 > n55 ]",
                "n19 + n10 = n29 [ n29 n12 > n55 ]", "n29 + n12 = n41 x", "n29 - n12 = n17 x",
                "back [ n19 n12 n10 > n55 ]", "back [ n19 n17 n12 n7 > n55 ]",
                "n19 + n12 = n31 [ n31 n17 n7 > n55 ]", "n31 + n7 = n38 [ n38 n17 > n55 ]", "n38 - n17 = n21 x",
                "n38 + n17 = n55 ok",
            ])
        let labels = domain.stepLabels(of: completion, for: problem)
        #expect(try nonEmpty(labels).allSatisfy { $0.stepCorrect })
        #expect(
            labels.map(\.stateSolvable) == [false, false, false, false, false, true, true, true, true, true])
    }

    @Test("operands of + and * may come in either order, and back may skip states")
    func freedoms() throws {
        let problem = try domain.problem(from: "19 17 12 7 > 55")
        let text = golden.replacing("n19 + n10 =", with: "n10 + n19 =")
            .replacing("back [ n19 n12 n10 > n55 ] ", with: "")
        let completion = try #require(domain.vocabulary.tokens(text))
        #expect(domain.checkTrace(of: completion, for: problem) == .legal(complete: true))
    }

    @Test("a trace that stops before ok is legal but incomplete, whatever its answer")
    func early() throws {
        let problem = try domain.problem(from: "19 17 12 7 > 55")
        for steps in 0...9 {
            let text = domain.steps(of: try #require(domain.vocabulary.tokens(golden))).prefix(steps)
            let whole = text.joined(separator: " ") + " ans ( ( ( n19 + n12 ) + n7 ) + n17 ) <e>"
            let completion = try #require(domain.vocabulary.tokens(whole))
            #expect(domain.checkTrace(of: completion, for: problem) == .legal(complete: false))
        }
    }

    @Test("every kind of mutated trace is caught with its class at its step", arguments: CountdownMutation.all)
    func mutations(_ mutation: CountdownMutation) throws {
        var applied = 0
        try DomainLaws.forEachProblem(of: domain, count: 400) { problem, _, random in
            let solution = domain.solve(problem, using: &random)
            var steps = domain.steps(of: solution.completion(.traced))
            guard let step = mutation.apply(&steps, &random) else { return }
            applied += 1
            let trace = try #require(domain.vocabulary.tokens(steps.joined(separator: " ")))
            let completion = trace + solution.answer + [Vocabulary.end]
            let check = domain.checkTrace(of: completion, for: problem)
            try #require(check.legal == false && !check.complete)
            try #require(check.error?.kind == mutation.kind, "\(domain.vocabulary.text(completion)): \(check)")
            try #require(check.error?.step == step, "\(domain.vocabulary.text(completion)): \(check)")
            let labels = domain.stepLabels(of: completion, for: problem)
            try #require(labels.filter { $0.step < step }.allSatisfy { $0.stepCorrect })
            try #require(labels.first { $0.step == step }.map { !$0.stepCorrect } ?? (mutation.kind == "syntax"))
        }
        #expect(applied >= 30)
    }

    @Test("a state is solvable exactly when the target can be reached from its numbers")
    func solvability() throws {
        var solvable = 0
        var total = 0
        try DomainLaws.forEachProblem(of: domain, count: 150) { problem, _, random in
            let completion = domain.solve(problem, using: &random).completion(.traced)
            let steps = domain.steps(of: completion)
            for label in domain.stepLabels(of: completion, for: problem) {
                // The last bracketed state up to and including this step.
                let written = steps.prefix(label.step).joined(separator: " ")
                let state = try #require(written.split(separator: "[").last).prefix { $0 != ">" }
                let numbers = state.split(separator: " ").map { Int($0.dropFirst())! }
                try #require(label.stateSolvable == CountdownOracle.reaches(numbers, problem.target))
                total += 1
                if label.stateSolvable { solvable += 1 }
            }
        }
        #expect(solvable > 0 && solvable < total)
    }

    @Test("after a wrong state a step is judged by the state as written")
    func continuation() throws {
        let problem = try domain.problem(from: "9 7 5 > 11")
        let text = "[ n9 n7 n5 > n11 ] n9 + n7 = n15 [ n15 n5 > n11 ] n15 - n5 = n10 x n15 + n5 = n20 x"
        let completion = try #require(domain.vocabulary.tokens(text + " ans ( n9 <e>"))
        let labels = domain.stepLabels(of: completion, for: problem)
        #expect(labels.map(\.stepCorrect) == [false, true, true])
        #expect(labels.map(\.stateSolvable) == [false, false, false])
        #expect(domain.checkTrace(of: completion, for: problem).error?.kind == "wrong_result")
        #expect(domain.read(completion).answer == "(9")
        #expect(domain.read(completion).answerKey == nil)
    }
}
