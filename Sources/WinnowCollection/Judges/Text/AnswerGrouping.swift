import Foundation
import WinnowAnswers
public import WinnowCore

/// A grouping says which answers of one problem count as one though their keys differ.
public enum AnswerGrouping: Hashable, Sendable {
    /// Numbers of one unit are linked that differ by no more than this; what links of such steps hold together is one
    /// answer (single linkage).
    case tolerance(Double)

    /// A user's program says of two answers whether they are equal; what it holds together in steps is one answer.
    case equivalence(command: String)

    /// - Throws: ``ExperimentError`` for a tolerance that is no distance.
    public static func numbers(within tolerance: Double) throws(ExperimentError) -> AnswerGrouping {
        guard tolerance.isFinite, tolerance > 0 else {
            throw ExperimentError("a tolerance of \(tolerance) is no distance", hint: "give a positive --tolerance")
        }
        return .tolerance(tolerance)
    }

    /// What decides groups, as parameters of the tool that makes them.
    var parameters: [String: String] {
        switch self {
        case .tolerance(let distance): ["tolerance": "\(distance)"]
        case .equivalence(let command): ["equivalence": command]
        }
    }

    /// The rule in words.
    var rule: String {
        switch self {
        case .tolerance(let distance):
            "numbers of one unit are linked that differ by at most \(distance), and what such steps link is one answer"
        case .equivalence(let command):
            "answers are linked that \"\(command)\" calls equal, and what such steps link is one answer"
        }
    }
}

/// Keys of one problem's answers and the groups that links have made of them.
struct KeyGroups {
    /// The keys are in the order of their text.
    let keys: [String]

    private var parents: [Int]

    init(_ keys: Set<String>) {
        self.keys = keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        parents = Array(self.keys.indices)
    }

    /// The group of a key, by its place, as the place of the first key in it.
    func group(of place: Int) -> Int {
        var place = place
        while parents[place] != place { place = parents[place] }
        return place
    }

    mutating func link(_ one: Int, _ other: Int) {
        let (first, second) = (group(of: one), group(of: other))
        parents[max(first, second)] = min(first, second)
    }

    /// The places of each group of several keys.
    var several: [[Int]] {
        Dictionary(grouping: keys.indices) { group(of: $0) }.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    }

    /// Links numbers that are as near as a tolerance has it: neighbours in the order of their values, which is the same
    /// as any two of them.
    mutating func link(within tolerance: Double) {
        var values: [String: [(value: Double, place: Int)]] = [:]
        for (place, key) in keys.enumerated() {
            guard let (value, unit) = NormalForm(key)?.approximation else { continue }
            values[unit, default: []].append((value, place))
        }
        for list in values.values {
            let list = list.sorted { ($0.value, $0.place) < ($1.value, $1.place) }
            for (one, other) in zip(list, list.dropFirst()) {
                // 1.1 is 0.1 from 1, though not in doubles.
                let slack = 4 * max(one.value.magnitude, other.value.magnitude).ulp
                if other.value - one.value <= tolerance + slack { link(one.place, other.place) }
            }
        }
    }
}
