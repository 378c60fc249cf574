import TestGuards
import Testing
import WinnowKernels

@testable import WinnowModel

struct DecodingTests {
    @Test("cached decoding gives the logits of the training forward pass within 2e-5", arguments: [1, 7, 40])
    func equalsForward(length: Int) throws {
        let parameters = try Tiny.parameters()
        let tokens = (0..<length).map { 2 + $0 * 7 % 18 }
        var decoder = TokenDecoder(PackedWeights(parameters), slots: 2, capacity: 64)
        var worker = GradientWorker(Tiny.configuration)
        let sequence = TrainingSequence(prompt: [tokens[0]], completion: Array(tokens.dropFirst()) + [1])
        let expected = worker.logits(of: [sequence], parameters: parameters)
        for position in tokens.indices {
            decoder.decode(tokens: [tokens[position]], rows: .init(slots: [1], positions: [position]))
            #expect(
                try pairs(decoder.logits.prefix(expected[position].count), expected[position]).allSatisfy {
                    abs($0 - $1) < 2e-5
                })
        }
    }

    @Test("a prompt in one call leaves the bits of token-by-token decoding", arguments: [1, 2, 13, 33])
    func promptInOneCall(length: Int) throws {
        let weights = PackedWeights(try Tiny.parameters())
        let tokens = (0..<length).map { 2 + $0 * 5 % 18 }
        var single = TokenDecoder(weights, slots: 1, capacity: 64)
        for position in tokens.indices {
            single.decode(tokens: [tokens[position]], rows: .init(slots: [0], positions: [position]))
        }
        for lastOnly in [false, true] {
            var together = TokenDecoder(weights, slots: 3, capacity: 48)
            together.decode(
                tokens: tokens,
                rows: .init(slots: Array(repeating: 2, count: length), positions: Array(0..<length)),
                logits: lastOnly ? .last : .all)
            let row = lastOnly ? 0 : length - 1
            #expect(together.logits[row * 32..<row * 32 + 32].map(\.bitPattern) == single.logits.map(\.bitPattern))
            // What comes after is the same too, so the caches are.
            var copy = single
            copy.decode(tokens: [4], rows: .init(slots: [0], positions: [length]))
            together.decode(tokens: [4], rows: .init(slots: [2], positions: [length]))
            #expect(together.logits.prefix(32).map(\.bitPattern) == copy.logits.map(\.bitPattern))
        }
    }
}
