import Foundation
import WinnowCore
import WinnowText

/// Takes the pieces of an export as they are made: a new file that appears whole or not at all, or standard output.
final class ExportSink {
    private let handle: FileHandle
    private let place: (temporary: URL, final: URL)?
    private var pending: [UInt8] = []

    private static let piece = 1 << 16

    /// - Parameter url: nil for standard output.
    /// - Throws: ``ExperimentError`` when something is in the way, a Foundation error when the disk refuses.
    init(_ url: URL?, replacing: Bool) throws {
        guard let url else {
            (handle, place) = (FileHandle.standardOutput, nil)
            return
        }
        let files = FileManager.default
        try OutputPlace.checkFile(url.path, makingFolders: true)
        if files.fileExists(atPath: url.path), !replacing {
            throw ExperimentError("'\(url.path)' exists", hint: "add --force to replace it, or give another name")
        }
        let folder = url.deletingLastPathComponent()
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        let temporary = folder.appending(path: ".winnow-export-\(UUID().uuidString)")
        guard files.createFile(atPath: temporary.path, contents: nil) else {
            throw ExperimentError("'\(url.path)' cannot be written", hint: "check its folder's permissions")
        }
        handle = try FileHandle(forWritingTo: temporary)
        place = (temporary, url)
    }

    deinit {
        if let place { try? FileManager.default.removeItem(at: place.temporary) }
    }

    func write(_ text: String) throws {
        pending += text.utf8
        if pending.count >= Self.piece { try flush() }
    }

    /// Writes what is pending and puts the file in its place.
    func finish() throws {
        try flush()
        guard let place else { return }
        try handle.close()
        if FileManager.default.fileExists(atPath: place.final.path) {
            try FileManager.default.removeItem(at: place.final)
        }
        try FileManager.default.moveItem(at: place.temporary, to: place.final)
    }

    private func flush() throws {
        // Data are exact wherever they go but to people's eyes; a piece ends with a line, so no letter is cut.
        let isShown = place == nil && isatty(handle.fileDescriptor) == 1
        let bytes =
            isShown ? Array(VisibleText.shown(String(decoding: pending, as: UTF8.self), lines: true).utf8) : pending
        try handle.write(contentsOf: Data(bytes))
        pending.removeAll(keepingCapacity: true)
    }
}
