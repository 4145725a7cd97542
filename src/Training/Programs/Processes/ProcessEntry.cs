namespace Experiments.Training.Programs.Processes;

/// <summary>A process, as the system knows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Parent">The process that started it, or took it over.</param>
/// <param name="Group">Its group.</param>
/// <param name="Session">Its session.</param>
/// <param name="Ended">It has ended, and only its parent has not asked how.</param>
/// <param name="Memory">Bytes that it holds in memory, those too that others hold with it.</param>
internal sealed record ProcessEntry(int Id, int Parent, int Group, int Session, bool Ended, long Memory);
