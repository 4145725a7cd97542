namespace Experiments.EndToEnd.Tests.Shells;

/// <summary>Completion in real shells, with a database that contains one sweep.</summary>
public sealed class CompletionTests
{
    // Calls the function that 'complete -F' has registered in the same way as bash.
    private const string Bash =
        """
        source <(experiments completion bash)
        press() {
            COMP_LINE=$1 COMP_POINT=${#1}
            read -ra COMP_WORDS <<<"$1"
            [[ $1 == *' ' ]] && COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            "$(complete -p experiments | grep -oE -- '-F [^ ]+' | cut -d ' ' -f 2)"
            echo "$1: $(printf '%s\n' "${COMPREPLY[@]}" | sort | tr '\n' ' ')"
        }
        """;

    [Fact]
    public async Task Bash_AtTheEndOfALine_CompletesCommandsOptionsWordsAndSweeps()
    {
        await using var machine = await MachineWithASweepAsync();
        var said = await RunAsync(machine, "bash",
            $"""
            {Bash}
            press 'experiments cur'
            press 'experiments show --for'
            press 'experiments show waits --format '
            press 'experiments show wai'
            press 'experiments run '
            complete -p experiments
            """);

        said.ShouldContain("experiments cur: curves \n");
        said.ShouldContain("experiments show --for: --format \n");
        said.ShouldContain("experiments show waits --format : csv json table \n");
        said.ShouldContain("experiments show wai: waits \n");
        // No candidates, so bash completes files.
        said.ShouldContain("experiments run :  \n");
        said.ShouldContain("-o default");
    }

    [Fact]
    public async Task Fish_AtTheEndOfALine_CompletesCommandsAndSweeps()
    {
        await using var machine = await MachineWithASweepAsync();
        var said = await RunAsync(machine, "fish",
            """
            experiments completion fish | source
            complete -C 'experiments cur'
            complete -C 'experiments show wai'
            complete -C 'experiments show waits --format j'
            """);

        said.ShouldBe("curves\nwaits\njson\n");
    }

    [Fact]
    public async Task Zsh_ReadsItsScript()
    {
        await using var machine = await MachineWithASweepAsync();
        var said = await RunAsync(machine, "zsh",
            "autoload -Uz compinit && compinit -u -D && source <(experiments completion zsh) && print "
            + "$_comps[experiments]");

        said.ShouldBe("_experiments\n");
    }

    private static async Task<Machine> MachineWithASweepAsync()
    {
        var machine = new Machine();
        machine.Environment["PATH"] =
            $"{Path.GetDirectoryName(Programs.Experiments)}:{Environment.GetEnvironmentVariable("PATH")}";
        (await machine.RunAsync("run", machine.Write("waits.yaml",
            """
            name: waits
            workload: wait
            method: grid
            metric: {name: value, goal: maximize}
            parameters:
              value: {values: [1.0]}
            """))).ShouldExitWith(0);
        return machine;
    }

    private static async Task<string> RunAsync(Machine machine, string shell, string script)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (!path.Any(folder => File.Exists(Path.Combine(folder, shell)))) Assert.Skip($"{shell} is not installed.");
        var file = machine.Write($"script.{shell}", script);
        var result = await machine.StartShell($"{shell} '{file}'").WaitForExitAsync();
        result.ShouldExitWith(0);
        return result.Output;
    }
}
