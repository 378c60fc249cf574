public import WinnowJSON

/// A layout of recorded samples.
///
/// To add one, write one file with a type that conforms and add one line to ``ImportFormats/all``.
public protocol ImportFormat: Sendable {
    /// The name that users type, such as `llmonkeys`.
    var name: String { get }

    /// One sentence for help, without a full stop.
    var summary: String { get }

    /// Answers are read by this rule where the user names none; nil to take those of the file, or to look for one.
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

/// A format may know this of a record besides its content.
public struct RecordContext: Sendable {
    /// The file's name.
    public let file: String

    /// 1-based.
    public let line: Int

    /// An Inspect log says this of all its records.
    public let header: JSONValue?

    public let fields: FieldMapping

    /// The file's name without folder and extension.
    public var stem: String {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        return name.firstIndex(of: ".").map { String(name[..<$0]) } ?? name
    }
}

/// A layout that is written as well as read.
public protocol WrittenFormat: ImportFormat {
    /// Writes a problem's candidates, as whole lines: a piece of a file, or a file of its own.
    func text(of pool: RecordedPool) -> String
}

/// The registry: command-line names, help, recognition and law tests derive from it.
public enum ImportFormats {
    /// All formats, the more peculiar before the more general: the first that recognises a record is taken.
    public static let all: [any ImportFormat] = [
        InspectFormat(), LMEvalFormat(), LLMonkeysFormat(), SearchAndLearnFormat(), OpenRFormat(), NeMoSkillsFormat(),
        RLHFlowFormat(), AdaptiveConsistencyFormat(), PRM800KFormat(), HumanEvalFormat(), GenericFormat(),
    ]

    /// The formats that are written as well, by name.
    public static var written: [any WrittenFormat] { all.compactMap { $0 as? any WrittenFormat } }

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
