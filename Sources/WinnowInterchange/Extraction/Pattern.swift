import Foundation
import WinnowBounds

/// A pattern is a regular expression that a user typed, in the syntax of ICU.
public struct Pattern: Hashable, Sendable {
    public let text: String

    /// This is what is searched with: text that is passed over, then the pattern and an empty group that marks it;
    /// where it does not occur any more, all the rest. So each search ends with a match, and what the engine reports is
    /// its work.
    private let search: NSRegularExpression

    /// - Throws: ``RecordFault`` for a text that is no regular expression.
    init(_ text: String) throws(RecordFault) {
        do {
            let options: NSRegularExpression.Options = [.anchorsMatchLines]
            let pattern = try NSRegularExpression(pattern: text, options: options)
            let group = pattern.numberOfCaptureGroups == 0 ? "(\(text))" : "(?:\(text))"
            search = try NSRegularExpression(pattern: #"(?:[\s\S]*?\#(group)()|[\s\S]+)"#, options: options)
        } catch {
            throw RecordFault("\"\(text)\" is no regular expression")
        }
        self.text = text
    }

    /// Finds the first group of the last match, or the match when the pattern has no group.
    ///
    /// - Returns: nil also when finding out takes more than ``Bounds/patternSteps``, since a backtracking engine may take
    ///   time that doubles with each letter. The engine reports after so many steps, whatever the machine, so that the
    ///   same texts always have the same answers.
    func lastMatch(in completion: String) -> Substring? {
        let all = NSRange(completion.startIndex..., in: completion)
        var reports = 0
        var last: NSRange?
        unsafe search.enumerateMatches(in: completion, options: .reportProgress, range: all) { match, flags, stop in
            if let match, match.range(at: match.numberOfRanges - 1).location != NSNotFound { last = match.range(at: 1) }
            if flags.contains(.progress) { reports += 1 }
            if reports > Bounds.patternSteps.limit {
                last = nil
                unsafe stop.pointee = true
            }
        }
        return last.flatMap { Range($0, in: completion) }.map { completion[$0] }
    }
}
