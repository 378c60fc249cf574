import TestGuards
import Testing

@testable import WinnowModel

struct ConfigurationTests {
    @Test("parameters are counted without padding, the tied embedding once")
    func parameterCount() throws {
        let parameters = try Parameters(Tiny.configuration, seed: 1)
        #expect(Tiny.configuration.parameterCount == parameters.values.count - 12 * 16)
        #expect(Tiny.configuration.parameterCount == 20 * 16 + 2 * (2 * 16 + 4 * 256 + 3 * 512) + 16)
    }

    @Test("the layout's tensors lie behind each other without gaps")
    func layout() {
        let layout = ParameterLayout(ModelConfiguration(vocabularySize: 59))
        var end = 0
        for range in (layout.matrices.map(\.range) + layout.vectors).sorted(by: { $0.lowerBound < $1.lowerBound }) {
            #expect(range.lowerBound == end)
            end = range.upperBound
        }
        #expect(end == layout.count)
    }

    @Test("shapes that cannot be run are refused")
    func refusals() {
        func refuse(_ change: (inout ModelConfiguration) -> Void) {
            var configuration = Tiny.configuration
            change(&configuration)
            #expect(throws: ModelError.self) { try configuration.validate() }
            #expect(throws: ModelError.self) { try configuration.validateForTraining() }
            #expect(throws: ModelError.self) { try Parameters(configuration, seed: 1) }
        }
        refuse { $0.vocabularySize = 3 }
        refuse { $0.width = 0 }
        refuse { $0.width = -16 }
        refuse { $0.layers = 0 }
        refuse { $0.heads = 0 }
        refuse { $0.heads = 3 }
        refuse { $0.heads = -2 }
        refuse { $0.keyValueHeads = 0 }
        refuse { $0.headWidth = 7 }
        refuse { $0.contextLength = 0 }
        refuse { $0.ropeTheta = .infinity }
        refuse { $0.ropeTheta = 0 }
        refuse { $0.normEpsilon = .nan }
    }

    @Test("shapes that run but cannot be trained are refused to training only")
    func trainingRefusals() throws {
        func refuse(_ change: (inout ModelConfiguration) -> Void) throws {
            var configuration = Tiny.configuration
            change(&configuration)
            try configuration.validate()
            #expect(throws: ModelError.self) { try configuration.validateForTraining() }
        }
        try refuse { $0.vocabularySize = 65_536 }
        try refuse { $0.width = 24 }
        try refuse { $0.feedForward = 40 }
        try refuse { $0.headWidth = 16 }
        try refuse { $0.keyValueHeads = 1 }
        try refuse { $0.tiesEmbeddings = false }
    }

    @Test("initial weights have their deviations and depend on the seed alone")
    func initialWeights() throws {
        let configuration = ModelConfiguration(vocabularySize: 100)
        let parameters = try Parameters(configuration, seed: 5)
        #expect(parameters.bits == (try Parameters(configuration, seed: 5)).bits)
        #expect(parameters.bits != (try Parameters(configuration, seed: 6)).bits)
        func deviation(_ start: Int, _ count: Int) -> Double {
            let values = parameters.values[start..<start + count]
            return (values.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(count)).squareRoot()
        }
        let layer = parameters.layout.layers[1]
        #expect(abs(deviation(0, 6400) / 0.05 - 1) < 0.05)
        #expect(abs(deviation(layer.queryKeyValue, 3 * 4096) * 8 - 1) < 0.05)
        #expect(abs(deviation(layer.attentionOutput, 4096) * 8 * 6.0.squareRoot() - 1) < 0.06)
        #expect(abs(deviation(layer.gateUp, 2 * 176 * 64) * 8 - 1) < 0.05)
        #expect(abs(deviation(layer.down, 176 * 64) * (176.0 * 6).squareRoot() - 1) < 0.05)
        #expect(try nonEmpty(parameters.layout.vectors).allSatisfy { $0.allSatisfy { parameters.values[$0] == 1 } })
    }
}
