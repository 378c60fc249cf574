import WinnowCore
import WinnowJSON
public import WinnowStore

/// The settings make a back-prompting loop of a plan; they are part of the run's identity.
///
/// Source: LLM-Modulo, Kambhampati et al., arXiv 2402.01817; the arms of Stechly et al., arXiv 2402.08115.
public struct BackpromptSettings: Hashable, Sendable {
    /// The verifier that ends an episode by accepting, under the name of its tool.
    public var verifier: String

    /// The hash of the verifier's weights; empty where it has none.
    public var verifierSHA256: String

    public var critique: CritiqueArm
    public var history: PromptHistory
    public var atEnd: LoopEnd

    /// The model that answers from the second round on; nil for the generator itself.
    public var reviser: Reviser?

    /// Critiques come from answers to so many problems, where they come from other problems.
    public var donors: Int?

    /// A reviser is a model that was trained to revise answers.
    public struct Reviser: Hashable, Sendable {
        public var name: String
        public var sha256: String

        public init(name: String, sha256: String) {
            (self.name, self.sha256) = (name, sha256)
        }
    }

    public init(
        verifier: String, verifierSHA256: String = "", critique: CritiqueArm, history: PromptHistory,
        atEnd: LoopEnd = .abstain, reviser: Reviser? = nil, donors: Int? = nil
    ) {
        (self.verifier, self.verifierSHA256) = (verifier, verifierSHA256)
        (self.critique, self.history, self.atEnd) = (critique, history, atEnd)
        (self.reviser, self.donors) = (reviser, donors)
    }

    /// The title is such as `critique first, history last, verifier maze-verifier`.
    public var title: String {
        "critique \(critique.rawValue), history \(history.rawValue), verifier \(verifier)"
            + (reviser.map { ", reviser \($0.name)" } ?? "") + (atEnd == .last ? ", last answer at the end" : "")
    }

    /// The fields are what the run's row says besides what it says of plain sampling.
    public var configuration: [String: String] {
        var fields = [
            "verifier": verifier, "verifier_sha256": verifierSHA256, "critique": critique.rawValue,
            "history": history.rawValue, "at_end": atEnd.rawValue,
        ]
        fields["reviser"] = reviser?.name
        fields["reviser_sha256"] = reviser?.sha256
        fields["donors"] = donors.map { "\($0)" }
        return fields
    }

    /// The identity of the loop, given that of plain sampling by the same plan.
    public func identity(of plain: String) -> String {
        var digest = Digest()
        digest.combine("backprompt")
        digest.combine(plain)
        for (name, value) in configuration.sorted(by: { $0.key < $1.key }) where name != "reviser" {
            digest.combine(name)
            digest.combine(value)
        }
        return digest.hexadecimal
    }

    /// Reads the settings of a stored run.
    ///
    /// - Returns: nil where the row does not say them all, or says what none can be.
    public init?(_ run: RunRecord) {
        guard run.kind == .backprompt, let fields = try? JSONValue(parsing: run.configurationJSON) else { return nil }
        func text(_ name: String) -> String? { fields[name]?.string }
        guard let verifier = text("verifier"), let sha256 = text("verifier_sha256"),
            let critique = text("critique").flatMap(CritiqueArm.init),
            let history = text("history").flatMap(PromptHistory.init), let atEnd = text("at_end").flatMap(LoopEnd.init)
        else { return nil }
        self.init(
            verifier: verifier, verifierSHA256: sha256, critique: critique, history: history, atEnd: atEnd,
            donors: text("donors").flatMap { Int($0) })
        if let name = text("reviser"), let sha256 = text("reviser_sha256") {
            reviser = Reviser(name: name, sha256: sha256)
        }
    }
}

/// An arm says what of the critiques the next prompt tells.
public enum CritiqueArm: String, CaseIterable, Sendable {
    /// Nothing: with no history, the same prompt is asked again.
    case none

    /// That the answer is wrong, and no more.
    case binary

    /// The first critique, in the order of the critics.
    case first

    /// All critiques, and the remarks of the soft critics.
    case all

    /// The first critique of a wrong answer to another problem: a control of the same form without the content.
    case shuffled

    /// A false critique, of the same kind and length where there is one.
    case wrong

    /// What the model that judges says of the answer.
    case judge
}

/// A history says how much of an episode the next prompt shows.
public enum PromptHistory: String, CaseIterable, Sendable {
    /// The first prompt only, with the critique if there is one.
    case none

    /// The first prompt, the last answer and what was said of it.
    case last

    /// The whole conversation.
    case all
}

/// An end says what an episode answers whose rounds are used up without an accepted answer.
public enum LoopEnd: String, CaseIterable, Sendable {
    case abstain

    /// The last answer, though it was rejected.
    case last
}
