# Completion of effektkedja for fish 3.1 and later. What may stand at the cursor is told by effektkedja itself: the
# first line says whether files may (then fish lists them), each line after it has a word, a tab and what it means.
function __effektkedja_complete
    set -l words (commandline -opc)
    set -l here (commandline -ct | string replace -r -- '^[\'"]' '')
    # What stands before the value in --option=value belongs to the word.
    set -l prefix (string match -r -- '^--[^=]*=' "$here")
    set -l answer (effektkedja completion fish -- $words[2..-1] "$here" 2>/dev/null </dev/null)
    if test "$answer[1]" = files
        set answer files (__fish_complete_path (string replace -- "$prefix" '' "$here"))
    end
    for line in $answer[2..-1]
        printf '%s\n' "$prefix$line"
    end
end
complete -c effektkedja -f -a '(__effektkedja_complete)'
