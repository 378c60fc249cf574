import Foundation

/// The bytes of a file are read piece by piece and not before its size is known.
struct FileBytes {
    /// Errors call it by this name.
    let name: String

    /// There are so many bytes.
    let count: Int

    private let source: Source

    private enum Source {
        case memory(Data)
        case file(FileHandle)
    }

    /// Takes bytes that are in memory already.
    init(_ data: Data, name: String) {
        self.name = name
        count = data.count
        source = .memory(data)
    }

    /// Opens a file that stays open and is read as asked for. It is not mapped: a mapped file that somebody cuts short
    /// ends the process.
    ///
    /// - Throws: ``ModelError`` when there is no such regular file or it cannot be opened.
    init(contentsOf url: URL) throws(ModelError) {
        // Attributes are those of a link itself, and models are often links into a cache.
        let path = url.resolvingSymlinksInPath().path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            attributes[.type] as? FileAttributeType == .typeRegular, let size = attributes[.size] as? Int,
            let handle = try? FileHandle(forReadingFrom: URL(filePath: path))
        else {
            throw ModelError("cannot read \(url.path)", hint: "give a folder that holds a model")
        }
        name = url.path
        count = size
        source = .file(handle)
    }

    /// Gives the bytes of a range, which must lie within the file.
    ///
    /// - Throws: ``ModelError`` when the file became shorter or cannot be read.
    func bytes(_ range: Range<Int>) throws(ModelError) -> Data {
        precondition(0 <= range.lowerBound && range.upperBound <= count, "bytes \(range) of a file of \(count)")
        switch source {
        case .memory(let data):
            return data.dropFirst(range.lowerBound).prefix(range.count)
        case .file(let handle):
            if range.isEmpty { return Data() }
            try? handle.seek(toOffset: UInt64(range.lowerBound))
            guard let data = try? handle.read(upToCount: range.count), data.count == range.count else {
                throw ModelError("cannot read all of \(name)", hint: "it changed while it was read; try again")
            }
            return data
        }
    }

    /// Gives a whole JSON file.
    ///
    /// - Parameter limit: the largest size in bytes that such a file can sensibly have.
    /// - Throws: ``ModelError`` when it is missing, larger, nested deeply or not of the expected form.
    static func json<Value: Decodable>(
        _ type: Value.Type, at url: URL, limit: Int = 4_000_000
    ) throws(ModelError) -> Value {
        let file = try FileBytes(contentsOf: url)
        guard file.count <= limit else {
            throw ModelError(
                "\(file.name) has \(file.count) bytes, more than the \(limit) that such a file can have",
                hint: "it is not a part of a model")
        }
        return try BoundedJSON.decode(type, from: file.bytes(0..<file.count), name: file.name)
    }
}
