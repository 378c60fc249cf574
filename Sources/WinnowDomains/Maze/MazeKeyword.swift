/// The words of a maze's texts that have a meaning of their own.
enum MazeKeyword: String, Hashable, Sendable {
    case bos
    case eos
    case query
    case start
    case goal
    case wall
    case size
    case reasoning
    case create
    case close
    case solution
    case plan
    case end
}
