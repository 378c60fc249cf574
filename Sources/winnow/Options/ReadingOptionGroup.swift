import ArgumentParser
import WinnowAnswers
import WinnowCollection

/// How answers are read, besides the rule that finds them.
struct ReadingOptionGroup: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Whether units, currencies and percent signs are parts of an answer: keep or ignore. "
                + "(default: keep; with gsm8k, ignore)", valueName: "rule"))
    var units: UnitRuleOption?

    @Option(
        name: .customLong("thought-tag"),
        help: ArgumentHelp(
            "A tag whose content is a thought and no answer, besides think and others that are known; may be repeated.",
            valueName: "name"))
    var thoughtTags: [String] = []

    @Option(
        help: ArgumentHelp(
            "Count numbers as one answer that agree in so many significant digits, each rounded on its own.",
            valueName: "n"))
    var digits: Int?

    var options: ReadingOptions {
        get throws { try ReadingOptions(units: units?.rule, thoughtTags: thoughtTags, digits: digits) }
    }
}

/// A rule for units, by its name.
enum UnitRuleOption: String, ExpressibleByArgument, CaseIterable {
    case keep
    case ignore

    var rule: NormalForm.UnitRule { self == .keep ? .keep : .ignore }
}
