extension CountdownDomain {
    /// Marks each number of the expression as given or not, `n9 <pass> n7 <pass> …`, evaluates its operations one by one,
    /// `n9 + n7 = n16 …`, and marks the value, `> n11 <pass>`.
    ///
    /// A value that no token stands for (a fraction, a negative number, one beyond 200) ends the check without a mark.
    public func writtenCheck(of completion: [Int], for problem: CountdownProblem) -> [CheckSymbol] {
        guard let answer = read(completion).answer, let expression = try? CountdownExpression(answer) else {
            return [.fail]
        }
        var check: [CheckSymbol] = []
        var unused = problem.numbers
        for case .number(let number, at: _) in expression.postfix {
            guard (1...CountdownOperation.largestResult).contains(number) else { return check }
            let place = unused.firstIndex(of: number)
            if let place { unused.remove(at: place) }
            check += [.token(CountdownToken.number(number)), CheckSymbol(place != nil)]
            if check.last?.isFailure == true { return check }
        }
        guard unused.isEmpty else { return check + [.fail] }
        var stack: [Int] = []
        for element in expression.postfix {
            switch element {
            case .number(let number, at: _): stack.append(number)
            case .operation(let operation, at: _):
                let (right, left) = (stack.removeLast(), stack.removeLast())
                guard let result = operation.result(left, right) else { return check }
                stack.append(result)
                check += [
                    CountdownToken.number(left), CountdownToken.operation(operation), CountdownToken.number(right),
                    CountdownToken.equals, CountdownToken.number(result),
                ].map(CheckSymbol.token)
            }
        }
        return check + [
            .token(CountdownToken.yields), .token(CountdownToken.number(problem.target)),
            CheckSymbol(stack.last == problem.target),
        ]
    }
}
