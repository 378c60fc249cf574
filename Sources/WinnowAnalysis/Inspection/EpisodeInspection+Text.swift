import WinnowCore
import WinnowText

extension EpisodeInspection {
    /// Writes all fields as a JSON object; ends with a line break.
    public func json() throws -> String { try ReadableJSON.text(self) }

    /// Writes the episode for people, round by round: what is new in the prompt, the answer, and what was said of it.
    ///
    /// - Parameters:
    ///   - width: the columns at which long lines are wrapped.
    ///   - isColored: whether to use the terminal's colours.
    public func text(width: Int, isColored: Bool) -> String {
        let page = InspectionPage(width: width, isColored: isColored)
        var sections = [
            [page.bold(VisibleText.shown(title)), "Problem \(problem), episode \(episode)"],
            [page.bold("Problem")] + page.wrapped("", specification),
        ]
        var before: [Turn] = []
        for round in rounds {
            sections.append(lines(of: round, after: before, page))
            before = round.prompt ?? []
        }
        return sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private func lines(of round: Round, after before: [Turn], _ page: InspectionPage) -> [String] {
        // A log may not count them.
        let asked = round.promptTokens > 0 ? "\(round.promptTokens) tokens asked" : nil
        let costs = [asked, round.tokens.map { "\($0) written" }].compactMap { $0 }.joined(separator: ", ")
        var lines = [page.bold("Round \(round.round)" + (costs.isEmpty ? "" : " (\(costs))"))]
        if let own = round.ownPrompt {
            lines += page.wrapped("asked    ", round.round == 1 ? own : "the problem's own prompt again")
        }
        // A conversation that goes on is shown from where it does.
        let shared = zip(round.prompt ?? [], before).prefix { $0 == $1 }.count
        if round.round > 1, shared > 0, shared == round.prompt?.count {
            lines += page.wrapped("asked    ", "the same again")
        } else if shared > 0 {
            lines += page.wrapped("asked    ", "what was asked before, and")
        }
        for turn in (round.prompt ?? []).dropFirst(shared) {
            let role = turn.role.padding(to: 9)
            for (index, line) in turn.content.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                lines += page.wrapped(index == 0 ? role : String(repeating: " ", count: 9), String(line))
            }
        }
        if let model = round.model { lines += page.wrapped("model    ", model) }
        for critique in round.told { lines += page.wrapped("told     ", critique) }
        lines += page.wrapped("answer   ", round.answer ?? "none that can be read: \(round.completion.prefix(400))")
        let verdict = round.verdict ?? "none: there is nothing to verify"
        lines += page.wrapped("verdict  ", verdict).map { round.verdict == "accepted" ? page.green($0) : page.red($0) }
        for critique in round.critiques { lines += page.wrapped("         ", critique) }
        lines.append("  grade    " + (round.isRight.map { $0 ? page.green("right") : page.red("wrong") } ?? "none"))
        return lines
    }
}

extension String {
    /// Fills a text up with spaces.
    fileprivate func padding(to length: Int) -> String {
        self + String(repeating: " ", count: max(1, length - count))
    }
}
