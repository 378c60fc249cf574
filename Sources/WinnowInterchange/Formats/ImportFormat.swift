public import WinnowJSON

/// A format is a layout of recorded samples.
///
/// To add one, write one file with a type that conforms and add one line to ``ImportFormats/all``.
public protocol ImportFormat: Sendable {
    /// Users type this name, such as `llmonkeys`.
    var name: String { get }

    /// The summary is one sentence for help, without a full stop.
    var summary: String { get }

    /// Answers are read by this rule where the user names none; nil to take those of the file, or to look for one.
    var extraction: Extraction? { get }

    /// Tells whether a file whose first readable record is this one has this layout.
    func recognises(_ record: JSONValue, in context: RecordContext) -> Bool

    /// Reads the candidates of a record, each or the reason why it cannot be read.
    ///
    /// - Throws: ``RecordFault`` when there is no candidate in it at all.
    func candidates(
        of record: JSONValue, in context: RecordContext
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>]
}

extension ImportFormat {
    public var extraction: Extraction? { nil }
}

/// A format may know this of a record besides its content.
public struct RecordContext: Sendable {
    /// The record is in a file of this name.
    public let file: String

    /// The line is 1-based.
    public let line: Int

    /// An Inspect log says this of all its records.
    public let header: JSONValue?

    public let fields: FieldMapping

    /// What all records of the file show; nil where that is not known.
    var survey: FileSurvey? = nil

    /// The stem is the file's name without folder and extension.
    public var stem: String {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        return name.firstIndex(of: ".").map { String(name[..<$0]) } ?? name
    }
}

/// A written format is a layout that is written as well as read.
public protocol WrittenFormat: ImportFormat {
    /// Writes a problem's candidates, as whole lines: a piece of a file, or a file of its own.
    func text(of pool: RecordedPool) -> String
}

/// Every format is registered here: command-line names, help, recognition and law tests derive from it.
public enum ImportFormats {
    /// The list has all formats, the more peculiar before the more general: the first that recognises a record is
    /// taken.
    public static let all: [any ImportFormat] = [
        InspectFormat(), LMEvalFormat(), LLMonkeysFormat(), SearchAndLearnFormat(), OpenRFormat(), NeMoSkillsFormat(),
        RLHFlowFormat(), AdaptiveConsistencyFormat(), PRM800KFormat(), HumanEvalFormat(), EvalPlusFormat(),
        LiveCodeBenchFormat(), QwenMathFormat(), ProcessBenchFormat(), ReasoningGymFormat(), VerifiersFormat(),
        OpenAIBatchFormat(), GenericFormat(),
    ]

    /// These formats are written as well, by name.
    public static var written: [any WrittenFormat] { all.compactMap { $0 as? any WrittenFormat } }

    /// Finds the format with this name; nil when there is none.
    public static func named(_ name: String) -> (any ImportFormat)? {
        all.first { $0.name == name }
    }
}

extension Sequence {
    /// Makes each element a candidate, or gives the reason why it cannot be one.
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
