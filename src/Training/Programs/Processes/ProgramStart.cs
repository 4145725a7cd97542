using System.Collections.Immutable;

namespace Experiments.Training.Programs.Processes;

/// <summary>What is started.</summary>
/// <param name="Words">The command line.</param>
/// <param name="Directory">The folder that it runs in.</param>
/// <param name="Variables">What is set over this process's environment without its secrets; null takes a variable away.</param>
/// <param name="Name">What tells it from all others that this node runs.</param>
internal sealed record ProgramStart(
    ImmutableArray<string> Words, string Directory, IEnumerable<KeyValuePair<string, string?>> Variables, string Name);
