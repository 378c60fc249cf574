import Foundation

/// What libFuzzer calls with each input; the reader is the one that the environment variable `READER` names.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    unsafe chosenReader.read([UInt8](UnsafeBufferPointer(start: bytes, count: count)))
    return 0
}

/// What any build does: `--replay CORPUS [READER …]` replays corpora, `--list` names the readers and their runs.
@_cdecl("fuzzReplay")
func replay(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    let words = Array(CommandLine.arguments.dropFirst())
    switch (words.first, words.count) {
    case ("--list", 1):
        for reader in FuzzReader.allCases { print("\(reader.rawValue)\t\(reader.runs)") }
        return 0
    case ("--replay", 2...):
        let named = words.dropFirst(2).map { FuzzReader(named: $0) }
        let readers = named.isEmpty ? FuzzReader.allCases : named
        return CorpusReplay(corpus: URL(filePath: words[1])).run(readers) ? 0 : 1
    default:
        print("usage: Fuzz --replay CORPUS [READER ...] | Fuzz --list")
        return 64
    }
}

/// The reader that is fuzzed by this process.
private let chosenReader = FuzzReader(named: ProcessInfo.processInfo.environment["READER"] ?? "")

extension FuzzReader {
    fileprivate init(named name: String) {
        guard let reader = FuzzReader(rawValue: name) else {
            fatalError("there is no reader \"\(name)\" (environment variable READER); Fuzz --list names them")
        }
        self = reader
    }
}
