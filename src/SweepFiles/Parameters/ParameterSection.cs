using Experiments.SweepFiles.Keys;

namespace Experiments.SweepFiles.Parameters;

/// <summary>The keys of one parameter, with its name for messages.</summary>
internal sealed record ParameterSection(string Name, Section Keys, ErrorList Errors)
{
    /// <summary>Adds an error about the parameter as a whole.</summary>
    public void Fail(string message) => Errors.Add(Keys.At, $"parameter '{Name}' {message}");
}
