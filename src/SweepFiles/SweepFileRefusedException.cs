using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles;

/// <summary>Ends the reading of a file that goes beyond what is read. Never leaves <see cref="SweepFile"/>.</summary>
internal sealed class SweepFileRefusedException(Position at, string message) : Exception(message)
{
    public Position At { get; } = at;
}
