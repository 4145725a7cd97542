namespace Experiments.Training.Programs;

/// <summary>A folder for one attempt, which is deleted when this object is disposed.</summary>
internal sealed class TrialFolder : IDisposable
{
    private readonly string _path;

    /// <param name="parent">The folder in which it is created. It is created if it does not exist.</param>
    public TrialFolder(string parent)
    {
        _path = Path.Combine(parent, Guid.NewGuid().ToString("N"));
        Checkpoints = Path.Combine(_path, "checkpoint");
        Artifacts = Path.Combine(_path, "artifacts");
        ParametersFile = Path.Combine(_path, "parameters.json");
        // Other users of the machine must not be able to read the data.
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(_path);
        else Directory.CreateDirectory(
            _path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(Checkpoints);
        Directory.CreateDirectory(Artifacts);
    }

    /// <summary>The folder in which the program keeps the files that it needs to resume.</summary>
    public string Checkpoints { get; }

    /// <summary>The folder in which the program leaves files to keep.</summary>
    public string Artifacts { get; }

    /// <summary>The file to which the program's parameters are written as JSON.</summary>
    public string ParametersFile { get; }

    public void Dispose()
    {
        try
        {
            Directory.Delete(_path, recursive: true);
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            // The program removed its own permissions, or a file has a name that is not UTF-8, or a process is still
            // writing to the folder. It uses disk space until the node ends.
        }
    }
}
