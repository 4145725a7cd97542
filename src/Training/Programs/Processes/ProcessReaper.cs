using System.Diagnostics;
using System.Security.Cryptography;

namespace Experiments.Training.Programs.Processes;

/// <summary>
/// A small process that outlives this one, and then ends what this one left: each program, wherever its processes have gone,
/// and the folders of trials. It waits for the end of a pipe that only this process holds, so that a kill or a crash
/// suffices. See docs/adr/0017. Safe for any thread.
/// </summary>
internal sealed class ProcessReaper : IDisposable
{
    /// <summary>The variable that marks a program's processes.</summary>
    public const string Variable = "EXPERIMENTS_PROGRAM";

    /// <summary>
    /// Reads <c>+group</c> and <c>-group</c> until the pipe ends, then kills these groups and all that carry the mark, until
    /// there are none, or for about ten seconds. Until it is done it holds the standard error of this process open, so that whoever
    /// reads that to its end knows that nothing is left.
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

    /// <param name="scratch">Where the folder for the folders of trials is made.</param>
    public ProcessReaper(string scratch) => Folder = Path.Combine(scratch, $"experiments-{_name}");

    /// <summary>A folder that is deleted when this process is gone.</summary>
    public string Folder { get; }

    /// <summary>The mark of a program of this node.</summary>
    public string MarkOf(string name) => $"{Variable}={_name}/{name}";

    /// <summary>Makes sure that somebody watches, before anything is started.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            if (_process is { HasExited: false }) return;
            _process?.Dispose();
            var start = new ProcessStartInfo("setsid", ["sh", "-c", Script, "warden", $"{Variable}={_name}/", Folder])
            {
                RedirectStandardInput = true, WorkingDirectory = "/",
            };
            ProgramEnvironment.HideSecrets(start.Environment);
            _process = Process.Start(start)!;
            foreach (var group in _groups) Tell('+', group);
        }
    }

    /// <summary>This group is to be killed when this process is gone.</summary>
    public void Watch(int group)
    {
        lock (_lock)
        {
            _groups.Add(group);
            Tell('+', group);
        }
    }

    /// <summary>This group has ended.</summary>
    public void Forget(int group)
    {
        lock (_lock)
        {
            _groups.Remove(group);
            Tell('-', group);
        }
    }

    /// <summary>Ends the watch; whatever runs still is killed.</summary>
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
            // Somebody has ended it; the next program begins another, which is told of all groups.
        }
    }
}
