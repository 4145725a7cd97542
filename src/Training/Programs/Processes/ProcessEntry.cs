namespace Experiments.Training.Programs.Processes;

/// <summary>A process in the system's process table.</summary>
/// <param name="Id">The process's id.</param>
/// <param name="Parent">The id of the process that started or adopted it.</param>
/// <param name="Group">The id of its process group.</param>
/// <param name="Session">The id of its session.</param>
/// <param name="Ended">Whether the process has ended, but its parent has not read its exit status yet.</param>
/// <param name="Memory">
/// The resident memory of the process in bytes, including pages that it shares with others.
/// </param>
internal sealed record ProcessEntry(int Id, int Parent, int Group, int Session, bool Ended, long Memory);
