import WinnowAnswers
import WinnowCore
import WinnowDomains
import WinnowInterchange
import WinnowRuns
import WinnowStore
import WinnowText

/// Reads answers out of recorded candidates, and grades and verifies them.
///
/// A reference only grades: no verdict comes from it. Where a domain is attached, its verifier judges the answer given
/// the problem alone, and its grader, which shares no code with the verifier, says whether it is right.
struct TextReader: Sendable {
    let rule: AnswerReader

    /// The domain is nil for free text.
    let domain: (any Domain)?

    /// Grades of free text rest on this, where a sample has both.
    var grading = GradeBasis.comparable

    /// A source is what a candidate is read from.
    struct Source: Sendable {
        var completion: String?

        /// The answer that the file gives.
        var answer: String?

        /// The flag that came with it.
        var flag: Bool?
    }

    /// - Parameters:
    ///   - specification: of the problem, from which the domain rebuilds it.
    ///   - reference: the problem's reference answer, if any; read where there is no domain.
    func judgements(of source: Source, specification: String, reference: String?) -> Judgements {
        guard let domain else { return textJudgements(of: source, reference: reference) }
        return judgements(of: source, specification, domain)
    }

    /// What the stages make of a sample: of its completion, or of the answer that came with it.
    func stages(of source: Source, reference: String? = nil) -> AnswerReader.Stages {
        let given = source.answer.map { rule.stages(ofAnswer: $0, reference: reference) }
        switch rule.extraction {
        case .recorded: return given ?? AnswerReader.Stages()
        case .automatic:
            // An empty answer is one that another program looked for and did not find.
            return given ?? source.completion.map { rule.stages(of: $0, reference: reference) } ?? AnswerReader.Stages()
        default:
            if let completion = source.completion { return rule.stages(of: completion, reference: reference) }
            // Where the file kept the answer alone, the marks around it may be gone.
            let found = source.answer.map { rule.stages(of: $0, reference: reference) }
            return (found?.answer == nil ? given : found) ?? AnswerReader.Stages()
        }
    }
}

// MARK: Domains

extension TextReader {
    private func judgements<D: Domain>(of source: Source, _ specification: String, _ domain: D) -> Judgements {
        let (text, key) = reading(of: source, domain)
        var judgements = Judgements(reading: ReadingRecord(answer: text, answerKey: key), correct: false)
        guard let text, key != nil, let problem = try? domain.problem(from: specification) else { return judgements }
        judgements.correct = domain.grade(text, of: problem)
        judgements.verdict = VerdictRecord(domain.verify(text, of: problem))
        return judgements
    }

    /// The answer as the domain reads it, and its key.
    private func reading<D: Domain>(of source: Source, _ domain: D) -> (answer: String?, key: String?) {
        // A completion of one of our own models, in its tokens.
        if let domain = domain as? any GeneratedDomain,
            let tokens = source.completion.flatMap(domain.vocabulary.tokens), tokens.last == Vocabulary.end
        {
            let reading = domain.read(tokens)
            return (reading.answer, reading.answerKey)
        }
        if domain.answerNotation == .plan, rule.extraction == .automatic || rule.extraction == .recorded {
            return plan(in: source, domain)
        }
        guard let answer = stages(of: source).answer else { return (nil, nil) }
        switch domain.answerNotation {
        case .text, .plan: return (answer, domain.answerKey(of: answer))
        case .arithmetic:
            let plain = AnswerText.expression(answer)
            return (plain, domain.answerKey(of: plain) ?? Arithmetic.spelling(of: plain))
        }
    }

    /// The plan is the whole answer, or the whole completion behind its thoughts; where that cannot be read, what stands
    /// between the fences of a block of code.
    private func plan(in source: Source, _ domain: some Domain) -> (answer: String?, key: String?) {
        guard let text = source.answer ?? source.completion.map({ Thoughts(in: $0, tags: rule.thoughtTags).rest })
        else {
            return (nil, nil)
        }
        if let key = domain.answerKey(of: text) { return (text, key) }
        if let code = Extraction.code.answer(in: text), let key = domain.answerKey(of: code) { return (code, key) }
        return (text, nil)
    }
}

// MARK: Free text

extension TextReader {
    private func textJudgements(of source: Source, reference: String?) -> Judgements {
        let (answer, key) = reading(of: source, reference)
        return Judgements(
            reading: ReadingRecord(answer: answer, answerKey: key),
            correct: grade(answer, key, of: source, reference).isRight)
    }

    /// Grades an answer, and says by what.
    private func grade(
        _ answer: String?, _ key: String?, of source: Source, _ reference: String?
    ) -> (isRight: Bool?, usesFlag: Bool) {
        let isKnown = grading == .comparable && source.flag != nil
        guard let reference, grading != .recorded else {
            return (grading == .reference ? nil : source.flag ?? (key == nil ? false : nil), source.flag != nil)
        }
        let comparison = ReferenceComparison(reference, rule: rule)
        switch comparison.verdict(on: answer, key, beside: isKnown) {
        case .right: return (true, false)
        case .wrong: return (false, false)
        case .incomparable: return (isKnown ? source.flag : nil, isKnown)
        }
    }

    /// Tells whether a sample is graded by its recorded verdict though there is a reference: the two cannot be
    /// compared.
    func usesFlagDespite(_ reference: String?, _ source: Source) -> Bool {
        guard domain == nil, reference != nil, source.flag != nil else { return false }
        let (answer, key) = reading(of: source, reference)
        return grade(answer, key, of: source, reference).usesFlag
    }

    /// The answer and its key. A long program is known by its hash, and so is a long normal form, which votes would
    /// compare again and again.
    private func reading(of source: Source, _ reference: String?) -> (answer: String?, key: String?) {
        let stages = stages(of: source, reference: reference)
        let longest = stages.isProgram ? Self.longestProgram : Self.longestKey
        return (stages.answer, stages.key.map { $0.utf8.count > longest ? Self.hash(of: $0) : $0 })
    }

    /// The lengths are in bytes.
    private static let longestKey = 10_000
    private static let longestProgram = 200

    private static func hash(of text: String) -> String {
        var digest = Digest()
        digest.combine(text)
        return "sha256:\(digest.hexadecimal)"
    }
}

/// Reads what a model writes in its own words, as `winnow import` reads recorded completions.
struct CompletionTextReader: CandidateReader {
    private let reader: TextReader
    private let specifications: [String]
    private let references: [String?]

    init(rule: AnswerReader, _ problems: EndpointProblems) {
        reader = TextReader(rule: rule, domain: problems.domain)
        specifications = problems.list.records.map(\.specification)
        references = problems.list.references
    }

    func tools(in store: Store) throws -> Judges {
        try TextTools(reader.rule, domain: reader.domain, in: store).judges
    }

    func read(_ completion: SampledCompletion, ofProblemAt place: Int) -> ReadCompletion {
        guard case .text(let text) = completion.content else { return ReadCompletion(judgements: Judgements()) }
        return ReadCompletion(
            judgements: reader.judgements(
                of: TextReader.Source(completion: text), specification: specifications[place],
                reference: references[place]))
    }
}
