import Foundation

/// Files that tests read where they are: in `shared` beside an ancestor of this file, or in the folder that
/// WINNOW_SHARED names.
enum SharedData {
    static let gameOf24 = path("data/game24/gpt4_cot_100x100.jsonl")
    static let gsm8k = path("data/gsm8k/solutions_6b.jsonl")

    /// Nil where there is no such file.
    private static func path(_ name: String) -> String? {
        var folders: [URL] = []
        if let shared = ProcessInfo.processInfo.environment["WINNOW_SHARED"] { folders.append(URL(filePath: shared)) }
        var ancestor = URL(filePath: #filePath)
        while ancestor.pathComponents.count > 1 {
            ancestor.deleteLastPathComponent()
            folders.append(ancestor.appending(path: "shared"))
        }
        return folders.map { $0.appending(path: name).path }.first { FileManager.default.fileExists(atPath: $0) }
    }
}
