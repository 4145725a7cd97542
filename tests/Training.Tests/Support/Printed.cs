using System.Globalization;
using System.Text;
using Experiments.Contracts.Metrics;
using Experiments.Training.Programs.Output;

namespace Experiments.Training.Tests.Support;

/// <summary>Reads bytes as an attempt reads its program's output.</summary>
internal sealed class Printed(string objective = "val_loss", long restored = 0, string state = "")
{
    private readonly RecordingHost _host = new();
    private readonly List<string> _notes = [];

    /// <summary>The notices in the log.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The reports: <c>1:loss=0.5 2:loss=0.25</c>.</summary>
    public string Points => string.Join(' ', _host.Points.Select(point =>
        string.Create(CultureInfo.InvariantCulture, $"{point.Step}:{point.Metric}={point.Value:R}")));

    public IReadOnlyList<MetricPoint> All => _host.Points;

    /// <summary>The watch of the objective.</summary>
    public ObjectiveWatch Objective { get; } = new(objective);

    public MetricReports? Reports { get; private set; }

    public Task<Printed> ReadAsync(string text) => ReadAsync(Encoding.UTF8.GetBytes(text));

    public async Task<Printed> ReadAsync(byte[] bytes)
    {
        if (Reports is null)
        {
            var notices = new Notices(_notes.Add);
            var axis = new StepAxis(restored, notices);
            axis.Resume(state);
            Reports = new(_host, axis, Objective, [objective], notices);
        }

        var lines = new LineSplitter();
        foreach (var line in lines.Split(bytes).ToList()) await Reports.TakeAsync(line.Text);
        if (lines.Rest() is { } rest) await Reports.TakeAsync(rest.Text);
        return this;
    }
}
