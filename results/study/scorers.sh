# Part of `make`, which sources it: learned scorers on pools of their own, scored once and asked by every strategy, and searches that they guide.
scorer_problems=${SCORER_PROBLEMS:-200}
scorer_samples=${SCORER_SAMPLES:-64}
transfer_samples=${TRANSFER_SAMPLES:-32}
search_problems=${SEARCH_PROBLEMS:-100}
scorer_db=${SCORER_DB:-results/study-scorers.db}
on=(--db "$scorer_db")

step "scorers: sampling, scoring and searching"
"$winnow" sample --domain all --model medium --problems "$scorer_problems" --samples "$scorer_samples" --seed $seed "${on[@]}"
"$winnow" sample --domain all --model medium --split tune --problems "$scorer_problems" --samples "$transfer_samples" --seed $seed "${on[@]}"
"$winnow" sample --domain all --model weak,strong --problems "$scorer_problems" --samples "$transfer_samples" --seed $seed "${on[@]}"
declare -A of
for domain in "${domains[@]}"; do
    for model in "${models[@]}"; do of[$domain-$model]=$(run_of "$domain" "$model" test 0.8 "$scorer_db"); done
    of[$domain-tune]=$(run_of "$domain" medium tune 0.8 "$scorer_db")
done
scored=$(for domain in "${domains[@]}"; do echo "${of[$domain-medium]}"; done | paste -sd,)
tuned=$(for domain in "${domains[@]}"; do echo "${of[$domain-tune]}"; done | paste -sd,)
"$winnow" score "${on[@]}" --run "$scored" --scorer orm,prm,yesno,logistic
"$winnow" score "${on[@]}" --run "$scored" --scorer yesno-check --verifications 4
"$winnow" score "${on[@]}" --run "$tuned" --scorer orm,prm,logistic
"$winnow" score "${on[@]}" --run "$(IFS=,; echo "${of[*]}")" --scorer orm --from-generator weak,medium,strong
for method in beam dvts; do
    "$winnow" search "${on[@]}" --method $method --domain all --model medium --problems "$search_problems" --budgets 16 --seed $seed >/dev/null
done

table scorer-estimates table "${on[@]}" --run "$scored"
table scorers scorers "${on[@]}" --run "$scored"
together scorer-transfer
for domain in "${domains[@]}"; do
    add scorer-transfer scorers "${on[@]}" --transfer --scorer orm,orm@weak,orm@medium,orm@strong \
        --run "${of[$domain-weak]},${of[$domain-medium]},${of[$domain-strong]}"
done
table solve-or-verify solve-or-verify "${on[@]}" --run "$scored"
together scorer-require
together scorer-confidence
together search
for domain in "${domains[@]}"; do
    run=${of[$domain-medium]}
    for scorer in orm prm-last logistic; do
        add scorer-require require "${on[@]}" --run "$run" --budgets 16 --fpr 0 --call-price 0 --scorer $scorer --tune-run "${of[$domain-tune]}"
        add scorer-confidence confidence "${on[@]}" --run "$run" --scorer $scorer --tune-run "${of[$domain-tune]}" --temperatures 0.01,0.03,0.1,0.3,1,3
    done
    for method in beam dvts; do
        found=$(query "$scorer_db" "select run.id from run join problem_set on problem_set.id = problem_set_id
          where kind = 'search' and domain = '$domain' and json_extract(config_json, '$.method') = '$method' order by run.id limit 1")
        for pick in search-guide-max:prm-last-max majority:majority; do
            for axis in flops tokens; do
                add search compare "${on[@]}" --a "$found:${pick%:*}@16" --b "$run:${pick#*:}@$scorer_samples" --at-equal $axis
            done
        done
    done
done
