import Foundation
import WinnowCatalogue
public import WinnowCore
import WinnowDomains
public import WinnowReport
import WinnowSelection
import WinnowStatistics
public import WinnowStore

/// The study puts the loops of a database beside each other: what asking again gains, and what critiques add to it.
///
/// The contrasts are stated beforehand, each with its smallest effect of interest. Episodes are averaged within a problem;
/// intervals are over problems.
///
/// Source: LLM-Modulo, Kambhampati et al., arXiv 2402.01817; the arms of Stechly et al., arXiv 2402.08115.
public struct LoopStudy: Study {
    /// There is one for each generator and set of problems.
    let groups: [Result]

    /// A group has these results.
    struct Result: Sendable {
        let group: LoopGroup

        /// What the loops of each role end with after each number of rounds.
        let curves: [LoopRole: [Standing]]

        let findings: [Claim.Finding]

        /// The first critique against asking again, and revising without a verifier against votes, at equal spending.
        let costs: [Cost]

        /// The bundled reviser's own evaluation; nil where there is none.
        let reviser: ReviserEvaluation?
    }

    /// A loop stands so after some rounds.
    struct Standing: Sendable {
        let rounds: Int
        let right: Double
        let interval: Interval
        let wrong: Double
        let abstained: Double
    }

    /// A contrast at equal spending.
    struct Cost: Sendable {
        let name: String
        let axis: Axis
        let comparison: LoopGroup.EqualComparison?
    }

    /// Reads all loops of a database.
    ///
    /// - Throws: ``ExperimentError`` where no two loops go together, or one cannot be read; `ModelError` for a damaged
    ///   reviser.
    public init(of store: Store, observe: WorkProgress.Observer) async throws {
        let groups = try await LoopGroup.groups(in: store, observe: observe)
        guard !groups.isEmpty else {
            throw ExperimentError(
                "\(store.path) has no two loops of one generator on the same problems",
                hint: "make them with `make modulo`, or `winnow backprompt` with several --critique")
        }
        var results: [Result] = []
        for (index, group) in groups.enumerated() {
            await observe(
                WorkProgress(
                    task: "comparing loops", done: Double(index), total: Double(groups.count), detail: group.domain))
            results.append(try await Self.result(group))
        }
        self.groups = results
    }

    /// The axes on which spending is made equal: calls have the same name as answers.
    private static let axes: [Axis] = [.samples, .allTokens, .tokens, .flops]

    private static func result(_ group: LoopGroup) async throws -> Result {
        var curves: [LoopRole: [Standing]] = [:]
        for role in LoopRole.allCases where group.runs[role] != nil {
            let side = LoopGroup.Side(role: role, givesLast: role.givesLast)
            for rounds in 1...max(1, group.rounds) {
                guard let column = try await group.outcomes(side, after: rounds) else { continue }
                let right = column.map(\.right)
                curves[role, default: []].append(
                    Standing(
                        rounds: rounds, right: mean(of: right), interval: .gaffke(of: right),
                        wrong: mean(of: column.map(\.wrong)), abstained: mean(of: column.map(\.abstained))))
            }
        }
        var findings: [Claim.Finding] = []
        for claim in LoopClaim.all { findings.append(try await claim.finding(group)) }
        var costs: [Cost] = []
        for axis in axes {
            costs.append(
                Cost(
                    name: "first critique − re-asking", axis: axis,
                    comparison: try await group.compare(.init(role: .first), .init(role: .reasking), atEqual: axis)))
        }
        for axis in axes {
            costs.append(
                Cost(
                    name: "sequential − votes", axis: axis,
                    comparison: try await group.compareWithVotes(
                        .init(role: .nobody, givesLast: true), atEqual: axis)))
        }
        return Result(
            group: group, curves: curves, findings: findings, costs: costs.filter { $0.comparison != nil },
            reviser: try ReviserEvaluation.bundled(group.domain))
    }

    public var report: Report {
        Report(
            title: "Generate, criticise, generate again: what do critiques add?", answer: answer,
            [.table(armTable), .plot(plot), .note(stated), .table(contrastTable)]
                + (groups.contains { !$0.costs.isEmpty } ? [.table(costTable)] : [])
                + [.table(rankingTable)] + (groups.contains { $0.reviser != nil } ? [.table(reviserTable)] : []),
            data: dataTable)
    }
}

extension LoopRole {
    /// The last answer counts where no sound verifier decides.
    var givesLast: Bool { decider == .nobody || decider == .learned }
}

extension ReviserEvaluation {
    /// Finds the evaluation on test problems of a domain's first bundled reviser.
    ///
    /// - Throws: ``ExperimentError`` or `ModelError` for a damaged reviser.
    fileprivate static func bundled(_ name: String) throws -> ReviserEvaluation? {
        guard let domain = Domains.generated.first(where: { $0.name == name }) else { return nil }
        return try first(of: domain)
    }

    private static func first(of domain: some GeneratedDomain) throws -> ReviserEvaluation? {
        guard let reviser = ReviserCatalogue.name(for: ReviserArm.continued.rawValue, of: domain) else { return nil }
        let information = try ReviserCatalogue.load(reviser, for: domain).information
        return information.test ?? information.tune
    }
}
