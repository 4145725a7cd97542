using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles;

/// <summary>
/// The exception that ends the reading of a file that exceeds a limit or uses an unsupported feature. Never leaves
/// <see cref="SweepFile"/>.
/// </summary>
internal sealed class SweepFileRefusedException(Position at, string message) : Exception(message)
{
    public Position At { get; } = at;
}
