/// The parts that problems are split into, as ``ProblemRecord/split`` names them.
enum ProblemSplit: String, CaseIterable {
    case train
    case tune
    case test
}
