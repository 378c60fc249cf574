import Foundation
import WinnowBounds

/// Reads a file as one text.
public enum WholeText {
    /// Gives the text of a file, or of the standard input for `-`; bytes that are no UTF-8 become U+FFFD.
    ///
    /// - Throws: ``ExperimentError`` for a file that cannot be read or has more bytes than ``Bounds/record``.
    public static func contents(of path: String) throws(ExperimentError) -> String {
        let data: Data?
        do {
            if path == TextLines.standardInput {
                data = try FileHandle.standardInput.read(upToCount: Bounds.record.limit + 1)
            } else {
                let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
                defer { try? file.close() }
                data = try file.read(upToCount: Bounds.record.limit + 1)
            }
        } catch {
            throw ExperimentError("cannot read '\(path)'", hint: "check that it is there and may be read")
        }
        guard let data else { return "" }
        guard data.count <= Bounds.record.limit else {
            throw ExperimentError(
                "'\(path)' has more than \(Bound.bytes(Bounds.record.limit))", hint: "give a smaller file")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
