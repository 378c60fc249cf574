import Foundation

/// A place is where a command writes what it makes; commands look at it before long work, whose result would be lost.
public enum OutputPlace {
    /// Looks whether a file can be put at a path: in a folder that can be written to, and in the place of nothing but a file,
    /// as a new file is moved over what is there.
    ///
    /// - Parameters:
    ///   - mayBeDevice: true where what is there is written to and not replaced, such as `/dev/stderr`.
    ///   - makingFolders: true where folders that are missing are made.
    /// - Throws: ``ExperimentError`` where it cannot.
    public static func checkFile(
        _ path: String, mayBeDevice: Bool = false, makingFolders: Bool = false
    ) throws(ExperimentError) {
        let folder = URL(filePath: path).absoluteURL.deletingLastPathComponent()
        if makingFolders {
            try checkFolder(folder.path)
        } else if kind(of: folder.path) != .folder {
            throw ExperimentError(
                "there is no folder '\(folder.path)' to write into", hint: "make it, or give another path")
        }
        switch kind(of: path) {
        case .folder:
            throw ExperimentError("'\(path)' is a folder", hint: "give the name of a file")
        case .other where !mayBeDevice:
            throw ExperimentError("'\(path)' is no regular file", hint: "give the path of a file")
        case .other: break
        case .file, .nothing:
            // A folder that is to be made was looked at above.
            if !makingFolders { try checkWritable(folder.path) }
        }
    }

    /// Looks whether a folder is there and can be written to, or can be made.
    ///
    /// - Throws: ``ExperimentError`` where it cannot.
    public static func checkFolder(_ path: String) throws(ExperimentError) {
        var url = URL(filePath: path).absoluteURL.standardizedFileURL
        while kind(of: url.path) == .nothing, url.path != "/" { url = url.deletingLastPathComponent() }
        guard kind(of: url.path) == .folder else {
            throw ExperimentError(
                "'\(path)' cannot be a folder: '\(url.path)' is none", hint: "give the path of a folder")
        }
        try checkWritable(url.path)
    }

    private static func checkWritable(_ folder: String) throws(ExperimentError) {
        guard FileManager.default.isWritableFile(atPath: folder) else {
            throw ExperimentError(
                "nothing can be written into '\(folder)'", hint: "check its permissions, or give another path")
        }
    }

    private enum Kind {
        case nothing
        case file
        case folder
        /// A device, a pipe or a socket.
        case other
    }

    /// Finds what is at a path, at the end of links; a link that leads nowhere is nothing.
    private static func kind(of path: String) -> Kind {
        guard FileManager.default.fileExists(atPath: path) else { return .nothing }
        let keys = try? URL(filePath: path).resolvingSymlinksInPath()
            .resourceValues(forKeys: [.isDirectoryKey, .isRegularFileKey])
        if keys?.isDirectory == true { return .folder }
        return keys?.isRegularFile == true ? .file : .other
    }
}
