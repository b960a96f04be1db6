# SPDX-License-Identifier: MIT
# Completion of postventa for bash.

# The header of the file on the command line, one column a line.
_postventa_columns() {
    local word
    for word in "${words[@]:2}"; do
        if [[ $word != -* && -f $word && -r $word ]]; then
            head -n 1 -- "$word" 2>/dev/null | tr ',' '\n' | tr -d '\r"'
            return
        fi
    done
}

_postventa() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
    local words=("${COMP_WORDS[@]}")
    COMPREPLY=()

    local commands="survey durations tickets calls contacts complaints retention"
    local survey="--nps --csat --ces --sent --repeat --respondent --time --time-format
        --zone --ignore-offset --by --where --missing --separator --strict --compare
        --confidence --nps-method --share-method --save-state --merge --format --decimals
        --color --lang --quiet --help --version"
    local durations="--from --to --value --unit --within --time-format --zone
        --ignore-offset --calendar --by --where --id --missing --separator --strict
        --compare --confidence --share-method --percentiles --percentile-type --save-state
        --merge --format --decimals --color --lang --quiet --help --version"
    local tickets="--opened --first-reply --resolved --closed --reopens --replies
        --transfers --met --created-by-agent --log-time --state --states --event
        --first-reply-when --sla --within --as-of --until --from --ages --time-format
        --zone --ignore-offset --calendar --by --where --id --missing --separator --strict
        --compare --confidence --share-method --percentiles --save-state --merge --format
        --decimals --color --lang --quiet --help --version"
    local calls="--input --within --short --service-level --count-zero-waits --list
        --outcome --answered --abandoned --flowed-out --callback --unqueued --ignore
        --wait --talk --hold --wrap-up --unit --by --where --missing --separator --strict
        --compare --confidence --share-method --save-state --merge --format --decimals
        --color --lang --quiet --help --version"
    local contacts="--customer --time --issue --window --since --as-of --until
        --time-format --zone --ignore-offset --by --where --missing --separator --strict
        --compare --confidence --share-method --save-state --merge --format --decimals
        --color --lang --quiet --help --version"
    local complaints="--received --closed --upheld --exposed --exposed-start --exposure
        --within --ages --from --as-of --until --time-format --zone --ignore-offset
        --calendar --by --where --missing --separator --strict --compare --confidence
        --share-method --save-state --merge --format --decimals --color --lang --quiet
        --help --version"

    local retention="--customer --time --period --kind --amount --amount-decimals --cells
        --as-of --until --time-format --zone --ignore-offset --by --where --missing
        --separator --strict --compare --confidence --share-method --save-state --merge
        --format --decimals --color --lang --quiet --help --version"

    if ((COMP_CWORD == 1)); then
        mapfile -t COMPREPLY < <(compgen -W "$commands --help --version" -- "$cur")
        return
    fi
    case $prev in
    --format) mapfile -t COMPREPLY < <(compgen -W "table json csv" -- "$cur") ;;
    --color) mapfile -t COMPREPLY < <(compgen -W "auto always never" -- "$cur") ;;
    --lang) mapfile -t COMPREPLY < <(compgen -W "en es" -- "$cur") ;;
    --period) mapfile -t COMPREPLY < <(compgen -W "day week month quarter year" -- "$cur") ;;
    --kind) mapfile -t COMPREPLY < <(compgen -W "on on-or-after bracket:" -- "$cur") ;;
    --cells) mapfile -t COMPREPLY < <(compgen -W "rate count" -- "$cur") ;;
    --decimals | --amount-decimals) mapfile -t COMPREPLY < <(compgen -W "0 1 2 3 4 5 6" -- "$cur") ;;
    --confidence) mapfile -t COMPREPLY < <(compgen -W "0.9 0.95 0.99" -- "$cur") ;;
    --repeat) mapfile -t COMPREPLY < <(compgen -W "all first last" -- "$cur") ;;
    --nps-method)
        mapfile -t COMPREPLY < <(compgen -W "score adjusted_wald wald" -- "$cur")
        ;;
    --share-method)
        mapfile -t COMPREPLY < <(
            compgen -W "wilson clopper_pearson agresti_coull jeffreys" -- "$cur"
        )
        ;;
    --unit) mapfile -t COMPREPLY < <(compgen -W "ms s min h" -- "$cur") ;;
    --time-format) mapfile -t COMPREPLY < <(compgen -W "iso epoch epoch_ms" -- "$cur") ;;
    --percentile-type)
        mapfile -t COMPREPLY < <(
            compgen -W "nearest_rank midpoint exclusive inclusive unbiased" -- "$cur"
        )
        ;;
    --zone)
        # Names of the tz database; the part below posix/ and right/ is not for people.
        local zones=${TZDIR:-/usr/share/zoneinfo}
        mapfile -t COMPREPLY < <(
            cd -- "$zones" 2>/dev/null && compgen -f -- "$cur" | grep -v '^[a-z]'
        )
        ;;
    --nps | --csat | --ces | --from | --to | --value | --id | --by | --where | --missing | \
        --compare | --opened | --first-reply | --resolved | --closed | --reopens | --replies | \
        --transfers | --met | --created-by-agent | --log-time | --state | --event | \
        --first-reply-when | --outcome | --wait | --talk | --hold | --wrap-up | --customer | \
        --time | --issue | --amount | --received | --upheld | --sent | --respondent)
        # Compared here, not by compgen -W, which would run what a header says.
        local column
        while IFS= read -r column; do
            [[ $column == "$cur"* ]] && COMPREPLY+=("$column")
        done < <(_postventa_columns)
        ;;
    --input) mapfile -t COMPREPLY < <(compgen -W "csv asterisk freeswitch" -- "$cur") ;;
    --service-level)
        mapfile -t COMPREPLY < <(
            compgen -W "default answered offered with-abandoned" -- "$cur"
        )
        ;;
    --exposure) mapfile -t COMPREPLY < <(compgen -W "end average" -- "$cur") ;;
    --separator | --within | --percentiles | --states | --sla | --as-of | --until | --since) ;;
    --ages | --short | --window | --exposed | --exposed-start) ;;
    --answered | --abandoned | --flowed-out | --callback | --unqueued | --ignore) ;;
    --save-state | --merge | --calendar) mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
    *)
        if [[ $cur == -* ]]; then
            local options=$survey
            local command=${COMP_WORDS[1]}
            [[ " $commands " == *" $command "* ]] && options=${!command}
            mapfile -t COMPREPLY < <(compgen -W "$options" -- "$cur")
        else
            mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        fi
        ;;
    esac
}

complete -o filenames -F _postventa postventa
