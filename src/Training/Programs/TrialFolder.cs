namespace Experiments.Training.Programs;

/// <summary>A folder for one attempt, gone with it.</summary>
internal sealed class TrialFolder : IDisposable
{
    private readonly string _path;

    /// <param name="parent">Where it is made; made itself where it is missing.</param>
    public TrialFolder(string parent)
    {
        _path = Path.Combine(parent, Guid.NewGuid().ToString("N"));
        Checkpoints = Path.Combine(_path, "checkpoint");
        ParametersFile = Path.Combine(_path, "parameters.json");
        // Others on the machine need not read what is trained.
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(_path);
        else Directory.CreateDirectory(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(Checkpoints);
    }

    /// <summary>Where the program keeps what it needs to go on.</summary>
    public string Checkpoints { get; }

    /// <summary>Where its parameters are written as JSON.</summary>
    public string ParametersFile { get; }

    public void Dispose()
    {
        try
        {
            Directory.Delete(_path, recursive: true);
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            // The program took its own permissions away, or somebody writes there still: it costs room until the node ends.
        }
    }
}
