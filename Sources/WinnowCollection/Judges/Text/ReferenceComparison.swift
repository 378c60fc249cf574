import Foundation
import WinnowAnswers
import WinnowInterchange
import WinnowText

/// A basis says what a grade of free text rests on, where a sample has a recorded verdict and its problem a reference.
public enum GradeBasis: String, CaseIterable, Hashable, Sendable {
    /// The reference where it and the answer can be read alike, else the verdict.
    case comparable

    /// The recorded verdict alone.
    case recorded

    /// The reference alone, whatever it looks like.
    case reference
}

/// A comparison is of answers with what a file gives as the reference: each alternative of it is right.
///
/// Answer and reference are compared where both can be read by one rule. A text that describes an answer, a program of
/// tests, the number of a choice beside its letter, or a letter beside words cannot, so that nothing follows from a
/// difference; where the two are the same, the answer is right all the same.
struct ReferenceComparison {
    /// A shape is what a text looks like, by which it can be compared.
    enum Shape: Hashable {
        case letter
        case number
        case formula
        case word
        case phrase

        /// A text of many words, which describes.
        case sentence

        /// A text of several lines, or one that is written in a programming language.
        case program
    }

    enum Verdict: Hashable {
        case right
        case wrong
        case incomparable
    }

    private let keys: Set<ExactText>
    private let texts: [String]

    /// What each alternative comes to.
    private let alternatives: [(text: String, shape: Shape)]
    private let rule: AnswerReader

    init(_ reference: String, rule: AnswerReader) {
        self.rule = rule
        texts = ReferenceText.alternatives(reference).flatMap { rule.answers(ofReference: $0) }
        keys = Set(texts.compactMap { rule.key(of: $0, reference: reference).map { ExactText($0) } })
        alternatives = ReferenceText.alternatives(reference).map { text in
            let marked = Self.marked(in: text, rule.extraction) ?? text
            return (marked, Self.shape(marked))
        }
    }

    /// Finds the answer that a reference has at a mark, as at the end of a derivation; a text without one is compared as
    /// it is.
    private static func marked(in reference: String, _ extraction: Extraction) -> String? {
        switch extraction {
        case .automatic, .lastLine, .recorded:
            [Extraction.boxed, .gsm8k, .answerTag].lazy.compactMap { $0.answer(in: reference) }.first
        case .whole: nil
        default: extraction.answer(in: reference)
        }
    }

    /// - Parameter isKnown: whether a recorded verdict says it where the comparison does not: then a phrase may as well
    ///   be a description.
    func verdict(on answer: String?, _ key: String?, beside isKnown: Bool) -> Verdict {
        guard !keys.isEmpty else { return .incomparable }
        // Where no answer was found, whoever gave the verdict may have found one.
        guard let answer, let key else { return isKnown ? .incomparable : .wrong }
        if keys.contains(ExactText(key)) || texts.contains(where: { rule.agrees(answer, with: $0) }) { return .right }
        let own = Self.shape(answer)
        let compared = alternatives.filter { Self.canDiffer($0.shape, own, isKnown: isKnown) }
        guard !compared.isEmpty else { return .incomparable }
        // Two notations that differ may mean the same: a verdict says more than their texts.
        let isOpen =
            isKnown && (own == .number || own == .formula)
            && compared.contains { !rule.isCertainlyOther(answer, than: $0.text) }
        return isOpen ? .incomparable : .wrong
    }

    /// Tells whether a difference of two texts says that the answer is wrong.
    private static func canDiffer(_ reference: Shape, _ answer: Shape, isKnown: Bool) -> Bool {
        switch (reference, answer) {
        case (.program, _), (.sentence, _): false
        case (.phrase, _), (_, .phrase), (_, .sentence), (_, .program): !isKnown
        case (.letter, .letter): true
        case (.letter, .number): false
        case (.letter, _): !isKnown
        case (.number, .letter), (.formula, .letter): false
        case (.word, .letter), (.number, .word), (.formula, .word), (.word, .number), (.word, .formula): !isKnown
        default: true
        }
    }

    /// The letter of a choice, or those of several: `(B)`, `A, C`.
    private static func isLetters(_ text: String) -> Bool {
        let parts = text.split { ",;&".contains($0) }
        return (1...26).contains(parts.count)
            && parts.allSatisfy { part in
                let bare = part.unicodeScalars.filter { !"()[]. *$".unicodeScalars.contains($0) }
                return bare.count == 1 && bare.allSatisfy { ("A"..."Z").contains($0) }
            }
    }

    /// So many words are a description.
    private static let mostWords = 8

    static func shape(_ text: String) -> Shape {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let lines = text.utf8.count { $0 == UInt8(ascii: "\n") }
        if lines > 0 {
            let isLaTeX = text.utf8.contains(UInt8(ascii: "\\")) && text.firstRange(of: "\\begin") != nil
            return isLaTeX ? .formula : .program
        }
        for mark in ["assert ", "def ", "return ", "import ", "();", "lambda "] where text.firstRange(of: mark) != nil {
            return .program
        }
        if isLetters(text) { return .letter }
        if AnswerKey.key(of: String(text)).flatMap(Double.init) != nil { return .number }
        let words = text.split { $0.isWhitespace }
        let long = words.filter { word in word.count { $0.isLetter } > 2 && !word.contains("\\") }
        let hasSign = text.utf8.contains { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "\\^=+*/<>{}".utf8.contains(byte)
        }
        if hasSign, long.count <= 2 { return .formula }
        if words.count <= 1 { return .word }
        return words.count > mostWords ? .sentence : .phrase
    }
}
