import Foundation
import WinnowCore

/// An output file is where a command writes one text: it appears there whole or not at all.
///
/// Its place is looked at before any work: writing moves a new file over what is there, which must never be a device.
struct OutputFile {
    private let path: String

    /// - Throws: ``ExperimentError`` where there is no folder for it, or something else than a file is in its place.
    init(_ path: String) throws(ExperimentError) {
        self.path = path
        let url = URL(filePath: path)
        let folder = url.deletingLastPathComponent()
        func value(_ url: URL, _ key: URLResourceKey) -> URLResourceValues? {
            try? url.resolvingSymlinksInPath().resourceValues(forKeys: [key])
        }
        guard value(folder, .isDirectoryKey)?.isDirectory == true else {
            throw ExperimentError(
                "there is no folder '\(folder.path)' to write into", hint: "make it, or give another path")
        }
        guard !FileManager.default.fileExists(atPath: path) || value(url, .isRegularFileKey)?.isRegularFile == true
        else { throw ExperimentError("'\(path)' is no regular file", hint: "give the path of a file") }
    }

    /// - Throws: ``ExperimentError`` where it cannot be written.
    func write(_ text: String) throws(ExperimentError) {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw ExperimentError(
                "'\(path)' cannot be written", hint: "check its folder, permissions and the free space of the disk")
        }
    }
}
