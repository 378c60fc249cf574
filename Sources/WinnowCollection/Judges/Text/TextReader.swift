import Foundation
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

    /// The answer's text, as it was written.
    private func answer(in source: Source) -> String? {
        var source = source
        source.completion = source.completion.map(Self.withoutThoughts)
        let given = source.answer.flatMap { Extraction.whole.answer(in: $0) }
        switch extraction {
        case .recorded: return given
        case .automatic:
            // An empty answer is one that another program looked for and did not find.
            if source.answer != nil { return given }
            return source.completion.flatMap { extraction.answer(in: $0) }
        default:
            if let completion = source.completion { return extraction.answer(in: completion) }
            // Where the file kept the answer alone, the marks around it may be gone.
            return source.answer.flatMap { extraction.answer(in: $0) } ?? given
        }
    }
}

extension TextReader {
    /// Makes the text without the thoughts that it begins with; what is never closed has nothing behind it.
    private static func withoutThoughts(_ text: String) -> String {
        let mark = "<think>\n"
        guard text.utf8.starts(with: mark.utf8) else { return text }
        guard let end = text.range(of: "</think>", options: .backwards) else { return "" }
        return String(text[end.upperBound...])
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
        let comparison = ReferenceComparison(reference, extraction: extraction, key: self.key)
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
        let answer = answer(in: source)
        return grade(answer, answer.flatMap(key), of: source, reference).usesFlag
    }

    /// Where the whole text is the answer, as of a program, white space matters; a long one is known by its hash, and so
    /// is a long normal form, which votes would compare again and again.
    private func key(of answer: String) -> String? {
        let isProgram = extraction == .recorded && answer.utf8.contains(UInt8(ascii: "\n"))
        guard extraction == .whole || isProgram else {
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
