import WinnowRandom

/// The solver finds a solution after exploring a few dead ends.
///
/// At every state of more than two numbers the next move is drawn among those that keep the target in reach.
/// Before it 0, 1 or 2 dead ends (probabilities .45, .35, .2; fewer where there are fewer) are explored: moves
/// after which the target is out of reach. A dead end is followed down one random line to two numbers, all of
/// whose moves are tried, and left by `back`, one state at a time. At the last state of the solution the moves
/// are tried in random order until the target is found.
struct CountdownSolver {
    let numbers: CountdownNumbers
    let target: Int

    /// Searches once at random; the search's length is not limited.
    func solution(using random: inout CounterRandom) -> Solution {
        precondition(numbers.reaches(target), "\(numbers.array) > \(target) has no solution by the trace's moves")
        var trace = CountdownToken.state(numbers, target: target)
        trace.reserveCapacity(256)
        var path = SolutionPath(numbers)
        while path.state.count > 2 {
            let state = path.state
            var right: [CountdownMove] = []
            var wrong: [CountdownMove] = []
            for move in state.moves() {
                if after(move, in: state).reaches(target) { right.append(move) } else { wrong.append(move) }
            }
            for _ in 0..<min(deadEnds(using: &random), wrong.count) {
                let move = wrong.remove(at: random.below(wrong.count))
                explore(move, in: state, into: &trace, using: &random)
            }
            let move = right[random.below(right.count)]
            write(move, in: state, into: &trace)
            trace += CountdownToken.state(after(move, in: state), target: target)
            path.apply(move)
        }
        if let move = tryLeaves(of: path.state, into: &trace, using: &random) { path.apply(move) }
        return Solution(trace: trace, answer: [CountdownToken.answer] + path.terms[0])
    }

    private func deadEnds(using random: inout CounterRandom) -> Int {
        let draw = random.uniform()
        return draw < 0.45 ? 0 : draw < 0.8 ? 1 : 2
    }

    private func after(_ move: CountdownMove, in state: CountdownNumbers) -> CountdownNumbers {
        state.replacing(move.first, move.second, with: move.result)
    }

    /// Writes a dead end and the way back to the state.
    private func explore(
        _ move: CountdownMove, in state: CountdownNumbers, into trace: inout [Int], using random: inout CounterRandom
    ) {
        let child = after(move, in: state)
        write(move, in: state, into: &trace)
        trace += CountdownToken.state(child, target: target)
        if child.count > 2 {
            let moves = child.moves()
            explore(moves[random.below(moves.count)], in: child, into: &trace, using: &random)
        } else {
            _ = tryLeaves(of: child, into: &trace, using: &random)
        }
        trace.append(CountdownToken.back)
        trace += CountdownToken.state(state, target: target)
    }

    /// Writes the moves of two numbers in random order with their marks, up to the one that makes the target.
    private func tryLeaves(
        of state: CountdownNumbers, into trace: inout [Int], using random: inout CounterRandom
    ) -> CountdownMove? {
        var moves = state.moves()
        random.shuffle(&moves)
        for move in moves {
            write(move, in: state, into: &trace)
            trace.append(move.result == target ? CountdownToken.right : CountdownToken.wrong)
            if move.result == target { return move }
        }
        return nil
    }

    private func write(_ move: CountdownMove, in state: CountdownNumbers, into trace: inout [Int]) {
        trace.append(CountdownToken.number(state[move.first]))
        trace.append(CountdownToken.operation(move.operation))
        trace.append(CountdownToken.number(state[move.second]))
        trace.append(CountdownToken.equals)
        trace.append(CountdownToken.number(move.result))
    }
}

/// A path is a state of the search with the expression behind each of its numbers.
private struct SolutionPath {
    private(set) var state: CountdownNumbers

    /// These are the tokens of the expression whose value is the number at the same index of ``state``.
    private(set) var terms: [[Int]]

    init(_ numbers: CountdownNumbers) {
        state = numbers
        terms = numbers.array.map { [CountdownToken.number($0)] }
    }

    mutating func apply(_ move: CountdownMove) {
        let term =
            [CountdownToken.openParenthesis] + terms[move.first] + [CountdownToken.operation(move.operation)]
            + terms[move.second] + [CountdownToken.closeParenthesis]
        let rest = (0..<state.count).filter { $0 != move.first && $0 != move.second }
        // As in CountdownNumbers.insert, the result goes behind the numbers that are not smaller.
        let position = rest.firstIndex { state[$0] < move.result } ?? rest.count
        terms = rest.map { terms[$0] }
        terms.insert(term, at: position)
        state = state.replacing(move.first, move.second, with: move.result)
    }
}
