using System.Collections.Immutable;

namespace Experiments.Training.Programs.Processes;

/// <summary>The information that is needed to start a program.</summary>
/// <param name="Words">The command line.</param>
/// <param name="Directory">The working directory.</param>
/// <param name="Variables">
/// The variables that override this process's environment without its secrets. A null value removes a variable.
/// </param>
/// <param name="Name">A name that is unique among all programs of this node.</param>
internal sealed record ProgramStart(
    ImmutableArray<string> Words, string Directory, IEnumerable<KeyValuePair<string, string?>> Variables, string Name);
