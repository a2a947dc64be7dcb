#compdef effektkedja
# Completion of effektkedja for zsh. What may stand at the cursor is told by effektkedja itself: the first line says
# whether files may (then zsh lists them), each line after it has a word, a tab and what it means.
_effektkedja() {
    local -a answer found
    local line
    answer=("${(@f)$(effektkedja completion zsh -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null </dev/null)}")
    compset -P '--*='
    if [[ $answer[1] == files ]]; then
        _files
        return
    fi
    for line in "${(@)answer[2,-1]}"; do
        # No word has a colon or a backslash in it; what it means may have.
        found+=("${line%%$'\t'*}:${${line#*$'\t'}//\\/\\\\}")
    done
    _describe -t effektkedja effektkedja found -M 'm:{[:lower:]}={[:upper:]}'
}
if [[ $funcstack[1] == _effektkedja ]]; then
    _effektkedja "$@"
else
    compdef _effektkedja effektkedja
fi
