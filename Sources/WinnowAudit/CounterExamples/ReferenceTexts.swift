extension CounterExamples {
    /// Searches for counter-examples of the extractors: every way to introduce an answer, with every spelling of some
    /// numbers. What a spelling stands for is known, as it was made from it.
    public static func ofReferences() -> CounterExamples {
        var search = CounterExamples()
        for sample in ReferenceText.all {
            for reference in ReferenceText.references {
                search.count()
                let strict = sample.value == reference.value ? nil : "it says \(sample.value), not \(reference.value)"
                for checker in PublishedCheckers.references {
                    search.note(
                        checker, checker.verdict(on: sample.text, reference: reference.text), strict: strict,
                        problem: reference.text, text: sample.text)
                }
            }
        }
        return search
    }
}

/// A text says one number, which is known.
struct ReferenceText {
    var text: String

    /// The value in lowest terms, such as `1/2`.
    var value: String

    static let references = [
        ReferenceText(text: "5", value: "5"), ReferenceText(text: "1000", value: "1000"),
        ReferenceText(text: "-5", value: "-5"), ReferenceText(text: "0.25", value: "1/4"),
        ReferenceText(text: "\\frac{1}{4}", value: "1/4"), ReferenceText(text: "50", value: "50"),
    ]

    private static let spellings = [
        ("5", "5"), ("5.0", "5"), ("5.", "5"), ("$5", "5"), ("+5", "5"), ("05", "5"), ("five", "5"), ("-5", "-5"),
        ("- 5", "-5"), ("(-5)", "-5"), ("\u{2212}5", "-5"), ("1000", "1000"), ("1,000", "1000"), ("1 000", "1000"),
        ("1000.00", "1000"), ("10^3", "1000"), ("0.25", "1/4"), (".25", "1/4"), ("1/4", "1/4"), ("25%", "1/4"),
        ("\\frac14", "1/4"), ("\\frac{1}{4}", "1/4"), ("\\dfrac{1}{4}", "1/4"), ("50", "50"), ("50 apples", "50"),
        ("5.5", "11/2"), ("5,0", "5"),
    ]

    /// A frame goes around a spelling.
    private static let frames = [
        "#### @", "####@", "#### $@", "#### @ dollars", "#### @. #### 7", "\\boxed{@}", "\\boxed{x=@}",
        "\\boxed{@\\text{ m}}",
        "\\fbox{@}", "$\\boxed{@}$.", "The answer is @.", "It is @ and not 7.",
        "In 2 days she has @ left, 5 fewer than before.",
        "\\boxed{7} no, \\boxed{@}", "A. @", "@",
    ]

    /// The texts, the shortest first.
    static let all: [ReferenceText] = frames.flatMap { frame in
        spellings.map { ReferenceText(text: frame.replacing("@", with: $0.0), value: $0.1) }
    }.sorted { ($0.text.utf8.count, $0.text) < ($1.text.utf8.count, $1.text) }
}
