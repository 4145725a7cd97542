using System.Diagnostics;
using System.Security.Cryptography;

namespace Experiments.Training.Programs.Processes;

/// <summary>
/// A small process that outlives this one and then cleans up after it: it ends all processes of each program and
/// deletes the folders of trials. It waits for the end of a pipe that only this process holds, so that it also works
/// after a kill or a crash. See docs/adr/0017. Thread-safe.
/// </summary>
internal sealed class ProcessReaper : IDisposable
{
    /// <summary>The variable that marks a program's processes.</summary>
    public const string Variable = "EXPERIMENTS_PROGRAM";

    /// <summary>
    /// Reads <c>+group</c> and <c>-group</c> until the pipe ends, then kills these groups and all processes that carry
    /// the mark, until there are none, for about ten seconds at most. Until then it keeps the standard error of this
    /// process open, so that a process that reads it to its end knows that nothing is left.
    /// </summary>
    private const string Script =
        """
        exec 3>&2 >/dev/null 2>&1
        mark=$1 folder=$2 groups=' '
        trap '' INT TERM HUP
        while read -r line; do
          group=${line#?}
          case $line in
            +*) groups="$groups$group " ;;
            -*) case $groups in *" $group "*) groups="${groups%%" $group "*} ${groups#*" $group "}" ;; esac ;;
          esac
        done
        for group in $groups; do kill -9 "-$group"; done
        tries=0
        while [ "$tries" -lt 100 ]; do
          found=$(grep -ls "$mark" /proc/[0-9]*/environ)
          [ -z "$found" ] && break
          for file in $found; do file=${file#/proc/}; kill -9 "${file%%/*}"; done
          tries=$((tries + 1))
          sleep 0.1
        done
        rm -rf "$folder"
        """;

    private readonly Lock _lock = new();
    private readonly HashSet<int> _groups = [];
    private readonly string _name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private Process? _process;

    /// <param name="scratch">The folder in which the parent folder of all trials' folders is created.</param>
    public ProcessReaper(string scratch) => Folder = Path.Combine(scratch, $"experiments-{_name}");

    /// <summary>The folder that is deleted when this process has ended.</summary>
    public string Folder { get; }

    /// <summary>Returns the mark of a program of this node.</summary>
    public string MarkOf(string name) => $"{Variable}={_name}/{name}";

    /// <summary>Makes sure that the reaper process is running. Must be called before a program is started.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            if (_process is { HasExited: false }) return;
            _process?.Dispose();
            var start = new ProcessStartInfo("setsid", ["sh", "-c", Script, "reaper", $"{Variable}={_name}/", Folder])
            {
                RedirectStandardInput = true,
                WorkingDirectory = "/",
            };
            ProgramEnvironment.HideSecrets(start.Environment);
            _process = Process.Start(start)!;
            foreach (var group in _groups) Tell('+', group);
        }
    }

    /// <summary>Registers a process group that must be killed when this process has ended.</summary>
    public void Watch(int group)
    {
        lock (_lock)
        {
            _groups.Add(group);
            Tell('+', group);
        }
    }

    /// <summary>Unregisters a process group that has ended.</summary>
    public void Forget(int group)
    {
        lock (_lock)
        {
            _groups.Remove(group);
            Tell('-', group);
        }
    }

    /// <summary>Ends the reaper process, which kills the programs that are still running.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _process?.StandardInput.Close();
            _process?.Dispose();
            _process = null;
        }
    }

    private void Tell(char what, int group)
    {
        try
        {
            _process?.StandardInput.Write($"{what}{group}\n");
            _process?.StandardInput.Flush();
        }
        catch (IOException)
        {
            // The reaper process was ended. The next program starts another, which receives all groups.
        }
    }
}
