import Foundation
import TestGuards
import Testing

@testable import WinnowStore

extension ConfidenceRecord {
    /// Three tokens; numbers that are kept exactly.
    static func example(server: String? = nil) -> ConfidenceRecord {
        ConfidenceRecord(
            logProbabilities: [-0.5, 0, -63.5], entropies: [1.25, 0, .nan], bestMeans: [-2, -3.0009765625, -1],
            wholeMeans: server == nil ? [-4, -5, -6] : [], best: 5, vocabulary: server == nil ? 40 : nil,
            server: server)
    }
}

@Suite("Confidences of tokens")
struct ConfidenceTests {
    private func same(_ a: ConfidenceRecord?, _ b: ConfidenceRecord) -> Bool {
        // NaN differs from itself.
        a.map { "\($0)" } == "\(b)"
    }

    @Test("come back as they were, in steps of 1/1024 nat, and are added once")
    func roundTrip() throws {
        let example = try Example()
        let ids = try example.store.append(example.entries(1...2, 0..<2), to: example.run, judgedBy: example.judges)
        let store = example.store
        #expect(try store.silentCandidates(of: example.run, behind: nil, limit: 9).map(\.candidate) == ids)
        try store.append([(of: ids[0], .example()), (of: ids[3], .example(server: "host"))])
        try store.append([(of: ids[0], .example(server: "other"))])
        #expect(try store.confidenceCount(of: example.run) == 2)
        #expect(same(try store.confidences(of: example.run, position: 1)[ids[0]], .example()))
        #expect(same(try store.confidences(of: example.run, position: 2)[ids[3]], .example(server: "host")))
        #expect(
            try store.silentCandidates(of: example.run, behind: ids[0], limit: 9).map(\.candidate) == [ids[1], ids[2]])
        var rows: [Int] = []
        try store.forEachConfidence(of: example.run) { rows.append($0.sampleIndex) }
        #expect(rows == [0, 1])
        let odd = ConfidenceRecord(
            logProbabilities: [-0.0004, -70], entropies: [0.0006, -1], bestMeans: [-63.9985, -64], best: 2)
        #expect("\(odd.stored.logProbabilities) \(odd.stored.entropies)" == "[0.0, nan] [0.0009765625, 1.0]")
        #expect("\(odd.stored.bestMeans)" == "[-63.99805, nan]")
    }

    @Test("can be read in SQL, one row a token")
    func view() throws {
        let example = try Example()
        let ids = try example.store.append(example.entries(1...1, 0..<2), to: example.run, judgedBy: example.judges)
        try example.store.append([(of: ids[0], .example()), (of: ids[1], .example(server: "host"))])
        let rows = try example.store.rows(
            """
            SELECT place, log_probability, entropy, mean_best_log_probability, mean_log_probability
            FROM token_confidence WHERE candidate_id = \(ids[0].value) ORDER BY place
            """)
        #expect(rows == ["0|-0.5|1.25|-2.0|-4.0", "1|0.0|0.0|-3.0009765625|-5.0", "2|-63.5||-1.0|-6.0"])
        let last = try example.store.rows(
            "SELECT mean_log_probability IS NULL FROM token_confidence WHERE candidate_id = \(ids[1].value)")
        #expect(last == ["1", "1", "1"])
    }

    @Test("go with their candidates: into merges and packs, and out with their run")
    func moving() throws {
        try withFolder { folder in
            let example = try Example(Store(path: folder + "/a.db"))
            let ids = try example.store.append(
                example.entries(1...2, 0..<2), to: example.run, judgedBy: example.judges)
            try example.store.append([(of: ids[2], .example())])
            try example.store.close()
            _ = try Store.merge([folder + "/a.db"], into: folder + "/b.db")
            let merged = try Store(path: folder + "/b.db")
            let run = try #require(try merged.runs().first { try merged.confidenceCount(of: $0.id) > 0 })
            let found = try merged.confidences(of: run.id, position: 2)
            #expect(found.count == 1 && same(found.values.first, .example()))
            try merged.remove([run.id])
            #expect(try merged.rows("SELECT count(*) FROM confidence") == ["0"])
        }
    }
}
