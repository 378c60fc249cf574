import Foundation
import WinnowCore
public import WinnowSelection
public import WinnowStore

/// The settings make a search of a plan; they are part of the run's identity.
public struct SearchSettings: Hashable, Sendable {
    public var method: SearchMethod
    /// The beams of a beam search, which all compete; nil for trees, whose number only extends a run.
    public var beams: Int?
    public var rules: SearchRules
    /// The guide is named such as `prm-policy-value`.
    public var guide: String
    /// The hash is of the guide's weights.
    public var guideSHA256: String

    /// So many candidates share a search: budgets are whole groups.
    public var group: Int { beams ?? rules.width }

    /// The title is such as `beam 64 by prm-policy-value`.
    public var title: String {
        "\(method.rawValue)\(beams.map { " \($0)" } ?? "") by \(guide)"
    }

    /// The fields are what the run's row says besides what it says of plain sampling.
    public var configuration: [String: String] {
        var fields = [
            "method": method.rawValue, "width": "\(rules.width)", "aggregate": rules.reduction.rawValue,
            "steps": "\(rules.steps)", "guide": guide, "guide_sha256": guideSHA256,
        ]
        fields["beams"] = beams.map { "\($0)" }
        return fields
    }

    /// The identity of the search, given that of plain sampling by the same plan.
    public func identity(of plain: String) -> String {
        var digest = Digest()
        digest.combine(plain)
        for (name, value) in configuration.sorted(by: { $0.key < $1.key }) {
            digest.combine(name)
            digest.combine(value)
        }
        return digest.hexadecimal
    }

    public init(method: SearchMethod, beams: Int?, rules: SearchRules, guide: String, guideSHA256: String) {
        (self.method, self.beams, self.rules) = (method, beams, rules)
        (self.guide, self.guideSHA256) = (guide, guideSHA256)
    }

    /// Reads the settings of a stored run.
    ///
    /// - Returns: nil where the row does not say them all, or says of a number what none can be.
    public init?(_ run: RunRecord) {
        guard let fields = try? JSONDecoder().decode([String: String].self, from: Data(run.configurationJSON.utf8)),
            let method = fields["method"].flatMap(SearchMethod.init), let width = fields["width"].flatMap(Self.count),
            let reduction = fields["aggregate"].flatMap(StepReduction.init),
            let steps = fields["steps"].flatMap(Int.init), steps >= 0,
            let guide = fields["guide"], let sha256 = fields["guide_sha256"],
            fields["beams"].map({ Self.count($0) != nil }) ?? true
        else { return nil }
        self.init(
            method: method, beams: fields["beams"].flatMap(Self.count),
            rules: SearchRules(width: width, reduction: reduction, steps: steps), guide: guide, guideSHA256: sha256)
    }
}

extension SearchSettings {
    /// A number of branches.
    private static func count(_ text: String) -> Int? {
        Int(text).flatMap { $0 >= 1 && $0 <= StoreLimits.cost ? $0 : nil }
    }
}

/// A method says how a search goes on from the steps that its guide likes best.
///
/// Source: Snell et al., arXiv 2408.03314, section 5.2, and huggingface/search-and-learn, whose beam search and DVTS
/// these are.
public enum SearchMethod: String, CaseIterable, Sendable {
    /// n beams; after each step the best n/width of all go on, each as often.
    case beam
    /// n/width trees that know nothing of each other; each goes on from the best of its width steps.
    case dvts
}

/// The rules are what all searches of a run share.
public struct SearchRules: Hashable, Sendable {
    /// Steps of which the best goes on: m.
    public var width: Int
    /// The reduction makes a branch's worth of the values of its steps.
    public var reduction: StepReduction
    /// After this many steps, branches run to their ends without guidance.
    public var steps: Int

    public init(width: Int, reduction: StepReduction, steps: Int) {
        self.width = width
        self.reduction = reduction
        self.steps = steps
    }
}

/// A cost is what the generator and the guide did for some candidates of a search, in logical units.
public struct SearchCost: Hashable, Sendable {
    /// The name of the scorer whose scores hold the guide's last word on each candidate.
    public static let guideTool = "search-guide"

    /// Steps that were written, each read by the guide.
    public var calls = 0

    /// Generated tokens, those of discarded branches included.
    public var tokens = 0

    /// The generator's floating-point operations, without the prompt's.
    public var flops = 0.0

    /// The guide's floating-point operations.
    public var guideFlops = 0.0

    public init(calls: Int = 0, tokens: Int = 0, flops: Double = 0, guideFlops: Double = 0) {
        self.calls = calls
        self.tokens = tokens
        self.flops = flops
        self.guideFlops = guideFlops
    }

    public static func += (sum: inout SearchCost, part: SearchCost) {
        sum.calls += part.calls
        sum.tokens += part.tokens
        sum.flops += part.flops
        sum.guideFlops += part.guideFlops
    }
}
