public import WinnowJSON

/// A layout of recorded samples.
///
/// To add one, write one file with a type that conforms and add one line to ``ImportFormats/all``.
public protocol ImportFormat: Sendable {
    /// The name that users type, such as `llmonkeys`.
    var name: String { get }

    /// One sentence for help, without a full stop.
    var summary: String { get }

    /// How answers are read where the user does not say; nil to take those of the file, or to look for one.
    var extraction: Extraction? { get }

    /// Whether a file whose first readable record is this one has this layout.
    func recognises(_ record: JSONValue, in context: RecordContext) -> Bool

    /// The candidates of a record, each or the reason why it cannot be read.
    ///
    /// - Throws: ``RecordFault`` when there is no candidate in it at all.
    func candidates(
        of record: JSONValue, in context: RecordContext
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>]
}

extension ImportFormat {
    public var extraction: Extraction? { nil }
}

/// The registry: command-line names, help, recognition and law tests derive from it.
public enum ImportFormats {
    /// All formats, the more peculiar before the more general: the first that recognises a record is taken.
    public static let all: [any ImportFormat] = [
        InspectFormat(), LMEvalFormat(), LLMonkeysFormat(), SearchAndLearnFormat(), OpenRFormat(), NeMoSkillsFormat(),
        RLHFlowFormat(), AdaptiveConsistencyFormat(), PRM800KFormat(), HumanEvalFormat(), GenericFormat(),
    ]

    /// The format with this name, or nil when there is none.
    public static func named(_ name: String) -> (any ImportFormat)? {
        all.first { $0.name == name }
    }
}

extension Sequence {
    /// Each element made a candidate, or the reason why it cannot be.
    func candidates(
        _ candidate: (Element) throws(RecordFault) -> ImportedCandidate
    ) -> [Result<ImportedCandidate, RecordFault>] {
        map { element in
            do throws(RecordFault) {
                return .success(try candidate(element).checked())
            } catch {
                return .failure(error)
            }
        }
    }
}
