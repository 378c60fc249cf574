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
    let extraction: Extraction

    /// The domain is nil for free text.
    let domain: (any Domain)?

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

    /// The answer's text, as it was written.
    private func answer(in source: Source) -> String? {
        let given = source.answer.flatMap { Extraction.whole.answer(in: $0) }
        switch extraction {
        case .recorded: return given
        case .automatic: return given ?? source.completion.flatMap { extraction.answer(in: $0) }
        default:
            if let completion = source.completion { return extraction.answer(in: completion) }
            // Where the file kept the answer alone, the marks around it may be gone.
            return source.answer.flatMap { extraction.answer(in: $0) } ?? given
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
        guard let answer = answer(in: source) else { return (nil, nil) }
        switch domain.answerNotation {
        case .text: return (answer, domain.answerKey(of: answer))
        case .arithmetic:
            let plain = AnswerText.expression(answer)
            return (plain, domain.answerKey(of: plain) ?? Arithmetic.spelling(of: plain))
        }
    }
}

// MARK: Free text

extension TextReader {
    private func textJudgements(of source: Source, reference: String?) -> Judgements {
        let answer = answer(in: source)
        let key = answer.flatMap(key)
        let isRight: Bool? =
            if let reference {
                // A reference without a mark, such as a bare 18, is the answer itself.
                key.map {
                    [extraction.answer(in: reference), reference].compactMap(\.self).compactMap(self.key)
                        .map { ExactText($0) }.contains(ExactText($0))
                }
                    ?? false
            } else { source.flag ?? (key == nil ? false : nil) }
        return Judgements(reading: ReadingRecord(answer: answer, answerKey: key), correct: isRight)
    }

    /// Where the whole text is the answer, as of a program, white space matters; a long one is known by its hash, and so
    /// is a long normal form, which votes would compare again and again.
    private func key(of answer: String) -> String? {
        guard extraction == .whole else {
            return AnswerKey.key(of: answer).map { $0.utf8.count > Self.longestKey ? Self.hash(of: $0) : $0 }
        }
        return answer.utf8.count > 200 ? Self.hash(of: answer) : answer
    }

    /// The length is in bytes.
    private static let longestKey = 10_000

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

    /// - Throws: ``ExperimentError`` for an unknown way of finding an answer.
    init(extraction name: String, _ problems: EndpointProblems) throws(ExperimentError) {
        do {
            reader = TextReader(extraction: try Extraction(named: name), domain: problems.domain)
        } catch {
            throw ExperimentError("\(error)", hint: "change --extract")
        }
        specifications = problems.list.records.map(\.specification)
        references = problems.list.references
    }

    func tools(in store: Store) throws -> Judges {
        try TextTools(reader.extraction, domain: reader.domain, in: store).judges
    }

    func read(_ completion: SampledCompletion, ofProblemAt place: Int) -> ReadCompletion {
        guard case .text(let text) = completion.content else { return ReadCompletion(judgements: Judgements()) }
        return ReadCompletion(
            judgements: reader.judgements(
                of: TextReader.Source(completion: text), specification: specifications[place],
                reference: references[place]))
    }
}
