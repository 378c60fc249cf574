import Foundation
import WinnowCore

/// An output file is where a command writes one text: it appears there whole or not at all.
///
/// Its place is looked at before any work: writing moves a new file over what is there, which must never be a device.
struct OutputFile {
    private let path: String

    /// - Throws: ``ExperimentError`` where there is no folder for it, or something else than a file is in its place.
    init(_ path: String) throws(ExperimentError) {
        try OutputPlace.checkFile(path)
        self.path = path
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
