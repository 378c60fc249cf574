public import WinnowJSON
public import WinnowSelection
public import WinnowStore

/// A judge that compares candidates is stored as a tool of its own for each tournament that it is asked for.
public enum JudgedTournament {
    /// Says in the tool's parameters which tournament its comparisons are for.
    public static func parameters(of tournament: Tournament) -> [(key: String, value: JSONValue)] {
        [
            ("gives", .string(tournament.kind.rawValue)), ("repeats", .integer(tournament.repeats)),
            // Seeds use all 64 bits, more than numbers of JSON have.
            ("seed", .string(String(tournament.seed))),
        ]
    }

    /// Reads which tournament a tool's comparisons are for; nil for a tool that compares nothing.
    public static func tournament(of tool: ToolRecord) -> Tournament? {
        guard let origin = (try? JSONValue(parsing: tool.parametersJSON))?["origin"],
            let kind = origin["gives"]?.string.flatMap(Tournament.Kind.init),
            let repeats = origin["repeats"]?.integer, repeats > 0, repeats <= StoreLimits.lastRepeat + 1,
            let seed = origin["seed"]?.string.flatMap({ UInt64($0) })
        else { return nil }
        return Tournament(kind, repeats: repeats, seed: seed)
    }
}
