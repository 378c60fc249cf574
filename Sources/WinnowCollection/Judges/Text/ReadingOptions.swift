public import WinnowAnswers
public import WinnowCore
import WinnowInterchange

/// How answers are read, besides the rule that finds them.
public struct ReadingOptions: Hashable, Sendable {
    /// Nil for the rule's own: `gsm8k` ignores units, others keep them.
    public var units: NormalForm.UnitRule?

    /// Names of tags that hold thoughts besides the usual ones.
    public var thoughtTags: [String]

    /// Numbers are one answer that agree in so many significant digits; nil for exact ones.
    public var digits: Int?

    /// - Throws: ``ExperimentError`` for digits that a number has not, or a name that no tag has.
    public init(
        units: NormalForm.UnitRule? = nil, thoughtTags: [String] = [], digits: Int? = nil
    ) throws(ExperimentError) {
        if let digits, !(1...15).contains(digits) {
            throw ExperimentError("\(digits) is not in 1...15", hint: "give another --digits")
        }
        for tag in thoughtTags {
            let isName = tag.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || "_-:0123456789".unicodeScalars.contains($0)
            }
            guard isName, !tag.isEmpty else {
                throw ExperimentError(
                    "\"\(tag)\" is no name of a tag", hint: "write --thought-tag plan for <plan>…</plan>")
            }
        }
        self.units = units
        self.thoughtTags = thoughtTags.sorted()
        self.digits = digits
    }

    /// The options that leave everything to the rule.
    public static let standard = ReadingOptions()

    private init() {
        (units, thoughtTags, digits) = (nil, [], nil)
    }

    /// The reader with these options; what they do not say is as it was in the stored one.
    func reader(_ extraction: Extraction, stored: AnswerReader? = nil) -> AnswerReader {
        let before = stored?.extraction == extraction ? stored : nil
        return AnswerReader(
            extraction, units: units ?? before?.units,
            thoughtTags: thoughtTags.isEmpty ? before?.thoughtTags ?? [] : thoughtTags, digits: digits ?? before?.digits
        )
    }

    /// - Throws: ``ExperimentError`` for an unknown way of finding an answer.
    func reader(named name: String) throws(ExperimentError) -> AnswerReader {
        do {
            return reader(try Extraction(named: name))
        } catch {
            throw ExperimentError("\(error)", hint: "change --extract")
        }
    }
}
