import Foundation
import WinnowRandom

@testable import WinnowModel

/// The small model and data that the tests share.
enum Tiny {
    static let configuration = ModelConfiguration(
        vocabularySize: 20, width: 16, layers: 2, heads: 2, feedForward: 32, contextLength: 64)

    static let endToken = 1

    static let symbols = ["<pad>", "<e>"] + (2..<20).map { "t\($0)" }

    /// Weights large enough that no distribution is nearly uniform; norms near one.
    static func parameters(seed: UInt64 = 1) throws -> Parameters {
        var parameters = try Parameters(configuration, seed: seed)
        var random = CounterRandom(key: seed, stream: 99)
        for i in 0..<configuration.vocabularySize * configuration.width { parameters.values[i] *= 6 }
        for vector in parameters.layout.vectors {
            for i in vector { parameters.values[i] += Float(0.2 * random.standardNormal()) }
        }
        return parameters
    }

    /// A sequence of random tokens other than the end token, and the end token.
    static func sequence(_ index: Int, prompt: ClosedRange<Int> = 1...9, completion: ClosedRange<Int> = 1...12)
        -> TrainingSequence
    {
        var random = CounterRandom(key: 4, stream: UInt64(index))
        func tokens(_ count: Int) -> [Int] { (0..<count).map { _ in random.integer(in: 2...19) } }
        return TrainingSequence(
            prompt: tokens(random.integer(in: prompt)),
            completion: tokens(random.integer(in: completion) - 1) + [endToken])
    }

    /// Runs a body with the address of a new folder that is removed afterwards.
    static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "winnow-model-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }
}

extension Parameters {
    var bits: [UInt32] { values.map(\.bitPattern) }
}
