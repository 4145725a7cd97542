using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Sweeps;

namespace Experiments.Training.Programs;

/// <summary>Recognizes failures of programs that are failures of this node.</summary>
internal static class NodeFaults
{
    private const int KilledBySignal9 = 137;
    private const int NoSpace = 28;

    /// <summary>A disk with less room than this is full: 64 KiB.</summary>
    private const long LeastRoom = 64 << 10;

    /// <summary>
    /// Returns how often the kernel of this machine has killed a process because memory was short, or 0 if it does not
    /// say so.
    /// </summary>
    /// <param name="file">The file with the kernel's counts.</param>
    public static long CountKills(string file = "/proc/vmstat")
    {
        try
        {
            var line = File.ReadLines(file).FirstOrDefault(
                line => line.StartsWith("oom_kill ", StringComparison.Ordinal));
            return long.TryParse(line?["oom_kill ".Length..], out var kills) ? kills : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>Returns the fault of the node that explains how a program ended, or null if there is none.</summary>
    /// <param name="exitCode">The exit code, or 128 plus the signal's number.</param>
    /// <param name="killsBefore">The value of <see cref="CountKills"/> before the program began.</param>
    /// <param name="scratch">The folder with the program's files.</param>
    /// <param name="end">How the program ended, as a message for people.</param>
    public static NodeFaultException? Find(int exitCode, long killsBefore, string scratch, string end) =>
        exitCode == KilledBySignal9 && CountKills() > killsBefore
            ? new($"node {Environment.MachineName} was out of memory: the program {end}")
            : exitCode != 0 && IsFull(scratch)
            ? new($"the disk of {scratch} on node {Environment.MachineName} is full: the program {end}")
            : null;

    /// <summary>
    /// Does what has to be done before a program starts. If that fails because this node lacks what others have, or
    /// because its disk is full, the fault is the node's.
    /// </summary>
    /// <exception cref="NodeFaultException">The node failed.</exception>
    public static T Prepare<T>(WorkloadSpec.Program program, string scratch, Func<T> prepare)
    {
        try
        {
            return prepare();
        }
        catch (IOException full) when ((full.HResult & 0xFFFF) == NoSpace)
        {
            throw new NodeFaultException(
                $"the disk of {scratch} on node {Environment.MachineName} is full: free some space there", full);
        }
        catch (UserErrorException missing) when (IsMissing(program))
        {
            throw new NodeFaultException(missing.Message, missing);
        }
    }

    // The program was there when the sweep was prepared. What the values of parameters name may never have been.
    private static bool IsMissing(WorkloadSpec.Program program)
    {
        try
        {
            ProgramCheck.Run(program);
            return false;
        }
        catch (UserErrorException)
        {
            return true;
        }
    }

    private static bool IsFull(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace < LeastRoom;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
