# Completion of 'experiments' for fish. In ~/.config/fish/config.fish: experiments completion fish | source

function __experiments_complete
    set -l program (string replace -r '^~' $HOME -- (commandline -opc)[1])
    set -l word (commandline -ct)
    set -l line (string replace -r '^\s*\S+\s*' '' -- (commandline -cp))
    set -lx EXPERIMENTS_SKIP_BUILD 1
    set -l candidates ($program "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)
    # Options only where one was begun: without anything to offer, files are completed.
    string match -q -- '-*' "$word"; or set candidates (string match -v -r -- '^[-/]' $candidates)
    if test (count $candidates) -gt 0
        printf '%s\n' $candidates
    else
        __fish_complete_path "$word"
    end
end

complete -c experiments -f -a '(__experiments_complete)'
