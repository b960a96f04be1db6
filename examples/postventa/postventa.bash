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

    local commands="survey"
    local survey="--nps --csat --ces --by --where --missing --separator --strict --compare
        --confidence --nps-method --share-method --save-state --merge --format --decimals --color
        --lang --quiet --help --version"

    if ((COMP_CWORD == 1)); then
        mapfile -t COMPREPLY < <(compgen -W "$commands --help --version" -- "$cur")
        return
    fi
    case $prev in
    --format) mapfile -t COMPREPLY < <(compgen -W "table json csv" -- "$cur") ;;
    --color) mapfile -t COMPREPLY < <(compgen -W "auto always never" -- "$cur") ;;
    --lang) mapfile -t COMPREPLY < <(compgen -W "en es" -- "$cur") ;;
    --decimals) mapfile -t COMPREPLY < <(compgen -W "0 1 2 3 4 5 6" -- "$cur") ;;
    --confidence) mapfile -t COMPREPLY < <(compgen -W "0.9 0.95 0.99" -- "$cur") ;;
    --nps-method)
        mapfile -t COMPREPLY < <(compgen -W "score adjusted_wald wald" -- "$cur")
        ;;
    --share-method)
        mapfile -t COMPREPLY < <(
            compgen -W "wilson clopper_pearson agresti_coull jeffreys" -- "$cur"
        )
        ;;
    --nps | --csat | --ces | --by | --where | --missing | --compare)
        # Compared here, not by compgen -W, which would run what a header says.
        local column
        while IFS= read -r column; do
            [[ $column == "$cur"* ]] && COMPREPLY+=("$column")
        done < <(_postventa_columns)
        ;;
    --separator) ;;
    --save-state | --merge) mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
    *)
        if [[ $cur == -* ]]; then
            mapfile -t COMPREPLY < <(compgen -W "$survey" -- "$cur")
        else
            mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        fi
        ;;
    esac
}

complete -o filenames -F _postventa postventa
