import WinnowDomains

/// Problems, answers and traces of all domains.
enum DomainReading {
    /// A problem, a line break, and its answer.
    static func problems(_ bytes: [UInt8]) {
        let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
        let text = String(decoding: parts.first ?? [], as: UTF8.self)
        let answer = String(decoding: parts.count > 1 ? parts[1] : [], as: UTF8.self)
        for domain in Domains.all { read(text, answer, domain) }
    }

    private static func read<D: Domain>(_ text: String, _ answer: String, _ domain: D) {
        let key = domain.answerKey(of: answer)
        require(domain.answerKey(of: answer) == key, "\(domain.name): an answer has one key")
        guard let problem = try? domain.problem(from: text) else { return }
        let specification = domain.specification(of: problem)
        require(
            (try? domain.problem(from: specification)) == problem, "\(domain.name): a problem's own text is read as it")
        _ = (domain.difficultyLabel(of: problem), domain.drawing(of: problem))
        // Tokens are there for problems of the size that is drawn only.
        if !(domain is any GeneratedDomain) { _ = domain.promptText(for: problem) }
        if let drawn = domain as? any DrawnDomain<D.Problem> { _ = drawn.splitKey(of: problem) }
        _ = domain.notes(on: answer, of: problem)
        let verdict = domain.verify(answer, of: problem)
        let isRight = domain.grade(answer, of: problem)
        if verdict.isAccepted {
            require(isRight || !domain.verifier.sound, "\(domain.name): what a sound verifier accepts is right")
            require(key != nil, "\(domain.name): what is accepted has a key")
        } else if case .rejected = verdict {
            require(!isRight || !domain.verifier.complete, "\(domain.name): what a complete verifier rejects is wrong")
        }
        for verifier in domain.partialVerifiers { verify(answer, problem, verifier) }
    }

    private static func verify<P>(_ answer: String, _ problem: P, _ verifier: some PartialVerifier<P>) {
        _ = verifier.verify(answer, completion: [], of: problem)
        _ = verifier.limited(to: 2).verify(answer, completion: [], of: problem)
    }

    /// Tokens of a completion: a byte for the domain, one for the problem, one for each token.
    static func completions(_ bytes: [UInt8]) {
        var cursor = ByteCursor(bytes)
        let domain = cursor.choice(Domains.traced)
        read(&cursor, domain)
    }

    private static func read<D: TracedDomain>(_ cursor: inout ByteCursor, _ domain: D) {
        let difficulty = cursor.choice(Difficulty.allCases)
        var random = domain.stream("fuzz", seed: 1, index: 0)
        let problem = domain.problem(difficulty, using: &random)
        // A database may hold a token that the vocabulary lacks.
        let completion = cursor.rest().map { $0 == 255 ? 65_535 : Int($0) }
        let reading = domain.read(completion)
        require(
            reading.traceTokens + reading.answerTokens == completion.count, "\(domain.name): each token is of a part")
        let check = domain.checkTrace(of: completion, for: problem)
        require((check.error == nil) == (check.legal == true), "\(domain.name): what is illegal has an error")
        let steps = domain.steps(of: completion)
        let ends = domain.stepEnds(of: completion)
        require(ends.count == steps.count, "\(domain.name): each step has an end")
        require(ends == ends.sorted() && ends.last ?? 0 <= completion.count, "\(domain.name): ends are in order")
        let labels = domain.stepLabels(of: completion, for: problem)
        require(
            labels.allSatisfy { (1...max(1, steps.count)).contains($0.step) }, "\(domain.name): labels are of steps")
        _ = domain.writtenCheck(of: completion, for: problem)
        if let answer = reading.answer {
            let isAccepted = domain.verify(answer, of: problem).isAccepted
            require(isAccepted == domain.grade(answer, of: problem), "\(domain.name): verifier and grader agree")
            for verifier in domain.partialVerifiers { verify(answer, problem, verifier) }
        }
    }

    /// Lines of prompt and trace in a published grammar.
    static func traceText(_ bytes: [UInt8]) {
        let line = String(decoding: bytes, as: UTF8.self)
        for dialect in MazeTraceDialect.allCases {
            for mode in MazeTraceMode.allCases {
                _ = MazeTraceText(dialect: dialect, mode: mode).firstError(in: line)
            }
            let size = MazeSize(width: 5, height: 4)
            _ = MazeTraceText(dialect: dialect, mode: .strict, size: size).firstError(in: line)
        }
    }
}
