#compdef experiments
# Completion of 'experiments' for zsh. In ~/.zshrc, after compinit: source <(experiments completion zsh)

_experiments() {
    local line="${(j: :)words[2,CURRENT]}" program=${words[1]/#\~/$HOME}
    local -a candidates
    candidates=("${(@f)$(EXPERIMENTS_SKIP_BUILD=1 $program "[suggest:${#line}]" "$line" 2>/dev/null)}")
    # Options only where one was begun: without anything to offer, files are completed.
    [[ $PREFIX == -* ]] || candidates=("${(@)candidates:#[-/]*}")
    candidates=("${(@)candidates:#}")
    if (( ${#candidates} )); then compadd -a candidates; else _files; fi
}

compdef _experiments experiments
