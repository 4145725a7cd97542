using Experiments.Contracts.Settings;

namespace Experiments.Training.Programs.Commands;

/// <summary>
/// The secrets that this node has for programs of trials: files in a folder, as Kubernetes and Docker mount them, or
/// variables of the node that programs do not receive themselves.
/// </summary>
internal static class NodeSecrets
{
    /// <summary>
    /// The environment variable that names the folder. Default: <c>secrets</c> in the home of the programs.
    /// </summary>
    public const string FolderVariable = "EXPERIMENTS_SECRETS";

    private const string VariablePrefix = "EXPERIMENTS_SECRET_";
    private const int Largest = 64 * 1024;

    /// <summary>Reads a secret. Line breaks at the end of a file are not part of it.</summary>
    /// <param name="name">Its name, which is that of a file.</param>
    /// <param name="environment">Returns the value of a variable of the node, or null if it is not set.</param>
    /// <exception cref="UserErrorException">The node does not have it, or cannot read it.</exception>
    public static string Read(string name, Func<string, string?> environment)
    {
        var folder = environment(FolderVariable) is { Length: > 0 } named
            ? named
            : Path.Combine(UserHome.Find(environment), "secrets");
        var file = Path.Combine(folder, name);
        var variable = VariablePrefix + name;
        try
        {
            if (File.Exists(file))
                return new FileInfo(file).Length <= Largest
                    ? File.ReadAllText(file).TrimEnd('\r', '\n')
                    : throw Fault($"the file '{file}' has more than {Largest / 1024} KiB");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw Fault(refused.Message);
        }

        return environment(variable) ?? throw Fault(
            $"there is neither the file '{file}' nor the variable {variable}; create one of them on each node");

        UserErrorException Fault(string what) =>
            new($"node {Environment.MachineName} cannot read the secret '{name}' that the sweep names: {what}");
    }
}
