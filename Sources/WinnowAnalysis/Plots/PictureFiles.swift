public import Foundation
import WinnowCore
public import WinnowReport

/// A picture on disk: script and data, which whoever wants another look can change and run again, and what they draw.
public struct PictureFiles: Sendable {
    public let folder: URL
    public let name: String
    public let formats: [PictureFormat]

    /// - Parameters:
    ///   - name: of the files, without an ending.
    ///   - folder: made when there is none; files of the same names in it are replaced.
    public init(name: String, in folder: URL, formats: [PictureFormat]) {
        self.folder = folder
        self.name = name
        self.formats = formats
    }

    /// Writes script and data and has gnuplot draw them.
    ///
    /// - Returns: the paths of the pictures, one a line.
    /// - Throws: ``ExperimentError`` when the folder cannot be made or gnuplot fails, a Foundation error when the disk refuses.
    public func write(_ plot: Plot, by gnuplot: Gnuplot) async throws -> String {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw ExperimentError(
                "the folder '\(folder.path)' cannot be made", hint: "give an --output that can be written")
        }
        let script = folder.appending(path: name + ".gp")
        try Data(plot.data.utf8).write(to: folder.appending(path: name + ".dat"), options: .atomic)
        try Data(plot.script(name: name, formats: formats).utf8).write(to: script, options: .atomic)
        try await gnuplot.run(script)
        return formats.map { folder.appending(path: "\(name).\($0.rawValue)").path + "\n" }.joined()
    }
}
