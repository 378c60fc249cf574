/// Commands were called otherwise once: calls by those names go on to work, as the calls that have replaced them.
enum OldNames {
    /// Replaces the old name that a call begins with; another call stays as it is.
    static func replaced(in arguments: [String]) -> [String] {
        guard let name = arguments.first else { return arguments }
        let rest = arguments.dropFirst()
        if name == "help" || name == "--help" || name == "-h" {
            return rest.isEmpty ? arguments : [name] + replaced(in: Array(rest))
        }
        return present(of: name, before: rest).map { $0 + rest } ?? arguments
    }

    /// The names that are replaced whatever follows them, with an option of one that tells where it went.
    static let all = [
        "verify-with", "score", "crossing", "power", "stop", "allocate", "solve-or-verify", "confidence",
        "temperatures",
        "generate", "logits", "replay",
    ]

    private static func present(of name: String, before rest: some Collection<String>) -> [String]? {
        func has(_ option: String) -> Bool { rest.contains { $0 == option || $0.hasPrefix(option + "=") } }
        return switch name {
        case "verify-with": ["judge", "--gives", "verdict"]
        case "score": ["judge", "--gives", "score"]
        case "crossing": has("--break-even") ? ["require"] : ["compare", "--crossing"]
        case "power": has("--power") ? ["compare"] : ["compare", "--power"]
        case "stop", "allocate": ["budget", name]
        case "solve-or-verify": ["budget", "split"]
        case "confidence": ["tune", "confidence"]
        case "temperatures": ["tune", "temperature"]
        case "generate", "logits": ["model", name]
        // Models were exported by the command that exports candidates.
        case "export": has("--model") ? ["model", "export"] : nil
        case "replay": ["pack", "check"]
        default: nil
        }
    }
}
