import Foundation

/// The commit is that of the sources which the running program was built from.
///
/// `make build` and `make dist` write it into a file beside the program, `winnow.commit`, with the SHA-256 of the program
/// that they built: a program that was built again by other means is not taken for that one.
public enum ProgramCommit {
    /// The commit has 40 hexadecimal digits, with `-dirty` behind them where sources were changed since; `unknown` where
    /// the program was not built by make, or not in a checkout.
    public static let current = read(from: folder, program: folder.map { $0.appending(path: "winnow") })

    /// Reads the file of a folder, about a program.
    static func read(from folder: URL?, program: URL?) -> String {
        guard let folder, let program,
            let text = try? String(contentsOf: folder.appending(path: fileName), encoding: .utf8)
        else { return unknown }
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 2, isCommit(words[0]), let data = try? Data(contentsOf: program, options: .alwaysMapped)
        else { return unknown }
        var digest = Digest()
        digest.combine(data)
        return digest.hexadecimal == words[1] ? String(words[0]) : unknown
    }

    /// The file beside the program is called so.
    static let fileName = "winnow.commit"

    private static let unknown = "unknown"

    private static func isCommit(_ word: Substring) -> Bool {
        let digits = word.hasSuffix("-dirty") ? word.dropLast(6) : word
        return (40...64).contains(digits.utf8.count) && digits.allSatisfy { "0123456789abcdef".contains($0) }
    }

    /// The program is in this folder; nil where the system does not say.
    private static var folder: URL? {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            .map { URL(filePath: $0).deletingLastPathComponent() }
    }
}
