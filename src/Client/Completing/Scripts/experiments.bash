# Completion of 'experiments' for bash. In ~/.bashrc: source <(experiments completion bash)

_experiments() {
    local word=${COMP_WORDS[COMP_CWORD]} line=${COMP_LINE:0:COMP_POINT} candidate
    # The program may have been called by a path; it is asked about what follows its name.
    line=${line#*"${COMP_WORDS[0]}"}
    line=${line#"${line%%[![:space:]]*}"}
    COMPREPLY=()
    # Not compgen -W, which would run a command that is written into the name of a sweep.
    while IFS= read -r candidate; do
        # Options only where one was begun: without anything to offer, bash completes files.
        [[ $candidate == [-/]* && $word != -* ]] && continue
        [[ $candidate == "$word"* ]] && COMPREPLY+=("$candidate")
    done < <(EXPERIMENTS_SKIP_BUILD=1 "${COMP_WORDS[0]/#\~/$HOME}" "[suggest:${#line}]" "$line" 2>/dev/null)
}

complete -o default -F _experiments experiments
