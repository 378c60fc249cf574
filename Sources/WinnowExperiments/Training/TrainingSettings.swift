import Foundation
import WinnowDomains
import WinnowModel

/// What a folder of checkpoints is of; `training.json` beside them.
///
/// A checkpoint does not know its domain or style, and going on from one with other settings would end in a model
/// that no recipe describes.
struct TrainingSettings: Codable, Hashable {
    var domain: String
    var style: CompletionStyle
    var configuration: ModelConfiguration
    var recipe: TrainingRecipe

    private static let fileName = "training.json"

    /// Writes the settings into a folder that has none.
    ///
    /// - Throws: ``ExperimentError`` when the folder holds a run with other settings.
    func claim(_ folder: URL) throws {
        let file = folder.appending(path: Self.fileName)
        guard FileManager.default.fileExists(atPath: file.path) else {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            return try GeneratorSuite.json(self).write(to: file, options: .atomic)
        }
        guard let owner = try? JSONDecoder().decode(Self.self, from: Data(contentsOf: file)), owner == self else {
            throw ExperimentError(
                "\(folder.path) holds a training run with other settings",
                hint: "repeat the settings in its \(Self.fileName), or use another folder")
        }
    }
}
