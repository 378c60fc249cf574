import WinnowAnswers
import WinnowInterchange

/// What is found in a completion, and the keys that votes are counted on.
enum AnswerReading {
    private static let extractions: [Extraction] = [
        "recorded", "gsm8k", "boxed", "answer-tag", "last-number", "last-line", "whole", "auto", "json:answer",
        "json:result.0.answer", #"regex:answer is (.*)\."#, #"regex:(-?\d+)"#, "regex:^(.+)$",
    ].map { name in
        guard let extraction = try? Extraction(named: name) else { fatalError("there is no extraction \(name)") }
        return extraction
    }

    static func extraction(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        for extraction in extractions {
            let answer = extraction.answer(in: text)
            require(answer == extraction.answer(in: text), "\(extraction.name) finds the same answer twice")
            if let answer { _ = AnswerKey.key(of: answer) }
        }
    }

    static func key(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        _ = AnswerText.withoutLabel(text[...])
        let expression = AnswerText.expression(text)
        if let spelling = Arithmetic.spelling(of: expression) {
            require(Arithmetic.spelling(of: spelling) == spelling, "an expression without spaces stays what it is")
        }
        guard let key = AnswerKey.key(of: text) else { return }
        require(AnswerKey.key(of: text) == key, "an answer has one key")
        if isNumber(key) { require(AnswerKey.key(of: key) == key, "the key of the number \(key) is itself") }
    }

    /// Whether a key is a whole number or a fraction as keys have them.
    private static func isNumber(_ key: String) -> Bool {
        let parts = key.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count <= 2 && parts.allSatisfy { Int64($0) != nil && !$0.hasPrefix("+") && !$0.hasPrefix("-0") }
            && parts.allSatisfy { $0 == "0" || !$0.drop { $0 == "-" }.hasPrefix("0") }
    }
}
