using Experiments.Client.Exporting.TensorBoard.Wire;
using Experiments.Storage.Queries;
using Google.Protobuf;

namespace Experiments.Client.Exporting.TensorBoard;

/// <summary>Writes one event file, which contains one run for TensorBoard.</summary>
internal sealed class EventFile : IDisposable
{
    private readonly RecordWriter _records;
    private readonly double _began;

    /// <summary>
    /// Creates the only file of a run. An existing file of the same export is replaced, so that no point appears twice.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="began">
    /// The start time of the run, which is part of the file's name, so that a repeated export yields the same files.
    /// </param>
    public EventFile(string folder, DateTimeOffset began)
    {
        Directory.CreateDirectory(folder);
        _began = SecondsOf(began);
        var name = $"events.out.tfevents.{began.ToUnixTimeSeconds()}.experiments";
        _records = new RecordWriter(File.Create(Path.Combine(folder, name)));
        _records.Write(new Event { WallTime = _began, FileVersion = "brain.Event:2" });
    }

    /// <summary>Returns a time in seconds since 1970.</summary>
    public static double SecondsOf(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    /// <summary>Writes a point of a curve.</summary>
    public void Write(CurvePoint point)
    {
        var value = new SummaryValue
        {
            Tag = point.Metric,
            // TensorBoard reads scalars in single precision only.
            Tensor = new Tensor
            {
                Dtype = TensorType.DtFloat,
                TensorShape = new TensorShape(),
                FloatVal = { (float)point.Value },
            },
            Metadata = new SummaryMetadata
            {
                PluginData = new PluginData { PluginName = "scalars" },
                DataClass = DataClass.Scalar,
            },
        };
        var summary = new Summary { Value = { value } };
        _records.Write(new Event { WallTime = SecondsOf(point.At), Step = point.Step, Summary = summary });
    }

    /// <summary>Writes data for the HPARAMS tab.</summary>
    public void Write(string tag, HParamsPluginData data)
    {
        var value = new SummaryValue
        {
            Tag = $"_hparams_/{tag}",
            // The data is in the metadata; the value is required but empty.
            Tensor = new Tensor
            {
                Dtype = TensorType.DtFloat,
                TensorShape = new TensorShape { Dim = { new TensorDimension { Size = 0 } } },
            },
            Metadata = new SummaryMetadata
            {
                PluginData = new PluginData { PluginName = "hparams", Content = data.ToByteString() },
            },
        };
        _records.Write(new Event { WallTime = _began, Summary = new Summary { Value = { value } } });
    }

    public void Dispose() => _records.Dispose();
}
