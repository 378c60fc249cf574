import Testing
import WinnowDomains
import WinnowRandom

/// Laws that hold for every domain, stated for any one of them.
enum DomainLaws {
    /// The domains whose answers follow a marker that is nowhere else.
    static let names = ["chain", "countdown", "unchain", "blocks"]

    /// The domain with one of the ``names``.
    static func domain(_ name: String) throws -> any TracedDomain {
        let domains: [any TracedDomain] = [ChainDomain(), CountdownDomain(), UnchainDomain(), BlocksDomain()]
        return try #require(domains.first { $0.name == name })
    }

    /// Draws problems of all difficulties in turn, each with the stream that it was drawn from.
    static func forEachProblem<D: TracedDomain>(
        of domain: D, count: Int, _ body: (D.Problem, Difficulty, inout CounterRandom) throws -> Void
    ) rethrows {
        for index in 0..<count {
            var random = domain.stream("laws", seed: 11, index: index)
            let difficulty = Difficulty.allCases[index % 3]
            let problem = domain.problem(difficulty, using: &random)
            try body(problem, difficulty, &random)
        }
    }

    static func solverIsRight(_ domain: some TracedDomain, count: Int) throws {
        let vocabulary = domain.vocabulary
        try forEachProblem(of: domain, count: count) { problem, difficulty, random in
            try #require(domain.difficulty(of: problem) == difficulty)
            let solution = domain.solve(problem, using: &random)
            let completion = solution.completion(.traced)
            try #require(completion.count <= domain.completionLimit)
            try #require(completion.allSatisfy { $0 > Vocabulary.separator || $0 == Vocabulary.end })
            try #require(completion.allSatisfy { $0 < vocabulary.count })

            let reading = domain.read(completion)
            try #require(reading.traceTokens == solution.trace.count)
            try #require(reading.answerTokens == solution.answer.count + 1)
            let answer = try #require(reading.answer)
            try #require(reading.answerKey == domain.answerKey(of: answer))
            try #require(reading.answerKey != nil)
            try #require(domain.read(solution.completion(.answerOnly)).answer == answer)

            let verdict = domain.verify(answer, of: problem)
            try #require(verdict == .accepted, "\(domain.specification(of: problem)): \(answer): \(verdict)")
            try #require(domain.grade(answer, of: problem))
            let check = domain.checkTrace(of: completion, for: problem)
            try #require(check == .legal(complete: true), "\(vocabulary.text(completion)): \(check)")

            let labels = domain.stepLabels(of: completion, for: problem)
            try #require(labels.count == domain.steps(of: completion).count)
            try #require(labels.map(\.step) == Array(1...labels.count))
            try #require(labels.allSatisfy { $0.stepCorrect })
            try #require(labels.last?.end == solution.trace.count)
            try #require(labels.last?.stateSolvable == true)
            try #require(domain.stepEnds(of: completion).prefix(labels.count) == labels.map(\.end)[...])
            let written = domain.writtenCheck(of: completion, for: problem)
            try #require(written.last == .pass && !written.contains(.fail))
            let text = domain.steps(of: completion).joined(separator: " ")
            try #require(vocabulary.tokens(text) == solution.trace)
        }
    }

    static func specificationRoundTrips(_ domain: some TracedDomain) throws {
        try forEachProblem(of: domain, count: 1000) { problem, _, _ in
            let text = domain.specification(of: problem)
            let again = try domain.problem(from: text)
            try #require(again == problem)
            let spaced = "  " + text.split(separator: " ").joined(separator: "   ") + " "
            let lenient = try domain.problem(from: spaced)
            try #require(lenient == problem)
        }
    }

    static func promptIsReadable(_ domain: some TracedDomain) throws {
        let vocabulary = domain.vocabulary
        try forEachProblem(of: domain, count: 1000) { problem, _, _ in
            let prompt = domain.prompt(for: problem)
            try #require(prompt.last == Vocabulary.separator)
            try #require(prompt.dropLast().allSatisfy { $0 > Vocabulary.separator && $0 < vocabulary.count })
            try #require(vocabulary.tokens(vocabulary.text(prompt)) == prompt)
        }
    }

    static func promptsTellProblemsApart<D: TracedDomain>(_ domain: D) {
        var problems: [[Int]: D.Problem] = [:]
        forEachProblem(of: domain, count: 3000) { problem, _, _ in
            let prompt = domain.prompt(for: problem)
            #expect(problems[prompt] == nil || problems[prompt] == problem)
            problems[prompt] = problem
        }
    }

    static func trainingNeverMeetsTheFrozenSets(_ domain: some TracedDomain, examples: Int) throws {
        var frozen: Set<String> = []
        var keys: Set<String> = []
        for split in [Split.tune, .test] {
            for problem in domain.problemSet(split, count: 1500).problems {
                try #require(domain.split(of: problem) == split)
                frozen.insert(domain.specification(of: problem))
                keys.insert(domain.splitKey(of: problem))
            }
        }
        try #require(frozen.count == 3000)
        for index in 0..<examples {
            let problem = domain.trainingExample(index, seed: 5).problem
            try #require(!frozen.contains(domain.specification(of: problem)))
            try #require(!keys.contains(domain.splitKey(of: problem)))
        }
    }

    static func problemSetsAreSound(_ domain: some DrawnDomain) throws {
        for split in Split.allCases {
            let set = domain.problemSet(split, count: 300)
            try #require(set.name == "\(domain.name)-\(split.rawValue)-v\(set.version)")
            try #require(Set(set.problems.map { domain.specification(of: $0) }).count == 300)
            for (index, problem) in set.problems.enumerated() {
                try #require(domain.difficulty(of: problem) == Difficulty.allCases[index % 3])
                try #require(domain.split(of: problem) == split)
            }
            try #require(domain.problemSet(split, count: 40).problems == Array(set.problems.prefix(40)))
        }
    }

    /// One number for the texts of the first 300 problems of each split.
    static func digestOfTheFrozenSets(_ domain: some TracedDomain) -> UInt64 {
        var hash = StableHash()
        for split in Split.allCases {
            for problem in domain.problemSet(split, count: 300).problems {
                hash.combine(domain.specification(of: problem))
            }
        }
        return hash.value
    }

    static func examplesWork(_ domain: some TracedDomain) throws {
        let problem = try domain.problem(from: domain.example.problem)
        #expect(domain.specification(of: problem) == domain.example.problem)
        #expect(domain.verify(domain.example.answer, of: problem) == .accepted)
        #expect(domain.grade(domain.example.answer, of: problem))
        #expect(!domain.drawing(of: problem).isEmpty)
        for text in ["", "?", "nonsense", domain.example.problem + " x", "99999999999999999999"] {
            #expect(throws: ProblemError.self, "\(text)") { _ = try domain.problem(from: text) }
        }
    }

    static func unfinishedCompletionsHaveNoAnswer(_ domain: some TracedDomain) throws {
        let marker = try #require(domain.vocabulary.token("ans") ?? domain.vocabulary.token("plan"))
        try forEachProblem(of: domain, count: 100) { problem, _, random in
            let solution = domain.solve(problem, using: &random)
            let whole = solution.completion(.traced)

            let truncated = Array(whole.dropLast())
            try #require(domain.read(truncated).answer == nil)
            try #require(domain.read(truncated).answerKey == nil)
            let steps = domain.steps(of: whole).count
            try #require(domain.checkTrace(of: truncated, for: problem) == .truncated(step: steps))

            let unmarked = whole.filter { $0 != marker }
            let reading = domain.read(unmarked)
            try #require(reading.answer == nil && reading.answerTokens == 0)
            try #require(reading.traceTokens == unmarked.count)
            try #require(domain.checkTrace(of: unmarked, for: problem).legal == nil)
            try #require(domain.checkTrace(of: unmarked, for: problem).error?.kind == "unparsable")

            let empty = domain.checkTrace(of: solution.completion(.answerOnly), for: problem)
            try #require(empty == .legal(complete: false))
        }
    }

    /// Feeds the reader and the validator token sequences that no solver writes: nothing may trap.
    static func anyTokensCanBeRead(_ domain: some TracedDomain) {
        let count = domain.vocabulary.count
        forEachProblem(of: domain, count: 2000) { problem, _, random in
            var completion = domain.solve(problem, using: &random).completion(.traced)
            for _ in 0...random.below(6) {
                let position = random.below(completion.count)
                switch random.below(3) {
                case 0: completion[position] = 1 + random.below(count - 1)
                case 1: completion.insert(1 + random.below(count - 1), at: position)
                default: completion.remove(at: position)
                }
                if completion.isEmpty { completion = [Vocabulary.end] }
            }
            let reading = domain.read(completion)
            #expect(reading.traceTokens + reading.answerTokens == completion.count)
            let check = domain.checkTrace(of: completion, for: problem)
            #expect(check.error == nil || check.error!.step <= domain.steps(of: completion).count)
            #expect((check.legal == true) == (check.error == nil))
            let labels = domain.stepLabels(of: completion, for: problem)
            #expect(check.legal != true || labels.allSatisfy { $0.stepCorrect })
            let ends = domain.stepEnds(of: completion)
            #expect(ends.count == domain.steps(of: completion).count && ends == ends.sorted())
            #expect(labels.allSatisfy { ends[$0.step - 1] == $0.end })
            // A check that comes to an end is right; one that fails says why nothing follows.
            let isRight = reading.answer.map { domain.grade($0, of: problem) } ?? false
            let written = domain.writtenCheck(of: completion, for: problem)
            #expect(!isRight || !written.contains(.fail))
            #expect(isRight || written.isEmpty || written.last != .pass || domain.name == "countdown")
            #expect(written.dropLast().allSatisfy { $0 != .fail })
            if let answer = reading.answer {
                #expect(domain.verify(answer, of: problem).isAccepted == domain.grade(answer, of: problem))
            }
        }
    }
}
