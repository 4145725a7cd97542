using Experiments.Client.Commands;
using Experiments.Client.Shells;

namespace Experiments.Client.Tests.Support;

/// <summary>A shell with its own home folder that records its output.</summary>
internal sealed class TestShell : IDisposable
{
    private readonly StringWriter _out = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };
    private readonly Dictionary<string, string> _environment = [];

    public TestShell(int width = 200, TimeProvider? time = null, bool terminal = false)
    {
        Home = Directory.CreateTempSubdirectory("experiments-client-").FullName;
        _environment["EXPERIMENTS_HOME"] = Home;
        var console = PlainConsole.Of(_out, width, terminal);
        Shell = new Shell
        {
            Console = console,
            Out = _out,
            Error = _error,
            Environment = name => _environment.GetValueOrDefault(name),
            Time = time ?? TimeProvider.System,
            Interruption = new Interruption(),
            AskSecret = _ => Secret,
        };
    }

    public string Home { get; }

    public Shell Shell { get; }

    public string Out => _out.ToString();

    public string Error => _error.ToString();

    /// <summary>Returns the text written to standard output since the last call.</summary>
    public string TakeOut()
    {
        var text = _out.ToString();
        _out.GetStringBuilder().Clear();
        return text;
    }

    /// <summary>Returns the text written to standard error since the last call.</summary>
    public string TakeError()
    {
        var text = _error.ToString();
        _error.GetStringBuilder().Clear();
        return text;
    }

    /// <summary>What is typed when a secret is asked for.</summary>
    public string? Secret { get; set; }

    public string this[string variable]
    {
        set => _environment[variable] = value;
    }

    public Task<int> RunAsync(params string[] args) => CommandLine.RunAsync(args, Shell);

    /// <summary>Writes a file to the home folder.</summary>
    public string Write(string name, string content, UnixFileMode? mode = null)
    {
        var path = Path.Combine(Home, name);
        File.WriteAllText(path, content);
        if (mode is { } bits && !OperatingSystem.IsWindows()) File.SetUnixFileMode(path, bits);
        return path;
    }

    public void Dispose()
    {
        Shell.Interruption.Dispose();
        Directory.Delete(Home, recursive: true);
    }
}
