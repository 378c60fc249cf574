import Foundation
import WinnowDomains
import WinnowRuns

/// A role is what a loop does in an experiment on loops: who decides, what the next prompt tells, and which reviser reads it.
///
/// Loops of one generator on the same problems differ in their roles alone, so that two of them are a contrast.
struct LoopRole: Hashable, Sendable, CaseIterable {
    /// Users read this name, such as `first` or `re-asking`.
    let name: String

    let decider: Decider
    let critique: CritiqueArm
    let history: PromptHistory

    /// The later rounds are those of a model that learned from other problems' critiques.
    var hasShuffledReviser = false

    /// A decider ends episodes.
    enum Decider: Hashable, Sendable {
        case sound

        /// It accepts 90 % of the right and 10 % of the wrong answers, the same ones in each loop.
        case noisy

        /// It is learned, or a model that is asked.
        case learned

        /// It accepts nothing, so that each episode goes through all rounds and gives its last answer.
        case nobody

        /// Another verifier than these.
        case other
    }

    static let reasking = Self(name: "re-asking", decider: .sound, critique: .none, history: .none)
    static let silent = Self(name: "no word", decider: .sound, critique: .none, history: .last)
    static let binary = Self(name: "wrong, no more", decider: .sound, critique: .binary, history: .last)
    static let first = Self(name: "first critique", decider: .sound, critique: .first, history: .last)
    static let all = Self(name: "all critiques", decider: .sound, critique: .all, history: .last)
    static let shuffled = Self(name: "another's critique", decider: .sound, critique: .shuffled, history: .last)
    static let wrong = Self(name: "false critique", decider: .sound, critique: .wrong, history: .last)
    static let forgetful = Self(name: "first, no history", decider: .sound, critique: .first, history: .none)
    static let untaught = Self(
        name: "first, untaught reviser", decider: .sound, critique: .first, history: .last, hasShuffledReviser: true)
    static let noisy = Self(name: "first, noisy verifier", decider: .noisy, critique: .first, history: .last)
    static let learned = Self(name: "binary, learned verifier", decider: .learned, critique: .binary, history: .last)
    static let nobody = Self(name: "no verifier", decider: .nobody, critique: .none, history: .last)

    static let allCases = [
        reasking, silent, binary, first, all, shuffled, wrong, forgetful, untaught, noisy, learned, nobody,
    ]

    /// Finds the role of a loop.
    ///
    /// - Returns: nil for a loop that is none of the experiment's.
    static func role(of loop: LoopRounds) -> LoopRole? {
        let settings = loop.settings
        let isShuffled = settings.reviser?.name.hasSuffix("shuffled") ?? false
        return allCases.first { role in
            role.decider == Decider(loop) && role.critique == settings.critique && role.history == settings.history
                && role.hasShuffledReviser == isShuffled
        }
    }
}

extension LoopRole.Decider {
    init(_ loop: LoopRounds) {
        let name = loop.settings.verifier
        if loop.decider.sound {
            self = .sound
        } else if let noise = NoisyVerifier(toolName: name) {
            switch (noise.tpr, noise.fpr) {
            case (0.9, 0.1): self = .noisy
            case (0, 0): self = .nobody
            default: self = .other
            }
        } else {
            self = .learned
        }
    }
}

extension NoisyVerifier {
    /// Reads the rates from the name under which a noisy verifier is stored; nil for another tool.
    fileprivate init?(toolName name: String) {
        let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, parts[0] == "dial" else { return nil }
        let pairs = parts[1].split(separator: ",").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
        let values = Dictionary(pairs.filter { $0.count == 2 }.map { ($0[0], $0[1]) }) { first, _ in first }
        guard let tpr = values["tpr"].flatMap(Double.init), let fpr = values["fpr"].flatMap(Double.init),
            let noise = values["per"].flatMap({ Noise(rawValue: $0.replacing("\"", with: "")) }),
            let verifier = try? NoisyVerifier(tpr: tpr, fpr: fpr, per: noise)
        else { return nil }
        self = verifier
    }
}
