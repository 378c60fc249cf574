import Foundation

/// The targets of `Package.swift` and what they may import, read from its text: to ask the package manager would need a
/// second one beside the one that runs the tests.
struct Manifest {
    /// What a target is.
    enum Kind: String {
        case target, executableTarget, systemLibrary, testTarget
    }

    struct Target {
        let kind: Kind
        let name: String

        /// Targets and products of packages, by the names that `import` takes.
        let dependencies: [String]
    }

    let targets: [Target]

    /// The names that stand for products of packages, such as `grdb` for `GRDB`.
    let products: [String: String]

    init(_ text: String) throws {
        var products: [String: String] = [:]
        for match in text.matches(of: /let (\w+): Target\.Dependency = \.product\(name: "(\w+)"/) {
            products[String(match.1)] = String(match.2)
        }
        self.products = products
        targets = try text.matches(of: /\.(target|executableTarget|systemLibrary|testTarget)\(\s*name: "(\w+)"/).map {
            let call = Self.call(in: text, from: $0.range.lowerBound)
            let list = call.firstMatch(of: /dependencies: \[([^\]]*)\]/)?.1 ?? ""
            let names = list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
            let dependencies = try names.filter { !$0.isEmpty }.map { name in
                if name.hasPrefix("\"") { return String(name.dropFirst().dropLast()) }
                guard let product = products[name] else { throw CocoaError(.formatting) }
                return product
            }
            return Target(kind: Kind(rawValue: String($0.1)) ?? .target, name: String($0.2), dependencies: dependencies)
        }
    }

    /// The text of a call up to the parenthesis that closes it.
    private static func call(in text: String, from start: String.Index) -> Substring {
        var depth = 0
        for index in text[start...].indices {
            if text[index] == "(" { depth += 1 }
            if text[index] == ")" {
                depth -= 1
                if depth == 0 { return text[start...index] }
            }
        }
        return text[start...]
    }
}

/// Arrows between names.
struct Graph {
    /// The names, each with those that its arrows lead to.
    let arrows: [String: Set<String>]

    var names: [String] { arrows.keys.sorted() }

    /// All that can be reached from a name.
    func reachable(from name: String) -> Set<String> {
        var (found, open): (Set<String>, [String]) = ([], [name])
        while let next = open.popLast() {
            for target in arrows[next] ?? [] where found.insert(target).inserted { open.append(target) }
        }
        return found
    }

    /// The same without arrows that lead where others lead as well.
    var reduced: Graph {
        let reach = arrows.keys.reduce(into: [:]) { $0[$1] = reachable(from: $1) }
        return Graph(
            arrows: arrows.mapValues { targets in
                targets.filter { target in !targets.contains { $0 != target && reach[$0]?.contains(target) == true } }
            })
    }

    /// The length of the longest way to a name.
    var depths: [String: Int] {
        var depths = arrows.mapValues { _ in 0 }
        for _ in arrows {
            for (name, targets) in arrows {
                for target in targets { depths[target] = max(depths[target] ?? 0, (depths[name] ?? 0) + 1) }
            }
        }
        return depths
    }
}
