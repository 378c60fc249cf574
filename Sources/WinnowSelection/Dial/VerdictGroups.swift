/// Groups of candidates, each accepted or rejected as a whole: `count` groups of `size` candidates of one grade.
///
/// Under noise per candidate all groups have size 1; under noise per answer a group is a distinct answer.
struct VerdictGroups: Hashable, Sendable {
    var size: Int
    var count: Int
    var isRight: Bool
}
