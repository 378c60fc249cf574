import Foundation
public import WinnowCore
import WinnowEndpoint

extension EndpointSampling {
    /// Asks for what is missing of a plan and, if wanted, of its greedy run.
    ///
    /// - Returns: some lines that say what came of it.
    /// - Throws: as ``run(_:observe:)``; ``ExperimentError`` at the end when the server refused some requests.
    public func report(
        _ plan: EndpointPlan, greedy: Bool, observe: @escaping WorkProgress.Observer
    ) async throws -> String {
        var summaries = [try await run(plan, observe: observe)]
        if greedy, !summaries[0].isOutOfBudget { summaries.append(try await run(plan.greedy, observe: observe)) }
        if let refused = summaries.first(where: { $0.refused > 0 }), let refusal = refused.refusal {
            throw ExperimentError(
                "\(refused.refused) candidates of run \(refused.run) were refused, the first because \(refusal)",
                hint: "all others are stored; change the prompts or leave these out with --allow-ragged")
        }
        return summaries.map(\.description).joined()
    }
}

extension EndpointSampling.Summary: CustomStringConvertible {
    /// One or two lines.
    public var description: String {
        var line = "run \(run): \(added) new candidates, \(total) of \(problems) problems now; "
        line += "\(spent.promptTokens) + \(spent.completionTokens) tokens"
        if cost > 0 { line += ", cost \(cost.formatted(.number.precision(.fractionLength(4))))" }
        if retries > 0 { line += ", \(retries) retries" }
        if stopped > 0 { line += "; a rule ended \(stopped) problems early: compare with --allow-ragged" }
        line += "\n"
        if oddLogProbabilities > 0 {
            line += "the log-probabilities of \(oddLogProbabilities) candidates cannot be and were left out\n"
        }
        if isOutOfBudget { line += "the budget is used up; the same command with a larger one goes on\n" }
        return line
    }
}
