import WinnowReport
import WinnowRuns
import WinnowStore

extension Listing {
    static func runsTable(database path: String) throws -> Table {
        let store = try Store(path: path, readOnly: true)
        let rate = Column.Kind.number(.percent(digits: 1))
        var table = Table(
            title: "Runs of \(path)",
            columns: [
                Column("run", kind: .integer), Column("domain"), Column("model"), Column("problem_set"),
                Column("temperature", kind: .number(.decimal(digits: 2))), Column("top_k", kind: .integer),
                Column("top_p", kind: .number(.decimal(digits: 2))), Column("max_tokens", kind: .integer),
                Column("seed", alignment: .right), Column("problems", kind: .integer),
                Column("candidates", kind: .integer), Column("tokens", kind: .integer),
                Column("truncated", kind: rate), Column("unparsable", kind: rate), Column("created"),
                Column("pool_digest"),
            ])
        for run in try store.overview() {
            table.append([
                .integer(Int(run.id.value)), .text(run.domain), .text(run.model), .text(run.problemSet),
                run.temperature.map { .number($0) } ?? .missing, run.topK.map { .integer($0) } ?? .missing,
                run.topP.map { .number($0) } ?? .missing, run.maxTokens > 0 ? .integer(run.maxTokens) : .missing,
                // Seeds use all 64 bits, more than an integer cell has.
                .text("\(run.seed)"), .integer(run.problems), .integer(run.candidates), .integer(run.tokens),
                run.rates.truncated.map { .number($0) } ?? .missing,
                run.rates.unparsable.map { .number($0) } ?? .missing, .text(run.createdAt),
                .text(try PoolDigest.sha256(of: run.id, in: store)),
            ])
        }
        return table
    }
}
