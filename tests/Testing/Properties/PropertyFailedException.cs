using CsCheck;

namespace Experiments.Testing.Properties;

/// <summary>A property does not hold of a value. The message says which value, and ends with the command that shows it again.</summary>
/// <param name="command">The command, to be run in the root of the repository.</param>
/// <param name="failure">What CsCheck found.</param>
public sealed class PropertyFailedException(string command, CsCheckException failure)
    : Exception($"{failure.Message}\nTo run this property again, with this value first:\n{command}", failure)
{
    /// <summary>The command, to be run in the root of the repository.</summary>
    public string Command { get; } = command;
}
