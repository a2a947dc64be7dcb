# Completion of effektkedja for bash 3.2 and later. What may stand at the cursor is told by effektkedja itself: the
# first line says whether files may (then bash lists them), each line after it has a word, a tab and what it means.
_effektkedja() {
    local kind='' value prefix='' here=${COMP_WORDS[COMP_CWORD]}
    # Where the = of --option=value does not part words, it belongs to what is replaced.
    [[ $here == --*=* ]] && prefix=${here%%=*}=
    COMPREPLY=()
    {
        IFS= read -r kind
        while IFS=$'\t' read -r value _; do
            COMPREPLY+=("$prefix$value")
        done
    } < <(effektkedja completion bash -- "${COMP_LINE:0:COMP_POINT}" 2>/dev/null </dev/null)
    # bash 3.2 has no compopt; there, files are listed where nothing else is known.
    [[ $kind == files ]] || compopt +o default 2>/dev/null
    return 0
}
complete -o default -F _effektkedja effektkedja
