using CsCheck;

namespace Experiments.Testing.Properties;

/// <summary>
/// Thrown when a property does not hold for a value. The message contains the value and ends with the command that
/// repeats the failure.
/// </summary>
/// <param name="command">The command, for the root of the repository.</param>
/// <param name="failure">The failure that CsCheck reported.</param>
public sealed class PropertyFailedException(string command, CsCheckException failure)
    : Exception($"{failure.Message}\nTo run this property again, with this value first:\n{command}", failure)
{
    /// <summary>The command that repeats the failure, for the root of the repository.</summary>
    public string Command { get; } = command;
}
