import WinnowCore
import WinnowStore

/// The problems that two lists have in common, by the problem's hash, in the order of the first.
struct CommonProblems: Sendable {
    /// Where each common problem is in the first and in the second list.
    let positionsA: [Int]
    let positionsB: [Int]

    /// The problems that only one list has.
    let onlyA: Int
    let onlyB: Int

    /// - Parameter names: of whose the problems are, for the message.
    /// - Throws: ``ExperimentError`` when there is none.
    init(
        _ a: [Stored<ProblemRecord>], _ b: [Stored<ProblemRecord>],
        names: (some CustomStringConvertible, some CustomStringConvertible)
    ) throws(ExperimentError) {
        let positions = Dictionary(b.enumerated().map { ($1.record.canonicalHash, $0) }) { first, _ in first }
        let pairs = a.enumerated().compactMap { index, problem in
            positions[problem.record.canonicalHash].map { (index, $0) }
        }
        guard !pairs.isEmpty else {
            throw ExperimentError(
                "\(names.0) and \(names.1) have no problem in common, so they cannot be paired",
                hint: "compare runs on the same problem set")
        }
        positionsA = pairs.map(\.0)
        positionsB = pairs.map(\.1)
        onlyA = a.count - pairs.count
        onlyB = b.count - pairs.count
    }
}
