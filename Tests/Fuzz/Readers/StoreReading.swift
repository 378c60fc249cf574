import Foundation
import WinnowAnalysis
import WinnowExchange
import WinnowReport
import WinnowStore

/// Everything that Winnow reads out of a database.
enum StoreReading {
    /// Reads the file as all commands do that do not write.
    static func readAll(_ path: String) async {
        guard let store = try? Store(path: path, readOnly: true) else { return }
        await readAll(store)
        _ = try? Listing.runs(database: path).rendered(as: .csv)
        for run in (try? store.runs()) ?? [] {
            for sample in 0..<2 {
                let inspection = try? CandidateInspection(
                    database: path, run: run.id.value, problem: 1, sample: sample)
                _ = inspection?.text(width: 80, isColored: false)
                _ = try? inspection?.json()
            }
        }
        _ = try? Replay(path)
    }

    static func readAll(_ store: Store) async {
        _ = try? store.overview()
        _ = try? store.tools()
        for file in (try? store.imports()) ?? [] { _ = try? store.rejected(of: file.id) }
        try? store.forEachRowBytes { _ in }
        _ = try? store.packEntries()
        for run in (try? store.runs()) ?? [] { read(run, store) }
    }

    private static func read(_ run: Stored<RunRecord>, _ store: Store) {
        _ = try? store.problemSet(run.record.problemSet)
        _ = try? store.model(run.record.model)
        _ = try? store.problems(in: run.record.problemSet)
        _ = try? store.references(of: run.record.problemSet)
        _ = try? store.problemPlaces(in: run.record.problemSet)
        _ = try? store.sampleIndices(of: run.id)
        _ = try? store.candidateCount(of: run.id)
        _ = try? store.estimates(of: run.id, includingProblems: true)
        try? store.forEachCandidateBytes(of: run.id) { _ in }
        let judges = (try? store.judges(of: run.id)) ?? Judges()
        try? store.forEachCandidate(of: run.id, judgedBy: judges) { _ in }
        try? store.forEachPoolRow(of: run.id, judgedBy: judges) { _ in }
        for scorer in (try? store.scorers(of: run.id)) ?? [] {
            _ = try? store.scores(of: run.id, by: scorer.id)
            try? store.forEachScore(of: run.id, by: scorer.id) { _ in }
            try? store.forEachStepScore(of: run.id, by: scorer.id) { _ in }
        }
        let candidates = ((try? store.candidates(of: run.id, position: 1)) ?? []).map(\.candidateID)
        for verifier in (try? store.verifiers(of: run.id)) ?? [] {
            _ = try? store.verdicts(of: candidates, by: verifier.id)
        }
        _ = (try? RunPools(run, in: store, guesses: false))?.title
    }
}
