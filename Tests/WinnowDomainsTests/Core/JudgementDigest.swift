import WinnowDomains
import WinnowRandom

/// One number for all that a domain says of many completions and answers, most of them spoiled at random.
struct JudgementDigest<D: TracedDomain> {
    let domain: D
    private var hash = StableHash()
    private var random: CounterRandom

    init(_ domain: D) {
        self.domain = domain
        random = domain.stream("judgements", seed: 17, index: 0)
    }

    /// The digest over problems of all difficulties: of each a completion and three answers.
    mutating func value(problems count: Int) -> UInt64 {
        for index in 0..<count {
            let problem = domain.problem(Difficulty.allCases[index % 3], using: &random)
            let solution = domain.solve(problem, using: &random)
            addCompletion(spoiled(solution.completion(index % 8 == 0 ? .answerOnly : .traced)), of: problem)
            let answer = domain.read(solution.completion(.answerOnly)).answer ?? ""
            add(answer: answer, of: problem)
            for _ in 0..<2 { add(answer: spoiled(answer), of: problem) }
        }
        return hash.value
    }

    /// Adds what is said of an answer's text.
    mutating func add(answer: String, of problem: D.Problem) {
        hash.combine(domain.answerKey(of: answer) ?? "no key")
        hash.combine(domain.grade(answer, of: problem) ? 1 : 0)
        switch domain.verify(answer, of: problem) {
        case .accepted: hash.combine("accepted")
        case .error(let reason): hash.combine(reason)
        case .rejected(let critiques):
            for critique in critiques {
                hash.combine(critique.kind)
                hash.combine(critique.location)
                hash.combine(critique.message)
            }
        }
    }

    var value: UInt64 { hash.value }

    private mutating func addCompletion(_ completion: [Int], of problem: D.Problem) {
        let reading = domain.read(completion)
        hash.combine(UInt64(reading.traceTokens))
        hash.combine(UInt64(reading.answerTokens))
        hash.combine(reading.answer ?? "no answer")
        hash.combine(reading.answerKey ?? "no key")
        if let answer = reading.answer { add(answer: answer, of: problem) }
        let check = domain.checkTrace(of: completion, for: problem)
        hash.combine(check.legal.map { $0 ? 1 : 0 } ?? 2)
        hash.combine(check.complete ? 1 : 0)
        hash.combine(check.error?.description ?? "no error")
        for label in domain.stepLabels(of: completion, for: problem) {
            hash.combine(UInt64(label.step))
            hash.combine(UInt64(label.end))
            hash.combine((label.stepCorrect ? 1 : 0) + (label.stateSolvable ? 2 : 0))
        }
        for step in domain.steps(of: completion) { hash.combine(step) }
    }

    /// The completion with up to four tokens changed, added or left out.
    private mutating func spoiled(_ completion: [Int]) -> [Int] {
        var completion = completion
        for _ in 0..<max(0, random.below(7) - 2) where !completion.isEmpty {
            let position = random.below(completion.count)
            // Half of the new tokens are the completion's own, which keeps more of it readable.
            let token =
                random.below(2) == 0
                ? completion[random.below(completion.count)] : random.below(domain.vocabulary.count + 1)
            switch random.below(4) {
            case 0: completion.insert(token, at: position)
            case 1: completion.remove(at: position)
            default: completion[position] = token
            }
        }
        return completion
    }

    /// The text with up to three characters changed, added or left out.
    private mutating func spoiled(_ text: String) -> String {
        let alphabet: [Character] = [
            "0", "1", "2", "9", "7", " ", " ", "+", "-", "*", "/", "(", ")", "x", "\t", "٣", "\n",
        ]
        var characters = Array(text)
        for _ in 0...random.below(3) {
            let position = random.below(characters.count + 1)
            let character =
                characters.isEmpty || random.below(2) == 0
                ? alphabet[random.below(alphabet.count)] : characters[random.below(characters.count)]
            switch random.below(4) {
            case 0: characters.insert(character, at: position)
            case 1 where position < characters.count: characters.remove(at: position)
            case 2: characters.insert(contentsOf: " \(character)", at: position)
            default: if position < characters.count { characters[position] = character }
            }
        }
        return String(characters)
    }
}
