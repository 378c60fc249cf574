public import Foundation

/// A candidate is one sampled completion; run, problem, sample index and round are its natural key.
public struct CandidateRecord: Hashable, Sendable {
    public var problem: RowID<ProblemRecord>

    /// The index is 0-based: it is the number of the sample of this problem under the run's seed.
    public var sampleIndex: Int

    /// The candidate revises this one, which has a smaller ``round``.
    public var parent: RowID<CandidateRecord>?

    /// The round is 0 for a first answer, higher for answers to back-prompts.
    public var round: Int

    /// The tokens are the completion, end token included; they are empty where there is a ``completion``.
    public var tokens: [UInt16]

    /// The completion stands as text where its tokens are not known.
    public var completion: CompletionText?

    /// The log-probability is the model's own, at temperature 1, natural logarithm, end token included; nil when
    /// unknown.
    public var logProbability: Double?

    /// The distribution that was drawn from gives this; nil when unknown.
    public var samplingLogProbability: Double?

    public var promptTokens: Int
    public var traceTokens: Int
    public var answerTokens: Int

    /// The reason is `end` when the end token was drawn and ``unknownStop`` when nobody says; anything else counts as a
    /// truncation.
    public var stopReason: String

    /// The completion took so many, 2 per multiply-add; the prompt's are counted once per problem and not here.
    public var flops: Double

    /// A candidate whose source does not say why it ended has this ``stopReason``.
    public static let unknownStop = "unknown"

    public init(
        problem: RowID<ProblemRecord>, sampleIndex: Int, parent: RowID<CandidateRecord>? = nil, round: Int = 0,
        tokens: [UInt16], logProbability: Double?, samplingLogProbability: Double? = nil, promptTokens: Int,
        traceTokens: Int, answerTokens: Int, stopReason: String, flops: Double, completion: CompletionText? = nil
    ) {
        self.problem = problem
        self.sampleIndex = sampleIndex
        self.parent = parent
        self.round = round
        self.tokens = tokens
        self.logProbability = logProbability
        self.samplingLogProbability = samplingLogProbability
        self.promptTokens = promptTokens
        self.traceTokens = traceTokens
        self.answerTokens = answerTokens
        self.stopReason = stopReason
        self.flops = flops
        self.completion = completion
    }
}

/// A completion stands as text where its tokens in the model's vocabulary are not known: it was recorded by another
/// program, or is of an endpoint.
public struct CompletionText: Hashable, Sendable {
    /// The text is nil when the source kept an answer or a score only.
    public var text: String?

    /// The source counts the tokens; nil when unknown.
    public var completionTokens: Int?

    /// The source counts the tokens; nil when unknown.
    public var promptTokens: Int?

    public init(text: String?, completionTokens: Int? = nil, promptTokens: Int? = nil) {
        self.text = text
        self.completionTokens = completionTokens
        self.promptTokens = promptTokens
    }
}

/// An entry is a candidate and what was said of it: what a sampler appends and what a reader gets back.
public struct CandidateEntry: Hashable, Sendable {
    public var candidate: CandidateRecord
    public var judgements: Judgements

    public init(_ candidate: CandidateRecord, _ judgements: Judgements = Judgements()) {
        self.candidate = candidate
        self.judgements = judgements
    }
}

extension Stored where Record == CandidateEntry {
    /// The candidate has this row, for judging it.
    public var candidateID: RowID<CandidateRecord> { RowID(id.value) }
}

/// A candidate's own content is apart from what was said of it and of the file it is in: equal for equal candidates of
/// any two databases.
public struct CandidateBytes: Hashable, Sendable {
    /// The problem has this hash.
    public let canonicalHash: String

    public let sampleIndex: Int
    public let round: Int

    /// The tokens are the completion: little-endian, two bytes each; empty where there is a ``text``.
    public let tokens: Data

    /// The text is the completion of a candidate whose tokens are not known.
    public let text: String?

    public let logProbability: Double?
}

/// Tokens stand as the bytes of `candidate.tokens`: little-endian, two bytes each.
enum TokenBlob {
    static func encode(_ tokens: [UInt16]) -> Data {
        var data = Data(count: 2 * tokens.count)
        var bytes = data.mutableBytes
        for index in tokens.indices {
            bytes.storeBytes(of: tokens[index].littleEndian, toByteOffset: 2 * index, as: UInt16.self)
        }
        return data
    }

    static func decode(_ blob: Data) -> [UInt16] {
        let bytes = blob.span
        return (0..<bytes.count / 2).map { UInt16(bytes[2 * $0]) | UInt16(bytes[2 * $0 + 1]) << 8 }
    }
}
