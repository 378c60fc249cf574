import Foundation
import Testing
import WinnowRandom

@testable import WinnowModel

struct CheckpointTests {
    static func checkpoint() throws -> Checkpoint {
        let parameters = try Tiny.parameters()
        let moment = parameters.values.map { $0 * 0.1 }
        var progress = TrainingProgress()
        progress.step = 17
        progress.tokens = 34_567
        progress.loss = 0.1 + 0.2
        (progress.chunk, progress.batch) = (2, 5)
        return Checkpoint(
            parameters: parameters,
            recipe: TrainingRecipe(seed: .max, schedule: .decay(from: 3, tokens: 9), warmUpSteps: 7),
            progress: progress, firstMoment: moment, secondMoment: moment.map { $0 * $0 })
    }

    /// Writes the checkpoint, changes the file and reads it.
    static func reread(_ change: (inout Data) throws -> Void) throws -> Checkpoint {
        try Tiny.withFolder { folder in
            let url = folder.appending(path: "state.safetensors")
            try checkpoint().write(to: url)
            var data = try Data(contentsOf: url)
            try change(&data)
            try data.write(to: url)
            return try Checkpoint(contentsOf: url)
        }
    }

    /// Changes the tensors or the state's text of a checkpoint.
    static func change(_ data: inout Data, _ change: (inout SafeTensors) -> Void) throws {
        var file = try SafeTensors(data)
        change(&file)
        data = try file.data(.float32)
    }

    @Test("everything comes back bit for bit")
    func roundTrip() throws {
        let (state, read) = (try Self.checkpoint(), try Self.reread { _ in })
        #expect(read.parameters.configuration == state.parameters.configuration)
        #expect(read.parameters.bits == state.parameters.bits)
        #expect(read.firstMoment.map(\.bitPattern) == state.firstMoment.map(\.bitPattern))
        #expect(read.secondMoment.map(\.bitPattern) == state.secondMoment.map(\.bitPattern))
        #expect(read.recipe == state.recipe)
        #expect(read.progress == state.progress)
    }

    @Test(
        "every schedule survives a checkpoint",
        arguments: [
            LearningRateSchedule.constant, .cosine(tokens: 5, floor: 0.1), .decay(from: 1, tokens: 2),
        ])
    func schedules(_ schedule: LearningRateSchedule) throws {
        let data = try JSONEncoder().encode(TrainingRecipe(schedule: schedule))
        #expect(try JSONDecoder().decode(TrainingRecipe.self, from: data).schedule == schedule)
    }

    @Test("cut, foreign and missing files are refused")
    func damaged() throws {
        for keep in [0, 7, 8, 300, 5000] {
            #expect(throws: ModelError.self) { try Self.reread { $0 = $0.prefix(keep) } }
        }
        #expect(throws: ModelError.self) { try Self.reread { $0.removeLast() } }
        #expect(throws: ModelError.self) { try Self.reread { $0 = try SafeTensorsTests.example.data(.float32) } }
        #expect(throws: ModelError.self) { try Checkpoint(contentsOf: URL(filePath: "/nonexistent/state")) }
    }

    @Test("weights and moments that no training leaves are refused")
    func impossibleNumbers() throws {
        func refuse(_ name: String, _ value: Float?) {
            #expect(throws: ModelError.self) {
                try Self.reread { data in
                    try Self.change(&data) { file in
                        if let value { file.tensors[name]?.values[40] = value } else { file.tensors[name] = nil }
                    }
                }
            }
        }
        refuse("parameters", .nan)
        refuse("first_moment", .infinity)
        refuse("second_moment", .nan)
        refuse("second_moment", -1e-9)
        refuse("second_moment", nil)
    }

    @Test(
        "settings and counts that no training has are refused",
        arguments: [
            ("\"step\":17", "\"step\":-1"), ("\"tokens\":34567", "\"tokens\":9223372036854775807"),
            ("\"chunk\":2", "\"chunk\":4611686018427387904"), ("\"batch\":5", "\"batch\":-5"),
            ("\"batch\":5", "\"batch\":2048"), ("\"width\":16", "\"width\":32"), ("\"width\":16", "\"width\":17"),
            ("\"layers\":2", "\"layers\":255"), ("\"beta1\":0.9", "\"beta1\":1"),
            ("\"batchTokens\":2048", "\"batchTokens\":0"), ("\"clipNorm\":1", "\"clipNorm\":-1"),
            ("\"heads\":2", "\"heads\":0"), ("{", ""),
        ])
    func impossibleState(old: String, new: String) throws {
        #expect(throws: ModelError.self) {
            try Self.reread { data in
                try Self.change(&data) { file in
                    let text = file.metadata["winnow_checkpoint"] ?? ""
                    #expect(text.contains(old))
                    file.metadata["winnow_checkpoint"] = text.replacingOccurrences(of: old, with: new)
                }
            }
        }
    }

    @Test("random mutations of the header are refused or give a state that training goes on from")
    func mutations() async throws {
        var random = CounterRandom(key: 61)
        var read: [Checkpoint] = []
        for _ in 0..<300 {
            let state = try? Self.reread { data in
                for _ in 0...random.below(2) { data[random.below(1100)] = UInt8(random.below(256)) }
            }
            if let state { read.append(state) }
        }
        #expect((1..<300).contains(read.count))
        for state in read.prefix(8) {
            var trainer = SourcedTrainer(state, threads: 1) {
                TrainingSequence(prompt: [2 + $0 % 3], completion: [3, 1])
            }
            await trainer.step()
            #expect(trainer.progress.step == state.progress.step + 1)
        }
    }

    @Test("a checkpoint that counts more batches than a chunk has goes on with the next chunk")
    func tooManyBatches() async throws {
        var trainer = SourcedTrainer(try Self.checkpoint(), threads: 1) { _ in
            TrainingSequence(prompt: [2], completion: [1])
        }
        // 2048 sequences of two tokens are two batches; the checkpoint has done five.
        await trainer.step()
        #expect((trainer.progress.chunk, trainer.progress.batch) == (3, 1))
    }
}
