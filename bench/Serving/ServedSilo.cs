using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Experiments.Bench.Serving;

/// <summary>A silo over a database, as 'experiments serve' starts it. Disposing ends it.</summary>
internal sealed partial class ServedSilo : IDisposable
{
    private readonly string _experiments;
    private readonly Dictionary<string, string> _environment;
    private readonly Process _process;

    private ServedSilo(string experiments, Dictionary<string, string> environment)
    {
        (_experiments, _environment) = (experiments, environment);
        _process = Start("serve", "--silo-port", "0", "--gateway-port", "0", "--http-port", "0");
    }

    /// <summary>Where it is scraped.</summary>
    public string Metrics { get; private set; } = "";

    /// <summary>CPU time that it has used, trainers included.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts one and waits until it serves.</summary>
    public static async Task<ServedSilo> StartAsync(string experiments, Dictionary<string, string> environment)
    {
        var silo = new ServedSilo(experiments, environment);
        var said = await silo._process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The silo does not start.");
        _ = silo._process.StandardOutput.ReadToEndAsync();
        silo.Metrics = Address().Match(said).Value;
        return silo;
    }

    /// <summary>Submits a sweep and waits for its end.</summary>
    public async Task RunAsync(string file)
    {
        using var submit = Start("submit", file, "--watch");
        await submit.StandardOutput.ReadToEndAsync();
        await submit.WaitForExitAsync();
        if (submit.ExitCode != 0) throw new InvalidOperationException("The sweep did not complete.");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(_experiments, arguments) { RedirectStandardOutput = true };
        foreach (var (name, value) in _environment) start.Environment[name] = value;
        start.Environment["EXPERIMENTS_SKIP_BUILD"] = "1";
        return Process.Start(start)!;
    }

    [GeneratedRegex(@"http://[\d.:]+/metrics")]
    private static partial Regex Address();
}
