import Glibc
import Testing

@testable import WinnowModel

struct LearningRateTests {
    @Test("the constant schedule is one after a linear warm-up")
    func constant() {
        let recipe = TrainingRecipe(learningRate: 0.01, warmUpSteps: 4)
        let rates = (1...6).map { recipe.learningRate(step: $0, tokens: 1_000_000) }
        #expect(rates == [0.0025, 0.005, 0.0075, 0.01, 0.01, 0.01])
        #expect(TrainingRecipe(learningRate: 0.5, warmUpSteps: 0).learningRate(step: 1, tokens: 0) == 0.5)
    }

    @Test("the cosine schedule falls from 1 through the middle to its floor and stays there")
    func cosine() {
        let schedule = LearningRateSchedule.cosine(tokens: 1000, floor: 0.1)
        #expect(schedule.factor(tokens: 0) == 1)
        #expect(abs(schedule.factor(tokens: 500) - 0.55) < 1e-12)
        #expect(abs(schedule.factor(tokens: 250) - (0.1 + 0.9 * (1 + cos(.pi / 4)) / 2)) < 1e-12)
        #expect(abs(schedule.factor(tokens: 1000) - 0.1) < 1e-12)
        #expect(abs(schedule.factor(tokens: 5000) - 0.1) < 1e-12)
    }

    @Test("a decay is one before its start, then linear to zero, then zero")
    func decay() {
        let schedule = LearningRateSchedule.decay(from: 1000, tokens: 200)
        #expect([0, 1000, 1050, 1150, 1200, 9000].map { schedule.factor(tokens: $0) } == [1, 1, 0.75, 0.25, 0, 0])
    }
}
