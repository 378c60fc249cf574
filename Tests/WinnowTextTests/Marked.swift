import Foundation

/// Texts that a program which works on characters takes for something else: each ASCII sign with a mark behind it.
enum Marked {
    /// Accent, keycap, joiner, variation selector.
    static let marks: [Unicode.Scalar] = ["\u{301}", "\u{20E3}", "\u{200D}", "\u{FE0F}"]

    /// All that ASCII has but letters and digits, control characters too; without NUL, at which C ends a text.
    static let signs: [Unicode.Scalar] = (1...127).map { Unicode.Scalar(UInt8($0)) }.filter {
        !$0.properties.isAlphabetic
    }
    .filter { !("0"..."9").contains($0) }

    /// Each sign between letters, alone, with each mark behind it, twice, and at either end.
    static let texts: [String] = signs.flatMap { sign in
        let plain = String(String.UnicodeScalarView([sign]))
        return ["a\(plain)b", "\(plain)ab", "ab\(plain)", "a\(plain)\(plain)b", "\(plain)"]
            + marks.flatMap { mark in
                let marked = String(String.UnicodeScalarView([sign, mark]))
                return ["a" + marked + "b", marked + "ab", "ab" + marked, "a" + marked + plain + "b"]
            }
    }
}

/// A program that reads what an encoder wrote.
enum Receiver {
    /// What a program writes on standard output, or error where that is chosen.
    static func run(
        _ program: String, _ arguments: [String], input: Data = Data(), in folder: URL? = nil, error: Bool = false
    ) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        if let folder { process.currentDirectoryURL = folder }
        let (from, to) = (Pipe(), Pipe())
        process.standardInput = from
        process.standardOutput = error ? FileHandle.nullDevice : to
        process.standardError = error ? to : FileHandle.nullDevice
        try process.run()
        try from.fileHandleForWriting.write(contentsOf: input)
        try from.fileHandleForWriting.close()
        let output = to.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return output
    }

    static func withFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appending(path: "winnow-text-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }
}
