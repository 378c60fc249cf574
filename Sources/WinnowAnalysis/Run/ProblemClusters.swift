import WinnowCore
import WinnowStatistics
import WinnowStore

/// The clusters of a run's problems are groups that are no independent draws; an import keeps which problem is in which.
public struct ProblemClusters: Sendable {
    private let names: [RowID<ProblemRecord>: String]

    /// - Throws: ``ExperimentError`` where problems of the run have no cluster, or all have the same one.
    init(of pools: RunPools, in store: Store) throws {
        let names = try store.clusters(of: pools.run.record.problemSet)
        let missing = pools.entries.count { names[$0.problem.id] == nil }
        guard missing == 0 else {
            throw ExperimentError(
                "\(missing == pools.entries.count ? "the" : "\(missing) of the") \(pools.entries.count) problems of run "
                    + "\(pools.run.id) have no clusters",
                hint: "import their file into another --db with `winnow import --field cluster=PATH`")
        }
        guard Set(pools.entries.map { names[$0.problem.id] ?? "" }).count > 1 else {
            throw ExperimentError(
                "the \(pools.entries.count) problems of run \(pools.run.id) are one cluster, which leaves nothing to draw",
                hint: "leave --cluster out, or import with another field as the cluster")
        }
        self.names = names
    }

    /// The clusters of some of the problems, in their order; nil where all of these are in one, which has no interval.
    func clusters(of problems: [Stored<ProblemRecord>]) -> Clusters? {
        guard !problems.isEmpty else { return nil }
        let clusters = Clusters(problems.map { names[$0.id] ?? "" })
        return clusters.count > 1 ? clusters : nil
    }

    /// Says over what intervals are, such as `12 clusters of 40 problems`.
    func text(of problems: [Stored<ProblemRecord>]) -> String {
        "\(FigureText.count(count(of: problems), "cluster")) of \(FigureText.count(problems.count, "problem"))"
    }

    /// Counts the clusters of some of the problems.
    func count(of problems: [Stored<ProblemRecord>]) -> Int { Set(problems.map { names[$0.id] ?? "" }).count }
}
