/// Votes are counted on this form of an answer; see ``NormalForm``.
public enum AnswerKey {
    /// - Returns: nil for a text with nothing in it.
    public static func key(of answer: String, units: NormalForm.UnitRule = .keep) -> String? {
        NormalForm(answer, units: units)?.key
    }
}
