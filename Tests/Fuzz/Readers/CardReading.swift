import Foundation
import WinnowAnalysis
import WinnowCatalogue
import WinnowCollection
import WinnowDomains
import WinnowStore

/// The cards beside models and scorers, `winnow.json`.
enum CardReading {
    static func model(_ bytes: [UInt8]) {
        guard let card = try? JSONDecoder().decode(ModelInformation.self, from: Data(bytes)) else { return }
        _ = card.line
    }

    /// A scorer's card; a logistic model, which needs no other file, is applied to candidates.
    static func scorer(_ bytes: [UInt8]) {
        if let card = try? JSONDecoder().decode(ScorerInformation.self, from: Data(bytes)) { _ = Listing.line(card) }
        let folder = Scratch.folder.appending(path: "scorer")
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        Scratch.write(bytes, to: "scorer/winnow.json")
        guard (try? ScorerCatalogue.load(folder, for: ChainDomain())) != nil else { return }
        Scratch.remove("scored.db")
        let database = Scratch.write(SampleDatabase.image, to: "scored.db")
        waitFor {
            guard let store = try? Store(path: database) else { fatalError("the sample database cannot be opened") }
            let request = ScoringRequest(
                scorers: [folder.path], runs: [3], generators: [], verifications: 1, seed: 1, threads: 1)
            _ = try? await CandidateScoring(store: store, request: request).run { _ in }
        }
    }
}
