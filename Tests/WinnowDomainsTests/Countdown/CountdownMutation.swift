import Testing
import WinnowDomains
import WinnowRandom

/// A change to a right trace of countdown, with the class of the error that it must give.
struct CountdownMutation: Sendable, CustomTestStringConvertible {
    let name: String
    let kind: String

    /// Changes one of the steps (texts) and returns its 1-based number, or nil when the trace offers no place.
    let apply: @Sendable (_ steps: inout [String], _ random: inout CounterRandom) -> Int?

    var testDescription: String { name }

    static let all: [CountdownMutation] = [
        words("another result and state", "wrong_result", at: .operation) { words in
            let place = words.firstIndex(of: "=")! + 1
            words[place] = other(words[place])
        },
        words("an operand that is not there", "operand_not_available", at: .operation) { words in
            let place = words.firstIndex(of: "=")!
            words[place - 1] = "n199"
        },
        words("the same operand twice", "operand_not_available", at: .leafOfDistinctNumbers) { words in
            let place = words.firstIndex(of: "=")!
            words[place - 1] = words[place - 3]
        },
        words("a difference that is not positive", "illegal_result", at: .difference) { words in
            let place = words.firstIndex(of: "=")!
            words.swapAt(place - 3, place - 1)
        },
        words("an inexact quotient", "illegal_result", at: .inexactPair) { words in
            words[words.firstIndex(of: "=")! - 2] = "/"
        },
        words("a state without a number", "wrong_state", at: .newState) {
            words in
            words.remove(at: words.lastIndex(of: "[")! + 1)
        },
        words("a state with another number", "wrong_state", at: .newState) {
            words in
            let place = words.lastIndex(of: "[")! + 1
            words[place] = other(words[place])
        },
        words("a state in ascending order", "wrong_state", at: .newStateOfDistinctNumbers) {
            words in
            let first = words.lastIndex(of: "[")! + 1
            words[first..<words.lastIndex(of: ">")!].reverse()
        },
        words("another target", "target_changed", at: .state) { words in
            let place = words.lastIndex(of: ">")! + 1
            words[place] = other(words[place])
        },
        words("a false ok", "wrong_mark", at: .wrongLeaf) { $0[$0.count - 1] = "ok" },
        words("a false x", "wrong_mark", at: .rightLeaf) { $0[$0.count - 1] = "x" },
        words("a mark for a state", "wrong_mark", at: .newState) { words in
            words.removeSubrange(words.lastIndex(of: "[")!...)
            words.append("x")
        },
        words("a state for a mark", "wrong_state", at: .wrongLeaf) { words in
            words.removeLast()
            words += ["[", words[words.count - 1], ">", "n50", "]"]
        },
        words("a way back to nowhere", "bad_back", at: .back) { words in
            let place = words.lastIndex(of: "[")! + 1
            words[place] = other(words[place])
        },
        words("a missing equals sign", "syntax", at: .operation) { $0.remove(at: $0.firstIndex(of: "=")!) },
        words("a stray sign", "syntax", at: .any) { $0.insert("(", at: $0.count - 1) },
        words("a missing target", "syntax", at: .state) { $0.remove(at: $0.count - 2) },
        CountdownMutation(name: "no opening state", kind: "syntax") { steps, _ in
            let close = steps[0].firstIndex(of: "]")!
            steps[0] = String(steps[0][close...].dropFirst(2))
            return 1
        },
        CountdownMutation(name: "an opening state with another number", kind: "wrong_state") { steps, _ in
            var words = steps[0].split(separator: " ").map(String.init)
            words[1] = other(words[1])
            steps[0] = words.joined(separator: " ")
            return 1
        },
        CountdownMutation(name: "an opening state with another target", kind: "target_changed") { steps, _ in
            var words = steps[0].split(separator: " ").map(String.init)
            let place = words.firstIndex(of: ">")! + 1
            words[place] = other(words[place])
            steps[0] = words.joined(separator: " ")
            return 1
        },
        CountdownMutation(name: "a step after ok", kind: "op_after_ok") { steps, random in
            let later = steps.dropFirst()
            steps.append(later[later.startIndex + random.below(later.count)])
            return steps.count
        },
        CountdownMutation(name: "back after ok", kind: "op_after_ok") { steps, _ in
            steps.append("back " + steps[0].prefix { $0 != "]" } + "]")
            return steps.count
        },
        CountdownMutation(name: "back at the start", kind: "bad_back") { steps, _ in
            let opening = steps[0].prefix { $0 != "]" } + "]"
            steps[0] = "\(opening) back \(opening)"
            return 1
        },
        CountdownMutation(name: "an unfinished step before the answer", kind: "syntax") { steps, _ in
            steps.append("n5 + n7")
            return steps.count
        },
    ]

    private static func words(
        _ name: String, _ kind: String, at place: Place,
        _ change: @escaping @Sendable (inout [String]) -> Void
    ) -> CountdownMutation {
        CountdownMutation(name: name, kind: kind) { steps, random in
            let split = steps.map { $0.split(separator: " ").map(String.init) }
            // The first step holds the opening state too; its own mutations are separate.
            let places = split.indices.filter { $0 > 0 && place.isFound(in: split[$0]) }
            guard let index = random.element(of: places) else { return nil }
            var words = split[index]
            change(&words)
            steps[index] = words.joined(separator: " ")
            return index + 1
        }
    }

    private static func other(_ word: String) -> String {
        let value = Int(word.dropFirst())!
        return "n\(value == 200 ? 1 : value + 1)"
    }
}

/// The kinds of steps that mutations change.
private enum Place {
    case any, operation, difference, inexactPair
    case state, newState, newStateOfDistinctNumbers
    case leafOfDistinctNumbers, wrongLeaf, rightLeaf, back

    func isFound(in words: [String]) -> Bool {
        let isOperation = words.contains("=")
        let hasState = words.last == "]"
        switch self {
        case .any: return true
        case .operation: return isOperation
        case .difference: return words.contains("-")
        case .inexactPair:
            guard isOperation, let left = Int(words[0].dropFirst()), let right = Int(words[2].dropFirst()) else {
                return false
            }
            return !left.isMultiple(of: right)
        case .state: return hasState
        case .newState: return isOperation && hasState
        case .newStateOfDistinctNumbers:
            guard isOperation, hasState else { return false }
            return words[words.lastIndex(of: "[")! + 1] != words[words.lastIndex(of: ">")! - 1]
        case .leafOfDistinctNumbers: return isOperation && !hasState && words[0] != words[2]
        case .wrongLeaf: return words.last == "x"
        case .rightLeaf: return words.last == "ok"
        case .back: return words.contains("back")
        }
    }
}
