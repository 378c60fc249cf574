import Foundation
import GRDB

extension Store {
    /// One merge can read so many databases; SQLite attaches at most ten.
    public static let mergeLimit = 10

    /// Adds everything in other databases to one, which is made when there is none.
    ///
    /// Rows are recognised by their natural keys, so merging twice adds nothing, shards of a run become one run, and
    /// the order of the sources does not matter. Cached estimates are not copied, and those of a run that gains
    /// candidates or judgements are deleted: they are computed anew when they are next asked for.
    /// All of it is one transaction.
    ///
    /// - Parameter runOrder: the identities of runs that get their identifiers first, in this order.
    /// - Returns: what was added.
    /// - Throws: ``StoreError`` of kind `conflict` when the same candidate or judgement has different content in two
    ///   of the databases, `invalid` for more than ``mergeLimit`` sources or one that is the target itself, or of
    ///   the kinds of files that cannot be opened.
    @discardableResult
    public static func merge(
        _ sources: [String], into path: String, runOrder: [String] = []
    ) throws(StoreError) -> MergeSummary {
        guard sources.count <= mergeLimit else {
            throw StoreError(
                .invalid, "\(sources.count) databases are too many for one merge",
                hint: "merge at most \(mergeLimit) at a time")
        }
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        for source in sources {
            guard URL(fileURLWithPath: source).resolvingSymlinksInPath() != target else {
                throw StoreError(.invalid, "'\(path)' is both a source and the target of the merge")
            }
            // Says what is wrong with a file before it is attached.
            try checkIsCurrent(source)
        }
        let store = try Store(path: path)
        do {
            let summary = try store.merge(sources, runOrder)
            try store.close()
            return summary
        } catch {
            store.discardIfUnused()
            // So that the log of a file that was there before goes with it.
            try? store.close()
            throw error
        }
    }

    private func merge(_ paths: [String], _ runOrder: [String]) throws(StoreError) -> MergeSummary {
        let sources = paths.enumerated().map { (schema: "source_\($0)", path: $1) }
        do {
            return try database.writeWithoutTransaction { db in
                // Rows are sorted in files, so that memory does not grow with the sources.
                try db.execute(sql: "PRAGMA temp_store = FILE")
                for source in sources {
                    try db.execute(sql: "ATTACH ? AS \(source.schema)", arguments: [DatabaseFile(source.path).name])
                }
                defer { for source in sources { try? db.execute(sql: "DETACH \(source.schema)") } }
                var summary = MergeSummary(runs: 0, candidates: 0, judgements: 0)
                // An immediate transaction would lock the sources too; the first statement locks the target alone.
                try db.inTransaction(.deferred) {
                    try checkFile()
                    try db.execute(sql: "DELETE FROM main.estimate WHERE false")
                    // A merge would pass over some rows that are damaged, and say of others that they contradict.
                    for source in sources {
                        if let damage = try DamageSearch(db, schema: source.schema).first() {
                            throw StoreError(damage, path: source.path)
                        }
                    }
                    do {
                        summary = try Merger(db: db, sources: sources, runOrder: runOrder).merge()
                    } catch {
                        // Rows that an index does not lead to seem to be missing, or to be others.
                        for source in sources + [(schema: "main", path: path)] where !Self.isDiskError(error) {
                            try DamageSearch(db, schema: source.schema).refuseDamage(path: source.path)
                        }
                        throw error
                    }
                    return .commit
                }
                return summary
            }
        } catch {
            throw StoreError(error, path: path)
        }
    }
}

/// A summary says what a merge added.
public struct MergeSummary: Hashable, Sendable {
    public var runs: Int
    public var candidates: Int

    /// The judgements are rows of readings, grades, trace checks, scores, step scores and verdicts.
    public var judgements: Int

    public init(runs: Int, candidates: Int, judgements: Int) {
        (self.runs, self.candidates, self.judgements) = (runs, candidates, judgements)
    }
}
