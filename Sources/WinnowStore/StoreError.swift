/// The error says why the database could not do what was asked: it is about the world's state, never a bug of the
/// caller.
///
/// Whatever the kind, nothing of the failed operation is stored.
public struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// There is no such file or folder, or no such row.
        case missing

        /// The file is not a Winnow database.
        case notADatabase

        /// The file was made by a newer Winnow.
        case newerSchema

        /// The file was made by an older Winnow and may not be brought up to date.
        case olderSchema

        /// The file or its folder cannot be written.
        case readOnly

        /// There is no space left.
        case full

        /// Another process is writing.
        case locked

        /// The file is damaged.
        case corrupt

        /// A value that is to be stored contradicts what is stored.
        case conflict

        /// A value that is to be stored cannot be represented.
        case invalid

        /// SQLite reports anything else.
        case other
    }

    public var kind: Kind

    /// This is wrong, with the file that it names.
    public var what: String

    /// This is to be done about it; may be empty.
    public var hint: String

    public init(_ kind: Kind, _ what: String, hint: String = "") {
        self.kind = kind
        self.what = what
        self.hint = hint
    }

    /// The description is one line.
    public var description: String {
        hint.isEmpty ? what : "\(what): \(hint)"
    }
}
