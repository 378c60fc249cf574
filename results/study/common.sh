# What both parts of the study share: their names, and how a command becomes a CSV file.
winnow=${WINNOW:-.build/release/winnow}
folder=${FOLDER:-results/study}
seed=1
domains=(maze countdown chain unchain)
models=(weak medium strong)

step() { echo "$(date +%T) $*" >&2; }
query() { sqlite3 "file:$1?mode=ro" "$2"; }
# The sampled run of a domain, a model and, where there are several, a split and a temperature.
run_of() {
    query "${5:-$db}" "select run.id from run join model on model.id = model_id join problem_set on problem_set.id = problem_set_id
      where kind = 'sample' and domain = '$1' and model.name = '$2'
        and ('${3:-}' = '' or problem_set.name like '%${3:-}%') and temperature = ${4:-0.8} order by run.id limit 1"
}

# table NAME COMMAND...: the command's table as CSV, with all figures.
table() {
    local name=$1
    shift
    step "$name"
    "$winnow" "$@" --format csv >"$folder/$name.csv"
}

# Commands for one domain at a time: `together NAME`, then `add NAME COMMAND...` for each, which share one CSV whose first
# column is the domain.
together() {
    step "$1"
    rm -f "$folder/$1.csv"
}
add() {
    local name=$1 header=1
    shift
    [ -s "$folder/$name.csv" ] && header=2
    "$winnow" "$@" --format csv | sed "1s/^/of_domain,/; 2,\$s/^/$domain,/" | tail -n +$header >>"$folder/$name.csv"
}

# provenance NAME TARGET DB PROBLEMS SAMPLES: what made the files, and when.
provenance() {
    cat >"$folder/$1.json" <<JSON
{
  "command": "$2",
  "version": "$("$winnow" --version)",
  "commit": "$(git rev-parse HEAD)",
  "uncommitted_changes": $([ -z "$(git status --porcelain -- Sources Package.swift)" ] && echo false || echo true),
  "seed": $seed,
  "problems_per_domain": $4,
  "samples_per_problem": $5,
  "sampled": "$(query "$3" "select min(created_at) || ' to ' || max(created_at) from run")",
  "made_at": "$(date -u +%FT%TZ)",
  "cpu": "$(grep -m1 'model name' /proc/cpuinfo | sed 's/.*: //') ($(nproc) cores)"
}
JSON
}
