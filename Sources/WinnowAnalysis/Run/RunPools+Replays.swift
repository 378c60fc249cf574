import WinnowCore
import WinnowRuns
import WinnowStatistics
public import WinnowStore

extension RunPools {
    /// The pools of a run; nil is the latest sampled one.
    ///
    /// - Throws: ``ExperimentError`` when there is no such run; see also ``RunPools``.
    public static func pools(of number: Int64?, in store: Store) throws -> RunPools {
        let runs = try RunChoice.runs(number.map { [$0] } ?? [], in: store)
        return try RunPools(runs[runs.endIndex - 1], in: store, guesses: false)
    }
}

extension RunPools {
    /// - Throws: ``ExperimentError`` unless every problem has a pool of at least `count` ≥ 1 candidates.
    func require(_ count: Int, candidatesFor option: String) throws(ExperimentError) {
        guard missing == 0 else {
            throw ExperimentError(
                "\(missing) of the first \(missing + entries.count) problems of run \(run.id) have no candidates yet",
                hint: "run the sweep again to sample them")
        }
        guard count >= 1, count <= poolSize else {
            throw ExperimentError(
                "\(option) \(count) is not in 1...\(poolSize), the candidates that every problem of run \(run.id) has",
                hint: "change \(option), or sample more candidates")
        }
    }
}

extension Interval {
    /// The interval of the mean of a value of each problem; there is at least one.
    static func mean(of perProblem: [Double], _ resampling: Resampling) -> Interval {
        interval(of: perProblem, resampling: resampling) ?? Interval(low: .nan, high: .nan, method: .constant)
    }
}
