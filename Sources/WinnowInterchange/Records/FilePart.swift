import Foundation
import WinnowJSON
import WinnowText

/// A part says which samples a file has, of those that several files have together: of which task they are, in which
/// drawing they were made, and whether they are greedy.
public struct FilePart: Hashable, Sendable {
    /// Names of problems are those of this task; nil where a file does not say.
    public var task: String?

    /// Files of different drawings, such as seeds, have different samples, whatever is in them.
    public var drawing: String?

    /// True for samples at temperature 0, which are a run of their own.
    public var isGreedy = false

    init(of path: String, format: any ImportFormat, header: JSONValue?) {
        let name = URL(fileURLWithPath: path).lastPathComponent
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().lastPathComponent
        let stem = name.firstIndex(of: ".").flatMap { $0 > name.startIndex ? String(name[..<$0]) : nil } ?? name
        if format is InspectFormat {
            task = header?.at("eval.task")?.text
            drawing = header?.at("eval.eval_id")?.text ?? header?.at("eval.run_id")?.text
            return
        }
        if format is LMEvalFormat {
            (task, drawing) = Self.harness(name)
            return
        }
        isGreedy =
            ["greedy", "output-greedy"].contains(stem.lowercased()) || stem.lowercased().hasSuffix("-greedy")
            || stem.lowercased().hasSuffix("_greedy")
        drawing = Self.drawing(in: name) ?? Self.drawing(in: folder)
    }

    /// The task and the date in `samples_TASK_DATE.jsonl`.
    private static func harness(_ name: String) -> (task: String?, drawing: String?) {
        let mark = "samples_"
        guard name.hasPrefix(mark) else { return (nil, nil) }
        let rest = name.dropFirst(mark.count)
        guard let end = rest.lastIndex(of: "_") else { return (rest.split(separator: ".").first.map(String.init), nil) }
        return (String(rest[..<end]), String(rest[rest.index(after: end)...]))
    }

    private static let words: Set = [
        "seed", "rs", "run", "trial", "attempt", "try", "epoch", "sample", "samples", "rollout", "rep", "repeat", "s",
    ]

    /// Finds a word such as `seed` with its number: `seed3`, `-rs0`, `run_2`.
    static func drawing(in name: String) -> String? {
        let text = Array(name.lowercased().utf8)
        var place = 0
        while place < text.count {
            guard isLetter(text[place]) else {
                place += 1
                continue
            }
            var end = place
            while end < text.count, isLetter(text[end]) { end += 1 }
            let word = String(decoding: text[place..<end], as: UTF8.self)
            var digit = end
            if digit < text.count, "-_=".utf8.contains(text[digit]) { digit += 1 }
            var last = digit
            while last < text.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[last]) { last += 1 }
            if last > digit, words.contains(word) { return word + String(decoding: text[digit..<last], as: UTF8.self) }
            place = max(end, last)
        }
        return nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
}
