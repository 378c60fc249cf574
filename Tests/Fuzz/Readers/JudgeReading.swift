import Foundation
import WinnowCollection
import WinnowDomains
import WinnowEndpoint
import WinnowStore

/// Programs and models that judge candidates.
enum JudgeReading {
    /// All that a user's program writes, whatever it is asked; the first byte chooses what that is.
    static func tool(_ bytes: [UInt8]) {
        var cursor = ByteCursor(bytes)
        let question: ExternalTool.Question = cursor.byte() % 2 == 0 ? .verdict : .score
        let output = Scratch.write(cursor.rest(), to: "output")
        withJudged { store in
            let tool = try ExternalTool(
                question, name: "fuzz", command: "exec cat '\(output)'", timeout: .seconds(4), startTimeout: .zero,
                batch: 2, workers: 1,
                declaration: VerifierDeclaration(
                    sound: false, complete: false, evidence: .answer, solvesTheProblem: false))
            _ = try await ExternalJudgement(tool, runs: [1], repeats: 1, in: store).run { _ in }
        }
    }

    /// A server's body that is read as a judge's reply.
    static func endpoint(_ bytes: [UInt8]) {
        let template = Scratch.write(Data("Is {{answer}} right?".utf8), to: "judge.txt")
        let server = EndpointReading.Server(answer: TransportAnswer(status: 200, body: Data(bytes)))
        withJudged { store in
            let settings = ModelJudgement.Settings(
                name: "fuzz", template: template, accepts: "yes", rejects: "no", options: EndpointReading.options,
                verifications: 2, concurrency: 1, seed: 1,
                budget: EndpointBudget(promptPrice: 1e-6, completionPrice: 1e-6, tokens: 10_000))
            _ = try await ModelJudgement(server.client(kind: .chat), settings, runs: [1], in: store).run { _ in }
        }
    }

    /// Hands on a store with candidates, and reads it afterwards.
    private static func withJudged(_ body: @escaping @Sendable (Store) async throws -> Void) {
        Scratch.remove("judged.db")
        let database = Scratch.write(SampleDatabase.image, to: "judged.db")
        waitFor {
            guard let store = try? Store(path: database) else { fatalError("the sample database cannot be opened") }
            try? await body(store)
            await StoreReading.readAll(store)
        }
    }
}
