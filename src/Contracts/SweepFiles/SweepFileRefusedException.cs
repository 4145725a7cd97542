using Experiments.Contracts.SweepFiles.Yaml;

namespace Experiments.Contracts.SweepFiles;

/// <summary>Ends the reading of a file that goes beyond what is read. Never leaves <see cref="SweepFile"/>.</summary>
internal sealed class SweepFileRefusedException(Position at, string message) : Exception(message)
{
    public Position At { get; } = at;
}
