import WinnowJSON

/// An episode of a back-prompting loop as a conversation, for a page: each round has what is new in its prompt, the answer,
/// and what was said of it.
struct BrowserEpisode {
    private let episode: EpisodeInspection

    /// Texts are no longer than this; nil for whole ones.
    private let limit: Int?

    init(_ episode: EpisodeInspection, limit: Int?) { (self.episode, self.limit) = (episode, limit) }

    /// The text is a JSON array of rounds.
    var json: String {
        var writer = JSONWriter(.compact)
        writer.writeArray { writer in
            var before: [EpisodeInspection.Turn] = []
            for round in episode.rounds {
                write(round, after: before, &writer)
                before = round.prompt ?? []
            }
        }
        return writer.text
    }

    private func write(
        _ round: EpisodeInspection.Round, after before: [EpisodeInspection.Turn], _ writer: inout JSONWriter
    ) {
        func cut(_ text: String) -> String { CutText(text, limit: limit).text }
        let shared = TurnPrefix.count(round.prompt ?? [], before)
        writer.writeObject { writer in
            if let model = round.model { writer.write("m", cut(model)) }
            writer.write(name: "ask")
            writer.writeArray { writer in
                if let own = round.ownPrompt { Self.write("prompt", cut(own), &writer) }
                for turn in (round.prompt ?? []).dropFirst(shared) {
                    Self.write(cut(turn.role), cut(turn.content), &writer)
                }
            }
            writer.write(name: "kept")
            writer.write(literal: "\(shared)")
            writer.write(name: "told")
            writer.writeArray { writer in for critique in round.told { writer.write(string: cut(critique)) } }
            writer.write("t", cut(round.completion))
            if let answer = round.answer { writer.write("a", cut(answer)) }
            if let verdict = round.verdict { writer.write("w", verdict) }
            writer.write(name: "cr")
            writer.writeArray { writer in for critique in round.critiques { writer.write(string: cut(critique)) } }
            writer.write(name: "g")
            writer.write(literal: round.isRight.map { $0 ? "1" : "0" } ?? "null")
            writer.write(name: "tok")
            writer.writeArray { writer in
                writer.write(literal: "\(round.promptTokens)")
                writer.write(literal: round.tokens.map(String.init) ?? "null")
            }
        }
    }

    private static func write(_ role: String, _ text: String, _ writer: inout JSONWriter) {
        writer.writeArray { writer in
            writer.write(string: role)
            writer.write(string: text)
        }
    }
}

/// A conversation that goes on begins with the turns of the one before.
private enum TurnPrefix {
    static func count(_ turns: [EpisodeInspection.Turn], _ before: [EpisodeInspection.Turn]) -> Int {
        zip(turns, before).prefix { $0 == $1 }.count
    }
}
