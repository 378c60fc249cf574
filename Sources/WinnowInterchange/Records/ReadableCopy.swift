import Foundation
import WinnowBounds
import WinnowCompression

/// A copy holds what a file says in UTF-8, where the file itself is packed or in another encoding: it is deleted with
/// this value.
final class ReadableCopy: Sendable {
    let path: String

    /// The file is in this form, in words for the report.
    let form: String

    private init(path: String, form: String) {
        (self.path, self.form) = (path, form)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Makes a copy of a file that needs one; nil for a file that is read as it is.
    ///
    /// - Throws: ``ImportFileError`` for a file that is damaged or unpacks to too much.
    static func of(_ path: String, _ limits: RecordLimits) throws(ImportFileError) -> ReadableCopy? {
        let file = try ImportFileError.opened(path)
        defer { try? file.close() }
        do {
            let start = try file.read(upToCount: 4) ?? Data()
            try file.seek(toOffset: 0)
            if let method = Unpacking.Method(start: start) { return try unpacked(file, path, method, limits) }
            if let encoding = encoding(start) { return try transcoded(file, encoding, limits) }
            return nil
        } catch let error as ImportFileError {
            throw error
        } catch {
            throw ImportFileError(what: "cannot read '\(path)'", hint: "check its permissions and the space for a copy")
        }
    }

    private static func unpacked(
        _ file: FileHandle, _ path: String, _ method: Unpacking.Method, _ limits: RecordLimits
    ) throws -> ReadableCopy {
        let size = Int(try file.seekToEnd())
        try file.seek(toOffset: 0)
        let name = method == .gzip ? "gzip" : "zstd"
        let (copy, output) = try empty(form: name)
        defer { try? output.close() }
        do {
            try Unpacking.unpack(file, by: method, into: output, limit: limits.unpacked(ofArchive: size))
        } catch let fault as Unpacking.Fault {
            let reason =
                switch fault {
                case .damaged: "what \(name) has packed is damaged"
                case .isCutOff: "what \(name) has packed is cut off"
                case .isTooLarge: "it unpacks to too much; --largest-record takes more"
                }
            throw ImportFileError(what: "cannot read '\(path)'", hint: reason)
        }
        guard let inner = try transcodedCopy(of: copy, limits) else { return copy }
        return inner
    }

    /// A packed file may have another encoding inside.
    private static func transcodedCopy(of copy: ReadableCopy, _ limits: RecordLimits) throws -> ReadableCopy? {
        guard let file = FileHandle(forReadingAtPath: copy.path) else { return nil }
        defer { try? file.close() }
        let start = try file.read(upToCount: 4) ?? Data()
        try file.seek(toOffset: 0)
        return try encoding(start).map { try transcoded(file, $0, limits, before: copy.form + ", ") }
    }

    private static func empty(form: String) throws -> (ReadableCopy, FileHandle) {
        let place = FileManager.default.temporaryDirectory.appendingPathComponent("winnow-\(UUID().uuidString)").path
        guard FileManager.default.createFile(atPath: place, contents: nil, attributes: [.posixPermissions: 0o600]),
            let output = FileHandle(forWritingAtPath: place)
        else {
            throw ImportFileError(what: "cannot write '\(place)'", hint: "a packed file needs a place for its content")
        }
        return (ReadableCopy(path: place, form: form), output)
    }

    // MARK: Encodings

    private enum Encoding {
        case utf16(isBigEndian: Bool)
    }

    private static func encoding(_ start: Data) -> Encoding? {
        if start.starts(with: [0xFF, 0xFE]) { return .utf16(isBigEndian: false) }
        if start.starts(with: [0xFE, 0xFF]) { return .utf16(isBigEndian: true) }
        // Without a mark: the first sign of JSON is one of ASCII, beside a byte of zero.
        guard start.count >= 2 else { return nil }
        if start[1] == 0, start[0] != 0 { return .utf16(isBigEndian: false) }
        if start[0] == 0, start[1] != 0 { return .utf16(isBigEndian: true) }
        return nil
    }

    private static func transcoded(
        _ file: FileHandle, _ encoding: Encoding, _ limits: RecordLimits, before form: String = ""
    ) throws -> ReadableCopy {
        guard case .utf16(let isBigEndian) = encoding else { throw RecordFault("") }
        let (copy, output) = try empty(form: form + "UTF-16")
        defer { try? output.close() }
        var decoder = UTF16()
        var units: [UInt16] = []
        var odd: UInt8?
        while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
            let bytes = (odd.map { [$0] } ?? []) + piece
            odd = bytes.count % 2 == 1 ? bytes.last : nil
            for place in stride(from: 0, to: bytes.count - bytes.count % 2, by: 2) {
                let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
                units.append(isBigEndian ? first << 8 | second : second << 8 | first)
            }
            // A pair of surrogates is not divided.
            let held = units.last.map { UTF16.isLeadSurrogate($0) } == true ? [units.removeLast()] : []
            try output.write(contentsOf: utf8(units, &decoder))
            units = held
        }
        try output.write(contentsOf: utf8(units, &decoder))
        return copy
    }

    private static func utf8(_ units: [UInt16], _ decoder: inout UTF16) -> Data {
        var source = units.makeIterator()
        var text = String.UnicodeScalarView()
        while true {
            switch decoder.decode(&source) {
            case .scalarValue(let scalar): if scalar != "\u{FEFF}" { text.append(scalar) }
            case .error: text.append("\u{FFFD}")
            case .emptyInput: return Data(String(text).utf8)
            }
        }
    }
}
