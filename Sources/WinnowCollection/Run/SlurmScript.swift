public import WinnowCore
public import WinnowRuns
import WinnowText

/// A script has Slurm sample the shards of a plan as an array, and merge them when all are done.
///
/// Run by bash it submits itself and the merge behind it; run by Slurm it is a task of the array. Every name and path in it
/// is one word of the shell, whatever signs it has.
public struct SlurmScript: Sendable {
    /// The settings say where things are and what Slurm is asked for.
    public struct Settings: Hashable, Sendable {
        /// The paths are absolute, as nodes see them.
        public var program: String
        public var plan: String

        /// Shards, logs and unfinished databases go into this folder.
        public var folder: String

        /// The database that all shards become.
        public var target: String

        /// The most time of a task in Slurm's own form, such as `2:00:00`; nil for the partition's.
        public var time: String?

        /// The partition is nil for the cluster's own choice.
        public var partition: String?

        /// The most tasks at a time; nil for no limit.
        public var arrayLimit: Int?
        public var cpus: Int

        /// Slurm sends SIGUSR1 so many seconds before the time is up.
        public var grace: Int

        /// A task whose program was killed is put back so often.
        public var retries: Int

        public init(
            program: String, plan: String, folder: String, target: String, time: String? = nil,
            partition: String? = nil, arrayLimit: Int? = nil, cpus: Int = 1, grace: Int = 120, retries: Int = 3
        ) {
            (self.program, self.plan, self.folder, self.target) = (program, plan, folder, target)
            (self.time, self.partition, self.arrayLimit) = (time, partition, arrayLimit)
            (self.cpus, self.grace, self.retries) = (cpus, grace, retries)
        }
    }

    /// A task that put itself back into the queue ends with this status: `EX_TEMPFAIL` of sysexits.h.
    public static let requeued = 75

    private let settings: Settings
    private let shards: Int
    private let indices: [Int]

    /// - Parameter indices: the shards that are to be sampled, ascending; those of the plan that are not done.
    /// - Throws: ``ExperimentError`` for a time, a partition or numbers that Slurm would not take.
    public init(_ plan: ShardPlan, shards indices: [Int], _ settings: Settings) throws(ExperimentError) {
        try Self.check(
            settings.time, "--time", "0123456789:-", hint: "give minutes, or one such as 2:00:00 or 1-12:00:00")
        try Self.check(
            settings.partition, "--partition",
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.,-",
            hint: "give the name that sinfo shows")
        for (name, value, range) in [
            ("--array-limit", settings.arrayLimit ?? 1, 1...Shard.most), ("--cpus", settings.cpus, 1...1024),
            ("--grace", settings.grace, 1...65_535), ("--retries", settings.retries, 0...1000),
        ] where !range.contains(value) {
            throw ExperimentError(
                "\(name) \(value) cannot be", hint: "give a number in \(range.lowerBound)...\(range.upperBound)")
        }
        (self.settings, shards, self.indices) = (settings, plan.shards, indices)
    }

    private static func check(_ value: String?, _ name: String, _ signs: String, hint: String) throws(ExperimentError) {
        guard let value else { return }
        guard !value.isEmpty, value.first != "-", value.unicodeScalars.allSatisfy(signs.unicodeScalars.contains) else {
            throw ExperimentError("\(name) \"\(value)\" is nothing that Slurm takes", hint: hint)
        }
    }

    /// The indices as Slurm writes them: `0-2,5`.
    static func ranges(_ indices: [Int]) -> String {
        var ranges: [ClosedRange<Int>] = []
        for index in indices {
            if let last = ranges.last, last.upperBound + 1 == index {
                ranges[ranges.count - 1] = last.lowerBound...index
            } else {
                ranges.append(index...index)
            }
        }
        return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
            .joined(separator: ",")
    }

    /// The script; ends with a line feed.
    public var text: String {
        let array = Self.ranges(indices) + (settings.arrayLimit.map { "%\($0)" } ?? "")
        let asked = [
            settings.time.map { "--time=\($0)" }, settings.partition.map { "--partition=\($0)" },
            "--cpus-per-task=\(settings.cpus)", "--requeue", "--output=/dev/null", "--open-mode=append",
        ].compactMap(\.self)
        let header = ["--job-name=winnow", "--array=\(array)", "--signal=B:USR1@\(settings.grace)"] + asked
        return """
            #!/bin/bash
            # Made by winnow \(winnowVersion). Run by bash it submits an array of tasks, and a merge for when all are done.
            \(header.map { "#SBATCH \($0)" }.joined(separator: "\n"))
            set -u
            winnow=\(ShellText.word(settings.program))
            plan=\(ShellText.word(settings.plan))
            folder=\(ShellText.word(settings.folder))
            target=\(ShellText.word(settings.target))

            \(Self.copying)

            \(submission(asked))

            \(task)

            """
    }

    /// A copy has its name with all of it or not at all.
    private static let copying = """
        publish() {
            cp -- "$1" "$2.$SLURM_JOB_ID.copy" && sync -- "$2.$SLURM_JOB_ID.copy" && mv -f -- "$2.$SLURM_JOB_ID.copy" "$2"
        }
        # A folder of the node's own, which a task that comes back to the node finds again.
        scratch() {
            scratch=${SLURM_TMPDIR:-${TMPDIR:-/tmp}}/winnow-$(id -u)-$1
            if ! mkdir -m 700 -- "$scratch" 2>/dev/null; then
                if [ ! -d "$scratch" ] || [ -L "$scratch" ] || [ ! -O "$scratch" ]; then
                    scratch=$(mktemp -d -- "$scratch-XXXXXX") || exit 1
                fi
            fi
        }
        """

    private func submission(_ asked: [String]) -> String {
        """
        if [ -z "${SLURM_ARRAY_TASK_ID-}" ]; then
            if [ ! -f "$0" ]; then echo 'winnow: run this script as a file: bash FILE' >&2; exit 1; fi
            mkdir -p -- "$folder" || exit 1
            array=$(sbatch --parsable -- "$0") || exit 1
            array=${array%%;*}
            merge=$(sbatch --parsable --job-name=winnow-merge --dependency=afterok:"$array" --kill-on-invalid-dep=yes \\
                \(asked.joined(separator: " ")) <<'WINNOW_MERGE'
        #!/bin/bash
        set -u
        winnow=\(ShellText.word(settings.program))
        plan=\(ShellText.word(settings.plan))
        folder=\(ShellText.word(settings.folder))
        target=\(ShellText.word(settings.target))
        exec >>"$folder/merge.log" 2>&1
        \(Self.copying)
        scratch "$SLURM_JOB_ID"
        rm -f -- "$scratch/all.db"
        if [ -f "$target" ]; then cp -- "$target" "$scratch/all.db" || exit 1; fi
        "$winnow" merge "$folder"/shard-*.db --plan "$plan" --into "$scratch/all.db" --quiet || exit 1
        publish "$scratch/all.db" "$target" || exit 1
        rm -rf -- "$scratch"
        WINNOW_MERGE
            ) || exit 1
            echo "array $array samples the shards, job ${merge%%;*} merges them into $target"
            exit 0
        fi
        """
    }

    private var task: String {
        """
        shard=$SLURM_ARRAY_TASK_ID
        exec >>"$folder/shard-$shard.log" 2>&1
        whole=$folder/shard-$shard.db
        part=$folder/part-$shard.db
        restarts=${SLURM_RESTART_COUNT:-0}
        echo "$(date -u +%FT%TZ) shard $shard/\(shards) begins on $(hostname), job $SLURM_JOB_ID, restart $restarts"
        scratch "$SLURM_ARRAY_JOB_ID-$shard"
        local=$scratch/shard.db
        if [ ! -f "$local" ]; then
            for earlier in "$whole" "$part"; do
                if [ -f "$earlier" ]; then
                    cp -- "$earlier" "$scratch/earlier" && mv -f -- "$scratch/earlier" "$local" || exit 1
                    break
                fi
            done
        fi

        stopped=
        child=
        trap 'stopped=SIGUSR1; [ -z "$child" ] || kill -TERM "$child"' USR1
        trap 'stopped=SIGTERM; [ -z "$child" ] || kill -TERM "$child"' TERM
        status=130
        if [ -z "$stopped" ]; then
            "$winnow" sample --plan "$plan" --shard "$shard/\(shards)" --db "$local" --threads "${SLURM_CPUS_PER_TASK:-1}" --quiet &
            child=$!
            [ -z "$stopped" ] || kill -TERM "$child"
            while :; do
                wait "$child"
                status=$?
                # A signal ends a wait before its child.
                if [ "$status" -le 128 ] || ! kill -0 "$child" 2>/dev/null; then break; fi
            done
        fi
        trap '' USR1 TERM
        echo "$(date -u +%FT%TZ) winnow ended with $status${stopped:+ after $stopped}"
        if [ "$status" -eq 0 ]; then
            publish "$local" "$whole" || exit 1
            rm -f -- "$part"
            rm -rf -- "$scratch"
            exit 0
        fi
        # Reading it folds the log of a killed program into the file.
        if [ -f "$local" ]; then
            "$winnow" shards --plan "$plan" --quick "$local" >/dev/null 2>&1
            publish "$local" "$part"
        fi
        if [ -z "$stopped" ] && [ "$status" -ne 130 ]; then
            if [ "$status" -le 128 ] || [ "$restarts" -ge \(settings.retries) ]; then exit 1; fi
        fi
        # Who cancels a task does not want it back.
        if [ "$(squeue --noheader --jobs="$SLURM_JOB_ID" --states=all --format=%T 2>/dev/null)" != RUNNING ]; then exit \(Self.requeued); fi
        echo "$(date -u +%FT%TZ) put back into the queue"
        scontrol requeue "$SLURM_JOB_ID"
        exit \(Self.requeued)
        """
    }
}
