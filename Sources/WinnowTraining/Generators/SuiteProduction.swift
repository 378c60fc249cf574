public import Foundation
import WinnowCatalogue
public import WinnowCore
import WinnowDomains

/// Both styles of a domain's bundled generators, from training to publishing.
public struct SuiteProduction: Sendable {
    var traced: GeneratorSuite
    var answerOnly: GeneratorSuite

    /// - Throws: ``ExperimentError`` for an unknown domain or impossible numbers.
    public init(
        domain: String, work: URL, branchPoints: [Int], answerOnlyAt: Int, checkpointEvery: Int, decayShare: Double,
        seed: UInt64, threads: Int
    ) throws {
        func suite(_ points: [Int]) throws -> GeneratorSuite {
            try GeneratorSuite(
                domain: try DomainChoice.generated(domain), folder: work, branchPoints: points,
                checkpointEvery: checkpointEvery, decayShare: decayShare, seed: seed, threads: threads)
        }
        traced = try suite(branchPoints)
        answerOnly = try suite([answerOnlyAt])
    }

    /// Trains, evaluates, chooses and publishes.
    ///
    /// - Returns: one line per branch and per published model.
    /// - Throws: `CancellationError` when cancelled; finished stages are kept.
    public func run(output: URL, command: String, observe: @escaping WorkProgress.Observer) async throws -> String {
        let branches = try await traced.branches(.traced, observe: observe)
        let last = try await answerOnly.branches(.answerOnly, observe: observe)
        var models = try await traced.publishLevels(branches, to: output, command: command)
        if let model = try await answerOnly.publishAnswerOnly(last, to: output, command: command) {
            models.append(model)
        }
        let lines = (branches + last).map { branch in
            "branch at \(branch.trunkTokens) (\(branch.style.rawValue)): pass@1 on tune "
                + String(format: "%.1f %%, loss %.4f\n", 100 * branch.evaluation.passAt1, branch.loss)
        }
        return lines.joined() + models.map(\.line).joined()
    }
}
