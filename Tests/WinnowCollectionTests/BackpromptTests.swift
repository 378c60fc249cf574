import TestGuards
import TestSupport
import Testing
import WinnowCore
import WinnowDomains
import WinnowModel
import WinnowRandom
import WinnowSelection
import WinnowStore

@testable import WinnowCatalogue
@testable import WinnowCollection
@testable import WinnowRuns

@Suite("Back-prompting")
struct BackpromptTests {
    private func loop(
        _ verifier: LoopVerifier = .sound, _ critique: CritiqueArm = .first, history: PromptHistory = .last,
        rounds: Int = 4, episodes: Int = 3
    ) -> LoopPlan {
        LoopPlan(verifier: verifier, critique: critique, history: history, rounds: rounds, episodes: episodes)
    }

    /// A weak bundled generator, which is sometimes right.
    private func plan(_ domain: any GeneratedDomain = ChainDomain(), problems: Int = 6) throws -> SamplingPlan {
        SamplingPlan(
            domain: domain, model: try ModelCatalogue.load("weak", for: domain), split: .test, seed: 7,
            options: SamplingOptions(temperature: 0.8, maxTokens: domain.completionLimit), problems: problems,
            samples: 3)
    }

    @discardableResult
    private func run(
        _ plan: SamplingPlan, _ loop: LoopPlan, into store: Store, reviser: Reviser? = nil, threads: Int = 1,
        observe: @escaping WorkProgress.Observer = { _ in }
    ) async throws -> BackpromptOutcome {
        try await BackpromptSource(plan, loop, reviser: reviser, threads: threads)
            .collect(into: Collector(into: store, observe: observe))
    }

    /// All candidates of a run, by position, sample and round, with the verdicts of a verifier.
    private func candidates(
        _ run: RowID<RunRecord>, in store: Store, verifier: String? = nil
    ) throws -> [Stored<CandidateEntry>] {
        var judges = try store.judges(of: run)
        if let verifier {
            judges.verifier = try store.verifiers(of: run).first { $0.record.name == verifier }?.id
        }
        var all: [Stored<CandidateEntry>] = []
        try store.forEachCandidate(of: run, judgedBy: judges) { all.append($0) }
        return all
    }

    /// A reviser that reads the problem's prompt and, before its end, as many separators as there are critiques.
    private func reviser(_ domain: ChainDomain) throws -> Reviser {
        Reviser(try ModelCatalogue.load("medium", for: domain), of: domain) { problem, answer, critiques in
            domain.prompt(for: problem) + critiques.map { _ in Vocabulary.separator }
        }
    }

    @Test("first answers are those of plain sampling, in every arm")
    func firstAnswers() async throws {
        let store = try Store.inMemory()
        let plan = try plan()
        let sampled = try candidates(await sample(plan, into: store), in: store)
        for critique in CritiqueArm.allCases where critique != .judge {
            let outcome = try await run(
                plan, loop(.noisy(NoisyVerifier(tpr: 0.5, fpr: 0.3, per: .answer)), critique, rounds: 2), into: store)
            let firsts = try candidates(outcome.run, in: store).filter { $0.record.candidate.round == 0 }
            #expect(firsts.count == sampled.count)
            for (one, other) in try pairs(firsts, sampled) {
                #expect(one.record.candidate.tokens == other.record.candidate.tokens)
                #expect(one.record.candidate.logProbability == other.record.candidate.logProbability)
            }
        }
    }

    @Test("resampling is the first accepted of the same draws, by brute force")
    func resampling() async throws {
        let (domain, store) = (ChainDomain(), try Store.inMemory())
        let plan = try plan()
        let loop = loop(.sound, .none, history: .none, rounds: 5)
        let outcome = try await run(plan, loop, into: store)
        let stored = try candidates(outcome.run, in: store)
        let problems = domain.problemSet(.test, count: plan.problems).problems
        let sampler = ParallelSampler(
            PackedWeights(plan.model.parameters), options: plan.options, endTokens: [Vocabulary.end], threads: 1)
        var expected: [[UInt16]] = []
        for problem in problems {
            for episode in 0..<loop.episodes {
                for round in 0..<loop.rounds {
                    let key = CandidateKey.key(seed: plan.seed, specification: domain.specification(of: problem))
                    let drawn = Drawn()
                    try await sampler.run([
                        SamplingJob(
                            id: 0, prompt: domain.prompt(for: problem), key: key,
                            samples: [RoundStream.index(episode: episode, round: round)])
                    ]) { await drawn.add($0) }
                    let tokens = await drawn.tokens
                    expected.append(tokens.map { UInt16($0) })
                    if let answer = domain.read(tokens).answer, domain.verify(answer, of: problem).isAccepted { break }
                }
            }
        }
        #expect(stored.map(\.record.candidate.tokens) == expected)
        // A sound verifier accepts nothing wrong, and each later answer names the one before it.
        for entry in try nonEmpty(stored) where entry.record.judgements.verdict?.outcome == .accepted {
            #expect(entry.record.judgements.correct == true)
        }
        for entry in stored { #expect((entry.record.candidate.parent == nil) == (entry.record.candidate.round == 0)) }
        #expect(outcome.accepted > 0 && outcome.usedUp > 0 && outcome.accepted + outcome.usedUp == 18)
    }

    private actor Drawn {
        var tokens: [Int] = []
        func add(_ completions: [Completion]) { tokens = completions[0].tokens }
    }

    @Test("interrupted, extended and on other threads a loop is the same, bit for bit")
    func resuming() async throws {
        let plan = try plan()
        let whole = try Store.inMemory()
        let outcome = try await run(plan, loop(), into: whole, reviser: reviser(ChainDomain()))
        let digest = try PoolDigest.sha256(of: outcome.run, in: whole)
        let parts = try Store.inMemory()
        var small = plan
        small.problems = 2
        try await run(small, loop(rounds: 1, episodes: 2), into: parts, reviser: reviser(ChainDomain()))
        try await run(plan, loop(rounds: 2), into: parts, reviser: reviser(ChainDomain()), threads: 3)
        let (signals, signal) = AsyncStream<Void>.makeStream()
        let cancelled = Task {
            try await run(
                plan, loop(), into: parts, reviser: reviser(ChainDomain()),
                observe: { progress in
                    guard progress.done > 3 else { return }
                    signal.yield()
                    try? await Task.sleep(for: .seconds(60))
                })
        }
        for await _ in signals.prefix(1) {}
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        let last = try await run(plan, loop(), into: parts, reviser: reviser(ChainDomain()), threads: 2)
        #expect(try PoolDigest.sha256(of: last.run, in: parts) == digest)
        #expect(try parts.calls(of: last.run).map(\.flops) == whole.calls(of: outcome.run).map(\.flops))
        #expect(last.accepted == outcome.accepted)
    }

    @Test("every call is in the ledger with its whole prompt, and what was read before is not read again")
    func ledger() async throws {
        let (domain, store) = (ChainDomain(), try Store.inMemory())
        let plan = try plan()
        let plain = try await run(plan, loop(.sound, .none, history: .none), into: store)
        let revised = try await run(plan, loop(), into: store, reviser: reviser(domain))
        for outcome in [plain, revised] {
            let calls = try store.calls(of: outcome.run)
            let answers = try candidates(outcome.run, in: store)
            #expect(calls.count == answers.count)
            for (call, answer) in try pairs(calls, answers) {
                let candidate = answer.record.candidate
                #expect(call.round == candidate.round && call.sampleIndex == candidate.sampleIndex)
                #expect(call.tokensIn == candidate.promptTokens && call.tokensOut == candidate.tokens.count)
                // Asked again, the generator reads nothing anew; a reviser reads its first prompt whole.
                let isNew = call.flops > candidate.flops
                #expect(isNew == (call.round == 0 || outcome.run == revised.run && call.round == 1))
            }
        }
    }

    @Test("what an arm tells is what it says, and is kept with the prompt that tells it")
    func arms() async throws {
        let domain = ChainDomain()
        for critique in CritiqueArm.allCases where critique != .judge {
            let store = try Store.inMemory()
            let outcome = try await run(try plan(domain), loop(.sound, critique), into: store, reviser: reviser(domain))
            let problems = domain.problemSet(.test, count: 6).problems
            var told = 0
            for position in 1...6 {
                let entries = try candidates(outcome.run, in: store).filter {
                    $0.record.candidate.problem
                        == (try? store.problems(in: store.runs()[0].record.problemSet))?[position - 1].id
                }
                let prompts = try store.prompts(of: outcome.run, position: position)
                let byID = Dictionary(uniqueKeysWithValues: entries.map { ($0.id.value, $0) })
                for entry in entries {
                    guard let parent = entry.record.candidate.parent else {
                        #expect(prompts[entry.candidateID] == nil)
                        continue
                    }
                    let prompt = try #require(prompts[entry.candidateID])
                    let critiques = CritiqueText.critiques(prompt.critiquesJSON)
                    let before = try #require(byID[parent.value])
                    let answer = before.record.judgements.reading?.answer
                    let all = try #require(domain.objections(to: answer, of: problems[position - 1]))
                    told += 1
                    switch critique {
                    case .none: #expect(critiques.isEmpty)
                    case .binary: #expect(critiques == [.wrong])
                    case .first: #expect(critiques == [all[0]])
                    case .all: #expect(Array(critiques.prefix(all.count)) == all)
                    case .wrong: #expect(critiques.count == 1 && critiques[0].isFalse(among: all))
                    case .shuffled, .judge: #expect(critiques.count == 1)
                    }
                    #expect(prompt.tokens?.count == entry.record.candidate.promptTokens)
                }
            }
            #expect(told > 10)
        }
    }

    @Test("a noisy verifier says the same of an answer in every arm, and ends episodes by what it says")
    func noisy() async throws {
        let store = try Store.inMemory()
        let verifier = LoopVerifier.noisy(try NoisyVerifier(tpr: 0.8, fpr: 0.4, per: .answer, seed: 3))
        var said: [String: VerdictRecord.Outcome] = [:]
        for critique in [CritiqueArm.none, .first] {
            let outcome = try await run(
                try plan(), loop(verifier, critique, rounds: 6), into: store, reviser: reviser(ChainDomain()))
            let entries = try candidates(outcome.run, in: store, verifier: "dial")
            for (entry, next) in try pairs(Array(entries.dropLast()), Array(entries.dropFirst())) {
                let isLast = next.record.candidate.round == 0
                let verdict = entry.record.judgements.verdict?.outcome
                if !isLast { #expect(verdict != .accepted) }
                guard let key = entry.record.judgements.reading?.answerKey, let verdict else { continue }
                let name = "\(entry.record.candidate.problem) \(key)"
                #expect(said[name] == nil || said[name] == verdict)
                said[name] = verdict
            }
        }
        #expect(Set(said.values).count == 2)
    }

    @Test("verifiers are read as they are typed, and what is none is refused")
    func verifiers() throws {
        #expect(try LoopVerifier(parsing: "sound") == .sound)
        #expect(
            try LoopVerifier(parsing: "noisy:0.9,0.1")
                == .noisy(NoisyVerifier(tpr: 0.9, fpr: 0.1, per: .answer, seed: 1)))
        #expect(try LoopVerifier(parsing: "scorer:orm") == .scorer("orm", threshold: 0.5))
        #expect(try LoopVerifier(parsing: "scorer:orm>=0.7") == .scorer("orm", threshold: 0.7))
        #expect(try LoopVerifier(parsing: "judge:llm") == .judge("llm"))
        for text in ["", "sound:1", "noisy:2,0", "noisy:0.1", "scorer:", "scorer:orm>=x", "judge", "perfect"] {
            #expect(throws: ExperimentError.self, "\(text)") { try LoopVerifier(parsing: text) }
        }
    }
}
