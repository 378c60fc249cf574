import WinnowCore
public import WinnowRuns
import WinnowStore

/// A shard file is a database as a plan sees it: what it has of the plan's candidates, and what else.
public struct ShardFile: Sendable {
    public let path: String

    /// This is wrong with the file; nil where it can be read.
    public private(set) var fault: String?

    /// The file has these candidates of the plan.
    public private(set) var coverage: ShardCoverage

    /// What it has besides, in words.
    public private(set) var foreign: [String] = []

    /// Kernels other than the plan's that have sampled runs of the plan, with their coverage counted in.
    public private(set) var otherKernels: [String] = []

    /// The candidates of each shard that it has.
    public private(set) var rows: [Int]

    /// Reads a database.
    ///
    /// - Parameter checks: look for damage in every row and page too.
    /// - Complexity: some scans of the file; one of an index where it is not checked.
    init(_ path: String, of plan: ShardPlan, checks: Bool) {
        self.path = path
        coverage = ShardCoverage(of: plan)
        rows = [Int](repeating: 0, count: plan.shards)
        do {
            let store = try Store(path: path, readOnly: true)
            if checks { try store.refuseDamage() }
            try read(store, plan)
            try store.close()
        } catch let error as StoreError {
            fault = error.what
        } catch {
            fault = "\(error)"
        }
        // Of a damaged file nothing counts.
        if fault != nil { coverage = ShardCoverage(of: plan) }
        rows = coverage.rows
    }

    private mutating func read(_ store: Store, _ plan: ShardPlan) throws {
        for run in try store.runs() {
            let (set, model) = (try store.problemSet(run.record.problemSet), try store.model(run.record.model))
            let title =
                "\(set.domain) \(model.name) "
                + (run.record.kind == .greedy
                    ? "greedy" : run.record.temperature.map { "T=\($0)" } ?? run.record.kind.rawValue)
            guard let place = place(of: run.record, model, set, in: plan) else {
                foreign.append("run \(run.id) (\(title))")
                continue
            }
            if run.record.kernelPath != plan.kernelPath { otherKernels.append(run.record.kernelPath) }
            let problems = try store.problems(in: run.record.problemSet)
            var digest = Digest()
            for problem in problems.prefix(plan.runs[place].problems) { digest.combine(problem.record.canonicalHash) }
            guard digest.hexadecimal == plan.runs[place].problemsSHA256 || problems.count < plan.runs[place].problems
            else {
                foreign.append("run \(run.id) (\(title)) of other problems")
                continue
            }
            let positions = Dictionary(
                problems.map { ($0.id, $0.record.position - 1) }, uniquingKeysWith: { first, _ in first })
            var beyond: (problem: Int, sample: Int)?
            for (problem, samples) in try store.sampleIndices(of: run.id) {
                guard let position = positions[problem] else { continue }
                let rest = coverage.add(samples, run: place, place: position)
                if let sample = rest.ranges.first?.lowerBound, beyond.map({ (position + 1, sample) < $0 }) ?? true {
                    beyond = (position + 1, sample)
                }
            }
            if let beyond {
                foreign.append("sample \(beyond.sample) of problem \(beyond.problem) of \(title) and perhaps more")
            }
        }
        otherKernels = Set(otherKernels).sorted()
    }

    /// The place in the plan of a stored run, whatever kernels have sampled it.
    private func place(
        of run: RunRecord, _ model: ModelRecord, _ set: ProblemSetRecord, in plan: ShardPlan
    ) -> Int? {
        if let place = plan.runs.firstIndex(where: { $0.identity == run.identity }) { return place }
        // Searches and loops have identities of their own.
        guard run.kernelPath != plan.kernelPath, [.sample, .greedy].contains(run.kind) else { return nil }
        var identity = RunIdentity(run, model: model, problemSet: set)
        identity.kernelPath = plan.kernelPath
        return plan.runs.firstIndex { $0.identity == identity.sha256 }
    }

    /// SHA-256 over all that the file has of a shard.
    ///
    /// - Throws: `StoreError` when the file cannot be read.
    func digest(of share: ShardShare, _ plan: ShardPlan) throws -> String {
        let store = try Store(path: path, readOnly: true)
        var digest = Digest()
        for run in try store.runs() {
            let (set, model) = (try store.problemSet(run.record.problemSet), try store.model(run.record.model))
            guard let place = place(of: run.record, model, set, in: plan),
                share.includes(cell: plan.runs[place].cell)
            else { continue }
            let own = Set(
                try store.problems(in: run.record.problemSet).filter { share.includes(place: $0.record.position - 1) }
                    .map(\.record.canonicalHash))
            let samples = share.samples(of: plan.runs[place].samples)
            digest.combine(run.record.identity)
            digest.combine(
                try PoolDigest.sha256(of: run.id, in: store) { candidate in
                    samples.contains(candidate.sampleIndex) && own.contains(candidate.canonicalHash)
                })
        }
        return digest.hexadecimal
    }
}
