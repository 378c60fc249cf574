import WinnowCore
import WinnowDomains
import WinnowStore
import WinnowText

/// What a user reads of a tool from outside.
enum ToolReport {
    /// Refuses the names of the domains' own tools, whose verdicts would be mixed up with it.
    static func check(name: String, in store: Store) throws {
        let own = Domains.all.flatMap { domain in
            ToolRecord.Kind.allCases.map { "\(domain.name)-\($0.rawValue)" } + domain.partialVerifiers.map(\.name)
        }
        guard !own.contains(name), name != "dial" else {
            throw ExperimentError("\"\(name)\" is the name of a tool of Winnow's own", hint: "give another --name")
        }
    }

    static func line(_ tally: ToolTally, of run: Stored<RunRecord>, _ tool: ToolRecord) -> String {
        let title = "run \(run.id), \(tool.name): "
        let new = tally.accepted + tally.rejected + tally.undecided
        guard new > 0 else { return title + "nothing new, \(tally.present) judged before\n" }
        var parts: [String]
        if tool.kind == .scorer {
            parts = ["\(tally.accepted) scored"]
            if tally.undecided > 0 { parts.append("\(tally.undecided) not scored; the same command asks again") }
        } else {
            parts = [
                "\(tally.accepted) accepted", "\(tally.rejected) rejected", "\(tally.undecided) undecided (error)",
            ]
        }
        parts.append("\(tally.asked + tally.failed) asked and \(tally.copied) as equal candidates")
        if tally.tokens > 0 { parts.append("\(tally.tokens) tokens") }
        if tally.present > 0 { parts.append("\(tally.present) judged before") }
        var line = title + parts.joined(separator: ", ")
        if let failure = tally.failure { line += "; first failure: \(failure)" }
        return VisibleText.shown(line) + "\n"
    }
}
