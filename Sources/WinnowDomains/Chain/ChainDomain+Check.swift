extension ChainDomain {
    /// Carries out the program again, `s1 n62 s2 n73 …`, and marks the answer, `ans n39 <pass>`.
    public func writtenCheck(of completion: [Int], for problem: ModularProgram) -> [CheckSymbol] {
        guard let claimed = read(completion).answer.flatMap({ Int($0) }) else { return [.fail] }
        let lines = derivation(of: problem).lines()
        let results = lines.flatMap { [ModularToken.step($0.label), ModularToken.number($0.result)] }
        return results.map(CheckSymbol.token) + [
            .token(ModularToken.answer), .token(ModularToken.number(claimed)),
            CheckSymbol(claimed == lines.last?.result ?? problem.start),
        ]
    }
}
