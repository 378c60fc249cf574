import WinnowSelection

/// The families are rules that differ in a number that their papers leave open: one of each is chosen on the tune split.
enum RuleFamilies {
    /// A family has a name and its members, the one that is used without a tune run first.
    struct Family: Sendable {
        let name: String
        let members: [String]

        init(_ name: String, _ endings: [String]) {
            self.name = name
            members = endings.map { name + $0 }
        }
    }

    static let all: [Family] = [
        Family("deepconf-tail-scaled", ["", "5%", "25%", "50%"]),
        Family("deepconf-bottom-scaled", ["", "5%", "25%", "50%"]),
        Family("deepconf-lowest-scaled", ["", "5%", "25%", "50%"]),
        Family("deepconf-mean", ["-top10%", "-top25%", "-top50%", "-top75%", "-top90%"]),
        Family("deepconf-lowest-scaled", ["-top10%", "-top50%", "-top90%"]),
        Family("self-certainty-borda", ["", "0.25", "1", "2", "4"]),
        Family("best-of-majority", ["", "0.2", "0.3", "0.4"]),
        Family("stop-bayes-factor", ["", "3", "30", "100"]),
        Family("stop-doubling", ["", "0.6", "0.9"]),
    ]

    /// Finds the member of each family that is right most often on some problems; the first of equals.
    ///
    /// - Parameter right: by strategy; families of which a member is missing are left out.
    static func chosen(by right: [String: Double]) -> [String] {
        all.compactMap { family -> String? in
            guard let first = right[family.members[0]] else { return nil }
            let best = family.members.dropFirst().reduce((name: family.members[0], right: first)) { best, name in
                guard let own = right[name], own > best.right + 1e-12 else { return best }
                return (name, own)
            }
            return best.name
        }
    }
}
