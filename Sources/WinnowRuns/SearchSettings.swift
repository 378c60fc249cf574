import Foundation
import WinnowCore
import WinnowSelection
public import WinnowStore

/// What makes a search of a plan: it is part of the run's identity.
public struct SearchSettings: Hashable, Sendable {
    public var method: SearchMethod
    /// The beams of a beam search, which all compete; nil for trees, whose number only extends a run.
    public var beams: Int?
    public var rules: SearchRules
    /// Such as `prm-policy-value`.
    public var guide: String
    /// Of its weights.
    public var guideSHA256: String

    /// How many candidates share a search: budgets are whole groups.
    public var group: Int { beams ?? rules.width }

    /// Such as `beam 64 by prm-policy-value`.
    public var title: String {
        "\(method.rawValue)\(beams.map { " \($0)" } ?? "") by \(guide)"
    }

    /// What the run's row says, besides what it says of plain sampling.
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
